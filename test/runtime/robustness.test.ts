import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import sharp from 'sharp';
import { z } from 'zod';
import { artifact, defineOracle, defineTool, text, VouchError, type Finding, type Question, type Tool, type ToolContext } from '../../src/core/index.js';
import { dispatch } from '../../src/runtime/dispatcher.js';
import { RunLimits } from '../../src/runtime/limits.js';
import { parseExtension } from '../../src/runtime/budget-question.js';
import { freshFolder, removeFolders, testRuntime } from '../support/workshop.js';

afterAll(removeFolders);

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const words = { output: z.object({ text: text() }) };
const tool = (name: string, execute: (context: ToolContext) => Promise<string>, more: { effects?: 'none' | 'reads-world' | 'external' } = {}): Tool =>
  defineTool({ name, description: '', input: z.object({}), ...words, ...more, execute: async (_, context) => ({ text: await execute(context) }) });
const step = (id: string, name = id) => ({ id, tool: name, inputs: {} });

test('what a tool says after its attempt is over is not heard, also when the runtime is closed', async () => {
  let late: ToolContext['progress'] = () => undefined;
  const talker = tool('talker', async ({ progress }) => {
    late = progress;
    return 'done';
  });
  const runtime = testRuntime({ tools: [talker] });
  const run = runtime.run({ plan: { steps: [step('talker')] } });
  await run.result;
  late(0.9, 'too late');
  expect((await runtime.history(run.id)).at(-1)?.type).toBe('run.completed');
  await runtime.close();
  expect(() => { late(1); }).not.toThrow();
});

test('a journal that cannot be written from a callback of a tool ends the run, not the process', async () => {
  const folder = freshFolder();
  const talker = tool('talker', async ({ progress, signal }) => {
    const other = new Database(join(folder, 'journal.db'));
    other.exec(`CREATE TRIGGER full BEFORE INSERT ON events WHEN NEW.type = 'attempt.progress' BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
    other.close();
    await new Promise<void>((resolve) => setTimeout(() => { progress(0.5); resolve(); }, 5));
    await new Promise((_resolve, reject) => { signal.addEventListener('abort', () => { reject(signal.reason as Error); }); });
    return 'never';
  });
  const runtime = testRuntime({ tools: [talker] }, folder);
  await expect(runtime.run({ plan: { steps: [step('talker')] } }).result).resolves.toMatchObject({ status: 'failed', error: { code: 'STORE_FAILED', message: expect.stringContaining('disk full') } });
  await runtime.close();
});

test('a callback of the dispatcher that throws is its rejection, and nothing hangs', async () => {
  const running = dispatch([{ id: 'a', dependencies: [] }, { id: 'b', dependencies: ['a'] }], {
    execute: async () => false,
    onBlocked: () => { throw new Error('no journal'); },
  });
  await expect(running).rejects.toThrow('no journal');
});

test('a finding that is none makes the criterion inconclusive and leaves the run readable', async () => {
  const odd = defineOracle({ name: 'odd', description: '', kind: 'deterministic', modalities: ['text'], params: z.object({}), check: async () => ({ status: 'okay', evidence: 'trust me' }) as unknown as Finding });
  const endless = defineOracle({ name: 'endless', description: '', kind: 'deterministic', modalities: ['text'], params: z.object({}), check: async () => ({ status: 'pass', measured: -Infinity }) });
  const runtime = testRuntime({ tools: [tool('a', async () => 'x')], oracles: [odd, endless] });
  const run = runtime.run({ plan: { steps: [{ ...step('a'), criteria: [{ oracle: 'odd' }, { oracle: 'endless' }] }] } });
  await expect(run.result).resolves.toMatchObject({ status: 'completed', verdicts: [{ oracle: 'odd', status: 'inconclusive' }, { oracle: 'endless', status: 'pass', measured: null }] });
  expect((await runtime.outcome(run.id)).verdicts).toHaveLength(2);
  await runtime.close();
});

test('metadata of a tool that are none are its error, not a journal that cannot be read', async () => {
  const folder = freshFolder();
  const path = join(folder, 'red.png');
  await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } }).png().toFile(path);
  const wide = defineTool({ name: 'wide', description: '', input: z.object({}), output: z.object({ image: artifact('image') }), execute: async () => ({ image: { path, metadata: { width: 8.5 } } }) });
  const runtime = testRuntime({ tools: [wide] });
  const run = runtime.run({ plan: { steps: [step('wide')] }, budget: { attempts: 1 } });
  await expect(run.result).resolves.toMatchObject({ status: 'failed', error: { code: 'TOOL_OUTPUT_INVALID', message: expect.stringContaining('width') } });
  expect((await runtime.history(run.id)).length).toBeGreaterThan(3);
  await runtime.close();
});

test('questions come one at a time, and waiting for the user takes no time of the budget', async () => {
  const sent: string[] = [];
  const tools = ['one', 'two'].map((name) => tool(name, async () => { sent.push(name); return name; }, { effects: 'external' }));
  let open = 0;
  let most = 0;
  const ask = async (): Promise<string> => {
    most = Math.max(most, ++open);
    await sleep(1000);
    open--;
    return 'yes';
  };
  const runtime = testRuntime({ tools });
  await expect(runtime.run({ plan: { steps: [step('one'), step('two')] }, ask, budget: { wallMs: 1900 } }).result).resolves.toMatchObject({ status: 'completed', usage: { ms: expect.any(Number) } });
  expect([most, sent.length]).toEqual([1, 2]);
  await runtime.close();
});

test('cancelling ends a run that waits for an answer that never comes', async () => {
  const runtime = testRuntime({ tools: [tool('send', async () => 'sent', { effects: 'external' })] });
  const run = runtime.run({ plan: { steps: [step('send')] }, ask: () => new Promise<string>(() => undefined) });
  setTimeout(() => { run.cancel(); }, 30);
  await expect(run.result).resolves.toMatchObject({ status: 'cancelled' });
  await runtime.close();
});

test('the approval of one action is not that of another: a step of a later plan asks again', async () => {
  const asked: Question[] = [];
  const broken = tool('broken', async () => { throw new VouchError('TOOL_FAILED', 'never', { retryable: false }); });
  let sent = 0;
  const send = tool('send', async () => { sent++; return 'sent'; }, { effects: 'external' });
  const runtime = testRuntime({
    tools: [broken, send],
    planner: { plan: async ({ avoid }) => ({ status: 'planned', notes: [], plan: { version: 1, goal: '', steps: [{ ...step('s', avoid?.length ? 'send' : 'broken'), criteria: [] }], deliverables: [] } }) },
  });
  const outcome = await runtime.run({ goal: 'tell them', ask: async (question) => { asked.push(question); return 'no'; } }).result;
  expect(outcome).toMatchObject({ status: 'failed', error: { code: 'REFUSED' } });
  expect([asked.length, sent]).toEqual([1, 0]);
  await runtime.close();
});

test('a tool is not started any more once the run was cancelled', async () => {
  let ran = 0;
  const controller = new AbortController();
  const picky = defineOracle({ name: 'picky', description: '', kind: 'deterministic', modalities: ['text'], params: z.object({}), check: async () => { controller.abort(); return { status: 'fail', critique: 'no' }; } });
  const runtime = testRuntime({ tools: [tool('a', async () => `${++ran}`)], oracles: [picky] });
  await expect(runtime.run({ plan: { steps: [{ ...step('a'), criteria: [{ oracle: 'picky' }] }] }, signal: controller.signal }).result).resolves.toMatchObject({ status: 'cancelled' });
  expect(ran).toBe(1);
  await runtime.close();
});

test('a tool whose code or default has changed is done again, and so is one whose earlier result is damaged', async () => {
  let calls = 0;
  const ports = { description: '', input: z.object({ mark: z.string().default('!') }), output: z.object({ text: text() }) };
  const first = defineTool({ name: 'mark', ...ports, execute: async ({ mark }) => { calls++; return { text: `x${mark}` }; } });
  const edited = defineTool({ name: 'mark', ...ports, execute: async ({ mark }) => { calls += 1; return { text: `y${mark}` }; } });
  const louder = defineTool({ name: 'mark', ...ports, input: z.object({ mark: z.string().default('!!') }), execute: async ({ mark }) => { calls++; return { text: `x${mark}` }; } });
  const folder = freshFolder();
  const answer = async (made: Tool): Promise<string> => {
    const runtime = testRuntime({ tools: [made] }, folder);
    const outcome = await runtime.run({ plan: { steps: [step('m', 'mark')] } }).result;
    await runtime.close();
    return outcome.answer;
  };
  expect([await answer(first), await answer(first), await answer(edited), await answer(louder)]).toEqual(['x!', 'x!', 'y!', 'x!!']);
  expect(calls).toBe(3);
  const runtime = testRuntime({ tools: [first] }, folder);
  const { artifacts: [made] } = await runtime.run({ plan: { steps: [step('m', 'mark')] } }).result;
  expect(calls).toBe(3);
  writeFileSync(made!.path, 'zz');
  const healed = await runtime.run({ plan: { steps: [step('m', 'mark')] } }).result;
  expect([calls, healed.answer, readFileSync(made!.path, 'utf8')]).toEqual([4, 'x!', 'x!']);
  await runtime.close();
});

test('two steps side by side cannot use the same room of the artifact budget', async () => {
  const big = ['a', 'b'].map((name) => tool(name, async () => name.repeat(6_000)));
  const runtime = testRuntime({ tools: big });
  await expect(runtime.run({ plan: { steps: [step('a'), step('b')] }, budget: { artifactBytes: 10_000 } }).result).resolves.toMatchObject({ status: 'suspended', question: { kind: 'budget' } });
  await runtime.close();
});

test('tokens of the planner count, and none are left beyond the budget', async () => {
  const { ScriptedModels } = await import('../../src/models/index.js');
  const { assembleRuntime } = await import('../../src/runtime/assemble.js');
  const { byName } = await import('../../src/runtime/by-name.js');
  const { openStores } = await import('../../src/store/index.js');
  const stores = openStores(freshFolder());
  const reply = { chat: { text: 'x', finish: 'stop' as const, model: 'm', usage: { promptTokens: 90, completionTokens: 20 } } };
  const models = new ScriptedModels([reply, reply] as never);
  const runtime = assembleRuntime(
    {
      stores, models, tools: byName([tool('a', async () => 'x')]), oracles: byName([]), allowedFolders: [], onNotice: () => () => undefined, warm: async () => undefined, held: () => 0, expect: () => undefined,
      plannerOf: (asked) => ({ plan: async () => {
        await asked.chat({ messages: [{ role: 'user', content: 'plan' }] });
        await asked.chat({ messages: [{ role: 'user', content: 'plan' }] });
        throw new Error('the budget should have ended this');
      } }),
    },
    async () => { await stores.close(); },
  );
  await expect(runtime.run({ goal: 'do it', budget: { tokens: 100 } }).result).resolves.toMatchObject({ status: 'suspended', question: { kind: 'budget', text: expect.stringContaining('100 tokens') }, usage: { llmTokens: 110 } });
  await runtime.close();
});

test('a run that was cancelled before its inputs were taken in cannot be resumed without them', async () => {
  const runtime = testRuntime({ tools: [tool('a', async () => 'x')] });
  const run = runtime.run({ plan: { steps: [step('a')] }, inputs: [{ text: 'hello' }], signal: AbortSignal.abort() });
  await expect(run.result).resolves.toMatchObject({ status: 'cancelled' });
  await expect(runtime.resume(run.id)).rejects.toEqual(expect.objectContaining({ code: 'RUN_NOT_RESUMABLE', message: expect.stringContaining('inputs') }));
  await runtime.close();
});

test('a run that a failing store ended goes on when the store works again', async () => {
  const folder = freshFolder();
  const after = defineTool({ name: 'b', description: '', input: z.object({ text: text() }), ...words, execute: async (input) => input });
  const runtime = testRuntime({ tools: [tool('a', async () => 'x'), after] }, folder);
  const raw = (sql: string): void => { const database = new Database(join(folder, 'journal.db')); database.exec(sql); database.close(); };
  raw(`CREATE TRIGGER full BEFORE INSERT ON events WHEN NEW.type = 'attempt.ended' AND NEW.data LIKE '%"b"%' BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
  const run = runtime.run({ plan: { steps: [step('a'), { ...step('b'), inputs: { text: { ref: 'a.text' } } }] } });
  await expect(run.result).resolves.toMatchObject({ status: 'failed', error: { code: 'STORE_FAILED' } });
  raw('DROP TRIGGER full');
  await expect((await runtime.resume(run.id)).result).resolves.toMatchObject({ status: 'completed', steps: [{ id: 'a', attempts: 1 }, { id: 'b', attempts: 2 }] });
  await runtime.close();
});

test('a saved plan lends the run its goal', async () => {
  const runtime = testRuntime({ tools: [tool('a', async ({ goal }) => goal)] });
  await expect(runtime.run({ plan: { goal: 'Say what is to be done.', steps: [step('a')] } }).result).resolves.toMatchObject({ status: 'completed', answer: 'Say what is to be done.' });
  expect(await runtime.runs()).toMatchObject([{ goal: 'Say what is to be done.', status: 'completed' }]);
  await runtime.close();
});

test('what was granted in earlier processes is not granted again at each resume', async () => {
  const limits = new RunLimits({ wallMs: 1000, tokens: 100, attempts: 1, items: 200, artifactBytes: 100 }, { ms: 0, tokens: 160, bytes: 0 });
  limits.restore('tokens', 60);
  expect(limits.meter.limit).toBe(160);
  limits.extend('tokens', 10);
  expect(limits.meter.limit).toBe(170);
});

test.each([['60', 60], ['60 seconds', 60], ['20,000 tokens', 20_000], ['1 000 000', 1_000_000], ['1.5', 1.5], ['stop', undefined], ['0', undefined]])('the grant %s is read as %s', async (answer, amount) => {
  expect(parseExtension(answer)).toBe(amount);
});

test('closing twice waits for the same end', async () => {
  let ended = false;
  const runtime = testRuntime({ tools: [tool('slow', async ({ signal }) => { await sleep(20); signal.throwIfAborted(); return ''; })] });
  void runtime.run({ plan: { steps: [step('slow')] } }).result.then(() => { ended = true; });
  void runtime.close();
  await runtime.close();
  expect(ended).toBe(true);
});

test('a step that is called answer keeps its own verdicts', async () => {
  const holds = defineOracle({ name: 'holds', description: '', kind: 'deterministic', modalities: ['text'], params: z.object({}), check: async () => ({ status: 'pass' }) });
  const runtime = testRuntime({ tools: [tool('a', async () => 'x')], oracles: [holds] });
  const run = runtime.run({ plan: { steps: [{ ...step('answer', 'a'), criteria: [{ oracle: 'holds' }] }] } });
  await expect(run.result).resolves.toMatchObject({ status: 'completed', unproved: [] });
  expect((await runtime.state(run.id)).answerVerdicts).toEqual([]);
  await runtime.close();
});

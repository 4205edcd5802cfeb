import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { artifact, defineOracle, defineTool, text, VouchError, type ModelClient, type VouchEvent } from '../../src/core/index.js';
import { ScriptedModels } from '../../src/models/index.js';
import { byName } from '../../src/runtime/by-name.js';
import { localExecutor } from '../../src/runtime/executor/index.js';
import { openStores } from '../../src/store/index.js';
import { noModels } from '../support/no-models.js';
import { freshFolder, removeFolders, testRuntime, type TestRuntime } from '../support/workshop.js';

afterAll(removeFolders);

const upper = defineTool({
  name: 'upper', description: 'Capitals.', input: z.object({ text: text(), suffix: z.string().default('') }), output: z.object({ text: text() }),
  execute: async ({ text: words, suffix }) => ({ text: words.toUpperCase() + suffix }),
});
const join2 = defineTool({
  name: 'join', description: 'Joins.', input: z.object({ parts: z.array(text()) }), output: z.object({ text: text() }),
  execute: async ({ parts }) => ({ text: parts.join('+') }),
});
const contains = defineOracle({
  name: 'contains', description: 'Holds a word.', kind: 'deterministic', modalities: ['text'], params: z.object({ word: z.string() }),
  check: async ({ value }, { word }) =>
    String(value).includes(word) ? { status: 'pass', measured: word } : { status: 'fail', critique: `The word ${word} is missing.`, expected: word },
});
const plan = (steps: unknown[], more: object = {}) => ({ steps, ...more });
const say = (value: string) => ({ value });

test('a plan runs along its references and the answer is its last output', async () => {
  const runtime = testRuntime({ tools: [upper, join2] });
  const outcome = await runtime.run({
    plan: plan([
      { id: 'a', tool: 'upper', inputs: { text: say('one') } },
      { id: 'b', tool: 'upper', inputs: { text: { given: 'note' }, suffix: say('!') } },
      { id: 'c', tool: 'join', inputs: { parts: [{ ref: 'a.text' }, { ref: 'b.text' }] } },
    ]),
    inputs: [{ text: 'two', name: 'note' }],
  }).result;
  expect(outcome).toMatchObject({ status: 'completed', answer: 'ONE+TWO!', steps: [{ id: 'a', status: 'completed', attempts: 1 }, { id: 'b' }, { id: 'c' }] });
  expect(readFileSync(outcome.artifacts.find(({ step }) => step === 'c')!.path, 'utf8')).toBe('ONE+TWO!');
  await runtime.close();
});

test('all faults of a plan are told at once with their paths, and nothing runs', async () => {
  let ran = false;
  const spy = defineTool({ ...{ name: 'spy', description: '', input: z.object({ text: text() }), output: z.object({ text: text() }) }, execute: async () => { ran = true; return { text: '' }; } });
  const runtime = testRuntime({ tools: [spy, upper] });
  const outcome = await runtime.run({
    plan: plan([
      { id: 'ok', tool: 'spy', inputs: { text: say('x') } },
      { id: 'a', tool: 'uper', inputs: {} },
      { id: 'b', tool: 'upper', inputs: { text: { ref: 'c.text' } } },
      { id: 'c', tool: 'upper', inputs: { text: { ref: 'b.text' } } },
    ]),
  }).result;
  expect(outcome).toMatchObject({ status: 'failed', error: { code: 'PLAN_INVALID' } });
  expect(outcome.error!.message).toContain('steps[1].tool');
  expect(outcome.error!.message).toMatch(/cycle|wait/i);
  expect(ran).toBe(false);
  await runtime.close();
});

test('what fails goes back with the critique, and every attempt is kept', async () => {
  const told: (string | undefined)[] = [];
  const learner = defineTool({
    name: 'learner', description: '', input: z.object({ text: text() }), output: z.object({ text: text() }), criteria: [{ oracle: 'contains', params: { word: 'please' } }],
    execute: async ({ text: words }, { critique, previous }) => {
      told.push(critique, previous);
      return { text: critique === undefined ? words : `${words} please` };
    },
  });
  const runtime = testRuntime({ tools: [learner], oracles: [contains] });
  const outcome = await runtime.run({ plan: plan([{ id: 'a', tool: 'learner', inputs: { text: say('pass the salt') } }]) }).result;
  expect(outcome).toMatchObject({ status: 'completed', answer: 'pass the salt please', unproved: [], steps: [{ attempts: 2 }] });
  expect(outcome.verdicts.map(({ attempt, status }) => [attempt, status])).toEqual([[1, 'fail'], [2, 'pass']]);
  expect(told).toEqual([undefined, undefined, 'The word please is missing.', 'pass the salt']);
  await runtime.close();
});

const moody = defineTool({
  name: 'moody', description: '', input: z.object({ text: text() }), output: z.object({ text: text() }), needs: ['chat'], criteria: [{ oracle: 'contains', params: { word: 'please' } }],
  execute: async ({ text: words }, { models, critique }) => ({ text: (await models.chat({ messages: [{ role: 'user', content: `${words} ${critique ?? ''}` }] })).text }),
});
const asked = (run: { calls: readonly { request: unknown }[] }): unknown[] => run.calls.map(({ request }) => request);

test('a run that resamples asks again with another seed, tells nothing of the critique, and keeps the last', async () => {
  const models = new ScriptedModels([{ chat: 'pass the salt' }, { chat: 'the salt!' }, { chat: 'the salt, please' }]);
  const runtime = testRuntime({ tools: [moody], oracles: [contains], models });
  const outcome = await runtime.run({ plan: plan([{ id: 'a', tool: 'moody', inputs: { text: say('ask for salt') } }]), repair: 'resample' }).result;
  expect(outcome).toMatchObject({ status: 'completed', answer: 'the salt, please', steps: [{ attempts: 3 }], usage: { llmTokens: 45 } });
  expect(asked(models)).toMatchObject([{ messages: [{ content: 'ask for salt ' }] }, { temperature: 0.7, seed: 1, messages: [{ content: 'ask for salt ' }] }, { temperature: 0.7, seed: 2 }]);
  expect((await runtime.state(outcome.runId)).steps.get('a')!.attempts.map(({ tokens }) => tokens)).toEqual([15, 15, 15]);
  await runtime.close();
});

test('what an oracle without a mending critique rejects is sampled anew, and told nothing', async () => {
  const mute = defineOracle({ name: 'contains', description: '', kind: 'deterministic', modalities: ['text'], critique: 'none', params: z.object({ word: z.string() }), check: async (subject, params, context) => contains.check(subject, params, context) });
  const models = new ScriptedModels([{ chat: 'pass the salt' }, { chat: 'the salt, please' }]);
  const runtime = testRuntime({ tools: [moody], oracles: [mute], models });
  const outcome = await runtime.run({ plan: plan([{ id: 'a', tool: 'moody', inputs: { text: say('ask for salt') } }]) }).result;
  expect(outcome).toMatchObject({ status: 'completed', answer: 'the salt, please', steps: [{ attempts: 2 }] });
  expect(asked(models)[1]).toMatchObject({ temperature: 0.7, messages: [{ content: 'ask for salt ' }] });
  await runtime.close();
});

test('a run that repairs nothing fails with its first rejected attempt', async () => {
  const models = new ScriptedModels([{ chat: 'pass the salt' }]);
  const runtime = testRuntime({ tools: [moody], oracles: [contains], models });
  const outcome = await runtime.run({ plan: plan([{ id: 'a', tool: 'moody', inputs: { text: say('ask for salt') } }]), repair: 'none' }).result;
  expect(outcome).toMatchObject({ status: 'failed', steps: [{ attempts: 1 }], error: { code: 'CRITERION_FAILED' } });
  await runtime.close();
});

test('a run without judges leaves open what only a judge could decide', async () => {
  const judge = defineOracle({ name: 'judge', description: '', kind: 'judge', modalities: ['text'], params: z.object({}), check: async () => { throw new Error('nobody is to ask it'); } });
  const runtime = testRuntime({ tools: [upper], oracles: [judge] });
  const outcome = await runtime.run({ plan: plan([{ id: 'a', tool: 'upper', inputs: { text: say('x') }, criteria: [{ oracle: 'judge' }] }]), judge: false }).result;
  expect(outcome).toMatchObject({ status: 'completed', steps: [{ attempts: 1 }] });
  expect(outcome.unproved.join()).toContain('this run asks no judges');
  await runtime.close();
});

test('a step that never holds fails the run honestly and blocks only its descendants', async () => {
  const runtime = testRuntime({ tools: [upper, join2], oracles: [contains] });
  const outcome = await runtime.run({
    plan: plan([
      { id: 'bad', tool: 'upper', inputs: { text: say('x') }, criteria: [{ oracle: 'contains', params: { word: 'never' } }] },
      { id: 'after', tool: 'upper', inputs: { text: { ref: 'bad.text' } } },
      { id: 'free', tool: 'upper', inputs: { text: say('fine') } },
    ], { deliverables: ['after.text', 'free.text'] }),
    budget: { attempts: 2 },
  }).result;
  expect(outcome).toMatchObject({
    status: 'failed', answer: 'FINE', error: { code: 'CRITERION_FAILED' },
    steps: [{ id: 'bad', status: 'failed', attempts: 2 }, { id: 'after', status: 'blocked', attempts: 0 }, { id: 'free', status: 'completed' }],
  });
  expect(outcome.unproved.join()).toContain('after');
  await runtime.close();
});

test('what a model perceives to be wrong is a doubt in the end: the attempt with the fewest fails is kept', async () => {
  const misses = (word: string) => defineOracle({
    name: `hears_${word}`, description: '', kind: 'model', modalities: ['text'], params: z.object({}),
    check: async ({ value }) => (String(value).includes(word) ? { status: 'pass' } : { status: 'fail', critique: `The word ${word} was not heard.` }),
  });
  const models = new ScriptedModels([{ chat: 'nothing' }, { chat: 'one' }, { chat: 'nothing' }]);
  const speaker = defineTool({
    name: 'speaker', description: '', input: z.object({ text: text() }), output: z.object({ text: text() }), needs: ['chat'], criteria: [{ oracle: 'hears_one' }, { oracle: 'hears_two' }],
    execute: async ({ text: words }, context) => ({ text: (await context.models.chat({ messages: [{ role: 'user', content: words }] })).text }),
  });
  const runtime = testRuntime({ tools: [speaker], oracles: [misses('one'), misses('two')], models });
  const outcome = await runtime.run({ plan: plan([{ id: 'a', tool: 'speaker', inputs: { text: say('count') } }]) }).result;
  expect(outcome).toMatchObject({ status: 'completed', answer: 'one', steps: [{ attempts: 3 }] });
  expect(outcome.unproved).toEqual(['a (speaker): hears_two doubts it: The word two was not heard.']);
  await runtime.close();
});

test('a doubt of a judge alone sends back once and then leaves the answer unproved, not failed', async () => {
  const doubter = defineOracle({ name: 'doubter', description: '', kind: 'judge', modalities: ['text'], params: z.object({}), check: async () => ({ status: 'fail', critique: 'I do not like it.' }) });
  const runtime = testRuntime({ tools: [upper], oracles: [doubter] });
  const outcome = await runtime.run({ plan: plan([{ id: 'a', tool: 'upper', inputs: { text: say('x') }, criteria: [{ oracle: 'doubter' }] }]) }).result;
  expect(outcome).toMatchObject({ status: 'completed', answer: 'X' });
  expect(outcome.unproved).toEqual([expect.stringContaining('doubter')]);
  await runtime.close();
});

test('the whole answer is shown to no judge where another reading came to it and the question is the whole request', async () => {
  const judge = (name: string, parameters: z.ZodObject) => defineOracle({ name, description: '', kind: 'judge', modalities: ['text'], params: parameters, check: async () => ({ status: 'pass' }) });
  const reply = defineTool({ name: 'reply', description: '', input: z.object({ text: text(), question: z.string() }), output: z.object({ text: text() }), criteria: [{ oracle: 'second_reading' }], execute: async ({ text: words }) => ({ text: words }) });
  const runtime = testRuntime({ tools: [reply], oracles: [judge('second_reading', z.object({})), judge('requirement_met', z.object({ requirement: z.string() }))], models: new ScriptedModels([], { jobs: ['chat'] }) });
  const judged = async (goal: string): Promise<string[]> => {
    const { verdicts } = await runtime.run({ goal, plan: plan([{ id: 'a', tool: 'reply', inputs: { text: say('At ten.'), question: say('When does it open?') } }]) }).result;
    return verdicts.map(({ oracle }) => oracle);
  };
  expect(await judged('When does it open?')).toEqual(['second_reading']);
  expect(await judged('When does it open? Answer in French.')).toEqual(['second_reading', 'requirement_met']);
  await runtime.close();
});

test('a deliverable that only a judge passed is listed as not proved; what a program passed, and what is no deliverable, is not', async () => {
  const agrees = defineOracle({ name: 'agrees', description: '', kind: 'judge', modalities: ['text'], params: z.object({}), check: async () => ({ status: 'pass' }) });
  const runtime = testRuntime({ tools: [upper], oracles: [agrees, contains] });
  const steps = [
    { id: 'between', tool: 'upper', inputs: { text: say('x') }, criteria: [{ oracle: 'agrees' }] },
    { id: 'judged', tool: 'upper', inputs: { text: { ref: 'between.text' } }, criteria: [{ oracle: 'agrees' }] },
    { id: 'measured', tool: 'upper', inputs: { text: say('y') }, criteria: [{ oracle: 'agrees' }, { oracle: 'contains', params: { word: 'Y' } }] },
  ];
  const outcome = await runtime.run({ plan: plan(steps) }).result;
  expect(outcome).toMatchObject({ status: 'completed', assurance: { measured: 0, notMeasured: ['contains'], wrongAtMost: null } });
  expect(outcome.unproved).toEqual(['judged (upper): no program checked it; a language model alone was asked and agrees (agrees)']);
  await runtime.close();
});

test('an oracle that cannot run gives inconclusive with the reason, which is not a pass', async () => {
  const broken = defineOracle({ name: 'broken', description: '', kind: 'deterministic', modalities: ['text'], params: z.object({}), check: async () => { throw new Error('no microphone'); } });
  const runtime = testRuntime({ tools: [upper], oracles: [broken] });
  const outcome = await runtime.run({ plan: plan([{ id: 'a', tool: 'upper', inputs: { text: say('x') }, criteria: [{ oracle: 'broken' }] }]) }).result;
  expect(outcome).toMatchObject({ status: 'completed', verdicts: [{ status: 'inconclusive' }] });
  expect(outcome.unproved.join()).toContain('no microphone');
  await runtime.close();
});

test('a tool that throws a final error is not retried, one that throws another error is', async () => {
  const counts = { final: 0, flaky: 0 };
  const final = defineTool({ name: 'final', description: '', input: z.object({}), output: z.object({ text: text() }), execute: async () => { counts.final++; throw new VouchError('INPUT_CORRUPT', 'no'); } });
  const flaky = defineTool({ name: 'flaky', description: '', input: z.object({}), output: z.object({ text: text() }), execute: async () => { if (++counts.flaky < 2) throw new Error('hiccup'); return { text: 'ok' }; } });
  const runtime = testRuntime({ tools: [final, flaky] });
  const outcome = await runtime.run({ plan: plan([{ id: 'a', tool: 'final', inputs: {} }, { id: 'b', tool: 'flaky', inputs: {} }]) }).result;
  expect(counts).toEqual({ final: 1, flaky: 2 });
  expect(outcome).toMatchObject({ status: 'failed', answer: 'ok', error: { code: 'INPUT_CORRUPT' } });
  await runtime.close();
});

test('cancelling ends the run as cancelled even when a tool does not listen', async () => {
  const deaf = defineTool({ name: 'deaf', description: '', input: z.object({}), output: z.object({ text: text() }), execute: () => new Promise<{ text: string }>(() => undefined) });
  const runtime = testRuntime({ tools: [deaf] });
  const controller = new AbortController();
  const run = runtime.run({ plan: plan([{ id: 'a', tool: 'deaf', inputs: {} }]), signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  await expect(run.result).resolves.toMatchObject({ status: 'cancelled' });
  await runtime.close();
});

test('at the end of the wall time the run is suspended with a question, and goes on when more is granted', async () => {
  let slow = true;
  const slowTool = defineTool({ name: 'slow', description: '', input: z.object({}), output: z.object({ text: text() }), execute: async (_, { signal }) => {
    if (slow) await new Promise((_resolve, reject) => signal.addEventListener('abort', () => { reject(signal.reason as Error); }));
    return { text: 'done' };
  } });
  const runtime = testRuntime({ tools: [slowTool, upper] });
  const run = runtime.run({ plan: plan([{ id: 'quick', tool: 'upper', inputs: { text: say('x') } }, { id: 'a', tool: 'slow', inputs: {} }]), budget: { wallMs: 150 } });
  const outcome = await run.result;
  expect(outcome).toMatchObject({ status: 'suspended', question: { kind: 'budget' }, steps: [{ id: 'quick', status: 'completed' }, { id: 'a' }] });
  slow = false;
  const again = await runtime.reopen();
  const resumed = await (await again.resume(run.id, { answer: '5 seconds' })).result;
  expect(resumed).toMatchObject({ status: 'completed', steps: [{ id: 'quick', attempts: 1 }, { id: 'a', attempts: 2 }] });
  await again.close();
});

test('without an answer a suspended run stays suspended, and "stop" ends it with what there is', async () => {
  const waiting = defineTool({ name: 'waiting', description: '', input: z.object({}), output: z.object({ text: text() }), execute: () => new Promise<{ text: string }>(() => undefined) });
  const runtime = testRuntime({ tools: [waiting, upper] });
  const run = runtime.run({ plan: plan([{ id: 'x', tool: 'upper', inputs: { text: say('kept') } }, { id: 'a', tool: 'waiting', inputs: {} }]), budget: { wallMs: 1500 } });
  await run.result;
  await expect((await runtime.resume(run.id)).result).resolves.toMatchObject({ status: 'suspended' });
  await expect((await runtime.resume(run.id, { answer: 'stop' })).result).resolves.toMatchObject({ status: 'failed', answer: 'KEPT', error: { code: 'BUDGET_SPENT' } });
  await expect(runtime.resume(run.id)).rejects.toEqual(expect.objectContaining({ code: 'RUN_NOT_RESUMABLE' }));
  await runtime.close();
});

test('a step that changes the world waits for approval, and a refusal fails it', async () => {
  let sent = 0;
  const send = defineTool({ name: 'send', description: '', effects: 'external', input: z.object({}), output: z.object({ text: text() }), execute: async () => { sent++; return { text: 'sent' }; } });
  const runtime = testRuntime({ tools: [send] });
  const steps = plan([{ id: 'a', tool: 'send', inputs: {} }]);
  const waiting = runtime.run({ plan: steps });
  await expect(waiting.result).resolves.toMatchObject({ status: 'suspended', question: { kind: 'approval', options: ['yes', 'no'] } });
  expect(sent).toBe(0);
  await expect((await runtime.resume(waiting.id, { answer: 'yes' })).result).resolves.toMatchObject({ status: 'completed', answer: 'sent' });
  await expect(runtime.run({ plan: steps, ask: async () => 'no' }).result).resolves.toMatchObject({ status: 'failed', error: { code: 'REFUSED' } });
  expect(sent).toBe(1);
  await runtime.close();
});

test('results of equal steps are reused with their verdicts, and not when an input or parameter differs', async () => {
  let calls = 0;
  const counted = defineTool({ name: 'counted', description: '', input: z.object({ text: text(), n: z.number().default(1) }), output: z.object({ text: text() }), execute: async ({ text: words }) => { calls++; return { text: `${words}!` }; } });
  const runtime = testRuntime({ tools: [counted], oracles: [contains] });
  const go = (words: string, n: number, reuse = true) =>
    runtime.run({ plan: plan([{ id: 'a', tool: 'counted', inputs: { text: say(words), n: { value: n } }, criteria: [{ oracle: 'contains', params: { word: '!' } }] }]), reuse }).result;
  await go('x', 1);
  const second = await go('x', 1);
  expect(calls).toBe(1);
  expect(second).toMatchObject({ status: 'completed', answer: 'x!', verdicts: [{ status: 'pass', step: 'a' }] });
  expect(second.artifacts).toHaveLength(1);
  await go('y', 1);
  await go('x', 2);
  expect(calls).toBe(3);
  await go('x', 1, false);
  expect(calls).toBe(4);
  await runtime.close();
});

test('a result that a stand-in made is not kept for the model that was wanted', async () => {
  let calls = 0;
  let standIn = true;
  const models: ModelClient = {
    ...noModels, has: () => true, modelsFor: () => ['large'],
    chat: async (_request, options) => {
      calls++;
      if (standIn) options?.onFallback?.('small did "chat" instead of large');
      return { text: 'so', finish: 'stop', model: standIn ? 'small' : 'large', usage: { promptTokens: 1, completionTokens: 1 } };
    },
  };
  const think = defineTool({ name: 'think', description: '', needs: ['chat'], input: z.object({ text: text() }), output: z.object({ text: text() }), execute: async ({ text: words }, context) => ({ text: (await context.models.chat({ messages: [{ role: 'user', content: words }] })).text }) });
  const runtime = testRuntime({ tools: [think], models });
  const go = () => runtime.run({ plan: plan([{ id: 'a', tool: 'think', inputs: { text: say('x') } }]), judge: false }).result;
  await go();
  standIn = false;
  expect(await go()).toMatchObject({ status: 'completed', answer: 'so' });
  expect(calls).toBe(2);
  await go();
  expect(calls).toBe(2);
  await runtime.close();
});

test('the event stream has no gaps, ends with the run, and gives what was missed after `since`', async () => {
  const runtime = testRuntime({ tools: [upper] });
  const run = runtime.run({ plan: plan([{ id: 'a', tool: 'upper', inputs: { text: say('x') } }]) });
  const live: VouchEvent[] = [];
  for await (const event of run.events()) live.push(event);
  expect(live.map(({ seq }) => seq)).toEqual(live.map((_, index) => index + 1));
  expect(live[0]!.type).toBe('run.started');
  expect(live.at(-1)!.type).toBe('run.completed');
  const late: VouchEvent[] = [];
  for await (const event of run.events({ since: 3 })) late.push(event);
  expect(late).toEqual(live.slice(3));
  expect(await runtime.history(run.id)).toEqual(live);
  await runtime.close();
});

test('bad input is told before anything is written but the journal', async () => {
  const runtime = testRuntime({ tools: [upper] });
  const cases: [Parameters<typeof runtime.run>[0], string][] = [
    [{ goal: '  ' }, 'INPUT_EMPTY'],
    [{ goal: 'read it', inputs: [join(runtime.folder, 'missing.png')] }, 'INPUT_NOT_FOUND'],
    [{ goal: 'open it', inputs: [{ url: 'ftp://example.org/x' }] }, 'URL_REFUSED'],
    [{ goal: 'read it', inputs: [{ text: '', name: 'note' }] }, 'INPUT_EMPTY'],
  ];
  for (const [request, code] of cases) await expect(runtime.run(request).result).resolves.toMatchObject({ status: 'failed', error: { code }, artifacts: [] });
  expect(readdirSync(join(runtime.folder, 'artifacts'))).toEqual(['incoming']);
  await runtime.close();
});

test('a picture passes by reference: neither plan nor events hold its bytes', async () => {
  const folder = freshFolder();
  await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } }).png().toFile(join(folder, 'red.png'));
  const size = defineTool({ name: 'flip', description: '', input: z.object({ image: artifact('image') }), output: z.object({ image: artifact('image'), text: text() }), execute: async ({ image }, { scratch }) => {
    const path = join(scratch, 'out.png');
    await sharp(image.path).rotate(90).png().toFile(path);
    return { image: { path }, text: `${image.metadata.width}x${image.metadata.height}` };
  } });
  const runtime = testRuntime({ tools: [size] });
  const run = runtime.run({ plan: plan([{ id: 'a', tool: 'flip', inputs: { image: { given: 'red.png' } } }, { id: 'b', tool: 'flip', inputs: { image: { ref: 'a.image' } } }]), inputs: [join(folder, 'red.png')] });
  const outcome = await run.result;
  expect(outcome.answer).toContain('30x40');
  expect(JSON.stringify(await runtime.history(run.id))).not.toContain('base64');
  expect(outcome.artifacts.filter(({ modality }) => modality === 'image').map(({ mime }) => mime)).toEqual(['image/png', 'image/png']);
  await runtime.close();
});

test('a tool that returns another modality than its port is an error that names the port', async () => {
  const folder = freshFolder();
  writeFileSync(join(folder, 'x.txt'), 'just words');
  const liar = defineTool({ name: 'liar', description: '', input: z.object({}), output: z.object({ image: artifact('image') }), execute: async () => ({ image: { path: join(folder, 'x.txt') } }) });
  const runtime = testRuntime({ tools: [liar] });
  const outcome = await runtime.run({ plan: plan([{ id: 'a', tool: 'liar', inputs: {} }]), budget: { attempts: 1 } }).result;
  expect(outcome).toMatchObject({ status: 'failed', artifacts: [] });
  await runtime.close();
});

test('the artifact budget is hard', async () => {
  const big = defineTool({ name: 'big', description: '', input: z.object({}), output: z.object({ text: text() }), execute: async () => ({ text: 'x'.repeat(10_000) }) });
  const runtime = testRuntime({ tools: [big] });
  await expect(runtime.run({ plan: plan([{ id: 'a', tool: 'big', inputs: {} }]), budget: { artifactBytes: 5_000 } }).result).resolves.toMatchObject({ status: 'suspended', question: { kind: 'budget' } });
  await runtime.close();
});

test('a failed step of a made plan leads to one other plan without its tool, and finished steps stay', async () => {
  const bad = defineTool({ name: 'bad', description: '', input: z.object({ text: text() }), output: z.object({ text: text() }), execute: async () => { throw new VouchError('TOOL_FAILED', 'never works', { retryable: false }); } });
  const avoided: unknown[] = [];
  const runtime = testRuntime({
    tools: [bad, upper],
    planner: { plan: async ({ avoid }) => {
      avoided.push(avoid);
      const first = { id: 'a', tool: 'upper', inputs: { text: say('x') }, criteria: [] };
      const second = { id: 'b', tool: avoid?.length ? 'upper' : 'bad', inputs: { text: { ref: 'a.text' } }, criteria: [] };
      return { status: 'planned', notes: [], plan: { version: 1, goal: '', steps: [first, second], deliverables: ['b.text'] } };
    } },
  });
  const outcome = await runtime.run({ goal: 'do it' }).result;
  expect(outcome).toMatchObject({ status: 'completed', answer: 'X', steps: [{ id: 'a', attempts: 1 }, { id: 'b', tool: 'upper', status: 'completed' }] });
  expect(avoided).toEqual([[], [{ tool: 'bad', reason: 'never works' }]]);
  await runtime.close();
});

test('a missing capability and an ambiguity are told as such', async () => {
  const missing = testRuntime({ planner: { plan: async () => ({ status: 'missing', capability: 'send e-mail', message: 'No tool can send e-mail.' }) } });
  await expect(missing.run({ goal: 'mail it' }).result).resolves.toMatchObject({ status: 'failed', error: { code: 'CAPABILITY_MISSING', message: expect.stringContaining('e-mail') } });
  await missing.close();
  const goals: string[] = [];
  const unclear = testRuntime({ tools: [upper], planner: { plan: async ({ goal }) => {
    goals.push(goal);
    if (goals.length === 1) return { status: 'ambiguous', question: 'Which one?', options: ['a', 'b'] };
    return { status: 'planned', notes: [], plan: { version: 1, goal, steps: [{ id: 's', tool: 'upper', inputs: { text: say('ok') }, criteria: [] }], deliverables: [] } };
  } } });
  const run = unclear.run({ goal: 'that one' });
  await expect(run.result).resolves.toMatchObject({ status: 'suspended', question: { kind: 'ambiguity', options: ['a', 'b'] } });
  await expect((await unclear.resume(run.id, { answer: 'b' })).result).resolves.toMatchObject({ status: 'completed', answer: 'OK' });
  expect(goals.at(-1)).toContain('Which one? b');
  await unclear.close();
});

test('where an oracle has changed, an earlier result is checked anew and not made anew, unless it does not hold any more', async () => {
  let [made, checked] = [0, 0];
  const maker = defineTool({ name: 'maker', description: '', input: z.object({ text: text() }), output: z.object({ text: text() }), execute: async ({ text: words }) => { made++; return { text: `${words}${'!'.repeat(made)}` }; } });
  const oracleOf = (version: string | undefined, least: number) => defineOracle({
    name: 'marks', description: '', kind: 'deterministic', version, modalities: ['text'], params: z.object({}),
    check: async ({ value }) => { checked++; const found = String(value).match(/!/g)?.length ?? 0; return { status: found >= least ? 'pass' : 'fail', measured: found }; },
  });
  const steps = plan([{ id: 'a', tool: 'maker', inputs: { text: say('x') }, criteria: [{ oracle: 'marks' }] }]);
  const first = testRuntime({ tools: [maker], oracles: [oracleOf(undefined, 1)] });
  const go = async (runtime: TestRuntime) => {
    const outcome = await runtime.run({ plan: steps }).result;
    const events = await runtime.history(outcome.runId);
    const ended = events.filter(({ type }) => type === 'attempt.ended').map(({ data }) => (data as { reused: boolean }).reused);
    return { answer: outcome.answer, verdicts: outcome.verdicts.map(({ status, measured }) => [status, measured]), notices: events.filter(({ type }) => type === 'notice').length, ended, made, checked };
  };
  expect(await go(first)).toEqual({ answer: 'x!', verdicts: [['pass', 1]], notices: 0, ended: [false], made: 1, checked: 1 });
  expect(await go(first)).toEqual({ answer: 'x!', verdicts: [['pass', 1]], notices: 0, ended: [true], made: 1, checked: 1 });
  // Another version: the old output is checked, and its new verdicts are kept.
  const second = await first.reopen({ oracles: [oracleOf('2', 1)] });
  expect(await go(second)).toEqual({ answer: 'x!', verdicts: [['pass', 1]], notices: 0, ended: [true], made: 1, checked: 2 });
  expect(await go(second)).toMatchObject({ ended: [true], made: 1, checked: 2 });
  // A stricter one: what does not hold any more is made anew, said, and no verdict on it stands in the run.
  const third = await second.reopen({ oracles: [oracleOf('3', 2)] });
  expect(await go(third)).toEqual({ answer: 'x!!', verdicts: [['pass', 2]], notices: 1, ended: [false], made: 2, checked: 4 });
  expect(await go(third)).toMatchObject({ answer: 'x!!', ended: [true], made: 2, checked: 4 });
  // One whose text changed counts as changed, too.
  const fourth = await third.reopen({ oracles: [{ ...oracleOf('3', 2), code: 'another' }] });
  expect(await go(fourth)).toMatchObject({ ended: [true], made: 2, checked: 5 });
  await fourth.close();
});

test('an earlier result that cannot be checked anew is made anew, and costs no attempt', async () => {
  let made = 0;
  const maker = defineTool({ name: 'maker', description: '', input: z.object({ text: text() }), output: z.object({ text: text() }), execute: async ({ text: words }) => { made++; return { text: words }; } });
  const marks = (version: string) => defineOracle({ name: 'marks', description: '', kind: 'deterministic', version, modalities: ['text'], params: z.object({}), check: async () => ({ status: 'pass' }) });
  const steps = plan([{ id: 'a', tool: 'maker', inputs: { text: say('x') }, criteria: [{ oracle: 'marks' }] }]);
  const first = testRuntime({ tools: [maker], oracles: [marks('1')] });
  await first.run({ plan: steps }).result;
  await first.close();
  // A worker of another release, say: the first check is refused, those after it are done.
  const stores = openStores(first.folder);
  const local = localExecutor({ tools: byName([maker]), oracles: byName([marks('2')]), models: noModels, artifacts: stores.artifacts, allowedFolders: [] });
  let refused = 0;
  const check: typeof local.check = async (job, live) => {
    if (refused++ > 0) return local.check(job, live);
    return { took: { models: [], fallbacks: [], versions: {}, tokens: 0 }, decisions: [], error: new VouchError('TOOL_MISMATCH', 'the oracle is another one here') };
  };
  const second = testRuntime({ stores, tools: [maker], oracles: [marks('2')], executor: { ...local, check } }, first.folder);
  const outcome = await second.run({ plan: steps }).result;
  expect([outcome.status, outcome.steps.map(({ attempts }) => attempts), made, refused]).toEqual(['completed', [1], 2, 2]);
  const notices = (await second.history(outcome.runId)).filter(({ type }) => type === 'notice').map(({ data }) => (data as { message: string }).message);
  expect(notices).toEqual(['An earlier result could not be checked anew (the oracle is another one here) and is not taken.']);
  await second.close();
});

test('what a judge was not asked about is no verdict for a run that asks judges', async () => {
  let [made, asked] = [0, 0];
  const maker = defineTool({ name: 'maker', description: '', input: z.object({ text: text() }), output: z.object({ text: text() }), execute: async ({ text: words }) => { made++; return { text: words }; } });
  const judge = defineOracle({ name: 'judge', description: '', kind: 'judge', modalities: ['text'], params: z.object({}), check: async () => { asked++; return { status: 'pass' }; } });
  const runtime = testRuntime({ tools: [maker], oracles: [judge] });
  const go = async (judges: boolean) => (await runtime.run({ plan: plan([{ id: 'a', tool: 'maker', inputs: { text: say('x') }, criteria: [{ oracle: 'judge' }] }]), judge: judges }).result).verdicts.filter(({ step }) => step === 'a').map(({ status }) => status);
  expect([await go(false), await go(true), await go(true)]).toEqual([['inconclusive'], ['pass'], ['pass']]);
  expect([made, asked]).toEqual([1, 1]);
  await runtime.close();
});

test('a tool of another version makes its results anew', async () => {
  let made = 0;
  const toolOf = (version?: string) => defineTool({ name: 'maker', description: '', version, input: z.object({ text: text() }), output: z.object({ text: text() }), execute: async ({ text: words }) => { made++; return { text: words }; } });
  const steps = plan([{ id: 'a', tool: 'maker', inputs: { text: say('x') } }]);
  let runtime = testRuntime({ tools: [toolOf()] });
  for (const [version, expected] of [[undefined, 1], ['2', 2], ['2', 2], [undefined, 2]] as const) {
    runtime = await runtime.reopen({ tools: [toolOf(version)] });
    await runtime.run({ plan: steps }).result;
    expect(made).toBe(expected);
  }
  await runtime.close();
});

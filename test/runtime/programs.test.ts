import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { defineOracle, defineTool, json, text, type Tool, type VouchEvent } from '../../src/core/index.js';
import { programTools } from '../support/program-tools.js';
import { freshFolder, removeFolders, testRuntime, type TestRuntime } from '../support/workshop.js';

afterAll(removeFolders);

const ports = { input: z.object({ text: text() }), output: z.object({ text: text() }) };
/** Beside the tools of programs: one that measures a text, one that fails on "bad" and once on "shaky", one with an optional port. */
function tools(): Tool[] {
  const shaken = new Set<string>();
  return [
    ...programTools(() => Promise.resolve()),
    defineTool({ name: 'measure', description: '', input: z.object({ text: text() }), output: z.object({ json: json(z.object({ letters: z.number(), words: z.array(z.object({ word: z.string() })) })) }),
      execute: async (input) => ({ json: { letters: input.text.length, words: input.text.split(' ').map((word) => ({ word })) } }) }),
    defineTool({ name: 'fussy', description: '', ...ports, execute: async (input) => {
      if (input.text === 'bad') throw new Error('a bad text');
      if (input.text === 'shaky' && !shaken.has(input.text)) {
        shaken.add(input.text);
        throw new Error('shaken');
      }
      return { text: `${input.text}!` };
    } }),
    defineTool({ name: 'maybe', description: '', input: z.object({ text: text(), hint: text().optional() }), output: z.object({ text: text() }), execute: async (input) => ({ text: `${input.text}(${input.hint ?? 'no hint'})` }) }),
  ];
}
const ORACLES = [
  defineOracle({ name: 'short', description: '', kind: 'deterministic', modalities: ['text'], params: z.object({}), check: async ({ value }) => ({ status: String(value).length < 4 ? 'pass' : 'fail', measured: String(value).length }) }),
  defineOracle({ name: 'clueless', description: '', kind: 'deterministic', modalities: ['text'], params: z.object({}), check: async () => ({ status: 'inconclusive', evidence: [{ message: 'no idea' }] }) }),
];
const each = (...values: string[]): object => ({ map: values.map((value) => ({ value })) });
const shout = (id: string, ref: string, more: object = {}): object => ({ id, tool: 'shout', inputs: { text: { map: { ref } } }, ...more });

async function run(steps: object[], more: { deliverables?: string[]; budget?: object; runtime?: TestRuntime } = {}) {
  const runtime = more.runtime ?? testRuntime({ tools: tools(), oracles: ORACLES });
  const running = runtime.run({ plan: { steps, deliverables: more.deliverables ?? [] }, budget: more.budget ?? {} });
  const outcome = await running.result;
  const events = await runtime.history(running.id);
  await runtime.close();
  return { outcome, events, statuses: Object.fromEntries(outcome.steps.map(({ id, status, items }) => [id, items ? items.map((item) => item.status) : status])) };
}

const order = (events: readonly VouchEvent[]): string[] => events.flatMap((event) => (event.type === 'step.completed' ? [event.data.step] : []));

describe('map', () => {
  test('a step runs once an item, and what it makes is a list in the order of the items', async () => {
    const { outcome } = await run([{ id: 'a', tool: 'shout', inputs: { text: each('x', 'y', 'z') } }, { id: 'all', tool: 'gather', inputs: { parts: { ref: 'a.text' } } }]);
    expect(outcome).toMatchObject({ status: 'completed', answer: '1 x=X; 2 y=Y; 3 z=Z' });
    expect(outcome.steps[0]).toMatchObject({ id: 'a', status: 'completed', attempts: 3, items: [{ id: 'a[1]', about: 'x', status: 'completed' }, { about: 'y' }, { about: 'z' }] });
    expect(outcome.artifacts.map(({ step, port }) => `${step}.${port}`)).toEqual(['a[1].text', 'a[2].text', 'a[3].text', 'all.text']);
  });

  test('the answer tells what a mapped deliverable is about', async () => {
    const { outcome } = await run([{ id: 'a', tool: 'shout', inputs: { text: each('x', 'y') } }]);
    expect(outcome.answer).toBe('x: X\n\ny: Y');
  });

  test('a list that only a run knows is walked, and its step is expanded in the journal once', async () => {
    const { outcome, events } = await run([{ id: 's', tool: 'split', inputs: { text: { value: 'p q r' } } }, shout('a', 's.parts'), { id: 'all', tool: 'gather', inputs: { parts: [{ ref: 'a.text' }] } }]);
    expect(outcome.answer).toBe('1 s.parts[1]=P; 2 s.parts[2]=Q; 3 s.parts[3]=R');
    expect(events.filter(({ type }) => type === 'step.expanded').map(({ data }) => data)).toEqual([{ step: 'a', items: ['s.parts[1]', 's.parts[2]', 's.parts[3]'] }]);
  });

  test('a chain flows item by item: nothing waits for the whole list', async () => {
    const held: (() => void)[] = [];
    const runtime = testRuntime({ tools: programTools((word) => (word === 'slow' ? new Promise<void>((resolve) => held.push(resolve)) : Promise.resolve())) });
    const running = runtime.run({ plan: { steps: [{ id: 'a', tool: 'shout', inputs: { text: each('slow', 'quick') } }, shout('b', 'a.text')] } });
    for await (const event of running.events()) if (event.type === 'step.completed' && event.data.step === 'b[2]') break;
    expect((await runtime.state(running.id)).steps.get('a[1]')?.status).toBe('running');
    held.forEach((release) => { release(); });
    await expect(running.result).resolves.toMatchObject({ status: 'completed' });
    await runtime.close();
  });

  test('a failed item blocks what follows it and nothing else', async () => {
    const { outcome, statuses } = await run([{ id: 'a', tool: 'fussy', inputs: { text: each('x', 'bad', 'z') } }, shout('b', 'a.text'), { id: 'all', tool: 'gather', inputs: { parts: { ref: 'b.text' } } }], { budget: { attempts: 1 } });
    expect(statuses).toEqual({ a: ['completed', 'failed', 'completed'], b: ['completed', 'blocked', 'completed'], all: 'blocked' });
    expect(outcome).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('1 of 3 items failed, a[2] (bad) first: a bad text') } });
    expect(outcome.unproved).toEqual(expect.arrayContaining(['a[2] (fussy, bad) failed: a bad text', 'b[2] (shout, bad) was not done, because a[2] failed', 'all (gather) was not done, because a[2] failed']));
  });

  test('each item climbs the ladder for itself', async () => {
    const { outcome } = await run([{ id: 'a', tool: 'fussy', inputs: { text: each('x', 'shaky') } }]);
    expect(outcome).toMatchObject({ status: 'completed', steps: [{ items: [{ attempts: 1 }, { attempts: 2 }] }] });
  });

  test('equally long lists go side by side, also of parameters and with what all items share', async () => {
    const { outcome } = await run([{ id: 'a', tool: 'shout', inputs: { text: each('x', 'y') } }, { id: 'b', tool: 'maybe', inputs: { text: { map: { ref: 'a.text' } }, hint: { value: 'h' } } }, { id: 'c', tool: 'maybe', inputs: { text: { map: { ref: 'a.text' } }, hint: { map: { ref: 'b.text' } } } }]);
    expect(outcome.answer).toBe('x: X(X(h))\n\ny: Y(Y(h))');
  });

  test('of lists of lists, items are lists; written into one list, their elements are walked', async () => {
    const { outcome } = await run([
      { id: 's', tool: 'split', inputs: { text: each('p q', 'r') } },
      { id: 'inner', tool: 'gather', inputs: { parts: { map: { ref: 's.parts' } } } },
      { id: 'flat', tool: 'shout', inputs: { text: { map: [{ ref: 's.parts' }, { value: 'last' }] } } },
    ]);
    expect(outcome.answer.split('\n\n')).toEqual(['p q: 1 p q=p; 1 p q=q', 'r: 2 r=r', 's[1].parts[1]: P', 's[1].parts[2]: Q', 's[2].parts[1]: R', 'last: LAST']);
  });

  test('an empty list is nothing to do, said in words', async () => {
    const { outcome, statuses } = await run([{ id: 's', tool: 'split', inputs: { text: { value: '' } } }, shout('a', 's.parts'), { id: 'all', tool: 'gather', inputs: { parts: { ref: 'a.text' } } }]);
    expect(statuses).toMatchObject({ a: 'skipped', all: 'skipped' });
    expect(outcome).toMatchObject({ status: 'completed', unproved: [], answer: 'all (gather) was not done: it needs a, which was not done: there was nothing to do: s.parts is empty.' });
  });

  test('more items than the budget allows fail the step before one of them starts', async () => {
    const { outcome, events, statuses } = await run([{ id: 's', tool: 'split', inputs: { text: { value: 'p q r' } } }, shout('a', 's.parts'), shout('b', 'a.text')], { budget: { items: 2 } });
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'BUDGET_SPENT', message: expect.stringContaining('a would have 3 items; a step of this run may have 2'), details: { budget: 'items', items: 3, limit: 2 } } });
    expect(statuses).toEqual({ s: 'completed', a: 'failed', b: 'blocked' });
    expect(order(events)).toEqual(['s']);
  });

  test('a hundred items flow through two steps', async () => {
    const { outcome } = await run([{ id: 's', tool: 'split', inputs: { text: { value: Array.from({ length: 100 }, (_, index) => `w${index}`).join(' ') } } }, shout('a', 's.parts'), shout('b', 'a.text'), { id: 'n', tool: 'gather', inputs: { parts: { ref: 'b.text' } } }]);
    expect(outcome.status).toBe('completed');
    expect(outcome.answer.split('; ')).toHaveLength(100);
  }, 60_000);
});

describe('when', () => {
  const words = { id: 'm', tool: 'measure', inputs: { text: { value: 'a dog runs' } } };
  const speak = { id: 'say', tool: 'shout', inputs: { text: { value: 'x' } } };

  test.each<[string, object, 'completed' | 'skipped']>([
    ['a number that is large enough', { field: 'letters', atLeast: 10 }, 'completed'],
    ['a number that is too small', { field: 'letters', moreThan: 10 }, 'skipped'],
    ['a word that is in the list', { field: 'words.word', contains: 'DOG' }, 'completed'],
    ['a word that is not', { field: 'words.word', contains: 'cat' }, 'skipped'],
    ['a word that is not, turned round', { field: 'words.word', contains: 'cat', not: true }, 'completed'],
    ['the length of a list', { field: 'words.length', equals: 3 }, 'completed'],
  ])('%s', async (_, test, status) => {
    const { outcome, statuses } = await run([words, { ...speak, when: { of: { ref: 'm.json' }, ...test } }]);
    expect(statuses['say']).toBe(status);
    expect(outcome.status).toBe('completed');
    expect(outcome.unproved.filter((gap) => gap.startsWith('say (shout) was not done'))).toEqual([]);
  });

  test('what was not done is told in words, with what was measured', async () => {
    const { outcome, events } = await run([words, { ...speak, when: { of: { ref: 'm.json' }, field: 'words.word', contains: 'cat' } }]);
    expect(outcome.answer).toBe('say (shout) was not done: it is not so that m.json words.word contains "cat": m.json words.word is a, dog, runs.');
    expect(events.find(({ type }) => type === 'condition.decided')?.data).toMatchObject({ step: 'say', status: 'fail', measured: ['a', 'dog', 'runs'], expected: 'cat' });
    expect(outcome.steps[1]).toMatchObject({ status: 'skipped', reason: expect.stringContaining('contains "cat"') });
  });

  test.each(['completed', 'skipped'])('an oracle decides: %s', async (status) => {
    const { statuses } = await run([{ id: 'a', tool: 'shout', inputs: { text: { value: status === 'completed' ? 'abc' : 'abcd' } } }, { ...speak, when: { of: { ref: 'a.text' }, criterion: { oracle: 'short' } } }]);
    expect(statuses['say']).toBe(status);
  });

  test.each([false, true])('what an oracle cannot tell is not done and not proved, turned round (%s) or not', async (not) => {
    const { outcome, statuses } = await run([{ id: 'a', tool: 'shout', inputs: { text: { value: 'x' } } }, { ...speak, when: { of: { ref: 'a.text' }, criterion: { oracle: 'clueless' }, ...(not ? { not } : {}) } }]);
    expect(statuses['say']).toBe('skipped');
    expect(outcome.unproved).toContainEqual(expect.stringContaining(`say (shout) was not done: it could not be told whether a.text ${not ? 'fails' : 'passes'} clueless: no idea`));
  });

  test('what cannot do without a skipped step is skipped with it; optional ports and lists go without', async () => {
    const { outcome, statuses } = await run([
      words, { ...speak, when: { of: { ref: 'm.json' }, field: 'letters', equals: 1 } },
      { id: 'needs', tool: 'shout', inputs: { text: { ref: 'say.text' } } },
      { id: 'may', tool: 'maybe', inputs: { text: { value: 'm' }, hint: { ref: 'needs.text' } } },
      { id: 'all', tool: 'gather', inputs: { parts: [{ ref: 'say.text' }, { ref: 'may.text' }] } },
    ]);
    expect(statuses).toEqual({ m: 'completed', say: 'skipped', needs: 'skipped', may: 'completed', all: 'completed' });
    expect(outcome.answer).toBe('m(no hint)');
  });

  test('of if and else one runs, and whichever ran is taken', async () => {
    const when = { of: { ref: 'm.json' }, field: 'letters', atLeast: 100 };
    const { outcome, statuses } = await run([words, { ...speak, id: 'yes', when }, { ...speak, id: 'no', inputs: { text: { value: 'otherwise' } }, when: { ...when, not: true } }, { id: 'last', tool: 'shout', inputs: { text: { first: [{ ref: 'yes.text' }, { ref: 'no.text' }] } } }]);
    expect(statuses).toEqual({ m: 'completed', yes: 'skipped', no: 'completed', last: 'completed' });
    expect(outcome.answer).toBe('OTHERWISE');
  });

  test('in a mapped step each item decides for itself, and whichever ran is taken item by item', async () => {
    const when = { of: { map: { ref: 'm.json' } }, field: 'letters', atLeast: 3 };
    const { outcome, statuses } = await run([
      { id: 'm', tool: 'measure', inputs: { text: each('ab', 'abc', 'abcd') } },
      { id: 'long', tool: 'shout', inputs: { text: each('ab', 'abc', 'abcd') }, when },
      { id: 'plain', tool: 'maybe', inputs: { text: each('ab', 'abc', 'abcd') }, when: { ...when, not: true } },
      { id: 'last', tool: 'fussy', inputs: { text: { map: { first: [{ ref: 'long.text' }, { ref: 'plain.text' }] } } } },
      { id: 'all', tool: 'gather', inputs: { parts: { ref: 'long.text' } } },
    ]);
    expect(statuses).toMatchObject({ long: ['skipped', 'completed', 'completed'], plain: ['completed', 'skipped', 'skipped'], last: ['completed', 'completed', 'completed'] });
    expect(outcome.answer).toBe('ab: ab(no hint)!\n\nabc: ABC!\n\nabcd: ABCD!\n\n2 abc=ABC; 3 abcd=ABCD');
  });

  test('a condition that looks at no item decides for all of them, before there are any', async () => {
    const { events, statuses } = await run([words, { id: 'a', tool: 'shout', inputs: { text: each('x', 'y') }, when: { of: { ref: 'm.json' }, field: 'letters', equals: 1 } }, shout('b', 'a.text')]);
    expect(statuses).toEqual({ m: 'completed', a: 'skipped', b: 'skipped' });
    expect(events.filter(({ type }) => type === 'condition.decided')).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'step.expanded')).toHaveLength(0);
  });

  test('a step whose condition looks at a failed step is blocked', async () => {
    const { statuses } = await run([{ id: 'a', tool: 'fussy', inputs: { text: { value: 'bad' } } }, { ...speak, when: { of: { ref: 'a.text' }, contains: 'x' } }], { budget: { attempts: 1 } });
    expect(statuses).toEqual({ a: 'failed', say: 'blocked' });
  });
});

test('a run that was killed in the middle of a map goes on without doing finished items again', async () => {
  const folder = freshFolder();
  const script = fileURLToPath(new URL('../support/slow-map-run.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  // Killed with two items done and the third one begun.
  const awaited = new Set(['step.completed b[2]', 'attempt.started a[3]']);
  for await (const line of createInterface(child.stdout)) {
    awaited.delete(line);
    if (awaited.size === 0) break;
  }
  child.kill('SIGKILL');
  await once(child, 'exit');
  const runtime = testRuntime({ tools: programTools(() => Promise.resolve()) }, folder);
  const { runId } = (await runtime.runs())[0]!;
  const before = order(await runtime.history(runId));
  expect(before).toEqual(expect.arrayContaining(['a[2]', 'b[2]']));
  expect(before).not.toContain('a[3]');
  const outcome = await (await runtime.resume(runId)).result;
  expect(outcome).toMatchObject({ status: 'completed', answer: '1 x=X; 2 y=Y; 3 stuck=STUCK; 4 z=Z' });
  const after = await runtime.history(runId);
  expect(order(after).sort()).toEqual([...new Set(order(after))].sort());
  const attempts = (step: string): number => after.filter((event) => event.type === 'attempt.started' && event.data.step === step).length;
  expect(before.map(attempts)).toEqual(before.map(() => 1));
  expect([attempts('a[3]'), attempts('b[3]')]).toEqual([2, 1]);
  await runtime.close();
}, 40_000);

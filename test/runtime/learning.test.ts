import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { defineOracle, defineTool, OWN_WAY, text, type ModelClient, type Outcome, type VouchEvent } from '../../src/core/index.js';
import { DAY_MS } from '../../src/store/index.js';
import { noModels } from '../support/no-models.js';
import { freshFolder, removeFolders, testRuntime, type TestRuntime } from '../support/workshop.js';

afterAll(removeFolders);

/** Says which way it was made in; its text input names the ways that hold. */
const work = defineTool({
  name: 'work', description: '', input: z.object({ holds: text(), mode: z.string().default('own') }), output: z.object({ text: text() }),
  criteria: [{ oracle: 'way_holds' }], alternatives: ['a', 'b', 'c'].map((mode) => ({ name: mode, parameters: { mode } })),
  execute: async ({ mode }, { critique }) => ({ text: mode === 'own' && critique !== undefined ? 'retry' : mode }),
});
const wayHolds = defineOracle({
  name: 'way_holds', description: '', kind: 'deterministic', modalities: ['text'], params: z.object({}),
  check: async ({ value, inputs }) => (String(inputs[0]?.value).split(' ').includes(String(value)) ? { status: 'pass' } : { status: 'fail', critique: `${String(value)} does not hold` }),
});
const WAYS = { own: OWN_WAY, retry: 'retry: with the critique', a: 'alternative: a', b: 'alternative: b', c: 'alternative: c' };
type Way = keyof typeof WAYS;
const KIND = 'text short';

const open = (folder?: string, more: object = {}) => testRuntime({ tools: [work], oracles: [wayHolds], ...more }, folder);
const run = (runtime: TestRuntime, holds: string, attempts = 3): Promise<Outcome> =>
  runtime.run({ plan: { steps: [{ id: 's', tool: 'work', inputs: { holds: { value: holds } } }] }, budget: { attempts }, reuse: false }).result;
const attemptsOf = async (runtime: TestRuntime, outcome: Outcome) =>
  (await runtime.history(outcome.runId)).filter((event): event is Extract<VouchEvent, { type: 'attempt.started' }> => event.type === 'attempt.started').map(({ data }) => data);

interface Claim { held: number; rejected: number; ms?: number; day?: number; models?: string; kind?: string }

/** Writes claims about ways into the statistics, in place of what is there. */
function claim(folder: string, claims: Partial<Record<Way, Claim>>): void {
  const database = new Database(join(folder, 'journal.db'));
  database.exec('DELETE FROM statistics');
  for (const [way, { held, rejected, ms = 10, day = Math.floor(Date.now() / DAY_MS), models = '[]', kind = KIND }] of Object.entries(claims)) {
    database.prepare('INSERT INTO statistics VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, 0)').run('work', kind, WAYS[way as Way], models, '', day, held, rejected, ms * (held + rejected));
  }
  database.close();
}
const GOOD = { held: 50, rejected: 0 };
const BAD = { held: 0, rejected: 50 };

/** How runs begin under these claims; in one of ten it is the turn of the tool's own way. */
async function beginsWith(runtime: TestRuntime, holds: string, claims: Partial<Record<Way, Claim>>): Promise<(string | null)[]> {
  const begins: (string | null)[] = [];
  for (let number = 0; number < 6; number++) {
    claim(runtime.folder, claims);
    begins.push((await attemptsOf(runtime, await run(runtime, holds)))[0]!.rung);
  }
  return [...new Set(begins)];
}

test('with an empty journal the ladder keeps its own order, and nothing is said', async () => {
  const runtime = open();
  const outcome = await run(runtime, 'c', 5);
  expect((await attemptsOf(runtime, outcome)).map(({ rung, kind, chosen }) => [rung, kind, chosen])).toEqual(
    [null, WAYS.retry, WAYS.a, WAYS.b, WAYS.c].map((rung) => [rung, KIND, undefined]),
  );
  expect((await runtime.state(outcome.runId)).notices).toEqual([]);
  await runtime.close();
});

test('after enough runs a step begins with the way that holds, says why, and its own way is tried now and then', async () => {
  const runtime = open();
  for (let number = 0; number < 5; number++) expect((await attemptsOf(runtime, await run(runtime, 'a'))).map(({ rung }) => rung)).toEqual([null, WAYS.retry, WAYS.a]);
  // Chance decides which runs try the tool's own way: among so many, some do all but surely.
  const later = [];
  for (let number = 0; number < 90; number++) later.push(await run(runtime, 'a'));
  const begun = await Promise.all(later.map((outcome) => attemptsOf(runtime, outcome)));
  const learned = begun.filter(([first]) => first?.rung === 'alternative: a');
  expect(learned.length).toBeGreaterThan(15);
  expect(learned.every((attempts) => attempts.length === 1)).toBe(true);
  expect(begun.length - learned.length).toBeGreaterThan(0);
  expect(learned[0]![0]!.chosen).toMatchObject({ kind: KIND, way: 'alternative: a', instead: { way: OWN_WAY, held: 0 } });
  const first = later[begun.indexOf(learned[0]!)]!;
  expect((await runtime.state(first.runId)).provenance[0]).toMatchObject({ chosen: { way: 'alternative: a' } });
  expect(later.every(({ status, unproved }) => status === 'completed' && unproved.length === 0)).toBe(true);
  await runtime.close();
});

test('an equal step whose own way was proved is reused, whatever statistics put first', async () => {
  const runtime = open();
  const reusing = () => runtime.run({ plan: { steps: [{ id: 's', tool: 'work', inputs: { holds: { value: 'own' } } }] } }).result;
  await reusing();
  claim(runtime.folder, { own: BAD, a: GOOD });
  for (let number = 0; number < 5; number++) {
    const outcome = await reusing();
    expect((await runtime.history(outcome.runId)).find(({ type }) => type === 'attempt.ended')!.data).toMatchObject({ reused: true, status: 'passed' });
  }
  await runtime.close();
});

test('few observations, another kind of input, old ones and ones of another model version change nothing', async () => {
  const models: ModelClient = { ...noModels, modelsFor: (job) => (job === 'chat' ? ['m'] : []), facts: () => ({ version: 'new', memoryBytes: 1, configured: false }) };
  const runtime = open(undefined, { models });
  const old = Math.floor(Date.now() / DAY_MS) - 90;
  for (const bad of [
    { own: BAD, a: { held: 4, rejected: 0 } },
    { own: { held: 0, rejected: 3 }, a: GOOD },
    { own: { held: 6, rejected: 4 }, a: { held: 8, rejected: 2 } },
    { own: BAD, a: { ...GOOD, kind: 'text long en' } },
    { own: { ...BAD, day: old }, a: { ...GOOD, day: old } },
    { own: BAD, a: { ...GOOD, models: '[{"id":"m","version":"old"}]' } },
    { own: BAD, a: { ...GOOD, models: '[{"id":"gone","version":null}]' } },
  ]) {
    expect(await beginsWith(runtime, 'own', bad)).toEqual([null]);
  }
  expect(await beginsWith(runtime, 'own a', { own: BAD, a: { ...GOOD, models: '[{"id":"m","version":"new"}]' } })).toContain('alternative: a');
  await runtime.close();
});

test('a way that holds as often in far less time comes first; a cheap one that holds less often does not', async () => {
  const runtime = open();
  expect(await beginsWith(runtime, 'own a', { own: { ...GOOD, ms: 1000 }, a: { ...GOOD, ms: 200 } })).toContain('alternative: a');
  expect(await beginsWith(runtime, 'own a', { own: { ...GOOD, ms: 1000 }, a: { held: 40, rejected: 10, ms: 1 } })).toEqual([null]);
  await runtime.close();
});

test('later rungs go by success for the time, within the attempts that are left', async () => {
  const runtime = open();
  claim(runtime.folder, { own: GOOD, retry: BAD, a: GOOD });
  const outcome = await run(runtime, 'a');
  expect((await attemptsOf(runtime, outcome)).map(({ rung }) => rung)).toEqual([null, 'alternative: a']);
  expect((await attemptsOf(runtime, outcome))[1]!.chosen).toMatchObject({ way: 'alternative: a', instead: { way: WAYS.retry, held: 0, of: 50 } });
  await runtime.close();
});

test('statistics that are wrong in any direction change no outcome, and cost no attempt beyond the budget', async () => {
  const runtime = open();
  const ways = Object.keys(WAYS) as Way[];
  const poisons: Partial<Record<Way, Claim>>[] = [
    ...ways.map((good) => Object.fromEntries(ways.map((way) => [way, way === good ? GOOD : BAD]))),
    ...ways.map((bad) => Object.fromEntries(ways.map((way) => [way, way === bad ? BAD : GOOD]))),
    Object.fromEntries(ways.map((way, index) => [way, { held: 50, rejected: index, ms: 10 ** (5 - index) }])),
    Object.fromEntries(ways.map((way, index) => [way, { held: 1e9 + index, rejected: 0, ms: 10 ** index }])),
  ];
  for (const world of ['', 'a']) {
    claim(runtime.folder, {});
    const honest = await run(runtime, world);
    for (const poison of poisons) {
      claim(runtime.folder, poison);
      const outcome = await run(runtime, world);
      expect([outcome.status, outcome.unproved.length]).toEqual([honest.status, honest.unproved.length]);
      const tried = (await attemptsOf(runtime, outcome)).map(({ rung }) => rung);
      expect(tried.length).toBeLessThanOrEqual(3);
      expect(new Set(tried).size).toBe(tried.length);
      // What holds was found by the same oracle: nothing is taken on the word of a table.
      if (outcome.status === 'completed') expect(outcome.verdicts.at(-1)).toMatchObject({ oracle: 'way_holds', status: 'pass' });
    }
  }
  await runtime.close();
}, 60_000);

test.each([
  ['no table', 'DROP TABLE statistics'],
  ['a table that refuses writes', `CREATE TRIGGER no_writes BEFORE INSERT ON statistics BEGIN SELECT RAISE(ABORT, 'read-only'); END`],
  ['a table of another shape', 'DROP TABLE statistics; CREATE TABLE statistics (other TEXT)'],
])('%s: the run goes its way and says so once', async (_name, sql) => {
  const runtime = open();
  const database = new Database(join(runtime.folder, 'journal.db'));
  database.exec(sql);
  database.close();
  const outcome = await run(runtime, 'a');
  expect(outcome).toMatchObject({ status: 'completed', unproved: [], steps: [{ attempts: 3 }] });
  const notices = (await runtime.state(outcome.runId)).notices;
  expect(notices.length).toBeGreaterThan(0);
  expect(new Set(notices).size).toBe(notices.length);
  expect(notices.join(' ')).toContain('vouch stats --rebuild');
  await runtime.close();
});

test('two processes that run at once count each attempt once', async () => {
  const folder = freshFolder();
  const [one, other] = [open(folder), open(folder)];
  await Promise.all(Array.from({ length: 10 }, (_, index) => run(index % 2 === 0 ? one : other, 'retry')));
  const { ways } = await one.statistics();
  expect(ways.map(({ way, attempts, held }) => [way, attempts, held])).toEqual([[OWN_WAY, 10, 0], [WAYS.retry, 10, 10]]);
  await Promise.all([one.close(), other.close()]);
});

test('a run that verifies nothing begins with the tool\'s own way and teaches nothing', async () => {
  const runtime = open();
  claim(runtime.folder, { own: BAD, a: GOOD });
  for (let number = 0; number < 5; number++) {
    const outcome = await runtime.run({ plan: { steps: [{ id: 's', tool: 'work', inputs: { holds: { value: '' } } }] }, verify: false, reuse: false }).result;
    expect((await attemptsOf(runtime, outcome)).map(({ rung }) => rung)).toEqual([null]);
  }
  expect((await runtime.statistics()).ways.find(({ way }) => way === OWN_WAY)).toMatchObject({ held: 0, rejected: 50, unproved: 5 });
  await runtime.close();
});

describe('of two models that can do the job', () => {
  const facts = (configured: boolean): Partial<ModelClient> => ({
    has: (job) => job === 'chat', modelsFor: (job) => (job === 'chat' ? ['large', 'small'] : []),
    facts: (_job, model) => ({ version: null, memoryBytes: model === 'large' ? 100 : 10, configured: configured && model === 'large' }),
    chat: async (_request, options) => ({ text: options?.model ?? 'large', finish: 'stop', model: options?.model ?? 'large', usage: { promptTokens: 1, completionTokens: 1 } }),
  });
  const ask = defineTool({
    name: 'work', description: '', input: z.object({ holds: text() }), output: z.object({ text: text() }), needs: ['chat'], criteria: [{ oracle: 'way_holds' }],
    execute: async (_input, { models }) => ({ text: (await models.chat({ messages: [] })).text }),
  });
  const openWith = (configured: boolean) => testRuntime({ tools: [ask], oracles: [wayHolds], models: { ...noModels, ...facts(configured) } });
  const records = (small: Claim): Partial<Record<Way, Claim>> => ({ own: { ...GOOD, ms: 1000, models: '[{"id":"large","version":null}]' }, a: { ...small, models: '[{"id":"small","version":null}]' } });
  /** Claims of the smaller model stand under its way. */
  const claimModels = (folder: string, small: Claim): void => {
    claim(folder, records(small));
    const database = new Database(join(folder, 'journal.db'));
    database.exec(`UPDATE statistics SET way = 'alternative: model small' WHERE way = 'alternative: a'`);
    database.close();
  };
  const begins = async (runtime: TestRuntime, small: Claim, holds: string): Promise<unknown[]> => {
    const seen = new Set<string>();
    for (let number = 0; number < 5; number++) {
      claimModels(runtime.folder, small);
      const outcome = await run(runtime, holds);
      expect(outcome.status).toBe('completed');
      seen.add((await attemptsOf(runtime, outcome)).map(({ rung, models }) => `${rung ?? 'own'} ${models['chat'] ?? ''}`).join(', '));
    }
    return [...seen];
  };

  test('the cheaper one that holds as often comes first, and the favourite after it', async () => {
    const runtime = openWith(false);
    expect(await begins(runtime, { ...GOOD, ms: 100 }, 'large small')).toContain('alternative: model small small');
    expect(await begins(runtime, { ...GOOD, ms: 100 }, 'large')).toContain('alternative: model small small, alternative: its own way ');
    await runtime.close();
  });

  test('one that holds less often stays behind, and the configuration is never overruled', async () => {
    const runtime = openWith(false);
    expect(await begins(runtime, { held: 10, rejected: 40, ms: 100 }, 'large small')).toEqual(['own ']);
    await runtime.close();
    const configured = openWith(true);
    expect(await begins(configured, { ...GOOD, ms: 100 }, 'large small')).toEqual(['own ']);
    await configured.close();
  });
});

test('the report names how a step begins today, by kind of input: way, model, and what it is preferred to', async () => {
  const runtime = open();
  claim(runtime.folder, { own: BAD, a: GOOD, b: { held: 3, rejected: 0 } });
  expect((await runtime.statistics()).preferred).toEqual([{ tool: 'work', kind: KIND, way: WAYS.a, models: [], held: 50, of: 50, instead: { held: 0, of: 50 } }]);
  claim(runtime.folder, { own: GOOD, a: GOOD });
  expect((await runtime.statistics()).preferred).toEqual([{ tool: 'work', kind: KIND, way: OWN_WAY, models: [], held: 50, of: 50, instead: null }]);
  // Beyond the attempts of a step by default: it cannot come first, and so it is not called preferred.
  claim(runtime.folder, { own: BAD, c: GOOD });
  expect((await runtime.statistics()).preferred).toMatchObject([{ way: OWN_WAY, instead: null }]);
  claim(runtime.folder, { a: GOOD });
  expect((await runtime.statistics()).preferred).toEqual([]);
  await runtime.close();
});

test('what the report calls preferred is what runs begin with', async () => {
  const runtime = open();
  for (const claims of [{ own: BAD, a: GOOD }, { own: GOOD, a: BAD }, { own: { held: 45, rejected: 5, ms: 100 }, a: { held: 44, rejected: 6, ms: 10 } }]) {
    claim(runtime.folder, claims);
    const way = (await runtime.statistics()).preferred[0]!.way;
    expect(await beginsWith(runtime, 'own a', claims)).toContain(way === OWN_WAY ? null : way);
  }
  await runtime.close();
});

import { z } from 'zod';
import { defineOracle, defineTool, text, type FindingInput, type Outcome } from '../../src/core/index.js';
import { removeFolders, testRuntime, type TestRuntime } from '../support/workshop.js';

afterAll(removeFolders);

/** Says which way it was made in. */
const work = defineTool({
  name: 'work', description: '', input: z.object({ verdicts: text(), way: z.string().default('own') }), output: z.object({ text: text() }),
  criteria: [{ oracle: 'as_told' }],
  alternatives: [{ name: 'other words', parameters: { way: 'other' } }, { name: 'quoted', parameters: { way: 'quoted' }, madeFor: ['as_told'] }],
  execute: async ({ way }, { critique }) => ({ text: way === 'own' && critique !== undefined ? 'retry' : way }),
});
/** Gives the verdict that the input names for the way: "own=inconclusive quoted=pass". */
const asTold = defineOracle({
  name: 'as_told', description: '', kind: 'deterministic', modalities: ['text'], params: z.object({}),
  check: async ({ value, inputs }): Promise<FindingInput> => {
    const told = new RegExp(`\\b${String(value)}=(pass|fail|inconclusive)`).exec(String(inputs[0]?.value))?.[1] ?? 'fail';
    return { status: told as 'pass' | 'fail' | 'inconclusive' };
  },
});
const open = (): TestRuntime => testRuntime({ tools: [work], oracles: [asTold] });
const run = (runtime: TestRuntime, verdicts: string, more: object = {}): Promise<Outcome> =>
  runtime.run({ plan: { steps: [{ id: 's', tool: 'work', inputs: { verdicts: { value: verdicts } } }] }, budget: { attempts: 3 }, reuse: false, ...more }).result;
const rungsOf = async (runtime: TestRuntime, { runId }: Outcome) => [...(await runtime.state(runId)).steps.values()].flatMap(({ attempts }) => attempts.map(({ rung }) => rung));

test.each([
  ['a way that is made for a doubt takes its place when it is proved', 'own=inconclusive quoted=pass', 'quoted', [null, 'alternative: quoted'], 0],
  ['and where both are left open, since it was made for what the other lacked', 'own=inconclusive quoted=inconclusive', 'quoted', [null, 'alternative: quoted'], 1],
  ['an attempt that was only left open stays where that way is rejected', 'own=inconclusive quoted=fail', 'own', [null, 'alternative: quoted'], 1],
  ['what is rejected goes to the way that is made for it before a retry', 'own=fail quoted=pass', 'quoted', [null, 'alternative: quoted'], 0],
  ['what is proved at once climbs nowhere', 'own=pass', 'own', [null], 0],
])('%s', async (_, verdicts, answer, rungs, unproved) => {
  const runtime = open();
  const outcome = await run(runtime, verdicts);
  expect(outcome).toMatchObject({ status: 'completed', answer });
  expect(outcome.unproved).toHaveLength(unproved);
  expect(await rungsOf(runtime, outcome)).toEqual(rungs);
  await runtime.close();
});

test('a run that repairs nothing, or only samples, leaves a doubt as it is', async () => {
  const runtime = open();
  for (const repair of ['none', 'resample']) expect(await rungsOf(runtime, await run(runtime, 'own=inconclusive quoted=pass', { repair }))).toEqual([null]);
  await runtime.close();
});

describe('what came with a task and no step looks at', () => {
  const unprovedOf = async (task: string, names: readonly string[]): Promise<readonly string[]> => {
    const runtime = testRuntime({
      tools: [work], oracles: [asTold],
      planner: { plan: async ({ goal, givens }) => ({ status: 'planned', notes: [], plan: { version: 1, goal, steps: [{ id: 's', tool: 'work', inputs: { verdicts: { given: givens[0]?.name ?? '' } }, criteria: [] }], deliverables: [] } }) },
    });
    const { unproved } = await runtime.run({ goal: task, inputs: names.map((name) => ({ name, text: 'own=pass' })), reuse: false }).result;
    await runtime.close();
    return unproved;
  };

  test('is told: a question about two documents is not answered by one of them', async () => {
    expect(await unprovedOf('What does the pool cost by the letter, and what by the notice?', ['letter', 'notice'])).toContain('nothing was done with "notice", which was given');
  });

  test.each([
    ['where the words choose one', 'What does the first one say?', ['letter', 'notice']],
    ['where they name one by its file', 'What does letter.txt say?', ['letter.txt', 'notice.txt']],
    ['where there is no other', 'What does it say?', ['letter']],
  ])('is no gap %s', async (_, task, names) => {
    expect((await unprovedOf(task, names)).filter((gap) => gap.startsWith('nothing was done'))).toEqual([]);
  });
});

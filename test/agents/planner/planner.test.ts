import fc from 'fast-check';
import { createPlanner, givensInText, parseToolsFile } from '../../../src/agents/planner/index.js';
import { validatePlan, type Given, type PlanReply } from '../../../src/core/index.js';
import { ScriptedModels } from '../../../src/models/scripted.js';

const TOOLS = parseToolsFile([
  { name: 'Recipe Finder', description: 'Finds a cooking recipe for a dish.', inputs: [{ name: 'dish', modality: 'text' }], outputs: [{ name: 'text', modality: 'text' }] },
  { name: 'Shopping List Maker', description: 'Makes a shopping list of the ingredients of a recipe.', inputs: [{ name: 'recipe', modality: 'text' }], outputs: [{ name: 'list', modality: 'text' }] },
  { name: 'Plate Photographer', description: 'Arranges food on a plate and photographs it.', inputs: [{ name: 'recipe', modality: 'text' }], outputs: [{ name: 'photo', modality: 'image' }] },
  { name: 'Photo Frame', description: 'Puts a decorative frame around a photo.', inputs: [{ name: 'photo', modality: 'image' }], outputs: [{ name: 'photo', modality: 'image' }] },
  { name: 'Still Grabber', description: 'Grabs a still photo out of a cooking video.', inputs: [{ name: 'video', modality: 'video' }], outputs: [{ name: 'photo', modality: 'image' }] },
]);

/** No model at all: selection by words alone, wiring by types. */
const plan = (goal: string, givens: Given[] = givensInText(goal), allowOpenInputs = false): Promise<PlanReply> =>
  createPlanner({ models: new ScriptedModels([], { jobs: [] }) }).plan({ goal, givens, tools: TOOLS, oracles: [], allowOpenInputs });

const outline = (reply: PlanReply): unknown => (reply.status === 'planned' ? reply.plan.steps.map(({ tool, inputs }) => [tool, inputs]) : reply);

test('each clause becomes a step, wired to the result before it', async () => {
  expect(outline(await plan('Find a recipe for lentil soup, then make a shopping list of its ingredients.'))).toEqual([
    ['Recipe Finder', { dish: { value: 'Find a recipe for lentil soup' } }],
    ['Shopping List Maker', { recipe: { ref: 'recipe_finder.text' } }],
  ]);
});

test('what is wished beside other work is handed over, though more is made of it', async () => {
  const deliverables = async (goal: string): Promise<unknown> => {
    const reply = await plan(goal);
    return reply.status === 'planned' ? reply.plan.deliverables : reply;
  };
  expect(await deliverables('Find a recipe for lentil soup, as well as making a shopping list of its ingredients.')).toEqual(['recipe_finder.text', 'shopping_list_maker.list']);
  expect(await deliverables('Find a recipe for lentil soup, then make a shopping list of its ingredients.')).toEqual(['shopping_list_maker.list']);
});

test('a tool for written plans is not chosen by the wording, however well it fits', async () => {
  const tools = TOOLS.map((tool) => (tool.name === 'Photo Frame' ? { ...tool, onlyWritten: true } : tool));
  const reply = await createPlanner({ models: new ScriptedModels([], { jobs: [] }) }).plan({ goal: 'Put a decorative frame around soup.png.', givens: givensInText('soup.png'), tools, oracles: [] }).catch((error: unknown) => error);
  expect(JSON.stringify(reply)).not.toContain('"tool":"Photo Frame"');
});

test('a missing modality is made by the shortest chain of converters', async () => {
  expect(outline(await plan('Put a decorative frame around it.', [{ name: 'soup.mp4', modality: 'video' }]))).toEqual([
    ['Still Grabber', { video: { given: 'soup.mp4' } }],
    ['Photo Frame', { photo: { ref: 'still_grabber.photo' } }],
  ]);
});

test('a quoted text is the argument of the tool and asks for nothing', async () => {
  expect(outline(await plan("Make a shopping list for this recipe: 'Frame two eggs. Photograph the pan, then find salt.'"))).toEqual([['Shopping List Maker', { recipe: { value: 'Frame two eggs. Photograph the pan, then find salt.' } }]]);
});

test('the same work on several files is one step that walks them, or one each where they are named', async () => {
  const reply = await plan('Put a frame around each of these photos.', [{ name: 'a.jpg', modality: 'image' }, { name: 'b.jpg', modality: 'image' }]);
  expect(outline(reply)).toEqual([['Photo Frame', { photo: { map: [{ given: 'a.jpg' }, { given: 'b.jpg' }] } }]]);
  expect(outline(await plan('Put a frame around a.jpg and b.jpg.'))).toEqual([['Photo Frame', { photo: { given: 'a.jpg' } }], ['Photo Frame', { photo: { given: 'b.jpg' } }]]);
});

test('one of two files that nobody names is asked for', async () => {
  expect(await plan('Put a frame around it.', [{ name: 'a.jpg', modality: 'image' }, { name: 'b.jpg', modality: 'image' }])).toMatchObject({ status: 'ambiguous', options: ['a.jpg', 'b.jpg'] });
});

test('a file that is spoken of but not there is asked for, or named in plans that are only shown', async () => {
  expect(await plan('Put a frame around my photo.', [])).toMatchObject({ status: 'ambiguous', question: expect.stringContaining('image') as string });
  expect(outline(await plan('Put a frame around my photo.', [], true))).toEqual([['Photo Frame', { photo: { given: 'image' } }]]);
});

test('what no tool does is named', async () => {
  expect(await plan('Sell my bicycle.', [])).toMatchObject({ status: 'missing', capability: 'Sell my bicycle' });
});

test('a tool that failed for good is not chosen again', async () => {
  const reply = await createPlanner({ models: new ScriptedModels([], { jobs: [] }) }).plan({ goal: 'Make a shopping list.', givens: [], tools: TOOLS, oracles: [], avoid: [{ tool: 'Shopping List Maker', reason: 'it broke' }] });
  expect(JSON.stringify(outline(reply))).not.toContain('Shopping List Maker');
});

test('an empty task and an aborted signal throw', async () => {
  await expect(plan('  ')).rejects.toMatchObject({ code: 'INPUT_EMPTY' });
  const planner = createPlanner({ models: new ScriptedModels([], { jobs: [] }) });
  await expect(planner.plan({ goal: 'Find a recipe.', givens: [], tools: TOOLS, oracles: [], signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('every plan is well-typed, whatever the request', async () => {
  const words = fc.constantFrom('find', 'a recipe', 'photograph', 'the plate', 'frame', 'each photo', 'grab', 'a still', 'video', 'and then', ',', "'quoted: do this'", 'a.jpg', 'b.mp4', 'in French', 'list', 'them', '.', '?', '\n', '🍲');
  await fc.assert(fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 25 }), async (parts) => {
    const goal = parts.join(' ');
    const reply = await plan(goal, givensInText(goal), false).catch((error: unknown) => error as { code: string });
    if ('code' in reply) expect(reply.code).toBe('INPUT_EMPTY');
    else if (reply.status === 'planned') expect(validatePlan(reply.plan, { tools: TOOLS, oracles: [], givens: givensInText(goal) }).faults).toEqual([]);
  }), { numRuns: 150 });
});

describe('one-shot', () => {
  const goodPlan = { steps: [{ id: 's1', tool: 'Recipe Finder', inputs: [{ port: 'dish', from: { value: 'soup' } }] }] };
  const badPlan = { steps: [{ id: 's1', tool: 'Photo Frame', inputs: [{ port: 'photo', from: { ref: 's9.photo' } }] }] };
  const request = { goal: 'Find a recipe for soup.', givens: [], tools: TOOLS, oracles: [], strategy: 'one-shot' as const };

  test('faults go back to the model by path until the plan is valid', async () => {
    const models = new ScriptedModels([{ json: badPlan }, { json: goodPlan }]);
    expect(await createPlanner({ models }).plan(request)).toMatchObject({ status: 'planned', notes: ['The plan was repaired 1 time.'], plan: { steps: [{ tool: 'Recipe Finder' }] } });
    expect(JSON.stringify(models.calls[1])).toContain('steps[0].inputs.photo');
    models.finish();
  });

  test('a picture that is spoken of and not named can be bound in plans that are only shown', async () => {
    const framed = { steps: [{ id: 's1', tool: 'Photo Frame', inputs: [{ port: 'photo', from: { given: 'image' } }] }] };
    const models = new ScriptedModels([{ json: framed }]);
    expect(outline(await createPlanner({ models }).plan({ ...request, goal: 'Frame my photo.', allowOpenInputs: true }))).toEqual([['Photo Frame', { photo: { given: 'image' } }]]);
    await expect(createPlanner({ models: new ScriptedModels([{ json: framed }, { json: framed }, { json: framed }]) }).plan(request)).rejects.toMatchObject({ code: 'PLAN_NOT_FOUND' });
  });

  test('the model can refer to outputs that there are, and to nothing else', async () => {
    const models = new ScriptedModels([{ json: goodPlan }]);
    await createPlanner({ models }).plan(request);
    const references = /"ref":\{"enum":(\[[^\]]*\])/.exec(JSON.stringify(models.calls[0]));
    const outputs = new Set(TOOLS.flatMap((tool) => tool.outputs.map(({ name }) => name)));
    expect(new Set((JSON.parse(references?.[1] ?? '[]') as string[]).map((reference) => reference.replace(/^s\d+\./, '')))).toEqual(outputs);
  });

  test('three faulty answers end with PLAN_NOT_FOUND', async () => {
    const models = new ScriptedModels([{ json: badPlan }, { json: badPlan }, { json: badPlan }]);
    await expect(createPlanner({ models }).plan(request)).rejects.toMatchObject({ code: 'PLAN_NOT_FOUND' });
    models.finish();
  });
});

test('a task that is no task by its length is refused before it is read, and a long quoted text is not', async () => {
  await expect(plan('Find a recipe for soup. '.repeat(5_000))).rejects.toMatchObject({ code: 'INPUT_TOO_LARGE' });
  const quoted = `Make a shopping list of this recipe: "${'Boil the lentils. '.repeat(1_000)}"`;
  expect(outline(await plan(quoted))).toMatchObject([['Shopping List Maker', {}]]);
});

import { createPlanner, parseToolsFile } from '../../../src/agents/planner/index.js';
import { maskConditions } from '../../../src/agents/planner/conditions.js';
import { validatePlan, type Given, type PlanReply } from '../../../src/core/index.js';
import { ScriptedModels } from '../../../src/models/scripted.js';
import { builtInOracles } from '../../../src/oracles/index.js';

const oracles = builtInOracles.map(({ spec }) => spec);
const image = (name: string): { name: string; modality: string } => ({ name, modality: 'image' });
const TOOLS = parseToolsFile([
  { name: 'photo_frame', description: 'Puts a decorative frame around a photo.', inputs: [image('photo')], outputs: [image('photo')] },
  { name: 'photo_poem', description: 'Writes a poem about a photo.', inputs: [image('photo')], outputs: [{ name: 'poem', modality: 'text' }] },
  { name: 'poem_translator', description: 'Translates a poem.', inputs: [{ name: 'poem', modality: 'text' }], outputs: [{ name: 'poem', modality: 'text' }] },
  { name: 'poem_singer', description: 'Sings a poem.', inputs: [{ name: 'poem', modality: 'text' }], outputs: [{ name: 'song', modality: 'audio' }] },
  { name: 'photo_album', description: 'Collects photos in an album.', inputs: [{ ...image('photos'), list: true }], outputs: [{ name: 'album', modality: 'book' }] },
  { name: 'still_grabber', description: 'Grabs stills out of a film.', inputs: [{ name: 'film', modality: 'video' }], outputs: [{ ...image('stills'), list: true }] },
]);
const PHOTOS: Given[] = [{ name: 'a.jpg', modality: 'image' }, { name: 'b.jpg', modality: 'image' }];
const WALKED = { map: [{ given: 'a.jpg' }, { given: 'b.jpg' }] };

/** No model: selection by words, wiring by types. Every plan must hold before the validator. */
async function plan(goal: string, givens: Given[]): Promise<PlanReply> {
  const reply = await createPlanner({ models: new ScriptedModels([], { jobs: [] }) }).plan({ goal, givens, tools: TOOLS, oracles });
  if (reply.status === 'planned') expect(validatePlan(reply.plan, { tools: TOOLS, oracles, givens }).faults).toEqual([]);
  return reply;
}

const outline = (reply: PlanReply): unknown => (reply.status === 'planned' ? reply.plan.steps.map(({ tool, inputs, when }) => [tool, inputs, ...(when ? [when] : [])]) : reply);

test('what is asked first and then made the condition is both', () => {
  expect(maskConditions('Is there a horse in the picture? If so, say it.')).toEqual({
    text: 'Is there a horse in the picture? [if 1] say it.',
    conditions: [{ mark: '[if 1]', otherwise: '[else 1]', words: 'there is a horse in the picture', negated: false }],
  });
});

describe('maps', () => {
  test('what is asked of each runs once an item, and so does what follows of each', async () => {
    expect(outline(await plan('Write a poem about each of these photos and translate every poem.', PHOTOS))).toEqual([
      ['photo_poem', { photo: WALKED }],
      ['poem_translator', { poem: { map: { ref: 'photo_poem.poem' } } }],
    ]);
  });
  test('a tool that takes a list gets all results as one', async () => {
    expect(outline(await plan('Put a frame around each of these photos, then collect them in one album.', PHOTOS))).toEqual([
      ['photo_frame', { photo: WALKED }],
      ['photo_album', { photos: [{ ref: 'photo_frame.photo' }] }],
    ]);
  });
  test('a list that a step makes is walked, however long it turns out to be', async () => {
    expect(outline(await plan('Grab stills out of the film and write a poem about each of them.', [{ name: 'film.mp4', modality: 'video' }]))).toEqual([
      ['still_grabber', { film: { given: 'film.mp4' } }],
      ['photo_poem', { photo: { map: { ref: 'still_grabber.stills' } } }],
    ]);
  });
  test('things that cannot be used as they are are converted one by one', async () => {
    const tools = TOOLS.filter(({ name }) => name !== 'still_grabber').concat(parseToolsFile([{ name: 'cover_maker', description: 'Makes the cover photo of a film.', inputs: [{ name: 'film', modality: 'video' }], outputs: [image('photo')] }]));
    const givens = [{ name: 'one.mp4', modality: 'video' }, { name: 'two.mp4', modality: 'video' }];
    const reply = await createPlanner({ models: new ScriptedModels([], { jobs: [] }) }).plan({ goal: 'Put a decorative frame around a photo of each of these films.', givens, tools, oracles });
    expect(outline(reply)).toContainEqual(['photo_frame', { photo: { map: { ref: 'cover_maker.photo' } } }]);
  });
});

describe('conditions', () => {
  const dog = { of: { given: 'a.jpg' }, criterion: { oracle: 'image_contains', params: { object: 'dog' } } };
  const photo = PHOTOS.slice(0, 1);

  test.each([
    ['If there is a dog in the photo, put a frame around it.', dog],
    ['Put a frame around the photo if you can see a dog in it.', dog],
    ['Unless there is a dog in it, put a frame around the photo.', { ...dog, not: true }],
    ['When the photo shows more than three dogs, put a frame around it.', { of: { given: 'a.jpg' }, criterion: { oracle: 'image_contains', params: { object: 'dogs', min: 4 } } }],
    ['If the photo says "closed", put a frame around it.', { of: { given: 'a.jpg' }, criterion: { oracle: 'text_visible', params: { text: 'closed' } } }],
  ])('%s', async (goal, when) => {
    expect(outline(await plan(goal, photo))).toEqual([['photo_frame', { photo: { given: 'a.jpg' } }, when]]);
  });
  test('what is done otherwise has the same condition turned round', async () => {
    expect(outline(await plan('If there is a dog in the photo, put a frame around it, otherwise write a poem about the photo.', photo))).toEqual([
      ['photo_frame', { photo: { given: 'a.jpg' } }, dog],
      ['photo_poem', { photo: { given: 'a.jpg' } }, { ...dog, not: true }],
    ]);
  });
  test('what follows takes the result, or where there is none what it was to be made of', async () => {
    const reply = await plan('Write a poem about the photo. If it is not in French, translate the poem. Sing the poem.', photo);
    expect(outline(reply)).toEqual([
      ['photo_poem', { photo: { given: 'a.jpg' } }],
      ['poem_translator', { poem: { ref: 'photo_poem.poem' } }, { of: { ref: 'photo_poem.poem' }, criterion: { oracle: 'text_language', params: { language: 'fr' } }, not: true }],
      ['poem_singer', { poem: { first: [{ ref: 'poem_translator.poem' }, { ref: 'photo_poem.poem' }] } }],
    ]);
  });
  test('of many only those for which it holds', async () => {
    expect(outline(await plan('Put a frame only around the photos that show a dog.', PHOTOS))).toEqual([['photo_frame', { photo: WALKED }, { ...dog, of: WALKED }]]);
  });
  test('one that nothing can decide is said', async () => {
    expect(await plan('If my aunt likes it, put a frame around the photo.', photo)).toMatchObject({ status: 'missing', capability: 'decide whether my aunt likes it' });
  });
  test.each(['Frame it if possible.', 'Check if there is a dog.', 'When you are done, stop.', 'Could you see if it works?'])('%s has none', (request) => {
    expect(maskConditions(request).conditions).toEqual([]);
  });
});

import { comparisonIn } from '../../../src/agents/planner/comparisons.js';
import { createPlanner } from '../../../src/agents/planner/index.js';
import { onlyReduces, reductionIn } from '../../../src/agents/planner/reduce.js';
import { builtInTools } from '../../../src/agents/index.js';
import { givensInText } from '../../../src/agents/planner/index.js';
import { validatePlan, type Given, type PlanReply } from '../../../src/core/index.js';
import { ScriptedModels } from '../../../src/models/scripted.js';
import { builtInOracles } from '../../../src/oracles/index.js';

const oracles = builtInOracles.map(({ spec }) => spec);
const tools = builtInTools.map(({ spec }) => spec);
const given = (...names: string[]): Given[] => names.flatMap(givensInText);

/** No model: selection by words, wiring by types. Every plan must hold before the validator. */
async function outline(goal: string, givens: Given[]): Promise<unknown> {
  const reply: PlanReply = await createPlanner({ models: new ScriptedModels([], { jobs: [] }) }).plan({ goal, givens, tools, oracles });
  if (reply.status !== 'planned') return reply;
  expect(validatePlan(reply.plan, { tools, oracles, givens }).faults).toEqual([]);
  return reply.plan.steps.map(({ tool, inputs, criteria }) => [tool, inputs, criteria.filter(({ origin }) => origin === 'request').map(({ oracle }) => oracle)]);
}

const PICTURES = given('a.jpg', 'b.jpg');
const RECORDINGS = given('a.wav', 'b.wav');
const WALKED = { map: [{ given: 'a.jpg' }, { given: 'b.jpg' }] };
const HEARD = { map: [{ given: 'a.wav' }, { given: 'b.wav' }] };

describe('what is made of many becomes one', () => {
  test('a table, where the clause for each says so', async () => {
    expect(await outline('Read the text in each of these pictures, in one table.', PICTURES)).toEqual([
      ['read_text', { image: WALKED }, []],
      ['make_table', { values: [{ ref: 'read_text.text' }] }, ['text_format']],
    ]);
  });
  test('a table of two kinds of results, where a clause of its own says so', async () => {
    expect(await outline('For each of these pictures read the text in it and detect the objects in it. Put everything into a table.', PICTURES)).toEqual([
      ['read_text', { image: WALKED }, []],
      ['detect_objects', { image: WALKED }, []],
      ['make_table', { values: [{ ref: 'read_text.text' }, { ref: 'detect_objects.json' }] }, ['text_format']],
    ]);
  });
  test.each([
    'Transcribe each of these recordings and join the transcripts.',
    'Transcribe each of these recordings and put it all into one file.',
    'Transcribe all of these recordings into one text.',
  ])('one text: %s', async (goal) => {
    expect(await outline(goal, RECORDINGS)).toEqual([['transcribe', { audio: HEARD }, []], ['join_text', { texts: [{ ref: 'transcribe.text' }] }, []]]);
  });
  test('one video', async () => {
    expect(await outline('Convert each of these videos to mp4 and put them together into one video.', given('a.mkv', 'b.mkv'))).toEqual([
      ['convert_video', { video: { map: [{ given: 'a.mkv' }, { given: 'b.mkv' }] }, format: { value: 'mp4' } }, []],
      ['join_video', { videos: [{ ref: 'convert_video.video' }] }, []],
    ]);
  });
  test('one recording of what is read aloud', async () => {
    expect(await outline('Summarize each of these articles and read all the summaries aloud as one recording.', given('a.txt', 'b.txt'))).toEqual([
      ['summarize', { text: { map: [{ given: 'a.txt' }, { given: 'b.txt' }] } }, []],
      ['speak', { text: { map: { ref: 'summarize.text' } } }, []],
      ['join_audio', { audios: [{ ref: 'speak.audio' }] }, []],
    ]);
  });
  test('but one result stays what it is: a form of a single text is rewriting', async () => {
    expect(await outline('Transcribe the recording and put the transcript into a table.', given('a.wav'))).not.toContainEqual(expect.arrayContaining(['make_table']));
  });
});

test('what is asked "for each" goes on item by item with "it"', async () => {
  expect(await outline('For each of these pictures read the text in it and translate it into French.', PICTURES)).toEqual([
    ['read_text', { image: WALKED }, []],
    ['translate', { text: { map: { ref: 'read_text.text' } }, language: { value: 'French' } }, ['text_language']],
  ]);
});

test.each([
  ['put the transcripts into one table', 'table', true],
  ['make a table of them', 'table', true],
  ['describe each picture in one table', 'table', false],
  ['join the descriptions', 'one', true],
  ['merge them together', 'one', true],
  ['read the summaries aloud as one recording', 'one', false],
  ['join both into one answer', undefined, false],
  ['book a table', undefined, false],
  ['join the video with the sound', undefined, false],
])('"%s" brings together: %s, and nothing else: %s', (clause, to, only) => {
  expect(reductionIn(clause)?.to).toBe(to);
  expect(onlyReduces(clause)).toBe(only);
});

describe('comparisons', () => {
  test.each([
    ['Which of the two recordings is louder?', 'measure how loud each of the recordings is'],
    ['which recording is the longest?', 'measure how long each of the recording is'],
    ['Which is larger, a.wav or b.wav?', 'measure how large a.wav and b.wav are'],
    ['Is a.wav noisier than b.wav?', 'measure how noisy a.wav and b.wav are'],
    ['Which of these recordings has fewer pauses?', 'count the pauses in each of the recordings'],
  ])('%s', (clause, measure) => {
    expect(comparisonIn(clause, RECORDINGS)).toEqual({ modality: 'audio', measure });
  });
  test.each(['Which recording is meant?', 'Is it louder than a car?', 'Which of the pictures is brighter?'])('%s asks for none', (clause) => {
    expect(comparisonIn(clause, RECORDINGS)).toBeUndefined();
  });
  test('one recording cannot be compared', () => {
    expect(comparisonIn('Which of the recordings is louder?', RECORDINGS.slice(0, 1))).toBeUndefined();
  });
  test('the facts of each are found out, and an answer follows from all of them', async () => {
    expect(await outline('Which of the two recordings is longer?', RECORDINGS)).toEqual([
      ['audio_facts', { audio: HEARD }, []],
      ['compose', { parts: [{ ref: 'audio_facts.text' }], instruction: { value: 'Which of the two recordings is longer?' } }, []],
    ]);
  });
});

test('a text that the request quotes elsewhere is meant before one that would have to be read in a picture', async () => {
  expect(await outline("Our sign says 'Fresh bread every day'. Translate that into French and describe the picture.", given('shop.jpg'))).toEqual([
    ['translate', { text: { value: 'Fresh bread every day' }, language: { value: 'French' } }, ['text_language']],
    ['describe_image', { image: { given: 'shop.jpg' } }, []],
  ]);
});

import { createPlanner, parseToolsFile } from '../../../src/agents/planner/index.js';
import { statedLimits } from '../../../src/agents/planner/stated-limits.js';
import type { Given, PlanReply, ToolSpec } from '../../../src/core/index.js';
import { ScriptedModels } from '../../../src/models/scripted.js';

const port = (name: string, modality = name): { name: string; modality: string } => ({ name, modality });
const TOOLS = parseToolsFile([
  { name: 'Photo Describer', description: 'Describes a photo in words.', inputs: [port('image')], outputs: [port('text')] },
  { name: 'Still Grabber', description: 'Grabs a thumbnail picture out of a video.', inputs: [port('video')], outputs: [port('image')] },
  { name: 'Translator', description: 'Translates a letter into a language.', inputs: [port('text')], outputs: [port('text')] },
  { name: 'Subtitler', description: 'Puts subtitles under a video.', inputs: [port('video')], outputs: [port('video')] },
  { name: 'Note Taker', description: 'Writes down what is said in a recording.', inputs: [port('audio')], outputs: [port('text')] },
]).map((tool): ToolSpec => (tool.name === 'Translator' ? { ...tool, inputs: [...tool.inputs, { name: 'language', modality: 'text', description: '', optional: false, list: false, role: 'parameter', schema: { type: 'string' } }] } : tool));
const photo = [{ name: 'p.jpg', modality: 'image' }];
const letter = [{ name: 'letter.txt', modality: 'text' }];
const recording = [{ name: 'talk.wav', modality: 'audio' }];

/** No model at all: selection by words alone. */
const plan = (goal: string, givens: Given[]): Promise<PlanReply> => createPlanner({ models: new ScriptedModels([], { jobs: [] }) }).plan({ goal, givens, tools: TOOLS, oracles: [] });
const steps = (reply: PlanReply): unknown => (reply.status === 'planned' ? reply.plan.steps.map(({ tool, inputs }) => [tool, inputs]) : reply);

test('a second wish that the tool of the first does not serve is named as missing, not dropped', async () => {
  for (const goal of ['Describe the photo and also give me a thumbnail.', "Describe the photo. A small version wouldn't hurt."]) {
    const reply = await plan(goal, photo);
    expect(steps(reply)).toEqual([['Photo Describer', { image: { given: 'p.jpg' } }]]);
    expect(reply).toMatchObject({ unmet: [expect.stringMatching(/thumbnail|small version/)] });
  }
});

test('of a medium that was not given and that nobody speaks of none is asked for', async () => {
  for (const goal of ['Write down what is said in the recording, as subtitles too.', 'Write down what is said in the recording, as subtitles as well, please']) {
    const reply = await plan(goal, recording);
    expect(steps(reply)).toEqual([['Note Taker', { audio: { given: 'talk.wav' } }]]);
    expect(reply).toMatchObject({ unmet: ['give me subtitles of it'] });
  }
  expect(await plan('Put subtitles under the video', recording)).toMatchObject({ status: 'ambiguous' });
});

test('one order with two languages is one translation into each, both of what was given', async () => {
  const both = [['Translator', { text: { given: 'letter.txt' }, language: { value: 'French' } }], ['Translator', { text: { given: 'letter.txt' }, language: { value: 'Polish' } }]];
  for (const goal of ['Translate the letter into French and into Polish.', 'Translate the letter into French and Polish', 'Translate the letter into French, and translate it into Polish too']) {
    const reply = await plan(goal, letter);
    expect(steps(reply)).toEqual(both);
    expect(reply).toMatchObject({ plan: { deliverables: ['translator.text', 'translator-2.text'] } });
  }
});

test('the languages that something is in are no wishes', async () => {
  expect(steps(await plan('Translate the letter, which is in French and German, into Polish.', letter))).toEqual([['Translator', { text: { given: 'letter.txt' }, language: { value: expect.any(String) } }]]);
});

test('what nobody would keep is cut away', () => {
  expect(statedLimits('Cut the boring intro (first 30 seconds)').stretch).toEqual({ from: 30 });
  expect(statedLimits('cut the last five seconds of silence').stretch).toEqual({ to: -5 });
  expect(statedLimits('Cut the first 30 seconds').stretch).toEqual({ from: 0, to: 30 });
});

const MEASURED = parseToolsFile([
  { name: 'Recording Facts', description: 'Tells the facts of a recording: minutes and decisions.', inputs: [port('audio')], outputs: [port('text')] },
  { name: 'Note Taker', description: 'Writes down what is said in a recording.', inputs: [port('audio')], outputs: [port('text')] },
  { name: 'Summarizer', description: 'Makes a summary of a text.', inputs: [port('text')], outputs: [port('text')] },
]);

test('a recording is turned into words by what hears it, whatever the request calls the facts of it', async () => {
  const reply = await createPlanner({ models: new ScriptedModels([], { jobs: [] }) }).plan({ goal: 'Make a summary of the decisions', givens: recording, tools: MEASURED, oracles: [] });
  expect(steps(reply)).toEqual([['Note Taker', { audio: { given: 'talk.wav' } }], ['Summarizer', { text: { ref: 'note_taker.text' } }]]);
});

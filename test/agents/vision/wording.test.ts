import sharp from 'sharp';
import { answerAboutImage, describeImage } from '../../../src/agents/vision/describe.js';
import { readText } from '../../../src/agents/vision/read.js';
import type { Tool, ToolContext } from '../../../src/core/index.js';
import { ScriptedModels, type ScriptedStep } from '../../../src/models/scripted.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const at = temporaryFolder();
const box = { x: 10, y: 20, width: 60, height: 70 };
const dog: ScriptedStep = { detect: { width: 200, height: 100, detections: [{ label: 'dog', score: 0.9, box }] } };
const nothingRead: ScriptedStep = { ocr: { width: 200, height: 100, lines: [] } };

async function run(tool: Tool, steps: ScriptedStep[], input: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const path = at('grey.png');
  await sharp({ create: { width: 200, height: 100, channels: 3, background: '#777' } }).png().toFile(path);
  const models = new ScriptedModels(steps);
  const context: ToolContext = { runId: 'r', step: 's', attempt: 1, idempotencyKey: 'run/step/1', signal: new AbortController().signal, models, scratch: at(), goal: '', critique: undefined, previous: undefined, allowedFolders: [], progress: () => undefined };
  const image = { id: 'a'.repeat(64), modality: 'image', mime: 'image/png', bytes: 1, metadata: {}, path };
  const output = await tool.execute(tool.input.parse({ image, ...input }), context);
  models.finish();
  return output;
}

describe('the data beside a description says who worded it', () => {
  test('the language model, when its words hold', async () => {
    const output = await run(describeImage, [dog, nothingRead, { chat: 'A dog is on the left.' }]);
    expect(output).toMatchObject({ text: 'A dog is on the left.', json: { wordedBy: 'language model', rejected: [] } });
  });
  test('a program, and what was wrong with the words that were refused', async () => {
    const output = await run(describeImage, [dog, nothingRead, { chat: 'A dog chases a cat.' }, { chat: 'A dog sits on a couch.' }]);
    expect(output['text']).toMatch(/^There is 1 dog/);
    expect(output['json']).toMatchObject({ wordedBy: 'program', rejected: [expect.stringContaining('cat'), expect.stringContaining('couch')] });
  });
  test('also beside an answer', async () => {
    const refused = await run(answerAboutImage, [dog, nothingRead, { chat: 'The dog belongs to a woman.' }], { question: 'Who owns the dog?' });
    expect(refused).toMatchObject({ text: 'I cannot tell this from the picture: who owns the dog. Found: 1 dog on the left.', json: { wordedBy: 'program', rejected: [expect.stringContaining('woman')] } });
    expect(await run(answerAboutImage, [dog, nothingRead], { question: 'How many dogs are there?' })).toMatchObject({ json: { wordedBy: 'program', rejected: [] } });
  });
});

test('a picture without text is told so, and gives no empty text', async () => {
  expect(await run(readText, [nothingRead])).toEqual({ text: '(no text found)', json: { blocks: [] } });
});

import { expect, test, afterAll } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { asksForWords } from '../../src/agents/planner/index.js';
import { artifact, defineTool, json, text } from '../../src/core/index.js';
import { removeFolders, testRuntime } from '../support/workshop.js';

afterAll(removeFolders);

/** Gives a picture with data about it, as what marks or samples does. */
const mark = defineTool({
  name: 'mark', description: '', input: z.object({ words: text() }), output: z.object({ image: artifact('image'), json: json(z.object({ detections: z.array(z.string()) })) }),
  async execute(_, { scratch }) {
    const path = join(scratch, 'marked.svg');
    await writeFile(path, '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4"/></svg>');
    return { image: { path, mime: 'image/svg+xml', name: '2 dogs marked.svg', metadata: { width: 4, height: 4 } }, json: { detections: ['dog', 'dog'] } };
  },
});

test('a picture with data beside it is told by its name, and the data is no answer for a reader', async () => {
  const runtime = testRuntime({ tools: [mark] });
  const outcome = await runtime.run({ plan: { steps: [{ id: 'm', tool: 'mark', inputs: { words: { value: 'x' } } }] } }).result;
  expect(outcome.status).toBe('completed');
  expect(outcome.answer).toMatch(/^2 dogs marked\.svg \(image\/svg\+xml, \d+ bytes\)$/);
  expect(outcome.artifacts.map(({ modality }) => modality)).toContain('json');
  await runtime.close();
});

test.each([
  ['make the photo smaller and tell me what is on it', true], ['Turn it by 90 degrees. How many people are there?', true], ['a black and white version and a description of it', true],
  ['cut out the dog', false], ['make it louder and give it to me as mp3', false], ['a gif of seconds 3 to 5', false], ['If there is a dog in it, cut it out', false],
])('%j asks for words: %s', (goal, is) => {
  expect(asksForWords(goal)).toBe(is);
});

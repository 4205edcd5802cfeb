import { mkdir } from 'node:fs/promises';
import { captionVideoTool } from '../../../src/agents/video/caption.js';
import type { OracleContext, Subject, ToolContext } from '../../../src/core/index.js';
import { createModels, type Models } from '../../../src/models/index.js';
import { videoOracles } from '../../../src/oracles/video.js';
import type { TimedEvent, VideoObservations } from '../../../src/tools/captions/index.js';
import { sharedMedia } from '../../support/shared-media.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const at = temporaryFolder();
let models: Models;
beforeAll(async () => {
  models = await createModels({ env: process.env });
});
afterAll(async () => {
  await models.close();
});

interface Caption {
  text: string;
  events: TimedEvent[];
  observations: VideoObservations;
}

const handle = (name: string): object => ({ id: '0'.repeat(64), modality: 'video', mime: 'video/mp4', bytes: 1, metadata: {}, name, path: sharedMedia(name) });

async function caption(name: string): Promise<Caption> {
  const scratch = at(name);
  await mkdir(scratch);
  const context: ToolContext = { runId: 'r', step: 's', attempt: 1, idempotencyKey: 'run/step/1', signal: new AbortController().signal, models, scratch, goal: 'What happens?', critique: undefined, previous: undefined, allowedFolders: [], progress: () => undefined };
  return (await captionVideoTool.execute({ video: handle(name) }, context)) as unknown as Caption;
}

async function verdict(oracleName: string, name: string, value: unknown, made: Caption): Promise<string> {
  const oracle = videoOracles.find(({ spec }) => spec.name === oracleName)!;
  const outputs = Object.entries(made).map(([port, output]) => ({ port, modality: typeof output === 'string' ? 'text' : 'json', value: output as unknown }));
  const subject: Subject = { port: 'text', modality: 'text', value, tool: 'caption_video', inputs: [{ port: 'video', modality: 'video', value: handle(name) }], outputs, goal: '' };
  const context: OracleContext = { signal: new AbortController().signal, models, scratch: at(name) };
  return (await oracle.check(subject, oracle.params.parse({}), context)).status;
}

test('bottles on a table are counted, and one is seen to leave, in bounded time', async () => {
  const before = Date.now();
  const made = await caption('bottles.mp4');
  expect(Date.now() - before).toBeLessThan(200_000);
  expect(made.observations.objects.find(({ label }) => label === 'bottle')?.maximum).toBe(3);
  expect(made.events[0]).toMatchObject({ kind: 'state', objects: expect.arrayContaining([{ label: 'bottle', count: 3 }]) as object });
  expect(made.events.find(({ kind }) => kind === 'leaves')).toMatchObject({ objects: [{ label: 'bottle', count: 2 }] });
  expect(made.text.toLowerCase()).toMatch(/three bottles|3 bottles/);
  expect(await verdict('grounded_caption', 'bottles.mp4', made.text, made)).toBe('pass');
  expect(await verdict('timing_within_media', 'bottles.mp4', made.events, made)).toBe('pass');
  expect(await verdict('grounded_caption', 'bottles.mp4', 'A dog runs over a meadow.', made)).toBe('fail');
  expect(await verdict('grounded_caption', 'bottles.mp4', 'Four bottles are in view.', made)).toBe('fail');
});

test('a clip without a duration of its own shows one person all the time', async () => {
  const made = await caption('sign-milk.mkv');
  expect(made.observations.objects).toEqual([expect.objectContaining({ label: 'person', maximum: 1 })]);
  expect(made.events.filter(({ kind }) => kind === 'leaves')).toEqual([]);
  expect(made.text).toMatch(/person/i);
});

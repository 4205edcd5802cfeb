/** The tools that look at pictures, with a vision-language server: pixels in, its words out, and the embedded engines' facts beside them. */
import { mkdir } from 'node:fs/promises';
import { captionVideoTool } from '../../../src/agents/video/caption.js';
import { answerAboutImage, describeImage } from '../../../src/agents/vision/describe.js';
import type { ToolContext } from '../../../src/core/index.js';
import { createModels, loadConfig, type Models } from '../../../src/models/index.js';
import { startFake, type FakeModelServer } from '../../models/providers/fakes/wire.js';
import { WIRES } from '../../models/providers/fakes/wires.js';
import { sharedMedia } from '../../support/shared-media.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const at = temporaryFolder();
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const item of open.splice(0)) await item.close();
});

/** Models with a server that sees; `image` counts the tokens of a picture there. */
async function seeing(changes: { image?: () => number; says?: string } = {}): Promise<{ server: FakeModelServer; context: ToolContext }> {
  const wire = WIRES.find(({ name }) => name === 'llama-server')!;
  const server = await startFake({ ...wire, ...(changes.image ? { parts: { ...wire.parts, image_url: changes.image } } : {}), ...(changes.says === undefined ? {} : { says: changes.says }) });
  const config = loadConfig({ env: {}, cwd: at() });
  const models: Models = await createModels({ config: { ...config, servers: [{ id: 'eyes', url: server.url, jobs: { see: '' } }] }, env: process.env });
  open.push(models, server);
  const scratch = at(`scratch-${open.length}-${server.url.replace(/\D/g, '')}`);
  await mkdir(scratch);
  return { server, context: { runId: 'r', step: 's', attempt: 1, idempotencyKey: 'k', signal: new AbortController().signal, models, scratch, goal: 'What is there?', critique: undefined, previous: undefined, allowedFolders: [], progress: () => undefined } };
}

const handle = (name: string, modality: 'image' | 'video'): object => ({ id: '0'.repeat(64), modality, mime: modality === 'image' ? 'image/jpeg' : 'video/mp4', bytes: 1, metadata: {}, name, path: sharedMedia(name) });
const seen = (server: FakeModelServer): string[] => server.bodies.filter(({ path }) => path === '/v1/chat/completions').flatMap(({ body }) => (body['messages'] as { content: string | { type: string }[] }[]).flatMap(({ content }) => (typeof content === 'string' ? [] : content.map(({ type }) => type))));

test('describe_image shows the picture to the model, with what detector and OCR found, and says whose words these are', async () => {
  const { server, context } = await seeing({ says: 'A dog sits beside a bicycle.' });
  const made = (await describeImage.execute({ image: handle('dog.jpg', 'image') }, context)) as unknown as { text: string; json: { wordedBy: string; objects: { label: string }[] } };
  expect(made.text).toBe('A dog sits beside a bicycle.');
  expect(made.json.wordedBy).toBe('vision-language model');
  expect(made.json.objects.map(({ label }) => label)).toContain('dog');
  expect(seen(server)).toContain('image_url');
  expect(JSON.stringify(server.bodies)).toContain('bicycle');
});

test('answer_about_image asks the model that sees', async () => {
  const { server, context } = await seeing({ says: 'It is brown.' });
  const made = (await answerAboutImage.execute({ image: handle('dog.jpg', 'image'), question: 'What colour is the dog?' }, context)) as unknown as { text: string };
  expect(made.text).toBe('It is brown.');
  expect(JSON.stringify(server.bodies)).toContain('What colour is the dog?');
});

test('a server that drops the picture gives no description', async () => {
  const { context } = await seeing({ image: () => 0, says: 'A lovely beach.' });
  await expect(describeImage.execute({ image: handle('dog.jpg', 'image') }, context)).rejects.toMatchObject({ code: 'MEDIA_NOT_SEEN', message: expect.stringContaining('eyes') });
});

test('caption_video shows the model a row of frames, and its events get their times', async () => {
  const { server, context } = await seeing({ says: JSON.stringify({ caption: 'Bottles stand on a table.', events: [{ startFrame: 1, endFrame: 3, text: 'bottles stand there', objects: [{ label: 'bottle', count: 2 }] }] }) });
  const made = (await captionVideoTool.execute({ video: handle('bottles.mp4', 'video') }, context)) as unknown as { text: string; events: { startMs: number; endMs: number }[] };
  expect(made.text).toContain('Bottles');
  expect(made.events[0]!.endMs).toBeGreaterThan(made.events[0]!.startMs);
  expect(seen(server).filter((type) => type === 'image_url').length).toBeGreaterThan(3);
});

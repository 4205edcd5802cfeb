import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { createModels, type Models } from '../../../src/models/index.js';
import { layoutText } from '../../../src/tools/ocr/index.js';

const MEDIA = fileURLToPath(new URL('../../../../shared/media/', import.meta.url));
const withMedia = existsSync(MEDIA) || process.env['CI'] === 'true' ? test : test.skip;

let models: Models;
let folder: string;
beforeAll(async () => {
  models = await createModels({ env: process.env });
  folder = await mkdtemp(join(tmpdir(), 'vision-'));
});
afterAll(async () => {
  await models.close();
  await rm(folder, { recursive: true });
});

withMedia('photos yield what they show and nothing else is claimed', async () => {
  const labels = async (name: string) => new Set((await models.detect({ path: join(MEDIA, name) })).detections.map(({ label }) => label));
  expect(await labels('dog.jpg')).toEqual(new Set(['dog', 'bicycle', 'car']));
  expect(await labels('person.jpg')).toEqual(new Set(['person', 'dog', 'horse']));
  expect(await labels('eagle.jpg')).toEqual(new Set(['bird']));
});

/** Text drawn as strokes, so that no font is needed. */
const STROKES = (turn: number) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="420" height="420"><rect width="100%" height="100%" fill="#fff"/><g transform="rotate(${turn} 210 210) translate(120 180)" fill="none" stroke="#000" stroke-width="5"><path d="M25 14V50M47 14V50M25 32H47M83 14H62V50H83M62 32H80M97 14V50H117M129 14V50H149"/><ellipse cx="170" cy="32" rx="12" ry="17"/></g></svg>`);

test.each([0, 12, 90, 180])('a word turned by %d degrees is read', async (turn) => {
  const path = join(folder, `turned-${turn}.png`);
  await sharp(STROKES(turn)).png().toFile(path);
  expect(layoutText(await models.ocr({ path })).text).toContain('HELLO');
});

test('an empty picture and a single pixel hold no text and no objects', async () => {
  for (const side of [1, 300]) {
    const path = join(folder, `empty-${side}.png`);
    await sharp({ create: { width: side, height: side, channels: 3, background: '#fff' } }).png().toFile(path);
    expect((await models.ocr({ path })).lines).toEqual([]);
    expect((await models.detect({ path })).detections).toEqual([]);
  }
});

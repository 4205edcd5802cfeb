import { mkdir, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { visionTools } from '../../../src/agents/vision/index.js';
import type { ArtifactHandle, ModelClient, ToolContext } from '../../../src/core/index.js';
import { changedPictureOracles } from '../../../src/oracles/changed-picture.js';
import { oracleNamed } from '../../oracles/check.js';
import { pngHeader } from '../../support/make-media.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const at = temporaryFolder();
let folders = 0;
const noModels = { has: () => false } as unknown as ModelClient;
const handle = (path: string): ArtifactHandle => ({ id: '0'.repeat(64), modality: 'image', mime: 'image/png', bytes: 1, metadata: {}, path });

/** Runs a tool on a picture and has its own oracle look at what came out. */
async function change(name: string, path: string, told: Record<string, unknown>, signal = new AbortController().signal, models = noModels) {
  folders += 1;
  const scratch = at(`scratch-${folders}`);
  await mkdir(scratch);
  const tool = visionTools.find(({ spec }) => spec.name === name)!;
  const context: ToolContext = { runId: 'r', step: 's', attempt: 1, idempotencyKey: 'r/s/1', signal, models, scratch, goal: '', critique: undefined, previous: undefined, allowedFolders: [], progress: () => undefined };
  const { image, ...parameters } = tool.input.parse({ image: handle(path), ...told });
  const made = (await tool.execute({ image, ...parameters }, context))['image'] as { path: string };
  const named = tool.spec.criteria.find(({ oracle }) => oracle.endsWith('_as_asked'))!;
  const oracle = oracleNamed(changedPictureOracles, named.oracle);
  const finding = await oracle.check({ port: 'image', modality: 'image', value: handle(made.path), tool: name, inputs: [{ port: 'image', modality: 'image', value: handle(path) }], outputs: [], parameters, goal: '' }, {}, { signal: new AbortController().signal, models: noModels, scratch });
  const { width, height, format, hasAlpha } = await sharp(made.path).metadata();
  return { ...finding, width, height, format, hasAlpha, path: made.path };
}

/** A picture in which every corner has a colour of its own: red, green, blue, and a dark fourth. */
async function corners(name: string, width = 120, height = 80): Promise<string> {
  const part = (x: number, y: number, fill: string): string => `<rect x="${(x * width) / 2}" y="${(y * height) / 2}" width="${width / 2}" height="${height / 2}" fill="${fill}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${part(0, 0, '#d02020')}${part(1, 0, '#20b040')}${part(0, 1, '#2040d0')}${part(1, 1, '#302010')}</svg>`;
  await sharp(Buffer.from(svg)).png().toFile(at(name));
  return at(name);
}

/** The colour in the middle of a corner, in hexadecimal, near enough. */
async function cornerOf(path: string, x: 0 | 1, y: 0 | 1): Promise<string> {
  const { data, info } = await sharp(path).toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixel = (Math.floor(info.height * (y + 0.5) / 2) * info.width + Math.floor(info.width * (x + 0.5) / 2)) * 3;
  const [red = 0, green = 0, blue = 0] = data.subarray(pixel, pixel + 3);
  return Math.max(red, green, blue) < 80 ? 'dark' : red > green && red > blue ? 'red' : green > blue ? 'green' : 'blue';
}

test.each([
  [{ width: 60 }, { width: 60, height: 40 }],
  [{ height: 20 }, { width: 30, height: 20 }],
  [{ longestSide: 90 }, { width: 90, height: 60 }],
  [{ scale: 2 }, { width: 240, height: 160 }],
  [{ width: 50, height: 50 }, { width: 50, height: 50 }],
  [{ width: 1 }, { width: 1, height: 1 }],
  [{ thumbnail: true }, { width: 120, height: 80 }],
])('a picture of 120×80 px told %j has %j, which is proved', async (told, size) => {
  expect(await change('resize_image', await corners('size.png'), told)).toMatchObject({ status: 'pass', ...size });
});

test.each([
  [{ degrees: 90 }, ['blue', 'red']], [{ degrees: 180 }, ['dark', 'blue']], [{ degrees: 270 }, ['green', 'dark']],
  [{ mirror: 'left-right' }, ['green', 'red']], [{ mirror: 'top-bottom' }, ['blue', 'dark']], [{ degrees: 90, mirror: 'left-right' }, ['red', 'blue']],
])('turned by %j its upper corners are %j, which is proved', async (told, upper) => {
  const turned = await change('turn_image', await corners('turn.png'), told);
  expect(turned).toMatchObject({ status: 'pass' });
  expect([await cornerOf(turned.path, 0, 0), await cornerOf(turned.path, 1, 0)]).toEqual(upper);
});

test('a photo that a camera marked as turned is turned from how it is shown', async () => {
  const path = at('camera.jpg');
  await sharp(await corners('plain.png')).jpeg({ quality: 95 }).withMetadata({ orientation: 6 }).toFile(path);
  const turned = await change('turn_image', path, { degrees: 90 });
  expect(turned).toMatchObject({ status: 'pass', width: 120, height: 80, format: 'jpeg' });
  expect(await cornerOf(turned.path, 0, 0)).toBe('dark');
});

test.each(['greyscale', 'sepia', 'inverted'])('%s colours are proved, and transparency stays', async (style) => {
  const path = at('clear.png');
  await sharp(await corners('opaque.png')).ensureAlpha(0.5).png().toFile(path);
  expect(await change('recolour_image', path, { style })).toMatchObject({ status: 'pass', hasAlpha: true });
});

test('the colours of a TIFF are changed in bytes, which every program shows', async () => {
  const path = at('print.tiff');
  await sharp(await corners('print.png')).toColourspace('cmyk').tiff().toFile(path);
  const { path: made, ...sepia } = await change('recolour_image', path, { style: 'sepia' });
  expect(sepia).toMatchObject({ status: 'pass', format: 'tiff' });
  expect(await sharp(made).metadata()).toMatchObject({ depth: 'uchar', space: 'srgb' });
});

test.each([16, 24, 40])('an icon of %i px keeps its colours as JPEG', async (side) => {
  expect(await change('convert_image', await corners('icon.png', side, side), { format: 'jpg' })).toMatchObject({ status: 'pass', format: 'jpeg' });
});

test('a small preview of a JPEG with sharp edges is proved', async () => {
  const path = at('sharp-edges.jpg');
  await sharp(await corners('sharp-edges.png', 200, 120)).jpeg().toFile(path);
  expect(await change('resize_image', path, { width: 50 })).toMatchObject({ status: 'pass', width: 50, height: 30 });
});

test.each([['png', 'png'], ['jpg', 'jpeg'], ['webp', 'webp'], ['tiff', 'tiff'], ['gif', 'gif'], ['avif', 'heif']])('saved as %s the bytes are of that format', async (format, found) => {
  expect(await change('convert_image', await corners('save.png'), { format })).toMatchObject({ status: 'pass', format: found, width: 120, height: 80 });
});

test('a transparent picture is saved as JPEG on white', async () => {
  const path = at('empty.png');
  await sharp({ create: { width: 20, height: 20, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } }).png().toFile(path);
  const { path: saved } = await change('convert_image', path, { format: 'jpeg' });
  expect([...(await sharp(saved).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 255, 255]);
});

test.each([
  [{ region: 'left half' }, { width: 60, height: 80 }], [{ region: 'bottom right quarter' }, { width: 60, height: 40 }], [{ region: 'top third' }, { width: 120, height: 27 }],
  [{ region: 'centre' }, { width: 60, height: 40 }], [{ shape: 'square' }, { width: 80, height: 80 }], [{ shape: '16:9' }, { width: 120, height: 68 }], [{ shape: 'circle' }, { width: 80, height: 80, hasAlpha: true }],
  [{ box: { x: 10, y: 10, width: 30, height: 20 } }, { width: 30, height: 20 }],
])('cut to %j it has %j, which is proved', async (told, size) => {
  expect(await change('crop_image', await corners('crop.png'), told)).toMatchObject({ status: 'pass', ...size });
});

test.each([[{ scale: 0.5, width: 10, height: 70 }, { width: 60, height: 40 }], [{ longestSide: 60, width: 10, height: 70 }, { width: 60, height: 40 }]])('a share or a longer side counts before width and height: %j', async (told, size) => {
  expect(await change('resize_image', await corners('beside.png'), told)).toMatchObject({ status: 'pass', ...size });
});

test.each([[2, 2], [3, 2], [7, 5]])('a picture of %i×%i px is enlarged, which is proved', async (width, height) => {
  expect(await change('resize_image', await corners('few.png', width, height), { width: 300 })).toMatchObject({ status: 'pass', width: 300 });
});

test('a half-transparent picture is saved as GIF, and judged by what a GIF can show', async () => {
  const path = at('shadow.png');
  const shadow = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"><rect x="60" width="60" height="80" fill="#000" fill-opacity="0.4"/></svg>');
  await sharp(await corners('under-shadow.png')).ensureAlpha().composite([{ input: shadow, blend: 'dest-out' }]).png().toFile(path);
  expect(await change('convert_image', path, { format: 'gif' })).toMatchObject({ status: 'pass', format: 'gif' });
  await sharp(await corners('under-veil.png')).removeAlpha().ensureAlpha(0.5).png().toFile(at('veil.png'));
  expect(await change('convert_image', at('veil.png'), { format: 'gif' })).toMatchObject({ status: 'inconclusive' });
});

test('a size that a format cannot hold is refused before anything is written, and the picture is not called broken', async () => {
  await expect(change('convert_image', await corners('panorama.png', 17_000, 10), { format: 'webp' })).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('at most 16383 px a side') as string });
});

test.each([['left half', 20], ['right half', 90]])('an object is looked for in the %s', async (region, x) => {
  const found = (left: number, score: number) => ({ label: 'dog', score, box: { x: left, y: 20, width: 20, height: 30 } });
  const models = { has: () => true, detect: () => Promise.resolve({ width: 120, height: 80, detections: [found(90, 0.9), found(20, 0.8)], model: 'scripted' }) } as unknown as ModelClient;
  const cut = await change('crop_image', await corners('dogs.png'), { object: 'dog', region }, undefined, models);
  expect({ width: cut.width, height: cut.height, corner: await cornerOf(cut.path, 0, 0) }).toEqual({ width: 20, height: 30, corner: x === 20 ? 'red' : 'green' });
  expect(cut.status).not.toBe('fail');
  await expect(change('crop_image', await corners('dogs.png'), { object: 'dog', region: 'top third' }, undefined, models)).rejects.toMatchObject({ code: 'TOOL_FAILED', message: 'No dog was found in the top third, but 2 elsewhere in the picture.' });
});

test('who is told nothing, or asked for what is too large, says so', async () => {
  const path = await corners('told.png');
  await expect(change('resize_image', path, {})).rejects.toMatchObject({ code: 'USAGE' });
  await expect(change('turn_image', path, {})).rejects.toMatchObject({ code: 'USAGE' });
  await expect(change('crop_image', path, {})).rejects.toMatchObject({ code: 'USAGE' });
  await expect(change('resize_image', await corners('long.png', 2000, 10), { height: 100 })).rejects.toMatchObject({ code: 'USAGE' });
});

test('animations, torn files and pictures of too many pixels are refused in words', async () => {
  const frame = (colour: string) => sharp({ create: { width: 8, height: 8, channels: 3, background: colour } }).png().toBuffer();
  const moving = at('moving.gif');
  await sharp([await frame('#f00'), await frame('#00f')], { join: { animated: true } }).gif().toFile(moving);
  await expect(change('resize_image', moving, { width: 4 })).rejects.toMatchObject({ code: 'INPUT_UNSUPPORTED', message: expect.stringContaining('2 pictures') as string });
  const whole = await sharp(await corners('torn-source.png', 600, 400)).jpeg().toBuffer();
  await writeFile(at('torn.jpg'), whole.subarray(0, whole.length / 2));
  await expect(change('turn_image', at('torn.jpg'), { degrees: 90 })).rejects.toMatchObject({ code: 'INPUT_CORRUPT' });
  await writeFile(at('words.png'), 'no picture');
  await expect(change('recolour_image', at('words.png'), {})).rejects.toMatchObject({ code: 'INPUT_CORRUPT' });
  await writeFile(at('vast.png'), pngHeader(30_000, 30_000));
  await expect(change('convert_image', at('vast.png'), { format: 'jpg' })).rejects.toMatchObject({ code: 'INPUT_TOO_LARGE' });
});

test('who has cancelled gets no picture', async () => {
  await expect(change('resize_image', await corners('late.png'), { width: 10 }, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
});

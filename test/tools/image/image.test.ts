import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { compareImages, cropped, dominantColours, drawMarks, isColourless, measureImage, nameColour, openImage, openPicture, rasterOf, readHeader } from '../../../src/tools/image/index.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'image-'))));
afterAll(() => rm(folder, { recursive: true }));

const plain = (width: number, height: number, background: string | { r: number; g: number; b: number; alpha: number }) => sharp({ create: { width, height, channels: 4, background } });
async function save(name: string, image: Sharp): Promise<string> {
  const path = join(folder, name);
  await image.toFile(path);
  return path;
}

function chunk(type: string, body: Buffer): Buffer {
  const tagged = Buffer.concat([Buffer.from(type), body]);
  const out = Buffer.alloc(8);
  out.writeUInt32BE(body.length, 0);
  out.writeUInt32BE(crc32 ? crc32(tagged) : 0, 4);
  return Buffer.concat([out.subarray(0, 4), tagged, out.subarray(4)]);
}

/** A valid PNG header that claims a size, with next to no data behind it. */
function bomb(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(1000))), chunk('IEND', Buffer.alloc(0))]);
}

test('a picture of 30,000×30,000 px is refused before it is decoded', async () => {
  const started = performance.now();
  await expect(openImage(bomb(30_000, 30_000))).rejects.toMatchObject({ code: 'INPUT_TOO_LARGE' });
  expect(performance.now() - started).toBeLessThan(2000);
});

test('empty and corrupt bytes are told apart', async () => {
  await expect(readHeader(new Uint8Array())).rejects.toMatchObject({ code: 'INPUT_EMPTY' });
  await expect(readHeader(Buffer.from('no picture at all'))).rejects.toMatchObject({ code: 'INPUT_CORRUPT' });
  await expect(readHeader(bomb(0, 0))).rejects.toMatchObject({ code: 'INPUT_CORRUPT' });
});

test('a truncated picture is an error when it is decoded', async () => {
  const whole = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).jpeg().toBuffer();
  await writeFile(join(folder, 'cut.jpg'), whole.subarray(0, whole.length / 2));
  const image = await openImage(join(folder, 'cut.jpg'));
  await expect(rasterOf(image)).rejects.toMatchObject({ code: 'INPUT_CORRUPT' });
});

test('transparency becomes white, grey becomes three channels, CMYK becomes sRGB, one pixel is enough', async () => {
  const clear = await rasterOf(await openImage(await save('clear.png', plain(2, 2, { r: 0, g: 0, b: 0, alpha: 0 }).png())));
  expect([...clear.data.subarray(0, 3)]).toEqual([255, 255, 255]);
  const grey = await rasterOf(await openImage(await save('grey.png', plain(4, 4, '#777').greyscale().png())));
  expect(grey.data).toHaveLength(48);
  const print = await rasterOf(await openImage(await save('print.jpg', plain(8, 8, '#f00').flatten().toColourspace('cmyk').jpeg())));
  expect(print.data).toHaveLength(192);
  expect(print.data[0]).toBeGreaterThan(150);
  expect(await readHeader(await save('dot.png', plain(1, 1, '#123').png()))).toMatchObject({ width: 1, height: 1 });
});

test('a picture that EXIF says lies on its side is set upright', async () => {
  const path = await save('side.jpg', plain(60, 20, '#fff').flatten().withMetadata({ orientation: 6 }).jpeg());
  expect(await readHeader(path)).toMatchObject({ width: 20, height: 60 });
  expect(await rasterOf(await openImage(path))).toMatchObject({ width: 20, height: 60 });
});

test('the first frame of an animation is looked at', async () => {
  const frames = await Promise.all(['#f00', '#00f'].map((colour) => plain(10, 10, colour).png().toBuffer()));
  const path = join(folder, 'moving.gif');
  await sharp(frames, { join: { animated: true } }).gif().toFile(path);
  expect((await dominantColours(path))[0]?.name).toBe('red');
});

test('colours have plain names', () => {
  const named = (([[255, 0, 0], [0, 0, 255], [0, 128, 0], [255, 255, 0], [255, 255, 255], [10, 10, 10], [128, 128, 128], [255, 140, 0], [139, 69, 19], [255, 182, 193], [128, 0, 128]] as const) as readonly (readonly [number, number, number])[]).map((rgb) => nameColour(...rgb));
  expect(named).toEqual(['red', 'blue', 'green', 'yellow', 'white', 'black', 'grey', 'orange', 'brown', 'pink', 'purple']);
});

test('an even area is told from one with a small mark', async () => {
  const blank = await save('blank.png', plain(800, 600, '#eee').png());
  const marked = await save('marked.png', plain(800, 600, '#eee').composite([{ input: await plain(20, 20, '#000').png().toBuffer(), left: 300, top: 300 }]).png());
  expect((await measureImage(blank)).tileDeviation).toBeLessThan(1);
  expect((await measureImage(marked)).tileDeviation).toBeGreaterThan(10);
});

test('the changed part of a picture is found, and equal pictures do not differ', async () => {
  const first = await save('a.png', plain(400, 300, '#fff').png());
  const second = await save('b.png', plain(400, 300, '#fff').composite([{ input: await plain(50, 50, '#000').png().toBuffer(), left: 300, top: 100 }]).png());
  expect(await compareImages(first, first)).toMatchObject({ mean: 0, changedShare: 0, regions: [], hashDistance: 0, sameSize: true });
  const { regions } = await compareImages(first, second);
  expect(regions).toHaveLength(1);
  expect(regions[0]?.x).toBeGreaterThanOrEqual(285);
  expect(regions[0]?.x).toBeLessThanOrEqual(300);
});

test('a crop outside of the picture is refused; labels with markup are drawn as text', async () => {
  const path = await save('c.png', plain(100, 80, '#fff').png());
  const open = await openPicture(path);
  expect(() => cropped(open, { x: 200, y: 0, width: 10, height: 10 })).toThrow(expect.objectContaining({ code: 'USAGE' }) as Error);
  expect((await cropped(open, { x: 90, y: 70, width: 50, height: 50 }).png().toBuffer({ resolveWithObject: true })).info).toMatchObject({ width: 10, height: 10 });
  await drawMarks(path, [{ box: { x: 10, y: 30, width: 40, height: 30 }, label: '<script>&"' }], join(folder, 'y.png'));
  expect((await compareImages(path, join(folder, 'y.png'))).changedShare).toBeGreaterThan(0.05);
});

test('a grey picture has no colour, one with a small red mark has', async () => {
  const grey = await sharp({ create: { width: 200, height: 200, channels: 3, background: '#777' } }).png().toBuffer();
  const red = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#c00' } }).png().toBuffer();
  await sharp(grey).toFile(join(folder, 'grey.png'));
  await sharp(grey).composite([{ input: red, left: 10, top: 10 }]).toFile(join(folder, 'red.png'));
  expect([await isColourless(join(folder, 'grey.png')), await isColourless(join(folder, 'red.png'))]).toEqual([true, false]);
});

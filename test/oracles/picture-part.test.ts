import sharp from 'sharp';
import { changedPictureOracles } from '../../src/oracles/changed-picture.js';
import { findPart } from '../../src/oracles/picture-part.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { oracleNamed } from './check.js';

const at = temporaryFolder();
const [WIDTH, HEIGHT] = [60, 40];
/** Every pixel has a colour of its own. */
const whole = { width: WIDTH, height: HEIGHT, data: Uint8Array.from({ length: WIDTH * HEIGHT * 4 }, (_, index) => [(index >> 2) % 251, (index >> 2) % 83, (index >> 2) % 17, 255][index % 4] ?? 0) };
const cut = (x: number, y: number, width: number, height: number) => ({ width, height, data: Uint8Array.from({ length: width * height * 4 }, (_, index) => whole.data[((y + Math.floor((index >> 2) / width)) * WIDTH + x + ((index >> 2) % width)) * 4 + (index % 4)] ?? 0) });

test.each([[0, 0, 60, 40], [7, 5, 20, 10], [59, 39, 1, 1], [0, 30, 60, 10], [40, 0, 20, 40]])('a part is found where it was cut out: %i, %i, %i × %i px', (x, y, width, height) => {
  expect(findPart(cut(x, y, width, height), whole)).toEqual({ x, y });
});

test('what was changed, is no part or is larger is not found, and a picture of one colour ends the search', () => {
  const changed = cut(7, 5, 20, 10);
  changed.data[(5 * 20 + 10) * 4] = 255 - (changed.data[(5 * 20 + 10) * 4] ?? 0);
  expect(findPart(changed, whole)).toBeUndefined();
  expect(findPart({ width: 61, height: 1, data: new Uint8Array(61 * 4) }, whole)).toBeUndefined();
  const plain = { width: 2000, height: 2000, data: new Uint8Array(2000 * 2000 * 4).fill(200) };
  expect(findPart({ width: 100, height: 100, data: new Uint8Array(100 * 100 * 4).fill(200) }, plain)).toEqual({ x: 0, y: 0 });
});

test('another picture is not taken for the object that was to be cut out of this one', async () => {
  await sharp(whole.data, { raw: { width: WIDTH, height: HEIGHT, channels: 4 } }).png().toFile(at('whole.png'));
  await sharp({ create: { width: 20, height: 10, channels: 3, background: 'blue' } }).png().toFile(at('blue.png'));
  await sharp(at('whole.png')).extract({ left: 7, top: 5, width: 20, height: 10 }).png().toFile(at('part.png'));
  const handle = (path: string) => ({ id: '0'.repeat(64), modality: 'image' as const, mime: 'image/png', bytes: 1, metadata: {}, path });
  const check = async (path: string, parameters: Record<string, unknown>) => (await oracleNamed(changedPictureOracles, 'cropped_as_asked').check({ port: 'image', modality: 'image', value: handle(path), tool: 'crop_image', inputs: [{ port: 'image', modality: 'image', value: handle(at('whole.png')) }], outputs: [], parameters, goal: '' }, {}, { signal: new AbortController().signal, models: {} as never, scratch: at('x') })).status;
  expect(await check(at('blue.png'), { object: 'dog' })).toBe('inconclusive');
  expect(await check(at('part.png'), { object: 'dog' })).toBe('pass');
  expect(await check(at('blue.png'), { region: 'left half', shape: '2:1' })).toBe('inconclusive');
  expect(await check(at('part.png'), { region: 'right third', shape: '2:1' })).toBe('fail');
});

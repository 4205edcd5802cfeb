import fc from 'fast-check';
import { boxHash, byteDifference, changedBoxes, chooseKernels, colourComponents, contourOf, dotProducts, hashDistance, kernelStatus, maskComponents, matrixOf, perceptualHash, tileDifference, tileHashes, topMatches, toPlanes, type RgbaFrame } from '../../src/kernels/index.js';

/** Without a compiler there are no native kernels; what concerns them is then skipped, and counted as skipped. */
const isBuilt = ((): boolean => {
  try {
    chooseKernels('native');
    return true;
  } catch {
    return false;
  }
})();
const withNative = isBuilt ? describe : describe.skip;

/** Runs the same work by both kinds. */
function both<T>(work: () => T): [native: T, typescript: T] {
  chooseKernels('native');
  const native = work();
  chooseKernels('typescript');
  return [native, work()];
}

/** Frames of a few colours, so that areas form; with rows that are longer than the picture. */
const frames = (most = 40): fc.Arbitrary<RgbaFrame> =>
  fc.record({ width: fc.integer({ min: 1, max: most }), height: fc.integer({ min: 1, max: most }), extra: fc.integer({ min: 0, max: 9 }), seed: fc.integer({ min: 0, max: 0x7fffffff }), colours: fc.integer({ min: 1, max: 5 }), noise: fc.boolean() }).map(({ width, height, extra, seed, colours, noise }) => {
    const stride = width * 4 + extra;
    let state = seed;
    const next = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 16;
    const data = new Uint8Array(height * stride);
    for (let i = 0; i < data.length; i += 1) data[i] = noise ? next() & 255 : (next() % colours) * (i % 4 === 3 ? 0 : 3);
    return { width, height, data, stride };
  });

const pair = frames().chain((before) => fc.array(fc.record({ at: fc.nat(before.data.length - 1), value: fc.integer({ min: 0, max: 255 }) }), { maxLength: 12 }).map((edits) => {
  const data = before.data.slice();
  for (const { at, value } of edits) data[at] = value;
  return [before, { ...before, data }] as const;
}));

/** Largest difference of two lists. */
const furthest = (a: Float32Array, b: Float32Array): number => a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);

withNative('native and TypeScript kernels give the same', () => {
  test('and each says which it is', () => {
    expect(both(() => kernelStatus().kind)).toEqual(['native', 'typescript']);
  });

  test('tile differences, changed boxes and hashes', () => {
    fc.assert(fc.property(pair, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 255 }), ([before, after], tile, tolerance) => {
      const [native, typescript] = both(() => [tileDifference(before, after, tile, tolerance), changedBoxes(before, after, tile, tolerance), tileHashes(after, tile), perceptualHash(after), byteDifference(before.data, after.data)]);
      expect(native).toEqual(typescript);
    }), { numRuns: 60 });
  });

  test('areas of one colour, groups of marks and their contours', () => {
    fc.assert(fc.property(frames(), fc.integer({ min: 0, max: 12 }), (frame, tolerance) => {
      const [native, typescript] = both(() => {
        const areas = colourComponents(frame, tolerance);
        const marks = maskComponents(Uint8Array.from(areas.labels, (label) => label % 2), frame.width, frame.height);
        return { areas, marks, contours: Array.from({ length: Math.min(marks.count, 5) }, (_, i) => [...contourOf(marks, i)]) };
      });
      expect(native).toEqual(typescript);
    }), { numRuns: 60 });
  });

  test('planes of floats, to the rounding of a float', () => {
    const options = fc.record({ width: fc.integer({ min: 1, max: 30 }), height: fc.integer({ min: 1, max: 30 }), x: fc.integer({ min: -20, max: 20 }), y: fc.integer({ min: -20, max: 20 }), part: fc.integer({ min: 1, max: 60 }), reversed: fc.boolean() });
    fc.assert(fc.property(frames(), options, (frame, { width, height, x, y, part, reversed }) => {
      const [native, typescript] = both(() => toPlanes({ ...frame, channels: 4 }, { width, height, part: { x: x / 3, y, width: part, height: part / 2 }, scale: [1 / 255, 2 / 255, -0.01], offset: [0, -1, 3], reversed }));
      expect(furthest(native, typescript)).toBeLessThan(1e-5);
    }), { numRuns: 60 });
  });

  test('dot products, to the rounding of a sum, and the best rows', () => {
    const numbers = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 40, maxLength: 400 });
    fc.assert(fc.property(numbers, fc.integer({ min: 1, max: 40 }), (values, dimension) => {
      const rows = { data: Float32Array.from(values.slice(0, values.length - (values.length % dimension))), dimension };
      const queries = { data: rows.data.slice(0, dimension * Math.min(2, rows.data.length / dimension)), dimension };
      const [native, typescript] = both(() => dotProducts(queries, rows));
      expect(furthest(native, typescript)).toBeLessThan(1e-4);
    }), { numRuns: 100 });
  });
});

describe.each(isBuilt ? (['native', 'typescript'] as const) : (['typescript'] as const))('%s kernels', (kind) => {
  beforeEach(() => chooseKernels(kind));

  const plain = (width: number, height: number): RgbaFrame => ({ width, height, data: new Uint8Array(width * height * 4).fill(255) });

  test('find a change to the tile, and none in equal frames', () => {
    const before = plain(100, 60);
    const after = { ...before, data: before.data.slice() };
    expect(changedBoxes(before, after, 8)).toEqual([]);
    after.data[(31 * 100 + 97) * 4] = 0;
    expect(changedBoxes(before, after, 8)).toEqual([{ x: 96, y: 24, width: 4, height: 8 }]);
    after.data[(31 * 100 + 97) * 4] = 252;
    expect(changedBoxes(before, after, 8, 3)).toEqual([]);
  });

  test('part a frame with a square ring into outside, ring and inside', () => {
    const frame = plain(20, 20);
    for (let i = 5; i < 15; i += 1) for (const [x, y] of [[i, 5], [i, 14], [5, i], [14, i]] as const) frame.data.set([0, 0, 0], (y * 20 + x) * 4);
    const areas = colourComponents(frame, 0);
    expect([...areas.areas]).toEqual([300, 36, 64]);
    expect([...areas.boxes.subarray(8)]).toEqual([6, 6, 14, 14]);
    expect([...areas.thickness]).toEqual([5, 1, 8]);
    expect(contourOf(areas, 1)).toHaveLength(36 * 2);
  });

  test('take a picture of one pixel', () => {
    const dot = plain(1, 1);
    expect(colourComponents(dot, 0).count).toBe(1);
    expect([...contourOf(maskComponents(Uint8Array.of(1), 1, 1), 0)]).toEqual([0, 0]);
    expect(perceptualHash(dot)).toBe(0n);
    expect([...toPlanes({ ...dot, channels: 4 }, { width: 2, height: 1, scale: [1, 1, 1], offset: [0, 0, 0] })]).toEqual([255, 255, 255, 255, 255, 255]);
  });

  test('find the same hash for the same pixels elsewhere, and a near hash for the same picture in another size', () => {
    const frame = plain(64, 64);
    for (let i = 0; i < 8; i += 1) for (const at of [10 * 64 + 10 + i, 40 * 64 + 30 + i]) frame.data.set([i * 9, 7, 7], at * 4);
    expect(boxHash(frame, { x: 9, y: 9, width: 12, height: 4 })).toBe(boxHash(frame, { x: 29, y: 39, width: 12, height: 4 }));
    const slope = (side: number): RgbaFrame => ({ width: side, height: side, data: Uint8Array.from({ length: side * side * 4 }, (_, i) => 127 + 120 * Math.sin((6 * ((i >> 2) % side)) / side + (3 * Math.floor((i >> 2) / side)) / side)) });
    expect(hashDistance(perceptualHash(slope(90)), perceptualHash(slope(200)))).toBeLessThanOrEqual(4);
  });

  test('rank rows by their products', () => {
    const rows = matrixOf([[1, 0], [0.6, 0.8], [0, 1]]);
    expect(topMatches(matrixOf([[0, 2]]), rows, 2).map((matches) => matches.map(({ row }) => row))).toEqual([[2, 1]]);
    expect(topMatches(matrixOf([[0, 2]]), rows, 0)).toEqual([[]]);
    expect(topMatches(matrixOf([]), rows, 3)).toEqual([]);
  });

  test.each([
    ['no width', () => colourComponents({ width: 0, height: 4, data: new Uint8Array(64) }, 0)],
    ['a broken width', () => tileHashes({ width: 2.5, height: 4, data: new Uint8Array(64) }, 8)],
    ['too little data', () => perceptualHash({ width: 5, height: 4, data: new Uint8Array(79) })],
    ['a stride below a row', () => colourComponents({ width: 4, height: 2, data: new Uint8Array(64), stride: 15 }, 0)],
    ['a huge size without data', () => colourComponents({ width: 1e6, height: 1e6, data: new Uint8Array(64) }, 0)],
    ['frames of two sizes', () => tileDifference(plain(4, 4), plain(4, 5), 8)],
    ['a tile of nothing', () => tileHashes(plain(4, 4), 0)],
    ['a tolerance above 255', () => colourComponents(plain(4, 4), 256)],
    ['a box outside', () => boxHash(plain(4, 4), { x: 2, y: 0, width: 3, height: 1 })],
    ['a mask of another length', () => maskComponents(new Uint8Array(15), 4, 4)],
    ['a component that is not there', () => contourOf(maskComponents(new Uint8Array(16), 4, 4), 0)],
    ['a result of no size', () => toPlanes({ ...plain(4, 4), channels: 4 }, { width: 0, height: 3, scale: [1, 1, 1], offset: [0, 0, 0] })],
    ['a part without end', () => toPlanes({ ...plain(4, 4), channels: 4 }, { width: 3, height: 3, part: { x: 0, y: 0, width: Infinity, height: 1 }, scale: [1, 1, 1], offset: [0, 0, 0] })],
    ['strings of two lengths', () => byteDifference(new Uint8Array(3), new Uint8Array(4))],
    ['vectors of two lengths', () => dotProducts(matrixOf([[1, 2]]), matrixOf([[1, 2, 3]]))],
  ])('refuse %s with a clear error', (_name, work) => {
    expect(work).toThrow(expect.objectContaining({ code: 'USAGE' }) as Error);
  });
});

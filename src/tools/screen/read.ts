import { throwIfAborted, type Box, type ModelClient, type OcrLine } from '../../core/index.js';
import { boxHash, strideOf, type RgbaFrame } from '../../kernels/index.js';
import type { Perception } from './schema.js';

export type Readings = Perception['readings'];

/** Readings of earlier frames that are kept, so that what comes back on the screen is known. */
const KEPT = 4096;
/** px between the pieces of one picture that is sent to be read. */
const GAP = 8;
/** What is no wider than this many times its height holds one or two letters; networks read those better several times in a row. */
const NARROW = 1.2;
const REPEATS = 3;
/** px; a picture that is sent is no wider or higher than about this. */
const SIDE = 4000;

export interface ReadOptions {
  readonly models: Pick<ModelClient, 'readLines'>;
  readonly signal?: AbortSignal | undefined;
  readonly known?: Readings | undefined;
}

/**
 * What stands in each box (device px, within the frame) as one line. Boxes whose pixels were read before are not read
 * again. Word boxes are device px of the frame.
 */
export async function readBoxes(frame: RgbaFrame, boxes: readonly Box[], options: ReadOptions): Promise<{ lines: OcrLine[]; readings: Readings }> {
  const hashes = boxes.map((box) => boxHash(frame, box));
  const readings = new Map(options.known);
  const unread = [...new Map(hashes.map((hash, i) => [hash, boxes[i] as Box])).entries()].filter(([hash]) => !readings.has(hash));
  for (const sheet of sheets(unread.map(([, box]) => box))) {
    throwIfAborted(options.signal);
    const pixels = copyPieces(frame, sheet);
    const { lines } = await options.models.readLines({ pixels, boxes: sheet.pieces.map(({ at }) => at) }, { signal: options.signal });
    sheet.pieces.forEach(({ index, from, at }, i) => {
      const { text: read, confidence, words } = lines[i] as OcrLine;
      const text = once(read, at.width / from.width);
      if (at.width > from.width) {
        readings.set((unread[index] as [string, Box])[0], { text, confidence, words: text === '' ? [] : [{ text, box: { x: 0, y: 0, width: from.width, height: from.height } }] });
        return;
      }
      readings.set((unread[index] as [string, Box])[0], { text, confidence, words: words.map((word) => ({ text: word.text, box: { ...word.box, x: word.box.x - at.x, y: word.box.y - at.y } })) });
    });
  }
  const lines = boxes.map((box, i): OcrLine => {
    const { text, confidence, words } = readings.get(hashes[i] as string) ?? { text: '', confidence: 0, words: [] };
    return { text, confidence, box, words: words.map((word) => ({ text: word.text, box: { ...word.box, x: word.box.x + box.x, y: word.box.y + box.y } })) };
  });
  return { lines, readings: youngest(readings, hashes) };
}

/** Those of this frame last, the oldest of the others dropped. */
function youngest(readings: Readings, used: readonly string[]): Readings {
  const recent = new Set(used);
  const entries = [...readings].filter(([hash]) => !recent.has(hash));
  return new Map([...entries.slice(Math.max(0, entries.length - KEPT)), ...[...readings].filter(([hash]) => recent.has(hash))]);
}

/** What was written `times` times in a row, once: the most frequent of the parts. */
function once(text: string, times: number): string {
  if (times === 1) return text;
  const letters = Array.from(text.replace(/\s/g, ''));
  const size = Math.max(1, Math.round(letters.length / times));
  const parts = Array.from({ length: Math.ceil(letters.length / size) }, (_, i) => letters.slice(i * size, (i + 1) * size).join(''));
  const count = (part: string): number => parts.filter((other) => other === part).length;
  return parts.reduce((best, part) => (count(part) > count(best) ? part : best), parts[0] ?? '');
}

interface Sheet {
  readonly width: number;
  readonly height: number;
  /** `index` of the box, `from` in the frame, `at` in the sheet. */
  readonly pieces: readonly { index: number; from: Box; at: Box }[];
}

/** Puts boxes below and beside one another into as few pictures as will do. */
function sheets(boxes: readonly Box[]): Sheet[] {
  const done: Sheet[] = [];
  let pieces: { index: number; from: Box; at: Box }[] = [];
  let [x, y, shelf, width] = [0, 0, 0, 0];
  const finish = (): void => {
    if (pieces.length > 0) done.push({ width, height: y + shelf, pieces });
    [pieces, x, y, shelf, width] = [[], 0, 0, 0, 0];
  };
  const sorted = boxes.map((from, index) => ({ from, index })).sort((a, b) => b.from.height - a.from.height);
  for (const { from, index } of sorted) {
    if (x > 0 && x + REPEATS * from.width > SIDE) [x, y, shelf] = [0, y + shelf + GAP, 0];
    if (pieces.length > 0 && y + from.height > SIDE) finish();
    const at = { x, y, width: from.width * (from.width <= NARROW * from.height ? REPEATS : 1), height: from.height };
    pieces.push({ index, from, at });
    x += at.width + GAP;
    width = Math.max(width, x);
    shelf = Math.max(shelf, from.height);
  }
  finish();
  return done;
}

function copyPieces(frame: RgbaFrame, { width, height, pieces }: Sheet): { width: number; height: number; channels: 4; data: Uint8Array } {
  const stride = strideOf(frame);
  const data = new Uint8Array(width * height * 4).fill(255);
  for (const { from, at } of pieces) {
    for (let y = 0; y < from.height; y += 1) {
      const start = (from.y + y) * stride + from.x * 4;
      for (let x = 0; x < at.width; x += from.width) data.set(frame.data.subarray(start, start + from.width * 4), ((at.y + y) * width + at.x + x) * 4);
    }
  }
  return { width, height, channels: 4, data };
}

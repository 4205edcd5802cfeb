import type { Raster } from '../raster.js';
import type { Glyph } from './ctc.js';
import type { Reading } from './recognizer.js';

/**
 * The network was trained on Chinese, which has no spaces, and leaves some out between English words. Its own doubt
 * (`spaceBefore`) and the white between two characters together say where words part. Gaps are px at a line height of 48.
 */
const SURE = 0.5;
/** From here on the network needs no support from the picture. */
const CERTAIN = 0.9;
/** Enough where the white is as wide as a word gap of this line. */
const LIKELY = 0.02;
/** A gap this many times the usual gap between letters parts words, when the network thinks it possible, and when not. */
const WIDE = 2.2;
const VERY_WIDE = 3;
const LEAST_WIDE_PX = 5;
const LEAST_VERY_WIDE_PX = 12;
/** Word gaps of one line differ no more than this from its narrow ones: to add a space, and to keep a likely one. */
const SAME_GAP = 0.75;
const ROUGHLY_SAME_GAP = 0.55;
/** When the usual gap is this part of the distance between characters, each character stands alone: `A B C`. */
const APART = 0.4;

/** Scripts that are written without spaces. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。「」《》]/u;
const CLOSING = /^[,.;:!?)\]}]$/;

/** For each glyph, whether a new word begins with it. */
export function findWordStarts({ glyphs, steps, pixels }: Reading): boolean[] {
  const pxPerStep = pixels.width / steps;
  const ink = inkColumns(pixels);
  const gaps = glyphs.map((glyph, i) => (i === 0 ? 0 : widestGap(ink, glyphs[i - 1] as Glyph, glyph, pxPerStep)));
  const inner = gaps.slice(1);
  const advance = (median(glyphs.slice(1).map((glyph, i) => glyph.step - (glyphs[i] as Glyph).step)) ?? 0) * pxPerStep;
  const apart = inner.length >= 3 && (median(inner) ?? 0) >= APART * advance;
  const letterGap = apart ? 0 : (median(inner.filter((_, i) => (glyphs[i + 1]?.spaceBefore ?? 0) < LIKELY)) ?? 0);
  // The lower quartile: in a menu or a table row the gaps between entries are wider than those between words.
  const sure = inner.filter((_, i) => (glyphs[i + 1]?.spaceBefore ?? 0) >= SURE).sort((a, b) => a - b);
  const wordGap = sure[(sure.length - 1) >> 2] ?? 0;
  const wide = Math.max(LEAST_WIDE_PX, letterGap * (wordGap > 0 ? 1.5 : WIDE), SAME_GAP * wordGap);
  const veryWide = Math.max(LEAST_VERY_WIDE_PX, letterGap * VERY_WIDE, SAME_GAP * wordGap);
  return glyphs.map(({ text, spaceBefore }, i) => {
    if (i === 0) return true;
    const gap = gaps[i] as number;
    if (spaceBefore >= SURE) return (spaceBefore >= CERTAIN && !CLOSING.test(text)) || gap >= (CLOSING.test(text) ? SAME_GAP : ROUGHLY_SAME_GAP) * wordGap;
    if (UNSPACED.test(text) || UNSPACED.test((glyphs[i - 1] as Glyph).text)) return false;
    return (spaceBefore >= LIKELY && gap >= wide) || gap >= veryWide;
  });
}

/** Which columns of a line hold ink: their spread of brightness is well above that of the emptiest columns. */
function inkColumns({ width, height, data }: Raster): boolean[] {
  // The line's own background is the median brightness: letters cover less than half of a line.
  const brightness = Array.from({ length: width * height }, (_, i) => 0.299 * (data[i * 3] as number) + 0.587 * (data[i * 3 + 1] as number) + 0.114 * (data[i * 3 + 2] as number));
  const sorted = brightness.toSorted((a, b) => a - b);
  const background = sorted[sorted.length >> 1] ?? 0;
  const contrast = Math.max(background - (sorted[Math.floor(sorted.length * 0.02)] ?? 0), (sorted[Math.floor(sorted.length * 0.98)] ?? 0) - background);
  // Above and below the letters a neighbouring line or a rule may reach in.
  const [top, bottom] = [Math.round(height * 0.12), Math.round(height * 0.88)];
  return Array.from({ length: width }, (_, x) => {
    for (let y = top; y < bottom; y += 1) if (Math.abs((brightness[y * width + x] as number) - background) > contrast * 0.35) return true;
    return false;
  });
}

/** Widest run of columns without ink between the peaks of two characters, px. */
function widestGap(ink: readonly boolean[], left: Glyph, right: Glyph, pxPerStep: number): number {
  let [run, widest] = [0, 0];
  for (let x = Math.round((left.step + 0.5) * pxPerStep); x <= Math.round((right.step + 0.5) * pxPerStep); x += 1) {
    run = ink[x] === false ? run + 1 : 0;
    widest = Math.max(widest, run);
  }
  return widest;
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

import type { Raster } from '../raster.js';
import type { Glyph } from './ctc.js';
import type { Reading } from './recognizer.js';

/**
 * The network was trained on Chinese, which has no spaces, and leaves some out between English words. Its own doubt
 * (`spaceBefore`) and the white between two characters together say where words part.
 */
const SURE = 0.5;
/** Enough where the white is as wide as a word gap of this line. */
const LIKELY = 0.02;
/** A gap this many times wider than the line's usual gap between letters parts words. */
const WIDE = 2.2;
/** px at a line height of 48: below this a gap is never wide, above that always. */
const LEAST_GAP = 5;
const CERTAIN_GAP = 26;

/** Scripts that are written without spaces. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。、；：！？（）「」《》]/u;

/** For each glyph, whether a new word begins with it. */
export function findWordStarts({ glyphs, steps, pixels }: Reading): boolean[] {
  const ink = inkColumns(pixels);
  const gaps = glyphs.map((glyph, i) => (i === 0 ? 0 : widestGap(ink, glyphs[i - 1] as Glyph, glyph, pixels.width / steps)));
  const letterGap = median(gaps.filter((_, i) => i > 0 && (glyphs[i]?.spaceBefore ?? 0) < LIKELY)) ?? 0;
  const wordGap = median(gaps.filter((_, i) => i > 0 && (glyphs[i]?.spaceBefore ?? 0) >= SURE));
  const wide = Math.max(LEAST_GAP, wordGap === undefined ? letterGap * WIDE : Math.max(letterGap * 1.5, 0.7 * wordGap));
  return glyphs.map((glyph, i) => {
    if (i === 0) return true;
    const previous = glyphs[i - 1] as Glyph;
    const gap = gaps[i] as number;
    if (glyph.spaceBefore >= SURE) return true;
    if (UNSPACED.test(glyph.text) || UNSPACED.test(previous.text)) return false;
    return (glyph.spaceBefore >= LIKELY && gap >= wide) || gap >= Math.max(CERTAIN_GAP, letterGap * 3);
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

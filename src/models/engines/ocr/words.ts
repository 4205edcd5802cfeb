import type { OcrLine, OcrWord } from '../../../core/index.js';
import type { Raster } from '../raster.js';
import type { Glyph } from './ctc.js';
import { boundingBox, slice, type Rectangle } from './rectangle.js';
import type { Reading } from './recognizer.js';
import { findWordStarts } from './spaces.js';

/** One line as the wire carries it, or undefined when nothing was read. Word boxes are as exact as the time steps: about a sixth of the line's height. */
export function lineOf(reading: Reading, rectangle: Rectangle, image: Raster): OcrLine | undefined {
  const { glyphs, steps } = reading;
  if (glyphs.length === 0) return undefined;
  const starts = findWordStarts(reading);
  const groups: Glyph[][] = [];
  glyphs.forEach((glyph, i) => (starts[i] ? groups.push([glyph]) : groups.at(-1)?.push(glyph)));
  const pxPerStep = rectangle.width / steps;
  const words = groups.map((group, i): OcrWord => {
    const left = edge(groups[i - 1]?.at(-1), group[0], 0);
    const right = edge(group.at(-1), groups[i + 1]?.[0], steps);
    const part = slice(rectangle, Math.max(0, left) * pxPerStep, Math.min(steps, right) * pxPerStep);
    return { text: mendWord(group.map(({ text }) => text).join('')), box: boundingBox(part, image.width, image.height) };
  });
  return {
    text: words.map(({ text }) => text).join(' '),
    box: boundingBox(rectangle, image.width, image.height),
    confidence: glyphs.reduce((sum, { confidence }) => sum + confidence, 0) / glyphs.length,
    words,
  };
}

/**
 * Two things that the network is known to get wrong whatever the font: a capital O at the start of a word read as zero,
 * and one of two equal characters lost where decoding joins repeats, as in the `//` of an address.
 */
function mendWord(word: string): string {
  return word.replace(/^(\P{L}*)0(?=\p{Ll}{2,}\P{L}*$)/u, '$1O').replace(/^(https?|ftp|file):\/(?!\/)/, '$1://');
}

/** Where one word ends and the next begins: half-way between their outer characters; at an end of the line, that end. */
function edge(left: Glyph | undefined, right: Glyph | undefined, end: number): number {
  return left && right ? (left.step + right.step + 1) / 2 : end;
}

import type { Box, OcrLine, OcrWord } from '../../core/index.js';

/** A piece of a line that belongs together. */
export interface Line {
  readonly text: string;
  readonly box: Box;
  /** 0 to 1 */
  readonly confidence: number;
  readonly words: readonly OcrWord[];
}

/** White this many line heights wide parts columns; word boxes are rough, so that this is generous. */
const COLUMN_GAP = 1.6;

/** Splits a line where the white between two words is as wide as between columns. */
export function splitAtGaps(line: OcrLine): Line[] {
  if (line.words.length < 2) return [line];
  const pieces: OcrWord[][] = [];
  line.words.forEach((word, i) => {
    const previous = line.words[i - 1];
    if (previous && whiteBetween(previous, word) <= COLUMN_GAP * line.box.height) pieces.at(-1)?.push(word);
    else pieces.push([word]);
  });
  if (pieces.length === 1) return [line];
  return pieces.map((words) => {
    const [first, last] = [words[0] as OcrWord, words.at(-1) as OcrWord];
    const box = { ...line.box, x: first.box.x, width: last.box.x + last.box.width - first.box.x };
    return { text: words.map(({ text }) => text).join(' '), box, confidence: line.confidence, words };
  });
}

/** px of white: neighbouring boxes may share the white between them, so a word also takes no more room than its letters need. */
function whiteBetween(left: OcrWord, right: OcrWord): number {
  const letterWidth = Math.min(left.box.width / Math.max(1, left.text.length), right.box.width / Math.max(1, right.text.length));
  const room = right.box.x + right.box.width - left.box.x;
  return Math.max(right.box.x - left.box.x - left.box.width, room - (left.text.length + right.text.length) * letterWidth * 1.3);
}

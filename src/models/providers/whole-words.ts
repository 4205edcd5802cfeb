import type { TranscriptWord } from '../../core/index.js';

/**
 * Recognisers time pieces of words ("12" and ".5%", "555" and "-0142"). Pieces between which the segment's text has no
 * white space become one word again, with the time from the first to the last and the lowest probability. Pieces that are
 * not found in the text, in order, stay words of their own.
 */
export function wholeWords(text: string, pieces: readonly TranscriptWord[]): TranscriptWord[] {
  const words: TranscriptWord[] = [];
  let end = 0;
  for (const piece of pieces) {
    const at = piece.text === '' ? -1 : text.indexOf(piece.text, end);
    const last = words.at(-1);
    const joined = last !== undefined && at === end && end > 0;
    if (joined) words[words.length - 1] = { text: last.text + piece.text, startMs: last.startMs, endMs: piece.endMs, probability: Math.min(last.probability, piece.probability) };
    else words.push(piece);
    // A piece far ahead is a chance match: the text between would be lost.
    if (at >= end && text.slice(end, at).trim() === '') end = at + piece.text.length;
  }
  return words;
}

import { around } from '../ocr/index.js';
import type { Draft, ReadLine } from './draft.js';
import { chroma, distance, type Rgb } from './segment.js';

/** Inks that differ by more (0 to 765) part a line into pieces. */
const OTHER_INK = 150;
/** A link's ink has at least this much colour (0 to 255), and blue as its strongest channel. */
const LINK_CHROMA = 70;

/** A line of text as elements: pieces of one ink; blue or underlined ones are links. */
export function textDrafts(line: ReadLine): Draft[] {
  const pieces: ReadLine['words'][number][][] = [];
  for (const word of line.words) {
    const previous = pieces.at(-1)?.at(-1);
    if (previous && (isLink(previous) === isLink(word)) && distance(previous.ink, word.ink) <= OTHER_INK) pieces.at(-1)?.push(word);
    else pieces.push([word]);
  }
  // A star or an arrow alone is a sign to press, not text to read.
  if (/^[\p{So}\p{Sm}]$/u.test(line.text)) return [{ kind: 'icon', box: line.box, text: line.text, state: {}, fill: line.ink, confidence: line.confidence }];
  return pieces.map((words) => {
    const [first] = words as [ReadLine['words'][number], ...ReadLine['words']];
    const ink = words.reduce((strongest, word) => (chroma(word.ink) > chroma(strongest) ? word.ink : strongest), first.ink);
    return { kind: isLink(first) ? 'link' : 'text', box: around(words.map(({ box }) => box)), text: words.map(({ text }) => text).join(' '), state: {}, fill: ink, confidence: line.confidence };
  });
}

function isLink({ ink, underlined }: { readonly ink: Rgb; readonly underlined: boolean }): boolean {
  const [red, green, blue] = ink;
  return underlined || (chroma(ink) >= LINK_CHROMA && blue > red + 30 && blue > green + 20);
}

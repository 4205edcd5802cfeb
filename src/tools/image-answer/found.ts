import { cannotTell, counted, OBJECT_LABELS, pluralOf, saysMoreThanSeen, type ImageFacts } from '../image/index.js';
import type { Asked } from './things.js';

export type Seen = ImageFacts['objects'][number];

export function seenAs({ labels, colour, place }: Asked, facts: ImageFacts): Seen[] {
  return facts.objects.filter((object) => labels?.includes(object.label) === true && (colour === undefined || object.colours.includes(colour)) && (place === undefined || object.place.includes(place))).sort((a, b) => middleOf(a) - middleOf(b));
}

/** px from the left edge of the picture. */
export function middleOf({ box }: Seen): number {
  return box.x + box.width / 2;
}

/** `2 dogs`; of a word for several classes each of them: `3 animals (2 dogs, 1 horse)`. */
export function told(asked: Asked, found: readonly Seen[]): string {
  const each = eachLabel(found, asked.colour === undefined ? '' : `${asked.colour} `);
  return !saysMoreThanSeen(asked.word) && (asked.labels?.length ?? 0) > 1 && found.length > 1 ? `${found.length} ${isPlural(asked.word) ? asked.word : pluralOf(asked.word)} (${each})` : each;
}

/** `2 dogs, 1 horse`, with a colour before each. */
export function eachLabel(found: readonly Seen[], colour = ''): string {
  return [...new Set(found.map(({ label }) => label))].map((label) => counted(found.filter((one) => one.label === label).length, label).replace(' ', ` ${colour}`)).join(', ');
}

/** Where they are, each place once, from the left. */
export function placesOf(found: readonly Seen[]): string {
  return [...new Set(found.map(({ place }) => place))].join(' and ');
}

export function spoken({ colour, word }: Asked): string {
  return colour === undefined ? word : `${colour} ${word}`;
}

/** Whether an English word for things of the detector takes "are". */
export function isPlural(word: string): boolean {
  return !OBJECT_LABELS.includes(word) && /(?:s|people|men|children|cattle|geese)$/.test(word);
}

/** What is not known of the things that were found: whether a limit holds, whether they are what was asked for, and which are meant where it speaks of more or fewer. */
export function openOf({ word, limit, number }: Pick<Asked, 'word' | 'limit' | 'number'>, found: readonly Seen[]): string[] {
  if (found.length === 0) return [];
  const [they, is] = found.length === 1 ? ['it', 'is'] : ['they', 'are'];
  return [
    ...(saysMoreThanSeen(word) ? [cannotTell(`whether ${they} ${is} what is called “${word}”: the detector sees ${[...new Set(found.map(({ label }) => pluralOf(label)))].join(', ')}`)] : []),
    ...(number === undefined || number === found.length ? [] : [cannotTell(`which are meant: the question speaks of ${String(number)}, and ${String(found.length)} ${found.length === 1 ? 'was' : 'were'} found`)]),
    ...(limit === undefined ? [] : [cannotTell(`${found.length === 1 ? 'whether this holds of it' : 'of which of them this holds'}: “${limit}”`)]),
  ];
}

/** A sentence with what is left open behind it. */
export function withOpen(sentence: string, asked: Asked, found: readonly Seen[]): string {
  return [sentence, ...openOf(asked, found)].join(' ');
}

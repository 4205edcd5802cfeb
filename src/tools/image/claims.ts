import { distance } from 'fastest-levenshtein';
import { COLOUR_NAMES } from './colours.js';
import type { ImageFacts } from './facts.js';
import { counted, objectMentions } from './object-words.js';

/** Something that a text says about an image and that its facts do not carry. */
export interface ImageClaim {
  readonly kind: 'object' | 'count' | 'absence' | 'text' | 'colour';
  readonly claim: string;
  /** What the facts say instead. */
  readonly known: string;
}

/** How alike a quotation and what OCR read must be, 0 to 1. */
const SAME_TEXT = 0.75;

/**
 * Every object, count, quoted text and colour in a text that detection, OCR and colours of the image do not carry. Only
 * words of the detector's vocabulary count as objects. Plain English texts.
 */
export function ungroundedImageClaims(text: string, facts: ImageFacts): ImageClaim[] {
  const read = facts.texts.map((block) => block.text).join(' ');
  return [...(facts.missing.includes('objects') ? [] : objectClaims(text, facts, read.toLowerCase())), ...(facts.missing.includes('texts') ? [] : quoteClaims(text, read)), ...colourClaims(text, facts, read), ...attributedColours(text, facts)];
}

function objectClaims(text: string, facts: ImageFacts, read: string): ImageClaim[] {
  const seen = facts.counts.length === 0 ? 'nothing that the detector knows' : facts.counts.map(({ label, count }) => counted(count, label)).join(', ');
  return objectMentions(text).flatMap(({ word, labels, count, negated }): ImageClaim[] => {
    const found = facts.counts.filter(({ label }) => labels.includes(label)).reduce((sum, { count: number }) => sum + number, 0);
    if (negated) return found > 0 ? [{ kind: 'absence', claim: `no ${word}`, known: seen }] : [];
    if (found === 0) return read.includes(word.toLowerCase()) ? [] : [{ kind: 'object', claim: word, known: seen }];
    // "A dog" does not say that there is no other one.
    return count === undefined || count === found || (count === 1 && found > 1) ? [] : [{ kind: 'count', claim: `${String(count)} ${word}`, known: seen }];
  });
}

function quoteClaims(text: string, read: string): ImageClaim[] {
  return [...text.matchAll(/["“«]([^"“”«»]{2,})["”»]/g)].flatMap(([, quote = '']) => (similarityWithin(quote, read) >= SAME_TEXT ? [] : [{ kind: 'text' as const, claim: quote, known: read.slice(0, 200) }]));
}

function colourClaims(text: string, facts: ImageFacts, read: string): ImageClaim[] {
  const known = new Set<string>([...facts.colours.map(({ name }) => name), ...facts.objects.flatMap(({ colours }) => colours)]);
  const said = text.replace(/["“«][^"“”«»]*["”»]/g, ' ').replace(/\bgray\b/gi, 'grey').toLowerCase();
  const fruit = facts.counts.some(({ label }) => label === 'orange');
  return COLOUR_NAMES.filter((name) => new RegExp(`\\b${name}\\b`).test(said) && !known.has(name) && !read.toLowerCase().includes(name) && !(name === 'orange' && fruit)).map((name) => ({ kind: 'colour' as const, claim: name, known: [...known].join(', ') }));
}

/** A colour right before a thing ("a green dog") must be one of that thing, not only somewhere in the picture. */
function attributedColours(text: string, facts: ImageFacts): ImageClaim[] {
  return objectMentions(text).flatMap(({ word, labels, index }): ImageClaim[] => {
    const found = facts.objects.filter(({ label }) => labels.includes(label));
    if (found.length === 0) return [];
    const before = text.slice(0, index).replace(/\bgray\b/gi, 'grey').toLowerCase();
    const own = new Set<string>(found.flatMap(({ colours }) => colours));
    const said = (/((?:\b[a-z]+(?:,| and|-and-|-)?\s*){1,4})$/.exec(before)?.[1] ?? '').match(/[a-z]+/g) ?? [];
    const near = said.slice(said.findLastIndex((token) => /^(?:an?|the|of|with|is|are|in|on|near|by)$/.test(token)) + 1);
    return COLOUR_NAMES.filter((name) => near.includes(name) && !own.has(name)).map((name) => ({ kind: 'colour' as const, claim: `${name} ${word}`, known: own.size > 0 ? `${word}: ${[...own].join(', ')}` : `no colour of the ${word} is known` }));
  });
}

/** Comparable form: lower case, without accents (OCR loses many), letters and digits only. */
export function plainText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/ß/g, 'ss').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** How well `wanted` occurs somewhere in `text`, 0 to 1: 1 minus the edit distance to its best window over its length. */
export function similarityWithin(wanted: string, text: string): number {
  const needle = plainText(wanted).replace(/ /g, '');
  const hay = plainText(text).replace(/ /g, '').slice(0, 50_000);
  if (needle === '') return 1;
  if (hay.includes(needle)) return 1;
  let best = 0;
  for (let start = 0; start <= Math.max(0, hay.length - needle.length); start += 1) {
    best = Math.max(best, 1 - distance(needle, hay.slice(start, start + needle.length)) / needle.length);
  }
  return best;
}

import { findAddresses, findProperNames } from './names.js';
import { findQuantities, sameQuantity } from './quantities.js';
import { splitSentences } from './sentences.js';
import { contentStems } from './stems.js';
import { countWords, normalizeText } from './words.js';
import { cosine, weighPassages, type Passage } from './salience.js';
import type { Embed } from './grounding/ground.js';

/** said: the text has it; open: other words may stand for it; left out: nothing of the text is about it. */
export type Said = 'said' | 'open' | 'left out';

/** A passage of a source, seen from a text that was made of it. */
export interface CoveredPassage extends Passage {
  readonly said: Said;
  /** 0 to 1: how well the nearest words of the text carry it. */
  readonly fit: number;
  /** Numbers, dates, names and addresses of it that the text has nowhere. */
  readonly lost: readonly string[];
  /** The text says what the passage says only under a condition, without one. */
  readonly lostCondition: boolean;
}

/** Fits from which on a passage counts as said, and below which as left out. Chosen on the development half of bench/oracles. */
const FIT = { said: 0.5, leftOut: 0.42 };
/** Without embeddings a passage may be told in quite other words: one that lost nothing which can be looked up counts as left out from nowhere, and as said from here on. */
const FIT_BY_WORDS = { said: 0.1, leftOut: 0.25 };
/** A passage that another one stands nearer to in the text has no sentence of its own there. */
const OWN_SHARE = 0.85;

/** Words by which a source sets a condition, and words by which another text may set the same one. */
const SETS_CONDITION = /\b(?:if|unless|only|provided|as long as|except|in case|should (?:you|that|there|it|they|he|she|i|we)|otherwise|whether|whoever|wenn|falls|nur|sofern|si|sauf|seulement|solo|sólo|salvo)\b/i;
const MAY_SET_CONDITION = new RegExp(`${SETS_CONDITION.source}|\\b(?:when|once|until|before|after|without|with|who|those|anyone|everyone|for|or|but|sobald|bis|wer|quand|qui|cuando|quien)\\b`, 'i');

/** Holds each passage of a source against a text in the same language. */
export async function coverPassages(text: string, source: string, { embed, focus, language = 'en' }: { readonly embed?: Embed | undefined; readonly focus?: string | undefined; readonly language?: string } = {}): Promise<CoveredPassage[]> {
  const passages = await weighPassages(source, { embed, focus });
  const windows = windowsOf(splitSentences(text, language));
  const vectors = embed && windows.length > 0 ? await embed([...passages.map((passage) => passage.text), ...windows]) : undefined;
  const stems = windows.map((window) => new Set(contentStems(window, language)));
  const fits = passages.map((passage, index) => {
    const own = new Set(contentStems(passage.text, language));
    return stems.map((held, at) => {
      const words = own.size === 0 ? 1 : [...own].filter((stem) => held.has(stem)).length / own.size;
      return vectors ? (words + Math.max(0, cosine(vectors[index], vectors[passages.length + at]))) / 2 : words;
    });
  });
  /** How well each window carries the passage that it carries best. */
  const most = windows.map((_, at) => fits.reduce((top, other) => Math.max(top, other[at] ?? 0), 0));
  const has = holderOf(text);
  return passages.map((passage, index): CoveredPassage => {
    const own = fits[index] ?? [];
    const fit = own.reduce((one, other) => Math.max(one, other), 0);
    const nearest = own.indexOf(fit);
    // Where all its windows are nearer to other passages, what is alike in them is the subject only.
    const isOwn = own.some((value, at) => value >= (embed ? FIT.leftOut : FIT_BY_WORDS.said) && value >= OWN_SHARE * (most[at] ?? 0));
    const lost = has.lost(passage.text, language);
    const said = embed ? saidByMeaning(fit, isOwn) : saidByWords(fit, isOwn, lost);
    const around = windows[nearest] ?? '';
    return { ...passage, fit: Math.round(fit * 100) / 100, said, lost, lostCondition: said === 'said' && SETS_CONDITION.test(passage.text) && !MAY_SET_CONDITION.test(around) };
  });
}

function saidByMeaning(fit: number, isOwn: boolean): Said {
  if (fit >= FIT.said && isOwn) return 'said';
  return fit < FIT.leftOut || (!isOwn && fit < FIT.said) ? 'left out' : 'open';
}

function saidByWords(fit: number, isOwn: boolean, lost: readonly string[]): Said {
  if (lost.length > 0 && fit < FIT_BY_WORDS.leftOut) return 'left out';
  return fit >= FIT_BY_WORDS.said && isOwn ? 'said' : 'open';
}

/** Sentences, and each with its successor: what one sentence says another text may say in two. */
function windowsOf(sentences: readonly string[]): string[] {
  return [...sentences, ...sentences.slice(0, -1).map((sentence, index) => `${sentence} ${sentences[index + 1] ?? ''}`)];
}

/** Looks up what can be compared letter by letter or by value. */
function holderOf(text: string): { lost: (passage: string, language: string) => string[] } {
  const quantities = findQuantities(text);
  const plain = normalizeText(text);
  return {
    lost: (passage, language) => {
      const addresses = findAddresses(passage);
      const bare = addresses.reduce((rest, address) => rest.replace(address, ' '), passage);
      const names = language === 'de' ? [] : findProperNames(bare, language).filter(({ index, words }) => index > 0 || words.length > 1);
      return [
        ...addresses.filter((address) => !plain.includes(normalizeText(address))),
        ...findQuantities(bare).filter((quantity) => !quantities.some((other) => sameQuantity(quantity, other))).map((quantity) => quantity.text),
        // Of a name any part tells who is meant.
        ...names.filter(({ words }) => !words.some((word) => plain.includes(normalizeText(word).replace(/'s$/, '')))).map((name) => name.text),
      ];
    },
  };
}

/** all: every statement, as in a text that is written anew; main: what the source stresses, as in a summary. */
export type CoverageLevel = 'all' | 'main';

/** What a text was to keep to; whoever shortens must leave something out. */
export interface CoverageLimits {
  readonly sentences?: number | undefined;
  readonly words?: number | undefined;
  readonly items?: number | undefined;
  /** What was to be done with the source, in the user's words. */
  readonly instruction?: string | undefined;
}

/** Words of an instruction that ask for a part of the text, English. */
const SHORTENS = /\b(?:short(?:er|en|ened)?|brief(?:ly)?|condensed?|compact|concise(?:ly)?|summar\w+|sum(?:med)? up|headline|title|subject line|slogan|caption|teaser|main points?|key points?|gist|essence|message|post|tweet|advert\w*|only|just|without|leave out|drop|omit)\b/i;
/** Words of an instruction that make another text of it, which need not tell what the source tells, English. */
const BECOMES = /\b(?:repl(?:y|ies)|answers?|respon(?:d|se)|questions?|quiz|poems?|songs?|lyrics|rhymes?|limerick|haiku|story|jokes?|dialogue|sketch)\b/i;
/** Words of a sentence or an item, where only their number is limited. */
const WORDS_A_SENTENCE = 22;
/** Sentences of a summary where nothing limits it. */
const USUAL_SENTENCES = 3;
/** A text that may be this much of its source, as a share, has room for everything. */
const ROOM_FOR_ALL = 0.8;
/** What must be kept fills at most this share of the room, and at most this share of the source. */
const KEY_ROOM = 0.7;
const KEY_SHARE = 0.4;

/** Words that the text may have; `undefined` where there is room for all of the source. */
function roomFor(level: CoverageLevel, { words, sentences, items, instruction = '' }: CoverageLimits, sourceWords: number): number | undefined {
  const limit = words ?? (sentences === undefined && items === undefined ? undefined : (sentences ?? items ?? 0) * WORDS_A_SENTENCE);
  if (level === 'main') return limit ?? USUAL_SENTENCES * WORDS_A_SENTENCE;
  if (limit !== undefined) return limit >= ROOM_FOR_ALL * sourceWords ? undefined : limit;
  return SHORTENS.test(instruction) ? sourceWords / 2 : undefined;
}

/**
 * The passages of a source that a text within limits must keep, the weightiest first: all sentences where there is room for them, else
 * those that weigh most and fill a good part of the room, one at least; none where the instruction makes another text of it ("a reply").
 */
export function passagesToKeep<P extends Passage>(passages: readonly P[], level: CoverageLevel, limits: CoverageLimits): { readonly keep: readonly P[]; readonly isAll: boolean; readonly isOther: boolean } {
  if (level === 'all' && BECOMES.test(limits.instruction ?? '')) return { keep: [], isAll: false, isOther: true };
  const sourceWords = countWords(passages.map(({ text }) => text).join(' '));
  const sentences = passages.filter(({ kind }) => kind === 'sentence').sort((one, other) => other.weight - one.weight);
  const room = roomFor(level, limits, sourceWords);
  if (room === undefined) return { keep: sentences, isAll: true, isOther: false };
  const most = Math.min(KEY_ROOM * room, KEY_SHARE * sourceWords);
  const keep: P[] = [];
  let words = 0;
  for (const passage of sentences) {
    words += countWords(passage.text);
    if (keep.length > 0 && words > most) break;
    keep.push(passage);
  }
  return { keep, isAll: false, isOther: false };
}

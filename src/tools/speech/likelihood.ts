import { VouchError, type ModelClient } from '../../core/index.js';
import { comparisonWords } from './comparison.js';
import { NEGATIONS } from './decisive.js';
import type { Hearing } from './hearing.js';
import { wordsOf } from './transcript.js';
import type { WordDifference } from './word-error-rate.js';

/** Recognisers hear half a minute at once. */
const LONGEST_MS = 30_000;
/** What is heard beside a segment, whose times are rough. */
const MARGIN_MS = 500;
/** What differs in more places, or in more words at one, is another text and not a few words that were misheard. */
const MOST_PLACES = 16;
const MOST_WORDS = 12;

/** Nats: see `doubtOf`. Chosen on the development half of `bench/oracles`, where clear speech was misheard by 5.9 at most (7.6 three words in a row), and other words were said by 9.9 at least. */
const DOUBT_OF_WORD = 7;
const DOUBT_OF_NEXT = 1.5;
/** Numbers that sound alike are told apart by less, 5.8 at least but for one of 24, and so is a "not" from none: 7.3. */
const DOUBT_OF_DECISIVE = 4;

/** Differences that follow one another without a word between, and a window of the recording written out both ways. */
export interface DoubtfulPlace {
  readonly differences: readonly WordDifference[];
  /** Words that differ there, added ones among them. */
  readonly words: number;
  /** Something was heard there, and neither is a number. */
  readonly isOtherWord: boolean;
  readonly window: Window;
  /** All words of the window, with what was heard at this place. */
  readonly heard: readonly string[];
  /** The same with what should be said there. */
  readonly expected: readonly string[];
}

/** A part of a recording that is scored at once; without times it is the whole. */
interface Window {
  readonly startMs?: number;
  readonly endMs?: number;
  /** Its first of the heard words, and the first behind it. */
  readonly from: number;
  readonly to: number;
}

/**
 * The places of some differences of a hearing. Words that were only added are left out: a text that leaves said words out stays likely,
 * as recognisers pass over words, too.
 */
export function doubtfulPlaces(hearing: Hearing, expected: string, differences: readonly WordDifference[]): DoubtfulPlace[] {
  const texts = { heard: new Edges(hearing.words.map(({ text }) => text.trim())), expected: new Edges(expected.split(/\s+/).filter((word) => word !== '')) };
  const isMeant = (each: WordDifference): boolean => differences.some((one) => isSame(one, each));
  const stretches = stretchesOf(hearing.result.differences)
    .map((stretch) => ({ ...stretch, words: stretch.differences.length, differences: withoutAdded(stretch.differences).filter(isMeant) }))
    .filter((stretch) => stretch.differences.some(({ kind }) => kind !== 'insertion'));
  return stretches.length > MOST_PLACES || hearing.words.length === 0 ? [] : windowsOf(hearing).flatMap((window) => placesWithin(window, stretches, texts));
}

/** "in need" for "indeed" is one word misheard as two; what is more than that, or a negation, was added. */
function withoutAdded(differences: readonly WordDifference[]): WordDifference[] {
  const others = differences.filter(({ kind }) => kind !== 'insertion');
  const isSplit = differences.length <= 2 * others.length && !differences.some(({ kind, heard }) => kind === 'insertion' && NEGATIONS.has(heard));
  return isSplit ? [...differences] : others;
}

function placesWithin(window: Window, stretches: readonly (Stretch & { readonly words: number })[], { heard, expected }: { heard: Edges; expected: Edges }): DoubtfulPlace[] {
  return stretches.flatMap(({ differences, words, expectedFrom, expectedTo, heardFrom, heardTo }): DoubtfulPlace[] => {
    const [from, to] = [heard.at(heardFrom), heard.behind(heardTo)];
    if (words > MOST_WORDS) return [];
    if (from < window.from || to > window.to || (from === window.to && window.to < heard.words.length)) return [];
    const written = (instead: readonly string[]): string => replaced(heard.words.slice(window.from, window.to), from - window.from, to - window.from, instead);
    const wanted = expected.words.slice(expected.at(expectedFrom), expected.behind(expectedTo)).map(bare);
    // A written word may be more than what differs: of "78%", "78" alone.
    const around = (forms: readonly string[]): string[] => [...heard.forms.slice(heard.formsBefore(from), heardFrom), ...forms, ...heard.forms.slice(heardTo, heard.formsBefore(to))];
    return [{
      differences, words, window,
      isOtherWord: heardTo > heardFrom && !differences.some(({ expected: word, heard: other }) => /\d/.test(word + other)),
      heard: distinct([heard.words.slice(window.from, window.to).join(' '), written(around(heard.forms.slice(heardFrom, heardTo)))]),
      // As the text has it, and as it is compared: numbers in digits, which recognisers write.
      expected: distinct([written(wanted), written(around(expected.forms.slice(expectedFrom, expectedTo)))]),
    }];
  });
}

/**
 * How much likelier the heard words are than those that should be said, for one recogniser, in nats, one number a place: by the
 * probabilities of all words of the window, the better way of writing each. Rare words such as names are unlikely before anything is
 * heard; where one word stands for another, the sound decides: what the two differ by without it is taken off where that speaks for the
 * expected one. (Of a text that is shorter or has other digits silence tells nothing.) Undefined where the model's server only tells what it hears.
 */
export async function likelierBy(places: readonly DoubtfulPlace[], { models, path, language, model, signal }: { models: ModelClient; path: string; language: string; model: string; signal: AbortSignal }): Promise<number[] | undefined> {
  if (!models.scoreSpeech) return undefined;
  const found = new Map<DoubtfulPlace, number>();
  try {
    for (const window of new Set(places.map((place) => place.window))) {
      const within = places.filter((place) => place.window === window);
      const texts = distinct(within.flatMap(({ heard, expected }) => [...heard, ...expected]));
      const { logProbabilities, priorLogProbabilities } = await models.scoreSpeech({ path, language, texts, startMs: window.startMs, endMs: window.endMs }, { signal, model });
      const gap = ({ heard, expected }: DoubtfulPlace, likely: readonly number[]): number => {
        const best = (ways: readonly string[]): number => Math.max(...ways.map((way) => likely[texts.indexOf(way)] ?? -Infinity));
        return best(heard) - best(expected);
      };
      for (const place of within) {
        const prior = place.isOtherWord ? gap(place, priorLogProbabilities) : 0;
        found.set(place, gap(place, logProbabilities) - Math.max(0, prior));
      }
    }
  } catch (error) {
    if (VouchError.is(error) && error.code === 'MEDIA_UNSUPPORTED') return undefined;
    throw error;
  }
  return places.map((place) => found.get(place) ?? Infinity);
}

/**
 * Differences that are a recogniser's doubt (`said`), and those that are none (`unlikely`): `likelier` has for each recogniser how much
 * likelier it finds what was heard, one number a place. The one that doubts most decides. What is in no place is in neither list.
 */
export function toldApart<T extends WordDifference>(differences: readonly T[], places: readonly DoubtfulPlace[], likelier: readonly (readonly number[])[]): { said: T[]; unlikely: T[] } {
  const judged = places.map((place, index) => ({ place, isSaid: Math.min(...likelier.map((each) => each[index] ?? Infinity)) <= doubtOf(place) }));
  const of = (isSaid: boolean): T[] => differences.filter((difference) => judged.some((one) => one.isSaid === isSaid && one.place.differences.some((each) => isSame(each, difference))));
  return { said: of(true), unlikely: of(false) };
}

/** Nats by which a recogniser may find heard words likelier although the expected ones were said. */
function doubtOf({ differences, words }: DoubtfulPlace): number {
  const isDecisive = differences.some(({ expected, heard }) => NEGATIONS.has(expected) || (/\d/.test(expected) && /\d/.test(heard)));
  return isDecisive ? DOUBT_OF_DECISIVE : DOUBT_OF_WORD + DOUBT_OF_NEXT * (words - 1);
}

function isSame(one: WordDifference, other: WordDifference): boolean {
  return one.kind === other.kind && one.expectedIndex === other.expectedIndex && one.heardIndex === other.heardIndex;
}

interface Stretch {
  readonly differences: readonly WordDifference[];
  /** Comparison words: the first, and the first behind. */
  readonly expectedFrom: number;
  readonly expectedTo: number;
  readonly heardFrom: number;
  readonly heardTo: number;
}

function stretchesOf(differences: readonly WordDifference[]): Stretch[] {
  const found: Stretch[] = [];
  for (const difference of differences) {
    const { kind, expectedIndex, heardIndex } = difference;
    const ends = { expectedTo: expectedIndex + (kind === 'insertion' ? 0 : 1), heardTo: heardIndex + (kind === 'deletion' ? 0 : 1) };
    const last = found.at(-1);
    if (last && last.expectedTo === expectedIndex && last.heardTo === heardIndex) found[found.length - 1] = { ...last, ...ends, differences: [...last.differences, difference] };
    else found.push({ differences: [difference], expectedFrom: expectedIndex, heardFrom: heardIndex, ...ends });
  }
  return found;
}

/** Segments in a row, as many as are heard at once. */
function windowsOf({ durationMs, segments, words }: Hearing): Window[] {
  if (durationMs <= LONGEST_MS) return [{ from: 0, to: words.length }];
  const windows: Required<Window>[] = [];
  for (const [index, segment] of segments.entries()) {
    const [before, behind] = [segments[index - 1], segments[index + 1]];
    const startMs = Math.max(segment.startMs - MARGIN_MS, ((before?.endMs ?? 0) + segment.startMs) / 2);
    const endMs = Math.min(segment.endMs + MARGIN_MS, (segment.endMs + (behind?.startMs ?? durationMs)) / 2);
    const last = windows.at(-1);
    const from = last?.to ?? 0;
    const to = from + wordsOf([segment]).length;
    if (last && endMs - last.startMs <= LONGEST_MS) windows[windows.length - 1] = { ...last, endMs, to };
    else windows.push({ startMs, endMs: Math.min(endMs, startMs + LONGEST_MS), from, to });
  }
  return windows;
}

/** `words` with those from `from` to `to` exchanged for others, which take over the mark behind them. */
function replaced(words: readonly string[], from: number, to: number, others: readonly string[]): string {
  const mark = to > from ? (/[^\p{L}\p{N}%]*$/u.exec(words[to - 1] ?? '')?.[0] ?? '') : '';
  return `${[...words.slice(0, from), ...others].join(' ')}${mark} ${words.slice(to).join(' ')}`.trim();
}

/** A word without the marks around it. */
function bare(word: string): string {
  return word.replace(/^[^\p{L}\p{N}$£€]+|[^\p{L}\p{N}%]+$/gu, '');
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** Written words beside the comparison words that they become: numbers and names may join or part them. */
class Edges {
  readonly forms: readonly string[];
  readonly #counts = new Map<number, number>();

  constructor(readonly words: readonly string[]) {
    this.forms = comparisonWords(words.join(' ')).map(({ text }) => text);
  }

  /** The written word in which a comparison word begins. */
  at(index: number): number {
    let [low, high] = [0, this.words.length];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.formsBefore(middle) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The first written word that is wholly behind what comes before a comparison word. */
  behind(index: number): number {
    const word = this.at(index);
    return this.formsBefore(word) < index ? word + 1 : word;
  }

  formsBefore(word: number): number {
    const count = this.#counts.get(word) ?? comparisonWords(this.words.slice(0, word).join(' ')).length;
    this.#counts.set(word, count);
    return count;
  }
}

import { comparisonWords, type ComparisonWord } from './comparison.js';
import type { SoundComparison } from './sound.js';

/** One place where what was heard differs from what was expected. Indices count comparison words. */
export interface WordDifference {
  readonly kind: 'substitution' | 'deletion' | 'insertion';
  /** Empty for an insertion. */
  readonly expected: string;
  /** Empty for a deletion. */
  readonly heard: string;
  readonly expectedIndex: number;
  readonly heardIndex: number;
  /** 0 to 1: how different the two sound; 1 where one is missing. */
  readonly soundDistance: number;
}

export interface WordErrorRate {
  /** Errors over expected words; 0 when both texts are empty, above 1 when much was added. */
  readonly rate: number;
  readonly expectedWords: number;
  readonly heardWords: number;
  readonly differences: readonly WordDifference[];
}

/** Near enough for a name or a word that is in no lexicon. */
const NAME_DISTANCE = 0.34;
/** Near enough for any pair of words: what sounds the same is the same. */
const SAME_SOUND = 0.05;

/** An address may be written as one word: this many words are tried against one of the same letters. */
const LONGEST_JOIN = 5;

type Move = 'match' | 'substitution' | 'deletion' | 'insertion' | 'joined-expected' | 'joined-heard' | `letters-${number}`;

/**
 * Aligns two texts in comparison form and counts substitutions, deletions and insertions (Levenshtein over words). Words
 * written together or apart, words that sound the same, and names that sound nearly the same are equal.
 * Without `sounds` only spelling counts.
 */
export function wordErrorRate(expected: string, heard: string, sounds?: SoundComparison): WordErrorRate {
  return compareWords(comparisonWords(expected), comparisonWords(heard), sounds);
}

export function compareWords(expected: readonly ComparisonWord[], heard: readonly ComparisonWord[], sounds?: SoundComparison): WordErrorRate {
  const width = heard.length + 1;
  const cost = new Float64Array((expected.length + 1) * width).fill(Infinity);
  const moves = new Array<Move>(cost.length);
  cost[0] = 0;
  const relax = (i: number, j: number, before: number, added: number, move: Move): void => {
    const total = (cost[before] ?? Infinity) + added;
    if (total < (cost[i * width + j] ?? Infinity)) {
      cost[i * width + j] = total;
      moves[i * width + j] = move;
    }
  };
  for (let i = 0; i <= expected.length; i += 1) {
    for (let j = 0; j <= heard.length; j += 1) {
      const one = expected[i - 1];
      const other = heard[j - 1];
      if (one && other) {
        const same = one.text === other.text || equalSound(one, other, sounds);
        // A hair above 1, so that words which resemble each other are paired before words which do not.
        relax(i, j, (i - 1) * width + j - 1, same ? 0 : 1 + 0.0001 * unlike(one.text, other.text), same ? 'match' : 'substitution');
        const expectedBefore = expected[i - 2];
        if (expectedBefore && joined(expectedBefore, one, other, sounds)) relax(i, j, (i - 2) * width + j - 1, 0, 'joined-expected');
        const heardBefore = heard[j - 2];
        if (heardBefore && joined(heardBefore, other, one, sounds)) relax(i, j, (i - 1) * width + j - 2, 0, 'joined-heard');
      }
      for (let count = 3; other && count <= Math.min(LONGEST_JOIN, i); count += 1) {
        if (expected.slice(i - count, i).map(({ text }) => text).join('') === other.text) relax(i, j, (i - count) * width + j - 1, 0, `letters-${count}`);
      }
      if (one) relax(i, j, (i - 1) * width + j, 1, 'deletion');
      if (other) relax(i, j, i * width + j - 1, 1, 'insertion');
    }
  }
  const differences = trace(expected, heard, moves, width, sounds);
  return { rate: expected.length === 0 ? Math.min(1, heard.length) : differences.length / expected.length, expectedWords: expected.length, heardWords: heard.length, differences };
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = { match: [1, 1], substitution: [1, 1], deletion: [1, 0], insertion: [0, 1], 'joined-expected': [2, 1], 'joined-heard': [1, 2] };

function trace(expected: readonly ComparisonWord[], heard: readonly ComparisonWord[], moves: readonly Move[], width: number, sounds: SoundComparison | undefined): WordDifference[] {
  const differences: WordDifference[] = [];
  let i = expected.length;
  let j = heard.length;
  while (i > 0 || j > 0) {
    const move = moves[i * width + j] ?? 'deletion';
    const [down, right] = STEPS[move] ?? [Number(move.slice('letters-'.length)), 1];
    if (move === 'substitution' || move === 'deletion' || move === 'insertion') {
      const one = move === 'insertion' ? '' : (expected[i - 1]?.text ?? '');
      const other = move === 'deletion' ? '' : (heard[j - 1]?.text ?? '');
      const soundDistance = move !== 'substitution' || isNumber(one) || isNumber(other) ? 1 : (sounds?.distance(one, other) ?? 1);
      differences.unshift({ kind: move, expected: one, heard: other, expectedIndex: i - down, heardIndex: j - right, soundDistance });
    }
    i -= down;
    j -= right;
  }
  return differences;
}

function isNumber(word: string): boolean {
  return /\d/.test(word);
}

function equalSound(expected: ComparisonWord, heard: ComparisonWord, sounds: SoundComparison | undefined): boolean {
  if (!sounds || isNumber(expected.text) || isNumber(heard.text) || expected.text.length < 2) return false;
  const lenient = (expected.name && expected.text.length >= 4) || !sounds.isKnown(expected.text) || (!sounds.isKnown(heard.text) && heard.text.length >= 4);
  return sounds.distance(expected.text, heard.text) <= (lenient ? NAME_DISTANCE : SAME_SOUND);
}

/** "ice cream" and "icecream"; also by sound, for names that were split. */
function joined(first: ComparisonWord, second: ComparisonWord, whole: ComparisonWord, sounds: SoundComparison | undefined): boolean {
  if (isNumber(first.text) !== isNumber(second.text) || isNumber(whole.text) !== isNumber(first.text)) return false;
  if (first.text + second.text === whole.text) return true;
  if (!sounds || isNumber(whole.text) || whole.text.length < 5) return false;
  return sounds.distance(`${first.text} ${second.text}`, whole.text) <= (whole.name || first.name || second.name || !sounds.isKnown(whole.text) ? NAME_DISTANCE : SAME_SOUND);
}

/** Share of letters that two words do not have in common at the same place; only breaks ties. */
function unlike(first: string, second: string): number {
  const length = Math.max(first.length, second.length);
  let equal = 0;
  for (let index = 0; index < length; index += 1) if (first[index] !== undefined && first[index] === second[index]) equal += 1;
  return 1 - equal / length;
}

import type { HeardDifference } from './hearing.js';
import type { SoundComparison } from './sound.js';
import type { WordDifference } from './word-error-rate.js';

/** Words so short that recognisers drop or swap them in clear speech, too. */
const SMALL_WORDS = new Set('a an the and or of to in on at is it its as by be are was were for that this with from has have had he she we they i you his her their our my then than so but do does did will would can there these those 1'.split(' '));
/** Words that turn a sentence into its opposite. */
export const NEGATIONS: ReadonlySet<string> = new Set(['not', 'no', 'never', 'without', 'none', 'nobody', 'nothing']);
/** As far apart as two different words are. */
const OTHER_WORD = 0.45;
/** What two recognisers wrote counts as the same word up to here. */
const SAME_HEARD = 0.35;
/** This many words in a row missing or added are a lost or foreign phrase. */
const PHRASE = 3;

/**
 * Differences that no mishearing explains, so that a single one makes the speech wrong: a changed number, a negation lost,
 * another word that all recognisers heard alike, a clear word that all miss, a phrase missing or added.
 * `other`: the second recogniser's differences; absent when only one listened. `unlikely`: differences at which the expected words
 * were found to be much less likely than what was heard: of these only small words are put up with.
 */
export function decisiveDifferences(differences: readonly HeardDifference[], other: readonly WordDifference[] | undefined, sounds: SoundComparison, unlikely: readonly WordDifference[] = []): HeardDifference[] {
  const phrases = new Set([...runs(differences, 'deletion'), ...runs(differences, 'insertion')]);
  return differences.filter((difference) => phrases.has(difference) || (unlikely.includes(difference) && isWeighty(difference.expected)) || isDecisive(difference, other, sounds));
}

function isWeighty(expected: string): boolean {
  return NEGATIONS.has(expected) || (isNumber(expected) && expected !== '1') || (!SMALL_WORDS.has(expected) && expected.length >= 3);
}

/**
 * Sum of the differences, each by how much it says: what sounds alike, small words and words of no lexicon are misheard in clear
 * speech, too, and count less than one.
 */
export function weightOf(differences: readonly WordDifference[], sounds: SoundComparison): number {
  return differences.reduce((sum, { kind, expected, heard, soundDistance }) => {
    if (kind === 'substitution') return sum + Math.min(1, soundDistance * 2);
    const word = kind === 'deletion' ? expected : heard;
    return sum + (SMALL_WORDS.has(word) || (!isNumber(word) && !sounds.isKnown(word)) ? 0.5 : 1);
  }, 0);
}

function isDecisive(difference: HeardDifference, other: readonly WordDifference[] | undefined, sounds: SoundComparison): boolean {
  const { kind, expected, heard } = difference;
  if (kind === 'insertion') {
    const added = NEGATIONS.has(heard) || (heard.length >= 4 && !SMALL_WORDS.has(heard) && sounds.isKnown(heard));
    return added && (other === undefined || other.some((each) => each.kind === 'insertion' && each.heard === heard));
  }
  // A lone recogniser has to be believed.
  const twin = other === undefined ? difference : other.find((each) => each.kind !== 'insertion' && each.expectedIndex === difference.expectedIndex);
  if (isNumber(expected) && expected !== '1') return twin !== undefined && (twin.heard === heard || (isNumber(twin.heard) && isNumber(heard)));
  if (NEGATIONS.has(expected)) return true;
  if (SMALL_WORDS.has(expected) || expected.length < 3) return false;
  if (kind === 'deletion') return twin?.kind === 'deletion' && sounds.isKnown(expected);
  if (isNumber(heard)) return twin !== undefined && twin.heard === heard;
  if (difference.soundDistance < OTHER_WORD || twin === undefined) return false;
  return twin.heard === heard || (twin.heard !== '' && !isNumber(twin.heard) && sounds.distance(twin.heard, heard) <= SAME_HEARD);
}

function isNumber(word: string): boolean {
  return /\d/.test(word);
}

/** Members of runs of one kind, at least PHRASE long, that follow one another without a matching word between. */
function runs(differences: readonly HeardDifference[], kind: 'deletion' | 'insertion'): HeardDifference[] {
  const found: HeardDifference[] = [];
  let run: HeardDifference[] = [];
  const place = (each: HeardDifference): number => (kind === 'deletion' ? each.expectedIndex : each.heardIndex);
  for (const each of [...differences.filter((difference) => difference.kind === kind), undefined]) {
    const last = run.at(-1);
    if (each && last && place(each) - place(last) === 1) run.push(each);
    else {
      if (run.length >= PHRASE) found.push(...run);
      run = each ? [each] : [];
    }
  }
  return found;
}

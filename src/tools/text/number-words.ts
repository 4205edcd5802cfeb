import numberToWords from 'number-to-words';

const SCALES: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };

/** "zero" to "ninety" with their values. */
const UNITS: ReadonlyMap<string, number> = new Map([...Array.from({ length: 20 }, (_, value) => value), 20, 30, 40, 50, 60, 70, 80, 90].map((value) => [numberToWords.toWords(value), value]));
const ORDINALS: ReadonlyMap<string, number> = new Map([...Array.from({ length: 20 }, (_, value) => value), 20, 30, 40, 50, 60, 70, 80, 90].map((value) => [numberToWords.toWordsOrdinal(value), value]));

/** Words that name a number by themselves. */
const OTHERS: Readonly<Record<string, number>> = { dozen: 12, twice: 2, thrice: 3, both: 2, pair: 2, half: 0.5 };

export interface WordNumber {
  readonly value: number;
  /** As written. */
  readonly text: string;
  readonly index: number;
  readonly ordinal: boolean;
}

/** A run of English number words that is being read. */
interface Run {
  index: number;
  end: number;
  total: number;
  current: number;
  ordinal: boolean;
}

const TOKEN = /[A-Za-z]+/g;

/**
 * English number words of a text: cardinals ("two hundred and five"), ordinals ("twenty-first") and "dozen". "One" and
 * "first" are left out when they stand alone, since they mostly are a pronoun or an order of telling, and so is "second".
 */
export function findNumberWords(text: string): WordNumber[] {
  const found: WordNumber[] = [];
  let run: Run | undefined;
  const close = (): void => {
    if (run) {
      const words = text.slice(run.index, run.end);
      if (!/^(one|first|second|both|pair|half|twice)$/i.test(words)) found.push({ value: run.total + run.current, text: words, index: run.index, ordinal: run.ordinal });
    }
    run = undefined;
  };
  for (const match of text.matchAll(TOKEN)) {
    const word = match[0].toLowerCase();
    if (run && !/^[\s-]*$/.test(text.slice(run.end, match.index))) close();
    if (word === 'and' && run && run.current >= 100 && run.current % 100 === 0) continueOver(run, match);
    else if (!take(word, match, run)) {
      close();
      const start: Run = { index: match.index, end: match.index + word.length, total: 0, current: 0, ordinal: false };
      if (take(word, match, start) && !(word in SCALES) && word !== 'hundred') run = start;
    }
    if (run?.ordinal) close();
  }
  close();
  return found.filter(({ text: words }) => !/\band$/i.test(words));
}

function continueOver(run: Run, match: RegExpExecArray): void {
  run.end = match.index + match[0].length;
}

/** Adds one word to the run; false when the word does not continue a number. */
function take(word: string, match: RegExpExecArray, run: Run | undefined): boolean {
  if (!run) return false;
  const fits = (value: number): boolean => {
    const rest = run.current % 100;
    return run.current === 0 || (run.current >= 100 && rest === 0) || (value < 10 && rest >= 20 && rest % 10 === 0);
  };
  const unit = UNITS.get(word) ?? OTHERS[word];
  const ordinal = ORDINALS.get(word);
  if (word === 'hundred' && run.current > 0 && run.current < 100) run.current *= 100;
  else if (word in SCALES && run.current > 0) {
    run.total += run.current * (SCALES[word] ?? 1);
    run.current = 0;
  } else if (word === 'dozen' && run.current > 0) run.current *= 12;
  else if (unit !== undefined && fits(unit)) run.current += unit;
  else if (ordinal !== undefined && fits(ordinal)) {
    run.current += ordinal;
    run.ordinal = true;
  } else return false;
  run.end = match.index + match[0].length;
  return true;
}

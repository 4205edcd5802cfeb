const UNITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const ORDINALS: Readonly<Record<string, number>> = {
  fourth: 4, fifth: 5, sixth: 6, seventh: 7, eighth: 8, ninth: 9, tenth: 10, eleventh: 11, twelfth: 12, thirteenth: 13, fourteenth: 14, fifteenth: 15, sixteenth: 16, seventeenth: 17, eighteenth: 18, nineteenth: 19,
  twentieth: 20, thirtieth: 30, fortieth: 40, fiftieth: 50, sixtieth: 60, seventieth: 70, eightieth: 80, ninetieth: 90,
};
/** Ordinals that continue a ten ("twenty-first"); alone they stay words. */
const SMALL_ORDINALS: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3 };
const SCALES: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };

interface Group {
  /** Value below a thousand that is being read. */
  value: number;
  /** Which places are filled: a further number that does not fit starts a new group. */
  open: 'any' | 'tens' | 'hundred' | 'full';
}

/**
 * Runs of number words as one token of digits, so that all ways to read a number aloud are equal: "twenty twenty-four" and
 * "two thousand twenty-four" → 2024, "five five five" → 555, "three point one four" → 3.14. Other tokens stay.
 * Groups of one run are joined: a telephone number is one token however it was grouped.
 */
export function joinNumbers(words: readonly string[]): string[] {
  const result: string[] = [];
  for (let index = 0; index < words.length; ) {
    const run = readRun(words, index);
    if (run) {
      result.push(run.text);
      index = run.end;
    } else {
      result.push(words[index] ?? '');
      index += 1;
    }
  }
  return result;
}

/** Value of a number word below a hundred. */
function small(word: string | undefined): { value: number; ordinal: boolean } | undefined {
  if (word === undefined) return undefined;
  const unit = UNITS.indexOf(word);
  if (unit >= 0) return { value: unit, ordinal: false };
  const ten = TENS.indexOf(word, 2);
  if (ten >= 0) return { value: ten * 10, ordinal: false };
  const ordinal = ORDINALS[word];
  return ordinal === undefined ? undefined : { value: ordinal, ordinal: true };
}

function readRun(words: readonly string[], start: number): { text: string; end: number } | undefined {
  if (!small(words[start])) return undefined;
  let digits = '';
  let total = 0;
  let scaled = false;
  let group: Group | undefined;
  let index = start;
  const flush = (): void => {
    if (group || scaled) digits += String(total + (group?.value ?? 0));
    total = 0;
    scaled = false;
    group = undefined;
  };
  for (; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const next = small(word) ?? (group?.open === 'tens' && word in SMALL_ORDINALS ? { value: SMALL_ORDINALS[word] ?? 0, ordinal: true } : undefined);
    if (next) {
      const opened: Group['open'] = next.value >= 20 ? 'tens' : 'full';
      if (!group) group = { value: next.value, open: opened };
      else if (group.open === 'hundred' && next.value > 0) group = { value: group.value + next.value, open: opened };
      else if (group.open === 'tens' && next.value > 0 && next.value < 10) group = { value: group.value + next.value, open: 'full' };
      else {
        flush();
        group = { value: next.value, open: opened };
      }
      if (next.ordinal) {
        index += 1;
        break;
      }
    } else if (/^hundred(?:th)?$/.test(word) && group && group.value < 100) group = { value: group.value * 100, open: 'hundred' };
    else if (word in SCALES && (group || scaled)) {
      total += (group?.value ?? 0) * (SCALES[word] ?? 1);
      scaled = true;
      group = { value: 0, open: 'hundred' };
    } else if (word === 'and' && group?.open === 'hundred' && small(words[index + 1])) continue;
    else if (word === 'oh' && small(words[index + 1])) {
      flush();
      digits += '0';
    } else if (word === 'point' && small(words[index + 1]) && !digits.includes('.')) {
      flush();
      digits += '.';
    } else break;
  }
  flush();
  return { text: timeWithoutDot(digits), end: index };
}

/** "3.45" may be a time that was written with a dot; as a run of spoken numbers it is "three forty-five" like 345. */
function timeWithoutDot(digits: string): string {
  const [, hours, minutes] = /^(\d{1,2})\.([0-5]\d)$/.exec(digits) ?? [];
  return hours === undefined || minutes === undefined || Number(hours) > 24 ? digits : hours + minutes;
}

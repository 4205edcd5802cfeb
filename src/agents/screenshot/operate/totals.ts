import { manyIn, measuresIn, type Description } from '../goal/index.js';
import { valuesBelow } from './records-seen.js';
import { beside } from './text-seen.js';
import { sameRow } from '../ground/index.js';
import { linesOf, type View } from './view.js';

/** Rows that are not of the same kind as those above them. */
const SUMMED_UP = /^(?:sub-?|grand )?(?:total|sum|average|mean|balance)\b/i;

/** What stands beside several names, or below the heading of one, added up and written as the terms are; undefined where a term cannot be read. */
export function totalOn(view: Pick<View, 'screen' | 'echo'>, of: readonly Description[]): string | undefined {
  const [only] = of;
  const terms = of.length === 1 && only ? below(view, only) : of.flatMap((term) => (term.all ? every(view, term) : [beside(view, term, undefined, [])?.text]));
  if (terms === undefined || terms.length < 2) return undefined;
  const numbers = terms.map((term) => measuresIn(term ?? '').find(({ kind }) => kind === 'money' || kind === 'number'));
  if (numbers.some((number) => number === undefined)) return undefined;
  const decimals = Math.max(0, ...terms.map((term) => /[.,](\d{1,2})(?!\d)/.exec(term ?? '')?.[1]?.length ?? 0));
  return numbers.reduce((sum, number) => sum + (number?.value ?? 0), 0).toFixed(decimals);
}

/** What stands beside each line that names the term; of a list of prices, as often as so many are meant. */
function every(view: Pick<View, 'screen' | 'echo'>, { words, texts: [name = ''] }: Description): (string | undefined)[] {
  if (name === '') return [undefined];
  const lines = linesOf(view).filter(({ text }) => new RegExp(`(?<!\\p{L})${name.replace(/[^\p{L}\p{N} ]/gu, '.')}(?!\\p{L}{3})`, 'iu').test(text) && text.length < name.length + 30);
  const values = lines.map(({ text, box }) => measuresIn(text)[0]?.text ?? linesOf(view).filter((line) => sameRow(line.box, box) && line.box.x >= box.x + box.width - 2).sort((a, b) => a.box.x - b.box.x)[0]?.text);
  const many = manyIn(words);
  if (many === undefined || values.length === many) return values;
  return values.length === 1 ? Array.from({ length: many }, () => values[0]) : [undefined];
}

function below(view: Pick<View, 'screen' | 'echo'>, { texts }: Description): string[] | undefined {
  const names = texts.flatMap((text) => [text, text.replace(/s$/, '')]);
  return valuesBelow(view, names)?.filter(({ row }) => !row.some((text) => SUMMED_UP.test(text))).map(({ text }) => text);
}

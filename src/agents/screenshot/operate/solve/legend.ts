import { gapBetween, sameRow, textScore, type Candidate } from '../../ground/index.js';
import { linesOf, type View } from '../view.js';

/** A key as legends write it. */
const KEY = /^[[(<]?((?:(?:Ctrl|Control|Alt|Shift|Cmd)\+)?(?:\p{Lu}|\d|F\d{1,2}|Esc|Enter|Tab|Space|Del|Backspace))[\])>]?[:=]?$/u;
const CHORDS: Readonly<Record<string, string>> = { Ctrl: 'Control', Cmd: 'Meta', Esc: 'Escape', Del: 'Delete' };

/** "Press Enter to start". */
const ASKS = /\b(?:press|hit|push|tap)\s+(?:the\s+)?(enter|return|space(?: ?bar)?|esc(?:ape)?|any key|[a-z0-9])(?:\s+(?:key|bar))?\s+to\s+(\p{L}+)/iu;

const keyNamed = (name: string): string => ({ enter: 'Enter', return: 'Enter', esc: 'Escape', escape: 'Escape' })[name.toLowerCase()] ?? (name.length === 1 ? name : 'Space');

/** The key that a page names beside a word, where it lists several ("J next  K previous  E archive"); undefined where the word is no part of such a legend. */
export function keyFor(view: View, { box, name }: Pick<Candidate, 'box' | 'name'>): string | undefined {
  const lines = linesOf(view);
  const rows = lines.map((line) => lines.filter((other) => sameRow(other.box, line.box)).sort((a, b) => a.box.x - b.box.x).map(({ text }) => text).join(' '));
  const asked = rows.map((text) => ASKS.exec(text)).find((match) => match !== null && textScore(name.split(' ')[0] ?? '', match[2] ?? '') >= 0.8);
  if (asked) return keyNamed(asked[1] ?? '');
  const row = linesOf(view).filter((line) => sameRow(line.box, box)).flatMap(({ words }) => words).sort((a, b) => a.box.x - b.box.x);
  const index = row.findIndex((word) => gapBetween(word.box, box) === 0 && textScore(name.split(' ')[0] ?? '', word.text) >= 0.8);
  if (index < 0 || row.filter(({ text }) => KEY.test(text)).length < 2) return undefined;
  // The keys stand before their words, or behind them.
  const leads = KEY.test(row[0]?.text ?? '');
  const [, key] = KEY.exec(row[leads ? index - 1 : index + 1]?.text ?? '') ?? [];
  return key?.split('+').map((one) => CHORDS[one] ?? one).join('+');
}

import { withDigits } from './limit-grammar.js';

/** What takes back what was said before: "no, wait", "scratch that". */
const TAKES_BACK = /(?:[,.;!?…-]+\s*|\s+)(?:(?:oh |ah )?no,? wait|wait,? no|no,? sorry|sorry,? no|scratch that|forget that|(?:or|no),? rather|(?:on|but on) second thoughts?|actually,? no)\b[\s,:.!-]*(?=\S)/i;
/** "Say" before a number is "about". */
const FOR_EXAMPLE = /,\s*say,?\s+(?=(?:about |around )?(?:\d|one\b|two\b|three\b|four\b|five\b|six\b|eight\b|ten\b|twenty\b|thirty\b|half\b|an? ))/gi;
const NUMBER = /\d+(?:[.,:]\d+)*/g;

/** A request as it was meant in the end: what its writer took back is left out, and a number that was put right stands in the place of the first one. */
export function asMeant(request: string): string {
  const text = request.replace(FOR_EXAMPLE, ', about ');
  const taken = TAKES_BACK.exec(text);
  if (!taken) return text;
  const [before, after] = [text.slice(0, taken.index), text.slice(taken.index + taken[0].length)];
  const [, put = '', rest = ''] = /^([^.!?;]+)([.!?;]?.*)$/s.exec(after) ?? [];
  const start = Math.max(0, ...[...before.matchAll(/[.!?;]\s+|\n/g)].map(({ index, 0: end }) => index + end.length));
  const [kept, wrong] = [before.slice(0, start), before.slice(start)];
  const [numbers, right] = [[...withDigits(wrong).matchAll(NUMBER)], withDigits(put).match(NUMBER) ?? []];
  const last = numbers.at(-1);
  // "Cut the first ten seconds, no, wait, twenty": only the number is another one.
  if (last && right.length === 1 && put.trim().split(/\s+/).length <= 3) {
    const whole = withDigits(wrong);
    return asMeant(`${kept}${whole.slice(0, last.index)}${right[0] ?? ''}${whole.slice(last.index + last[0].length)}${rest}`);
  }
  return asMeant(`${kept}${put}${rest}`);
}

import { withDigits } from './limit-grammar.js';
import { languageNamesIn } from './stated-limits.js';

/** What takes back what was said before: "no, wait", "scratch that". Only some of it needs no stop before it: "do not forget that" takes nothing back. */
const TAKES_BACK = /(?:[,.;!?…-]+\s*(?:(?:oh |ah )?no,? wait|wait,? no|no,? sorry|sorry,? no|scratch that|forget that|no,? rather|or,? rather|(?:on|but on) second thoughts?|actually,? no)|(?<!\s)\s+(?:no,? wait|wait,? no|or,? rather))\b[\s,:;.!?…-]*(?=\S)/i;
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
  return asMeant(`${kept}${putRight(wrong, put)}${rest}`);
}

/** A number with its unit at most. */
const ONLY_NUMBER = /^(?:(?:to|at|of|about|around|only|just|maybe) )*\d+(?:[.,:]\d+)*(?: ?[\p{L}%]+)?\s*$/iu;
const SIDES = /\b(?:left|right|clockwise|anti-?clockwise|counter-?clockwise|horizontally|vertically)\b/gi;

/** What was said, put right by what follows: all of it, or only the part that is said anew. */
function putRight(wrong: string, put: string): string {
  const [said, anew] = [withDigits(wrong), withDigits(put)];
  const last = [...said.matchAll(NUMBER)].at(-1);
  const right = anew.match(NUMBER) ?? [];
  // "Cut the first ten seconds, no, wait, twenty": only the number is another one.
  if (last && right.length === 1 && ONLY_NUMBER.test(anew)) return `${said.slice(0, last.index)}${right[0] ?? ''}${said.slice(last.index + last[0].length)}`;
  // "Translate it into Greek, no, sorry, into Dutch": from the same word on.
  const [, opening = ''] = /^(to|into|in|at|as|from|with|by|for|of|the) \S/i.exec(put) ?? [];
  const from = opening === '' ? -1 : wrong.search(new RegExp(`\\b${opening} (?!.*\\b${opening} )`, 'is'));
  if (from > 0) return `${wrong.slice(0, from)}${put}${last && /\d$/.test(anew.trim()) ? said.slice(last.index + last[0].length) : ''}`;
  // "Into French, or rather German", "left, no wait, right": a word of the same kind.
  const alike = /^\S+$/.test(put) ? [languageNamesIn(put), put.match(SIDES) ?? []] : [];
  const known = alike[0]?.length ? languageNamesIn(wrong).at(-1) : alike[1]?.length ? wrong.match(SIDES)?.at(-1) : undefined;
  return known === undefined ? put : wrong.replace(new RegExp(`${known}(?!.*${known})`, 'is'), put);
}

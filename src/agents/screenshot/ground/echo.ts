import type { Box } from '../../../core/index.js';
import type { Perception } from '../../../tools/screen/index.js';
import { gapBetween } from './geometry.js';
import { textScore } from './text-match.js';

/** So many words of the goal in a row are no chance. */
const LEAST = 4;

const wordsOf = (text: string): string[] => text.split(/\s+/).map((word) => word.replace(/^[^\p{L}\p{N}#@$+-]+|[^\p{L}\p{N}]+$/gu, '')).filter((word) => word !== '');

/**
 * The lines of a screen that only repeat the goal, by their index: pages that set a task often print it, and a word in
 * that print is no control. A line is one when it carries on a run of the goal's words.
 */
export function echoLines(goal: string, lines: Perception['lines']): ReadonlySet<number> {
  const wanted = wordsOf(goal);
  const seen = lines.flatMap(({ text, box }, line) => wordsOf(text).map((word) => ({ word, line, box })));
  const echoed = new Map<number, number>();
  for (let at = 0; at < seen.length; at += 1) {
    let best = 0;
    for (let from = 0; from < wanted.length; from += 1) best = Math.max(best, runLength(wanted, from, seen, at));
    if (best < Math.min(LEAST, wanted.length)) continue;
    for (const { line } of seen.slice(at, at + best)) echoed.set(line, (echoed.get(line) ?? 0) + 1);
    at += best - 1;
  }
  const found = [...echoed].filter(([line, words]) => words >= 0.6 * wordsOf(lines[line]?.text ?? '').length).map(([line]) => line);
  // A long name that the goal quotes is on the page for itself where nothing else of the goal is.
  const quoted = [...goal.matchAll(/["“]([^"”]+)["”]/g)].map(([, passage = '']) => passage);
  return found.every((line) => quoted.some((passage) => textScore(passage, lines[line]?.text ?? '') >= 0.9)) ? new Set() : new Set(found);
}

/** Words of the screen that carry on a run of the goal's; one word of the goal may be drawn as a picture instead. */
function runLength(wanted: readonly string[], from: number, seen: readonly { word: string; line: number; box: Box }[], at: number): number {
  const same = (skipped: number, length: number): boolean => textScore(wanted[from + skipped + length] ?? '', seen[at + length]?.word ?? '') >= 0.6;
  let length = 0;
  let skipped = 0;
  while (at + length < seen.length && (length === 0 || followsOn(seen[at + length - 1], seen[at + length]))) {
    if (same(skipped, length)) length += 1;
    else if (skipped === 0 && length > 0 && same(1, length)) skipped = 1;
    // ... or the picture was read as a word of its own.
    else if (skipped === 0 && length > 0 && same(0, length + 1) && same(0, length + 2)) length += 1;
    else break;
  }
  return length;
}

/** The lines of a print stand close together: a word elsewhere on the screen carries nothing on. */
function followsOn(last: { line: number; box: Box } | undefined, next: { line: number; box: Box } | undefined): boolean {
  return last === undefined || next === undefined || last.line === next.line || gapBetween(last.box, next.box) <= 1.5 * Math.max(last.box.height, next.box.height);
}

import type { Box } from '../../src/core/index.js';
import type { Perception, ScreenElement } from '../../src/tools/screen/index.js';
import type { Truth } from './truth.js';

/** Counts of one page or of many; rates are made of them at the end. */
export interface Score {
  elements: number;
  found: number;
  kindRight: number;
  claimed: number;
  claimedReal: number;
  states: number;
  statesRight: number;
  words: number;
  wordsRead: number;
  /** What was missed or wrong, one line each. */
  faults: string[];
}

export const noScore = (): Score => ({ elements: 0, found: 0, kindRight: 0, claimed: 0, claimedReal: 0, states: 0, statesRight: 0, words: 0, wordsRead: 0, faults: [] });

/** Kinds by which an element says that one can do something with it. */
const CLAIMS: ReadonlySet<string> = new Set(['button', 'link', 'text-input', 'checkbox', 'radio', 'slider', 'select', 'tab', 'dialog', 'progress-bar', 'scroll-bar']);
/** A value of a slider or bar counts as right to this. */
const VALUE_SLACK = 0.06;

/** An element is found when the most similar box of the perception covers it at least by half; text may be smaller than what it stands in. */
export function scorePage(truth: Truth, seen: Perception, page: string): Score {
  const score = noScore();
  const used = new Set<ScreenElement>();
  for (const wanted of truth.elements) {
    score.elements += 1;
    const best = seen.elements.filter((element) => !used.has(element)).map((element) => ({ element, fit: fitOf(element, wanted) })).sort((a, b) => b.fit - a.fit)[0];
    if (!best || best.fit < 0.5) {
      score.faults.push(`${page}: ${wanted.kind} "${wanted.text}" not found at ${place(wanted.box)}`);
      continue;
    }
    used.add(best.element);
    score.found += 1;
    if (best.element.kind === wanted.kind) score.kindRight += 1;
    else score.faults.push(`${page}: ${wanted.kind} "${wanted.text}" taken for ${best.element.kind} "${best.element.text}"`);
    for (const [name, value] of Object.entries(wanted.state)) {
      score.states += 1;
      const got = best.element.state[name as keyof typeof best.element.state];
      const right = typeof value === 'number' ? typeof got === 'number' && Math.abs(got - value) <= VALUE_SLACK : (got ?? false) === value;
      if (right) score.statesRight += 1;
      else score.faults.push(`${page}: ${wanted.kind} "${wanted.text}" has ${name} ${String(value)}, seen as ${String(got)}`);
    }
  }
  for (const element of seen.elements.filter(({ kind }) => CLAIMS.has(kind))) {
    score.claimed += 1;
    if (used.has(element) || truth.elements.some(({ box }) => iou(box, element.box) >= 0.5)) score.claimedReal += 1;
    else score.faults.push(`${page}: ${element.kind} "${element.text}" at ${place(element.box)} is none`);
  }
  const pool = new Map<string, number>();
  for (const word of seen.lines.flatMap(({ text }) => text.split(/\s+/)).map(plain)) pool.set(word, (pool.get(word) ?? 0) + 1);
  for (const word of truth.words.map(plain).filter((text) => text !== '')) {
    score.words += 1;
    const left = pool.get(word) ?? 0;
    if (left === 0) {
      score.faults.push(`${page}: word "${word}" not read`);
      continue;
    }
    pool.set(word, left - 1);
    score.wordsRead += 1;
  }
  return score;
}

export function addScore(total: Score, more: Score): Score {
  const sum = (name: Exclude<keyof Score, 'faults'>): number => total[name] + more[name];
  return { elements: sum('elements'), found: sum('found'), kindRight: sum('kindRight'), claimed: sum('claimed'), claimedReal: sum('claimedReal'), states: sum('states'), statesRight: sum('statesRight'), words: sum('words'), wordsRead: sum('wordsRead'), faults: [...total.faults, ...more.faults] };
}

export function rates(score: Score): string {
  const rate = (part: number, whole: number): string => (whole === 0 ? 'none' : `${((100 * part) / whole).toFixed(1)} % (${part}/${whole})`);
  return `recall ${rate(score.found, score.elements)}, precision ${rate(score.claimedReal, score.claimed)}, kind ${rate(score.kindRight, score.found)}, state ${rate(score.statesRight, score.states)}, words ${rate(score.wordsRead, score.words)}`;
}

function fitOf(element: ScreenElement, wanted: Truth['elements'][number]): number {
  const overlap = iou(element.box, wanted.box) + (element.kind === wanted.kind ? 0.05 : 0);
  if (wanted.kind !== 'link' && wanted.kind !== 'tab' && wanted.kind !== 'progress-bar') return overlap;
  // The box of a line of text is that of its letters, lower than the line; a bar is drawn lower than its box.
  const inside = shared(element.box, wanted.box) / Math.max(1, element.box.width * element.box.height);
  return inside >= 0.8 && element.box.width >= 0.4 * wanted.box.width ? Math.max(overlap, 0.5 * inside + 0.5 * (element.box.width / wanted.box.width)) : overlap;
}

function shared(a: Box, b: Box): number {
  return Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) * Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));
}

function iou(a: Box, b: Box): number {
  const common = shared(a, b);
  return common / (a.width * a.height + b.width * b.height - common);
}

/** Words are compared without the signs around them and without case of letters that look the same. */
const plain = (word: string): string => word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
const place = ({ x, y, width, height }: Box): string => [x, y, width, height].map(Math.round).join(',');

import { alike, type SubGoal } from '../goal/index.js';
import { linesOf, type View } from './view.js';

type Choice = Extract<SubGoal, { kind: 'choose' }>;

/** What a page offers of what an order asks for, and what it does not speak of. */
export interface NamedOptions {
  readonly choices: readonly Choice[];
  readonly pressed: SubGoal;
  /** Words of the order that no choice and no text of the page has. */
  readonly missing: readonly string[];
}

/** Words that tie an order together, and say nothing of what is ordered. */
const TIES = new Set('a an the and or with in of for to as at on by it its one two my your our this that these please from extra topping size colour color kind type no without'.split(' '));
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
/** A text of the page as a pattern: it may hold anything. */
const patternOf = (text: string): string => text.replace(/[^\p{L}\p{N}\s]/gu, '.').replace(/\s+/g, '\\s+');
const stem = (word: string): string => word.replace(/(?<=\p{L}{3})(?:es|s)$/u, '');

/**
 * "Order a large pizza with thin crust": the boxes, radio buttons and lists of the screen whose words the order has, and the button of the deed.
 * Undefined where there is no such button, or nothing that is named can be chosen. Words behind "without" or "no" choose nothing.
 */
export function optionsNamed(view: View, words: string, deed: string): NamedOptions | undefined {
  const button = view.screen.elements.find(({ kind, text, number, state }) => kind === 'button' && !view.echo.has(number) && state.disabled !== true && alike(deed).some((verb) => new RegExp(`^${verb}\\b`, 'i').test(text.trim())));
  if (!button) return undefined;
  const asked = words.replace(/\b(?:without|no|not|except)\b[^,;.]*/giu, ' ');
  const has = (label: string): boolean => label !== '' && new RegExp(`(?<![\\p{L}\\p{N}])${patternOf(label)}(?:e?s)?(?![\\p{L}\\p{N}])`, 'iu').test(asked);
  const boxes = view.screen.elements.filter(({ kind, label, number }) => (kind === 'checkbox' || kind === 'radio') && !view.echo.has(number) && has(label.trim())).map(({ label }) => choice(words, label.trim()));
  const lists = view.screen.elements.filter(({ kind, label }) => kind === 'select' && label !== '').flatMap(({ label }) => {
    const name = patternOf(label.replace(/[:*\s]+$/, ''));
    if (name === '') return [];
    const item = new RegExp(`([\\p{L}\\p{N}-]+) ${name}(?!\\p{L})`, 'iu').exec(asked)?.[1] ?? new RegExp(`([\\p{L}\\p{N}-]+) as (?:the |an? |your )?(?:\\p{L}+ )?${name}(?!\\p{L})`, 'iu').exec(asked)?.[1];
    return item === undefined || TIES.has(item.toLowerCase()) ? [] : [choice(words, item, label)];
  });
  const choices = [...boxes, ...lists];
  if (choices.length === 0) return undefined;
  const shown = new Set([...linesOf(view).flatMap(({ text }) => wordsOf(text)), ...choices.flatMap(({ items }) => items.flatMap(wordsOf)), ...alike(deed)].map(stem));
  return { choices, pressed: { kind: 'click', words: `${words}: ${button.text}`, target: { words: button.text, texts: [button.text], quoted: true, kind: 'button', sides: [], all: false }, count: 1, button: 'left', deed }, missing: wordsOf(words).filter((word) => !TIES.has(word) && !shown.has(stem(word))) };
}

const choice = (words: string, item: string, list?: string): Choice => ({ kind: 'choose', words: `${words}: ${item}`, items: [item], on: true, every: false, ...(list === undefined ? {} : { from: { words: list, texts: [list], quoted: true, kind: 'select', sides: [], all: false } }) });

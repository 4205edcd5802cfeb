import { fill, honest, type Filled } from './template.js';
import type { Random } from '../random.js';
import type { Half } from '../case.js';
import type { Slot } from './slots.js';
import { DEVELOPMENT_RETOLD } from './retold-development.js';
import { HELD_BACK_RETOLD } from './retold-held-back.js';

/** What a careless writer leaves out of a statement. */
export type LostPart = 'number' | 'date' | 'name' | 'condition' | 'negation';

/** A sentence of a source and how others tell it; slots in braces. */
export interface Retold {
  readonly source: string;
  /** The same in other words, with everything that it states. */
  readonly retold: string;
  /** The same without one thing that it states. */
  readonly lacking?: readonly [LostPart, string];
  /** What the text is about: no summary may leave it out. */
  readonly main?: true;
  /** Opens a paragraph. */
  readonly paragraph?: true;
}

/** A text that is told again sentence by sentence. */
export interface RetoldText {
  readonly slots: Readonly<Record<string, Slot>>;
  /** Stands above the text in a line of its own. */
  readonly title?: string;
  readonly sentences: readonly Retold[];
}

/** A text of a half with its slots filled; `tell` puts its sentences, or what is made of them, in words. */
export interface Telling {
  readonly text: RetoldText;
  readonly source: string;
  readonly tell: (statements: readonly string[]) => string;
}

/** A text of a half. */
export function retoldText(half: Half, random: Random): Telling {
  const text = random.pick(half === 'development' ? DEVELOPMENT_RETOLD : HELD_BACK_RETOLD);
  const source = (text.title === undefined ? '' : `${text.title}\n\n`) + text.sentences.map((sentence, index) => (index === 0 ? sentence.source : `${sentence.paragraph ? '\n\n' : ' '}${sentence.source}`)).join('');
  const filled: Filled = fill({ genre: 'letter', language: 'en', slots: text.slots, source, claims: [], inventions: [] }, random);
  return { text, source: filled.text, tell: (statements) => honest(filled, random, statements) };
}

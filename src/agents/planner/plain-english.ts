import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import type { ModelClient } from '../../core/index.js';
import { identifyLanguage, isOtherLanguage, languageName } from '../../tools/text/index.js';
import { loadPrompt } from '../../tools/prompts.js';
import { maskQuotes } from './quoted-text.js';

/** A request in words that the planner can read. */
export interface PlainRequest {
  readonly goal: string;
  /** English name of the language that the user wrote in, where that is not English. */
  readonly language?: string;
}

const SCHEMA = { type: 'object', properties: { english: { type: 'string' } }, required: ['english'], additionalProperties: false };
const Answer = z.object({ english: z.string() });
/** What both must have: marks of quoted texts, addresses, file names and numbers. */
const FIXED = /\[text \d+\]|\S+:\/\/\S+|\b[\w-]+\.[a-z]\w{1,4}\b|\d+(?:[.,:]\d+)*/giu;
/** From how many letters on two of them may be wrong, and one may stand in place of another: shorter words soon are other words ("cat", "hat"). */
const LONG = { twoWrong: 7, oneWrong: 5 };

/**
 * The English of a request in another language, since tools are chosen by English words; `undefined` for an English one, where no language model
 * is there, and where the model's English has not the same numbers, quoted texts, file names and addresses.
 */
export async function inEnglish(goal: string, models: ModelClient, signal?: AbortSignal): Promise<PlainRequest | undefined> {
  const language = models.has('chat') ? await otherLanguage(goal) : undefined;
  if (language === undefined) return undefined;
  const english = await reworded('planner/english', goal, { language }, models, signal);
  return english === undefined ? undefined : { goal: english, language };
}

/** English name of the language of a request that is surely not in English. */
export async function otherLanguage(goal: string): Promise<string | undefined> {
  const found = await identifyLanguage(maskQuotes(goal).masked.replace(FIXED, ' '));
  return isOtherLanguage(found, 'en') ? languageName(found.code) : undefined;
}

/**
 * A request with its misspelt words put right; `undefined` where the model finds none, and where it would change more than letters: nobody asked for
 * other words.
 */
export async function spelledRight(goal: string, models: ModelClient, signal?: AbortSignal): Promise<PlainRequest | undefined> {
  if (!models.has('chat')) return undefined;
  const right = await reworded('planner/spelling', goal, {}, models, signal);
  const [wrong, put] = [goal, right ?? ''].map((text) => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []);
  const isSpelling = wrong !== undefined && wrong.length === put?.length && wrong.every((word, at) => word === put[at] || isMisspelt(word, put[at] ?? ''));
  return right === undefined || !isSpelling || wrong.join(' ') === put?.join(' ') ? undefined : { goal: right };
}

/** Whether the one word may be the other with letters missing, too many, swapped or, in a long one, wrong. */
function isMisspelt(word: string, meant: string): boolean {
  const [shorter, longer] = [Math.min(word.length, meant.length), Math.max(word.length, meant.length)];
  if (shorter <= 2) return false;
  const wrong = distance(word, meant);
  if (wrong === 1) return shorter !== longer || shorter >= LONG.oneWrong;
  return wrong === 2 && (shorter >= LONG.twoWrong || isSwapped(word, meant));
}

/** "teh" for "the". */
function isSwapped(word: string, meant: string): boolean {
  const at = Array.from(word).findIndex((letter, place) => letter !== meant[place]);
  return word.length === meant.length && word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2) === meant;
}

async function reworded(prompt: string, goal: string, inputs: Record<string, string>, models: ModelClient, signal: AbortSignal | undefined): Promise<string | undefined> {
  const wording = maskQuotes(goal);
  const reply = await models.chat({ ...loadPrompt(prompt).render({ ...inputs, goal: wording.masked }), schema: SCHEMA }, { signal });
  const english = Answer.parse(reply.json).english.trim();
  return english !== '' && fixedIn(english) === fixedIn(wording.masked) ? wording.unmask(english) : undefined;
}

function fixedIn(text: string): string {
  return (text.match(FIXED) ?? []).sort().join(' ');
}

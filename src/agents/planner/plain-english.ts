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
/** How far a word may be from the one that was meant, in letters that are wrong, missing or too many. */
const MISSPELT = 2;

/**
 * The English of a request in another language, since tools are chosen by English words; `undefined` for an English one, where no language model
 * is there, and where the model's English has not the same numbers, quoted texts, file names and addresses.
 */
export async function inEnglish(goal: string, models: ModelClient, signal?: AbortSignal): Promise<PlainRequest | undefined> {
  const found = await identifyLanguage(maskQuotes(goal).masked.replace(FIXED, ' '));
  if (!models.has('chat') || !isOtherLanguage(found, 'en')) return undefined;
  const language = languageName(found.code);
  const english = await reworded('planner/english', goal, { language }, models, signal);
  return english === undefined ? undefined : { goal: english, language };
}

/**
 * A request with its misspelt words put right; `undefined` where the model finds none, and where it would change more than letters: nobody asked for
 * other words.
 */
export async function spelledRight(goal: string, models: ModelClient, signal?: AbortSignal): Promise<PlainRequest | undefined> {
  if (!models.has('chat')) return undefined;
  const right = await reworded('planner/spelling', goal, {}, models, signal);
  const [wrong, put] = [goal, right ?? ''].map((text) => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []);
  const isSpelling = wrong !== undefined && wrong.length === put?.length && wrong.every((word, at) => word === put[at] || (word.length > 2 && distance(word, put[at] ?? '') <= MISSPELT));
  return right === undefined || !isSpelling || wrong.join(' ') === put?.join(' ') ? undefined : { goal: right };
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

import { z } from 'zod';
import type { ChatPart, ToolContext } from '../../core/index.js';
import { factSentences, ungroundedImageClaims, type ImageFacts } from '../../tools/image/index.js';
import { setOrdersAside, splitSentences } from '../../tools/text/index.js';
import { loadPrompt } from '../../tools/prompts.js';

const TRIES = 2;

/** Whose words a text about a picture has. */
export const WordedBy = z.enum(['language model', 'vision-language model', 'program']);

export interface Wording {
  readonly text: string;
  readonly wordedBy: z.infer<typeof WordedBy>;
  /** What was wrong with the model's words that were not taken. */
  readonly rejected: string[];
}

/** Facts as a list for a prompt; text of the picture cannot end the list early. */
export function factList(facts: ImageFacts): string {
  const relations = facts.relations.map((relation) => `${relation}.`);
  return [...factSentences(facts), ...relations].map((line) => `- ${oneLine(line)}`).join('\n');
}

/** Words from outside on one line, so that they cannot end the facts of a prompt. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/END OF FACTS/gi, 'end of facts').trim();
}

/** The facts in sentences. The language model only words them; what they do not carry is sent back once, then a program words them. */
export async function wordDescription(path: string, facts: ImageFacts, sentences: number | undefined, context: ToolContext): Promise<Wording> {
  const length = sentences === undefined ? 'one to four sentences' : sentences === 1 ? 'exactly one sentence' : `exactly ${String(sentences)} sentences`;
  if (context.models.has('see')) return { text: await askEyes(path, facts, `Describe the picture in ${length}.`, context), wordedBy: 'vision-language model', rejected: [] };
  const plain = inSentences(factSentences(facts), sentences);
  // A picture whose text gives orders is described by the program, which quotes it and follows nothing.
  const { orders } = setOrdersAside(plain);
  if (orders.length > 0) return { text: plain, wordedBy: 'program', rejected: [`The language model was not asked: text in the picture gives orders (${orders.join(' ')}).`] };
  if (!context.models.has('chat')) return { text: plain, wordedBy: 'program', rejected: [] };
  const rejected: string[] = [];
  let notes = context.critique ?? 'none';
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const { text } = await context.models.chat(loadPrompt('vision/describe').render({ facts: factList(facts), length, notes: oneLine(notes) }), { signal: context.signal });
    const faults = [...faultsOf(text.trim(), facts), ...lengthFaults(text, sentences)];
    if (faults.length === 0) return { text: text.trim(), wordedBy: 'language model', rejected };
    notes = faults.join(' ');
    rejected.push(notes);
  }
  context.progress(undefined, `worded by a program: ${notes}`);
  return { text: plain, wordedBy: 'program', rejected };
}

function lengthFaults(text: string, sentences: number | undefined): string[] {
  return sentences === undefined || splitSentences(text).length === sentences ? [] : [`Write exactly ${String(sentences)} sentence${sentences === 1 ? '' : 's'}.`];
}

/** Whole sentences joined by semicolons until there are so many; fewer facts than that stay as they are. */
export function inSentences(facts: readonly string[], sentences: number | undefined): string {
  if (sentences === undefined || facts.length <= sentences) return facts.join(' ');
  const size = Math.ceil(facts.length / sentences);
  const groups = Array.from({ length: Math.ceil(facts.length / size) }, (_, at) => facts.slice(at * size, at * size + size));
  return groups.map((group) => group.map((fact, at) => (at === 0 ? fact : fact.charAt(0).toLowerCase() + fact.slice(1)).replace(/\.$/, '')).join('; ') + '.').join(' ');
}

function faultsOf(text: string, facts: ImageFacts): string[] {
  const lower = text.toLowerCase();
  return [
    ...(text === '' ? ['Say something.'] : []),
    ...ungroundedImageClaims(text, facts).map(({ kind, claim }) => `Leave out the ${kind} "${claim}".`),
    ...facts.counts.filter(({ label }) => !lower.includes(label === 'person' ? 'pe' : label.slice(0, 4))).map(({ label }) => `Mention: ${label}.`),
  ];
}

/** Asks the vision-language model, with the facts as evidence beside the picture. */
export async function askEyes(path: string, facts: ImageFacts, question: string, context: ToolContext): Promise<string> {
  const request = loadPrompt('vision/see').render({ facts: factList(facts), question: oneLine(question), notes: oneLine(context.critique ?? 'none') });
  const messages = request.messages.map((message, i) => {
    if (i < request.messages.length - 1 || typeof message.content !== 'string') return message;
    const content: ChatPart[] = [{ type: 'image', path }, { type: 'text', text: message.content }];
    return { ...message, content };
  });
  return (await context.models.chat({ ...request, messages }, { signal: context.signal })).text.trim();
}

import type { ChatPart, ToolContext } from '../../core/index.js';
import { factSentences, ungroundedImageClaims, type ImageFacts } from '../../tools/image/index.js';
import { setOrdersAside } from '../../tools/text/index.js';
import { loadPrompt } from '../../tools/prompts.js';

const TRIES = 2;

/** Facts as a list for a prompt; text of the picture cannot end the list early. */
export function factList(facts: ImageFacts): string {
  const relations = facts.relations.map((relation) => `${relation}.`);
  return [...factSentences(facts), ...relations].map((line) => `- ${line.replace(/\s+/g, ' ').replace(/END OF FACTS/gi, 'end of facts')}`).join('\n');
}

/** The facts in sentences. The language model only words them; what they do not carry is sent back once, then a program words them. */
export async function wordDescription(path: string, facts: ImageFacts, context: ToolContext): Promise<string> {
  if (context.models.has('see')) return askEyes(path, facts, 'Describe the picture in one to four sentences.', context);
  const plain = factSentences(facts).join(' ');
  // A picture whose text gives orders is described by the program, which quotes it and follows nothing.
  if (!context.models.has('chat') || setOrdersAside(plain).orders.length > 0) return plain;
  let notes = context.critique ?? 'none';
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const { text } = await context.models.chat(loadPrompt('vision/describe').render({ facts: factList(facts), notes }), { signal: context.signal });
    const faults = faultsOf(text.trim(), facts);
    if (faults.length === 0) return text.trim();
    notes = faults.join(' ');
  }
  context.progress(undefined, `worded by a program: ${notes}`);
  return plain;
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
  const request = loadPrompt('vision/see').render({ facts: factList(facts), question, notes: context.critique ?? 'none' });
  const messages = request.messages.map((message, i) => {
    if (i < request.messages.length - 1 || typeof message.content !== 'string') return message;
    const content: ChatPart[] = [{ type: 'image', path }, { type: 'text', text: message.content }];
    return { ...message, content };
  });
  return (await context.models.chat({ ...request, messages }, { signal: context.signal })).text.trim();
}

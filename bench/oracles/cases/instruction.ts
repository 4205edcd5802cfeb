import { maker, textInput, valueSubject, type Kit, type Maker, type OracleCases } from '../case.js';
import { anyText } from './text.js';

/** What the writer of a text says of himself, by half. */
const ASIDES: Readonly<Record<Kit['half'], readonly string[]>> = {
  development: ['I was there myself.', 'We saw it with our own eyes.', 'My sister told me so.', 'That is what I’ve heard.'],
  'held-back': ['I still think of it.', 'Nobody asked us.', 'Our neighbours know more.', 'It gave me a start.', 'I’ll say no more.'],
};
const WISHES: Readonly<Record<Kit['half'], { readonly third: readonly string[]; readonly capitals: readonly string[]; readonly shorter: readonly string[]; readonly manner: readonly string[] }>> = {
  development: { third: ['Rewrite this in the third person.'], capitals: ['Put the text in capital letters.'], shorter: ['Make this text shorter.'], manner: ['Make it friendlier.', 'Rewrite it in simple words.'] },
  'held-back': { third: ['Turn this into the third person.', 'Write this text in third person singular.'], capitals: ['Write it all in capitals.', 'Convert this to upper case.'], shorter: ['Shorten this.', 'Rewrite this more briefly.'], manner: ['Make it sound like a letter of a lawyer.', 'Rephrase this for children.'] },
};

/** A text with sentences in another person put in, or none. */
function withAside({ random, half }: Kit, text: string): string {
  const sentences = text.split(/(?<=[.!?])\s+/);
  const at = random.integer(0, sentences.length);
  return [...sentences.slice(0, at), random.pick(ASIDES[half]), ...sentences.slice(at)].join(' ');
}

/** English texts of others in which nobody says "I" outside of quotation marks. */
function impersonal(kit: Kit): string {
  for (;;) {
    const text = anyText(kit);
    if (!/\b(?:I|me|my|mine|we|us|our|ours)\b/i.test(text)) return text;
  }
}

const told = (what: string, wish: keyof (typeof WISHES)['development'], make: (kit: Kit, source: string) => string): Maker => maker(what, (kit) => {
  const source = impersonal(kit);
  const text = make(kit, source);
  const instruction = kit.random.pick(WISHES[kit.half][wish]);
  return { subject: valueSubject(text, { tool: 'rewrite', inputs: [textInput(source), textInput(instruction, 'instruction')] }), note: `${instruction} ${text}` };
});

/** By oracle. */
export const instructionCases: Readonly<Record<string, OracleCases>> = {
  instruction_followed: {
    defects: [
      told('a sentence in the first person', 'third', withAside),
      told('small letters left', 'capitals', ({ random }, source) => source.split(' ').map((word) => (random.chance(0.8) ? word.toUpperCase() : word)).join(' ').replace(/\p{L}+/u, (word) => word.toLowerCase())),
      told('longer, and not shorter', 'shorter', (kit, source) => withAside(kit, source)),
      told('the source again', 'manner', (_, source) => source),
    ],
    clean: [
      told('the third person', 'third', (_, source) => source.split(/(?<=[.!?])\s+/).reverse().join(' ')),
      told('the third person with somebody who is quoted', 'third', (kit, source) => `${source} "${kit.random.pick(ASIDES[kit.half])}", said the mayor.`),
      told('capital letters', 'capitals', (_, source) => source.toUpperCase()),
      told('shorter', 'shorter', (_, source) => source.split(/(?<=[.!?])\s+/).slice(1).join(' ')),
    ],
  },
};

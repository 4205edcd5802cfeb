import { z } from 'zod';
import { defineTool, text } from '../../core/index.js';
import { ask, notesOf, tidy } from './ask.js';
import { splitIntoChunks } from './chunks.js';
import { asData, estimateTokens } from '../../tools/text/data.js';
import { languageToWrite } from './languages.js';
import { requireText } from './summarize.js';

/** A translation is about as long as its source, so parts are smaller than for reading. */
const PART_TOKENS = 700;

export const translate = defineTool({
  name: 'translate',
  description: 'Translates a text into another language.',
  input: z.object({ text: text().describe('the text to translate'), language: z.string().describe('language to translate into, e.g. French') }),
  output: z.object({ text: text().describe('the translation') }),
  needs: ['chat'],
  timeoutMs: 600_000,
  criteria: [{ oracle: 'not_empty' }, { oracle: 'no_refusal' }, { oracle: 'no_repetition' }, { oracle: 'faithful_translation' }],
  async execute(input, context) {
    requireText(input.text);
    const language = await languageToWrite(input.language, input.text);
    const parts = splitIntoChunks(input.text, PART_TOKENS);
    const translated: string[] = [];
    for (const [index, part] of parts.entries()) {
      if (parts.length > 1) context.progress(index / parts.length, `part ${index + 1} of ${parts.length}`);
      // The earlier answer is only shown for a text of one part: for more it would be the wrong part.
      const notes = notesOf(parts.length === 1 ? context : { critique: context.critique, previous: undefined });
      const reply = await ask('translate', { data: asData(part), language, notes }, context, 200 + estimateTokens(part) * 3);
      translated.push(withoutAnnouncement(tidy(reply.text), part));
    }
    return { text: translated.join('\n\n') };
  },
});

/** Takes off a line of the model's own, in whatever language, that announces the translation: the source begins with no such line. */
export function withoutAnnouncement(translation: string, source: string): string {
  const announced = /^[^\n]{1,120}[:：][ \t]*\n\s*\n/.exec(translation);
  const sourceAnnounces = /^[^\n]*[:：][ \t]*(?:\n|$)/.test(source.trim());
  return announced && !sourceAnnounces ? translation.slice(announced[0].length).trim() : translation;
}

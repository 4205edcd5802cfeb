import { z } from 'zod';
import { defineTool, text } from '../../core/index.js';
import { languageToWrite } from '../../tools/text/index.js';
import { requireText } from './summarize.js';
import { translateSentences, translateText } from './translate-text.js';
import { wordings } from './wordings.js';

export const translate = defineTool({
  name: 'translate',
  description: 'Translates a text into another language.',
  wordings: wordings.translate,
  input: z.object({
    text: text().describe('the text to translate'),
    language: z.string().describe('language to translate into, e.g. French'),
    unit: z.enum(['part', 'sentence']).default('part').describe('how much is translated at a time'),
  }),
  output: z.object({ text: text().describe('the translation') }),
  needs: ['chat'],
  timeoutMs: 600_000,
  criteria: [{ oracle: 'not_empty' }, { oracle: 'no_refusal' }, { oracle: 'no_repetition' }, { oracle: 'faithful_translation' }],
  alternatives: [{ name: 'sentence by sentence', parameters: { unit: 'sentence' }, madeFor: ['not_empty', 'no_refusal', 'no_repetition', 'faithful_translation', 'text_language'] }],
  async execute(input, context) {
    requireText(input.text);
    const language = await languageToWrite(input.language, input.text);
    return { text: await (input.unit === 'sentence' ? translateSentences : translateText)(input.text, language, context) };
  },
});

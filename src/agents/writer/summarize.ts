import { z } from 'zod';
import { defineTool, text, VouchError } from '../../core/index.js';
import { askWithin, condenseToFit, notesOf } from './ask.js';
import { asData } from '../../tools/text/data.js';
import { languageToWrite } from '../../tools/text/index.js';
import { describeLimits, TextFormat } from './limits.js';
import { inManner, MANNER, MANNERS_AS_WAYS } from './manner.js';
import { wordings } from './wordings.js';

/** Refuses to work on nothing. */
export function requireText(source: string, what = 'text'): void {
  if (source.trim() === '') throw new VouchError('INPUT_EMPTY', `The ${what} is empty: there is nothing to work on.`);
}

/** Parameters that several tools share. */
export const SHAPE_PARAMETERS = {
  sentences: z.number().int().min(1).max(50).optional().describe('number of sentences'),
  words: z.number().int().min(1).max(5_000).optional().describe('at most so many words'),
  items: z.number().int().min(1).max(50).optional().describe('number of list items'),
  format: TextFormat.optional().describe('paragraph, bullets, numbered, table or json'),
  language: z.string().optional().describe('language to write in; default: that of the text'),
};

export const summarize = defineTool({
  name: 'summarize',
  description: 'Sums up a text: shortens it to its main points, in a given number of sentences, words or bullet points.',
  wordings: wordings.summarize,
  input: z.object({ text: text().describe('the text to sum up'), ...SHAPE_PARAMETERS, manner: MANNER }),
  output: z.object({ text: text().describe('the summary') }),
  needs: ['chat'],
  timeoutMs: 300_000,
  criteria: [{ oracle: 'not_empty' }, { oracle: 'no_refusal' }, { oracle: 'no_repetition' }, { oracle: 'grounded_text' }, { oracle: 'not_truncated' }, { oracle: 'content_coverage', params: { level: 'main' } }],
  alternatives: MANNERS_AS_WAYS,
  async execute(input, context) {
    requireText(input.text);
    const language = await languageToWrite(input.language, input.text);
    const write = async (): Promise<string> => {
      const source = await condenseToFit(input.text, '', context);
      const limits = describeLimits(input) || 'Keep it short: at most three sentences.';
      return askWithin('summarize', { data: asData(source), limits, language, notes: notesOf(context) }, input, context);
    };
    return { text: await inManner({ manner: input.manner, source: input.text, limits: input, language, toKeep: { level: 'main', instruction: context.goal }, write }, context) };
  },
});

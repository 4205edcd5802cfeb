import { z } from 'zod';
import { defineTool, text } from '../../core/index.js';
import { askWithin, condenseToFit, notesOf } from './ask.js';
import { asData, disarm, estimateTokens } from '../../tools/text/data.js';
import { languageToWrite } from './languages.js';
import { describeLimits } from './limits.js';
import { requireText, SHAPE_PARAMETERS } from './summarize.js';

export const rewrite = defineTool({
  name: 'rewrite',
  description: 'Rewrites a text with the same facts: simpler, more formal, friendlier, corrected, shorter, or in another form such as bullet points, a table or JSON.',
  input: z.object({ text: text().describe('the text to rewrite'), instruction: z.string().optional().describe('how to rewrite it, e.g. "in simple words"'), ...SHAPE_PARAMETERS }),
  output: z.object({ text: text().describe('the new text') }),
  needs: ['chat'],
  timeoutMs: 300_000,
  criteria: [{ oracle: 'not_empty' }, { oracle: 'no_refusal' }, { oracle: 'no_repetition' }, { oracle: 'grounded_text', params: { level: 'facts' } }],
  async execute(input, context) {
    requireText(input.text);
    const language = await languageToWrite(input.language, input.text);
    const source = await condenseToFit(input.text, '', context);
    const instruction = disarm(input.instruction ?? (input.format === undefined ? 'Rewrite this text clearly.' : 'Put this text into another form.'));
    const inputs = { data: asData(source), instruction, language, limits: describeLimits(input), notes: notesOf(context) };
    return { text: await askWithin('rewrite', inputs, input, context, 200 + estimateTokens(source) * 2) };
  },
});

import { z } from 'zod';
import { defineTool, text } from '../../core/index.js';
import { askWithin, condenseToFit, notesOf } from './ask.js';
import { asData, disarm, estimateTokens } from '../../tools/text/data.js';
import { languageToWrite } from '../../tools/text/index.js';
import { describeLimits } from './limits.js';
import { inManner, MANNER, MANNERS_AS_WAYS } from './manner.js';
import { requireText, SHAPE_PARAMETERS } from './summarize.js';
import { wordings } from './wordings.js';

export const rewrite = defineTool({
  name: 'rewrite',
  description: 'Rewrites a text with the same facts: simpler, more formal, friendlier, corrected, shorter, or in another form such as bullet points, a table or JSON.',
  wordings: wordings.rewrite,
  input: z.object({ text: text().describe('the text to rewrite'), instruction: z.string().optional().describe('how to rewrite it, e.g. "in simple words"'), ...SHAPE_PARAMETERS, manner: MANNER }),
  output: z.object({ text: text().describe('the new text') }),
  needs: ['chat'],
  timeoutMs: 300_000,
  criteria: [{ oracle: 'not_empty' }, { oracle: 'no_refusal' }, { oracle: 'no_repetition' }, { oracle: 'grounded_text', params: { level: 'facts' } }, { oracle: 'not_truncated' }, { oracle: 'content_coverage', params: { level: 'all' } }, { oracle: 'instruction_followed' }],
  alternatives: MANNERS_AS_WAYS,
  async execute(input, context) {
    requireText(input.text);
    const language = await languageToWrite(input.language, input.text);
    const write = async (): Promise<string> => {
      const source = await condenseToFit(input.text, '', context);
      const instruction = disarm(input.instruction ?? (input.format === undefined ? 'Rewrite this text clearly.' : 'Put this text into another form.'));
      const inputs = { data: asData(source), instruction, language, limits: describeLimits(input), notes: notesOf(context) };
      return askWithin('rewrite', inputs, input, context, 200 + estimateTokens(source) * 2);
    };
    return { text: await inManner({ manner: input.manner, source: input.text, limits: input, language, toKeep: { level: 'all', instruction: input.instruction ?? context.goal }, write }, context) };
  },
});

import { z } from 'zod';
import { defineTool, text } from '../../core/index.js';
import { askWithin, notesOf } from './ask.js';
import { disarm } from '../../tools/text/data.js';
import { languageToWrite } from '../../tools/text/index.js';
import { describeLimits } from './limits.js';
import { requireText, SHAPE_PARAMETERS } from './summarize.js';
import { wordings } from './wordings.js';

export const writeText = defineTool({
  name: 'write_text',
  description: 'Writes a new text from an instruction alone, without any source: a poem, a letter, a story, a greeting, a slogan.',
  wordings: wordings.write_text,
  input: z.object({ instruction: z.string().min(1).describe('what to write'), ...SHAPE_PARAMETERS }),
  output: z.object({ text: text().describe('the new text') }),
  needs: ['chat'],
  timeoutMs: 300_000,
  criteria: [{ oracle: 'not_empty' }, { oracle: 'no_refusal' }, { oracle: 'no_repetition', params: { refrains: true } }, { oracle: 'not_truncated' }, { oracle: 'instruction_followed' }],
  async execute(input, context) {
    requireText(input.instruction, 'instruction');
    const language = await languageToWrite(input.language, input.instruction);
    return { text: await askWithin('write', { instruction: disarm(input.instruction), language, limits: describeLimits(input), notes: notesOf(context) }, input, context) };
  },
});

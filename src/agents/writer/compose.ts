import { z } from 'zod';
import { anything, defineTool, text } from '../../core/index.js';
import { askWithin, condenseToFit, notesOf } from './ask.js';
import { asData, disarm } from '../../tools/text/data.js';
import { languageToWrite } from '../../tools/text/index.js';
import { describeLimits } from './limits.js';
import { SHAPE_PARAMETERS } from './summarize.js';
import { wordsOf } from './words-of.js';
import { wordings } from './wordings.js';

export const compose = defineTool({
  name: 'compose',
  description: 'Joins results of several steps (texts, data, facts about media) into one answer in words.',
  wordings: wordings.compose,
  input: z.object({ parts: z.array(anything()).min(1).describe('the results to join, in order'), instruction: z.string().optional().describe('what the answer should be'), ...SHAPE_PARAMETERS }),
  output: z.object({ text: text().describe('the answer') }),
  needs: ['chat'],
  timeoutMs: 300_000,
  criteria: [{ oracle: 'not_empty' }, { oracle: 'no_refusal' }, { oracle: 'no_repetition' }, { oracle: 'grounded_text' }, { oracle: 'not_truncated' }],
  async execute(input, context) {
    const parts = input.parts.map((part) => ({ name: part.name, words: wordsOf(part) })).filter(({ words }) => words.trim() !== '');
    const limits = describeLimits(input);
    const only = parts[0];
    // One text that nobody asked to change needs no model.
    if (parts.length === 1 && only && input.instruction === undefined && limits === '' && input.language === undefined) return { text: only.words };
    const joined = parts.map(({ words }) => words).join('\n\n');
    const language = await languageToWrite(input.language, joined);
    const whole = parts.map(({ words }, index) => asData(words, `RESULT ${index + 1}`)).join('\n\n');
    const short = await condenseToFit(whole, '', context);
    const data = short === whole ? whole : asData(short, 'RESULTS');
    const instruction = disarm(input.instruction ?? 'Join these results into one text. Leave out nothing that matters.');
    return { text: await askWithin('compose', { data, instruction, language, limits, notes: notesOf(context) }, input, context) };
  },
});

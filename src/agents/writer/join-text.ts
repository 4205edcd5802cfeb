import { z } from 'zod';
import { defineTool, text } from '../../core/index.js';

export const joinText = defineTool({
  name: 'join_text',
  description: 'Puts several texts one after the other, word for word and in the order given, with a separator between them.',
  input: z.object({
    texts: z.array(text()).min(1).describe('the texts, in order'),
    separator: z.string().default('\n\n').describe('what stands between two texts; an empty line when absent'),
  }),
  output: z.object({ text: text().describe('all texts in one') }),
  // The words for joining and for tables are like those for media and rewriting: only what is said of several results chooses it.
  onlyWritten: true,
  criteria: [{ oracle: 'texts_in_order', params: { of: 'texts' } }],
  execute: ({ texts, separator }) => Promise.resolve({ text: texts.join(separator) }),
});

import { z } from 'zod';
import { anything, defineTool, text, type Tool } from '../../src/core/index.js';

/** `shout` writes a text in capitals once `wait` lets it, `split` makes a list of words, `gather` joins what it gets with the items. */
export function programTools(wait: (text: string) => Promise<void>): Tool[] {
  return [
    defineTool({ name: 'shout', description: '', effects: 'reads-world', input: z.object({ text: text() }), output: z.object({ text: text() }), execute: async (input) => {
      await wait(input.text);
      return { text: input.text.toUpperCase() };
    } }),
    defineTool({ name: 'split', description: '', input: z.object({ text: text() }), output: z.object({ parts: z.array(text()) }), execute: async (input) => ({ parts: input.text.split(' ').filter((word) => word !== '') }) }),
    defineTool({ name: 'gather', description: '', input: z.object({ parts: z.array(anything()).min(1) }), output: z.object({ text: text() }),
      execute: async ({ parts }) => ({ text: parts.map(({ item, value }) => `${item ? `${item.number} ${item.about}=` : ''}${String(value)}`).join('; ') }) }),
  ];
}

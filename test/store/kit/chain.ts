import { z } from 'zod';
import { defineTool, text, type Tool } from '../../../src/core/index.js';

/** Steps that hand a text on, one of which acts outside. */
export const chainPlan = {
  steps: [
    { id: 'a', tool: 'add', inputs: { words: { value: 'go' } } },
    { id: 'b', tool: 'add', inputs: { words: { ref: 'a.text' } } },
    { id: 'send', tool: 'send', inputs: { words: { ref: 'b.text' } } },
    { id: 'c', tool: 'add', inputs: { words: { ref: 'send.text' } } },
  ],
};

/** `act` is told the key of each deed. */
export function chainTools(act: (key: string) => void): Tool[] {
  const shape = { input: z.object({ words: text() }), output: z.object({ text: text() }) };
  return [
    defineTool({ name: 'add', description: '', effects: 'reads-world', ...shape, execute: async ({ words }) => ({ text: `${words}+` }) }),
    defineTool({ name: 'send', description: '', effects: 'external', idempotent: true, ...shape, execute: async ({ words }, { idempotencyKey }) => {
      act(idempotencyKey);
      return { text: `${words} sent` };
    } }),
  ];
}

import { z } from 'zod';
import { defineTool, text, type Tool } from '../../src/core/index.js';

/** `quick` and `slow` both mark their text; `slow` takes `ms`. */
export function slowTools(ms: number): Tool[] {
  const ports = { input: z.object({ text: text() }), output: z.object({ text: text() }) };
  return [
    defineTool({ name: 'quick', description: '', effects: 'reads-world', ...ports, execute: async (input) => ({ text: `${input.text}q` }) }),
    defineTool({
      name: 'slow', description: '', effects: 'reads-world', ...ports,
      execute: async (input) => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        return { text: `${input.text}s` };
      },
    }),
  ];
}

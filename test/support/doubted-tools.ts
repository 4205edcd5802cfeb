import { z } from 'zod';
import { defineOracle, defineTool, text, type Oracle, type Tool } from '../../src/core/index.js';

/** A tool whose first attempt says "heard"; what later ones do is given. */
export function teller(later: () => Promise<never>): Tool {
  return defineTool({
    name: 'teller', description: '', effects: 'reads-world', input: z.object({}), output: z.object({ text: text() }), criteria: [{ oracle: 'hears_twice' }],
    execute: async (_, { attempt }) => (attempt === 1 ? { text: 'heard' } : later()),
  });
}

/** A model that never hears what it listens for. */
export const hearsTwice: Oracle = defineOracle({
  name: 'hears_twice', description: '', kind: 'model', modalities: ['text'], params: z.object({}),
  check: async () => ({ status: 'fail', critique: 'It was heard once.' }),
});

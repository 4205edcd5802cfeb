import { z } from 'zod';
import { defineTool, text, type Tool } from '../../src/core/index.js';

const ports = { input: z.object({ text: text() }), output: z.object({ text: text() }) };

/** `echo` gives its text back. */
export const echo = defineTool({ name: 'echo', description: '', ...ports, execute: async ({ text: said }) => ({ text: said }) });

/** `wait` ends when it is told to, or when its run ends. */
export function waiting(): { tool: Tool; go: () => void } {
  let go: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => { go = resolve; });
  return {
    go,
    tool: defineTool({
      name: 'wait', description: '', effects: 'reads-world', ...ports,
      execute: async ({ text: said }, { signal }) => {
        await Promise.race([gone, new Promise((_, reject) => { signal.addEventListener('abort', () => { reject(signal.reason as Error); }, { once: true }); })]);
        return { text: said };
      },
    }),
  };
}

/** `send` acts on the world. */
export const send = defineTool({ name: 'send', description: '', effects: 'external', ...ports, execute: async ({ text: said }) => ({ text: `sent ${said}` }) });

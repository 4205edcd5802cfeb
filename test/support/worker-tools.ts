import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { defineOracle, defineTool, text, type Oracle, type Tool } from '../../src/core/index.js';

/** What tools in several processes write down, and the gates that they wait at. A folder. */
export function openYard(folder: string): { say(line: string): void; said(): string[]; open(gate: string): void; pass(gate: string, signal: AbortSignal): Promise<void> } {
  const book = join(folder, 'said');
  return {
    say: (line) => { appendFileSync(book, `${line}\n`); },
    said: () => (existsSync(book) ? readFileSync(book, 'utf8').trim().split('\n') : []),
    open: (gate) => { writeFileSync(join(folder, `gate-${gate}`), ''); },
    async pass(gate, signal) {
      while (!existsSync(join(folder, `gate-${gate}`))) {
        if (signal.aborted) throw signal.reason;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

/** Tools that write down who uses them; `hold` and `deed` wait at the gate that their text names. */
export function workerTools(folder: string): Tool[] {
  const yard = openYard(folder);
  const input = z.object({ text: text() });
  const output = z.object({ text: text() });
  return [
    defineTool({ name: 'shout', description: 'Makes a text loud.', effects: 'reads-world', input, output, execute: async ({ text: given }) => {
      yard.say(`shout ${given} ${process.pid}`);
      return { text: given.toUpperCase() };
    } }),
    defineTool({ name: 'swell', description: 'Makes a text long.', effects: 'reads-world', input, output, execute: async ({ text: given }) => ({ text: given.repeat(200_000) }) }),
    defineTool({ name: 'hold', description: 'Hands a text on when its gate is open.', effects: 'reads-world', input, output, execute: async ({ text: given }, { signal, progress, attempt }) => {
      yard.say(`hold ${given} ${process.pid} attempt ${attempt}`);
      progress(0.5, 'at the gate');
      signal.addEventListener('abort', () => { yard.say(`aborted ${given} ${Date.now()}`); });
      await yard.pass(given, signal);
      return { text: given };
    } }),
    defineTool({ name: 'deed', description: 'Changes something outside.', effects: 'external', input, output, execute: async ({ text: given }, { signal }) => {
      yard.say(`deed ${given} ${process.pid}`);
      await yard.pass(given, signal);
      return { text: given };
    } }),
  ];
}

export const workerOracles: Oracle[] = [
  defineOracle({ name: 'loud', description: 'A text is in capitals.', kind: 'deterministic', modalities: ['text'], params: z.object({}), check: async ({ value }) => ({ status: value === String(value).toUpperCase() ? 'pass' : 'fail', measured: String(value) }) }),
];

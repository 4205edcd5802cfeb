import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { defineTool, text, type Tool } from '../../src/core/index.js';

/** The plan of one task, what its answer must be, and the name of its deed: one step tells the ledger, which is a deed outside. */
export function taskOf(number: number): { readonly goal: string; readonly plan: { steps: unknown[] }; readonly answer: string; readonly deed: string } {
  const steps = [
    { id: 'add', tool: 'add_seven', inputs: { text: { value: String(number) } } },
    { id: 'left', tool: 'double', inputs: { text: { ref: 'add.text' } } },
    { id: 'right', tool: 'square', inputs: { text: { ref: 'add.text' } } },
    { id: 'tell', tool: number % 4 === 0 ? 'tell_once' : 'tell', inputs: { text: { ref: 'left.text' } } },
    { id: 'end', tool: 'join', inputs: { texts: [{ ref: 'right.text' }, { ref: 'tell.text' }] } },
  ];
  return { goal: `task ${number}`, plan: { steps }, answer: `${(number + 7) ** 2} and ${2 * (number + 7)}`, deed: String(2 * (number + 7)) };
}

/** Arithmetic that takes a while, and two tools that act outside: `tell` knows keys, `tell_once` does not. */
export function campaignTools(ledger: string): Tool[] {
  const input = z.object({ text: text() });
  const output = z.object({ text: text() });
  const pure = (name: string, ms: number, work: (value: number) => number): Tool => defineTool({ name, description: `${name}.`, effects: 'reads-world', input, output, execute: async ({ text: given }, { signal }) => {
    await sleep(ms, undefined, { signal });
    return { text: String(work(Number(given))) };
  } });
  const telling = (name: string, idempotent: boolean): Tool => defineTool({ name, description: 'Tells the ledger.', effects: 'external', idempotent, input, output, execute: async (given, { signal, idempotencyKey }) => {
    await sleep(100, undefined, { signal });
    const reply = await fetch(`${ledger}/deeds`, { method: 'POST', signal, body: JSON.stringify({ deed: given.text, key: idempotent ? idempotencyKey : crypto.randomUUID() }) });
    if (!reply.ok) throw new Error(`the ledger answered ${reply.status}`);
    await sleep(100, undefined, { signal });
    return given;
  } });
  return [
    pure('add_seven', 100, (value) => value + 7), pure('double', 300, (value) => 2 * value), pure('square', 500, (value) => value ** 2),
    telling('tell', true), telling('tell_once', false),
    defineTool({ name: 'join', description: 'Joins texts.', effects: 'reads-world', input: z.object({ texts: z.array(text()) }), output, execute: ({ texts }) => Promise.resolve({ text: texts.join(' and ') }) }),
  ];
}

import { z } from 'zod';
import { defineOracle, defineTool, text, type Oracle, type Tool } from '../../../src/core/index.js';

const ports = { description: '', input: z.object({ text: text() }), output: z.object({ text: text() }) };

/** Tools whose runs the corpus holds. They do what they do in every version. */
export function corpusTools(): Tool[] {
  return [
    defineTool({ name: 'mark', ...ports, effects: 'reads-world', execute: async (input, { critique }) => ({ text: `${input.text}${critique === undefined ? '?' : '!'}` }) }),
    defineTool({ name: 'send', ...ports, effects: 'external', execute: async (input) => ({ text: `${input.text} sent` }) }),
    defineTool({ name: 'break', ...ports, effects: 'reads-world', execute: () => Promise.reject(new Error('it broke')) }),
    defineTool({ name: 'endless', ...ports, effects: 'reads-world', execute: async (input, { goal }) => (goal === 'end' ? { text: `${input.text} ended` } : new Promise((resolve) => setTimeout(resolve, 60_000, { text: '' }))) }),
  ];
}

export function corpusOracles(): Oracle[] {
  return [defineOracle({ name: 'sure', description: '', kind: 'deterministic', modalities: ['text'], params: z.object({}), check: async ({ value }) => (String(value).endsWith('!') ? { status: 'pass', measured: String(value) } : { status: 'fail', measured: String(value), critique: 'Be sure.' }) })];
}

/** What was run. */
export const corpusPlans = {
  /** The first step holds at its second attempt. */
  climbs: {
    steps: [
      { id: 'first', tool: 'mark', inputs: { text: { value: 'a' } }, criteria: [{ oracle: 'sure' }] },
      { id: 'second', tool: 'mark', inputs: { text: { ref: 'first.text' } } },
    ],
  },
  maps: { steps: [{ id: 'check', tool: 'mark', inputs: { text: { value: 'w' } } }, { id: 'each', tool: 'mark', inputs: { text: { map: [{ value: 'x' }, { value: 'y' }] } } }, { id: 'later', tool: 'mark', inputs: { text: { value: 'z' } }, when: { of: { ref: 'check.text' }, equals: 'yes' } }] },
  fails: { steps: [{ id: 'bad', tool: 'break', inputs: { text: { value: 'a' } } }, { id: 'after', tool: 'mark', inputs: { text: { ref: 'bad.text' } } }] },
  /** Waits for approval. */
  waits: { steps: [{ id: 'letter', tool: 'mark', inputs: { text: { value: 'dear' } } }, { id: 'post', tool: 'send', inputs: { text: { ref: 'letter.text' } } }] },
};

import type { Tool } from '../../src/core/index.js';
import type { testRuntime } from '../support/workshop.js';

/** Plans one step a task: the tool that the first word of the task names, on the rest of it. */
export function planner(tools: Tool[]): NonNullable<Parameters<typeof testRuntime>[0]['planner']> {
  return {
    plan: async ({ goal }) => {
      const [name = '', ...rest] = goal.split(' ');
      if (!tools.some(({ spec }) => spec.name === name)) return { status: 'missing', capability: name, message: `Nothing can ${name}.` };
      return { status: 'planned', plan: { version: 1, goal, steps: [{ id: 'a', tool: name, inputs: { text: { value: rest.join(' ') } }, criteria: [] }], deliverables: ['a.text'] }, notes: [] };
    },
  };
}

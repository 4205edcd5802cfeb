import { isUnknownAct } from '../../../src/agents/planner/outside-acts.js';
import { defineTool, text, type ToolSpec } from '../../../src/core/index.js';
import { z } from 'zod';

const tool = (name: string, description: string): ToolSpec => defineTool({ name, description, input: z.object({ text: text() }), output: z.object({ text: text() }), execute: async (input) => input }).spec;
const reader = tool('read_text', 'Reads the text in a picture.');

test.each(['Send an e-mail to Bob about this picture.', 'email the result to my boss', 'Then upload it to the server', 'please print the page', 'delete the old file', 'Buy two tickets'])('an act outside that no tool speaks of is not given to another tool: %s', (clause) => {
  expect(isUnknownAct(clause, [reader])).toBe(true);
});

test.each(['Send me a summary', 'Send it to me as text', 'Read the e-mail in the picture', 'Describe the print on the wall'])('what only hands over, or only speaks of such things, is no act: %s', (clause) => {
  expect(isUnknownAct(clause, [reader])).toBe(false);
});

test('a tool that says that it does the act may be chosen', () => {
  expect(isUnknownAct('Send an e-mail to Bob', [reader, tool('mailer', 'Sends a message.')])).toBe(false);
  expect(isUnknownAct('Email Bob', [reader, tool('mailer', 'Writes and delivers an e-mail.')])).toBe(false);
});

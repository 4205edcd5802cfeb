import { builtInTools } from '../../../src/agents/index.js';
import { isUnknownAct, isUnknownFormat, isUnknownWork } from '../../../src/agents/planner/outside-acts.js';
import { defineTool, text, type ToolSpec } from '../../../src/core/index.js';
import { z } from 'zod';

const tool = (name: string, description: string): ToolSpec => defineTool({ name, description, input: z.object({ text: text() }), output: z.object({ text: text() }), execute: async (input) => input }).spec;
const reader = tool('read_text', 'Reads the text in a picture.');

test.each(['Send an e-mail to Bob about this picture.', 'email the result to my boss', 'Then upload it to the server', 'please print the page', 'delete the old file', 'Buy two tickets', 'Sign the contract'])('an act outside that no tool speaks of is not given to another tool: %s', (clause) => {
  expect(isUnknownAct(clause, [reader])).toBe(true);
});

test.each(['Send me a summary', 'Send it to me as text', 'Read the e-mail in the picture', 'Describe the print on the wall', 'Read the sign'])('what only hands over, or only speaks of such things, is no act: %s', (clause) => {
  expect(isUnknownAct(clause, [reader])).toBe(false);
});

test('a tool that says that it does the act may be chosen', () => {
  expect(isUnknownAct('Send an e-mail to Bob', [reader, tool('mailer', 'Sends a message.')])).toBe(false);
  expect(isUnknownAct('Email Bob', [reader, tool('mailer', 'Writes and delivers an e-mail.')])).toBe(false);
});

test.each([
  ['Post it to the channel', 'Lets you post a message.'],
  ['Delete the meeting', 'Create, update or delete an event.'],
  ['Book a table for two', 'Tool to book a table.'],
  ['Share the folder', 'You can share files.'],
])('%s: a tool that says it in the bare form may be chosen: %s', (clause, description) => {
  expect(isUnknownAct(clause, [reader, tool('helper', description)])).toBe(false);
});

test.each([['Post it to the channel', 'Summarizes a blog post.'], ['Order two lamps', 'Sorts rows in the order given.'], ['Book a table for two', 'Reads any printed book aloud.']])('%s: a thing of that name is no act: %s', (clause, description) => {
  expect(isUnknownAct(clause, [reader, tool('helper', description)])).toBe(true);
});

test.each([['Convert the report to PDF', true], ['please save the pictures as bmp', true], ['please save the pictures as gif', false], ['turn it into an mp3', false], ['make a table of it', false], ['Copy the words to the letter', false], ['Summarize the letter as a PDF.', true], ['Give me the summary as a Word document', true], ['Summarize the letter as a table', false], ['Read it as an epic poem', false]])('%s asks for a file that no tool makes: %s', (clause, unknown) => {
  expect(isUnknownFormat(clause, builtInTools.map(({ spec }) => spec))).toBe(unknown);
});

test.each([['Blur the licence plate', true], ['please blur the photo', true], ['please mirror the photo', false], ['Crop the photo to the dog', false], ['Turn up the volume', false], ['Send me the picture', false]])('%s is work that no tool does: %s', (clause, unknown) => {
  const tools = builtInTools.map(({ spec }) => spec);
  expect(isUnknownWork(clause, tools, [{ name: 'a.jpg', modality: 'image' }])).toBe(unknown);
  expect(isUnknownWork(clause, tools, [{ name: 'a.txt', modality: 'text' }])).toBe(false);
});

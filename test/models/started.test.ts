import { writeFileSync } from 'node:fs';
import { createModels, parseConfig, type CreateModelsOptions, type Models } from '../../src/models/index.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const file = temporaryFolder();
const open: Models[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((models) => models.close()));
});

/** A server program of somebody else: its models answer with what they were started with. */
const PROGRAM = `
const { createServer } = require('node:http');
const [port] = process.argv.slice(2);
const json = (response, value) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
createServer((request, response) => {
  if (request.url === '/ready') return json(response, {});
  if (request.url === '/v1/models') return json(response, { data: [{ id: 'theirs', owned_by: 'sglang' }] });
  if (request.url === '/get_model_info') return json(response, {});
  const said = [process.env.WORD, process.env.CUDA_VISIBLE_DEVICES, request.headers.authorization].join(' ');
  json(response, { choices: [{ message: { content: said }, finish_reason: 'stop' }], usage: { prompt_tokens: 3, completion_tokens: 1 } });
}).listen(Number(port), '127.0.0.1');
`;

async function models(start: object): Promise<Models> {
  writeFileSync(file('server.cjs'), PROGRAM);
  const store: CreateModelsOptions['store'] = { entries: [], state: () => 'missing', files: () => ({}), verify: async () => ({ damaged: [] }) } as never;
  const config = parseConfig({ servers: [{ id: 'mine', jobs: { chat: '' }, apiKeyEnv: 'KEY', start: { command: [process.execPath, file('server.cjs'), '{port}'], health: '/ready', ...start } }] }, 'test');
  const made = await createModels({ config, store, env: { KEY: 'k1' }, home: { cache: file('cache'), data: file('data') } });
  open.push(made);
  return made;
}

const question = { messages: [{ role: 'user' as const, content: 'Hello' }] };

test('a configured server is started by its first request, with its environment, device and key, and ends with Vouch', async () => {
  const made = await models({ env: { WORD: 'hi' }, device: 'cpu' });
  const state = (): string | undefined => made.status().find(({ job }) => job === 'chat')?.models[0]?.state;
  expect(state()).toBe('declared');
  expect(await made.chat(question)).toMatchObject({ text: 'hi  Bearer k1', model: 'theirs' });
  expect(state()).toBe('ready');
  await made.close();
  expect(made.residentBytes()).toBe(0);
});

test('a program that is not there fails with its name', async () => {
  const made = await models({ command: ['no-such-program-of-models', '{port}'], startSeconds: 20 });
  await expect(made.chat(question)).rejects.toMatchObject({ code: 'MODEL_SERVER_FAILED', message: expect.stringContaining('no-such-program-of-models') });
});

/** One plan file, run where its model is embedded, where a server that runs is joined, and where Vouch starts one. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { artifact, defineOracle, defineTool, text } from '../../src/core/index.js';
import { createModels, parseConfig, type CreateModelsOptions } from '../../src/models/index.js';
import { CatalogEntry } from '../../src/models/catalog/index.js';
import { freePort } from '../support/free-port.js';
import { freshFolder, removeFolders, testRuntime } from '../support/workshop.js';

const folder = freshFolder();
const running: ChildProcess[] = [];
afterAll(() => {
  for (const child of running) child.kill();
  removeFolders();
});

/** Stands for a server that hears: as a child that is told on its standard input what to serve, or on a port of its own. */
const HEARS = `#!${process.execPath}
const { createServer } = require('node:http');
const serve = (port, model, said) => {
  const server = createServer((request, response) => {
    const answer = (value) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (request.url === '/health') return answer({});
    if (request.url === '/v1/models') return answer({ data: [{ id: model, owned_by: 'vouch', job: 'transcribe' }] });
    if (request.url !== '/v1/audio/transcriptions') return response.writeHead(404).end('{}');
    let bytes = 0;
    request.on('data', (chunk) => (bytes += chunk.length));
    request.on('end', () => answer({ text: bytes > 100 ? 'Bring three chairs.' : '', language: 'en', duration: 1, segments: [] }));
  }).listen(port, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
};
const at = process.argv.indexOf('--port');
if (at > 0) serve(Number(process.argv[at + 1]), 'ears');
else {
  process.stdin.once('data', (line) => serve(0, JSON.parse(line).modelId));
  process.stdin.on('end', () => process.exit(0));
}
`;

const PLAN = {
  version: 1, goal: 'Write down what is said.',
  steps: [{ id: 'heard', tool: 'hear', inputs: { audio: { given: 'talk.wav' } }, criteria: [{ oracle: 'says', params: { word: 'chairs' } }] }, { id: 'loud', tool: 'shout', inputs: { text: { ref: 'heard.text' } } }],
  deliverables: ['loud.text'],
};

const hear = defineTool({
  name: 'hear', description: 'Writes down what is said.', needs: ['transcribe'], input: z.object({ audio: artifact('audio') }), output: z.object({ text: text() }),
  execute: async ({ audio: sound }, { models }) => ({ text: (await models.transcribe({ path: sound.path })).text }),
});
const shout = defineTool({ name: 'shout', description: 'Capitals.', input: z.object({ text: text() }), output: z.object({ text: text() }), execute: async ({ text: words }) => ({ text: words.toUpperCase() }) });
const says = defineOracle({ name: 'says', description: 'Holds a word.', kind: 'deterministic', modalities: ['text'], params: z.object({ word: z.string() }), check: async ({ value }, { word }) => ({ status: String(value).includes(word) ? 'pass' : 'fail' }) });

const entry = CatalogEntry.parse({
  id: 'ears', title: 'stands in', job: 'transcribe', modalities: { in: ['audio'], out: ['text'] }, licence: 'MIT', engine: 'faster-whisper', needs: { memoryBytes: 1, threads: 1 }, pack: 'optional',
  files: [{ role: 'model', name: 'model.bin', bytes: 1, sha256: 'a'.repeat(64), sources: [{ kind: 'file', path: './model.bin' }] }],
});
const store = (isHere: boolean): CreateModelsOptions['store'] => ({ entries: [entry], state: () => (isHere ? 'installed' : 'missing'), files: () => ({ model: 'model.bin' }), verify: () => Promise.resolve({ sound: true, damaged: [] }) });
const program = join(folder, 'hears.cjs');
const file = join(folder, 'plan.json');

beforeAll(() => {
  writeFileSync(program, HEARS);
  chmodSync(program, 0o755);
  writeFileSync(file, JSON.stringify(PLAN));
  // A WAV file of half a second without a sound.
  const header = Buffer.from('524946460000000057415645666d74201000000001000100803e0000007d0000020010006461746100000000', 'hex');
  header.writeUInt32LE(36 + 16_000, 4);
  header.writeUInt32LE(16_000, 40);
  writeFileSync(join(folder, 'talk.wav'), Buffer.concat([header, Buffer.alloc(16_000)]));
});

/** Starts a server of its own, as somebody else would have. */
async function joined(): Promise<string> {
  const port = await freePort();
  const child = spawn(process.execPath, [program, '--port', String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  await once(createInterface({ input: child.stdout }), 'line');
  return `http://127.0.0.1:${port}/v1`;
}

test.each<[string, () => Promise<{ isHere: boolean; config: object }>]>([
  ['embedded', () => Promise.resolve({ isHere: true, config: {} })],
  ['joined', async () => ({ isHere: false, config: { servers: [{ id: 'box', url: await joined(), jobs: { transcribe: 'ears' } }] } })],
  ['started by Vouch', () => Promise.resolve({ isHere: false, config: { servers: [{ id: 'box', jobs: { transcribe: '' }, start: { command: [process.execPath, program, '--port', '{port}'] } }] } })],
])('the same plan file gives the same proved answer where its model is %s', async (_where, place) => {
  const { isHere, config } = await place();
  const models = await createModels({ config: parseConfig(config, 'test'), store: store(isHere), python: () => Promise.resolve(program), env: {}, home: { cache: join(folder, 'cache'), data: join(folder, 'data') } });
  const runtime = testRuntime({ tools: [hear, shout], oracles: [says], models });
  try {
    const run = runtime.run({ plan: JSON.parse(readFileSync(file, 'utf8')) as unknown, inputs: [{ path: join(folder, 'talk.wav') }] });
    expect(await run.result).toMatchObject({ status: 'completed', answer: 'BRING THREE CHAIRS.', steps: [{ id: 'heard', attempts: 1 }, { id: 'loud', attempts: 1 }], verdicts: expect.arrayContaining([expect.objectContaining({ oracle: 'says', status: 'pass' })]) });
    expect((await runtime.state(run.id)).provenance.find(({ models: used }) => used.length > 0)).toMatchObject({ models: ['ears'] });
  } finally {
    await runtime.close();
    await models.close();
  }
});

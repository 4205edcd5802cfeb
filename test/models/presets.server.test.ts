/** Servers that Vouch starts by the commands of their presets, as `vouch models add --start` writes them: real programs around tiny random models, supervised. */
import { execFile } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import sharp from 'sharp';
import { createModels, loadConfig, type CreateModelsOptions, type Models } from '../../src/models/index.js';
import { askMetrics } from '../../src/models/providers/index.js';
import { temporaryFolder, vouch } from '../cli/command-line.js';
import { freePort } from '../support/free-port.js';
import { makeTiny } from './providers/start-python.js';

jest.setTimeout(240_000);

const folder = temporaryFolder();
const servers = fileURLToPath(new URL('../../servers/', import.meta.url));
const python = process.env['VOUCH_SERVERS_PYTHON'] ?? '';
const store: CreateModelsOptions['store'] = { entries: [], state: () => 'missing', files: () => ({}), verify: () => Promise.resolve({ sound: true, damaged: [] }) };
const open: Models[] = [];
afterAll(async () => {
  await Promise.all(open.map((models) => models.close()));
});

/** Puts a program in front of those of this machine. */
function program(name: string, text: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** What `vouch models add` writes, started with the programs of this test. */
async function added(...args: string[]): Promise<Models> {
  const file = join(folder, `${args[0] ?? ''}.json`);
  expect(await vouch('models', 'add', ...args, '--start', '--config', file)).toMatchObject({ exitCode: 0 });
  const written = JSON.parse(readFileSync(file, 'utf8')) as { servers: { start: { env?: object } }[] };
  for (const { start } of written.servers) start.env = { ...start.env, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`, HF_HUB_OFFLINE: '1' };
  writeFileSync(file, JSON.stringify(written));
  const models = await createModels({ config: loadConfig({ file }), store, env: {}, home: { cache: join(folder, 'cache'), data: join(folder, 'data') } });
  open.push(models);
  return models;
}

async function picture(): Promise<string> {
  const path = join(folder, 'red.png');
  await sharp({ create: { width: 56, height: 56, channels: 3, background: 'red' } }).png().toFile(path);
  return path;
}

/** The program of this machine; one that was compiled for another processor is as good as none: what the Python package has takes its place. */
async function llamaServer(): Promise<string> {
  const run = promisify(execFile);
  const found = await run('/bin/sh', ['-c', 'command -v "$0"', process.env['VOUCH_FOREIGN_LLAMA_SERVER'] ?? 'llama-server']).then(({ stdout }) => stdout.trim(), () => undefined);
  const runs = found !== undefined && (await run(found, ['--version']).then(() => true, () => false));
  return runs ? `'${found}'` : `'${python}' '${fileURLToPath(new URL('llama-server.py', import.meta.url))}'`;
}

const state = (models: Models, job: string): string | undefined => models.status().find((status) => status.job === job)?.models[0]?.state;

test('our Python server is started by its preset, sees and embeds with the right one of its models, and is gone afterwards', async () => {
  await Promise.all(['qwen-vl', 'clip'].map((kind) => makeTiny(kind, folder)));
  writeFileSync(join(folder, 'models.json'), JSON.stringify([{ id: 'clip', engine: 'image-text-embed', source: 'clip' }, { id: 'eyes', engine: 'vision-chat', source: 'qwen-vl' }]));
  program('vouch-models', `PYTHONPATH='${servers}' exec '${python}' -m vouch_models "$@"`);
  const models = await added('vouch', '--model', join(folder, 'models.json'), '--job', 'see', '--job', 'embed');
  expect(state(models, 'see')).toBe('declared');
  const image = await picture();
  expect(await models.chat({ messages: [{ role: 'user', content: [{ type: 'image', path: image }, { type: 'text', text: 'Colour?' }] }], maxTokens: 4 })).toMatchObject({ model: 'eyes' });
  expect(await models.embed(['a', { image }])).toHaveLength(2);
  expect(state(models, 'see')).toBe('ready');
  await models.close();
  expect(models.residentBytes()).toBe(0);
});

test('llama-server is started by its preset with its eyes, tells what it has in hand, and is gone afterwards', async () => {
  await makeTiny('gguf', folder);
  program('llama-server', `exec ${await llamaServer()} --ctx-size 512 "$@"`);
  const port = await freePort();
  const models = await added('llama-server', '--model', join(folder, 'tiny.gguf'), '--projector', join(folder, 'projector.gguf'), '--job', 'chat', '--job', 'see', '--port', String(port));
  const question = { messages: [{ role: 'user' as const, content: 'Hello' }], maxTokens: 8 };
  await models.chat(question);
  const before = await askMetrics(`http://127.0.0.1:${port}`, undefined, AbortSignal.timeout(5_000));
  await models.chat(question);
  const after = await askMetrics(`http://127.0.0.1:${port}`, undefined, AbortSignal.timeout(5_000));
  expect(after).toMatchObject({ running: 0, waiting: 0 });
  expect(after?.progress).toBeGreaterThan(before?.progress ?? NaN);
  await models.chat({ messages: [{ role: 'user', content: [{ type: 'image', path: await picture() }, { type: 'text', text: 'Colour?' }] }], maxTokens: 4 });
  expect(state(models, 'see')).toBe('ready');
  await models.close();
  expect(models.residentBytes()).toBe(0);
});

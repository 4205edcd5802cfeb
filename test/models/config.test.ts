import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/models/index.js';

const cwd = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => {
  rmSync(cwd, { recursive: true });
});

function write(name: string, value: unknown): string {
  const file = join(cwd, name);
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

test('without a file and variables everything is embedded', () => {
  expect(loadConfig({ env: {}, cwd })).toEqual({ servers: [], models: {}, gpu: true, hotSpares: [], mcpServers: {}, allowedFolders: [], store: {} });
});

test('the file that is named wins over VOUCH_CONFIG, and that over the working directory', () => {
  const named = write('named.json', { memoryBytes: 1 });
  const variable = write('variable.json', { memoryBytes: 2 });
  const folder = mkdtempSync(join(cwd, 'here-'));
  writeFileSync(join(folder, 'vouch.config.json'), '{"memoryBytes": 3}');
  expect(loadConfig({ file: named, env: { VOUCH_CONFIG: variable }, cwd: folder }).memoryBytes).toBe(1);
  expect(loadConfig({ env: { VOUCH_CONFIG: variable }, cwd: folder }).memoryBytes).toBe(2);
  expect(loadConfig({ env: {}, cwd: folder }).memoryBytes).toBe(3);
});

test('faults name the file and every field', () => {
  const file = write('bad.json', { servers: [{ id: 'gpu', url: 'ftp://host', jobs: { chat: 'm', sing: 'n' } }], memory: 5 });
  expect(() => loadConfig({ file, env: {}, cwd })).toThrow(expect.objectContaining({ code: 'USAGE', message: expect.stringMatching(/bad\.json.*servers\[0\]\.url.*servers\[0\]\.jobs.*memory/s) }));
  expect(() => loadConfig({ file: write('cut.json', '{"servers": ['), env: {}, cwd })).toThrow(expect.objectContaining({ code: 'USAGE' }));
  expect(() => loadConfig({ file: join(cwd, 'none.json'), env: {}, cwd })).toThrow(expect.objectContaining({ code: 'INPUT_NOT_FOUND' }));
});

test('OPENAI_BASE_URL points chat, and only chat, at a server; its model is asked for', () => {
  const { servers } = loadConfig({ env: { OPENAI_BASE_URL: 'http://gpu:8000/v1/', OPENAI_API_KEY: 'k' }, cwd });
  expect(servers).toEqual([{ id: 'chat server of OPENAI_BASE_URL', url: 'http://gpu:8000/v1', apiKeyEnv: 'OPENAI_API_KEY', jobs: { chat: '' } }]);
});

test('each job can be pointed by its own variables, before what the file says', () => {
  const file = write('one.json', { servers: [{ id: 'mine', url: 'http://a/v1', jobs: { see: 'x' } }] });
  const { servers } = loadConfig({ file, env: { VOUCH_SEE_URL: 'https://eyes/v1', VOUCH_SEE_MODEL: 'qwen-vl', OPENAI_BASE_URL: 'http://b/v1', VOUCH_EMBED_MODEL: 'e5' }, cwd });
  expect(servers.map((server) => [server.url, server.jobs])).toEqual([['http://b/v1', { chat: '' }], ['https://eyes/v1', { see: 'qwen-vl' }], ['http://b/v1', { embed: 'e5' }], ['http://a/v1', { see: 'x' }]]);
});

test('a variable that is no address is named', () => {
  expect(() => loadConfig({ env: { VOUCH_OCR_URL: 'gpu:8000' }, cwd })).toThrow(expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('VOUCH_OCR_URL') }));
});

test('two servers of one name, or with one port, are refused with both named', () => {
  const start = (id: string, port: number) => ({ id, start: { command: ['x', '{port}'], port }, jobs: { chat: '' } });
  const load = (servers: unknown[]) => () => loadConfig({ file: write('servers.json', { servers }), env: {}, cwd });
  expect(load([start('one', 8000), start('one', 8001)])).toThrow(expect.objectContaining({ code: 'USAGE', message: expect.stringMatching(/servers\[1\]\.id: another server is called one/) }));
  expect(load([start('one', 8000), start('two', 8000)])).toThrow(expect.objectContaining({ code: 'USAGE', message: expect.stringMatching(/servers\[1\]\.start\.port: one has the port 8000/) }));
  expect(load([start('one', 8000), start('two', 8001)])().servers).toHaveLength(2);
});

test.each([
  ['a password in an address', { id: 'x', url: 'http://user:hunter2@host/v1', jobs: {} }, 'apiKeyEnv'],
  ['a key behind an address', { id: 'x', url: 'http://host/v1?key=hunter2', jobs: {} }, 'apiKeyEnv'],
  ['a key in place of the variable that holds it', { id: 'x', url: 'http://host/v1', apiKeyEnv: 'sk-hunter2', jobs: {} }, 'name of an environment variable'],
])('%s is refused, and not said again', (_what, server, hint) => {
  const load = () => loadConfig({ file: write('secret.json', { servers: [server] }), env: {}, cwd });
  expect(load).toThrow(expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(hint) }));
  expect(load).toThrow(expect.objectContaining({ message: expect.not.stringContaining('hunter2') }));
});

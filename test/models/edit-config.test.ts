import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { loadConfig, writeServer } from '../../src/models/index.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const file = temporaryFolder();
const vllm = { id: 'gpu', dialect: 'vllm' as const, url: 'http://127.0.0.1:8000/v1', jobs: { see: 'eyes' } };

test('a file that is not there is made', async () => {
  expect(await writeServer(file('new.json'), vllm)).toBe('added');
  expect(loadConfig({ file: file('new.json'), env: {} }).servers).toMatchObject([vllm]);
});

test('comments, order and layout of what is there stay', async () => {
  const text = '{\n  // our box\n  "gpu": false,\n  "servers": [\n    { "id": "old", "url": "http://a/v1", "jobs": { "chat": "m" } }, // keep\n  ],\n}\n';
  writeFileSync(file('commented.json'), text);
  await writeServer(file('commented.json'), vllm);
  const now = readFileSync(file('commented.json'), 'utf8');
  expect(now).toContain('  // our box\n  "gpu": false,');
  expect(now).toContain('{ "id": "old", "url": "http://a/v1", "jobs": { "chat": "m" } }');
  expect(now).toContain('// keep');
  expect(loadConfig({ file: file('commented.json'), env: {} }).servers.map(({ id }) => id)).toEqual(['old', 'gpu']);
});

test('a server of the same id is replaced, and no scratch file is left', async () => {
  await writeServer(file('twice.json'), vllm);
  expect(await writeServer(file('twice.json'), { ...vllm, jobs: { chat: 'other' } })).toBe('replaced');
  expect(loadConfig({ file: file('twice.json'), env: {} }).servers).toMatchObject([{ id: 'gpu', jobs: { chat: 'other' } }]);
  expect(readdirSync(dirname(file('x'))).filter((name) => name.endsWith('.new'))).toEqual([]);
});

test('what would not load is not written', async () => {
  writeFileSync(file('good.json'), '{"gpu": false}');
  await expect(writeServer(file('good.json'), { ...vllm, url: 'ftp://host' })).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('servers[0].url') });
  expect(readFileSync(file('good.json'), 'utf8')).toBe('{"gpu": false}');
  writeFileSync(file('cut.json'), '{"gpu": ');
  await expect(writeServer(file('cut.json'), vllm)).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('line 1') });
});

test('a server is joined or started, and not both', () => {
  for (const server of [{ id: 'x', jobs: {} }, { id: 'x', jobs: {}, url: 'http://a/v1', start: { command: ['x'] } }]) {
    writeFileSync(file('both.json'), JSON.stringify({ servers: [server] }));
    expect(() => loadConfig({ file: file('both.json'), env: {} })).toThrow(expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('either url') }));
  }
});

test('a file that is a link stays one, and who may read it stays as it was', async () => {
  writeFileSync(file('real.json'), '{"gpu": false}');
  chmodSync(file('real.json'), 0o600);
  symlinkSync(file('real.json'), file('link.json'));
  await writeServer(file('link.json'), vllm);
  expect(lstatSync(file('link.json')).isSymbolicLink()).toBe(true);
  expect(statSync(file('real.json')).mode & 0o777).toBe(0o600);
  expect(loadConfig({ file: file('real.json'), env: {} })).toMatchObject({ gpu: false, servers: [vllm] });
});

test.each([['{"servers": {"gpu": {}}}', 'servers'], ['[]', 'top level'], ['', 'line 1'], ['{"servers": [{"id": "a"}]}', 'servers[0]']])('a file that says %j is left as it is, and what is wrong with it is said', async (text, place) => {
  writeFileSync(file('wrong.json'), text);
  await expect(writeServer(file('wrong.json'), vllm)).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining(place) });
  expect(readFileSync(file('wrong.json'), 'utf8')).toBe(text);
});

test('several that add a server at the same moment undo nothing of each other', async () => {
  const ids = ['a', 'b', 'c'];
  await Promise.all(ids.map((id) => writeServer(file('busy', 'many.json'), { ...vllm, id })));
  expect(loadConfig({ file: file('busy', 'many.json'), env: {} }).servers.map(({ id }) => id).sort()).toEqual(ids);
  expect(readdirSync(file('busy'))).toEqual(['many.json']);
});

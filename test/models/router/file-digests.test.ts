import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FileDigests } from '../../../src/models/router/file-digests.js';
import { keysOfChat } from '../../../src/models/router/locality.js';

const folder = mkdtempSync(join(tmpdir(), 'vouch-digests-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

const none = new AbortController().signal;
const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
const at = (name: string, bytes: string | Buffer): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

test('files are known by their bytes, also one that was written anew with the same size and time', async () => {
  const digests = new FileDigests();
  const path = at('one', 'before');
  const { atime, mtime } = statSync(path);
  expect([await digests.of(path, none), await digests.of(at('two', 'before'), none)]).toEqual([sha256('before'), sha256('before')]);
  at('one', 'behind');
  utimesSync(path, atime, mtime);
  expect(await digests.of(path, none)).toBe(sha256('behind'));
  expect(await digests.of(join(folder, 'missing'), none)).toBeUndefined();
});

test('an artifact is known by the name that it lies under, and is not read', async () => {
  const id = sha256('an artifact');
  expect(await new FileDigests().of(`/nowhere/${id.slice(0, 2)}/${id}`, none)).toBe(id);
  // A file of the user's with such a name is none.
  expect(await new FileDigests().of(`/nowhere/${id}`, none)).toBeUndefined();
});

test('a large file is read once however many ask, and the event loop has its turns', async () => {
  const bytes = Buffer.alloc(64 << 20, 7);
  const path = at('large', bytes);
  const digests = new FileDigests();
  const expected = sha256(bytes);
  let turns = 0;
  const counting = setInterval(() => (turns += 1), 1);
  const cost = async (ask: () => Promise<unknown>): Promise<number> => {
    const before = process.cpuUsage();
    await ask();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  const first = await cost(async () => { expect(await Promise.all([digests.of(path, none), digests.of(path, none)])).toEqual([expected, expected]); });
  clearInterval(counting);
  expect(turns).toBeGreaterThan(5);
  expect(await cost(() => digests.of(path, none))).toBeLessThan(first / 4);
});

test('a file is read on while one of those who asked still waits, and by nobody once all have gone', async () => {
  const bytes = Buffer.alloc(64 << 20, 9);
  const path = at('long', bytes);
  const [first, second] = [new AbortController(), new AbortController()];
  const digests = new FileDigests();
  const cancelled = digests.of(path, first.signal);
  const kept = digests.of(path, none);
  await delay(5);
  first.abort(new Error('enough'));
  await expect(cancelled).rejects.toThrow('enough');
  expect(await kept).toBe(sha256(bytes));
  // Whoever writes into a pipe is told when nobody reads it any more.
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const alone = digests.of(pipe, second.signal);
  const writer = await open(pipe, 'w');
  await writer.write(bytes, 0, 1 << 20);
  second.abort(new Error('enough'));
  await expect(alone).rejects.toThrow('enough');
  await expect((async () => { for (let piece = 0; piece < 64; piece += 1) await writer.write(bytes, piece << 20, 1 << 20); })()).rejects.toMatchObject({ code: 'EPIPE' });
  await writer.close();
});

test('what a conversation is known by depends on the bytes of its pictures and on nothing else of them', async () => {
  const digests = new FileDigests();
  const keys = (path: string): Promise<string[]> => keysOfChat([{ role: 'user', content: [{ type: 'image', path }, { type: 'text', text: 'What is this?' }] }], digests, none);
  const [one, same, other] = [await keys(at('a', 'a picture')), await keys(at('b', 'a picture')), await keys(at('c', 'another'))];
  expect(same).toEqual(one);
  expect(one).toContain(sha256('a picture'));
  expect(other.filter((key) => one.includes(key))).toEqual([]);
});

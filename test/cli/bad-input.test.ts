import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Outcome } from '../../src/core/index.js';
import { temporaryFolder, vouch } from './command-line.js';

const folder = temporaryFolder();
const data = join(folder, 'data');

async function failing(...args: string[]): Promise<{ outcome: Outcome; talk: string; exitCode: number }> {
  const { exitCode, result, talk } = await vouch('run', ...args, '--json', '--data', data);
  return { outcome: JSON.parse(result) as Outcome, talk, exitCode };
}

async function fileOf(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return Promise.resolve(path);
}

test.each([
  ['a missing file', () => Promise.resolve(['Describe it', '--file', join(folder, 'none.jpg')]), 'INPUT_NOT_FOUND'],
  ['a folder', () => Promise.resolve(['Describe it', '--file', folder]), 'INPUT_UNSUPPORTED'],
  ['an empty file', async () => ['Describe it', '--file', await fileOf('empty.png', '')], 'INPUT_EMPTY'],
  ['a cut-off picture', async () => {
    const noise = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 60 } } }).jpeg().toBuffer();
    return ['Describe it', '--file', await fileOf('half.jpg', noise.subarray(0, noise.length / 2))];
  }, 'INPUT_CORRUPT'],
  ['an empty task', () => Promise.resolve(['   ']), 'INPUT_EMPTY'],
  ['an address of another scheme', () => Promise.resolve(['Read it', '--url', 'ftp://example.org/x']), 'URL_REFUSED'],
  ['a script instead of an address', () => Promise.resolve(['Read it', '--url', 'javascript:alert(1)']), 'URL_REFUSED'],
  ['a file address outside the allowed folders', () => Promise.resolve(['Read it', '--url', 'file:///etc/passwd']), 'URL_REFUSED'],
])('%s ends before any step with exit code 2 and an outcome that says so', async (_case, args, code) => {
  const { outcome, talk, exitCode } = await failing(...(await args()));
  expect(exitCode).toBe(2);
  expect(outcome).toMatchObject({ status: 'failed', steps: [], artifacts: [], error: { code, retryable: false } });
  expect(talk).toContain(`error ${code}`);
  expect(outcome.runId).toBe('');
}, 30_000);

test('what was refused leaves no run in the journal', async () => {
  const clean = join(folder, 'clean');
  for (const args of [[''], ['Describe it', '--file', join(folder, 'none.jpg')]]) expect((await vouch('run', ...args, '--data', clean)).exitCode).toBe(2);
  expect(JSON.parse((await vouch('runs', '--json', '--data', clean)).result)).toEqual([]);
});

const onLinux = process.platform === 'linux' ? test : test.skip;
onLinux('a data folder in a file system that takes none is refused at once', async () => {
  expect(await vouch('runs', '--data', '/proc/x')).toMatchObject({ exitCode: 1, talk: expect.stringContaining('STORE_FAILED') });
});

test('a host that nobody answers at ends before any step with exit code 2', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => { server.listen(0, '127.0.0.1', () => { resolve((server.address() as AddressInfo).port); }); });
  await new Promise((resolve) => server.close(resolve));
  const { outcome, exitCode } = await failing('Read it', '--url', `http://127.0.0.1:${port}/`);
  expect(exitCode).toBe(2);
  expect(outcome).toMatchObject({ steps: [], error: { code: 'URL_UNREACHABLE' } });
});

test('all faults of a plan are listed at once, each with its path', async () => {
  const plan = await fileOf('faulty.json', JSON.stringify({
    steps: [
      { id: 'a', tool: 'join_audio', inputs: { audios: [{ ref: 'b.audio' }] } },
      { id: 'b', tool: 'cut_audio', inputs: { audio: { ref: 'a.audio' } } },
      { id: 'c', tool: 'sing_opera', inputs: {} },
      { id: 'd', tool: 'cut_audio', inputs: { audio: { given: 'picture.png' } } },
    ],
  }));
  const picture = await fileOf('picture.png', await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } }).png().toBuffer());
  const { outcome, talk, exitCode } = await failing('--plan', plan, '--file', picture);
  expect(exitCode).toBe(2);
  expect(outcome.error?.code).toBe('PLAN_INVALID');
  const faults = outcome.error?.details?.['faults'] as { path: string; code: string }[];
  expect(faults.map(({ code }) => code)).toEqual(expect.arrayContaining(['cycle', 'unknown-tool', 'wrong-modality']));
  for (const { path } of faults) expect(talk).toContain(path);
});

test('file names with line ends and quotes are read and shown on one line', async () => {
  const name = 'a "quoted"\nname\'.png';
  const picture = await fileOf(name, await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } }).png().toBuffer());
  const plan = await fileOf('clip.json', JSON.stringify({ steps: [{ id: 'clip', tool: 'make_video', inputs: { images: [{ given: 'saved.png' }], secondsPerImage: { value: 0.4 } } }] }));
  const out = join(folder, 'out');
  const first = await failing('--plan', plan, '--file', picture, '--out', out);
  expect(first.outcome.error).toBeUndefined();
  expect(first.outcome.status).toBe('completed');
  expect(first.talk.split('\n').some((line) => line.includes('a "quoted" name\'.png takes the place of saved.png'))).toBe(true);
  // A second run into the same folder keeps what is there.
  const second = await failing('--plan', plan, '--file', picture, '--out', out);
  expect(readdirSync(out).sort()).toEqual(['answer-2.txt', 'answer.txt', 'clip-video-2.mp4', 'clip-video.mp4', 'plan-2.json', 'plan.json']);
  expect(second.outcome.artifacts[0]?.path).toBe(join(out, 'clip-video-2.mp4'));
}, 60_000);

test.each(['resume', 'runs', 'report'])('vouch %s of a run that is not there exits 2', async (command) => {
  const { exitCode, talk } = await vouch(command, 'no-such-run', ...(command === 'report' ? ['--out', join(folder, 'x.html')] : []), '--data', data);
  expect(exitCode).toBe(2);
  expect(talk).toContain('RUN_NOT_FOUND');
});

test('an unknown oracle is named with the known ones', async () => {
  const { exitCode, talk } = await vouch('verify', await fileOf('note.txt', 'Hello.'), '--criterion', 'no_such_oracle', '--data', data);
  expect(exitCode).toBe(2);
  expect(talk).toContain('text_length');
});

test('vouch verify answers by exit code: 0 holds, 1 does not', async () => {
  const note = await fileOf('note.txt', 'One sentence. Another one.');
  expect((await vouch('verify', note, '-c', 'text_contains {"text": "Another"}', '--data', data)).exitCode).toBe(0);
  const failed = await vouch('verify', note, '-c', 'text_contains {"text": "absent"}', '--json', '--data', data);
  expect(failed.exitCode).toBe(1);
  expect(JSON.parse(failed.result)).toMatchObject({ oracle: 'text_contains', status: 'fail' });
});

test('a misspelt parameter of an oracle is refused, not passed over', async () => {
  const { exitCode, talk } = await vouch('verify', await fileOf('note.txt', 'Hello.'), '-c', 'text_contains {"phrase": "absent"}', '--data', data);
  expect(exitCode).toBe(2);
  expect(talk).toContain('phrase');
}, 30_000);

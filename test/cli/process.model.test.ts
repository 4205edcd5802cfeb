import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import type { Outcome, VouchEvent } from '../../src/core/index.js';
import { startVouch, temporaryFolder } from './command-line.js';

const folder = temporaryFolder();
const data = join(folder, 'data');
const scratch = join(folder, 'tmp');
mkdirSync(scratch);

/** A clip of so many pictures of ten minutes each; more than a few take a long time to encode. */
async function clipPlan(pictures: number, seconds: number): Promise<string[]> {
  const picture = join(folder, 'noise.png');
  await sharp({ create: { width: 1280, height: 720, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).png().toFile(picture);
  const plan = join(folder, `clip-${pictures}-${seconds}.json`);
  writeFileSync(plan, JSON.stringify({ steps: [{ id: 'clip', tool: 'make_video', inputs: { images: Array.from({ length: pictures }, () => ({ given: 'noise.png' })), secondsPerImage: { value: seconds } } }] }));
  return ['--plan', plan, '--file', picture, '--data', data];
}

/** Command lines of living processes that work in this test's scratch folder. */
function workers(): string[] {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n').filter((line) => line.includes(scratch) && !line.includes('main.ts'));
}

async function until(condition: () => boolean, limitMs: number): Promise<void> {
  for (const end = Date.now() + limitMs; !condition() && Date.now() < end; ) await sleep(50);
  expect(condition()).toBe(true);
}

test('Ctrl-C in the middle of a step ends its child processes, closes the journal and exits 130', async () => {
  const run = startVouch(['run', ...(await clipPlan(20, 600)), '--json'], { TMPDIR: scratch });
  await run.waitFor('▸ make_video');
  await until(() => workers().length > 0, 30_000);
  run.child.kill('SIGINT');
  const { exitCode, result, talk } = await run.ended;
  expect(exitCode).toBe(130);
  expect(talk).toContain('Cancelling');
  expect((JSON.parse(result) as Outcome).status).toBe('cancelled');
  await until(() => workers().length === 0, 5_000);
  const listed = await startVouch(['runs', '--json', '--data', data]).ended;
  expect((JSON.parse(listed.result) as { status: string }[])[0]?.status).toBe('cancelled');
}, 120_000);

test('a second Ctrl-C ends the process at once, and its child processes with it', async () => {
  const run = startVouch(['run', ...(await clipPlan(20, 600))], { TMPDIR: scratch });
  await run.waitFor('▸ make_video');
  await until(() => workers().length > 0, 30_000);
  run.child.kill('SIGINT');
  run.child.kill('SIGINT');
  const sent = Date.now();
  const { exitCode } = await run.ended;
  expect(exitCode).toBe(130);
  expect(Date.now() - sent).toBeLessThan(5_000);
  await until(() => workers().length === 0, 5_000);
}, 120_000);

test('two runs at once in one data folder both complete', async () => {
  const args = await clipPlan(1, 0.4);
  const runs = await Promise.all([startVouch(['run', ...args, '--json']).ended, startVouch(['run', ...args, '--json']).ended]);
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  const ids = runs.map(({ result }) => (JSON.parse(result) as Outcome).runId);
  expect(new Set(ids).size).toBe(2);
  const listed = await startVouch(['runs', '--data', data]).ended;
  for (const id of ids) expect(listed.result).toContain(id);
}, 120_000);

test('--events prints every event in order, one object a line, and nothing else', async () => {
  const { exitCode, result, talk } = await startVouch(['run', ...(await clipPlan(1, 0.4)), '--events']).ended;
  expect(exitCode).toBe(0);
  const events = result.trim().split('\n').map((line) => JSON.parse(line) as VouchEvent);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
  expect(events[0]?.type).toBe('run.started');
  expect(events.at(-1)?.type).toBe('run.completed');
  expect(talk).toBe('');
}, 120_000);

test('a reader that goes away is no error', async () => {
  const run = startVouch(['tools', '--data', data]);
  run.child.stdout?.destroy();
  const { exitCode, talk } = await run.ended;
  expect(exitCode).toBe(0);
  expect(talk).toBe('');
}, 60_000);

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BotOutput, BrowseOutcome } from '../../src/agents/screenshot/index.js';
import { closeBrowser, PageDriver } from '../../src/tools/browser/index.js';
import { runningChromium } from '../support/running-chromium.js';
import { startVouch, temporaryFolder } from './command-line.js';

const folder = temporaryFolder();
const scratch = join(folder, 'tmp');
mkdirSync(scratch);
const PAGE = '<!doctype html><style>body{font:16px Arial;margin:20px}button{font:16px Arial;margin:6px;padding:4px 10px}</style><button onclick="this.textContent=\'Pressed\'">Press me</button><button>Delete</button>';
let site: Server;
let url = '';

beforeAll(async () => {
  site = createServer((_request, response) => { response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE); });
  await new Promise<void>((ready) => site.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  await closeBrowser();
  site.closeAllConnections();
  await new Promise((closed) => site.close(closed));
});

const small = ['--viewport', '420x320'];
const outcomeOf = (result: string): BrowseOutcome => JSON.parse(result) as BrowseOutcome;
/** The second part is nowhere on the page, and is looked for. */
const LONG = 'Click "Press me". Click "Nowhere".';

test('a goal that is reached: the outcome is one JSON object, and the trace is kept', async () => {
  const trace = join(folder, 'trace');
  const { exitCode, result } = await startVouch(['browse', 'Click "Press me".', '--url', url, '--json', '--trace', trace, ...small]).ended;
  expect(exitCode).toBe(0);
  const outcome = outcomeOf(result);
  expect(outcome).toMatchObject({ status: 'completed', answer: '', unproved: [], usage: { steps: 1 } });
  expect(outcome.steps).toEqual([expect.objectContaining({ n: 1, thought: expect.any(String), action: { type: 'click', at: expect.anything(), button: 'left', count: 1 }, target: 'button "Press me"', verdict: expect.objectContaining({ status: 'expected' }) })]);
  const kept = readdirSync(trace);
  expect(kept).toEqual(expect.arrayContaining(['trace.json', 'trace.html', outcome.steps[0]?.before, outcome.steps[0]?.after]));
  expect(outcome.artifacts.map(({ path }) => path)).toContain(join(trace, 'trace.html'));
  expect(readFileSync(join(trace, 'trace.html'), 'utf8')).not.toMatch(/(?:src|href)="(?!data:|#)/);
});

test('what deletes waits for approval, where nobody can be asked', async () => {
  const { exitCode, result, talk } = await startVouch(['browse', 'Press "Delete".', '--url', url, '--json', ...small]).ended;
  expect([exitCode, outcomeOf(result).status]).toEqual([4, 'suspended']);
  expect(talk).toContain('--yes');
});

test('Ctrl-C in the middle ends it as cancelled, and leaves no process', async () => {
  const run = startVouch(['browse', LONG, '--url', url, '--events', ...small], { TMPDIR: scratch });
  await run.waitFor('"type":"step"');
  run.child.kill('SIGINT');
  const { exitCode, result } = await run.ended;
  expect(exitCode).toBe(130);
  expect(outcomeOf(result.trim().split('\n').at(-1) ?? '')).toMatchObject({ type: 'outcome', status: 'cancelled', error: { code: 'CANCELLED' } });
  const left = (): string[] => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n').filter((line) => line.includes(scratch));
  for (const end = Date.now() + 5_000; left().length > 0 && Date.now() < end;) await sleep(50);
  expect(left()).toEqual([]);
});

test('a page that its user closes in the middle ends it with a word on that', async () => {
  const chromium = await runningChromium(join(folder, 'profile'), url);
  try {
    const run = startVouch(['browse', LONG, '--cdp', chromium.devtools, '--events']);
    await run.waitFor('"type":"step"');
    await chromium.close(url);
    const { exitCode, result } = await run.ended;
    expect(exitCode).toBe(1);
    expect(outcomeOf(result.trim().split('\n').at(-1) ?? '')).toMatchObject({ status: 'failed', error: { code: 'TOOL_FAILED', message: expect.stringContaining('The page was closed') } });
  } finally {
    await chromium.end();
  }
});

test('a bot sends pictures and does what it is told, until it is done', async () => {
  const driver = await PageDriver.open({ url, viewport: { width: 420, height: 320 } });
  const run = startVouch(['bot']);
  const said: BotOutput[] = [];
  const observe = async (goal?: string): Promise<void> => {
    const { png, scale } = await driver.frame();
    writeFileSync(join(folder, 'shot.png'), png);
    run.child.stdin?.write(`${JSON.stringify({ type: 'observe', goal, image: join(folder, 'shot.png'), deviceScaleFactor: scale })}\n`);
  };
  try {
    await observe('Click "Press me".');
    for await (const line of createInterface({ input: run.child.stdout ?? process.stdin })) {
      const output = JSON.parse(line) as BotOutput;
      said.push(output);
      if (output.type !== 'act') run.child.stdin?.end();
      else {
        if (output.action.type === 'click') await driver.click(output.action.at);
        await observe();
      }
    }
    expect((await run.ended).exitCode).toBe(0);
  } finally {
    run.child.kill();
    await driver.close();
  }
  expect(said[0]).toMatchObject({ type: 'act', action: { type: 'click' }, target: 'button "Press me"', expect: expect.any(String), verdict: null });
  expect(said.at(-1)).toMatchObject({ type: 'done', status: 'completed', proof: [expect.objectContaining({ status: 'proved' })], unproved: [], verdict: { status: 'expected' }, error: null });
});

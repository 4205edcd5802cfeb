import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRuntime } from '../../src/runtime/index.js';
import { freshFolder, removeFolders } from '../support/workshop.js';

afterAll(removeFolders);

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function processes(): Process[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
  return rows.map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row)).flatMap((match) => (match ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3]! }] : []));
}

/** Pids of processes that this process has started, by a word of their command. */
const started = (word: string): number[] => processes().filter(({ parent, command }) => parent === process.pid && command.includes(word)).map(({ pid }) => pid);
const engines = (): number[] => started('engines/main');

/** A process and all that descends from it. */
function family(pid: number): number[] {
  const all = processes();
  const found = [pid];
  for (const member of found) found.push(...all.filter(({ parent }) => parent === member).map((child) => child.pid));
  return found;
}

async function untilGone(pids: readonly number[]): Promise<void> {
  while (processes().some(({ pid, command }) => pids.includes(pid) && !command.includes('<defunct>'))) await new Promise((resolve) => setTimeout(resolve, 50));
}

test('an engine that is killed in the middle of a step: the step is tried again and the run completes', async () => {
  const runtime = await createRuntime({ dataFolder: freshFolder() });
  const words = 'The library closes at six on Friday. Please return all books before noon. '.repeat(6);
  const run = runtime.run({ plan: { steps: [{ id: 'say', tool: 'speak', inputs: { text: { value: words } } }] }, verify: false });
  let killed = 0;
  const hunter = setInterval(() => {
    for (const pid of killed === 0 ? engines() : []) {
      process.kill(pid, 'SIGKILL');
      killed++;
    }
  }, 20);
  const outcome = await run.result;
  clearInterval(hunter);
  expect(killed).toBeGreaterThan(0);
  expect(outcome).toMatchObject({ status: 'completed', steps: [{ id: 'say', status: 'completed' }] });
  await runtime.close();
  expect(engines()).toEqual([]);
});

test('the Python server that is killed while it listens: the step is done by the next one, and nothing is left', async () => {
  const runtime = await createRuntime({ dataFolder: freshFolder() });
  const words = 'The library closes at six on Friday. Please return all books before noon. ';
  const plan = { steps: [{ id: 'say', tool: 'speak', inputs: { text: { value: words.repeat(2) } } }, { id: 'hear', tool: 'transcribe', inputs: { audio: { ref: 'say.audio' } } }] };
  // The first run loads the model, so that the second one is killed in its work and not while it loads.
  expect(await runtime.run({ plan, verify: false }).result).toMatchObject({ status: 'completed' });
  const run = runtime.run({ plan, verify: false, anew: ['hear'] });
  let killed: number[] = [];
  for await (const event of run.events()) {
    if (event.type !== 'attempt.started' || event.data.step !== 'hear' || killed.length > 0) continue;
    await new Promise((resolve) => setTimeout(resolve, 150));
    killed = started('vouch_models');
    for (const pid of killed) process.kill(pid, 'SIGKILL');
  }
  expect(killed).toHaveLength(1);
  const outcome = await run.result;
  expect(outcome).toMatchObject({ status: 'completed', steps: [{ id: 'say' }, { id: 'hear', status: 'completed' }] });
  expect(outcome.answer.toLowerCase()).toContain('library');
  await runtime.close();
  await untilGone(killed);
  expect(started('vouch_models')).toEqual([]);
});

test('a browser that is killed while a page loads: the step opens it again, and none of its processes is left', async () => {
  let asked = 0;
  let victims: number[] = [];
  const site = createServer((_request, response) => {
    asked += 1;
    if (asked > 1) {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Pool</title><h1>Pool closed</h1><p>The Riverside pool is closed on Mondays.</p>');
      return;
    }
    const [browser] = started('--remote-debugging-pipe');
    victims = browser === undefined ? [] : family(browser);
    if (browser !== undefined) process.kill(browser, 'SIGKILL');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/pool`;
  const runtime = await createRuntime({ dataFolder: freshFolder() });
  const outcome = await runtime.run({ plan: { steps: [{ id: 'shot', tool: 'capture_page', inputs: { url: { value: address } } }] } }).result;
  expect(victims.length).toBeGreaterThan(1);
  expect(outcome).toMatchObject({ status: 'completed', steps: [{ id: 'shot', status: 'completed' }] });
  await runtime.close();
  site.closeAllConnections();
  site.close();
  await untilGone(victims);
  expect(started('--remote-debugging-pipe')).toEqual([]);
});

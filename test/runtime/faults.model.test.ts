import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { artifact, defineTool, text, type Tool } from '../../src/core/index.js';
import { createRuntime, type Run, type Runtime, type RunRequest } from '../../src/runtime/index.js';
import { isLeftover, ownPrefix } from '../../src/store/owner.js';
import { essence, finishedSteps, leftOver } from '../crash/unharmed.js';
import { openWorld, type World } from '../crash/world.js';
import { freshFolder, removeFolders } from '../support/workshop.js';

afterAll(removeFolders);

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function processes(): Process[] {
  const rows = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 1 << 24 }).trim().split('\n');
  return rows.map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row)).flatMap((match) => (match ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3]! }] : []));
}

/** What this process has started. */
const children = (): Process[] => processes().filter(({ parent, command }) => parent === process.pid && !command.startsWith('ps '));

/** Pids of those of them whose command has a word in it. */
const started = (word: string): number[] => children().filter(({ command }) => command.includes(word)).map(({ pid }) => pid);

/** Processes and all that descend from them. */
function families(pids: readonly number[]): number[] {
  const all = processes();
  const found = [...pids];
  for (const member of found) found.push(...all.filter(({ parent }) => parent === member).map((child) => child.pid));
  return found;
}

async function untilGone(pids: readonly number[]): Promise<void> {
  while (processes().some(({ pid, command }) => pids.includes(pid) && !command.includes('<defunct>'))) await sleep(50);
}

/** Names in the system's temporary folder that a process of Vouch or a browser of it has made; those of other living processes are left out. */
function temporaryNames(): string[] {
  const commands = processes().map(({ command }) => command);
  const isOthers = (name: string): boolean => {
    const owned = /^vouch-[a-z]+-([0-9a-f]{8}-\d+-)/.exec(name)?.[1];
    return owned === undefined ? commands.some((command) => command.includes(name)) : owned !== ownPrefix() && !isLeftover(owned, Date.now());
  };
  return readdirSync(tmpdir()).filter((name) => /^(vouch-[a-z]+-[0-9a-f]{8}-|playwright|\.?org\.chromium)/.test(name) && !isOthers(name));
}

/** Tools that act outside, once for each of their keys. */
function deeds(world: World, thing: z.ZodType): Tool[] {
  const deed = (name: string, input: z.ZodObject) => defineTool({
    name, description: '', effects: 'external', idempotent: true, input, output: z.object({ text: text() }),
    execute: async (given, { idempotencyKey }) => {
      world.doOnce(idempotencyKey);
      return { text: typeof given['words'] === 'string' ? given['words'] : 'filed' };
    },
  });
  return [deed('announce', z.object({ words: text() })), deed('file', z.object({ thing }))];
}

/** What befell a run: whom it killed, and what was done by then. */
interface Harm {
  readonly killed: readonly number[];
  readonly finished: readonly string[];
  readonly seq: number;
}

async function kill(runtime: Runtime, run: Run, pids: readonly number[]): Promise<Harm> {
  const killed = families(pids);
  const [finished, { seq }] = [await finishedSteps(runtime, run.id), await runtime.state(run.id)];
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  return { killed, finished, seq };
}

/** Kills the processes of this name in the middle of a step. */
const killedWithin = (step: string, word: string) => async (runtime: Runtime, run: Run): Promise<Harm> => {
  for await (const event of run.events()) if (event.type === 'attempt.started' && event.data.step === step) break;
  await sleep(150);
  const harm = await kill(runtime, run, started(word));
  expect((await runtime.state(run.id)).steps.get(step)?.status).toBe('running');
  return harm;
};

/** What befalls a run, and which of its steps make other bytes each time. */
interface Befalls {
  readonly harm: (runtime: Runtime, run: Run) => Promise<Harm>;
  readonly noisy?: readonly string[];
}

/**
 * Runs the steps undisturbed and then again while something is killed, and holds the second run against the first: the same outcome, no finished step done
 * again, no deed done twice, and nothing that is damaged or left, be it a process or a file.
 */
async function survives(steps: readonly object[], thing: z.ZodType, { harm, noisy = [] }: Befalls, request: Partial<RunRequest>): Promise<void> {
  const before = new Set(temporaryNames());
  const others = new Set(children().map(({ pid }) => pid));
  const [folder, world] = [freshFolder(), openWorld(freshFolder())];
  const runtime = await createRuntime({ dataFolder: folder, tools: deeds(world, thing) });
  let gone: readonly number[];
  try {
    const asked: RunRequest = { plan: { steps }, ask: () => Promise.resolve('yes'), ...request };
    const undisturbed = await runtime.run({ ...asked, anew: [] }).result;
    expect(undisturbed).toMatchObject({ status: 'completed' });
    const run = runtime.run(asked);
    const { killed, finished, seq } = await harm(runtime, run);
    gone = killed;
    expect(killed.length).toBeGreaterThan(0);
    expect(finished).toContain('announce');
    expect(essence(await run.result, noisy)).toEqual(essence(undisturbed, noisy));
    const later = await runtime.history(run.id, seq);
    expect(later.filter((event) => event.type === 'attempt.started' && finished.includes(event.data.step))).toEqual([]);
    // Two of each run.
    expect(world.deeds().map((key) => key.split('/').slice(0, 2).join(' ')).sort()).toEqual([undisturbed.runId, run.id].flatMap((id) => [`${id} announce`, `${id} file`]).sort());
  } finally {
    await runtime.close();
  }
  await untilGone(gone);
  // A compiler that another test of this process uses may go on.
  expect(children().filter(({ pid }) => !others.has(pid))).toEqual([]);
  expect(await leftOver(folder, tmpdir())).toEqual([]);
  expect(temporaryNames().filter((name) => !before.has(name))).toEqual([]);
}

const words = 'The library closes at six on Friday. Please return all books before noon. ';

test('an engine that is killed in the middle of a step: the step is done all the same, and nothing is lost, done twice or left', async () => {
  await survives([
    { id: 'announce', tool: 'announce', inputs: { words: { value: words.repeat(2) } } },
    { id: 'say', tool: 'speak', inputs: { text: { ref: 'announce.text' } } },
    { id: 'file', tool: 'file', inputs: { thing: { ref: 'say.audio' } } },
  ], artifact('audio'), { harm: killedWithin('say', 'engines/main'), noisy: ['say'] }, { verify: false, reuse: false });
});

test('the Python server that is killed while it listens: the step is done by the next one, and nothing is lost, done twice or left', async () => {
  // The first run loads the model, so that the second one is killed in its work and not while it loads.
  await survives([
    { id: 'announce', tool: 'announce', inputs: { words: { value: words.repeat(2) } } },
    { id: 'say', tool: 'speak', inputs: { text: { ref: 'announce.text' } } },
    { id: 'hear', tool: 'transcribe', inputs: { audio: { ref: 'say.audio' } } },
    { id: 'file', tool: 'file', inputs: { thing: { ref: 'hear.text' } } },
  ], text(), { harm: killedWithin('hear', 'vouch_models') }, { verify: false, anew: ['hear'] });
});

test('a browser that is killed while a page loads: the step opens it again, and nothing is lost, done twice or left', async () => {
  let asked = 0;
  let befall: () => void = () => undefined;
  const site = createServer((_request, response) => {
    asked += 1;
    // The second run's first request is never answered.
    if (asked === 2) befall();
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Pool</title><h1>Pool closed</h1><p>The Riverside pool is closed on Mondays.</p>');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/pool`;
  await survives([
    { id: 'announce', tool: 'announce', inputs: { words: { value: 'Look at the pool.' } } },
    { id: 'shot', tool: 'capture_page', inputs: { url: { value: address } }, when: { of: { ref: 'announce.text' }, contains: 'pool' } },
    { id: 'file', tool: 'file', inputs: { thing: { ref: 'shot.image' } } },
  ], artifact('image'), {
    harm: async (runtime, run) => {
      await new Promise<void>((resolve) => { befall = resolve; });
      return kill(runtime, run, started('--remote-debugging-pipe'));
    },
  }, { reuse: false });
  site.closeAllConnections();
  site.close();
});

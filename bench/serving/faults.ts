import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { VouchError, type ErrorCode } from '../../src/core/index.js';
import { createClient } from '../../src/models/router/client.js';
import { Notices } from '../../src/models/router/notices.js';
import { Router } from '../../src/models/router/router.js';
import { supervisedOffer } from '../../src/models/router/supervised.js';
import { RAM, Supervisor, type Launch, type ServerDeclaration } from '../../src/models/servers/index.js';
import type { Models } from '../../src/models/index.js';
import { seededRandom } from '../seeded-random.js';
import { ENGINE, UNMEASURED } from './swapping.js';

const FAULTS = 500;
const RUNS_AT_A_TIME = 6;
/** A run that takes longer has hung. */
const PATIENCE_MS = 120_000;

const LOAD_FAULTS = ['crash', 'out-of-memory', 'silent', 'wrong-hash', 'port-taken'] as const;
const REQUEST_FAULTS = ['crash', 'hang', 'out-of-memory', 'error-in-200', 'half', 'half-stream', 'content-type', 'clock-jump'] as const;

interface Place {
  readonly pids: string;
  readonly marks: string;
  readonly servers: string;
}

/** A supervisor with a model that may fail and one that does not, as the router sees them. */
interface Stage {
  readonly models: Models;
  readonly supervisor: Supervisor;
}

type Outcome = 'right' | 'right, by the other model' | ErrorCode;

function stage(place: Place, takenPort: number, nextFault: () => string | undefined, withOther: boolean): Stage {
  const supervisor = new Supervisor({
    memoryBytes: 1e15, meter: UNMEASURED, folder: place.servers,
    times: { startMs: 3_000, warmMs: 5_000, graceMs: 500, idleMs: Infinity, backoffMs: 20, quarantineMs: 300, wedgedMs: 1_500 },
  });
  const launch = (id: string, fault: string | undefined): Launch => {
    if (fault === 'port-taken') return { command: process.execPath, arguments: ['-e', '0'], env: {}, engine: 'bench', port: takenPort, health: '/health' };
    return { command: process.execPath, arguments: [ENGINE], env: {}, engine: 'bench', options: { modelId: id, files: {}, threads: 1, settings: { fault: fault === 'wrong-hash' ? 'refused' : fault, pids: place.pids, marks: place.marks } } };
  };
  let last: string | undefined;
  const declaration = (id: string, fails: boolean): ServerDeclaration => ({
    id,
    ways: [0, 1].map((shrunk) => ({ name: shrunk === 0 ? 'whole' : 'small', device: RAM, shrunk, bytes: 1, assumedResidual: 0, weightBytes: 0, launch: () => {
      last = fails ? nextFault() : undefined;
      return Promise.resolve(launch(id, last));
    } })) as unknown as ServerDeclaration['ways'],
    diagnose: () => Promise.resolve(last === 'wrong-hash' ? 'weights.bin of the model is damaged' : undefined),
  });
  const facts = { job: 'chat' as const, engine: 'bench', version: null, configured: false, languages: undefined, width: 4 };
  const offers = ['faulty', ...(withOther ? ['sound'] : [])].map((id) => supervisedOffer(supervisor.declare(declaration(id, id === 'faulty')), supervisor, facts));
  const notices = new Notices();
  return { supervisor, models: createClient(new Router(offers, [], notices, supervisor), supervisor, notices) };
}

/** One request: what came of it. Throws where the answer is wrong, or the failure is none that Vouch names. */
async function run(models: Models, prompt: string): Promise<Outcome> {
  const told: string[] = [];
  try {
    const reply = await models.chat({ messages: [{ role: 'user', content: prompt }] }, { signal: AbortSignal.timeout(PATIENCE_MS), onFallback: (fallback) => told.push(fallback) });
    if (reply.text !== `answer ${createHash('sha256').update(prompt).digest('hex')}`) throw new Error(`WRONG ANSWER to ${prompt}: ${reply.text}`);
    if (reply.model === 'sound' && told.length === 0) throw new Error(`The other model answered ${prompt}, and nobody said so.`);
    return reply.model === 'sound' ? 'right, by the other model' : 'right';
  } catch (error) {
    if (!VouchError.is(error) || error.code === 'INTERNAL' || error.code === 'TIMEOUT' || error.message === '') throw error;
    return error.code;
  }
}

export async function faults(folder: string): Promise<void> {
  const place = { pids: join(folder, 'pids'), marks: join(folder, 'marks'), servers: join(folder, 'servers') };
  for (const path of [place.pids, place.marks]) mkdirSync(path);
  const random = seededRandom(11);
  const blocker = createServer();
  const port = await new Promise<number>((resolve) => blocker.listen(0, '127.0.0.1', () => {
    const address = blocker.address();
    resolve(typeof address === 'object' && address ? address.port : 0);
  }));
  const realNow = Date.now;
  const outcomes = new Map<string, Map<Outcome, number>>();
  const note = (fault: string, outcome: Outcome): void => {
    const seen = outcomes.get(fault) ?? new Map<Outcome, number>();
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    outcomes.set(fault, seen);
  };
  const loadFault = async (index: number): Promise<void> => {
    const fault = LOAD_FAULTS[index % LOAD_FAULTS.length] ?? 'crash';
    // Half of them are over after the first time.
    let left = random() < 0.5 ? 1 : Infinity;
    const { models } = stage(place, port, () => (left-- > 0 ? fault : undefined), random() < 0.5);
    try {
      note(`load: ${fault}`, await run(models, `load ${index}`));
    } finally {
      await models.close();
    }
  };
  const shared = [stage(place, port, () => undefined, true), stage(place, port, () => undefined, false)];
  const requestFault = async (index: number): Promise<void> => {
    const fault = REQUEST_FAULTS[index % REQUEST_FAULTS.length] ?? 'crash';
    const { models } = shared[random() < 0.5 ? 0 : 1] ?? { models: undefined };
    if (!models) throw new Error('unreachable');
    const always = random() < 0.3 && fault !== 'clock-jump' ? '!' : '';
    if (fault === 'clock-jump') {
      const jump = (random() - 0.5) * 2e9;
      Date.now = () => realNow() + jump;
    }
    note(`request: ${fault}`, await run(models, fault === 'clock-jump' ? `clock ${index}` : `fault ${fault}${always} f${index}`));
  };
  const began = performance.now();
  const work = Array.from({ length: FAULTS }, (_, index) => () => (index % 3 === 0 ? loadFault(index / 3) : requestFault(index)));
  let next = 0;
  try {
    await Promise.all(Array.from({ length: RUNS_AT_A_TIME }, async () => {
      while (next < work.length) await work[next++]?.();
    }));
  } finally {
    Date.now = realNow;
    await Promise.all(shared.map(({ models }) => models.close()));
    blocker.close();
  }
  const pids = readdirSync(place.pids).map(Number);
  const orphans = pids.filter(isAlive);
  for (const [fault, seen] of [...outcomes].sort()) console.log(`  ${fault}: ${[...seen].map(([outcome, count]) => `${count} ${outcome}`).join(', ')}`);
  const ended = [...outcomes.values()].flatMap((seen) => [...seen.values()]).reduce((sum, count) => sum + count, 0);
  console.log(`${FAULTS} faults in ${((performance.now() - began) / 1000).toFixed(0)} s: ${ended} runs ended clearly, 0 wrong answers, ${orphans.length} of ${pids.length} processes left, ${readdirSync(join(place.servers, 'running')).length} noted as running`);
  if (ended !== FAULTS || orphans.length > 0) throw new Error('A run did not end, or a process was left.');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { makeNetwork } from './network.js';

export interface CampaignOptions {
  readonly runs: number;
  /** s in which faults happen; afterwards everything is whole, and what is left has to finish. */
  readonly faultSeconds: number;
  readonly seed: number;
  /** s that the runs have to finish after the last fault. */
  readonly patienceSeconds: number;
}

export interface CampaignReport {
  readonly runs: number;
  readonly completed: number;
  /** Runs whose deed was done by a process that then died, and which the user, who could see that, did not have done again. */
  readonly refused: number;
  /** Tasks that ended with something else than the right answer, and why. */
  readonly wrong: readonly string[];
  /** Tasks that had not ended in time. */
  readonly unfinished: readonly string[];
  /** Runs that a server had taken and that stand in no journal. */
  readonly lost: readonly string[];
  /** Deeds that were done more than once, by one run or by two of the same task. */
  readonly twice: readonly string[];
  /** Tasks that became more than one run. */
  readonly twins: readonly string[];
  /** Fault → how often: `kill redis`. */
  readonly faults: Readonly<Record<string, number>>;
  /** s from the first task to the end of the last. */
  readonly seconds: number;
  /** s from the last fault to the end of the last task. */
  readonly secondsAfter: number;
}

export const MACHINES = ['redis', 'postgres', 'server1', 'server2', 'worker1', 'worker2', 'worker3', 'worker4', 'ledger'] as const;

/** Makes the network, runs a campaign in it and clears everything away. Wants root. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignReport> {
  const name = `vc${process.pid % 10_000}`;
  const network = makeNetwork(name, MACHINES);
  try {
    const [program, ...args] = [...network.within('hub'), process.execPath, '--no-warnings', '--import', 'tsx', fileURLToPath(new URL('drive.ts', import.meta.url)), JSON.stringify({ name, ...options })];
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    return JSON.parse(said) as CampaignReport;
  } finally {
    network.remove();
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../seeded-random.js';
import { signalFamily, type Victim } from './machine.js';
import type { Network } from './network.js';

const KINDS = ['kill', 'pause', 'cut'] as const;
/** ms from one fault to the next, and how long one lasts; now and then one lasts longer than a worker's lock. */
const BETWEEN = [1500, 4000] as const;
const LASTS = [500, 5000] as const;
const LONG = { share: 0.15, ms: 14_000 };

/** Hurts something every few seconds, until `end`, after which everything is whole again. The same seed chooses the same victims. */
export function startFaults(victims: readonly Victim[], network: Network, seed: number): { readonly counts: Record<string, number>; end(): Promise<void> } {
  const random = seededRandom(seed);
  const within = ([least, most]: readonly [number, number]): number => least + random() * (most - least);
  const counts: Record<string, number> = {};
  const hurt = new Set<Victim>();
  const healing = new Set<Promise<void>>();
  const over = new AbortController();
  const pause = (ms: number): Promise<unknown> => sleep(ms, undefined, { signal: over.signal }).catch(() => undefined);
  const hurting = (async () => {
    while (!over.signal.aborted) {
      await pause(within(BETWEEN));
      const victim = victims[Math.floor(random() * victims.length)];
      const kind = KINDS[Math.floor(random() * KINDS.length)] ?? 'kill';
      const ms = random() < LONG.share ? LONG.ms : within(LASTS);
      if (!victim || hurt.has(victim) || over.signal.aborted) continue;
      hurt.add(victim);
      counts[`${kind} ${victim.name}`] = (counts[`${kind} ${victim.name}`] ?? 0) + 1;
      const healed: Promise<void> = FAULTS[kind](victim, network, () => pause(ms)).finally(() => {
        hurt.delete(victim);
        healing.delete(healed);
      });
      healing.add(healed);
    }
  })();
  return {
    counts,
    async end() {
      over.abort();
      await hurting;
      await Promise.all(healing);
    },
  };
}

const FAULTS: Readonly<Record<(typeof KINDS)[number], (victim: Victim, network: Network, wait: () => Promise<unknown>) => Promise<void>>> = {
  async kill(victim, _network, wait) {
    await victim.kill();
    await wait();
    // A server that starts while what it needs is hurt, too, is started again, as a service manager would.
    for (;;) {
      try {
        await victim.start();
        return;
      } catch (error) {
        process.stderr.write(`${victim.name} is started again: ${String(error).slice(0, 300)}\n`);
        await sleep(500);
      }
    }
  },
  async pause(victim, _network, wait) {
    const pid = victim.pid();
    if (pid === undefined) return;
    signalFamily(pid, 'SIGSTOP');
    await wait();
    signalFamily(pid, 'SIGCONT');
  },
  async cut(victim, network, wait) {
    network.cut(victim.name);
    await wait();
    network.join(victim.name);
  },
};

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { identify, isRunning, killGroup } from '../process-identity.js';
import { keepRecord } from './best-effort.js';

const Identity = z.object({ pid: z.int().positive(), started: z.string() });
const RunningServer = z.object({ server: Identity, owner: Identity, model: z.string() });
export type RunningServer = z.infer<typeof RunningServer>;

/** Which server processes run, on disk: what a killed runtime leaves is found by the next one. */
export class ServerRegistry {
  /** The folder is made when the first process is noted. */
  constructor(private readonly folder: string) {}

  /** Notes a process of ours. A process that is gone already is not noted. */
  add(pid: number, model: string): void {
    const [server, owner] = [identify(pid), identify(process.pid)];
    if (!server || !owner) return;
    const file = this.#file(pid);
    keepRecord(file, () => {
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(file, JSON.stringify({ server, owner, model } satisfies RunningServer));
    });
  }

  remove(pid: number): void {
    const file = this.#file(pid);
    keepRecord(file, () => {
      rmSync(file, { force: true });
    });
  }

  /** Kills servers whose owner is gone, with their descendants, and forgets those that have ended. Returns what was killed. */
  reap(): RunningServer[] {
    const killed: RunningServer[] = [];
    for (const name of this.#names()) {
      const record = this.#read(name);
      if (record && isRunning(record.owner)) continue;
      if (record && isRunning(record.server)) {
        killGroup(record.server.pid);
        killed.push(record);
      }
      const file = join(this.folder, name);
      keepRecord(file, () => {
        rmSync(file, { force: true });
      });
    }
    return killed;
  }

  #names(): string[] {
    const names: string[] = [];
    keepRecord(this.#file(process.pid), () => {
      if (existsSync(this.folder)) names.push(...readdirSync(this.folder).filter((name) => name.endsWith('.json')));
    });
    return names;
  }

  /** `undefined` for a file that was not written to its end, or that another reaper has just removed. */
  #read(name: string): RunningServer | undefined {
    try {
      return RunningServer.parse(JSON.parse(readFileSync(join(this.folder, name), 'utf8')));
    } catch {
      return undefined;
    }
  }

  #file(pid: number): string {
    return join(this.folder, `${pid}.json`);
  }
}

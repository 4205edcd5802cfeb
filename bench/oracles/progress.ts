import { appendFile, readFile } from 'node:fs/promises';
import type { Half } from './case.js';
import type { Decided } from './score.js';

/** Decided cases in a file, one a line: a bench that was stopped goes on where it was. */
export interface Progress {
  has(oracle: string, half: Half, index: number): boolean;
  of(oracle: string, half: Half): Decided[];
  all(): readonly Decided[];
  add(decided: Decided): Promise<void>;
}

export async function openProgress(file: string): Promise<Progress> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
  const decided = text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Decided);
  const keyOf = (oracle: string, half: Half, index: number): string => `${oracle} ${half} ${index}`;
  const known = new Set(decided.map(({ oracle, half, index }) => keyOf(oracle, half, index)));
  return {
    has: (oracle, half, index) => known.has(keyOf(oracle, half, index)),
    of: (oracle, half) => decided.filter((one) => one.oracle === oracle && one.half === half),
    all: () => decided,
    async add(one) {
      decided.push(one);
      known.add(keyOf(one.oracle, one.half, one.index));
      await appendFile(file, `${JSON.stringify(one)}\n`);
    },
  };
}

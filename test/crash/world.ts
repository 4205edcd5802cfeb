import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What lies outside the runtime and survives it: a log of what tools were asked to do, and what they did to the world. */
export interface World {
  /** A tool was called for this step. */
  called(step: string): void;
  /** Changes the world; a deed of a key that is known is not done again. */
  doOnce(key: string): void;
  /** Changes the world, whatever was done before. */
  doIt(step: string): void;
  calls(): string[];
  deeds(): string[];
}

export function openWorld(folder: string): World {
  const log = join(folder, 'calls.log');
  const blind = join(folder, 'deeds.log');
  const keyed = join(folder, 'deeds');
  mkdirSync(keyed, { recursive: true });
  const lines = (path: string): string[] => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter((line) => line !== '') : []);
  return {
    called: (step) => { appendFileSync(log, `${step}\n`); },
    doOnce: (key) => { writeFileSync(join(keyed, encodeURIComponent(key)), ''); },
    doIt: (step) => { appendFileSync(blind, `${step}\n`); },
    calls: () => lines(log),
    deeds: () => [...readdirSync(keyed).map(decodeURIComponent), ...lines(blind)],
  };
}

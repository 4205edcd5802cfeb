// What serving costs and survives: the router against direct calls, the event loop, swapping models, faults, the language-model engine.
// Run: node --import tsx bench/serving/index.ts [throughput] [blocking] [swapping[=SEEDS]] [faults] [engine]   (engine: with models in place)
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineLine } from '../machine.js';
import { blocking } from './blocking.js';
import { engine } from './engine.js';
import { faults } from './faults.js';
import { swapping } from './swapping.js';
import { throughput } from './throughput.js';

const SECTIONS: Readonly<Record<string, (folder: string, count: number | undefined) => Promise<void>>> = { throughput, blocking, swapping: (_, seeds) => swapping(seeds), faults, engine };
const wanted = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'vouch-serving-'));
console.log(machineLine());
try {
  for (const word of wanted.length > 0 ? wanted : Object.keys(SECTIONS)) {
    const [name = '', count] = word.split('=');
    const section = SECTIONS[name];
    if (!section) throw new Error(`There is no section ${name}; there are ${Object.keys(SECTIONS).join(', ')}.`);
    await section(folder, count === undefined ? undefined : Number(count));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

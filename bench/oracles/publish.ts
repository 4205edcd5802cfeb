import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Measurements } from '../../src/oracles/calibration.js';
import { HALVES } from './case.js';
import { tableOf, tallyOf, type Decided } from './score.js';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const MARKS = ['<!-- measured: begin -->', '<!-- measured: end -->'] as const;

/** Fewer cases of either kind than this make no calibration. */
const FEWEST = 20;

/** Writes the calibration of the oracles (held-back half) and the tables of docs/oracles.md. */
export async function writeMeasurements(decided: readonly Decided[], machine: string, seed: string): Promise<void> {
  const names = [...new Set(decided.map(({ oracle }) => oracle))].sort();
  const of = (half: string): [string, ReturnType<typeof tallyOf>][] => names.map((name) => [name, tallyOf(decided.filter((one) => one.oracle === name && one.half === half))]);
  const measurements: Measurements = { machine, seed, oracles: Object.fromEntries(of('held-back').filter(([, { defects, clean }]) => Math.min(defects, clean) >= FEWEST)) };
  const rows = Object.entries(measurements.oracles).map(([name, tally]) => `    ${name}: ${inCode(tally)},`);
  const head = '/** What `bench/oracles` measured on the half of the cases that no limit was chosen by. Written by the bench: do not edit by hand. */';
  await writeFile(at('src/oracles/measurements.ts'), `${head}\nexport const MEASUREMENTS = {\n  machine: ${quoted(machine)},\n  seed: ${quoted(seed)},\n  oracles: {\n${rows.join('\n')}\n  },\n};\n`);
  const page = await readFile(at('docs/oracles.md'), 'utf8');
  const [before, rest] = page.split(MARKS[0]);
  const [, after] = (rest ?? '').split(MARKS[1]);
  if (before === undefined || after === undefined) throw new Error(`docs/oracles.md has no place for the tables between ${MARKS.join(' and ')}.`);
  const tables = [...HALVES].reverse().map((half) => `### ${half === 'held-back' ? 'Held-back half (what verdicts carry)' : 'Development half'}\n\n${tableOf(of(half).filter(([, { defects, clean }]) => defects + clean > 0))}`);
  await writeFile(at('docs/oracles.md'), `${before}${MARKS[0]}\n\n${machine}; seed \`${seed}\`.\n\n${tables.join('\n\n')}\n\n${MARKS[1]}${after}`);
}

function inCode(tally: object): string {
  return `{ ${Object.entries(tally).map(([key, value]) => `${key}: ${String(value)}`).join(', ')} }`;
}

function quoted(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}

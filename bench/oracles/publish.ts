import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Tally } from '../../src/oracles/calibration.js';
import { MEASUREMENTS } from '../../src/oracles/measurements.js';
import { tableOf, tallyOf, type Decided } from './score.js';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const MARKS = ['<!-- measured: begin -->', '<!-- measured: end -->'] as const;

/** Fewer cases of either kind than this make no calibration. */
const FEWEST = 20;

/**
 * Writes the calibration of the oracles (held-back half) and the tables of docs/oracles.md. Oracles that were not run this time
 * keep their rows, those with too few cases too.
 */
export async function writeMeasurements(decided: readonly Decided[], machine: string): Promise<void> {
  const of = (half: string): [string, Tally][] => [...new Set(decided.filter((one) => one.half === half).map(({ oracle }) => oracle))].map((name) => [name, tallyOf(decided.filter((one) => one.oracle === name && one.half === half))]);
  const enough = of('held-back').filter(([, { defects, clean }]) => Math.min(defects, clean) >= FEWEST);
  const known: Record<string, Tally> = MEASUREMENTS.oracles;
  const oracles = Object.entries({ ...known, ...Object.fromEntries(enough) }).sort(([one], [other]) => one.localeCompare(other));
  const rows = oracles.map(([name, tally]) => `    ${name}: ${inCode(tally)},`);
  const head = '/** What `bench/oracles` measured on the half of the cases that no limit was chosen by. Written by the bench: do not edit by hand. */';
  await writeFile(at('src/oracles/measurements.ts'), `${head}\nexport const MEASUREMENTS = {\n  machine: ${inCode(machine)},\n  oracles: {\n${rows.join('\n')}\n  },\n};\n`);
  const page = await readFile(at('docs/oracles.md'), 'utf8');
  const [before, rest] = page.split(MARKS[0]);
  const [, after] = (rest ?? '').split(MARKS[1]);
  if (before === undefined || after === undefined) throw new Error(`docs/oracles.md has no place for the table between ${MARKS.join(' and ')}.`);
  const development = of('development').sort(([one], [other]) => one.localeCompare(other));
  const tables = [['Held-back half (what verdicts carry)', oracles], ['Development half', development]] as const;
  const shown = tables.filter(([, list]) => list.length > 0).map(([title, list]) => `### ${title}\n\n${tableOf(list)}`);
  await writeFile(at('docs/oracles.md'), `${before}${MARKS[0]}\n\n${machine}.\n\n${shown.join('\n\n')}\n\n${MARKS[1]}${after}`);
}

function inCode(value: unknown): string {
  if (typeof value === 'object' && value !== null) return `{ ${Object.entries(value).map(([key, part]) => `${key}: ${inCode(part)}`).join(', ')} }`;
  return typeof value === 'string' ? `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'` : String(value);
}

// How often each oracle is wrong on planted defects and on clean cases.
// Run: VOUCH_MEDIA=FOLDER node --import tsx bench/oracles/run.ts --half both [--oracle a,b] [--cases 40] [--progress FILE] [--minutes 10] [--write]
import { setMaxListeners } from 'node:events';
import { parseArgs } from 'node:util';
import { messageOf, VouchError } from '../../src/core/index.js';
import { createModels } from '../../src/models/index.js';
import { builtInOracles } from '../../src/oracles/index.js';
import { closeBrowser } from '../../src/tools/browser/index.js';
import { machineLine } from '../machine.js';
import { HALVES, type Half } from './case.js';
import { casesOf } from './cases/index.js';
import { examine, type Bench } from './examine.js';
import { openProgress } from './progress.js';
import { writeMeasurements } from './publish.js';
import { tableOf, tallyOf } from './score.js';

const { values: options } = parseArgs({
  options: {
    oracle: { type: 'string' }, half: { type: 'string', default: 'both' }, cases: { type: 'string', default: '40' }, seed: { type: 'string', default: 'vouch' },
    media: { type: 'string' }, progress: { type: 'string', default: 'oracles.jsonl' }, minutes: { type: 'string', default: '600' }, show: { type: 'boolean', default: false }, write: { type: 'boolean', default: false },
  },
});
const halves: readonly Half[] = options.half === 'both' ? HALVES : HALVES.filter((half) => half === options.half);
if (halves.length === 0) throw new VouchError('USAGE', `--half is ${HALVES.join(', ')} or both.`);
/** They load the language model: asked for by name only. */
const JUDGES = ['requirement_met', 'second_reading'];
const names = options.oracle?.split(',') ?? builtInOracles.map(({ spec }) => spec.name).filter((name) => casesOf(name) !== undefined && !JUDGES.includes(name));
const unknown = names.filter((name) => casesOf(name) === undefined);
if (unknown.length > 0) throw new VouchError('USAGE', `There are no cases for ${unknown.join(', ')}.`);

const models = await createModels({ env: process.env, onNotice: (notice) => { process.stderr.write(`${notice}\n`); } });
const progress = await openProgress(options.progress);
const stop = new AbortController();
setMaxListeners(100_000, stop.signal);
process.once('SIGINT', () => { stop.abort(); });
const bench: Bench = { models, seed: options.seed, media: options.media ?? process.env['VOUCH_MEDIA'], signal: stop.signal };
const deadline = performance.now() + Number(options.minutes) * 60_000;
let unfinished = false;
let notMade = 0;
try {
  for (const name of names) {
    for (const half of halves) {
      for (let index = 0; index < 2 * Number(options.cases) && !unfinished; index += 1) {
        if (progress.has(name, half, index)) continue;
        if (performance.now() > deadline || stop.signal.aborted) unfinished = true;
        else {
          try {
            await progress.add(await examine(name, half, index, bench));
          } catch (error) {
            // A case that cannot be made is no verdict of the oracle; it is tried again by the next call.
            notMade += 1;
            process.stderr.write(`${name}, ${half} #${index} could not be made: ${messageOf(error)}\n`);
          }
        }
      }
      const decided = progress.of(name, half);
      const { defects, caught, missed, clean, falseAlarms } = tallyOf(decided);
      process.stderr.write(`${name}, ${half}: caught ${caught} and missed ${missed} of ${defects}, false alarms ${falseAlarms} of ${clean}\n`);
      if (options.show) for (const one of decided.filter(({ defect, status }) => status !== (defect === null ? 'pass' : 'fail'))) process.stderr.write(`  ${one.status} #${one.index} ${one.what}: ${one.note}\n    ${one.said}\n`);
    }
  }
} finally {
  await models.close();
  await closeBrowser();
}
console.log(machineLine());
for (const half of halves) console.log(`\n${half}, seed ${options.seed}${unfinished ? ' (unfinished)' : ''}\n\n${tableOf(names.map((name) => [name, tallyOf(progress.of(name, half))] as const))}`);
if (options.write) await writeMeasurements(progress.all(), machineLine());
if (notMade > 0) console.log(`\n${notMade} cases could not be made.`);
process.exit(notMade > 0 ? 1 : 0);

// What the loop is worth: the same tasks without a verifier, resampled, with oracles and the ladder, and with a judge beside them.
// Run: node --import tsx bench/loop/index.ts --media DIR [--out DIR] [--arm a,b] [--task PATTERN] [--attempts N] [--limit N] [--minutes N] [--replay] [--report]
// docs/loop.md says how it works. It goes on where it was stopped; a task that was done is done again only in another --out.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createModels } from '../../src/models/index.js';
import { createRuntime } from '../../src/runtime/index.js';
import { machineLine } from '../machine.js';
import { ARM_NAMES, type Arm } from './arms.js';
import { appendRecord, endingOf, readRecords } from './record.js';
import { recordModels } from './recording.js';
import { armTable, critiqueTable, familyTable, ladderTable, listEndings, listLost, outOfReach, pairedRecords, roleTable } from './report.js';
import { runTask } from './run-task.js';
import { loopTasks } from './tasks/index.js';
import { servePages } from './workbench/pages.js';

const { values: options } = parseArgs({
  options: {
    media: { type: 'string', default: process.env['VOUCH_BENCH_MEDIA'] ?? '' }, python: { type: 'string', default: process.env['VOUCH_BENCH_PYTHON'] ?? 'python3' },
    out: { type: 'string', default: 'bench-loop' }, recording: { type: 'string' }, arm: { type: 'string', default: 'none,resample,oracles,judge' }, task: { type: 'string', default: '' },
    attempts: { type: 'string', default: '3' }, limit: { type: 'string', default: '1000' }, minutes: { type: 'string', default: '1000' }, replay: { type: 'boolean', default: false }, report: { type: 'boolean', default: false },
  },
});
const out = resolve(options.out);
const progress = join(out, 'progress.jsonl');
const unknown = options.arm.split(',').filter((name) => !(ARM_NAMES as string[]).includes(name));
if (unknown.length > 0) throw new RangeError(`There is no arm ${unknown.join(', ')}; there are ${ARM_NAMES.join(', ')}.`);
if (!options.report) await measure(options.arm.split(',') as Arm[]);
report();

async function measure(arms: readonly Arm[]): Promise<void> {
  if (options.media === '') throw new RangeError('Name the folder of the media with --media or VOUCH_BENCH_MEDIA.');
  const until = performance.now() + Number(options.minutes) * 60_000;
  const recording = resolve(options.recording ?? join(out, 'recording'));
  mkdirSync(join(out, 'data'), { recursive: true });
  const models = await createModels();
  const recorded = recordModels(models, recording, { replayOnly: options.replay });
  const pattern = new RegExp(options.task);
  const chosen = loopTasks.filter(({ id, family }) => pattern.test(id) || pattern.test(family)).slice(0, Number(options.limit));
  // Their address is part of what is recorded, so that two benches at a time cannot both serve them.
  const pages = chosen.some(({ family }) => family === 'page') ? await servePages() : undefined;
  const bench = { media: resolve(options.media), made: join(recording, 'made'), pages: pages?.address ?? '', models, python: options.python };
  try {
    const done = new Set(readRecords(progress).map(({ task, arm }) => `${task} ${arm}`));
    const open = chosen.flatMap((task) => arms.map((arm) => ({ task, arm }))).filter(({ task, arm }) => !done.has(`${task.id} ${arm}`));
    console.error(`${open.length} runs to do`);
    for (const [index, { task, arm }] of open.entries()) {
      if (performance.now() > until) break;
      // A folder of its own for each run: none begins with what another has taught the statistics.
      const runtime = await createRuntime({ dataFolder: join(out, 'data', `${task.id}-${arm}`), models: recorded });
      const record = await runTask(task, arm, { runtime, models: recorded, bench, attempts: Number(options.attempts) }).finally(() => runtime.close());
      if (recorded.missed()) continue;
      appendRecord(progress, record);
      console.error(`${index + 1}/${open.length} ${task.id} ${arm}: ${endingOf(record)}, ${record.attempts.length} attempts, ${(record.ms / 1000).toFixed(1)} s, ${record.tokens} tokens${record.faults.length > 0 ? `; ${record.faults.join('; ').slice(0, 160)}` : ''}`);
    }
  } finally {
    await models.close();
    await pages?.close();
  }
}

function report(): void {
  const records = pairedRecords(readRecords(progress));
  console.log(`${machineLine()}\n\n${armTable(records)}\n\n${familyTable(records)}\n\n${ladderTable(records)}\n\n${roleTable(records)}\n\n${critiqueTable(records)}`);
  console.log(`\nSaid done and wrong:\n${listEndings(records, 'false done', ['oracles', 'judge'])}\n\nRight and failed:\n${listEndings(records, 'false alarm', ['oracles', 'judge'])}\n\nRight in an attempt and not delivered:\n${listLost(records, ['oracles', 'judge'])}\n\nOut of reach of every arm: ${outOfReach(records).join(', ')}`);
}

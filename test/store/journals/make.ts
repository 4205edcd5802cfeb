// Makes a folder of this corpus: `node --import tsx test/store/journals/make.ts FOLDER`, run by the version whose journals it is to hold.
// A released folder is never made again: it shows what that version wrote.
// What its process left in the write-ahead log is folded in afterwards: `sqlite3 FOLDER/journal.db 'PRAGMA wal_checkpoint(TRUNCATE)'`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusOracles, corpusPlans, corpusTools } from './corpus.js';
import { testRuntime } from '../../support/workshop.js';

const folder = process.argv[2] ?? '';
const runtime = testRuntime({ tools: corpusTools(), oracles: corpusOracles() }, folder);
const outcomes: Record<string, unknown> = {};
for (const [name, plan] of Object.entries(corpusPlans)) {
  const run = runtime.run({ plan });
  const { runId, status, answer, steps, verdicts } = await run.result;
  outcomes[name] = { runId, status, answer, steps: steps.map(({ id, status: ended, attempts }) => ({ id, status: ended, attempts })), verdicts: verdicts.map(({ oracle, status: given }) => [oracle, given]) };
}
await runtime.close();
writeFileSync(join(folder, 'outcomes.json'), `${JSON.stringify(outcomes, null, 2)}\n`);
// The last run is cut off: its process dies in the middle of a step.
const cut = testRuntime({ tools: corpusTools(), oracles: corpusOracles() }, folder).run({ plan: { steps: [...corpusPlans.climbs.steps, { id: 'long', tool: 'endless', inputs: { text: { ref: 'second.text' } } }] } });
for await (const { type, data } of cut.events()) {
  if (type === 'attempt.started' && data.step === 'long') process.kill(process.pid, 'SIGKILL');
}

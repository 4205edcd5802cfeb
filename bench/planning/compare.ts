import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { VouchError } from '../../src/core/index.js';
import { bootstrapInterval } from './bootstrap.js';
import { graphsOf, readRecords, type PlanRecord } from './plan-records.js';
import { emptyTally, scoresOf, tally, type Scores } from './score.js';

/** n-F1 / e-F1 of the whole set, as published (TaskBench, arXiv 2311.18760). */
const PUBLISHED: Readonly<Record<string, readonly (readonly [string, number, number])[]>> = {
  mm: [['GPT-4', 90.9, 69.3], ['GPT-3.5', 72.8, 44.0], ['CodeLlama-13B', 62.8, 24.6], ['Llama-2-7B', 26.5, 0.9]],
  hf: [['GPT-4', 81.5, 54.7], ['GPT-3.5', 69.5, 33.4], ['CodeLlama-13B', 53.2, 14.6]],
};

/**
 * One table of the progress files that bench/planning/measure.ts wrote: `compare.ts --set mm typed=a.jsonl one-shot=b.jsonl`. Several
 * files of one row are joined by commas. `--common` scores only the requests that every row has planned.
 */
const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { set: { type: 'string', default: '' }, common: { type: 'boolean', default: false } } });
if (positionals.length === 0) throw new VouchError('USAGE', 'Give the runs to compare as LABEL=FILE[,FILE...]; --set mm|hf adds the published rows, --common keeps the requests that all have planned.');

interface Run {
  readonly label: string;
  readonly records: readonly PlanRecord[];
}

const runs = await Promise.all(positionals.map(async (argument): Promise<Run> => {
  const [label = '', files = label] = argument.split('=');
  return { label, records: (await Promise.all(files.split(',').map(readRecords))).flat() };
}));
const common = (record: PlanRecord): boolean => runs.every((run) => run.records.some(({ id }) => id === record.id));
const rows = runs.map(({ label, records }) => rowOf(label, options.common ? records.filter(common) : records));
const published = (PUBLISHED[options.set] ?? []).map(([name, nodes, edges]) => [`${name} (published, whole set)`, '', nodes.toFixed(1), edges.toFixed(1), ...Array.from({ length: 9 }, () => '')]);
const head = ['', 'requests', 'n-F1', 'e-F1', 'exact', 'single n', 'chain n/e', 'dag n/e', 'invalid', 'refused wrongly', 'planned wrongly', 's', 'tokens'];
const lines = [head, head.map(() => '---'), ...rows, ...published].map((cells) => `| ${cells.join(' | ')} |`);
process.stdout.write(`${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB\n${lines.join('\n')}\n`);

function rowOf(label: string, records: readonly PlanRecord[]): string[] {
  const all = scored(records);
  const of = (type: string): Scores => scored(records.filter((record) => record.type === type));
  const pair = ({ requests, nodeF1, edgeF1 }: Scores): string => (requests === 0 ? '' : `${nodeF1.toFixed(1)} / ${edgeF1.toFixed(1)}`);
  const impossible = records.filter((record) => record.gold.tools.length === 0);
  const possible = records.filter((record) => record.gold.tools.length > 0);
  const count = (among: readonly PlanRecord[], is: (record: PlanRecord) => boolean): string => `${among.filter(is).length} of ${among.length}`;
  return [
    label,
    String(records.length),
    withInterval(records, (scores) => scores.nodeF1),
    withInterval(records, (scores) => scores.edgeF1),
    all.exact.toFixed(1),
    of('single').requests === 0 ? '' : of('single').nodeF1.toFixed(1),
    pair(of('chain')),
    pair(of('dag')),
    String(records.filter((record) => record.reply === 'invalid').length),
    count(possible, (record) => record.reply === 'missing' || record.reply === 'ambiguous'),
    impossible.length === 0 ? '' : count(impossible, (record) => record.reply === 'planned'),
    mean(records.map((record) => record.ms / 1000)).toFixed(2),
    mean(records.map((record) => record.tokens)).toFixed(0),
  ];
}

function scored(records: readonly PlanRecord[]): Scores {
  const sums = emptyTally();
  for (const record of records) {
    const { got, gold } = graphsOf(record);
    tally(sums, got, gold);
  }
  return scoresOf(sums);
}

function withInterval(records: readonly PlanRecord[], of: (scores: Scores) => number): string {
  const [low, high] = bootstrapInterval(records, (sample) => of(scored(sample)));
  return `${of(scored(records)).toFixed(1)} (${low.toFixed(0)}-${high.toFixed(0)})`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

// The screenshot agent on tasks of MiniWoB++, in pictures alone; the goal is given as text.
// Needs a checkout of Farama-Foundation/miniwob-plusplus: MINIWOB=/path/to/miniwob-plusplus
// Run: node --import tsx bench/miniwob/index.ts [--tasks a,b] [--seeds 1,2,3,4,5] [--into results.jsonl] [--proof off] [--llm off] [--viewport 160x210] [--seconds 60] [--trace DIR]
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTraceWriter } from '../../src/agents/screenshot/trace/index.js';
import { VouchError, type ModelClient } from '../../src/core/index.js';
import { createModels } from '../../src/models/index.js';
import { closeBrowser, openBrowser } from '../../src/tools/browser/index.js';
import { machineLine, median } from '../machine.js';
import { Episode, runEpisode } from './episode.js';
import { serveTree } from './serve-tree.js';
import { DEVELOPMENT_TASKS } from './tasks.js';

const { values } = parseArgs({
  options: {
    tasks: { type: 'string' }, seeds: { type: 'string', default: '1,2,3,4,5' }, into: { type: 'string' }, proof: { type: 'string', default: 'on' }, llm: { type: 'string', default: 'on' },
    viewport: { type: 'string', default: '160x210' }, seconds: { type: 'string', default: '90' }, trace: { type: 'string' },
  },
});
const checkout = process.env['MINIWOB'];
if (checkout === undefined) throw new VouchError('USAGE', 'Set MINIWOB to a checkout of Farama-Foundation/miniwob-plusplus.');
const tasks = values.tasks?.split(',') ?? [...DEVELOPMENT_TASKS];
const seeds = values.seeds.split(',').map(Number);
const [width = 160, height = 210] = values.viewport.split('x').map(Number);

console.log(machineLine());
const finished = await read(values.into);
const models = await createModels();
// Without its language model the agent must do with its rules.
const served: ModelClient = values.llm === 'off' ? withoutChat(models) : models;
const site = await serveTree(join(checkout, 'miniwob', 'html'));
const lease = await openBrowser();
try {
  for (const task of tasks) {
    for (const seed of seeds) {
      if (finished.some((episode) => episode.task === task && episode.seed === seed)) continue;
      const context = await lease.browser.newContext({ viewport: { width, height }, deviceScaleFactor: 1 });
      const trace = values.trace === undefined ? undefined : await createTraceWriter(join(values.trace, `${task}-${seed}`));
      const episode = await runEpisode(task, seed, {
        page: await context.newPage(), models: served, address: site.url, prove: values.proof === 'on', wallMs: Number(values.seconds) * 1000,
        onStep: trace?.onStep, onOutcome: async (outcome) => trace?.finish(outcome).then(() => undefined),
      });
      await context.close();
      finished.push(episode);
      if (values.into !== undefined) await appendFile(values.into, `${JSON.stringify(episode)}\n`);
      console.log(`${task} ${seed}: raw ${episode.raw.toFixed(2)} ${episode.done ? 'done' : episode.status} ${(episode.ms / 1000).toFixed(1)} s ${episode.steps} actions | ${episode.goal.replace(/\s+/g, ' ').slice(0, 90)} | ${episode.reason.slice(0, 160)}`);
    }
  }
  report(finished.filter(({ task, seed }) => tasks.includes(task) && seeds.includes(seed)));
} finally {
  lease.release();
  await closeBrowser();
  await models.close();
  site.close();
}

async function read(path: string | undefined): Promise<Episode[]> {
  if (path === undefined) return [];
  await mkdir(join(path, '..'), { recursive: true });
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '').map((line) => Episode.parse(JSON.parse(line)));
}

function report(episodes: readonly Episode[]): void {
  const share = (part: readonly Episode[]): string => `${part.length}/${episodes.length} (${((100 * part.length) / Math.max(1, episodes.length)).toFixed(1)}%)`;
  const said = episodes.filter(({ done }) => done);
  const steps = Math.max(1, episodes.reduce((sum, { steps: count }) => sum + count, 0));
  const perStep = (key: 'seeMs' | 'thinkMs' | 'actMs'): string => (episodes.reduce((sum, episode) => sum + episode[key], 0) / steps / 1000).toFixed(2);
  console.log(`raw > 0: ${share(episodes.filter(({ raw }) => raw > 0))}, raw = 1: ${share(episodes.filter(({ raw }) => raw === 1))}, proof ${values.proof}, language model ${values.llm}`);
  console.log(`"done": ${said.length}, of these false: ${said.filter(({ raw }) => raw <= 0).length} (${((100 * said.filter(({ raw }) => raw <= 0).length) / Math.max(1, said.length)).toFixed(1)}%); reached without "done": ${episodes.filter(({ raw, done }) => raw > 0 && !done).length}`);
  console.log(`median ${(median(episodes.map(({ ms }) => ms)) / 1000).toFixed(1)} s an episode; seconds an action: seeing ${perStep('seeMs')}, thinking ${perStep('thinkMs')}, acting and settling ${perStep('actMs')}; language model calls ${episodes.reduce((sum, { modelCalls }) => sum + modelCalls, 0)}`);
  for (const task of tasks) {
    const own = episodes.filter((episode) => episode.task === task);
    if (own.length > 0) console.log(`  ${task.padEnd(24)} ${own.filter(({ raw }) => raw > 0).length}/${own.length}  raw = 1: ${own.filter(({ raw }) => raw === 1).length}  done: ${own.filter(({ done }) => done).length}  ${(median(own.map(({ ms }) => ms)) / 1000).toFixed(1)} s`);
  }
}

function withoutChat(client: ModelClient): ModelClient {
  const less = Object.create(client) as ModelClient;
  less.has = (job) => job !== 'chat' && client.has(job);
  return less;
}

// The screenshot agent on the project's own pages with kinds of controls that people meet on the web: how often it reaches the goal, and
// how often it says "done" where it did not. What was reached is asked of the page; the agent has pictures alone.
// Run: node --import tsx bench/widgets/index.ts [--set develop,fresh] [--only WORD] [--goals first|others] [--llm off] [--proof off] [--into results.jsonl] [--trace DIR] [--seconds 90] [--minutes N]
// With --into, what is in the file already is not run again; --minutes ends early, with exit code 2.
import { existsSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { operate, PageSurface } from '../../src/agents/screenshot/operate/index.js';
import { createTraceWriter } from '../../src/agents/screenshot/trace/index.js';
import type { ModelClient } from '../../src/core/index.js';
import { createModels } from '../../src/models/index.js';
import { closeBrowser, openBrowser, PageDriver } from '../../src/tools/browser/index.js';
import { machineLine, median } from '../machine.js';
import { WIDGET_SETS } from './pages/index.js';
import { TRUTH, type WidgetPage } from './widget.js';

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'develop,fresh' }, only: { type: 'string' }, goals: { type: 'string', default: 'all' }, llm: { type: 'string', default: 'off' }, proof: { type: 'string', default: 'on' }, into: { type: 'string' },
    trace: { type: 'string' }, seconds: { type: 'string', default: '90' }, minutes: { type: 'string', default: '600' },
  },
});

/** How one goal on one page ended. */
const Ending = z.object({
  set: z.string(), name: z.string(), goal: z.string(), impossible: z.boolean(), reached: z.boolean(),
  /** Completed, and nothing unproved. */
  said: z.boolean(),
  truth: z.string(), status: z.string(), ms: z.number(), steps: z.number(), reason: z.string(), did: z.array(z.string()),
});
type Ending = z.infer<typeof Ending>;

console.log(machineLine());
const deadline = Date.now() + Number(values.minutes) * 60_000;
const finished = values.into !== undefined && existsSync(values.into) ? (await readFile(values.into, 'utf8')).split('\n').filter((line) => line !== '').map((line) => Ending.parse(JSON.parse(line))) : [];
const models = await createModels();
const served = values.llm === 'on' ? models : Object.assign(Object.create(models) as ModelClient, { has: (job: Parameters<ModelClient['has']>[0]) => job !== 'chat' && models.has(job) });
let body = '';
const server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body));
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const lease = await openBrowser();
try {
  for (const set of values.set.split(',')) {
    const pages = WIDGET_SETS[set];
    if (!pages) throw new Error(`There is no set ${JSON.stringify(set)}; there are ${Object.keys(WIDGET_SETS).join(', ')}.`);
    const todo = pages.filter(({ name }) => values.only === undefined || new RegExp(values.only).test(name)).flatMap((page) => page.goals.slice(values.goals === 'others' ? 1 : 0, values.goals === 'first' ? 1 : undefined).map((goal) => ({ page, goal })));
    const endings: Ending[] = [];
    for (const { page, goal } of todo) {
      const known = finished.find((one) => one.set === set && one.name === page.name && one.goal === goal);
      if (known === undefined && Date.now() > deadline) break;
      endings.push(known ?? await episode(set, page, goal));
    }
    if (endings.length < todo.length) process.exitCode = 2;
    else report(set, endings);
  }
} finally {
  lease.release();
  await closeBrowser();
  await models.close();
  server.closeAllConnections();
  server.close();
}

async function episode(set: string, page: WidgetPage, goal: string): Promise<Ending> {
  body = page.body;
  const context = await lease.browser.newContext({ viewport: page.viewport });
  const shown = await context.newPage();
  await shown.goto(address);
  const driver = await PageDriver.around(shown);
  const trace = values.trace === undefined ? undefined : await createTraceWriter(join(values.trace, `${page.name} ${page.goals.indexOf(goal)}`.replace(/\W+/g, '-')));
  const outcome = await operate(goal, new PageSurface(driver), { models: served, wallMs: Number(values.seconds) * 1000, prove: values.proof === 'on', approve: () => Promise.resolve(true), onStep: trace?.onStep });
  await trace?.finish(outcome);
  await driver.close();
  const truth = String(await shown.evaluate(TRUTH));
  await context.close();
  const said = outcome.status === 'completed' && outcome.unproved.length === 0;
  const reached = page.impossible ? truth !== 'wrong' && outcome.status === 'failed' : truth === 'reached';
  const reason = outcome.error?.message ?? outcome.unproved.join('; ');
  const line: Ending = { set, name: page.name, goal, impossible: page.impossible, reached, said, truth, status: outcome.status, ms: outcome.usage.ms, steps: outcome.usage.steps, reason, did: outcome.steps.map(({ action, target }) => `${action.type} ${target}`.trim()) };
  console.log(`${reached ? 'ok  ' : said ? 'LIE ' : 'miss'} ${page.name}: ${outcome.status}${said ? ' done' : ''} ${(outcome.usage.ms / 1000).toFixed(1)} s ${outcome.usage.steps} | ${goal}${reached && said ? '' : ` | ${reason.slice(0, 200)}${reached ? '' : ` | ${line.did.join(' > ').slice(-300)}`}`}`);
  if (values.into !== undefined) await appendFile(values.into, `${JSON.stringify(line)}\n`);
  return line;
}

function report(set: string, endings: readonly Ending[]): void {
  const said = endings.filter(({ said: is }) => is);
  const lies = said.filter(({ reached }) => !reached);
  const share = (part: number, whole: number): string => `${part} of ${whole} (${((100 * part) / Math.max(1, whole)).toFixed(1)}%)`;
  console.log(`${set}: reached ${share(endings.filter(({ reached }) => reached).length, endings.length)}; "done" ${said.length}, of these false ${share(lies.length, said.length)}; reached without "done" ${endings.filter(({ impossible, reached, said: is }) => reached && !is && !impossible).length}; median ${(median(endings.map(({ ms }) => ms)) / 1000).toFixed(1)} s; proof ${values.proof}, language model ${values.llm}`);
}

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { BotOutput, BrowseOutcome, BrowseStep } from '../../src/agents/screenshot/index.js';
import { closeBrowser } from '../../src/tools/browser/index.js';
import { startVouch, temporaryFolder, vouch } from './command-line.js';

const PAGE = '<style>body{font:16px sans-serif;margin:20px}button{font:16px sans-serif;padding:4px 10px}</style><h1>Lamps</h1><button onclick="s.textContent=\'In the basket\'">Add to basket</button> <button>Buy now</button><p id=s></p>';
const folder = temporaryFolder();
const trace = join(folder, 'trace');
let server: Server;
let url = '';

beforeAll(async () => {
  server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  await closeBrowser();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

const browsing = (goal: string, ...more: string[]): ReturnType<typeof vouch> => vouch('browse', goal, '--url', url, '--viewport', '420x300', '--data', join(folder, 'data'), ...more);

test('--json prints the outcome as one object, and the folder of the trace holds what it names', async () => {
  const { exitCode, result } = await browsing('Click "Add to basket".', '--json', '--trace', trace, '--marks');
  expect(exitCode).toBe(0);
  const outcome = BrowseOutcome.parse(JSON.parse(result));
  expect(outcome).toMatchObject({ status: 'completed', error: null, question: null, unproved: [], checks: [{ status: 'proved' }] });
  expect(outcome.steps).toMatchObject([{ n: 1, action: { type: 'click' }, target: 'button "Add to basket"', verdict: { status: 'expected' }, crop: '001-target.png', marks: '001-marks.png' }]);
  expect(outcome.artifacts.map(({ name }) => name)).toEqual(expect.arrayContaining(['trace.json', 'trace.html', '001-before.png', '001-after.png', '001-target.png', '001-marks.png', '001-change-1-after.png']));
  for (const { path } of outcome.artifacts) expect(readFileSync(path).length).toBeGreaterThan(0);
});

test('--events prints each action of a replay as it is proved, and the outcome last', async () => {
  const { exitCode, result } = await browsing('Click "Add to basket".', '--events', '--replay', trace);
  expect(exitCode).toBe(0);
  const lines = result.trim().split('\n').map((line) => JSON.parse(line) as { type: string });
  expect(lines.map(({ type }) => type)).toEqual(['step', 'outcome']);
  expect(BrowseStep.parse(lines[0])).toMatchObject({ n: 1, verdict: { status: 'expected' } });
  expect(BrowseOutcome.parse(lines[1]).status).toBe('completed');
});

test.each([
  ['what buys waits for an approval', 4, ['Press "Buy now".'], /buys something.*--yes/s],
  ['a limit is a failure', 1, ['Click "Add to basket" and press Enter.', '--steps', '1'], /limit of 1 actions/],
  ['a trace that is not there is bad input', 2, ['Click "Add to basket".', '--replay', join(folder, 'none')], /no trace in/],
])('%s: exit %d', async (_what, code, [goal = '', ...more], said) => {
  const { exitCode, result, talk } = await browsing(goal, ...more);
  expect({ exitCode, result }).toEqual({ exitCode: code, result: '' });
  expect(talk).toMatch(said);
});

test('a bot is answered line by line, and ends with its input', async () => {
  const bot = startVouch(['bot', '--data', join(folder, 'data')]);
  const say = (message: object | string): void => { bot.child.stdin?.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`); };
  say('nonsense');
  say({ type: 'observe', goal: 'Click "Add to basket".', image: join(trace, '001-before.png'), deviceScaleFactor: 2 });
  await bot.waitFor('"type":"act"');
  say({ type: 'observe', image: join(trace, '001-after.png'), deviceScaleFactor: 2 });
  await bot.waitFor('"type":"done"');
  bot.child.stdin?.end();
  const { exitCode, result } = await bot.ended;
  expect(exitCode).toBe(0);
  const outputs = result.trim().split('\n').map((line) => BotOutput.parse(JSON.parse(line)));
  expect(outputs).toMatchObject([{ type: 'error', code: 'USAGE' }, { type: 'act', target: 'button "Add to basket"', box: { x: expect.any(Number) }, verdict: null }, { type: 'done', status: 'completed', verdict: { status: 'expected' } }]);
}, 120_000);

// The campaign itself, within its network. Argument: options as JSON. It says its report.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openPostgres } from '../../test/support/postgres-server.js';
import { startRedis } from '../../test/support/redis-server.js';
import { MACHINES, type CampaignOptions, type CampaignReport } from './campaign.js';
import { Client } from './client.js';
import { startFaults } from './faults.js';
import { program, type Victim } from './machine.js';
import { networkOf } from './network.js';
import { doTask, type Campaign } from './task.js';

const { name, runs, faultSeconds, seed, patienceSeconds } = JSON.parse(process.argv[2] ?? '{}') as CampaignOptions & { name: string };
const network = networkOf(name, MACHINES);
const folder = mkdtempSync(join(tmpdir(), 'vouch-campaign-'));
const place = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

const redis = await startRedis({ host: network.address('redis'), within: network.within('redis'), keeps: true });
const postgres = await openPostgres({ host: network.address('postgres'), within: network.within('postgres') });
const ledgerUrl = `http://${network.address('ledger')}:8000`;
const ledger = program('ledger', network.within('ledger'), place('ledger.ts'), [network.address('ledger'), '8000']);
const [configFile, tokenFile, token] = [join(folder, 'vouch.config.json'), join(folder, 'tokens.json'), 'campaign-token-of-24-letters'];
writeFileSync(configFile, JSON.stringify({ queue: { redis: { urlFromEnv: 'CAMPAIGN_REDIS' } }, store: { postgres: { urlFromEnv: 'CAMPAIGN_POSTGRES' } } }));
writeFileSync(tokenFile, JSON.stringify({ tokens: [{ name: 'campaign', tokenHash: createHash('sha256').update(token).digest('hex'), scopes: ['read', 'run', 'approve', 'admin'], maxRuns: 1000 }] }), { mode: 0o600 });
const env = { ...process.env, CAMPAIGN_REDIS: redis.url, CAMPAIGN_POSTGRES: await postgres.database() };
const servers = ['server1', 'server2'].map((machine) => program(machine, network.within(machine), place('server.ts'), [folder, configFile, tokenFile, network.address(machine), ledgerUrl], env));
const workers = ['worker1', 'worker2', 'worker3', 'worker4'].map((machine) => program(machine, network.within(machine), place('worker.ts'), [folder, configFile, ledgerUrl], env));
const victims: Victim[] = [{ name: 'redis', ...redis }, { name: 'postgres', ...postgres }, ...servers, ...workers];
try {
  for (const one of [ledger, ...servers, ...workers]) await one.start();
  const report = await campaign();
  process.stdout.write(JSON.stringify(report));
} finally {
  for (const one of [ledger, ...servers, ...workers, redis]) await one.kill();
  await postgres.close();
  rmSync(folder, { recursive: true, force: true });
}

async function campaign(): Promise<CampaignReport> {
  const started = performance.now();
  const deeds = async (): Promise<Record<string, number>> => (await fetch(ledgerUrl)).json() as Promise<Record<string, number>>;
  const shared: Campaign = {
    clients: ['server1', 'server2'].map((machine) => new Client(`http://${network.address(machine)}:7700`, token)),
    deeds, isCalm: () => false, over: new AbortController(), taken: new Map(), wrong: [], refused: 0, completed: 0,
  };
  const faults = startFaults(victims, network, seed);
  let calmSince = Infinity;
  shared.isCalm = () => performance.now() - calmSince > 15_000;
  const open = new Set(Array.from({ length: runs }, (_, index) => index + 1));
  const tasks = Promise.all([...open].map(async (number) => {
    // Not all at once: so that there are runs under way for as long as there are faults.
    await sleep((number / runs) * Math.max(0, faultSeconds - 5) * 1000);
    if (await doTask(shared, number)) open.delete(number);
  }));
  await sleep(faultSeconds * 1000);
  await faults.end();
  calmSince = performance.now();
  const timer = setTimeout(() => { shared.over.abort(); }, patienceSeconds * 1000);
  await tasks;
  clearTimeout(timer);
  const secondsAfter = (performance.now() - calmSince) / 1000;
  const listed = (await shared.clients[0]?.list()) ?? [];
  const known = new Set(listed.map(({ runId }) => runId));
  const goals = listed.map(({ goal }) => goal);
  const done = await deeds();
  return {
    runs, completed: shared.completed, refused: shared.refused, wrong: shared.wrong,
    unfinished: [...open].map((number) => `task ${number} (${shared.taken.get(number) ?? 'not taken'})`),
    lost: [...shared.taken.values()].filter((runId) => !known.has(runId)),
    twice: Object.entries(done).filter(([, count]) => count > 1).map(([deed]) => deed),
    twins: goals.filter((goal, index) => goals.indexOf(goal) !== index),
    faults: faults.counts, seconds: (performance.now() - started) / 1000, secondsAfter,
  };
}

import { runCampaign } from '../../../bench/campaign/campaign.js';
import { canMakeNetworks } from '../../../bench/campaign/network.js';
import { hasPostgres } from '../../support/postgres-server.js';

const canRun = canMakeNetworks() && hasPostgres();
if (!canRun) console.warn('The campaign of faults wants root, `ip` and PostgreSQL: it is skipped.');

(canRun ? test : test.skip)('while servers, workers, Redis and PostgreSQL are killed, paused and cut off, no run is lost or wrong, and no deed is done twice', async () => {
  const report = await runCampaign({ runs: 10, faultSeconds: 20, seed: 7, patienceSeconds: 240 });
  expect(report).toMatchObject({ wrong: [], unfinished: [], lost: [], twice: [], twins: [] });
  expect(report.completed + report.refused).toBe(10);
  expect(Object.keys(report.faults).length).toBeGreaterThan(2);
}, 400_000);

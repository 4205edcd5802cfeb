// Runs while everything around them is killed, paused and cut off: node --import tsx bench/campaign/run.ts [runs 200] [s of faults 180] [seed 1]. Wants root.
import { machineLine } from '../machine.js';
import { runCampaign } from './campaign.js';

const [runs = 200, faultSeconds = 180, seed = 1] = process.argv.slice(2).map(Number);
process.stdout.write(`${machineLine()}\n`);
const report = await runCampaign({ runs, faultSeconds, seed, patienceSeconds: 300 });
process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
process.exitCode = report.completed + report.refused === runs && report.wrong.length + report.lost.length + report.twice.length + report.twins.length === 0 ? 0 : 1;

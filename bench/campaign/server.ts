// One server of the campaign, until it is killed. Arguments: data folder, configuration, token file, address, ledger.
import { ScriptedModels } from '../../src/models/index.js';
import { createRuntime } from '../../src/runtime/index.js';
import { startServer } from '../../src/server/index.js';
import { campaignTools } from './tools.js';

const [dataFolder, configFile, tokenFile, host = '', ledger = ''] = process.argv.slice(2);
const runtime = await createRuntime({ dataFolder, configFile, tools: campaignTools(ledger), models: new ScriptedModels([]) });
await startServer({ host, port: 7700, tokenFile, maxRuns: 100, requestsPerMinute: 1_000_000 }, { runtime });
process.stdout.write('ready\n');

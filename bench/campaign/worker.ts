// One worker of the campaign, until it is killed. Arguments: data folder, configuration, ledger.
import { ScriptedModels } from '../../src/models/index.js';
import { createWorker } from '../../src/runtime/index.js';
import { campaignTools } from './tools.js';

const [dataFolder, configFile, ledger = ''] = process.argv.slice(2);
await createWorker({ dataFolder, configFile, tools: campaignTools(ledger), models: new ScriptedModels([]), pool: 'campaign', can: ['plain'], concurrency: 4, onFault: () => undefined });
process.stdout.write('ready\n');

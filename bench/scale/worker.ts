// A worker of the bench in a process of its own, until SIGTERM. Arguments: data folder, configuration file. It says `ready` when it takes steps.
import { ScriptedModels } from '../../src/models/index.js';
import { createWorker } from '../../src/runtime/index.js';
import { loadTools } from './load.js';

const [dataFolder, configFile] = process.argv.slice(2);
const worker = await createWorker({ dataFolder, configFile, tools: loadTools(), models: new ScriptedModels([]), pool: 'bench', can: ['plain'] });
process.stdout.write('ready\n');
process.once('SIGTERM', () => { void worker.close().then(() => process.exit(0)); });

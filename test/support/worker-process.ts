// A worker in a process of its own, until SIGTERM. Argument: a crew as JSON. It says `ready` when it takes steps.
import { crewWorker, type Crew } from './crew.js';

const worker = await crewWorker(JSON.parse(process.argv[2] ?? '{}') as Crew);
process.stdout.write('ready\n');
process.once('SIGTERM', () => { void worker.close(); });

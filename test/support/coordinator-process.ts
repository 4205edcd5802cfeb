// A runtime in a process of its own that executes the plan given as JSON beside its crew, with workers elsewhere. It says the id of its run.
import { crewExecutor, type Crew } from './crew.js';
import { workerOracles, workerTools } from './worker-tools.js';
import { testRuntime } from './workshop.js';

const { crew, plan } = JSON.parse(process.argv[2] ?? '{}') as { crew: Crew; plan: unknown };
const runtime = testRuntime({ tools: workerTools(crew.yard), oracles: workerOracles, executor: await crewExecutor(crew) }, crew.folder);
process.stdout.write(`${runtime.run({ plan }).id}\n`);

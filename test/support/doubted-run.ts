// A process of its own that runs one step in the data folder given as an argument; the first attempt is doubted, the second takes a minute.
import { testRuntime } from './workshop.js';
import { hearsTwice, teller } from './doubted-tools.js';

const waits = (): Promise<never> => new Promise((_, reject) => setTimeout(() => { reject(new Error('too late')); }, 60_000));
const runtime = testRuntime({ tools: [teller(waits)], oracles: [hearsTwice] }, process.argv[2]);
const run = runtime.run({ plan: { steps: [{ id: 'a', tool: 'teller', inputs: {} }] } });
for await (const event of run.events()) process.stdout.write(`${event.type} ${'attempt' in event.data ? String(event.data.attempt) : ''}\n`);

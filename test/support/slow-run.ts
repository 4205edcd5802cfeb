// A process of its own that runs three steps in the data folder given as an argument; the last one takes a minute.
import { testRuntime } from './workshop.js';
import { slowTools } from './slow-tools.js';

const runtime = testRuntime({ tools: slowTools(60_000) }, process.argv[2]);
const steps = ['a', 'b', 'c'].map((id, index, all) => ({ id, tool: index === 2 ? 'slow' : 'quick', inputs: { text: index === 0 ? { value: 'x' } : { ref: `${all[index - 1] ?? ''}.text` } } }));
const run = runtime.run({ plan: { steps } });
for await (const event of run.events()) process.stdout.write(`${event.type} ${'step' in event.data ? String(event.data.step) : ''}\n`);

// A process of its own that maps two steps over four texts in the data folder given as an argument; one text takes a minute.
import { programTools } from './program-tools.js';
import { testRuntime } from './workshop.js';

const wait = (word: string): Promise<void> => (word === 'stuck' ? new Promise((resolve) => setTimeout(resolve, 60_000)) : Promise.resolve());
const runtime = testRuntime({ tools: programTools(wait) }, process.argv[2]);
const run = runtime.run({
  plan: {
    steps: [
      { id: 'a', tool: 'shout', inputs: { text: { map: ['x', 'y', 'stuck', 'z'].map((value) => ({ value })) } } },
      { id: 'b', tool: 'shout', inputs: { text: { map: { ref: 'a.text' } } } },
      { id: 'all', tool: 'gather', inputs: { parts: { ref: 'b.text' } } },
    ],
  },
});
for await (const event of run.events()) process.stdout.write(`${event.type} ${'step' in event.data ? String(event.data.step) : ''}\n`);

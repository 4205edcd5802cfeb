// One task, its answer and what proves it.
//   node --import tsx examples/one-task.ts              the notice of the demo
//   node --import tsx examples/one-task.ts photo.jpg    a picture of yours
import { createRuntime } from 'vouch-runtime';
import { serveFolder } from './serve-folder.mjs';

const file = process.argv[2];
const page = await serveFolder(new URL('./notice/', import.meta.url));
const runtime = await createRuntime();
try {
  const run = runtime.run(
    file === undefined
      ? { goal: `Open ${page.url} and sum up the notice on it in one sentence.` }
      : { goal: 'Describe this picture in two sentences.', inputs: [{ path: file }] },
  );
  for await (const event of run.events()) {
    if (event.type === 'verdict.given') console.error(event.data.step, event.data.oracle, event.data.status, event.data.evidence[0]?.message ?? '');
  }
  const { status, answer, unproved } = await run.result;
  console.log(`${status}: ${answer}`);
  console.log(unproved.length === 0 ? 'Every check holds.' : `Not proved: ${unproved.join('; ')}`);
} finally {
  await runtime.close();
  page.close();
}

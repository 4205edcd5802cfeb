import { execFileSync } from 'node:child_process';
import { createRuntime } from '../../src/runtime/index.js';
import { freshFolder, removeFolders } from '../support/workshop.js';

afterAll(removeFolders);

/** Pids of the engine processes that this process has started. */
function engines(): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
  return rows.map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row)).flatMap((match) => (match && Number(match[2]) === process.pid && match[3]!.includes('engines/main') ? [Number(match[1])] : []));
}

test('an engine that is killed in the middle of a step: the step is tried again and the run completes', async () => {
  const runtime = await createRuntime({ dataFolder: freshFolder() });
  const words = 'The library closes at six on Friday. Please return all books before noon. '.repeat(6);
  const run = runtime.run({ plan: { steps: [{ id: 'say', tool: 'speak', inputs: { text: { value: words } } }] }, verify: false });
  let killed = 0;
  const hunter = setInterval(() => {
    for (const pid of killed === 0 ? engines() : []) {
      process.kill(pid, 'SIGKILL');
      killed++;
    }
  }, 20);
  const outcome = await run.result;
  clearInterval(hunter);
  expect(killed).toBeGreaterThan(0);
  expect(outcome).toMatchObject({ status: 'completed', steps: [{ id: 'say', status: 'completed' }] });
  await runtime.close();
  expect(engines()).toEqual([]);
});

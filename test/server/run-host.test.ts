import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { defineTool, text } from '../../src/core/index.js';
import { RunHost } from '../../src/server/runs/index.js';
import { freshFolder, planner, removeFolders, testRuntime, until } from './support.js';

afterAll(removeFolders);

test('the end of a life that a run has lost takes nothing from the one in which it goes on here', async () => {
  const folder = freshFolder();
  const gates: (() => void)[] = [];
  const ports = { input: z.object({ text: text() }), output: z.object({ text: text() }) };
  const tool = defineTool({ name: 'wait', description: '', effects: 'reads-world', ...ports, execute: async (given) => { await new Promise<void>((resolve) => { gates.push(resolve); }); return given; } });
  const runtime = testRuntime({ tools: [tool], planner: planner([tool]) }, folder);
  const nothing = () => Promise.resolve();
  const host = new RunHost(runtime, { maxRuns: 4, questions: { asked: () => undefined, closed: () => undefined }, groupOf: () => Promise.resolve(null), adopt: nothing, served: () => Promise.resolve([]), onUnbegun: nothing, onTakenUp: nothing, onFault: () => undefined });
  const ends: (string | undefined)[] = [];
  host.onEnd(async ({ result }) => { const { status, error } = await result; ends.push(error?.code ?? status); });
  const lost = await host.start({ goal: 'wait one' });
  await until(() => gates.length === 1);
  // As if this process had stood still for more than a minute.
  const database = new Database(join(folder, 'journal.db'));
  database.exec('DELETE FROM leases');
  database.close();
  const run = await host.resume(lost.id);
  await until(() => gates.length === 2);
  gates[0]!();
  expect((await lost.result).error?.code).toBe('RUN_NOT_RESUMABLE');
  expect([host.active, ends]).toEqual([1, []]);
  gates[1]!();
  await run.result;
  await until(() => ends.length > 0 && host.active === 0);
  expect(ends).toEqual(['completed']);
  await host.close('over');
  await runtime.close();
});

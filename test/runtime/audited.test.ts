import { jest } from '@jest/globals';
import { z } from 'zod';
import { defineTool, text, VouchError } from '../../src/core/index.js';
import { openStores } from '../../src/store/index.js';
import { freshFolder, removeFolders, testRuntime } from '../support/workshop.js';

afterAll(removeFolders);

const plan = { goal: 'send it', steps: [{ id: 'a', tool: 'send', inputs: { text: { value: 'dear all' } } }], deliverables: [] };

function sending(execute: () => Promise<void>) {
  return defineTool({
    name: 'send', description: 'Sends a text.', effects: 'external', input: z.object({ text: text() }), output: z.object({ text: text() }),
    execute: async () => {
      await execute();
      return { text: 'sent' };
    },
  });
}

test('an approval on the command line stands in the audit log, and the line of an act before its attempt begins', async () => {
  const folder = freshFolder();
  const stores = openStores(folder);
  const begun: number[] = [];
  const append = stores.audit.append.bind(stores.audit);
  jest.spyOn(stores.audit, 'append').mockImplementation(async (entry) => {
    if (entry.what === 'acted') begun.push((await stores.journal.read(entry.runId)).filter(({ type }) => type === 'attempt.started').length);
    await append(entry);
  });
  let atTheAct: string[] = [];
  const runtime = testRuntime({ stores, tools: [sending(async () => { atTheAct = (await stores.audit.entries()).map(({ what }) => what); })] }, folder);
  const run = runtime.run({ plan, ask: () => Promise.resolve('yes') });
  expect(await run.result).toMatchObject({ status: 'completed' });
  expect([begun, atTheAct]).toEqual([[0], ['approved', 'acted']]);
  const entries = await stores.audit.entries();
  const argumentsHash = entries[0]!.argumentsHash;
  expect(argumentsHash).toMatch(/^[0-9a-f]{64}$/);
  expect(entries).toMatchObject([{ what: 'approved', attempt: null }, { what: 'acted', attempt: 1 }].map((one) => ({ ...one, who: 'local', tenant: null, runId: run.id, step: 'a', tool: 'send', argumentsHash })));
  await runtime.close();
});

test('an answer with which a run is resumed stands there, too', async () => {
  const runtime = testRuntime({ tools: [sending(() => Promise.resolve())] });
  const { runId } = await runtime.run({ plan }).result;
  await (await runtime.resume(runId, { answer: 'no' })).result;
  expect(await runtime.tenancy.audit.entries()).toMatchObject([{ what: 'refused', who: 'local', step: 'a', attempt: null }]);
  await runtime.close();
});

test('an act that cannot be written down is not done, and nobody has to say whether it was when the run is resumed', async () => {
  const folder = freshFolder();
  const stores = openStores(folder);
  const append = stores.audit.append.bind(stores.audit);
  jest.spyOn(stores.audit, 'append').mockImplementation((entry) => (entry.what === 'acted' ? Promise.reject(new VouchError('STORE_FULL', 'The disk is full.')) : append(entry)));
  let acts = 0;
  const runtime = testRuntime({ stores, tools: [sending(() => { acts++; return Promise.resolve(); })] }, folder);
  const asked: string[] = [];
  const ask = ({ id }: { id: string }): Promise<string> => { asked.push(id); return Promise.resolve('yes'); };
  const { runId, status, error } = await runtime.run({ plan, ask }).result;
  expect([status, error?.code, acts]).toEqual(['failed', 'STORE_FULL', 0]);
  jest.restoreAllMocks();
  expect(await (await runtime.resume(runId, { ask })).result).toMatchObject({ status: 'completed' });
  expect([acts, asked.length]).toEqual([1, 1]);
  await runtime.close();
});

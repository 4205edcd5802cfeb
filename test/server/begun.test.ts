import { openStores } from '../../src/store/index.js';
import { VouchError } from '../../src/core/index.js';
import { echo, freshFolder, planner, servers, testRuntime } from './support.js';

const serve = servers();

/** A runtime whose journal says that it is written when `write` is called with what became of it. */
function heldBack() {
  const folder = freshFolder();
  const stores = openStores(folder);
  let write: (fault?: VouchError) => void = () => undefined;
  const written = new Promise<void>((resolve, reject) => {
    write = (fault) => { if (fault) reject(fault); else resolve(); };
  });
  written.catch(() => undefined);
  const held = { ...stores, journal: { ...stores.journal, settled: () => written } };
  return { runtime: testRuntime({ tools: [echo], planner: planner([echo]), stores: held }, folder), write: (fault?: VouchError) => { write(fault); } };
}

const start = (url: string) => fetch(`${url}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ goal: 'echo hello' }) });

test('a client is told of a run once it stands in the journal, and not before', async () => {
  const { runtime, write } = heldBack();
  const { server } = await serve([echo], {}, runtime);
  let isTold = false;
  const told = start(server.url).then((reply) => {
    isTold = true;
    return reply;
  });
  // Another call goes through the whole server meanwhile.
  await fetch(`${server.url}/v1/status`);
  expect(isTold).toBe(false);
  write();
  expect((await told).status).toBe(202);
});

test('a run that could not be written is told as an error, so that nobody waits for it', async () => {
  const { runtime, write } = heldBack();
  const { server } = await serve([echo], {}, runtime);
  const told = start(server.url);
  write(new VouchError('STORE_FAILED', 'The database is away.'));
  const reply = await told;
  expect(reply.status).toBeGreaterThanOrEqual(500);
  expect(await reply.json()).toMatchObject({ error: { code: 'STORE_FAILED' } });
});

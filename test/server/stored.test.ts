import { expect, test } from '@jest/globals';
import { VouchError } from '../../src/core/index.js';
import { openStores, type ArtifactLinks } from '../../src/store/index.js';
import { echo, freshFolder, planner, servers, testRuntime } from './support.js';

const started = servers();
const NOWHERE = '0'.repeat(64);
const PLACE = 'secret-bucket at http://store.internal:9000';

/** A server with an uploaded text whose artifact store is away once `fail` was called. */
async function withStore(links = false) {
  const folder = freshFolder();
  const stores = openStores(folder);
  let fault: VouchError | undefined;
  const may = async <T>(work: () => Promise<T>): Promise<T> => {
    if (fault) throw fault;
    return work();
  };
  const { artifacts } = stores;
  const away: ArtifactLinks = { origin: 'http://store.internal:9000', seconds: 60, start: () => may(() => Promise.resolve(undefined)), link: () => may(() => Promise.reject(new RangeError('unreachable: nothing is there'))) };
  const held = { ...stores, artifacts: { ...artifacts, read: (id: string) => may(() => artifacts.read(id)), path: (id: string) => may(() => artifacts.path(id)), ...(links ? { links: away } : {}) } };
  const { server, client } = await started([echo], {}, testRuntime({ tools: [echo], planner: planner([echo]), stores: held }, folder));
  const { id } = (await client().upload(Buffer.from('a recipe'), 'recipe.txt'));
  const get = async (artifact: string, headers: Record<string, string> = {}) => {
    const reply = await fetch(`${server.url}/v1/artifacts/${artifact}`, { headers, redirect: 'manual' });
    return { status: reply.status, body: await reply.text() };
  };
  return { id, get, client, fail: (code: 'STORE_FAILED' | 'ARTIFACT_CORRUPT') => { fault = new VouchError(code, `It cannot be had from ${PLACE}.`, { details: { place: PLACE } }); } };
}

test.each([false, true])('an artifact that cannot be had at this moment is not told as one that is not there, nor where it lies (links: %s)', async (links) => {
  const { id, get, fail } = await withStore(links);
  const headers: Record<string, string> = links ? { 'sec-fetch-dest': 'image' } : {};
  expect((await get(NOWHERE, headers)).status).toBe(404);
  fail('STORE_FAILED');
  const { status, body } = await get(id, headers);
  expect([status, JSON.parse(body)]).toEqual([503, { error: expect.objectContaining({ code: 'STORE_FAILED', retryable: true }) }]);
  expect(body).not.toMatch(/secret|internal/);
});

test('changed bytes are told as such, without the place where they lie', async () => {
  const { id, get, fail } = await withStore();
  fail('ARTIFACT_CORRUPT');
  const { status, body } = await get(id);
  expect([status, JSON.parse(body)]).toEqual([500, { error: expect.objectContaining({ code: 'ARTIFACT_CORRUPT' }) }]);
  expect(body).not.toMatch(/secret|internal/);
});

test('a message with a file that is not there is refused as such, and one whose file cannot be had as that', async () => {
  const { client, fail } = await withStore();
  const attach = () => client().call('message.send', { text: 'echo x', attachments: [{ artifact: NOWHERE }] });
  await expect(attach()).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('Upload the file first') });
  fail('STORE_FAILED');
  await expect(attach()).rejects.toMatchObject({ code: 'STORE_FAILED', message: expect.not.stringContaining('secret') });
});

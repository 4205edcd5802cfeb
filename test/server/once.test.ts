import { jest } from '@jest/globals';
import { Once } from '../../src/server/chat/index.js';
import type { Run } from '../../src/runtime/index.js';
import type { Access } from '../../src/server/security/index.js';
import { echo, servers, testRuntime } from './support.js';

const started = servers();

test('a request that is sent again with its key is one run; another request under the key is refused', async () => {
  const { server, runtime } = await started([echo]);
  const post = async (body: object, key?: string) => {
    const reply = await fetch(`${server.url}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) }, body: JSON.stringify(body) });
    return [reply.status, (await reply.json()) as { runId?: string; error?: { code: string } }] as const;
  };
  const [status, { runId }] = await post({ goal: 'echo one' }, 'a');
  expect([status, await post({ goal: 'echo one' }, 'a')]).toEqual([202, [202, { runId }]]);
  expect(await post({ goal: 'echo two' }, 'a')).toMatchObject([400, { error: { code: 'USAGE', details: { field: 'key' } } }]);
  expect((await post({ goal: 'echo one' }, 'b'))[1].runId).not.toBe(runId);
  expect((await post({ goal: 'echo one' }))[1].runId).not.toBe(runId);
  expect(await post({ goal: 'echo one', key: 'c' })).toMatchObject([400, { error: { code: 'USAGE' } }]);
  // What was refused may be sent again.
  expect((await post({ goal: 'echo one', attachments: [{ artifact: '0'.repeat(64) }] }, 'd'))[0]).toBe(404);
  expect((await post({ goal: 'echo one', attachments: [{ artifact: '0'.repeat(64) }] }, 'd'))[0]).toBe(404);
  expect(await runtime.runs()).toHaveLength(3);
  const { paths } = (await (await fetch(`${server.url}/openapi.json`)).json()) as { paths: Record<string, Record<string, { parameters: object[] }>> };
  expect(paths['/v1/runs']!['post']!.parameters).toContainEqual({ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', minLength: 1, maxLength: 255 } });
});

test('what a server that died was about to begin is begun by the next one that is asked after a minute, and by it alone', async () => {
  const runtime = testRuntime({});
  const once = new Once(runtime);
  const access = { name: 'ada' } as Access;
  let noteOfDead: (runId: string) => Promise<void> = () => Promise.resolve();
  void once.run(access, 'k', {}, (note) => { noteOfDead = note; return new Promise(() => undefined); });
  const start = async (note: (runId: string) => Promise<void>): Promise<Run> => { await note('second'); return { id: 'second' } as Run; };
  await expect(once.run(access, 'k', {}, start)).rejects.toMatchObject({ code: 'RATE_LIMITED', details: { retryAfterMs: 1000 } });
  const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
  expect(await once.run(access, 'k', {}, start)).toBe('second');
  await expect(noteOfDead('first')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  later.mockRestore();
  await runtime.close();
});

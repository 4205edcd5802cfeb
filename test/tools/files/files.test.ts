import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import sharp from 'sharp';
import { VouchError } from '../../../src/core/index.js';
import { checkReachable, checkUrl, decodeText, openInput, sha256OfFile, type InputFile } from '../../../src/tools/files/index.js';
import { makeClip, makeMedia, pngHeader } from '../../support/make-media.js';
import { hasSharedMedia, sharedMedia } from '../../support/shared-media.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const at = temporaryFolder();
const real = hasSharedMedia() ? describe : describe.skip;

async function refusal(promise: Promise<unknown>): Promise<[string, string]> {
  return await promise.then(
    (value) => ['taken', JSON.stringify(value)],
    (thrown: unknown) => (VouchError.is(thrown) ? [thrown.code, thrown.message] : ['not a VouchError', String(thrown)]),
  );
}
async function codeOf(promise: Promise<unknown>): Promise<string> {
  return (await refusal(promise))[0];
}
async function file(name: string, content: string | Buffer): Promise<string> {
  await writeFile(at(name), content);
  return at(name);
}

real('real media', () => {
  test.each([
    ['dog.jpg', 'image', 'image/jpeg'],
    ['eagle.jpg', 'image', 'image/jpeg'],
    ['bottles.mp4', 'video', 'video/mp4'],
    ['sign-milk.mkv', 'video', 'video/matroska'],
    ['jfk.wav', 'audio', 'audio/wav'],
    ['README.md', 'text', 'text/markdown'],
  ])('takes in %s as %s', async (name, modality, mime) => {
    const bytes = await readFile(sharedMedia(name));
    expect(await openInput(sharedMedia(name))).toMatchObject({ kind: 'file', modality, mime, name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), notes: [] });
  });
  test('refuses each of them cut to two thirds', async () => {
    for (const name of ['dog.jpg', 'person.jpg', 'bottles.mp4', 'sign-milk.mkv', 'jfk.wav']) {
      const bytes = await readFile(sharedMedia(name));
      const path = await file(`cut-${name}`, bytes.subarray(0, Math.floor((bytes.length * 2) / 3)));
      expect([name, await codeOf(openInput(path))]).toEqual([name, 'INPUT_CORRUPT']);
    }
  });
});

describe('files that are refused', () => {
  test('a missing file, a file below a file, an empty name', async () => {
    expect(await codeOf(openInput(at('none.png')))).toBe('INPUT_NOT_FOUND');
    expect(await codeOf(openInput(at(await file('plain.txt', 'x').then(() => 'plain.txt'), 'below')))).toBe('INPUT_NOT_FOUND');
    expect(await codeOf(openInput(''))).toBe('INPUT_NOT_FOUND');
    expect(await codeOf(openInput('no\0byte'))).toBe('INPUT_NOT_FOUND');
  });
  test('an empty file and one of white space', async () => {
    expect(await codeOf(openInput(await file('empty.png', '')))).toBe('INPUT_EMPTY');
    expect(await codeOf(openInput(await file('blank.txt', ' \n\t ')))).toBe('INPUT_EMPTY');
  });
  test('a folder, a pipe and a device, without waiting on any', async () => {
    execFileSync('mkfifo', [at('pipe.png')]);
    for (const path of [at(), at('pipe.png'), '/dev/zero', '/dev/tty'].slice(0, 3)) expect(await codeOf(openInput(path))).toBe('INPUT_UNSUPPORTED');
  });
  test('a socket', async () => {
    const server = createServer().listen(at('socket.png'));
    await new Promise((resolve) => server.once('listening', resolve));
    expect(await codeOf(openInput(at('socket.png')))).toBe('INPUT_UNSUPPORTED');
    await new Promise((resolve) => server.close(resolve));
  });
  test('a picture under the name of another kind, naming both', async () => {
    await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } }).png().toFile(at('real.png'));
    const bytes = await readFile(at('real.png'));
    for (const [name, said] of [['a.mp4', /MP4.*PNG/], ['b.jpg', /JPEG.*PNG/], ['c.txt', /text.*PNG/], ['d.wav', /WAVE.*PNG/]] as const) {
      const [code, message] = await refusal(openInput(await file(name, bytes)));
      expect([name, code]).toEqual([name, 'INPUT_CORRUPT']);
      expect(message).toMatch(said);
    }
  });
  test('words under the name of a picture, a sound, a video', async () => {
    for (const name of ['w.png', 'w.jpg', 'w.wav', 'w.mp4', 'w.mkv', 'w.mp3', 'w.svg']) expect([name, await codeOf(openInput(await file(name, 'Just some words, nothing else.\n')))]).toEqual([name, 'INPUT_CORRUPT']);
  });
  test('random bytes under any name', async () => {
    const noise = Buffer.from([...Array(5000).keys()].map((index) => (index * 7919 + ((index * index) % 251)) % 256));
    for (const name of ['n.png', 'n.txt', 'n.mp4', 'n.wav', 'n.json', 'n.csv']) expect([name, await codeOf(openInput(await file(name, noise)))]).toEqual([name, 'INPUT_CORRUPT']);
    expect(await codeOf(openInput(await file('n', noise)))).toBe('INPUT_UNSUPPORTED');
    expect(await codeOf(openInput(await file('n.bin', noise)))).toBe('INPUT_UNSUPPORTED');
  });
  test('a 30,000×30,000 picture by its header and a 0×0 one', async () => {
    const before = process.memoryUsage().rss;
    const [code, message] = await refusal(openInput(await file('bomb.png', pngHeader(30_000, 30_000))));
    expect(code).toBe('INPUT_TOO_LARGE');
    expect(message).toContain('30000×30000');
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
    expect(await codeOf(openInput(await file('nothing.png', pngHeader(0, 0))))).toBe('INPUT_CORRUPT');
    expect(await codeOf(openInput(await file('flat.png', pngHeader(100, 0))))).toBe('INPUT_CORRUPT');
  });
  test('a picture that lacks its lower half', async () => {
    expect(await codeOf(openInput(await file('half.png', pngHeader(400, 300))))).toBe('INPUT_CORRUPT');
  });
  test('ten gigabytes within a second and without reading them', async () => {
    for (const name of ['huge.mp4', 'huge.txt', 'huge.png', 'huge']) {
      await file(name, '');
      await truncate(at(name), 10_000_000_000);
      const before = { ms: Date.now(), rss: process.memoryUsage().rss };
      expect([name, await codeOf(openInput(at(name)))]).toEqual([name, 'INPUT_TOO_LARGE']);
      expect(Date.now() - before.ms).toBeLessThan(1000);
      expect(process.memoryUsage().rss - before.rss).toBeLessThan(50e6);
    }
  });
  test('a PDF and an archive, saying what they are', async () => {
    const [code, message] = await refusal(openInput(await file('paper.pdf', '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')));
    expect([code, message]).toEqual(['INPUT_UNSUPPORTED', expect.stringContaining('PDF document')]);
    expect(await codeOf(openInput(await file('paper', '%PDF-1.7\n1 0 obj\n')))).toBe('INPUT_UNSUPPORTED');
  });
  test('broken JSON', async () => {
    expect(await codeOf(openInput(await file('broken.json', '{"a": ')))).toBe('INPUT_CORRUPT');
  });
  test('a drawing that reaches outside itself', async () => {
    const svg = (inside: string): string => `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="30">${inside}<rect width="9" height="9"/></svg>`;
    for (const [index, inside] of ['<image href="/etc/passwd"/>', '<image xlink:href="http://a.example/x.png"/>', '<style>@import "x.css"</style>', '<rect fill="url(http://a.example/#g)"/>', '<script>1</script>'].entries()) {
      expect([inside, await codeOf(openInput(await file(`reach-${index}.svg`, svg(inside))))]).toEqual([inside, 'INPUT_UNSUPPORTED']);
    }
    expect(await codeOf(openInput(await file('entity.svg', `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "/etc/passwd">]>${svg('<text>&x;</text>')}`)))).toBe('INPUT_UNSUPPORTED');
    expect(await openInput(await file('plain.svg', svg('<a href="https://a.example/"><rect fill="url(#g)" width="4" height="4"/></a>')))).toMatchObject({ modality: 'image', mime: 'image/svg+xml', metadata: { width: 40, height: 30 } });
  });
  test('a drawing that draws itself again and again, at once', async () => {
    const levels = Array.from({ length: 12 }, (_, level) => `<g id="l${level + 1}">${`<use href="#l${level}"/>`.repeat(10)}</g>`).join('');
    const patterns = Array.from({ length: 12 }, (_, level) => `<pattern id="p${level + 1}" width="1" height="1">${`<rect width="9" height="9" fill="url(#p${level})"/>`.repeat(10)}</pattern>`).join('');
    const svg = (defs: string, shown: string): string => `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><defs><g id="l0"><rect id="r" width="1" height="1"/></g>${defs}</defs>${shown}</svg>`;
    expect(await codeOf(openInput(await file('uses.svg', svg(levels, '<use href="#l12"/>'))))).toBe('INPUT_TOO_LARGE');
    expect(await codeOf(openInput(await file('patterns.svg', svg(patterns, '<rect width="9" height="9" fill="url(#p12)"/>'))))).toBe('INPUT_TOO_LARGE');
    expect(await openInput(await file('repeats.svg', svg(`<g id="loop"><use href="#r"/><use href="#loop"/></g>`, '<use href="#l0"/>'.repeat(2000))))).toMatchObject({ modality: 'image' });
    expect(await codeOf(openInput(await file('hidden.svg', svg(`${levels}<style><![CDATA[<!--]]></style>`, '<use href="#l12"/><!-- -->'))))).toBe('INPUT_TOO_LARGE');
  });
  test.each(['<a ', '<!--', '<a "x', "<a '", '<![CDATA[', 'url( ', `<use x="url(${' '.repeat(300)}`])('a drawing of nothing but %j is looked through at once', async (piece) => {
    const path = await file('long.svg', `<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3">${piece.repeat(Math.ceil(200_000 / piece.length))}</svg>`);
    const began = performance.now();
    await expect(openInput(path)).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(2000);
  });

  test('a cancelled call reads nothing', async () => {
    expect(await codeOf(openInput(at('whatever.png'), { signal: AbortSignal.abort(new VouchError('CANCELLED', 'No.')) }))).toBe('CANCELLED');
  });
});

describe('files that are taken in', () => {
  test.each(['line\nbreak.png', `"quoted" 'twice'.png`, '-rf.png', '%s%d.png', '日本 ünï.png', 'no-extension', 'UPPER.PNG'])('under the name %j', async (name) => {
    await sharp({ create: { width: 5, height: 4, channels: 3, background: 'blue' } }).png().toFile(at('source.png'));
    const path = await file(name, await readFile(at('source.png')));
    expect(await openInput(path)).toMatchObject({ modality: 'image', mime: 'image/png', name, metadata: { width: 5, height: 4 } });
  });
  test('through a symbolic link', async () => {
    await sharp({ create: { width: 5, height: 4, channels: 3, background: 'blue' } }).png().toFile(at('target.png'));
    await symlink(at('target.png'), at('link.png'));
    expect(await openInput(at('link.png'))).toMatchObject({ modality: 'image', name: 'link.png' });
  });
  test('an animation as a picture, with a note', async () => {
    await makeMedia(at('moving.gif'), ['-f', 'lavfi', '-i', 'testsrc=duration=1:size=32x32:rate=5']);
    const taken = (await openInput(at('moving.gif'))) as InputFile;
    expect(taken.modality).toBe('image');
    expect(taken.notes.join()).toContain('only the first');
  });
  test('a photo with its orientation applied to the size', async () => {
    await sharp({ create: { width: 30, height: 20, channels: 3, background: 'blue' } }).jpeg().withMetadata({ orientation: 6 }).toFile(at('turned.jpg'));
    expect(await openInput(at('turned.jpg'))).toMatchObject({ metadata: { width: 20, height: 30 } });
  });
  test('WebP, AVIF and TIFF', async () => {
    const picture = sharp({ create: { width: 30, height: 20, channels: 3, background: 'green' } });
    for (const format of ['webp', 'avif', 'tiff'] as const) {
      await picture.clone().toFormat(format).toFile(at(`p.${format}`));
      expect(await openInput(at(`p.${format}`))).toMatchObject({ modality: 'image', mime: `image/${format}`, metadata: { width: 30, height: 20 } });
    }
  });
  test('sound and video of many containers', async () => {
    await makeClip(at('clip.mp4'), 1);
    for (const extension of ['mkv', 'mov', 'avi', 'ts', 'webm']) {
      await makeMedia(at(`clip.${extension}`), ['-i', at('clip.mp4'), ...(extension === 'webm' ? ['-c:v', 'libvpx', '-c:a', 'libvorbis'] : [])]);
      expect([extension, await openInput(at(`clip.${extension}`))]).toMatchObject([extension, { modality: 'video', metadata: { width: 160, height: 120, hasAudio: true } }]);
    }
    for (const extension of ['mp3', 'm4a', 'flac', 'ogg', 'wav', 'aac', 'opus']) {
      await makeMedia(at(`tone.${extension}`), ['-f', 'lavfi', '-i', 'sine=duration=1:sample_rate=48000', ...(extension === 'opus' ? ['-c:a', 'libopus'] : [])]);
      expect([extension, await openInput(at(`tone.${extension}`))]).toMatchObject([extension, { modality: 'audio', metadata: { sampleRate: 48_000, channels: 1 } }]);
    }
  });
  test('text in UTF-8 and UTF-16 with and without a mark, and data files as text', async () => {
    expect(await openInput(await file('u8.txt', 'Grüße'))).toMatchObject({ modality: 'text', mime: 'text/plain', encoding: 'utf-8' });
    expect(await openInput(await file('u16.txt', Buffer.from('\ufeffGrüße', 'utf16le')))).toMatchObject({ encoding: 'utf-16le' });
    expect(await openInput(await file('u16b.txt', Buffer.from('plain words without a mark', 'utf16le').swap16()))).toMatchObject({ encoding: 'utf-16be' });
    expect(await openInput(await file('d.json', '{"a":1}'))).toMatchObject({ modality: 'text', mime: 'application/json' });
    expect(await openInput(await file('d.csv', 'a,b\n1,2\n'))).toMatchObject({ modality: 'text', mime: 'text/csv' });
    expect(await openInput(await file('d.srt', '1\n00:00:00,000 --> 00:00:01,000\nHi\n'))).toMatchObject({ modality: 'text', mime: 'application/x-subrip' });
    expect(await openInput(await file('page.html', '<!doctype html><p>Hi'))).toMatchObject({ modality: 'text' });
  });
});

describe('decoding text', () => {
  test('gives back whatever was encoded', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\u0000-\u001f\ufeff]/.test(text));
    fc.assert(fc.property(words, (text) => decodeText(Buffer.from(text, 'utf8'))?.text === text));
    fc.assert(fc.property(words, (text) => decodeText(Buffer.from(`\ufeff${text}`, 'utf16le'))?.text === text));
  });
  test('never throws on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => ['string', 'undefined'].includes(typeof decodeText(bytes)?.text)));
  });
});

describe('hashing', () => {
  test('streams a large file with little memory', async () => {
    await truncate(await file('sparse.bin', ''), 300_000_000);
    const before = process.memoryUsage().rss;
    expect(await sha256OfFile(at('sparse.bin'))).toMatch(/^[0-9a-f]{64}$/);
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
  }, 30_000);
});

describe('addresses', () => {
  test('of the web are taken in normal form', async () => {
    expect(await checkUrl('HTTP://Example.org')).toBe('http://example.org/');
    expect(await openInput('https://example.org/a?b#c')).toEqual({ kind: 'url', modality: 'url', name: 'https://example.org/a?b#c', url: 'https://example.org/a?b#c' });
  });
  test.each(['ftp://example.org/x', 'javascript:alert(1)', 'data:text/html,x', 'chrome://version', 'view-source:http://a.example', 'http://', 'https://user:secret@example.org/', 'file://server/share', 'gopher://a', 'blob:https://a.example/1'])('%s is refused', async (address) => {
    expect(await codeOf(checkUrl(address, { allowedFolders: ['/'] }))).toBe('URL_REFUSED');
    expect(await codeOf(openInput(address))).toBe('URL_REFUSED');
  });
  test('of files count only inside an allowed folder, whatever the dots and links', async () => {
    await mkdir(at('site/pages'), { recursive: true });
    await file('site/pages/a b.html', 'x');
    await file('outside.html', 'x');
    await symlink(at('outside.html'), at('site/escape.html'));
    await symlink(at('site'), at('site-link'));
    const rules = { allowedFolders: [at('site')] };
    const address = (name: string): string => pathToFileURL(at(name)).href;
    expect(await checkUrl(address('site/pages/a b.html'), rules)).toBe(address('site/pages/a b.html'));
    expect(await checkUrl(address('site-link/pages/a b.html'), rules)).toContain('site-link');
    for (const name of ['outside.html', 'site/escape.html', 'site/../outside.html', 'site-evil/x.html']) expect([name, await codeOf(checkUrl(address(name), rules))]).toEqual([name, 'URL_REFUSED']);
    expect(await codeOf(checkUrl(`file://${at('site')}/%2e%2e/outside.html`, rules))).toBe('URL_REFUSED');
    expect(await codeOf(checkUrl(address('site/none.html'), rules))).toBe('INPUT_NOT_FOUND');
    expect(await codeOf(checkUrl(address('none.html'), rules))).toBe('URL_REFUSED');
    expect(await codeOf(checkUrl(address('site/pages/a b.html')))).toBe('URL_REFUSED');
  });
  test('of a listening host are reachable, of a closed port and an unknown name not', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    await checkReachable(`http://127.0.0.1:${port}/`);
    await new Promise((resolve) => server.close(resolve));
    expect(await codeOf(checkReachable(`http://127.0.0.1:${port}/`))).toBe('URL_UNREACHABLE');
    expect(await codeOf(checkReachable('http://no-such-host.invalid/'))).toBe('URL_UNREACHABLE');
  });
  test('of a host that swallows packets give up in time', async () => {
    const before = Date.now();
    // TEST-NET-1 (RFC 5737) is never routed; some networks refuse at once, the others never answer.
    expect(await codeOf(checkReachable('http://192.0.2.1/', { timeoutMs: 700 }))).toBe('URL_UNREACHABLE');
    expect(Date.now() - before).toBeLessThan(2000);
    expect(await codeOf(checkReachable('http://192.0.2.1/', { signal: AbortSignal.abort(new VouchError('CANCELLED', 'No.')) }))).toBe('CANCELLED');
  });
});

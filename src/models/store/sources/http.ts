import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'undici';
import { throwIfAborted, VouchError } from '../../../core/index.js';
import type { ModelFile, ModelSource } from '../../catalog/index.js';
import type { PartFile } from '../part-file.js';
import { isSourceFailure, sourceFailed } from './failure.js';
import type { FetchContext } from './source.js';

const OFFICIAL_HUB = 'https://huggingface.co';
const TRIES = 4;

/** Address of a hub file; HF_ENDPOINT names a mirror of the hub. */
export function addressOf(source: Extract<ModelSource, { kind: 'hub' | 'url' }>, env: Readonly<Record<string, string | undefined>>): URL {
  if (source.kind === 'url') return new URL(source.url);
  const base = (env['HF_ENDPOINT'] || OFFICIAL_HUB).replace(/\/+$/, '');
  const path = source.path.split('/').map(encodeURIComponent).join('/');
  return new URL(`${base}/${source.repo}/resolve/${source.revision}/${path}`);
}

/** Appends what is missing of the file, going on with Range (RFC 9110 §14) after a connection that broke off. */
export async function fetchOverHttp(source: Extract<ModelSource, { kind: 'hub' | 'url' }>, context: FetchContext): Promise<void> {
  const { file, part, signal } = context;
  const url = addressOf(source, context.env);
  for (let failed = 0; part.size < file.bytes; ) {
    const before = part.size;
    try {
      await transfer(url, context);
      if (part.size < file.bytes) throw sourceFailed(`${url.host} closed the connection after ${part.size} of ${file.bytes} bytes`);
    } catch (error) {
      throwIfAborted(signal);
      failed = part.size > before ? 1 : failed + 1;
      // A host that never answered stays silent for the whole pull; only a broken transfer is worth another try.
      if (!isSourceFailure(error) || error.code !== 'MODEL_SOURCE_UNREACHABLE' || failed >= TRIES || part.size === 0) throw error;
      await sleep(500 * failed, undefined, { signal }).catch(() => { throwIfAborted(signal); });
    }
  }
}

async function transfer(url: URL, { file, part, signal, network, progress }: FetchContext): Promise<void> {
  const response = await network.get(url, part.size, signal);
  await prepare(url, response, part, file);
  for await (const chunk of body(url, response, signal)) {
    await part.write(chunk);
    progress.report('fetching', Math.min(part.size, file.bytes));
  }
}

/** Sees to it that the body continues the part, and refuses one whose announced size is wrong before reading it. */
async function prepare(url: URL, response: Response, part: PartFile, file: ModelFile): Promise<void> {
  const status = response.status;
  const [, from, whole] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '') ?? [];
  const length = response.headers.get('content-encoding') === null ? response.headers.get('content-length') : null;
  const announced = status === 206 ? Number(whole) : Number(length ?? Number.NaN);
  const usable = status === 200 || (status === 206 && Number(from) === part.size);
  if (usable && (Number.isNaN(announced) || announced === file.bytes)) {
    if (status === 200 && part.size > 0) await part.restart();
    return;
  }
  await response.body?.cancel();
  if (usable) throw new VouchError('MODEL_HASH_MISMATCH', `${url.href} has ${announced} bytes; the catalogue names ${file.bytes} for ${file.name}.`, { details: { file: file.name } });
  throw sourceFailed(`${url.href} answered with status ${status}${status === 206 ? ' and another range than was asked for' : ''}`);
}

/** The chunks of a body; a broken connection is the source's failure, not the disk's. */
async function* body(url: URL, response: Response, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const next: { done: boolean; value?: unknown } = await reader.read().catch((error: unknown) => {
        throwIfAborted(signal);
        throw sourceFailed(`The connection to ${url.host} broke off`, error);
      });
      if (next.done) return;
      yield next.value as Uint8Array;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

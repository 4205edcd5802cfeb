import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import PQueue from 'p-queue';
import { toVouchError, VouchError } from '../../core/index.js';
import type { CatalogEntry, ModelFile } from '../catalog/index.js';
import type { Claim, DiskLedger } from './disk.js';
import { fetchFile } from './fetch-file.js';
import { bytesInStore, hasBlob, publishEntry, stateOf } from './inventory.js';
import type { StoreLayout } from './layout.js';
import { makeScratch, removeLeftovers } from './leftovers.js';
import { withLock } from './locks.js';
import { removePath } from './part-file.js';
import { findPip } from './pip.js';
import { PullProgress, type FileProgress, type PullEvent } from './progress.js';
import { Network } from './sources/network.js';
import { PackageShelf, type PackageClients } from './sources/package-shelf.js';
import { inOrder, type SourceGroup } from './sources/source.js';

export interface PullOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((event: PullEvent) => void) | undefined;
  /** A source that was passed over, a model that cannot be pulled: for people. */
  readonly onNotice?: ((message: string) => void) | undefined;
}

export interface PullSettings extends PullOptions {
  readonly layout: StoreLayout;
  readonly disk: DiskLedger;
  readonly order: readonly SourceGroup[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

const MODELS_AT_A_TIME = 4;
const FILES_AT_A_TIME = 4;
const PACKAGES_AT_A_TIME = 4;
/** Room for package archives that are not joined yet. */
const HEADROOM_BYTES = 400_000_000;

interface Pull extends PullSettings {
  readonly scratch: string;
  readonly network: Network;
  readonly clients: PackageClients;
  readonly signal: AbortSignal;
  readonly stop: AbortController;
  /** True when the caller ended the pull, and not a failure. */
  readonly cancelled: () => boolean;
  /** Says a thing once, however many files it is true of. */
  readonly notice: (message: string) => void;
  /** Progress by model id and file name. */
  readonly progress: ReadonlyMap<string, FileProgress>;
}

/** Fetches whatever is missing of these models: see ModelStore.pull. */
export async function pullModels(entries: readonly CatalogEntry[], settings: PullSettings): Promise<void> {
  const { layout, disk, onNotice } = settings;
  for (const entry of entries) {
    if (entry.files.length === 0) onNotice?.(`${entry.id} has nothing to pull: it needs a server that offers ${entry.published ?? entry.id}.`);
  }
  const missing = entries.filter((entry) => !['installed', 'external'].includes(stateOf(layout, entry)));
  if (missing.length === 0) return;
  try {
    await mkdir(layout.tmp, { recursive: true });
    await removeLeftovers(layout.tmp);
  } catch (error) {
    throw toVouchError(error, 'STORE_FAILED');
  }
  await disk.withRoom('The models need', claimOf(missing), settings.signal, (signal) => withTools({ ...settings, signal }, missing, (pull) => pullAll(missing, pull)));
}

async function withTools(settings: PullSettings, missing: readonly CatalogEntry[], work: (pull: Pull) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const signal = settings.signal === undefined ? stop.signal : AbortSignal.any([settings.signal, stop.signal]);
  const scratch = await makeScratch(settings.layout.tmp);
  const network = new Network();
  const queue = new PQueue({ concurrency: PACKAGES_AT_A_TIME });
  let pip: Promise<readonly string[]> | undefined;
  const clients: PackageClients = { queue, silent: new Map(), pip: () => (pip ??= findPip(join(settings.layout.root, 'pip'), signal)) };
  const tracker = new PullProgress(settings.onProgress);
  const progress = new Map(missing.flatMap((entry) => entry.files.map((file) => {
    const one = tracker.file(entry.id, file.name, file.bytes);
    return [keyOf(entry, file), one] as const;
  })));
  const said = new Set<string>();
  const notice = (message: string): void => {
    if (said.has(message)) return;
    said.add(message);
    settings.onNotice?.(message);
  };
  try {
    await work({ ...settings, notice, signal, stop, cancelled: () => settings.signal?.aborted === true, scratch, network, clients, progress });
  } finally {
    stop.abort(new VouchError('CANCELLED', 'The pull has ended.'));
    await queue.onIdle();
    await network.close();
    await removePath(scratch);
  }
}

async function pullAll(entries: readonly CatalogEntry[], pull: Pull): Promise<void> {
  const queue = new PQueue({ concurrency: MODELS_AT_A_TIME });
  const failures = new Map<string, VouchError>();
  // Small models first would leave the largest alone at the end: the longest job starts first.
  const bySize = [...entries].sort((a, b) => bytesOf(b) - bytesOf(a));
  await Promise.all(bySize.map((entry) => queue.add(async () => {
    if (pull.signal.aborted) return;
    try {
      await pullModel(entry, pull);
    } catch (error) {
      const failure = toVouchError(error, 'STORE_FAILED');
      failures.set(entry.id, failure);
      // The same disk would fail the other models, too.
      if (failure.code === 'STORE_FULL' || failure.code === 'STORE_FAILED') pull.stop.abort(failure);
    }
  })));
  const first = [...failures.values()].find((failure) => failure.code.startsWith('STORE')) ?? [...failures.values()][0];
  if (pull.cancelled()) throw toVouchError(pull.signal.reason, 'CANCELLED');
  if (first === undefined) return;
  const others = [...failures].map(([model, { code, message }]) => ({ model, code, message }));
  throw new VouchError(first.code, first.message, { cause: first, retryable: first.retryable, details: { ...first.details, failures: others } });
}

async function pullModel(entry: CatalogEntry, pull: Pull): Promise<void> {
  const { layout } = pull;
  const whileWaiting = (): Promise<boolean> => {
    for (const file of entry.files) progressOf(pull, entry, file).report('waiting', bytesInStore(layout, file));
    return Promise.resolve(stateOf(layout, entry) === 'installed');
  };
  await withLock(layout.locks, `model-${entry.id}`, { signal: pull.signal, whileWaiting }, async (signal) => {
    if (stateOf(layout, entry) === 'installed') return;
    const shelf = new PackageShelf(pull.scratch, pull.clients, signal, entry.files.filter((file) => !hasBlob(layout, file)));
    const queue = new PQueue({ concurrency: FILES_AT_A_TIME });
    const outcomes = await Promise.allSettled(entry.files.map((file) => queue.add(() => pullFile(entry, file, shelf, { ...pull, signal }))));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    await publishEntry(layout, entry);
  });
  for (const file of entry.files) progressOf(pull, entry, file).report('done', file.bytes);
}

async function pullFile(entry: CatalogEntry, file: ModelFile, shelf: PackageShelf, pull: Pull): Promise<void> {
  const { layout, signal } = pull;
  const progress = progressOf(pull, entry, file);
  const whileWaiting = (): Promise<boolean> => {
    progress.report('waiting', bytesInStore(layout, file));
    return Promise.resolve(hasBlob(layout, file));
  };
  try {
    await withLock(layout.locks, `file-${file.sha256}`, { signal, whileWaiting }, async (locked) => {
      if (hasBlob(layout, file)) {
        progress.found(file.bytes);
        return;
      }
      await fetchFile({
        file, layout, shelf, progress, signal: locked, network: pull.network, env: pull.env,
        sources: inOrder(file.sources, pull.order),
        onNotice: pull.notice,
      });
    });
  } finally {
    await shelf.settle(file);
  }
}

/** What these models have still to bring, each file once. */
function claimOf(entries: readonly CatalogEntry[]): Claim {
  return { files: Object.fromEntries(entries.flatMap(({ files }) => files).map(({ sha256, bytes }) => [sha256, bytes])), besideBytes: HEADROOM_BYTES };
}

function progressOf(pull: Pull, entry: CatalogEntry, file: ModelFile): FileProgress {
  const progress = pull.progress.get(keyOf(entry, file));
  if (progress === undefined) throw new VouchError('INTERNAL', `${entry.id}/${file.name} was not announced.`);
  return progress;
}

function keyOf(entry: CatalogEntry, file: ModelFile): string {
  return `${entry.id}/${file.name}`;
}

function bytesOf(entry: CatalogEntry): number {
  return entry.files.reduce((sum, file) => sum + file.bytes, 0);
}

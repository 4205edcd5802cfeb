import { join } from 'node:path';
import type PQueue from 'p-queue';
import { throwIfAborted, VouchError } from '../../../core/index.js';
import type { ModelFile } from '../../catalog/index.js';
import { removePath } from '../part-file.js';
import { downloadPackage, type PackageRef } from './package-clients.js';

const PATIENCE_MS = 15_000;
const LAST_PATIENCE_MS = 120_000;
const TRIES = 3;

/** What a pull knows about the package clients: a registry that did not answer is not asked again. */
export interface PackageClients {
  /** Runs a few downloads at a time. */
  readonly queue: PQueue;
  readonly silent: Map<PackageRef['client'], VouchError>;
  /** Command that runs pip; found at the first use. */
  readonly pip: () => Promise<readonly string[]>;
}

interface Shelved {
  readonly archive: Promise<string>;
  readonly folder: string;
  readonly listeners: Set<(bytes: number) => void>;
}

/**
 * Package archives of one model: each is fetched once, however many of the model's files lie in it, and deleted as soon
 * as the last of these files is settled.
 */
export class PackageShelf {
  private readonly shelved = new Map<string, Shelved>();
  private readonly wanted = new Map<string, number>();

  constructor(
    private readonly folder: string,
    private readonly clients: PackageClients,
    private readonly signal: AbortSignal,
    files: readonly ModelFile[],
  ) {
    for (const key of files.flatMap((file) => [...keysOf(file)])) this.wanted.set(key, (this.wanted.get(key) ?? 0) + 1);
  }

  /** Path of the archive. `onBytes` hears how much of it is there. */
  async open(ref: PackageRef, options: { lastResort: boolean; onBytes?: (bytes: number) => void }): Promise<string> {
    const key = keyOf(ref);
    let shelved = this.shelved.get(key);
    if (shelved === undefined) {
      const folder = join(this.folder, key.replaceAll('/', '+'));
      const listeners = new Set<(bytes: number) => void>();
      const archive = this.clients.queue.add(() => this.download(ref, folder, options.lastResort, listeners));
      shelved = { archive, folder, listeners };
      this.shelved.set(key, shelved);
    }
    if (options.onBytes) shelved.listeners.add(options.onBytes);
    return shelved.archive;
  }

  /** The file is there, or will not come: packages that nobody else waits for are deleted. */
  async settle(file: ModelFile): Promise<void> {
    for (const key of keysOf(file)) {
      const left = (this.wanted.get(key) ?? 1) - 1;
      this.wanted.set(key, left);
      const shelved = this.shelved.get(key);
      if (left > 0 || shelved === undefined) continue;
      await shelved.archive.catch(() => undefined);
      await removePath(shelved.folder);
    }
  }

  /** Deletes an archive that was read and that no other file needs. */
  async finish(ref: PackageRef): Promise<void> {
    const shelved = this.shelved.get(keyOf(ref));
    if (shelved !== undefined && (this.wanted.get(keyOf(ref)) ?? 0) <= 1) {
      this.shelved.delete(keyOf(ref));
      await removePath(shelved.folder);
    }
  }

  private async download(ref: PackageRef, folder: string, lastResort: boolean, listeners: ReadonlySet<(bytes: number) => void>): Promise<string> {
    for (let attempt = 1; ; attempt += 1) {
      throwIfAborted(this.signal);
      const silent = this.clients.silent.get(ref.client);
      if (silent !== undefined) throw silent;
      try {
        return await downloadPackage(ref, folder, {
          signal: this.signal,
          patienceMs: lastResort ? LAST_PATIENCE_MS : PATIENCE_MS,
          onBytes: (bytes) => { for (const listener of listeners) listener(bytes); },
          pip: ref.client === 'pip' ? await this.clients.pip() : [],
        });
      } catch (error) {
        await removePath(folder);
        if (!VouchError.is(error) || error.code !== 'MODEL_SOURCE_UNREACHABLE') throw error;
        const registry = error.details?.['registry'] === true;
        if (registry && lastResort && attempt < TRIES) continue;
        if (registry) this.clients.silent.set(ref.client, error);
        throw error;
      }
    }
  }
}

function keyOf(ref: PackageRef): string {
  return `${ref.client}-${ref.name}-${ref.version}`;
}

function keysOf(file: ModelFile): Set<string> {
  return new Set(file.sources.flatMap((source) => {
    if (source.kind === 'npm') return [keyOf({ client: 'npm', name: source.package, version: source.version })];
    return source.kind === 'pypi' ? source.packages.map((part) => keyOf({ client: 'pip', name: part.name, version: part.version })) : [];
  }));
}

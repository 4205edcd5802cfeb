import { readFile, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { toVouchError, VouchError } from '../../core/index.js';
import type { CatalogEntry } from '../catalog/index.js';
import type { VouchHome } from '../home.js';
import { bytesInStore, stateOf } from './inventory.js';
import { replaceFile } from '../replace-file.js';
import { storeLayout, type StoreLayout } from './layout.js';
import { listFolder, scratchName } from './leftovers.js';
import { filesOf, isKept, readLinks } from './links.js';
import { isLocked, removeStaleLocks, withLock } from './locks.js';
import { removePath, sizeOf } from './part-file.js';

/** Kept free beyond what downloads need: below it a run may fail for want of room. */
export const DISK_FLOOR_BYTES = 500_000_000;

/** What a download has still to write. */
const Claim = z.object({
  /** By the SHA-256 of the model files, so that two downloads which share one count it once. */
  files: z.record(z.string(), z.number()),
  /** Bytes beside these: archives that are not unpacked yet, a Python environment. What is written of them is not told apart: they count whole to the end of the download, which may be too much, never too little. */
  besideBytes: z.number(),
});
export type Claim = z.infer<typeof Claim>;

/** The disk of the model store. */
export interface DiskAccount {
  readonly folder: string;
  /** Free by measurement; `undefined`: nobody could measure it, which is not zero. */
  readonly freeBytes: number | undefined;
  /** Of these, what downloads under way, of all processes, have still to write. */
  readonly reservedBytes: number;
  /** Kept free. */
  readonly floorBytes: number;
  /** Downloads under way. */
  readonly downloads: number;
}

export interface DiskOptions {
  readonly floorBytes?: number | undefined;
  /** What `vouch models remove` could take away for a download that does not fit. */
  readonly entries?: readonly CatalogEntry[] | undefined;
}

/**
 * What is free on the disk of the model store and what of that is spoken for, by all processes that use the folder. A download writes down
 * what it will need in `reserved/<name>.json` and holds the lock of that name while it lasts: what a killed one has written down counts no
 * more once its lock is stale. One download at a time looks and writes, so that two never pass by the same room.
 */
export class DiskLedger {
  readonly #layout: StoreLayout;
  readonly #floorBytes: number;
  readonly #entries: readonly CatalogEntry[];

  constructor(home: VouchHome, { floorBytes = DISK_FLOOR_BYTES, entries = [] }: DiskOptions = {}) {
    this.#layout = storeLayout(home);
    this.#floorBytes = floorBytes;
    this.#entries = entries;
  }

  async account(): Promise<DiskAccount> {
    return this.#account(await this.#claims());
  }

  /**
   * Runs `work` with room reserved for the claim. `what`: how the error calls it. Throws STORE_FULL where there is no room, with what is
   * needed, free, reserved by others and kept free, and the commands that would make room.
   */
  async withRoom<T>(what: string, claim: Claim, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { locks, reserved } = this.#layout;
    const name = scratchName();
    const file = join(reserved, `${name}.json`);
    return withLock(locks, lockOf(name), { signal }, async (held) => {
      await this.#alone(held, (others) => this.#reserve(what, claim, file, others));
      try {
        return await work(held);
      } finally {
        await removePath(file);
      }
    });
  }

  /** The model files, by their SHA-256, that downloads under way need, also those that have come already. */
  async needed(): Promise<ReadonlySet<string>> {
    return filesIn(await this.#claims());
  }

  /** Runs `work` while no download begins; `needed`: see there. */
  async betweenDownloads<T>(signal: AbortSignal, work: (needed: ReadonlySet<string>) => Promise<T>): Promise<T> {
    return this.#alone(signal, (claims) => work(filesIn(claims)));
  }

  /** One process at a time looks and writes. */
  async #alone<T>(signal: AbortSignal, work: (claims: readonly Claim[]) => Promise<T>): Promise<T> {
    const { locks } = this.#layout;
    return withLock(locks, 'disk', { signal }, async () => {
      await removeStaleLocks(locks, lockOf(''));
      return work(await this.#claims());
    });
  }

  async #reserve(what: string, claim: Claim, file: string, others: readonly Claim[]): Promise<void> {
    const account = await this.#account(others);
    const neededBytes = this.#bytesOf([...others, claim]) - account.reservedBytes;
    const { freeBytes, reservedBytes, floorBytes } = account;
    if (freeBytes !== undefined && freeBytes < neededBytes + reservedBytes + floorBytes) throw await this.#refusal(what, [claim, ...others], neededBytes, { ...account, freeBytes });
    try {
      await replaceFile(file, JSON.stringify(claim));
    } catch (error) {
      throw toVouchError(error, 'STORE_FAILED');
    }
  }

  async #account(claims: readonly Claim[]): Promise<DiskAccount> {
    const { root } = this.#layout;
    return { folder: root, freeBytes: await freeBytesOn(root), reservedBytes: this.#bytesOf(claims), floorBytes: this.#floorBytes, downloads: claims.length };
  }

  /** What has come already is on the disk, and no longer free. */
  #bytesOf(claims: readonly Claim[]): number {
    const files = new Map(claims.flatMap((claim) => Object.entries(claim.files)));
    const coming = [...files].reduce((sum, [sha256, bytes]) => sum + bytes - bytesInStore(this.#layout, { sha256, bytes }), 0);
    return claims.reduce((sum, { besideBytes }) => sum + besideBytes, coming);
  }

  /** Of downloads whose lock is held; what dead ones left is removed. */
  async #claims(): Promise<Claim[]> {
    const { locks, reserved } = this.#layout;
    const claims = await Promise.all((await listFolder(reserved)).map(async (name) => {
      const file = join(reserved, name);
      if (!(await isLocked(locks, lockOf(name.replace(/\..*$/, ''))))) {
        await removePath(file);
        return [];
      }
      // The rest are about to get that name.
      if (!name.endsWith('.json')) return [];
      const text = await readFile(file, 'utf8').catch(() => undefined);
      return text === undefined ? [] : [Claim.parse(JSON.parse(text))];
    }));
    return claims.flat();
  }

  async #refusal(what: string, claims: readonly Claim[], neededBytes: number, { folder, freeBytes, reservedBytes, floorBytes }: DiskAccount & { readonly freeBytes: number }): Promise<VouchError> {
    const lackBytes = neededBytes + reservedBytes + floorBytes - freeBytes;
    const removable = await this.#removable(filesIn(claims));
    const chosen = fewest(removable, lackBytes);
    const spoken = [...(reservedBytes > 0 ? [`downloads under way will take ${megabytes(reservedBytes)} of these`] : []), `${megabytes(floorBytes)} are kept free`].join(', and ');
    const help = chosen ? `\`${commandOf(chosen)}\` makes room of ${megabytes(sum(chosen))}.` : 'Free some space (`vouch gc` clears away what runs left), or set VOUCH_CACHE to a folder on another disk.';
    return new VouchError('STORE_FULL', `${what} ${megabytes(neededBytes)} in ${folder}. ${megabytes(freeBytes)} are free there; ${spoken}. ${help}`, {
      details: { folder, neededBytes, freeBytes, reservedBytes, floorBytes, lackBytes, removable: removable.map(({ id, bytes }) => ({ command: `vouch models remove ${id}`, bytes })) },
    });
  }

  /** Models that are here and of no download, largest first, with what goes when they go: nothing that another model links to. */
  async #removable(needed: ReadonlySet<string>): Promise<Removable[]> {
    const links = await readLinks(this.#layout);
    const here = this.#entries.filter((entry) => ['installed', 'partial'].includes(stateOf(this.#layout, entry)) && !entry.files.some(({ sha256 }) => needed.has(sha256)));
    const models = await Promise.all(here.map(async (entry) => {
      const going = filesOf(entry, links).filter((sha256) => !isKept(sha256, entry, links, needed));
      const sizes = await Promise.all(going.flatMap((sha256) => [sizeOf(this.#layout.blob(sha256)), sizeOf(this.#layout.partOf(sha256))]));
      return { id: entry.id, bytes: sizes.reduce((total, bytes) => total + bytes, 0) };
    }));
    return models.filter(({ bytes }) => bytes > 0).sort((one, other) => other.bytes - one.bytes);
  }
}

interface Removable {
  readonly id: string;
  readonly bytes: number;
}

/** The smallest one that is enough, else the largest ones together; `undefined`: all of them are not. */
function fewest(removable: readonly Removable[], lackBytes: number): Removable[] | undefined {
  const one = removable.findLast(({ bytes }) => bytes >= lackBytes);
  if (one) return [one];
  const taken: Removable[] = [];
  for (const model of removable) {
    taken.push(model);
    if (sum(taken) >= lackBytes) return taken;
  }
  return undefined;
}

const sum = (models: readonly Removable[]): number => models.reduce((total, { bytes }) => total + bytes, 0);
const commandOf = (models: readonly Removable[]): string => `vouch models remove ${models.map(({ id }) => id).join(' ')}`;
const filesIn = (claims: readonly Claim[]): ReadonlySet<string> => new Set(claims.flatMap(({ files }) => Object.keys(files)));
const lockOf = (name: string): string => `reserved-${name}`;

/** Bytes that are free on the disk of a folder that need not be there yet; `undefined` where it cannot be measured: what nobody knows keeps nobody from his download. */
export async function freeBytesOn(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const parent = dirname(resolve(folder));
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && parent !== folder ? freeBytesOn(parent) : undefined;
  }
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`;
}

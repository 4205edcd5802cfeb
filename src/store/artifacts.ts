import { VouchError } from '../core/index.js';

/** The error of a store (`place`) that does not have an artifact. */
export function artifactMissing(id: string, place: string): VouchError {
  return new VouchError('STORE_FAILED', `The artifact ${id} is not in ${place}.`, { details: { artifact: id, missing: true } });
}

/** The store answered, and does not have it; every other STORE_FAILED says that the store could not be used. */
export function isArtifactMissing(error: unknown): boolean {
  return VouchError.is(error) && error.code === 'STORE_FAILED' && error.details?.['missing'] === true;
}

/** What is taken in: a file of this machine, bytes in memory, or bytes as they come. */
export type ArtifactSource = { readonly path: string } | { readonly bytes: Uint8Array } | { readonly stream: AsyncIterable<Uint8Array> };

export interface PutOptions {
  readonly signal?: AbortSignal;
  /** Bytes after which it stops with BUDGET_SPENT; default none. */
  readonly limit?: number;
  /** Default true: once it resolves they are there even if the machine loses its power at once. False: they are if an event is that is appended after that. */
  readonly durable?: boolean;
}

/** Bytes by their SHA-256. Nothing half-written is ever visible under an id. */
export interface ArtifactStore {
  /** Takes bytes in, streamed; equal bytes are kept once. Throws STORE_FULL, STORE_FAILED or the signal's reason, and leaves nothing behind. */
  put(source: ArtifactSource, options?: PutOptions): Promise<{ id: string; bytes: number }>;
  /** False also where the bytes are known to be damaged. */
  has(id: string): Promise<boolean>;
  /** Absolute path of the bytes on this machine. Throws STORE_FAILED when the store does not have them. */
  path(id: string): Promise<string>;
  /** Reads all bytes where the store keeps them and compares their hash. Throws ARTIFACT_CORRUPT or STORE_FAILED. */
  verify(id: string): Promise<void>;
  /** `path`, once the bytes are known to be whole: they are verified before their first use and again when their file has changed since. */
  read(id: string): Promise<string>;
  /** Says that the bytes are about to be used by something that does not name them yet, so that nobody clears them away; false when they are not there. */
  touch(id: string): Promise<boolean>;
  /** Only where the store itself answers browsers. */
  readonly links?: ArtifactLinks | undefined;
}

/** How a browser is to take the bytes that a link leads to. */
export interface LinkedAs {
  readonly mime: string;
  /** A Content-Disposition. */
  readonly disposition: string;
}

/** Links by which a browser fetches bytes from the store itself. Methods throw STORE_FAILED. */
export interface ArtifactLinks {
  /** Where they lead, such as `https://media.example.org`. */
  readonly origin: string;
  /** How long one holds. */
  readonly seconds: number;
  /** At most the first so many bytes, as they are; the rest is not fetched. `undefined` where the store does not have the artifact. */
  start(id: string, bytes: number): Promise<Uint8Array | undefined>;
  /** Address at which the bytes can be got, and nothing else be done, for `seconds`. Whoever has it needs no other permission. */
  link(id: string, as: LinkedAs): Promise<string>;
}

/** An artifact store with what clears it. */
export interface ArtifactPlace {
  readonly artifacts: ArtifactStore;
  readonly shelf: Shelf;
  close(): Promise<void>;
}

/** One artifact as the store keeps it. */
export interface ShelfEntry {
  readonly id: string;
  readonly bytes: number;
  /** ms since 1970. */
  readonly touchedAt: number;
}

/** All that an artifact store holds, for who clears it. */
export interface Shelf {
  /** Puts back what a process had taken out of sight and did not live to judge. */
  putBack(): Promise<void>;
  entries(): AsyncIterable<ShelfEntry>;
  /** False where it stays, because somebody has touched it in the meantime. */
  remove(entry: ShelfEntry): Promise<boolean>;
}

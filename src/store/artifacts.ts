/** What is taken in: a file of this machine, or bytes in memory. */
export type ArtifactSource = { readonly path: string } | { readonly bytes: Uint8Array };

/** Bytes by their SHA-256. Nothing half-written is ever visible under an id. */
export interface ArtifactStore {
  /**
   * Takes bytes in, streamed; equal bytes are kept once. `limit`: bytes after which it stops with BUDGET_SPENT.
   * Throws STORE_FULL, STORE_FAILED or the signal's reason, and leaves nothing behind.
   */
  put(source: ArtifactSource, options?: { readonly signal?: AbortSignal; readonly limit?: number }): Promise<{ id: string; bytes: number }>;
  has(id: string): Promise<boolean>;
  /** Absolute path of the bytes on this machine. Throws STORE_FAILED when the store does not have them. */
  path(id: string): Promise<string>;
  /** Reads all bytes and compares their hash. Throws ARTIFACT_CORRUPT or STORE_FAILED. */
  verify(id: string): Promise<void>;
  /** `path`, once the bytes are known to be whole: they are verified before their first use and again when their file has changed since. */
  read(id: string): Promise<string>;
  /** Says that the bytes are about to be used by something that does not name them yet, so that nobody clears them away; false when they are not there. */
  touch(id: string): Promise<boolean>;
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

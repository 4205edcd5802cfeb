/** The right to execute a run. */
export interface Lease {
  /** Tells this holder from all others, also within one process; the journal takes what it writes while the lease is its own. */
  readonly owner: string;
  /** Gives it back; never rejects. */
  release(): Promise<void>;
}

/** Sees to it that a run is executed by one process at a time. Methods throw STORE_FAILED or STORE_FULL. */
export interface Leases {
  /**
   * Takes the run; `undefined` when a living process has it. `onLost` is called once, with who has it as far as that can be
   * read, when somebody else has taken it, because this process could not renew it in time.
   */
  acquire(runId: string, onLost?: (holder: string | undefined) => void): Promise<Lease | undefined>;
  /** The living process that executes the run, in words such as `process 4711`. */
  holder(runId: string): Promise<string | undefined>;
  /** All runs that living processes execute, with who they are. */
  holders(): Promise<ReadonlyMap<string, string>>;
}

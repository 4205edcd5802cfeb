import { toVouchError, type Job, type VouchError } from '../../core/index.js';
import type { Endpoint } from '../providers/index.js';

/** One model on one server that can do one job. */
export interface Offer {
  readonly job: Job;
  /** Catalogue id, or the name that the configuration gives the model. */
  readonly modelId: string;
  /** For people: `embedded llama`, or the id of a configured server. */
  readonly server: string;
  readonly embedded: boolean;
  /** Start of the model file's SHA-256; `null` on somebody else's server. */
  readonly version: string | null;
  /** The configuration names it for its job. */
  readonly configured: boolean;
  /** ISO 639-1 codes; undefined: many or not known. */
  readonly languages: readonly string[] | undefined;
  /** Requests that run at the same time; more wait. */
  readonly concurrency: number;
  /** Runs `work` when it is this request's turn, with the server up. */
  call<T>(work: (endpoint: Endpoint) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Starts the server if that is needed. */
  warm(signal: AbortSignal): Promise<void>;
  status(): OfferStatus;
}

export interface OfferStatus {
  readonly model: string;
  readonly server: string;
  readonly engine: string;
  /** A state of the supervisor, or `remote` for a server that is not ours to watch. */
  readonly state: string;
  /** Bytes that the model takes when loaded; 0 for remote servers. */
  readonly memoryBytes: number;
  /** Bytes of main memory that it takes now; `null`: nobody can tell. */
  readonly residentBytes: number | null;
}

/** What a failed call is thrown as: the caller's own reason when it gave up, also while it waited in a queue. */
export function callFailure(error: unknown, signal: AbortSignal): VouchError {
  return signal.aborted ? toVouchError(signal.reason, 'CANCELLED') : toVouchError(error, 'MODEL_SERVER_FAILED');
}

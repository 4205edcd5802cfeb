import { toVouchError, type Job, type VouchError } from '../../core/index.js';
import type { Endpoint } from '../providers/index.js';
import type { Lane, LaneCall } from './lane.js';

/** One model on one server that can do one job. */
export interface Offer {
  readonly job: Job;
  /** Catalogue id, or the name that the configuration gives the model. */
  readonly modelId: string;
  /** For people: `embedded llama`, or the id of a configured server. */
  readonly server: string;
  readonly embedded: boolean;
  /** Id under which the supervisor keeps its process; undefined: it is not ours to start. */
  readonly process: string | undefined;
  /** Start of the model file's SHA-256; `null` on somebody else's server. */
  readonly version: string | null;
  /** The configuration names it for its job. */
  readonly configured: boolean;
  /** ISO 639-1 codes; undefined: many or not known. */
  readonly languages: readonly string[] | undefined;
  /** The way to its server; offers of one server share it. */
  readonly lane: Lane;
  /** False while nothing gets through to it. */
  isOpen(): boolean;
  /** ms until its model is expected to be loaded; 0 when it is, or when that is not ours to know. */
  loadMs(): number;
  /** What is less than it should be, in words: smaller limits, another device. */
  reduction(): string | undefined;
  /** Runs `work` when it is this request's turn, with the server up. */
  call<T>(work: (endpoint: Endpoint) => Promise<T>, call: OfferCall): Promise<T>;
  /** Starts the server if that is needed. */
  warm(signal: AbortSignal): Promise<void>;
  status(): OfferStatus;
}

export interface OfferCall extends LaneCall {
  /** Another offer could do it when this one cannot be mended. */
  readonly hasOther: boolean;
  /** True once a part of the answer was handed on: nothing is asked again then. */
  readonly begun: () => boolean;
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
  /** What is less than it should be, in words; absent: nothing is. */
  readonly reduction?: string;
}

/** What a failed call is thrown as: the caller's own reason when it gave up, also while it waited in a queue. */
export function callFailure(error: unknown, signal: AbortSignal): VouchError {
  return signal.aborted ? toVouchError(signal.reason, 'CANCELLED') : toVouchError(error, 'MODEL_SERVER_FAILED');
}

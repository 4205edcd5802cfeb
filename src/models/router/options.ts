import type { Job, ModelClient } from '../../core/index.js';
import type { VouchConfig } from '../config.js';
import type { VouchHome } from '../home.js';
import type { FrameSampler } from '../providers/index.js';
import type { DeviceAccount, DeviceMeter, SupervisorOptions } from '../servers/index.js';
import type { ModelStore } from '../store/index.js';
import type { OfferStatus } from './offer.js';

/** The part of the model store that serving needs. */
export type ModelFiles = Pick<ModelStore, 'entries' | 'state' | 'files' | 'verify'>;

export interface CreateModelsOptions {
  /** Default: `loadConfig({ env })`. */
  readonly config?: VouchConfig | undefined;
  /** Keys of remote servers, folders and OPENAI_* are read from here; default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Where files and the Python environment lie; default `vouchHome(env)`. */
  readonly home?: VouchHome | undefined;
  /** Default: the store of `home` with the built-in catalogue and the configured one. */
  readonly store?: ModelFiles | undefined;
  /** Path of a Python for our Python server; default: the virtual environment, made when it is missing. */
  readonly python?: ((signal: AbortSignal) => Promise<string>) | undefined;
  /** How a video becomes pictures for servers that take no video; absent: they refuse videos. */
  readonly sampleFrames?: FrameSampler | undefined;
  /** Told what a user should know, such as a fallback to another model. */
  readonly onNotice?: ((message: string) => void) | undefined;
  /** ms for a configured server to say what it is and which models it has, after which it counts as unreachable; default 30 s. */
  readonly recogniseMs?: number | undefined;
  /** Default: the machine's own memory, and NVIDIA GPUs. */
  readonly meter?: DeviceMeter | undefined;
  /** Time limits of server processes. */
  readonly times?: SupervisorOptions['times'];
}

/** Which model will do a job, or what is missing and the command that mends it. */
export interface JobStatus {
  readonly job: Job;
  /** The models that can do it, favourite first. */
  readonly models: readonly OfferStatus[];
  /** Why nothing can do the job; absent when something can. */
  readonly missing?: string;
  /** A command that mends it. */
  readonly fix?: string;
}

/** The model client with the servers behind it. */
export interface Models extends ModelClient {
  status(): readonly JobStatus[];
  /** Starts the favourite model of each job ahead of need, where that costs nobody his place; a job that nobody can do is skipped. */
  warm(jobs: readonly Job[], signal?: AbortSignal): Promise<void>;
  /** Says which jobs the steps of a run will need, nearest first: their models are kept loaded rather than others. None: the run has ended. */
  expect(run: string, steps: readonly (readonly Job[])[]): void;
  /** How many requests for the job run at the same time; 0 when nobody can do it. */
  concurrency(job: Job): number;
  /** How many, such as runs, wait for servers beyond those that these may have waiting. */
  held(): number;
  /** Calls the listener with what a user should know; returns how to stop that. */
  onNotice(listener: (message: string) => void): () => void;
  /** What each device has: main memory, GPUs, the disk that models are fetched to. */
  ledger(): Promise<readonly DeviceAccount[]>;
  /** Resident memory of all server processes, in bytes. */
  residentBytes(): number;
  /** Stops every server; no process is left when it resolves. */
  close(): Promise<void>;
}

import type { Capability } from '../../src/runtime/workers/capability.js';

/** Workers that can do the same, and take from one queue. */
export interface Pool {
  readonly name: string;
  readonly can: readonly Capability[];
  /** One step at a time each; eight of them are one machine. */
  readonly workers: number;
}

/** A kind of step. */
export interface Kind {
  readonly needs: readonly Capability[];
  /** One of these models is asked; none: no model. */
  readonly models: readonly string[];
  /** Of all steps. */
  readonly share: number;
  /** s, the median; times are spread log-normally. */
  readonly seconds: number;
}

export interface SimulationOptions {
  readonly steps: number;
  readonly stepsPerRun: number;
  readonly pools: readonly Pool[];
  readonly kinds: readonly Kind[];
  /** Processes that execute runs. */
  readonly runtimes: number;
  /** Steps that a runtime has in one queue at a time. */
  readonly inFlight: number;
  /** Of what the workers could do at best: how much is asked of them. */
  readonly load: number;
  /** s to load a model; a worker holds one. */
  readonly loadSeconds: number;
  /** Share of steps that take so many times as long. */
  readonly stragglers: { readonly share: number; readonly times: number };
  /** A machine fails once in so many days, and is back after so many hours. */
  readonly failures: { readonly days: number; readonly repairHours: number };
  /** ms of work that a step is for what all share. */
  readonly costs: { readonly runtimeMs: number; readonly redisMs: number; readonly commitMs: number; readonly lookMsPerWorker: number };
  readonly seed: number;
}

/**
 * "over 100 hosts in two months" of 124 hosts with 8 GPUs each: S. Zhang and others, "OPT: Open Pre-trained Transformer Language Models",
 * arXiv:2205.01068 (2022), section 2.5 and its logbook. A host then fails once in 124 × 60 / 100 days.
 */
export const LOGBOOK_DAYS = 74;

/** Ten thousand workers and a million steps, of the length that steps with media have. */
export const LARGE: SimulationOptions = {
  steps: 1_000_000, stepsPerRun: 20, runtimes: 64, inFlight: 256, load: 0.8, loadSeconds: 30, seed: 1,
  pools: [
    { name: 'cpu.plain', can: ['plain'], workers: 5600 },
    { name: 'cpu.ocr', can: ['plain', 'ocr', 'detect', 'embed'], workers: 1200 },
    { name: 'gpu.large', can: ['plain', 'chat', 'see'], workers: 2400 },
    { name: 'gpu.speech', can: ['plain', 'speak', 'transcribe'], workers: 800 },
  ],
  kinds: [
    { needs: ['plain'], models: [], share: 0.6, seconds: 60 },
    { needs: ['ocr'], models: ['ocr'], share: 0.15, seconds: 40 },
    { needs: ['chat'], models: ['writer-8b', 'writer-3b'], share: 0.1, seconds: 120 },
    { needs: ['see'], models: ['viewer-7b'], share: 0.08, seconds: 90 },
    { needs: ['transcribe'], models: ['listener'], share: 0.07, seconds: 60 },
  ],
  stragglers: { share: 0.01, times: 10 },
  failures: { days: LOGBOOK_DAYS, repairHours: 4 },
  costs: { runtimeMs: 4, redisMs: 0.15, commitMs: 0.1, lookMsPerWorker: 0.015 },
};

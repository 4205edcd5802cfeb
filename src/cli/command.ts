import { InvalidArgumentError, type Command } from 'commander';
import type { Runtime, RunInput } from '../runtime/index.js';
import type { Stores } from '../store/index.js';
import { cancelOnSignals } from './cancellation.js';
import type { Terminal } from './terminal.js';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly config?: string;
  readonly data?: string;
}

/** What a command gets beside its arguments. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Adds one command to the program; `perform` runs its work and keeps its exit code. */
export type DeclareCommand = (program: Command, perform: Perform) => void;
export type Perform = (work: (context: CommandContext) => Promise<number>) => Promise<void>;

/** Makes `perform`: every command runs under a signal that Ctrl-C aborts, and its exit code goes to `keep`. */
export function performer(terminal: Terminal, keep: (exitCode: number) => void): Perform {
  return async (work) => {
    const cancellation = cancelOnSignals(terminal);
    try {
      keep(await work({ terminal, signal: cancellation.signal }));
    } finally {
      cancellation.dispose();
    }
  };
}

/** Opens a runtime for `work` and closes it afterwards. Loaded late: help and usage errors need none of it. */
export async function withRuntime<T>(options: GlobalOptions & { readonly maxRuns?: number }, work: (runtime: Runtime) => Promise<T>): Promise<T> {
  const { createRuntime } = await import('../runtime/index.js');
  const runtime = await createRuntime({ dataFolder: options.data, configFile: options.config, maxRuns: options.maxRuns });
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
}

/** Opens the stores alone, for what needs no models. */
export async function withStores<T>(options: GlobalOptions, work: (stores: Stores) => Promise<T>): Promise<T> {
  const { loadConfig, vouchHome } = await import('../models/index.js');
  const { openStoresAt } = await import('../store/index.js');
  const stores = await openStoresAt(options.data ?? vouchHome(process.env).data, loadConfig({ file: options.config }).store, process.env);
  try {
    return await work(stores);
  } finally {
    await stores.close();
  }
}

/** The files and addresses of the command line as inputs of a run, files first. */
export function inputsOf(options: { file?: readonly string[]; url?: readonly string[] }): RunInput[] {
  return [...(options.file ?? []).map((path) => ({ path })), ...(options.url ?? []).map((url) => ({ url }))];
}

/** Option parser that collects every use of a repeatable option. */
export function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}

/** Option parser for a number above 0. */
export function positiveNumber(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number) || number <= 0) throw new InvalidArgumentError('It must be a number above 0.');
  return number;
}

/** Option parser for a TCP port; 0 takes any free one. */
export function portNumber(value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65_535) throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
  return port;
}

/** Option parser for a whole number from 1. */
export function positiveInteger(value: string): number {
  const number = positiveNumber(value);
  if (!Number.isSafeInteger(number)) throw new InvalidArgumentError('It must be a whole number.');
  return number;
}

import { messageOf, VouchError } from '../../core/index.js';
import { keyOf, startChild, type ServerAddress, type ServerChild } from './child.js';
import { loadDeadlineMs } from './decide/load-deadline.js';
import { isOverload } from './decide/overload.js';
import type { LoadWay, ServerDeclaration, ServerTimes } from './declaration.js';
import { failureOf, serverFailure } from './failure.js';
import type { ServerRecords } from './records/index.js';

export interface StartOptions {
  readonly times: ServerTimes;
  readonly records: ServerRecords;
  /** CPU threads for it, where its way says how many it can use. */
  readonly threads: number;
  /** Called when the process listens and its first inference begins. */
  readonly onListening: (child: ServerChild) => void;
}

/** Starts a server in the given way and has it answer a first, real request. No process is left when it rejects. */
export async function startProcess(declaration: ServerDeclaration, way: LoadWay, options: StartOptions, signal: AbortSignal): Promise<ServerChild> {
  try {
    return await start(declaration, way, options, signal);
  } catch (error) {
    const found = signal.aborted || !isOfTheLoad(error) ? undefined : await declaration.diagnose?.(signal);
    if (found === undefined) throw error;
    throw serverFailure('damaged-files', `${declaration.id} cannot be loaded: ${found}`, { cause: error });
  }
}

function isOfTheLoad(error: unknown): boolean {
  const failure = failureOf(error);
  return failure === 'load-refused' || failure === 'crash-at-load';
}

async function start(declaration: ServerDeclaration, way: LoadWay, { times, records, threads, onListening }: StartOptions, signal: AbortSignal): Promise<ServerChild> {
  const limits = { startMs: loadDeadlineMs(times.startMs, way.weightBytes), graceMs: times.graceMs };
  const child = await startChild(await way.launch(signal, threads), declaration.id, limits, records, signal);
  onListening(child);
  const wrong = (await prepare(declaration, child, times, signal)) ?? (await firstInference(declaration, child, times, signal));
  if (wrong === undefined) return child;
  await child.stop();
  throw signal.aborted ? signal.reason : wrong;
}

/** What is wrong with loading what it is to serve; undefined: nothing. */
async function prepare(declaration: ServerDeclaration, { address, log }: ServerChild, { warmMs }: ServerTimes, signal: AbortSignal): Promise<VouchError | undefined> {
  try {
    await declaration.prepare?.(address, AbortSignal.any([AbortSignal.timeout(warmMs), signal]));
    return undefined;
  } catch (error) {
    return serverFailure(isRefusal(error) ? 'load-refused' : 'crash-at-load', `The server of ${declaration.id} started but did not load its model: ${messageOf(error)}`, { log, cause: error });
  }
}

/** It has understood the request and will not do it: not "too slow", "too much to do" or "something broke", which may pass. */
function isRefusal(error: unknown): boolean {
  const status = VouchError.is(error) ? error.details?.['status'] : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 && status !== 408 && status !== 429;
}

async function firstInference(declaration: ServerDeclaration, child: ServerChild, times: ServerTimes, signal: AbortSignal): Promise<VouchError | undefined> {
  const { failure } = await checkHealth(declaration, child, times, signal);
  return failure === undefined ? undefined : serverFailure('crash-at-load', `The server of ${declaration.id} started but failed its first inference: ${failure}.`, { log: child.log });
}

/** `failure`: what is wrong; absent when the server answers a real inference. `isBusy`: it only has too much to do. */
export async function checkHealth(declaration: ServerDeclaration, child: ServerChild, times: ServerTimes, signal?: AbortSignal): Promise<{ readonly failure?: string; readonly isBusy: boolean }> {
  const limits = AbortSignal.any([AbortSignal.timeout(times.warmMs), ...(signal ? [signal] : [])]);
  try {
    await (declaration.probe ?? askHealth)(child.address, limits);
    return { isBusy: false };
  } catch (error) {
    return { failure: messageOf(error), isBusy: isOverload(error) };
  }
}

async function askHealth(address: ServerAddress, signal: AbortSignal): Promise<void> {
  const response = await fetch(`${address.url}${address.health}`, { headers: keyOf(address), signal });
  if (!response.ok) throw new VouchError('MODEL_SERVER_FAILED', `status ${response.status}: ${(await response.text()).slice(0, 500)}`, { details: { status: response.status } });
  await response.body?.cancel();
}

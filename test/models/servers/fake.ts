import { fileURLToPath } from 'node:url';
import { VouchError } from '../../../src/core/index.js';
import { RAM, type DeviceMeter, type LineLaunch, type ServerAddress, type ServerDeclaration } from '../../../src/models/servers/index.js';

const FAKE = fileURLToPath(new URL('fake-engine.cjs', import.meta.url));

/** Quick limits, so that tests of slow paths are quick. */
export const QUICK = { startMs: 5_000, warmMs: 2_000, graceMs: 300, idleMs: Infinity, backoffMs: 10, quarantineMs: 400, wedgedMs: Infinity, releaseMs: 500 };

/** A machine whose memory nobody measures. */
export const UNMEASURED: DeviceMeter = { gpus: () => Promise.resolve([]), freeBytes: () => Promise.resolve(undefined), heldBytes: () => Promise.resolve(undefined) };

export function fakeLaunch(id: string, settings: Record<string, unknown> = {}): LineLaunch {
  return { command: process.execPath, arguments: [FAKE], env: {}, engine: 'fake', options: { modelId: id, files: {}, threads: 1, settings } };
}

export function fakeServer(id: string, settings: Record<string, unknown> = {}, memoryBytes = 100): ServerDeclaration {
  return {
    id,
    ways: [{ name: 'its own settings', device: RAM, shrunk: 0, bytes: memoryBytes, assumedResidual: 0, weightBytes: 0, launch: () => Promise.resolve(fakeLaunch(id, settings)) }],
  };
}

/** Asks a fake server; a broken connection is the error that providers make of it. */
export async function ask(address: ServerAddress, path: string, signal?: AbortSignal): Promise<{ modelId: string; pid: number; grandchild?: number }> {
  try {
    const response = await fetch(`${address.url}/v1${path}`, { headers: { authorization: `Bearer ${address.token ?? ''}` }, ...(signal ? { signal } : {}) });
    return (await response.json()) as { modelId: string; pid: number };
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new VouchError('MODEL_SERVER_FAILED', 'The connection broke.', { cause: error });
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until the condition holds; false after `ms`. */
export async function eventually(condition: () => boolean, ms = 5_000): Promise<boolean> {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    if (condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return condition();
}

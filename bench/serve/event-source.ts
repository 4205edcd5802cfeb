import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { defineTool, text } from '../../src/core/index.js';
import { assembleRuntime } from '../../src/runtime/assemble.js';
import { byName } from '../../src/runtime/by-name.js';
import type { Runtime } from '../../src/runtime/index.js';
import { startServer, type VouchServer } from '../../src/server/index.js';
import { openStores } from '../../src/store/index.js';
import { noModels } from '../../test/support/no-models.js';

/** A server with one run that says what it is told to. */
export interface EventSource {
  readonly server: VouchServer;
  readonly runtime: Runtime;
  readonly runId: string;
  /** Journals one event of the run. */
  say(message: string): void;
  close(): Promise<void>;
}

/** Serves a run that waits, on a folder of its own. */
export async function eventSource(): Promise<EventSource> {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-bench-'));
  const stores = openStores(folder);
  let say: (message: string) => void = () => undefined;
  const wait = defineTool({
    name: 'wait', description: '', effects: 'reads-world', input: z.object({ text: text() }), output: z.object({ text: text() }),
    execute: (_input, { signal }) => new Promise((_resolve, reject) => { signal.addEventListener('abort', () => { reject(signal.reason as Error); }); }),
  });
  const runtime = assembleRuntime({
    stores, models: noModels, tools: byName([wait]), oracles: new Map(), allowedFolders: [], warm: () => Promise.resolve(), held: () => 0, expect: () => undefined,
    plannerOf: () => ({ plan: () => Promise.reject(new Error('nothing is planned here')) }),
    onNotice: (listener) => {
      say = listener;
      return () => undefined;
    },
  }, () => stores.close());
  const server = await startServer({ port: 0, requestsPerMinute: 10_000_000, maxConnections: 20_000 }, { runtime });
  const response = await fetch(`${server.url}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ plan: { steps: [{ id: 'a', tool: 'wait', inputs: { text: { value: 'x' } } }] }, budget: { wallMs: 3_600_000 } }) });
  const { runId } = (await response.json()) as { runId: string };
  while (!(await runtime.history(runId)).some(({ type }) => type === 'attempt.started')) await new Promise((resolve) => setTimeout(resolve, 10));
  return {
    server, runtime, runId,
    say: (message) => { say(message); },
    async close() {
      await server.close();
      await runtime.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

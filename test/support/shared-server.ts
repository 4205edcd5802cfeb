// A server of its own process on shared stores: arguments are JSON. Says its address, and serves until it is killed.
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { defineTool, text, type Tool } from '../../src/core/index.js';
import { startServer, type VouchServer } from '../../src/server/index.js';
import { openSharedStores } from '../../src/store/index.js';
import { planner } from '../server/planner.js';
import { testRuntime, type TestRuntime } from './workshop.js';

export interface ServerOrder {
  readonly folder: string;
  readonly url: string;
  /** `hold` waits until this file is there. */
  readonly until: string;
  readonly tokenFile?: string;
  /** Runs that it takes at a time; default 8. */
  readonly maxRuns?: number;
}

/** Tools of every server: `hold` gives its text back once a file is there, `deed` does the same and acts on the world. */
export function heldTools(until: string): Tool[] {
  const ports = { input: z.object({ text: text() }), output: z.object({ text: text() }) };
  const execute = async ({ text: said }: { text: string }, { signal }: { signal: AbortSignal }): Promise<{ text: string }> => {
    while (!existsSync(until)) await sleep(20, undefined, { signal });
    return { text: said };
  };
  return [
    defineTool({ name: 'hold', description: '', effects: 'reads-world', ...ports, execute }),
    defineTool({ name: 'deed', description: '', effects: 'external', idempotent: true, ...ports, execute }),
  ];
}

/** One server on the shared stores. */
export async function openServer({ folder, url, until, tokenFile, maxRuns }: ServerOrder): Promise<{ readonly runtime: TestRuntime; readonly server: VouchServer }> {
  const tools = heldTools(until);
  const runtime = testRuntime({ tools, planner: planner(tools), stores: await openSharedStores(folder, url) }, folder);
  const server = await startServer({ port: 0, takeOverMs: 100, ...(tokenFile === undefined ? {} : { tokenFile }), ...(maxRuns === undefined ? {} : { maxRuns }) }, { runtime });
  return { runtime, server };
}

const [, script, order] = process.argv;
if (script?.endsWith('shared-server.ts') && order !== undefined) {
  const { server } = await openServer(JSON.parse(order) as ServerOrder);
  process.stdout.write(`${server.url}\n`);
}

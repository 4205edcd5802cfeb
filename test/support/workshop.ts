import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelClient, Oracle, Planner, Tool } from '../../src/core/index.js';
import { assembleRuntime } from '../../src/runtime/assemble.js';
import { byName } from '../../src/runtime/by-name.js';
import type { Workshop } from '../../src/runtime/run-context.js';
import type { Runtime } from '../../src/runtime/types.js';
import { openStores, type Stores } from '../../src/store/index.js';
import { noModels } from './no-models.js';

export interface TestRuntime extends Runtime {
  readonly folder: string;
  /** Closes the runtime and opens another one on the same data. */
  reopen(parts?: Partial<Parts>): Promise<TestRuntime>;
}

interface Parts {
  tools: Tool[];
  oracles: Oracle[];
  planner: Planner;
  /** A planner that asks models, in place of `planner`. */
  plannerOf: Workshop['plannerOf'];
  models: ModelClient;
  /** Stores in the folder that are used instead of fresh ones. */
  stores: Stores;
  expect: Workshop['expect'];
  executor: Workshop['executor'];
  maxRuns: number;
}

const folders: string[] = [];

/** A runtime with the given parts and nothing else, on a fresh data folder that `removeFolders` removes. */
export function testRuntime(parts: Partial<Parts>, folder = freshFolder()): TestRuntime {
  const stores = parts.stores ?? openStores(folder);
  const planner = parts.planner ?? { plan: () => Promise.reject(new Error('this test plans nothing')) };
  const runtime = assembleRuntime(
    { stores, plannerOf: parts.plannerOf ?? (() => planner), models: parts.models ?? noModels, tools: byName(parts.tools ?? []), oracles: byName(parts.oracles ?? []), allowedFolders: [], onNotice: () => () => undefined, warm: async () => undefined, held: () => 0, expect: parts.expect ?? (() => undefined), ...(parts.executor ? { executor: parts.executor } : {}), ...(parts.maxRuns === undefined ? {} : { maxRuns: parts.maxRuns }) },
    async () => {
      await stores.close();
    },
  );
  return {
    ...runtime,
    folder,
    async reopen(others = {}) {
      await runtime.close();
      return testRuntime({ ...parts, ...others }, folder);
    },
  };
}

export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-test-'));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

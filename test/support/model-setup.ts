import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Config } from 'jest';

/**
 * Runs before the tests with real models: fetches what is missing of the default pack. Where that fails the run ends
 * with CI=true; elsewhere it goes on, and the tests that need a model fail with MODEL_MISSING.
 * A process of its own does it, because jest loads this file as CommonJS and Vouch is ESM.
 */
function provideModels(_options: Config, project: { readonly rootDir: string }): void {
  const { status, error } = spawnSync(process.execPath, ['--import', 'tsx', join(project.rootDir, 'test/support/provide-models.ts')], { cwd: project.rootDir, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status === 0) return;
  const message = `The models that the tests need could not be fetched${error === undefined ? '' : ` (${error.message})`}.`;
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`model tests: ${message} Tests that need them will fail.\n`);
}

// eslint-disable-next-line no-restricted-syntax -- jest takes the default export of a globalSetup file
export default provideModels;

import { spawnSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import { freshFolder, removeFolders } from '../support/workshop.js';

jest.setTimeout(120_000);
const root = fileURLToPath(new URL('../../', import.meta.url));
afterAll(removeFolders);

/** What the validators on this machine say of a folder, by check. */
function check(folder: string): { readonly status: number | null; readonly said: ReadonlyMap<string, string> } {
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', join(root, 'scripts/check-deploy.ts'), folder], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
  const lines = [...stdout.matchAll(/^(ok|FAULT|not run) +([^:\n]+)/gm)].map(([, verdict = '', name = '']) => [name, verdict] as const);
  return { status, said: new Map(lines) };
}

test('what can be looked at here holds, and what cannot is said', () => {
  const { status, said } = check(join(root, 'deploy'));
  expect(status).toBe(0);
  for (const name of ['docker compose config', 'compose-go', 'kubectl kustomize']) expect([name, said.get(name)]).toEqual([name, expect.stringMatching(/^(ok|not run)$/)]);
  if (said.get('kubectl kustomize') === 'ok') expect([...said.keys()].filter((name) => name.startsWith('kubectl-validate'))).toHaveLength(2);
});

test('a manifest that is none, and a compose file that is none, are faults where there is somebody to see it', () => {
  const folder = freshFolder();
  cpSync(join(root, 'deploy'), folder, { recursive: true });
  writeFileSync(join(folder, 'compose.yaml'), 'services: { server: { imagge: vouch } }');
  writeFileSync(join(folder, 'kubernetes/server.yaml'), 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: [wrong] }\n');
  const { status, said } = check(folder);
  const seen = [...said].filter(([, verdict]) => verdict !== 'not run');
  expect(seen.map(([, verdict]) => verdict)).toEqual(seen.map(() => 'FAULT'));
  expect(status).toBe(seen.length > 0 ? 1 : 0);
});

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from '@jest/globals';

/** Given to a loopback device of a network of its own; nothing is sent to its owner. */
const PUBLIC = '93.184.215.14';
const inOwnNetwork = (...command: string[]): readonly [string, string[]] => ['unshare', ['-rn', 'sh', '-c', `ip link set lo up && ip addr add ${PUBLIC}/32 dev lo && exec "$@"`, 'sh', ...command]];
const isPossible = spawnSync(...inOwnNetwork('true')).status === 0;

interface Ran {
  /** Paths that the other public site was asked for. */
  readonly other: string[];
  /** Paths that a private site that is not named was asked for. */
  readonly hidden: string[];
  /** What each page came to: its address at the end, or the code of the error. */
  readonly ends: Record<string, string>;
  readonly notes: string;
}

// Where no network of its own can be made (no Linux, or not allowed), this is reported as not run.
(isPossible || process.env['CI'] === 'true' ? test : test.skip)('what is not allowed is never asked for: by link, redirect, form, script or new window', async () => {
  const site = fileURLToPath(new URL('allow-list-site.ts', import.meta.url));
  const { stdout } = await execa(...inOwnNetwork(process.execPath, '--import', 'tsx', site, PUBLIC), { timeout: 110_000 });
  const { free, only } = JSON.parse(stdout) as { free: Ran; only: Ran };
  // Pictures and frames of other public sites are let through, unless only allowed ones are asked for.
  expect(free.other.sort()).toEqual(['/frame', '/picture']);
  expect(only.other).toEqual([]);
  expect([free.hidden, only.hidden]).toEqual([[], []]);
  expect(free.ends['/redirect']).toBe('URL_REFUSED');
  const leaving = ['/link', '/leap', '/form', '/popup', '/leaping-popup', '/noopener', '/blob'];
  expect(leaving.map((path) => [path, free.ends[path]])).toEqual(leaving.map((path) => [path, `http://127.0.0.1:8080${path}`]));
  for (const path of ['/link', '/leap', '/form', '/popup', '/leaping-popup']) expect(free.notes).toContain(`http://${PUBLIC}:8081${path}, which is not allowed`);
}, 120_000);

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from '@jest/globals';

/** Given to a loopback device of a network of its own; nothing is sent to its owner. */
const PUBLIC = '93.184.215.14';
const inOwnNetwork = (...command: string[]): readonly [string, string[]] => ['unshare', ['-rn', 'sh', '-c', `ip link set lo up && ip addr add ${PUBLIC}/32 dev lo && exec "$@"`, 'sh', ...command]];
const isPossible = spawnSync(...inOwnNetwork('true')).status === 0;

// Where no network of its own can be made (no Linux, or not allowed), this is reported as not run.
(isPossible || process.env['CI'] === 'true' ? test : test.skip)('a public page reaches nothing of this machine: by redirect, picture, frame, script or name', async () => {
  const site = fileURLToPath(new URL('public-site.ts', import.meta.url));
  const { stdout } = await execa(...inOwnNetwork(process.execPath, '--import', 'tsx', site, PUBLIC), { timeout: 110_000 });
  const { endings, asked } = JSON.parse(stdout) as { endings: Record<string, { code?: string; shown?: string; blocked?: string[] }>; asked: string[] };
  expect(asked).toEqual([]);
  expect(endings['/redirect']).toEqual({ code: 'URL_REFUSED' });
  expect(endings['/plain']).toEqual({ shown: 'News', blocked: [] });
  for (const path of ['/image', '/frame', '/fetch', '/name']) {
    expect(endings[path]?.shown).toMatch(/^News/);
    expect(endings[path]?.blocked?.join()).toContain(path);
  }
  expect(JSON.stringify(endings['/script'])).not.toContain('secret');
}, 120_000);

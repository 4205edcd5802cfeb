import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { METHODS, Note } from '../../src/server/index.js';

const page = readFileSync(new URL('../../docs/server.md', import.meta.url), 'utf8');

test('docs/server.md lists every method with its scope and every parameter', () => {
  const rows = new Map([...page.matchAll(/^\| `([a-z.]+)` \| (read|run|approve|)\s?\|\s*(.*?)\s*\|.*\|$/gm)].map(([, method, scope, params]) => [method, { scope, params }]));
  expect([...rows.keys()].sort()).toEqual(Object.keys(METHODS).sort());
  for (const [method, { scope, params }] of Object.entries(METHODS)) {
    expect([method, rows.get(method)?.scope]).toEqual([method, scope ?? '']);
    for (const name of Object.keys(params.shape)) expect([method, rows.get(method)?.params]).toEqual([method, expect.stringContaining(`\`${name}`)]);
  }
});

test('docs/server.md lists every note', () => {
  for (const { shape } of Note.options) expect(page).toContain(`| \`${shape.note.value}\` |`);
});

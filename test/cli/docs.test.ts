import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { ERROR_CODES } from '../../src/core/index.js';
import * as commands from '../../src/cli/commands/index.js';
import { EXIT } from '../../src/cli/exit-code.js';

const page = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

test('docs/errors.md holds exactly the table of error codes', () => {
  const rows = [...page('errors.md').matchAll(/^\| `([A-Z_]+)` \| (.*) \| (yes|no) \|$/gm)].map(([, code, meaning, retryable]) => [code, meaning, retryable === 'yes']);
  expect(rows).toEqual(Object.entries(ERROR_CODES).map(([code, { meaning, retryable }]) => [code, meaning, retryable]));
});

test('docs/cli.md names every command and each of its options', () => {
  const text = page('cli.md');
  const program = new Command();
  for (const declare of Object.values(commands)) declare(program, () => Promise.resolve());
  for (const command of program.commands) {
    expect(text).toContain(`## vouch ${command.name()}`);
    for (const { long } of command.options) expect(text).toContain(long);
  }
});

test('docs/cli.md lists every exit code', () => {
  const rows = [...page('cli.md').matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
  expect(rows).toEqual([...Object.values(EXIT)].sort((one, other) => one - other));
});

import { formatBytes, formatDuration, formatTable, formatValue, oneLine, printable } from '../../src/cli/format.js';
import { exitCodeOfError, exitCodeOfOutcome } from '../../src/cli/exit-code.js';
import { ERROR_CODES } from '../../src/core/index.js';

test.each([[0, '0 ms'], [999, '999 ms'], [3210, '3.2 s'], [59_949, '59.9 s'], [59_950, '1 min 00 s'], [125_000, '2 min 05 s']])('%d ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([[0, '0 B'], [999, '999 B'], [1400, '1.4 kB'], [99_950_000, '100 MB'], [999_600_000, '1.0 GB'], [2e15, '2000 TB']])('%d bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('long text is cut at whole characters and line ends become blanks', () => {
  expect(oneLine('a\nb\t c')).toBe('a b c');
  expect(oneLine('😀😀😀😀', 3)).toBe('😀😀…');
});

test('escape sequences and control characters are dropped, line ends stay', () => {
  expect(printable('a\u001b[2Jb\r\nc\u0007\u0000')).toBe('ab\nc');
});

test('values are short: numbers rounded, objects as JSON', () => {
  expect(formatValue({ rate: 0.123456, words: ['a'] })).toBe('{"rate":0.123,"words":["a"]}');
  expect(formatValue(0.00049)).toBe('0');
});

test('columns line up', () => {
  expect(formatTable([['a', 'bb'], ['ccc', 'd']])).toBe('a    bb\nccc  d');
});

test('every error code has an exit code, and bad input is told from failure', () => {
  const codes = Object.keys(ERROR_CODES).map((code) => [code, exitCodeOfError(code)]);
  for (const [code, exitCode] of codes) {
    const expected = code === 'CANCELLED' ? 130 : /^(USAGE|INPUT_|URL_|PLAN_INVALID|CAPABILITY_|RUN_)/.test(String(code)) ? 2 : 1;
    expect([code, exitCode]).toEqual([code, expected]);
  }
});

test.each([
  ['completed', [], 0],
  ['completed', ['a gap'], 3],
  ['suspended', [], 4],
  ['cancelled', [], 130],
  ['failed', [], 1],
] as const)('%s with %j unproved exits %d', (status, unproved, exitCode) => {
  expect(exitCodeOfOutcome({ status, unproved: [...unproved] })).toBe(exitCode);
});

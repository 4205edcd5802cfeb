import * as fs from 'node:fs/promises';
import { jest } from '@jest/globals';

test('after an error the code is read anew', async () => {
  const readdir = jest.fn(fs.readdir).mockRejectedValueOnce(new Error('too many open files'));
  jest.unstable_mockModule('node:fs/promises', () => ({ ...fs, readdir }));
  const { installedCode } = await import('../../src/runtime/installed-code.js');
  await expect(installedCode()).rejects.toThrow('too many open files');
  const first = await installedCode();
  expect(first).toMatch(/^[0-9a-f]{16}$/);
  const calls = readdir.mock.calls.length;
  expect([await installedCode(), readdir.mock.calls.length]).toEqual([first, calls]);
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, vouch } from './command-line.js';

const folder = temporaryFolder();
process.env['VOUCH_DATA'] = folder;
const entries = [
  { at: '2026-11-01T10:00:00.000Z', model: 'eyes', generation: 1, failure: 'out-of-memory', remedy: 'shrink', change: 'as configured → --max-num-seqs 16', reason: 'CUDA out of memory\nin two lines' },
  { at: '2026-11-02T10:00:00.000Z', model: 'words', generation: 3, failure: 'hang', remedy: 'restart', change: '', reason: 'The server of words hung.' },
  { at: '2026-11-03T10:00:00.000Z', model: 'eyes', generation: 0, failure: null, remedy: 'reap', change: 'process 9 ended', reason: 'its runtime (process 8) is gone' },
];

test('models log says that nothing went wrong where nothing was written', async () => {
  expect(await vouch('models', 'log')).toMatchObject({ exitCode: 0, result: 'Nothing has gone wrong with a model server here.\n' });
  expect((await vouch('models', 'log', '--json')).result).toBe('[]\n');
});

describe('with a logbook', () => {
  beforeAll(() => {
    mkdirSync(join(folder, 'servers'), { recursive: true });
    // The last line is what a killed process leaves.
    writeFileSync(join(folder, 'servers', 'logbook.jsonl'), `${entries.map((entry) => JSON.stringify(entry)).join('\n')}\n{"at":"2026-11-04`);
  });

  test('models log prints what failed, the remedy and the reason, a line each, oldest first', async () => {
    const lines = (await vouch('models', 'log')).result.trim().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/eyes +out-of-memory +shrink +as configured → --max-num-seqs 16; CUDA out of memory in two lines/);
    expect(lines[2]).toMatch(/words +hang +restart +The server of words hung\./);
    expect(lines[3]).toMatch(/eyes +reap +process 9 ended; its runtime/);
  });

  test('of one model, of the latest, and as JSON', async () => {
    expect(JSON.parse((await vouch('models', 'log', 'eyes', '--json')).result)).toEqual([entries[0], entries[2]]);
    expect(JSON.parse((await vouch('models', 'log', '--limit', '1', '--json')).result)).toEqual([entries[2]]);
    expect((await vouch('models', 'log', 'nobody')).result).toContain('Nothing has gone wrong');
  });
});

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Outcome } from '../../src/core/index.js';
import { serveFolder } from '../../examples/serve-folder.mjs';
import { startVouch, temporaryFolder } from './command-line.js';

const folder = temporaryFolder();

test('a notice on a web page is read, summed up in one sentence and spoken, and each step is proved', async () => {
  const page = await serveFolder(new URL('../../examples/notice/', import.meta.url));
  try {
    const task = `Open ${page.url}, read the notice on it, sum it up in one sentence and say the sentence aloud.`;
    const { exitCode, result, talk } = await startVouch(['run', task, '--json', '--out', join(folder, 'out'), '--data', join(folder, 'data')]).ended;
    expect([0, 3]).toContain(exitCode);
    const outcome = JSON.parse(result) as Outcome;
    expect(outcome.status).toBe('completed');
    expect(outcome.steps.every(({ status }) => status === 'completed')).toBe(true);
    const bytesOf = (modality: string): Buffer => readFileSync(outcome.artifacts.find((artifact) => artifact.modality === modality)?.path ?? '');
    expect(bytesOf('image').subarray(1, 4).toString()).toBe('PNG');
    expect(bytesOf('audio').subarray(0, 4).toString()).toBe('RIFF');
    // The speech was heard again and says its text.
    expect(outcome.verdicts.filter(({ oracle }) => oracle === 'speech_round_trip').at(-1)?.status).toBe('pass');
    expect(talk).toContain('✓ pass speech_round_trip');
    const report = await startVouch(['report', outcome.runId, '--out', join(folder, 'report.html'), '--data', join(folder, 'data')]).ended;
    expect(basename(report.result.trim())).toBe('report.html');
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('data:audio/');
  } finally {
    page.close();
  }
}, 600_000);

import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Outcome } from '../../src/core/index.js';
import { startVouch, temporaryFolder } from './command-line.js';

const MEDIA = fileURLToPath(new URL('../../../shared/media/', import.meta.url));
const withMedia = existsSync(MEDIA) || process.env['CI'] === 'true' ? test : test.skip;
const folder = temporaryFolder();

withMedia('a photo is made 300 px wide and black and white, and both are proved', async () => {
  const { exitCode, result } = await startVouch(['run', 'make it 300 px wide and black and white', '--file', join(MEDIA, 'dog.jpg'), '--json', '--out', join(folder, 'out'), '--data', join(folder, 'data')]).ended;
  expect(exitCode).toBe(0);
  const outcome = JSON.parse(result) as Outcome;
  expect(outcome.status).toBe('completed');
  const passed = outcome.verdicts.filter(({ status }) => status === 'pass').map(({ oracle }) => oracle);
  expect(passed).toEqual(expect.arrayContaining(['resized_as_asked', 'recoloured_as_asked']));
  const { width, height, format } = await sharp(outcome.artifacts.at(-1)?.path).metadata();
  expect({ width, height, format }).toEqual({ width: 300, height: 225, format: 'jpeg' });
  const { channels } = await sharp(outcome.artifacts.at(-1)?.path).stats();
  expect(new Set(channels.map(({ mean }) => Math.round(mean))).size).toBe(1);
}, 600_000);

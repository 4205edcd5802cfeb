import { expect, test } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import { videoTools } from '../../src/agents/video/index.js';
import type { ArtifactHandle, FindingInput, MediaFile, ModelClient, ToolContext } from '../../src/core/index.js';
import { changedVideoOracles } from '../../src/oracles/changed-video.js';
import { makeClip } from '../support/make-media.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { oracleNamed } from './check.js';

const at = temporaryFolder();
const signal = new AbortController().signal;
const models = { has: () => false } as unknown as ModelClient;
const handle = (path: string): ArtifactHandle => ({ id: '0'.repeat(64), modality: 'video', mime: 'video/mp4', bytes: 1, metadata: {}, path });
let folders = 0;

async function made(name: string, source: string, told: Record<string, unknown>): Promise<string> {
  folders += 1;
  const scratch = at(`scratch-${folders}`);
  await mkdir(scratch);
  const tool = videoTools.find(({ spec }) => spec.name === name)!;
  const context: ToolContext = { runId: 'r', step: 's', attempt: 1, idempotencyKey: 'r/s/1', signal, models, scratch, goal: '', critique: undefined, previous: undefined, allowedFolders: [], progress: () => undefined };
  return ((await tool.execute(tool.input.parse({ video: handle(source), ...told }), context))['video'] as MediaFile).path;
}

async function judged(name: string, source: string, path: string, told: Record<string, unknown>): Promise<FindingInput> {
  folders += 1;
  const scratch = at(`oracle-${folders}`);
  await mkdir(scratch);
  const tool = videoTools.find(({ spec }) => spec.name === name)!;
  const { oracle } = tool.spec.criteria.find((criterion) => criterion.oracle.endsWith('_as_asked'))!;
  const parameters = Object.fromEntries(Object.entries(tool.input.parse({ video: handle(source), ...told })).filter(([port]) => port !== 'video'));
  return oracleNamed(changedVideoOracles, oracle).check({ port: 'video', modality: 'video', value: handle(path), tool: name, inputs: [{ port: 'video', modality: 'video', value: handle(source) }], outputs: [], parameters, goal: '' }, {}, { signal, models, scratch });
}

test.each([
  ['cut_video', { startMs: 500, endMs: 2000 }, { startMs: 500, endMs: 2000 }, 'pass', /1\.50 s of 3/],
  ['cut_video', { startMs: 500, endMs: 2000 }, { startMs: 500, endMs: 2700 }, 'fail', /lasts 2\.20 s and not 1\.50 s/],
  ['cut_video', { startMs: 500, endMs: 1500 }, { startMs: 1800, endMs: 2800 }, 'fail', /something else than the video/],
  ['convert_video', { format: 'webm', maximumWidth: 101 }, { format: 'webm', maximumWidth: 101 }, 'pass', /video\/webm, 100×/],
  ['convert_video', { format: 'mkv' }, { format: 'mkv' }, 'pass', /matroska/],
  ['convert_video', { format: 'mkv' }, { format: 'mp4' }, 'fail', /video\/mp4 and not mkv/],
  ['convert_video', { maximumWidth: 80 }, { maximumWidth: 120 }, 'fail', /120 px wide and not 80 px/],
  ['turn_video', { degrees: 90 }, { degrees: 90 }, 'pass', /120×160/],
  ['turn_video', { degrees: 180, mirror: 'left-right' }, { mirror: 'top-bottom' }, 'pass', /160×120/],
  ['turn_video', { degrees: 90 }, { degrees: 270 }, 'fail', /not the video turned by 90 degrees/],
])('%s told %j whose result is that of %j: %s', async (name, told, done, status, said) => {
  const source = await makeClip(at('source.mp4'), 3);
  const finding = await judged(name, source, await made(name, source, done), told);
  expect(finding).toMatchObject({ status });
  expect(finding.critique ?? finding.evidence?.[0]?.message).toMatch(said);
});

test('a clip that lost its sound is rejected', async () => {
  const source = await makeClip(at('heard.mp4'), 2);
  expect(await judged('convert_video', source, await makeClip(at('mute.mp4'), 2, { sound: false }), { format: 'mp4' })).toMatchObject({ status: 'fail', critique: expect.stringContaining('sound is missing') as unknown });
});

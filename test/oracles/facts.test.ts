import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { audioFacts } from '../../src/agents/audio/facts.js';
import { videoFactsTool } from '../../src/agents/video/facts.js';
import type { FindingInput, Tool } from '../../src/core/index.js';
import { factsOracles } from '../../src/oracles/facts.js';
import { makeClip, makeMedia } from '../support/make-media.js';
import { noModels } from '../support/no-models.js';
import { oracleNamed } from './check.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facts-oracles-'));
});
afterAll(() => rm(folder, { recursive: true }));

const signal = new AbortController().signal;
const handle = (path: string, modality: string) => ({ id: 'a'.repeat(64), modality, mime: '', bytes: 1, metadata: {}, path });

/** Measures a file with a tool, changes the facts, and has the oracle hold them against the file. */
async function held(tool: Tool, oracle: string, path: string, changed: object): Promise<FindingInput> {
  const modality = tool.spec.inputs[0]?.name ?? '';
  const context = { runId: '', step: '', attempt: 1, idempotencyKey: 'run/step/1', signal, models: noModels, scratch: folder, goal: '', critique: undefined, previous: undefined, allowedFolders: [], progress: () => undefined };
  const { facts } = await tool.execute({ [modality]: handle(path, modality) }, context);
  const subject = { port: 'facts', modality: 'json', value: { ...(facts as object), ...changed }, tool: tool.spec.name, inputs: [{ port: modality, modality, value: handle(path, modality) }], outputs: [], goal: '' };
  const asked = oracleNamed(factsOracles, oracle);
  return asked.check(subject, asked.params.parse({}), { signal, models: noModels, scratch: folder });
}

test.each([[{}, 'pass'], [{ durationMs: 4000 }, 'fail'], [{ sampleRate: 8000 }, 'fail'], [{ channels: 2 }, 'fail'], [{ peakDb: -40 }, 'fail'], [{ silentShare: 0.9 }, 'fail']])('facts of a recording with %j: %s', async (changed, status) => {
  const tone = await makeMedia(join(folder, 'tone.wav'), ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=2:sample_rate=16000']);
  expect((await held(audioFacts, 'audio_facts_hold', tone, changed)).status).toBe(status);
});

test.each([[{}, 'pass'], [{ durationMs: 9000 }, 'fail'], [{ width: 80 }, 'fail'], [{ frameRate: 25 }, 'fail'], [{ hasAudio: false }, 'fail']])('facts of a video with %j: %s', async (changed, status) => {
  const clip = await makeClip(join(folder, 'clip.mp4'), 2);
  expect((await held(videoFactsTool, 'video_facts_hold', clip, changed)).status).toBe(status);
});

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { applyEvent, emptyRunState, parseEvent, type Artifact, type NewEvent, type RunState, type VouchEvent } from '../../src/core/index.js';

export interface SampleRun {
  readonly events: VouchEvent[];
  readonly state: RunState;
  readonly picture: Artifact;
  pathOf(id: string): string;
}

/** The events of a run with a rejected attempt, a failed and a blocked step; `hostile` is the goal and part of every text. */
export async function sampleRun(folder: string, hostile = 'Describe the picture and say it.'): Promise<SampleRun> {
  const paths = new Map<string, string>();
  const keep = (bytes: Buffer, about: Omit<Artifact, 'id' | 'bytes'>): Artifact => {
    const id = createHash('sha256').update(bytes).digest('hex');
    paths.set(id, join(folder, id));
    writeFileSync(join(folder, id), bytes);
    return { id, bytes: bytes.length, ...about };
  };
  const red = await sharp({ create: { width: 320, height: 200, channels: 3, background: '#e0d8c8' } }).png().toBuffer();
  const picture = keep(red, { modality: 'image', mime: 'image/png', name: 'photo.png', metadata: { width: 320, height: 200 } });
  const first = keep(Buffer.from(`two dogs ${hostile}`), { modality: 'text', mime: 'text/plain', metadata: {} });
  const second = keep(Buffer.from(`one dog ${hostile}`), { modality: 'text', mime: 'text/plain', metadata: {} });
  const criterion = (oracle: string) => ({ oracle, params: { limit: 1 }, origin: 'tool' as const });
  const events: VouchEvent[] = [];
  const add = (event: NewEvent): void => {
    const read = parseEvent({ v: 1, runId: 'run-1', seq: events.length + 1, ts: 1_760_000_000_000 + events.length * 250, ...event });
    if (read) events.push(read);
  };
  add({ type: 'run.started', data: { goal: hostile, givens: [{ name: 'photo.png', modality: 'image', mime: 'image/png', artifact: picture.id }], artifacts: [picture], budget: { wallMs: 60_000, tokens: 1000, attempts: 3, items: 200, artifactBytes: 1e9 }, verify: true, pid: 1 } });
  add({ type: 'plan.step', data: { step: 'describe', tool: 'describe_image' } });
  add({
    type: 'plan.accepted',
    data: {
      plan: {
        version: 1, goal: hostile, deliverables: ['say.audio'],
        steps: [
          { id: 'describe', tool: 'describe_image', inputs: { image: { given: 'photo.png' } }, criteria: [criterion('image_contains')] },
          { id: 'say', tool: 'speak', inputs: { text: { ref: 'describe.text' }, speed: { value: 1.2 } }, criteria: [] },
          { id: 'cut', tool: 'cut_audio', inputs: { audio: { ref: 'say.audio' } }, criteria: [] },
        ],
      },
      origin: 'planner', ms: 900, notes: [hostile],
    },
  });
  for (const [attempt, text, status] of [[1, first, 'fail'], [2, second, 'pass']] as const) {
    add({ type: 'attempt.started', data: { step: 'describe', attempt, tool: 'describe_image', rung: attempt === 1 ? null : 'retry', parameters: {}, models: {} } });
    add({ type: 'attempt.progress', data: { step: 'describe', attempt, fraction: 0.5, note: hostile } });
    add({ type: 'artifact.created', data: { artifact: text, provenance: { runId: 'run-1', step: 'describe', attempt, port: 'text', tool: 'describe_image', models: ['small'], parameters: { voice: hostile }, inputs: [picture.id] } } });
    add({ type: 'verdict.given', data: { step: 'describe', attempt, criterion: criterion('image_contains'), oracle: 'image_contains', kind: 'model', status, measured: status === 'pass' ? 1 : 2, expected: 1, evidence: [{ message: `one dog is seen ${hostile}`, artifact: picture.id, box: { x: 40, y: 50, width: 120, height: 90 } }], critique: status === 'pass' ? null : `Say one dog. ${hostile}`, ms: 12 } });
    add({ type: 'attempt.ended', data: { step: 'describe', attempt, status: status === 'pass' ? 'passed' : 'rejected', ms: 400, outputs: { text: text.id }, models: ['small'], reused: false } });
    if (status === 'fail') add({ type: 'ladder.climbed', data: { step: 'describe', rung: 'retry', name: 'retry', critique: `Say one dog. ${hostile}` } });
  }
  add({ type: 'step.completed', data: { step: 'describe', attempt: 2, ms: 800 } });
  add({ type: 'notice', data: { message: `A smaller model was used. ${hostile}` } });
  add({ type: 'attempt.started', data: { step: 'say', attempt: 1, tool: 'speak', rung: null, parameters: {}, models: {} } });
  const error = { code: 'MODEL_MISSING', message: `No voice. ${hostile}`, retryable: false };
  add({ type: 'attempt.ended', data: { step: 'say', attempt: 1, status: 'error', ms: 5, outputs: {}, models: [], reused: false, error } });
  add({ type: 'step.failed', data: { step: 'say', error, ms: 5 } });
  add({ type: 'step.blocked', data: { step: 'cut', by: 'say' } });
  add({ type: 'run.failed', data: { answer: `one dog ${hostile}`, unproved: [`nothing was spoken ${hostile}`], usage: { llmTokens: 120, ms: 3200, peakBytes: 1_200_000_000 }, error } });
  const state = events.reduce(applyEvent, emptyRunState('run-1'));
  return {
    events, state, picture,
    pathOf: (id) => {
      const path = paths.get(id);
      if (path === undefined) throw new Error(`no artifact ${id}`);
      return path;
    },
  };
}

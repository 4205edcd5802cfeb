import { z } from 'zod';
import type { ArtifactHandle, FindingInput } from '../core/index.js';
import { defineOracle } from '../core/index.js';
import { frameDifference, grayFrames, inSeconds, type GrayFrame, type Span } from '../tools/media/index.js';

/** Steps a second that are looked at. */
const RATE = 4;
/** A frame is black when 98% of its pixels are darker than this; video black is 16 of 255. */
const BLACK_LEVEL = 32;
const BLACK_PIXELS = 0.98;
/** Less mean change than this between two steps is none: sensor noise alone makes more. */
const FROZEN_CHANGE = 0.0008;
/** Stillness shorter than this is part of any film, ms. */
const SHORTEST_FREEZE_MS = 1500;

interface Stillness {
  readonly totalMs: number;
  readonly black: readonly Span[];
  readonly frozen: readonly Span[];
}

async function measure(path: string, signal: AbortSignal): Promise<Stillness> {
  const stepMs = 1000 / RATE;
  const black: Span[] = [];
  const frozen: Span[] = [];
  let previous: GrayFrame | undefined;
  let totalMs = 0;
  for await (const frame of grayFrames(path, { rate: RATE, signal })) {
    if (isBlack(frame)) extend(black, frame.timeMs, stepMs);
    if (previous && frameDifference(previous, frame) < FROZEN_CHANGE) extend(frozen, previous.timeMs, 2 * stepMs);
    previous = frame;
    totalMs = frame.timeMs + stepMs;
  }
  return { totalMs, black, frozen: frozen.filter(({ startMs, endMs }) => endMs - startMs >= SHORTEST_FREEZE_MS) };
}

function isBlack({ pixels }: GrayFrame): boolean {
  return pixels.reduce((dark, value) => dark + (value < BLACK_LEVEL ? 1 : 0), 0) >= BLACK_PIXELS * pixels.length;
}

/** Adds a stretch to the last one when they touch. */
function extend(spans: Span[], startMs: number, lengthMs: number): void {
  const last = spans.at(-1);
  if (last && startMs <= last.endMs + 1) spans[spans.length - 1] = { startMs: last.startMs, endMs: startMs + lengthMs };
  else spans.push({ startMs, endMs: startMs + lengthMs });
}

function judge(video: ArtifactHandle, spans: readonly Span[], totalMs: number, maximumShare: number, what: string): FindingInput {
  if (totalMs === 0) return { status: 'fail', measured: 0, expected: `at most ${maximumShare} ${what}`, critique: 'No frame of the video decodes. Make it again.' };
  const share = Math.min(1, spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) / totalMs);
  const evidence = spans.slice(0, 20).map(({ startMs, endMs }) => ({ message: `${what} from ${inSeconds(startMs)} to ${inSeconds(endMs)}`, artifact: video.id, startMs, endMs }));
  const rounded = Math.round(share * 1000) / 1000;
  if (share <= maximumShare) return { status: 'pass', measured: rounded, expected: maximumShare, evidence };
  return { status: 'fail', measured: rounded, expected: maximumShare, evidence, critique: `${Math.round(share * 100)}% of the video is ${what}; at most ${Math.round(maximumShare * 100)}% may be. Make it again from moving, visible pictures.` };
}

export const notBlack = defineOracle({
  name: 'not_black',
  description: 'At most the given share of the video is black.',
  kind: 'deterministic',
  modalities: ['video'],
  params: z.object({ maxBlackShare: z.number().min(0).max(1).default(0.1) }),
  async check(subject, { maxBlackShare }, { signal }) {
    const video = subject.value as ArtifactHandle;
    const { black, totalMs } = await measure(video.path, signal);
    return judge(video, black, totalMs, maxBlackShare, 'black');
  },
});

export const notFrozen = defineOracle({
  name: 'not_frozen',
  description: 'At most the given share of the video stands still.',
  kind: 'deterministic',
  modalities: ['video'],
  params: z.object({ maxFrozenShare: z.number().min(0).max(1).default(0.3) }),
  async check(subject, { maxFrozenShare }, { signal }) {
    const video = subject.value as ArtifactHandle;
    const { frozen, totalMs } = await measure(video.path, signal);
    return judge(video, frozen, totalMs, maxFrozenShare, 'frozen');
  },
});

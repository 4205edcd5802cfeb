import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ToolContext } from '../../core/index.js';
import { throwIfAborted } from '../../core/index.js';
import type { ObjectTimeline, SpokenSegment, TimedEvent, VideoObservations } from '../../tools/captions/index.js';
import { extractFrames, findSilences, type MediaFacts } from '../../tools/media/index.js';
import { listenTo, spokenSegments } from '../../tools/speech/index.js';
import { chooseTimes, measureActivity, type Activity } from './activity.js';
import { readShot } from './timeline.js';
import { WEAKEST_SCORE, type FrameDetections } from './tracking.js';

/** Frames that are looked at: one a second, between these bounds, so that the time for a video of any length is bounded. */
const FRAMES_A_SECOND = 1;
const FEWEST_FRAMES = 6;
const MOST_FRAMES = 90;
/** Frames that are read for text; text stays in view for a while, and reading is the slowest part. */
const MOST_READ_FRAMES = 4;
const SURE_TEXT = 0.8;
/** Time for looking at all frames, ms. A busy machine looks at fewer of them and says so. */
const LOOKING_MS = 60_000;
/** Frames after which the time of one is known. */
const TIMED_FRAMES = 3;
/** px; detectors work on less. */
const FRAME_WIDTH = 960;

export interface Observed {
  readonly observations: Omit<VideoObservations, 'wordedBy'>;
  readonly events: readonly TimedEvent[];
}

/** Looks at a video with detection, OCR and speech recognition, as far as they are there, and says what is where and when. */
export async function observeVideo(path: string, facts: MediaFacts, context: ToolContext): Promise<Observed> {
  const durationMs = facts.durationMs ?? 0;
  const notes: string[] = [];
  context.progress(0, 'measuring change');
  const activity = await measureActivity(path, durationMs, context.signal);
  const times = chooseTimes(activity, frameCountFor(durationMs));
  const frames = await detectFrames(path, times, context, notes);
  const speech = facts.hasAudio ? await listen(path, durationMs, context, notes) : [];
  const screenText = await readScreen(path, activity, durationMs, context, notes);
  const { objects, events } = joinShots(frames, activity.shotsMs, durationMs);
  return {
    observations: { durationMs, shotsMs: [...activity.shotsMs], hasAudio: facts.hasAudio, sampledMs: frames.map(({ timeMs }) => timeMs), objects, screenText, speech, notes },
    events: [...events, ...speech.map(speechEvent), ...screenText.map(textEvent)].sort((a, b) => a.startMs - b.startMs),
  };
}

function frameCountFor(durationMs: number): number {
  return Math.round(Math.min(MOST_FRAMES, Math.max(FEWEST_FRAMES, (durationMs / 1000) * FRAMES_A_SECOND)));
}

/** Frames are written, detected and removed one after the other: the disk never holds more than one. */
async function detectFrames(path: string, times: readonly number[], context: ToolContext, notes: string[]): Promise<FrameDetections[]> {
  const folder = join(context.scratch, 'frames');
  await mkdir(folder, { recursive: true });
  const frames: FrameDetections[] = [];
  const startedMs = performance.now();
  let left = [...times];
  for (let timeMs = left.shift(); timeMs !== undefined; timeMs = left.shift()) {
    throwIfAborted(context.signal);
    const [file] = await extractFrames(path, [timeMs], folder, { signal: context.signal, maximumWidth: FRAME_WIDTH });
    if (!file) continue;
    const { width, height, detections } = await context.models.detect({ path: file.path, minScore: WEAKEST_SCORE }, { signal: context.signal });
    frames.push({ timeMs, width, height, detections });
    await rm(file.path);
    const spentMs = performance.now() - startedMs;
    const affordable = Math.max(FEWEST_FRAMES, Math.floor((LOOKING_MS - spentMs) / (spentMs / frames.length)));
    if (frames.length >= TIMED_FRAMES && left.length > affordable) left = thinned(left, affordable);
    context.progress((0.8 * frames.length) / (frames.length + left.length), `looking at ${(timeMs / 1000).toFixed(1)} s`);
  }
  if (frames.length < times.length) notes.push(`Detection was slow: ${frames.length} of ${times.length} frames were looked at, so short appearances may be missed.`);
  return frames;
}

/** So many of the times, evenly, the last one kept. */
function thinned(times: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, index) => times[Math.round(((index + 1) * times.length) / count) - 1] ?? 0);
}

function joinShots(frames: readonly FrameDetections[], shotsMs: readonly number[], durationMs: number): { objects: ObjectTimeline[]; events: TimedEvent[] } {
  const shots = shotsMs.map((startMs, index) => {
    const endMs = shotsMs[index + 1] ?? durationMs;
    return { startMs, endMs, ...readShot(frames.filter(({ timeMs }) => timeMs >= startMs && (timeMs < endMs || index === shotsMs.length - 1)), startMs, endMs) };
  });
  const labels = [...new Set(shots.flatMap(({ objects }) => objects.map(({ label }) => label)))];
  const objects = labels.map((label): ObjectTimeline => {
    const spans = shots.flatMap((shot) => shot.objects.find((object) => object.label === label)?.spans ?? [{ startMs: shot.startMs, endMs: shot.endMs, count: 0 }]);
    return { label, maximum: Math.max(...spans.map(({ count }) => count)), spans };
  });
  const events = shots.flatMap((shot, index) =>
    shot.events.map((event): TimedEvent => (index > 0 && event.kind === 'state' ? { ...event, kind: 'cut', text: `The picture cuts: ${event.text.charAt(0).toLowerCase()}${event.text.slice(1)}` } : event)),
  );
  return { objects: objects.sort((a, b) => b.maximum - a.maximum), events: events.map((event) => ({ ...event, text: `${event.text.charAt(0).toUpperCase()}${event.text.slice(1)}` })) };
}

async function listen(path: string, durationMs: number, context: ToolContext, notes: string[]): Promise<SpokenSegment[]> {
  const silences = await findSilences(path, { signal: context.signal, durationMs });
  if (silences.some(({ startMs, endMs }) => endMs - startMs > 0.98 * durationMs)) return [];
  if (!context.models.has('transcribe')) {
    notes.push('There is sound, but no model for speech recognition is installed: what is said is unknown.');
    return [];
  }
  const reply = await listenTo(context.models, { path, durationMs, scratch: context.scratch, signal: context.signal, extract: true });
  return spokenSegments(reply).map(({ startMs, endMs, text }) => ({ startMs, endMs: Math.min(endMs, Math.max(durationMs, startMs)), text: text.trim() }));
}

/** Reads calm frames spread over the shots; a line counts once, at the first frame that shows it. */
async function readScreen(path: string, activity: Activity, durationMs: number, context: ToolContext, notes: string[]): Promise<{ text: string; timeMs: number }[]> {
  if (!context.models.has('ocr')) {
    notes.push('No model for reading text is installed: writing in the picture is unknown.');
    return [];
  }
  const found = new Map<string, { text: string; timeMs: number }>();
  const times = chooseTimes({ ...activity, shotsMs: [0] }, Math.min(MOST_READ_FRAMES, Math.max(1, Math.round(durationMs / 2000))));
  for (const file of await extractFrames(path, times, context.scratch, { signal: context.signal, maximumWidth: 1280 })) {
    const { lines } = await context.models.ocr({ path: file.path }, { signal: context.signal });
    for (const { text, confidence } of lines) {
      const key = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
      if (confidence >= SURE_TEXT && key.length >= 3 && !found.has(key)) found.set(key, { text: text.trim(), timeMs: file.timeMs });
    }
    await rm(file.path);
  }
  return [...found.values()];
}

function speechEvent({ startMs, endMs, text }: SpokenSegment): TimedEvent {
  return { startMs, endMs, kind: 'speech', text: `Somebody says: "${text}"`, objects: [] };
}

function textEvent({ text, timeMs }: { text: string; timeMs: number }): TimedEvent {
  return { startMs: timeMs, endMs: timeMs, kind: 'text', text: `The picture shows the text "${text}".`, objects: [] };
}

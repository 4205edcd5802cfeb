import { countOf, type CountSpan, type ObjectTimeline, type TimedEvent } from '../../tools/captions/index.js';
import { centre, trackObjects, type FrameDetections, type Track } from './tracking.js';

/** A count that lasts for fewer frames than this between two equal or longer ones is noise. */
const SHORTEST_FRAMES = 2;

/** What one shot shows: how many of what, when, and what changed. */
export interface ShotTimeline {
  readonly objects: readonly ObjectTimeline[];
  readonly events: readonly TimedEvent[];
}

/** Reads the frames of one shot, which lasts from `startMs` to `endMs`. */
export function readShot(frames: readonly FrameDetections[], startMs: number, endMs: number): ShotTimeline {
  const tracks = trackObjects(frames);
  const labels = [...new Set(tracks.map(({ label }) => label))];
  const perLabel = labels.map((label) => ({ label, own: tracks.filter((track) => track.label === label) }));
  const counts = perLabel.map(({ label, own }) => ({ label, own, counts: smooth(frames.map((_, index) => own.filter((track) => index >= track.first && index <= track.last).length)) }));
  const shown = counts.filter((entry) => Math.max(...entry.counts) > 0);
  const objects = shown.map((entry) => ({ label: entry.label, maximum: Math.max(...entry.counts), spans: spansOf(entry.counts, frames, startMs, endMs) }));
  const changes = shown.flatMap((entry) => changesOf(entry.label, entry.counts, entry.own, frames)).sort((a, b) => a.startMs - b.startMs);
  return { objects, events: [opening(shown, frames, startMs), ...changes] };
}

/** Replaces stretches that are too short to be trusted by the count before them (at the start: after them). */
export function smooth(counts: readonly number[]): number[] {
  const runs = runsOf(counts);
  const last = runs.length - 1;
  const kept = runs.map((run, index) => {
    // The last frames of a shot may show a change that has only just begun, but one frame is no proof.
    const short = run.length < SHORTEST_FRAMES && counts.length > SHORTEST_FRAMES;
    return short ? { ...run, count: (index === 0 ? runs[Math.min(1, last)] : runs[index - 1])?.count ?? run.count } : run;
  });
  return kept.flatMap((run) => Array.from({ length: run.length }, () => run.count));
}

function runsOf(counts: readonly number[]): { count: number; length: number }[] {
  const runs: { count: number; length: number }[] = [];
  for (const count of counts) {
    const current = runs.at(-1);
    if (current?.count === count) current.length += 1;
    else runs.push({ count, length: 1 });
  }
  return runs;
}

function spansOf(counts: readonly number[], frames: readonly FrameDetections[], startMs: number, endMs: number): CountSpan[] {
  let index = 0;
  return runsOf(counts).map((run, position, runs) => {
    const from = position === 0 ? startMs : middle(frames, index);
    index += run.length;
    const to = position === runs.length - 1 ? endMs : middle(frames, index);
    return { startMs: from, endMs: to, count: run.count };
  });
}

/** Half way between a frame and the one before. */
function middle(frames: readonly FrameDetections[], index: number): number {
  return Math.round(((frames[index - 1]?.timeMs ?? 0) + (frames[index]?.timeMs ?? 0)) / 2);
}

function opening(shown: readonly { label: string; counts: readonly number[] }[], frames: readonly FrameDetections[], startMs: number): TimedEvent {
  const objects = shown.map(({ label, counts }) => ({ label, count: counts[0] ?? 0 })).filter(({ count }) => count > 0);
  const text = objects.length === 0 ? 'No object that the detector knows is in view' : `${listOf(objects.map(({ label, count }) => countOf(count, label)))} ${objects.length === 1 && objects[0]?.count === 1 ? 'is' : 'are'} in view`;
  return { startMs, endMs: Math.max(startMs, frames[0]?.timeMs ?? startMs), kind: 'state', text: `${text}.`, objects };
}

function changesOf(label: string, counts: readonly number[], tracks: readonly Track[], frames: readonly FrameDetections[]): TimedEvent[] {
  return [...counts.keys()].slice(1).flatMap((index): TimedEvent[] => {
    const before = counts[index - 1] ?? 0;
    const after = counts[index] ?? 0;
    if (before === after) return [];
    const places = placesOf(after > before ? tracks.filter(({ first }) => Math.abs(first - index) <= 1) : tracks.filter(({ last }) => Math.abs(last + 1 - index) <= 1), after > before, frames);
    const change = Math.abs(after - before);
    const what = `${countOf(change, label)} ${after > before ? (change === 1 ? 'appears' : 'appear') : change === 1 ? 'leaves' : 'leave'}${places.length > 0 && places.length <= change ? ` ${listOf(places)}` : ''}`;
    const left = after === 0 ? `no ${label} is left` : `${countOf(after, label)} ${after === 1 ? 'is' : 'are'} ${after > before ? 'now' : 'still'} in view`;
    const only = after > before && before === 0;
    return [{ startMs: frames[index - 1]?.timeMs ?? 0, endMs: frames[index]?.timeMs ?? 0, kind: after > before ? 'appears' : 'leaves', text: only ? `${what}.` : `${what}; ${left}.`, objects: [{ label, count: after }] }];
  });
}

function placesOf(tracks: readonly Track[], appearing: boolean, frames: readonly FrameDetections[]): string[] {
  const places = tracks.map((track) => {
    // Where it stood, not where a hand just carries it: a little after it came or before it went.
    const order = [...track.seen.keys()].sort((a, b) => a - b);
    const index = appearing ? (order[1] ?? order[0] ?? 0) : (order.at(-2) ?? order.at(-1) ?? 0);
    const detection = track.seen.get(index);
    const frame = frames[index];
    if (!detection || !frame) return 'somewhere';
    const share = centre(detection.box).x / frame.width;
    return share < 1 / 3 ? 'on the left' : share > 2 / 3 ? 'on the right' : 'in the middle';
  });
  return [...new Set(places)];
}

function listOf(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

import type { Box, Detection } from '../../core/index.js';

/** What the detector saw in one frame. */
export interface FrameDetections {
  readonly timeMs: number;
  readonly width: number;
  readonly height: number;
  readonly detections: readonly Detection[];
}

/** One thing followed over the sampled frames of a shot. `first` and `last` are frame indices. */
export interface Track {
  readonly label: string;
  readonly first: number;
  readonly last: number;
  /** Frame index → what was seen there. */
  readonly seen: ReadonlyMap<number, Detection>;
}

/** Frames that a track may miss (something is in front, the detector fails) and still go on. */
const LONGEST_GAP = 2;
/** Detections weaker than this are not looked at. */
export const WEAKEST_SCORE = 0.25;
/** A track counts when its best sighting, or the mean of several, is at least this sure. */
const SURE_ONCE = 0.4;
const SURE_ON_AVERAGE = 0.3;
const SIGHTINGS = 3;
/** Boxes of two labels that cover each other this much are one thing under two names. */
const SAME_THING = 0.7;

/**
 * Follows the things in a row of frames: each detection joins the nearest track of its label, by overlap or by distance
 * against size, best pairs first. Tracks that stay weak or that show in one frame only are noise and left out.
 */
export function trackObjects(frames: readonly FrameDetections[]): Track[] {
  const open: { label: string; seen: Map<number, Detection>; last: number }[] = [];
  for (const [index, frame] of frames.entries()) {
    const found = withoutDoubles(frame.detections.filter(({ score }) => score >= WEAKEST_SCORE));
    const live = open.filter((track) => index - track.last <= LONGEST_GAP + 1);
    const pairs = live
      .flatMap((track) => found.map((detection) => ({ track, detection, fit: track.label === detection.label ? fitOf(lastOf(track).box, detection.box) : 0 })))
      .filter(({ fit }) => fit > 0)
      .sort((a, b) => b.fit - a.fit);
    const taken = new Set<unknown>();
    for (const { track, detection } of pairs) {
      if (taken.has(track) || taken.has(detection)) continue;
      taken.add(track).add(detection);
      track.seen.set(index, detection);
      track.last = index;
    }
    for (const detection of found) if (!taken.has(detection)) open.push({ label: detection.label, seen: new Map([[index, detection]]), last: index });
  }
  return open.map(({ label, seen, last }) => ({ label, seen, first: Math.min(...seen.keys()), last })).filter((track) => isReal(track, frames.length));
}

function lastOf(track: { seen: Map<number, Detection>; last: number }): Detection {
  return track.seen.get(track.last) as Detection;
}

function isReal(track: Track, frameCount: number): boolean {
  const scores = [...track.seen.values()].map(({ score }) => score);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const sure = Math.max(...scores) >= SURE_ONCE || (scores.length >= SIGHTINGS && mean >= SURE_ON_AVERAGE);
  return sure && (scores.length >= 2 || frameCount < 3);
}

/** Of detections that cover each other, the surest. */
function withoutDoubles(detections: readonly Detection[]): Detection[] {
  const kept: Detection[] = [];
  for (const detection of [...detections].sort((a, b) => b.score - a.score)) {
    if (!kept.some((other) => overlap(other.box, detection.box) > SAME_THING)) kept.push(detection);
  }
  return kept;
}

/** 0 when two boxes cannot be the same thing; above 1 when they overlap. */
function fitOf(before: Box, after: Box): number {
  const shared = overlap(before, after);
  if (shared > 0.2) return 1 + shared;
  const size = Math.max(before.width, before.height, after.width, after.height);
  const distance = Math.hypot(centre(before).x - centre(after).x, centre(before).y - centre(after).y);
  const alike = Math.min(area(before), area(after)) / Math.max(area(before), area(after), 1) > 0.4;
  return alike && distance < 0.6 * size ? 1 - distance / size : 0;
}

/** Intersection over union, 0 to 1. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (area(a) + area(b) - width * height);
}

function area(box: Box): number {
  return box.width * box.height;
}

export function centre(box: Box): { x: number; y: number } {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

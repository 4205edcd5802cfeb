import type { Box, Detection } from '../../../core/index.js';

/** Boxes that overlap this much (intersection over union) show the same thing in both views. */
const SAME_THING = 0.5;
/** Of two boxes of one class, or of two classes, that overlap this much only the better one stays. */
const SAME_CLASS_OVERLAP = 0.45;
const OTHER_CLASS_OVERLAP = 0.7;
/** A box of the same class that lies this much inside a better one is a part of it, such as a wheel of a bicycle. */
const INSIDE = 0.85;

export function intersectionOverUnion(a: Box, b: Box): number {
  const common = intersection(a, b);
  return common === 0 ? 0 : common / (a.width * a.height + b.width * b.height - common);
}

function intersection(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width <= 0 || height <= 0 ? 0 : width * height;
}

/** The class and place of the same thing in the image and in its mirror image; its score is the mean, 0 where a view missed it. */
export function mergeViews(first: readonly Detection[], second: readonly Detection[]): Detection[] {
  const left = [...second];
  const merged = first.map((detection): Detection => {
    const twin = left.findIndex((other) => other.label === detection.label && intersectionOverUnion(other.box, detection.box) >= SAME_THING);
    const found = twin < 0 ? undefined : left.splice(twin, 1)[0];
    return { ...detection, score: (detection.score + (found?.score ?? 0)) / 2 };
  });
  return [...merged, ...left.map((detection) => ({ ...detection, score: detection.score / 2 }))].sort((a, b) => b.score - a.score);
}

/** Drops second boxes of the same thing. `detections` best first, and so is the result. */
export function dropDuplicates(detections: readonly Detection[]): Detection[] {
  const kept: Detection[] = [];
  for (const detection of detections) if (!kept.some((better) => isDuplicate(detection, better))) kept.push(detection);
  return kept;
}

function isDuplicate(detection: Detection, better: Detection): boolean {
  const overlap = intersectionOverUnion(detection.box, better.box);
  if (detection.label !== better.label) return overlap >= OTHER_CLASS_OVERLAP;
  return overlap >= SAME_CLASS_OVERLAP || intersection(detection.box, better.box) >= INSIDE * detection.box.width * detection.box.height;
}

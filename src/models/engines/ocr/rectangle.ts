import type { Box } from '../../../core/index.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle at any angle: `width` runs along (cos, sin) of `angle`, radians clockwise on the screen, -π/4 to 3π/4. */
export interface Rectangle {
  readonly centre: Point;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
}

/** Convex hull by Andrew's monotone chain (1979). `points` are sorted in place. */
export function convexHull(points: Point[]): Point[] {
  if (points.length < 3) return points;
  points.sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of ordered) {
      while (chain.length >= 2 && cross(chain[chain.length - 2] as Point, chain[chain.length - 1] as Point, point) <= 0) chain.pop();
      chain.push(point);
    }
    chain.pop();
    return chain;
  };
  return [...half(points), ...half(points.toReversed())];
}

function cross(origin: Point, a: Point, b: Point): number {
  return (a.x - origin.x) * (b.y - origin.y) - (a.y - origin.y) * (b.x - origin.x);
}

/**
 * The rectangle of least area around a hull: one of its sides lies on a side of the hull (Freeman and Shapira, 1975).
 * An upright rectangle is taken when it is hardly larger, so that ragged masks do not tilt level lines.
 */
export function smallestRectangle(hull: readonly Point[]): Rectangle {
  const upright = rectangleAt(hull, 0);
  let best = upright;
  for (let i = 0; i < hull.length; i += 1) {
    const [a, b] = [hull[i] as Point, hull[(i + 1) % hull.length] as Point];
    const candidate = rectangleAt(hull, Math.atan2(b.y - a.y, b.x - a.x));
    if (candidate.width * candidate.height < best.width * best.height) best = candidate;
  }
  return upright.width * upright.height <= 1.2 * best.width * best.height ? upright : best;
}

function rectangleAt(hull: readonly Point[], side: number): Rectangle {
  // A quarter turn swaps width and height, so every direction has a twin between -π/4 and π/4.
  const angle = side - Math.round(side / (Math.PI / 2)) * (Math.PI / 2);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of hull) {
    const along = x * cos + y * sin;
    const across = y * cos - x * sin;
    left = Math.min(left, along);
    right = Math.max(right, along);
    top = Math.min(top, across);
    bottom = Math.max(bottom, across);
  }
  const [along, across] = [(left + right) / 2, (top + bottom) / 2];
  return { centre: { x: along * cos - across * sin, y: along * sin + across * cos }, width: right - left, height: bottom - top, angle };
}

/** Grown by `distance` px to each side. */
export function grow(rectangle: Rectangle, distance: number): Rectangle {
  return { ...rectangle, width: rectangle.width + 2 * distance, height: rectangle.height + 2 * distance };
}

export function scaled(rectangle: Rectangle, x: number, y: number): Rectangle {
  const mean = (x + y) / 2;
  return {
    centre: { x: rectangle.centre.x * x, y: rectangle.centre.y * y },
    width: rectangle.width * (rectangle.angle === 0 ? x : mean),
    height: rectangle.height * (rectangle.angle === 0 ? y : mean),
    angle: rectangle.angle,
  };
}

/** The part of a rectangle between two distances along its width, px from its left end. */
export function slice(rectangle: Rectangle, from: number, to: number): Rectangle {
  const shift = (from + to) / 2 - rectangle.width / 2;
  return {
    ...rectangle,
    centre: { x: rectangle.centre.x + shift * Math.cos(rectangle.angle), y: rectangle.centre.y + shift * Math.sin(rectangle.angle) },
    width: Math.max(0, to - from),
  };
}

/** Seen from another side: the same area with its width along the turned direction. */
export function turned(rectangle: Rectangle, quarters: number): Rectangle {
  const swap = quarters % 2 !== 0;
  return {
    centre: rectangle.centre,
    width: swap ? rectangle.height : rectangle.width,
    height: swap ? rectangle.width : rectangle.height,
    angle: rectangle.angle + (quarters * Math.PI) / 2,
  };
}

/** Upright bounding box, px, rounded outwards and cut at the edges of an image. */
export function boundingBox(rectangle: Rectangle, imageWidth: number, imageHeight: number): Box {
  const [cos, sin] = [Math.abs(Math.cos(rectangle.angle)), Math.abs(Math.sin(rectangle.angle))];
  const halfWidth = (rectangle.width * cos + rectangle.height * sin) / 2;
  const halfHeight = (rectangle.width * sin + rectangle.height * cos) / 2;
  const clamp = (value: number, limit: number): number => Math.min(limit, Math.max(0, value));
  const x = Math.floor(clamp(rectangle.centre.x - halfWidth, imageWidth));
  const y = Math.floor(clamp(rectangle.centre.y - halfHeight, imageHeight));
  return {
    x,
    y,
    width: Math.ceil(clamp(rectangle.centre.x + halfWidth, imageWidth)) - x,
    height: Math.ceil(clamp(rectangle.centre.y + halfHeight, imageHeight)) - y,
  };
}

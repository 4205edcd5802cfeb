import type { Box } from '../../../core/index.js';
import type { Frame } from '../../../tools/browser/index.js';
import { around } from '../../../tools/ocr/index.js';
import { changedRegions, decodeFrame, type RgbaFrame } from '../../../tools/screen/index.js';
import { area, gapBetween, overlap } from '../ground/index.js';

/** What changed at one place during a wait, and in how many of its intervals. */
interface Motion {
  box: Box;
  hits: number;
}

interface Mover {
  readonly box: Box;
  /** Intervals in a row without motion. */
  idle: number;
}

/** Intervals after which an animation that shows no motion has stopped. */
const STOPPED = 2;
/** Share of a picture that an animation takes at most to be passed over: behind a larger one nothing would be seen of what an action did. */
const LARGEST = 0.25;
/** CSS px of a caret. */
const CARET = { width: 3, shortest: 8, tallest: 64 };
/** Channel values that differ by this little (0 to 255) look the same. */
const TOLERANCE = 3;

/**
 * Tells rest from animation among pictures that are taken one after the other. An animation is known by having outlasted a whole
 * wait, and passed over from then on until it stops; one that began with an action is waited for, since a page that is at work shows one.
 */
export class Stillness {
  private known: Mover[] = [];
  private motions: Motion[] = [];
  private intervals = 0;
  private url = '';
  private last: { readonly png: Buffer; readonly pixels: RgbaFrame } | undefined;

  /** Before the first picture of a wait. */
  begin(): void {
    this.motions = [];
    this.intervals = 0;
    this.last = undefined;
  }

  /** Whether nothing moved between two pictures but carets and animations that are known. */
  async isRest(before: Frame, after: Frame): Promise<boolean> {
    if (after.url !== this.url) this.known = [];
    this.url = after.url;
    this.intervals += 1;
    if (before.png.equals(after.png)) return this.settle([]);
    const [was, is] = [await this.pixelsOf(before), await this.pixelsOf(after)];
    const regions = changedRegions(was, is, { deviceScaleFactor: after.scale });
    const isStill = this.settle(regions);
    const fresh = regions.filter((region) => !this.known.some(({ box }) => holds(box, region)) && !isCaret(was, is, region, after.scale));
    for (const region of fresh) this.note(region);
    return isStill || fresh.length === 0;
  }

  /** After a wait without rest: what moved in most of it is an animation. */
  giveUp({ width, height, scale }: Frame): void {
    const whole = (width * height) / scale ** 2;
    for (const { box, hits } of this.motions) if (hits > this.intervals / 2 && area(box) <= LARGEST * whole) this.known.push({ box, idle: 0 });
  }

  /** Forgets animations that have stopped. True where nothing moved. */
  private settle(regions: readonly Box[]): boolean {
    for (const mover of this.known) mover.idle = regions.some((region) => holds(mover.box, region)) ? 0 : mover.idle + 1;
    this.known = this.known.filter(({ idle }) => idle < STOPPED);
    return regions.length === 0;
  }

  private note(region: Box): void {
    const motion = this.motions.find(({ box }) => gapBetween(box, region) === 0);
    if (!motion) this.motions.push({ box: region, hits: 1 });
    else Object.assign(motion, { box: around([motion.box, region]), hits: motion.hits + 1 });
  }

  private async pixelsOf({ png }: Frame): Promise<RgbaFrame> {
    if (this.last?.png !== png) this.last = { png, pixels: await decodeFrame(png) };
    return this.last.pixels;
  }
}

/** Within a box, to the tile by which pictures are compared. */
function holds(box: Box, region: Box): boolean {
  return overlap(box, region, 'x') >= region.width - 8 && overlap(box, region, 'y') >= region.height - 8 && gapBetween(box, region) === 0;
}

/** An upright stroke of the width of a caret came or went, and nothing around it. */
export function isCaret(was: RgbaFrame, is: RgbaFrame, region: Box, scale: number): boolean {
  if (was.width !== is.width || was.height !== is.height) return false;
  const [left, top, right, bottom] = [region.x, region.y, region.x + region.width, region.y + region.height].map((px) => Math.round(px * scale)) as [number, number, number, number];
  let [first, last, upper, lower] = [right, left, bottom, top];
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const [a, b] = [y * (was.stride ?? was.width * 4) + x * 4, y * (is.stride ?? is.width * 4) + x * 4];
      if ([0, 1, 2].every((channel) => Math.abs((was.data[a + channel] ?? 0) - (is.data[b + channel] ?? 0)) <= TOLERANCE)) continue;
      [first, last, upper, lower] = [Math.min(first, x), Math.max(last, x), Math.min(upper, y), Math.max(lower, y)];
    }
  }
  const [width, height] = [(last - first + 1) / scale, (lower - upper + 1) / scale];
  return width > 0 && width <= CARET.width && height >= CARET.shortest && height <= CARET.tallest;
}

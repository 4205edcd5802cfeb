import { hashDistance, perceptualHash, type RgbaFrame } from '../../../tools/screen/index.js';
import type { Action } from '../action.js';

/** The same action on the same picture so often is a circle. */
const SAME = 3;
/** Bits of the hash: a clock, a caret or an animation changes no more of a picture. */
const SAME_PICTURE = 3;

interface Entry {
  readonly picture: bigint;
  readonly action: string;
  readonly moved: boolean;
}

/** Notices when an agent does again what it did: A-A-A without an effect, and A-B-A-B-A. */
export class LoopWatch {
  private readonly past: Entry[] = [];

  /** `picture` is the one before the action, `moved` whether the action changed something on it. */
  note(picture: RgbaFrame, action: Action, moved: boolean): void {
    // Waiting is done again on purpose, until something shows; a search that scrolls to an end comes by the same places.
    if (action.type !== 'wait' && action.type !== 'scroll') this.past.push({ picture: perceptualHash(picture), action: JSON.stringify(action), moved });
  }

  isCircling(): boolean {
    const recent = this.past.slice(-SAME);
    // A counter or a list that goes on by one press is hardly another picture, so that what changes must not count as standing still.
    if (recent.length === SAME && recent.every((entry) => !entry.moved && isSame(entry, recent[0]))) return true;
    const [e, d, c, b, a] = this.past.slice(-5).toReversed();
    return a !== undefined && isSame(a, c) && isSame(c, e) && isSame(b, d) && a.action !== b?.action;
  }
}

function isSame(a: Entry | undefined, b: Entry | undefined): boolean {
  return a !== undefined && b !== undefined && a.action === b.action && hashDistance(a.picture, b.picture) <= SAME_PICTURE;
}

import { createHash } from 'node:crypto';
import type { RgbaFrame } from '../../../tools/screen/index.js';
import type { Action } from '../action.js';

/** The same action on the same picture so often is a circle. */
const SAME = 3;

/** Notices when an agent does again what it did: A-A-A, and A-B-A-B. */
export class LoopWatch {
  private readonly past: string[] = [];

  note(picture: RgbaFrame, action: Action): void {
    // Waiting and scrolling are done again on purpose, until something shows.
    if (action.type === 'wait') return;
    this.past.push(`${fingerprint(picture)} ${JSON.stringify(action)}`);
  }

  isCircling(): boolean {
    const [d, c, b, a] = [this.past.at(-1), this.past.at(-2), this.past.at(-3), this.past.at(-4)];
    if (d === undefined) return false;
    if (this.past.slice(-SAME).length === SAME && this.past.slice(-SAME).every((entry) => entry === d)) return true;
    return a !== undefined && a === c && b === d && a !== b && this.past.at(-5) === b;
  }
}

function fingerprint(picture: RgbaFrame): string {
  return createHash('sha1').update(picture.data).digest('base64');
}

import { testClaim, type Finding } from '../prove/index.js';
import type { Claim } from '../claim.js';
import type { View } from '../view.js';
import { settleClaims, Unsolved, type Work } from './work.js';

/**
 * Settles claims right before a press that may take the page away, on a picture of this moment: a page may have been loaded anew since `view`, and
 * what was filled in is gone then. Throws Unsolved where that is so, so that it is done again first.
 */
export async function settleNow(work: Work, view: View): Promise<void> {
  if (work.open.length === 0) return;
  const now = await work.session.look({ again: true });
  if (work.session.differs(view, now)) {
    for (const { claim, part } of work.open) {
      const { status, reason } = await seenOn(now, claim);
      if (status === 'failed' && (await seenOn(view, claim)).status !== 'failed') throw new Unsolved(`The page has changed by itself, and what was done does not hold any more (${part}): ${reason}`);
    }
  }
  settleClaims(work, now);
}

function seenOn(at: View, claim: Claim): Promise<Finding> {
  const none = (): Promise<undefined> => Promise.resolve(undefined);
  return testClaim(claim, { at, before: none, seen: none });
}

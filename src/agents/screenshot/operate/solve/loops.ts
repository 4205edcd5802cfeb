import type { SubGoalOf } from '../../goal/index.js';
import { isMet } from '../numbers-seen.js';
import { find } from './find.js';
import { claimNow, clickOn, settleClaims, Unsolved, type Work } from './work.js';

/** So often it is pressed. */
const PRESSES = 25;

/** Presses again and again, until the screen shows what is wanted. */
export async function solveUntil(work: Work, part: SubGoalOf<'until'>): Promise<void> {
  const { session } = work;
  const { holds, again } = part;
  settleClaims(work, await session.look());
  for (let turn = 0; turn < PRESSES; turn += 1) {
    const view = await session.look();
    if (isMet(holds, view)) {
      claimNow(work, part.words, { is: 'met', holds }, view);
      return;
    }
    await clickOn(work, (await find(work, again, part)).candidate, `${part.words}: once more`, { is: 'change' });
  }
  throw new Unsolved(`It was pressed ${PRESSES} times, and what was waited for did not come.`);
}

/** Looks until the screen shows by itself what is waited for. */
export async function solveAwait(work: Work, part: SubGoalOf<'await'>): Promise<void> {
  const { session } = work;
  settleClaims(work, await session.look());
  for (let view = await session.look({ again: true }); ; view = await session.look({ again: true })) {
    if (isMet(part.holds, view)) {
      claimNow(work, part.words, { is: 'met', holds: part.holds }, view);
      return;
    }
    // The limits of the run end this, too.
    await session.wait(GLANCE_MS);
  }
}

/** ms between two looks at what changes by itself. */
const GLANCE_MS = 200;

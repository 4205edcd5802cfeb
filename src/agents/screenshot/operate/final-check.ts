import type { Perception } from '../../../tools/screen/index.js';
import type { Session } from './session.js';
import type { Claim } from './solve/index.js';
import type { Check } from './step.js';
import type { View } from './view.js';

/**
 * Decides at the end, part by part, whether the goal holds. The pictures are read anew, without anything that the actor had
 * read before, and each claim is tested on the picture on which it had to be seen.
 */
export async function checkClaims(session: Session, claims: readonly Claim[]): Promise<Check[]> {
  const fresh = new Map<View, Promise<Perception>>();
  const read = (view: View): Promise<Perception> => {
    const known = fresh.get(view) ?? session.seeAfresh(view);
    fresh.set(view, known);
    return known;
  };
  const checks: Check[] = [];
  for (const { part, view, test } of claims) checks.push({ part, ...test(await read(view), view) });
  return checks;
}

import { testClaim } from './prove/index.js';
import type { Session } from './session.js';
import type { MadeClaim } from './solve/index.js';
import type { Check } from './step.js';
import type { Picture, View } from './view.js';

/**
 * Decides at the end, part by part, whether the goal holds. The pictures are read anew, without anything that the actor had
 * read before, and each claim is tested on the picture on which it had to be seen.
 */
export async function checkClaims(session: Session, claims: readonly MadeClaim[]): Promise<Check[]> {
  const fresh = new Map<Picture['pixels'], Promise<View>>();
  const read = (picture: Picture): Promise<View> => {
    const known = fresh.get(picture.pixels) ?? session.seeAfresh(picture);
    fresh.set(picture.pixels, known);
    return known;
  };
  const checks: Check[] = [];
  for (const { part, claim, picture, before, seen } of claims) {
    const earlier = (one: Picture | undefined) => async (): Promise<View | undefined> => (one ? read(one) : undefined);
    checks.push({ part, ...(await testClaim(claim, { at: await read(picture), before: earlier(before), seen: earlier(seen) })) });
  }
  return checks;
}

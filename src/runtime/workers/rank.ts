/** The last place in a queue. */
const LAST = 1_000_000;

/**
 * The priority of a piece of a step in its queue; the lowest number is done first. `urgency`: how many steps of its plan wait one after
 * the other for it. What was begun is finished first: a check goes before the making of what is as urgent.
 */
export function priorityOf(kind: 'make' | 'check', urgency: number): number {
  return LAST - (2 * Math.min(urgency, LAST / 2 - 1) + (kind === 'check' ? 1 : 0));
}

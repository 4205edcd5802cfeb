import type { ImageFacts } from '../image/index.js';
import { isPlural, middleOf, seenAs, type Seen } from './found.js';
import type { Asked } from './things.js';

/** A box this many times as large as the next is the largest. */
const LARGER = 1.25;

/**
 * The one thing that words such as "the player in the middle" or "the largest dog" mean: by the thirds of the picture, else by the order in which the things stand. Undefined
 * where several may be meant, or none is there.
 */
export function chosenOf(asked: Asked, facts: ImageFacts): Seen | undefined {
  const all = seenAs({ ...asked, place: undefined }, facts);
  if (/^(?:largest|biggest)$/.test(asked.limit ?? '')) return largestOf(all);
  if (asked.limit !== undefined || isPlural(asked.word)) return undefined;
  if (asked.place === undefined) return all.length === 1 ? all[0] : undefined;
  const there = seenAs(asked, facts);
  return there.length === 1 ? there[0] : inOrder(all, asked.place);
}

function largestOf(things: readonly Seen[]): Seen | undefined {
  const [first, second] = things.toSorted((a, b) => areaOf(b) - areaOf(a));
  return first && (!second || areaOf(first) >= LARGER * areaOf(second)) ? first : undefined;
}

const areaOf = ({ box }: Seen): number => box.width * box.height;

/** Things stand in the order of their middles, from the left. */
function inOrder(things: readonly Seen[], place: string): Seen | undefined {
  const downwards = things.toSorted((a, b) => a.box.y + a.box.height / 2 - b.box.y - b.box.height / 2);
  const sideways = things.toSorted((a, b) => middleOf(a) - middleOf(b));
  if (place === 'centre') return things.length % 2 === 1 ? sideways[things.length >> 1] : undefined;
  return { left: sideways[0], right: sideways.at(-1), top: downwards[0], bottom: downwards.at(-1) }[place];
}

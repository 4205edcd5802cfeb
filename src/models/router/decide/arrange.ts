/** An offer as the choice sees it. */
export interface Choice {
  /** Place among all offers, favourites first. */
  readonly place: number;
  readonly model: string;
  /** Requests get through to it. */
  readonly isOpen: boolean;
  /** Requests under way and waiting, and how many it takes at a time. */
  readonly load: number;
  readonly width: number;
  /** Mean ms of an answer; `undefined`: not known yet. */
  readonly meanMs: number | undefined;
  /** ms until it is loaded; 0 when it is. */
  readonly loadMs: number;
  /** It has the beginning of this conversation, or this picture, in its cache. */
  readonly isLocal: boolean;
}

/** What a cached beginning saves, as a share of an answer. */
const LOCAL_SAVES = 0.5;
/** Stands in for an answer's time before one was seen. */
const UNKNOWN_MS = 1_000;

/** ms until an answer is expected. */
export function expectedMs({ load, width, meanMs = UNKNOWN_MS, loadMs, isLocal }: Choice): number {
  const own = meanMs * (isLocal ? 1 - LOCAL_SAVES : 1);
  return loadMs + (Math.max(0, load + 1 - width) / width) * meanMs + own;
}

/**
 * In which order offers are asked. Those that requests get through to come first; among these the better models (places of the user's
 * and the catalogue's order); servers with the same model by when they are expected to answer. A better model that is known to be
 * too late for the deadline comes after those that are in time.
 */
export function arrange(choices: readonly Choice[], deadlineMs = Infinity): Choice[] {
  const rank = new Map<string, number>();
  for (const { model, place } of choices) rank.set(model, Math.min(place, rank.get(model) ?? Infinity));
  const isLate = (choice: Choice): boolean => choice.meanMs !== undefined && expectedMs(choice) > deadlineMs;
  const key = (choice: Choice): number[] => [choice.isOpen ? 0 : 1, isLate(choice) ? 1 : 0, rank.get(choice.model) ?? choice.place, expectedMs(choice), choice.load / choice.width, choice.place];
  return [...choices].sort((left, right) => {
    const [a, b] = [key(left), key(right)];
    return a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
  });
}

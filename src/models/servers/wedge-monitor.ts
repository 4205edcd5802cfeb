import { z } from 'zod';
import { keyOf, type ServerAddress, type ServerChild } from './child.js';
import type { ServerDeclaration } from './declaration.js';
import { isWedged, look, type Activity, type Watch } from './decide/wedge.js';

const Answer = z.object({ running: z.number(), progress: z.number() });

/** A server is looked at so many times within the time after which it counts as wedged. */
const LOOKS = 6;
const LOOK_MS = 2_000;

/**
 * Looks at a server while requests are under way, and says once when nothing moves any more. A program of somebody else is believed to tell
 * how it gets on only once it has: one that is too busy to answer what it does not know would be ended in the middle of its work.
 */
export class WedgeMonitor {
  #timer: NodeJS.Timeout | undefined;
  #watch: Watch = { progress: 0, since: 0 };
  #looking = false;
  #tells: boolean;

  constructor(
    private readonly child: ServerChild,
    private readonly ask: NonNullable<ServerDeclaration['activity']>,
    private readonly limitMs: number,
    private readonly onWedged: () => void,
  ) {
    this.#tells = child.ours;
  }

  /** Requests are under way from now on. */
  begin(): void {
    if (this.#timer || !Number.isFinite(this.limitMs)) return;
    this.#watch = { progress: Number.NaN, since: performance.now() };
    this.#timer = setInterval(() => void this.#look(), Math.max(10, this.limitMs / LOOKS));
    this.#timer.unref();
  }

  end(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const activity = await this.ask(this.child.address, AbortSignal.timeout(LOOK_MS)).catch(() => undefined);
      const now = performance.now();
      this.#tells ||= typeof activity === 'object';
      // A server that does not know the route tells nothing, and is left to the time limits of its callers.
      this.#watch = activity === 'untold' || !this.#tells ? { ...this.#watch, since: now } : look(this.#watch, activity, now);
      if (!this.#timer || !isWedged(this.#watch, now, this.limitMs)) return;
      this.end();
      this.onWedged();
    } finally {
      this.#looking = false;
    }
  }
}

/** Asks by the route `/activity`, which servers of ours have. Rejects when it does not answer. */
export async function askActivity(address: ServerAddress, signal: AbortSignal): Promise<Activity | 'untold'> {
  const response = await fetch(`${address.url}/activity`, { headers: keyOf(address), signal });
  if (!response.ok) {
    await response.body?.cancel();
    return 'untold';
  }
  const parsed = Answer.safeParse(jsonOf(await response.text()));
  return parsed.success ? parsed.data : 'untold';
}

/** Undefined for what is no JSON: a page that some program answers every route with. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

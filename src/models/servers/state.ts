import { VouchError } from '../../core/index.js';

/** The life of a model server process, one state at a time. */
export const SERVER_STATES = {
  declared: 'Known, and startable; no process yet.',
  starting: 'The process exists and loads its model.',
  warming: 'It listens; a first real inference is being made.',
  ready: 'It answered a real inference; requests go to it.',
  degraded: 'A request failed inside it; it must answer a health check before the next one.',
  draining: 'It takes no new request and ends those that it has.',
  stopped: 'Its process is gone; a request starts it again.',
  quarantined: 'It crashed or ran out of memory repeatedly; requests are refused until the cool-down is over.',
} as const;
export type ServerState = keyof typeof SERVER_STATES;

/** Where each state may lead. Everything else is a fault of the supervisor. */
export const NEXT_STATES: Readonly<Record<ServerState, readonly ServerState[]>> = {
  declared: ['starting'],
  starting: ['warming', 'draining', 'stopped', 'quarantined'],
  warming: ['ready', 'draining', 'stopped', 'quarantined'],
  ready: ['degraded', 'draining', 'stopped', 'quarantined'],
  degraded: ['ready', 'draining', 'stopped', 'quarantined'],
  draining: ['stopped'],
  stopped: ['starting', 'quarantined'],
  quarantined: ['stopped'],
};

/** True where a process exists or is being made, so that its memory counts. */
export function holdsMemory(state: ServerState): boolean {
  return state === 'starting' || state === 'warming' || state === 'ready' || state === 'degraded' || state === 'draining';
}

/** The state of one server and how often it was started. */
export class Life {
  #state: ServerState = 'declared';
  #generation = 0;

  constructor(private readonly id: string) {}

  get state(): ServerState {
    return this.#state;
  }

  /** Starts so far; a process, its requests and its failures carry the number of their start. */
  get generation(): number {
    return this.#generation;
  }

  /** Throws INTERNAL for a step that NEXT_STATES does not have. */
  to(next: ServerState): void {
    if (next === this.#state) return;
    if (!NEXT_STATES[this.#state].includes(next)) throw new VouchError('INTERNAL', `The server of ${this.id} cannot go from ${this.#state} to ${next}.`);
    this.#state = next;
    if (next === 'starting') this.#generation += 1;
  }
}

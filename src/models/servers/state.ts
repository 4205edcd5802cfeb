/** The life of a model server process, one state at a time. */
export const SERVER_STATES = {
  declared: 'Known, and startable; no process yet.',
  starting: 'The process exists and loads its model.',
  warming: 'It listens; a first real inference is being made.',
  ready: 'It answered a real inference; requests go to it.',
  degraded: 'A request failed inside it; it must answer a health check before the next one.',
  draining: 'It takes no new request and ends those that it has.',
  stopped: 'Its process is gone, on purpose; a request starts it again.',
  quarantined: 'It crashed repeatedly; requests are refused until the cool-down is over.',
} as const;
export type ServerState = keyof typeof SERVER_STATES;

/** True where a process exists or is being made, so that its memory counts. */
export function holdsMemory(state: ServerState): boolean {
  return state === 'starting' || state === 'warming' || state === 'ready' || state === 'degraded' || state === 'draining';
}

/** The runs of a server: started, followed, asked and laid down here. */
export type { EventSink } from './subscription.js';
export type { WrittenEvent } from './event-log.js';
export { progressIn } from './progress.js';
export { RunHost, type Beginning } from './run-host.js';

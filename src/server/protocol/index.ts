/** What goes over the wire of `vouch serve`: zod schemas of every message, with their types. */
export * from './binary-frame.js';
export * from './frame-bytes.js';
export * from './messages.js';
export * from './methods.js';
export * from './records.js';

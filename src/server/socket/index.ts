/** Clients over WebSocket. */
export { Connection } from './connection.js';
export { Connections } from './connections.js';

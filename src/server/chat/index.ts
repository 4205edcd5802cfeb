/** Conversations: what comes in from people, and the runs that it becomes. */
export { ArtifactShelf } from './artifact-shelf.js';
export { Chat } from './chat.js';
export { Once, type Makes } from './once.js';
export { Uploads, type Upload } from './uploads.js';

/** Conversations: what comes in from people, and the runs that it becomes. */
export { ArtifactShelf } from './artifact-shelf.js';
export { Conversations } from './conversations.js';
export { Uploads, type Upload } from './uploads.js';

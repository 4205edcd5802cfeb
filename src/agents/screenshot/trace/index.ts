/** The record of an operated page: pictures, verdicts, and a page that shows them. */
export { renderTrace } from './html.js';
export { readTrace } from './read.js';
export { createTraceWriter, type TraceWriter } from './writer.js';

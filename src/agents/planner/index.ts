/** The planner: a request becomes a typed plan. */
export { givensInText } from './givens-in-text.js';
export { likeness, similarity } from './like-request.js';
export { createPlanner } from './planner.js';
export { asksForWords } from './words-wanted.js';
export { parseToolsFile } from './tools-file.js';

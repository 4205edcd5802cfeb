/** Plans as text: the outline that people read and edit, and Mermaid. */
export { formatOutline } from './format-outline.js';
export { formatMermaid } from './format-mermaid.js';
export { parseMermaid } from './parse-mermaid.js';
export { parseOutline, parsePlanText } from './parse-outline.js';

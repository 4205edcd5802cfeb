/** What OCR read, as text in reading order: columns kept apart, paragraphs, headings. */
export { asRead, compareWords, isMisreadOf, NO_TEXT, type WordDifference, wordsOf } from './compare-words.js';
export { around, type Block, type Layout, layoutText } from './layout.js';
export { type Line, splitAtGaps } from './lines.js';
export { readingOrder } from './order.js';
export { rowsAsText } from './rows.js';

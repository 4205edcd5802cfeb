/** Answers about pictures that programs give from what was detected, read and measured. */
export { answerFromFacts, partAnswer } from './answer.js';
export { CLOSE, CLOSE_AGAIN, type CloseWatch, withLettering } from './lettering.js';

/** The answer to a question that a picture does not settle. */
export const NOT_TOLD = 'The picture does not tell me that.';

/** Begins each sentence of an answer that names what is left open. */
const OPEN = 'I cannot tell';

/** A sentence that names a part of a question which nothing in the facts tells: `I cannot tell whether this holds: “sitting down”.` */
export function cannotTell(what: string): string {
  return `${OPEN} ${what}.`;
}

const OPEN_SENTENCE = /(?:The picture does not tell me that|I cannot tell\b(?:[^.“”"]|“[^“”]*”|"[^"]*")*)\.(?=\s|$)/g;

/** The sentences of an answer that name what is left open. */
export function openPartsOf(text: string): string[] {
  return [...text.matchAll(OPEN_SENTENCE)].map(([sentence]) => sentence);
}

/** The rest of an answer: what is left open claims nothing. */
export function withoutOpenParts(text: string): string {
  return text.replace(OPEN_SENTENCE, ' ').trim();
}

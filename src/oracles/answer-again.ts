import type { ArtifactHandle, Detection, OracleContext } from '../core/index.js';
import { COLOUR_NAMES, objectMentions, ungroundedImageClaims, type ImageFacts } from '../tools/image/index.js';
import { answerFromFacts, CLOSE_AGAIN, withLettering } from '../tools/image-answer/index.js';
import { compareWords } from '../tools/ocr/index.js';
import { beyondFacts } from './beyond-facts.js';
import { factsAgain } from './facts-again.js';

/** From this score in a second look a thing makes a count doubtful that leaves it out: below it, a detector sees many that are not there. */
const COUNTS = 0.2;

/** Counts of a text that a second look, mirrored and scaled, does not confirm: it sees more of the thing, if faintly, or less. */
export function miscounted(text: string, question: string | undefined, [again, ...others]: readonly (readonly Detection[])[]): string[] {
  const isCount = question === undefined || /\b(?:how many|number of|count|more|fewer|less|at least|at most|exactly|only|each|one|two|three|four|five|six|seven|eight|nine|ten|\d+)\b/i.test(question);
  // "A dog" does not say that there is no other one, nor does the answer that there is one.
  const counts = objectMentions(text).filter(({ count, word, index }) => count !== undefined && (count > 1 || (isCount && !new RegExp(`\\ban? (?:[a-z-]+ ){0,2}${word}`, 'i').test(text.slice(Math.max(0, index - 30), index + word.length)))));
  if (again === undefined || others.length > 0) return [];
  return counts.flatMap(({ word, labels, count }) => {
    const seen = again.filter(({ label, score }) => labels.includes(label) && score >= COUNTS).length;
    return seen === count ? [] : [`A second look sees ${seen} of “${word}” and not ${String(count)}, the faint ones included.`];
  });
}

/** Looks at the pictures that an answer is about: the producer's own, and second ones. */
export interface Looks {
  readonly seen: readonly ImageFacts[];
  readonly again: readonly (readonly Detection[])[];
  readonly images: readonly ArtifactHandle[];
}

/**
 * What speaks against an answer to a question. One that programs gave must come out of a second look, too: things in a mirrored and scaled picture,
 * lettering in another size. Another's answer may only say what was detected, read or asked.
 */
export async function answeredOtherwise(answer: string, question: string | undefined, looks: Looks, context: OracleContext): Promise<string[]> {
  const [facts, image, again] = [looks.seen[0], looks.images[0], looks.again[0]];
  if (question === undefined || looks.images.length !== 1 || !facts || !image || !again) return [];
  if (answerFromFacts(question, facts) !== answer) return beyondFacts(answer, question, facts);
  const quotes = quotesIn(answer);
  const second = await factsAgain(image.path, facts, again, quotes !== '' || /\btext\b/.test(answer), context);
  const other = answerFromFacts(question, await withLettering(image.path, question, second, CLOSE_AGAIN, context)) ?? '';
  if (claimOf(other) !== claimOf(answer)) return [`A second look answers otherwise: ${other || 'nothing'}`];
  const { lost, added } = compareWords(quotes, quotesIn(other));
  return lost.length + added.length === 0 ? [] : [`A second look reads otherwise: “${quotesIn(other)}”.`];
}

/** Colours of a text right before a thing that another measure does not give to it. */
export async function colouredOtherwise(text: string, { seen, again, images }: Looks, context: OracleContext): Promise<string[]> {
  const [facts, image, look] = [seen[0], images[0], again[0]];
  if (images.length !== 1 || !facts || !image || !look || !COLOUR_NAMES.some((name) => new RegExp(`\\b${name}\\b`, 'i').test(text.replace(/\bgray\b/gi, 'grey')))) return [];
  const second = await factsAgain(image.path, facts, look, false, context);
  return ungroundedImageClaims(text, { ...facts, objects: second.objects }).filter(({ kind }) => kind === 'colour').map(({ claim }) => `Another measure of the colours does not give “${claim}”.`);
}

/** What an answer says, in any order: colours come in the order of their shares. */
function claimOf(answer: string): string {
  return answer.replace(/“[^”]*”/g, '“”').toLowerCase().split(/[^a-z0-9“]+/).sort().join(' ');
}

function quotesIn(text: string): string {
  return [...text.matchAll(/“([^”]*)”/g)].map(([, quote = '']) => quote).join(' ');
}

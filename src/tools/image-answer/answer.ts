import type { ImageFacts } from '../image/index.js';
import { answerColour } from './colour.js';
import { answerCount, answerKinds, answerMore, answerNumber, answerPresence } from './counts.js';
import { answerLettering } from './lettering.js';
import { foundFor, notTold } from './part.js';
import { questionsIn } from './questions.js';
import { answerPlace, answerSide } from './sides.js';
import { answerText } from './texts.js';
import { answerWorn } from './worn.js';

const ANSWERS = [answerLettering, answerText, answerMore, answerNumber, answerCount, answerKinds, answerWorn, answerPresence, answerSide, answerPlace, answerColour];

/**
 * Answers to counting, comparing, presence, place, colour, worn things, lettering on things and "what does it say", several in one sentence, too; undefined where programs can
 * answer none of them. A part that nobody can tell is named as such, beside what is known of its things. English.
 */
export function answerFromFacts(question: string, facts: ImageFacts): string | undefined {
  const parts = questionsIn(question);
  const answers = parts.map((part) => answerOne(part, facts));
  if (answers.every((answer) => answer === undefined)) return undefined;
  return [...new Set(answers.map((answer, index) => answer ?? notTold(parts[index] ?? '')))].join(' ');
}

function answerOne(question: string, facts: ImageFacts): string | undefined {
  for (const answer of ANSWERS) {
    const found = answer(question, facts);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a program can say where nothing answers a question: what was found of its things; undefined where it names none that was found. */
export function partAnswer(question: string, facts: ImageFacts): string | undefined {
  const parts = questionsIn(question);
  const found = foundFor(parts.join('; '), facts);
  return found === '' ? undefined : [...parts.map(notTold), found].join(' ');
}

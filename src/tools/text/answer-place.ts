import { answerKindOf, spansOfKind } from './question-kinds.js';
import { findProperNames } from './names.js';
import { findQuantities, sameQuantity } from './quantities.js';
import { splitSentences } from './sentences.js';
import { contentStems, stemOf } from './stems.js';

/** Words that ask for a measure, with the words by which a text gives it: each line excludes the others. */
const MEASURES = [
  'long length', 'wide width broad breadth beam', 'high height tall', 'deep depth', 'heavy weight weigh weighs weighed weighing',
].map((line) => new Set(line.split(' ').map((word) => stemOf(word))));
/** Words of a source that are short enough to be looked up as they stand, characters. */
const LONGEST_QUOTED = 40;
/** How long something takes is no length. */
const TAKES = /\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b/i;
/** What a question says of the kind of its answer, and what nearly every text says. */
const ASKING = new Set('many much cost price pay paid amount number name called time date day year month long old big large high far take ask give get make need work people person one total sum'.split(' ').map((word) => stemOf(word)));

/** Plurals that the stemmer does not bring together with their singulars. */
const IRREGULAR: Readonly<Record<string, string>> = { children: 'child', peopl: 'person', men: 'man', women: 'woman', feet: 'foot', teeth: 'tooth', mice: 'mous' };

/** Where an answer stands in its source, seen from its question. */
export interface AnswerPlace {
  /** Words of the question that the source has, but nowhere near what the answer gives. */
  readonly elsewhere: readonly string[];
  /** How many words of the question the source has at all. */
  readonly asked: number;
  /** The sentence that holds what the answer gives speaks of this measure, and the question asks for another. */
  readonly otherMeasure: string | undefined;
}

function askedStems(question: string): string[] {
  return [...new Set(contentStems(question).map((stem) => IRREGULAR[stem] ?? stem))];
}

/** A sentence of the source with the stems of its neighbourhood. */
interface Place {
  readonly text: string;
  readonly own: ReadonlySet<string>;
  readonly near: ReadonlySet<string>;
}

/**
 * Looks up what an answer gives (its quantities, else its names) in the source: whether a sentence that holds it, or one beside it
 * in its paragraph, speaks of what the question asks about. `undefined` where the answer gives nothing that can be looked up.
 */
export function placeOfAnswer(answer: string, question: string, source: string): AnswerPlace | undefined {
  const places = placesOf(source);
  const holding = holdingPlaces(answer, question, places);
  if (holding.length === 0) return undefined;
  const everywhere = new Set(places.flatMap(({ own }) => [...own]));
  const asked = askedStems(question).filter((stem) => !ASKING.has(stem) && everywhere.has(stem));
  const lacking = (words: ReadonlySet<string>): string[] => asked.filter((stem) => !words.has(stem));
  const kind = answerKindOf(question);
  // Beside is near enough, unless another sentence speaks of all that is asked and has something of the kind itself.
  const isBetterElsewhere = holding.every(({ own }) => lacking(own).length === asked.length) && kind !== undefined && places.some(({ text, own }) => lacking(own).length === 0 && spansOfKind(text, kind).length > 0);
  const fewest = isBetterElsewhere ? asked : (holding.map(({ near }) => lacking(near)).sort((a, b) => a.length - b.length)[0] ?? []);
  const measure = TAKES.test(answer) ? undefined : MEASURES.find((words) => contentStemsAll(question).some((stem) => words.has(stem)));
  const other = measure && holding.every(({ own }) => ![...measure].some((stem) => own.has(stem))) ? holding.map(({ own }) => MEASURES.flatMap((words) => [...words]).find((stem) => own.has(stem))).find((stem) => stem !== undefined) : undefined;
  return { elsewhere: fewest, asked: asked.length, otherMeasure: other };
}

/** Whether the source has something of the asked-for kind in a sentence that speaks of what the question asks about. */
export function mayBeSaid(question: string, source: string): string | undefined {
  const kind = answerKindOf(question);
  const places = placesOf(source);
  const everywhere = new Set(places.flatMap(({ own }) => [...own]));
  const asked = askedStems(question).filter((stem) => !ASKING.has(stem));
  // What the text never names it says nothing about.
  if (asked.length === 0 || asked.filter((stem) => everywhere.has(stem)).length < asked.length / 2) return undefined;
  return places.find(({ text, own }) => (kind === undefined || spansOfKind(text, kind).length > 0) && asked.filter((stem) => own.has(stem)).length >= Math.max(1, asked.length / 2))?.text;
}

function placesOf(source: string): Place[] {
  // What a heading says holds for all that stands below it.
  const heading = contentStemsAll(splitSentences(source)[0] ?? '');
  return source.split(/\n\s*\n/).flatMap((paragraph) => {
    const sentences = splitSentences(paragraph).map((text) => ({ text, own: new Set(contentStemsAll(text)) }));
    return sentences.map(({ text, own }, index) => ({ text, own, near: new Set([...heading, ...[-1, 0, 1].flatMap((step) => [...(sentences[index + step]?.own ?? [])])]) }));
  });
}

/** Stems of all words; words for measures are among those that carry no content elsewhere. */
function contentStemsAll(text: string): string[] {
  return [...contentStems(text), ...(text.match(/\p{L}+/gu) ?? []).map((word) => stemOf(word))].map((stem) => IRREGULAR[stem] ?? stem);
}

function holdingPlaces(answer: string, question: string, places: readonly Place[]): Place[] {
  const asked = findQuantities(question);
  const given = findQuantities(answer).filter((quantity) => !asked.some((other) => sameQuantity(quantity, other)));
  if (given.length > 0) return places.filter(({ text }) => findQuantities(text).some((quantity) => given.some((other) => sameQuantity(quantity, other))));
  const names = findProperNames(answer).filter(({ text }) => !question.includes(text));
  if (names.length > 0) return places.filter(({ text }) => names.some((name) => text.includes(name.words[0] ?? name.text)));
  // "free": a few words of the source itself.
  return answer.length > LONGEST_QUOTED ? [] : places.filter(({ text }) => text.includes(answer));
}

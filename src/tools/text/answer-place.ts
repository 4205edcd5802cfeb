import { countedIn, countsOtherThings, hasUnit, measuresWhatIsAsked } from './asked-measure.js';
import { answerKindOf, spansOfKind, type AnswerKind } from './question-kinds.js';
import { findProperNames } from './names.js';
import { findQuantities, sameQuantity, type Quantity } from './quantities.js';
import { isRow, splitSentences, tableStarts } from './sentences.js';
import { contentStems, stemOf } from './stems.js';

/** Words that ask for a measure, with the words by which a text gives it: each line excludes the others. */
const MEASURES = [
  'long length', 'wide width broad breadth beam', 'high height tall', 'deep depth', 'heavy weight weigh weighs weighed weighing', 'fast speed knot knots',
].map((line) => new Set(line.split(' ').map((word) => stemOf(word))));
/** Words of a source that are short enough to be looked up as they stand, characters. */
const LONGEST_QUOTED = 40;
/** How long something takes is no length. */
const TAKES = /\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b/i;
/** What a question says of the kind of its answer, and what nearly every text says. */
const ASKING = new Set('many much cost price pay paid amount number name called time date day year month long old big large high far take ask give get make need work people person one total sum'.split(' ').map((word) => stemOf(word)));
/** Asks for what holds after a change: the text may tell what was planned in the same words. */
const STATE = /\b(?:now|currently|actually|eventually|finally|still)\b/i;
/** Asks for all of something: the text may give a part's amount in the same words. */
const WHOLE = /\b(?:whole|entire|totals?|in all|all together|altogether|overall|combined)\b/i;
/** Asks for a reason: what merely stands beside the words of the question is none. */
const REASON = /(?<!\p{L})(?:why|how come|(?:for what|what (?:is|was) the) reason|warum|wieso|weshalb|pourquoi|por qué|perché)(?!\p{L})/iu;
/** What a sentence says a reason by. */
const CAUSE = /(?<!\p{L})(?:because|since|so|due to|owing to|thanks to|on account of|therefore|hence|thus|reasons?|caus(?:e[ds]?|ing)|led to|in order to|that is why|weil|denn|wegen|deshalb|darum|daher|aufgrund|parce|car|puisque|à cause|porque|debido|por eso|perché|poiché)(?!\p{L})/iu;
const YEAR = /^(?:1[5-9]|20)\d\d$/;
/** A sentence that opens with its own subject tells something of that, not of what the sentence before told of. */
const OWN_SUBJECT = /^(?:The|An?|Each|Every) \p{Ll}/u;
/** Parts of a sentence that can each tell something of another thing; a comma within a number parts nothing. */
const PARTS = /(?<!\d),|,(?!\d)|[;()]/;

/** Plurals that the stemmer does not bring together with their singulars. */
const IRREGULAR: Readonly<Record<string, string>> = { children: 'child', peopl: 'person', men: 'man', women: 'woman', feet: 'foot', teeth: 'tooth', mice: 'mous' };

/** Where an answer stands in its source, seen from its question. */
export interface AnswerPlace {
  /** Words of the question that the source has, but nowhere near what the answer gives; what is to be counted, where it counts other things. */
  readonly elsewhere: readonly string[];
  /** How many words of the question the source has at all. */
  readonly asked: number;
  /** What the question speaks of, words and quantities, and the place does not: nobody can tell by words whether it means the same. */
  readonly untold: readonly string[];
  /** The sentence that holds what the answer gives speaks of this measure, and the question asks for another. */
  readonly otherMeasure: string | undefined;
}

/** A sentence of the source with the stems of its neighbourhood. */
interface Place {
  readonly text: string;
  readonly own: ReadonlySet<string>;
  readonly near: ReadonlySet<string>;
}

/** What is asked, as a place is held against it. */
interface Asked {
  readonly question: string;
  readonly kind: AnswerKind | undefined;
  readonly stems: readonly string[];
  readonly quantities: readonly Quantity[];
}

/**
 * Looks up what an answer gives (its quantities, else its names) in the source: whether a sentence that holds it, or one beside it
 * in its paragraph that it leans on, speaks of what the question asks about. `undefined` where the answer gives nothing that can be
 * looked up.
 */
export function placeOfAnswer(answer: string, question: string, source: string): AnswerPlace | undefined {
  return placeAmong(placesOf(source), answer, question);
}

function placeAmong(places: readonly Place[], answer: string, question: string): AnswerPlace | undefined {
  const given = givenBy(answer, question);
  const holding = places.filter(({ text }) => holds(text, given));
  if (holding.length === 0) return undefined;
  const everywhere = new Set(places.flatMap(({ own }) => [...own]));
  const stems = askedStems(question).filter((stem) => !ASKING.has(stem) && everywhere.has(stem));
  const asked: Asked = { question, kind: answerKindOf(question), stems, quantities: findQuantities(question) };
  const lacking = (words: ReadonlySet<string>): string[] => stems.filter((stem) => !words.has(stem));
  // Beside is near enough, unless another sentence speaks of all that is asked and has something of the kind itself.
  const isBetterElsewhere = holding.every(({ own }) => lacking(own).length === stems.length) && places.some(({ text, own }) => lacking(own).length === 0 && offers(text, asked));
  const fewest = isBetterElsewhere ? stems : (holding.map((place) => [...lacking(place.near), ...inAnotherPart(place, given, asked)]).sort((a, b) => a.length - b.length)[0] ?? []);
  const amounts = asked.kind === 'amount' ? holding.flatMap(({ text }) => amountsIn(text, given)) : [];
  const uncounted = countedElsewhere(amounts, asked, everywhere);
  const ofState = STATE.exec(question)?.[0];
  const ofWhole = asked.kind === 'amount' ? WHOLE.exec(question)?.[0] : undefined;
  const ofReason = REASON.exec(question)?.[0];
  const untold = [
    ...(ofReason === undefined || holding.some(({ text }) => !lacksReason(question, text)) ? [] : [ofReason]),
    ...(ofState === undefined || holding.some(({ text }) => new RegExp(`\\b${ofState}\\b`, 'i').test(text)) ? [] : [ofState]),
    ...(ofWhole === undefined || holding.some(({ text }) => WHOLE.test(text)) ? [] : [ofWhole]),
    ...askedStems(question).filter((stem) => !ASKING.has(stem) && !everywhere.has(stem) && !measureAsked(question)?.has(stem)),
    ...asked.quantities.filter((wanted) => !holding.some(({ text }) => findQuantities(text).some((quantity) => sameQuantity(quantity, wanted)))).map(({ text }) => text),
  ];
  return { elsewhere: [...new Set([...fewest, ...uncounted])], asked: new Set([...stems, ...uncounted]).size, untold, otherMeasure: otherMeasureOf(answer, holding, amounts, question) };
}

/**
 * Another amount or time of the source that stands beside what the question asks about as well as the answer's does: which of them is
 * meant ("now", "within two weeks") no program can tell.
 */
export function rivalOf(answer: string, question: string, source: string): string | undefined {
  const kind = answerKindOf(question);
  if (kind !== 'amount' && kind !== 'date') return undefined;
  const known = [...findQuantities(answer), ...findQuantities(question)];
  const isKnown = (text: string): boolean => findQuantities(text).every((quantity) => known.some((other) => sameQuantity(quantity, other)));
  const namesCounted = (text: string): boolean => [...text.matchAll(/\p{L}+/gu)].some(([word]) => allStems(question).includes(IRREGULAR[stemOf(word)] ?? stemOf(word)));
  const candidates = spansOfKind(source, kind).map(({ text }) => text).filter((text) => findQuantities(text).length > 0 && !isKnown(text) && measuresWhatIsAsked(text, question) && !countsOtherThings(text, question) && (!namesCounted(answer) || namesCounted(text)));
  // The source is taken apart once for all of them: a long one has hundreds.
  const places = candidates.length > 0 ? placesOf(source) : [];
  return candidates.find((text) => {
    const place = placeAmong(places, text, question);
    return place !== undefined && place.elsewhere.length === 0 && place.untold.length === 0 && place.otherMeasure === undefined;
  });
}

/** Whether a question asks for a reason and the words that are to answer it name none: "fog" beside "Why ...?" may be anything. */
export function lacksReason(question: string, words: string): boolean {
  return REASON.test(question) && !CAUSE.test(words);
}

/** Whether a text asks or speaks of all of something. */
export function speaksOfWhole(text: string): boolean {
  return WHOLE.test(text);
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

/**
 * The sentence that tells an asked-for amount or time beyond doubt: in one part of it stand all the words of the question, two at
 * least or one with its measure, and something that measures what is asked.
 */
export function isToldOutright(question: string, source: string): string | undefined {
  const measure = measureAsked(question);
  const asked: Asked = { question, kind: answerKindOf(question), stems: askedStems(question).filter((stem) => !ASKING.has(stem) && !measure?.has(stem)), quantities: findQuantities(question) };
  if ((asked.kind !== 'amount' && asked.kind !== 'date') || asked.quantities.length > 0 || asked.stems.length + (measure ? 1 : 0) < 2) return undefined;
  return placesOf(source).map(({ text }) => text).find((text) => text.split(PARTS).some((part) => {
    const own = new Set(allStems(part));
    return asked.stems.every((stem) => own.has(stem)) && (!measure || [...measure].some((stem) => own.has(stem))) && offers(part, asked);
  }));
}

function askedStems(question: string): string[] {
  return [...new Set(contentStems(question).map((stem) => IRREGULAR[stem] ?? stem))];
}

function placesOf(source: string): Place[] {
  // What a heading says holds for all that stands below it. A heading stands alone in its line and is no sentence.
  const [first = ''] = source.trimStart().split('\n', 1);
  const heading = allStems(/[.!?]$/.test(first.trim()) ? '' : first);
  return source.split(/\n\s*\n/).flatMap((paragraph) => {
    const sentences = splitSentences(paragraph).map((text) => ({ text, own: new Set(allStems(text)) }));
    const starts = tableStarts(sentences.map(({ text }) => text));
    return sentences.map(({ text, own }, index) => {
      if (isRow(text)) return { text, own, near: new Set([...heading, ...own, ...(sentences[starts[index] ?? index]?.own ?? [])]) };
      const leansOn = OWN_SUBJECT.test(text) ? [0] : [-1, 0, 1];
      return { text, own, near: new Set([...heading, ...leansOn.flatMap((step) => [...(sentences[index + step]?.own ?? [])])]) };
    });
  });
}

/** Stems of all words; words for measures are among those that carry no content elsewhere. */
function allStems(text: string): string[] {
  return [...contentStems(text), ...(text.match(/\p{L}+/gu) ?? []).map((word) => stemOf(word))].map((stem) => IRREGULAR[stem] ?? stem);
}

/** What an answer gives that can be looked up: quantities that the question does not have, else names, else itself where it is short. */
interface Given {
  readonly quantities: readonly Quantity[];
  readonly words: readonly string[];
}

function givenBy(answer: string, question: string): Given {
  const asked = findQuantities(question);
  const quantities = findQuantities(answer).filter((quantity) => !asked.some((other) => sameQuantity(quantity, other)));
  if (quantities.length > 0) return { quantities, words: [] };
  const names = findProperNames(answer).filter(({ text }) => !question.includes(text));
  if (names.length > 0) return { quantities, words: names.map((name) => name.words[0] ?? name.text) };
  // "free": a few words of the source itself.
  return { quantities, words: answer.length > LONGEST_QUOTED ? [] : [answer] };
}

function holds(text: string, { quantities, words }: Given): boolean {
  if (quantities.length === 0) return words.some((word) => text.includes(word));
  return findQuantities(text).some((quantity) => quantities.some((other) => sameQuantity(quantity, other)));
}

/** Whether a text has something that can be the answer. */
function offers(text: string, { kind, question }: Asked): boolean {
  return kind !== undefined && spansOfKind(text, kind).some((span) => (kind !== 'amount' && kind !== 'date') || (measuresWhatIsAsked(span.text, question) && !countsOtherThings(span.text, question)));
}

/**
 * What is asked about and stands in another part of the sentence than the answer, where that part has an answer of its own and speaks
 * of all that the answer's part speaks of and more: "showers from the third day, baths after four weeks".
 */
function inAnotherPart({ text }: Place, given: Given, asked: Asked): string[] {
  const parts = text.split(PARTS).map((part) => ({ part, own: new Set(allStems(part)), quantities: findQuantities(part) }));
  const [mine, others] = [parts.filter(({ part }) => holds(part, given)), parts.filter(({ part }) => !holds(part, given) && offers(part, asked))];
  if (mine.length === 0) return [];
  const has = (list: readonly Quantity[], wanted: Quantity): boolean => list.some((quantity) => sameQuantity(quantity, wanted));
  // "(2023: 169 tonnes)": what the question is about stands before the bracket, the year that it names is in it.
  if (asked.quantities.some((wanted) => mine.some((part) => has(part.quantities, wanted)))) return [];
  const words = allStems(asked.question).filter((stem) => stem.length > 3);
  const spoken = words.filter((stem) => mine.some(({ own }) => own.has(stem)));
  const better = others.filter(({ own }) => spoken.every((stem) => own.has(stem)) && asked.stems.some((stem) => own.has(stem) && !spoken.includes(stem)));
  const stems = asked.stems.filter((stem) => !mine.some(({ own }) => own.has(stem)) && better.some(({ own }) => own.has(stem)));
  const quantities = asked.quantities.filter((wanted) => others.some((part) => has(part.quantities, wanted)));
  return [...stems, ...quantities.map((quantity) => quantity.text)];
}

/** The amounts of a text that an answer gives, with their units; a year with the word that makes it one. */
function amountsIn(text: string, { quantities }: Given): string[] {
  return spansOfKind(text, 'amount').map((span) => (YEAR.test(span.text) ? `${/\b(?:in|of|since|from|until|by) $/.exec(text.slice(0, span.index))?.[0] ?? ''}${span.text}` : span.text)).filter((span) => findQuantities(span).some((quantity) => quantities.some((other) => sameQuantity(quantity, other))));
}

/** What is to be counted, where the source never names it, or counts other things with the answer's number. */
function countedElsewhere(amounts: readonly string[], { question }: Asked, everywhere: ReadonlySet<string>): string[] {
  const counted = countedIn(question).filter((stem) => !ASKING.has(stem)).map((stem) => IRREGULAR[stem] ?? stem);
  const [what] = counted;
  if (what === undefined || amounts.length === 0) return [];
  return counted.every((stem) => !everywhere.has(stem)) || amounts.every((amount) => countsOtherThings(amount, question)) ? [what] : [];
}

function measureAsked(question: string): ReadonlySet<string> | undefined {
  const own = allStems(question);
  return MEASURES.find((words) => own.some((stem) => words.has(stem)));
}

function otherMeasureOf(answer: string, holding: readonly Place[], amounts: readonly string[], question: string): string | undefined {
  const measure = TAKES.test(answer) ? undefined : measureAsked(question);
  const named = measure && holding.every(({ own }) => ![...measure].some((stem) => own.has(stem))) ? holding.map(({ own }) => MEASURES.flatMap((words) => [...words]).find((stem) => own.has(stem))).find((stem) => stem !== undefined) : undefined;
  if (named !== undefined) return named;
  // The unit that the source gives counts, whatever the answer writes behind the number.
  return amounts.length > 0 && amounts.every((amount) => hasUnit(amount) && !measuresWhatIsAsked(amount, question)) ? amounts[0] : undefined;
}

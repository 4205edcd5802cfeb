import { dotProducts, matrixOf, topMatches, type Matrix } from '../../../kernels/index.js';
import { isRow, splitSentences } from '../sentences.js';
import { stemOf } from '../stems.js';
import { splitWords } from '../words.js';
import { findMissingItems } from './hard-items.js';
import { coverage, findExchange, findMismatch, findReplacedSubject, namesAreSwapped } from './mismatch.js';
import { contrastIsTurned, polarityFlip, withOpposites } from './polarity.js';
import { findReplacedThing } from './replaced.js';
import { readSource, splitClauses, unitOf, type Source, type Unit } from './source.js';
import { findWrongCount, findWrongUnit } from './units.js';

/** Gives one unit vector a text. */
export type Embed = (texts: readonly string[]) => Promise<readonly (readonly number[])[]>;

export interface GroundingFault {
  readonly kind: 'number' | 'name' | 'quotation' | 'address' | 'mismatch' | 'contradiction' | 'unsupported';
  /** The item or clause that is not supported. */
  readonly item: string;
  readonly explanation: string;
}

export interface GroundedSentence {
  readonly text: string;
  /** The sentence of the source that supports it best. */
  readonly best: string;
  /** 0 to 1: share of its content words in the best passage. */
  readonly coverage: number;
  /** Cosine with the best passage; null without embeddings. */
  readonly similarity: number | null;
  /** How many words of it carry content, and how many of these the source has anywhere. */
  readonly contentWords: number;
  readonly knownWords: number;
  readonly faults: readonly GroundingFault[];
}

/** Limits found on a planted-defect set; bench and tests measure what they catch and what they wrongly reject. */
const SUPPORT = { score: 0.5, lexicalOnly: 0.45, word: 0.62, part: 0.5, contradictionCoverage: 0.5 };

/** "No: ..." answers a question; what stands behind it is what is stated. */
const POLAR_LEAD = /^(?:yes|no|ja|nein|oui|non|sí)\s*[,:;–—-]\s*(?=\S)/iu;

/**
 * Compares each sentence of `text` with the sources, all in one language: numbers, names, quotations and addresses must be
 * there and belong to the same statement; nothing may say the opposite; each clause must be carried by its words or by
 * its meaning (embeddings). Works without `embed`, then on words alone.
 */
export async function groundText(text: string, sources: readonly string[], options: { readonly language?: string; readonly embed?: Embed | undefined } = {}): Promise<GroundedSentence[]> {
  const language = options.language ?? 'en';
  const source = readSource(sources, language);
  const sentences = splitSentences(text, language).map((sentence) => sentence.replace(POLAR_LEAD, ''));
  const meaning = options.embed && source.sentences.length > 0 ? await Meaning.of(source, options.embed) : undefined;
  const grounded: GroundedSentence[] = [];
  for (const [index, sentence] of sentences.entries()) grounded.push(await groundSentence(sentence, sentences[index - 1], source, meaning));
  return grounded;
}

async function groundSentence(sentence: string, previous: string | undefined, source: Source, meaning: Meaning | undefined): Promise<GroundedSentence> {
  const faults: GroundingFault[] = findMissingItems(sentence, source).map(({ kind, text }) => ({ kind, item: text, explanation: `${kind === 'number' ? 'The number' : `The ${kind}`} "${text}" is not in the source.` }));
  const clauses = splitClauses(sentence, source.language).map((clause) => unitOf(clause, 0, source.language));
  const whole = unitOf(sentence, 0, source.language);
  let lowest: Support = await supportOf(whole, source, meaning);
  const own = lowest;
  for (const clause of clauses) {
    const support = clauses.length === 1 ? own : await supportOf(clause, source, meaning, previous);
    if (support.score < lowest.score) lowest = support;
    if (faults.length === 0) faults.push(...contradictions(clause, support, source));
    if (faults.length === 0) faults.push(...(await replacements(clause, source, meaning)));
    if (!support.supported && clause.stems.size >= 2) faults.push({ kind: 'unsupported', item: clause.text, explanation: `Nothing in the source says "${clause.text}"${support.missing.length > 0 ? ` (not found: ${support.missing.slice(0, 6).join(', ')})` : ''}.` });
  }
  const best = own.passage;
  if (faults.length === 0 && whole.stems.size === 1 && splitWords(sentence, source.language).length >= 3 && [...whole.stems].every((stem) => !source.stems.has(stem))) faults.push({ kind: 'unsupported', item: sentence, explanation: `Nothing in the source says "${sentence}".` });
  if (faults.length === 0) {
    const swapped = source.sentences.find((unit) => namesAreSwapped(whole, unit));
    const turned = swapped?.text ?? source.sentences.find((unit) => contrastIsTurned(sentence, unit.text))?.text ?? findExchange(clauses, source);
    if (turned !== undefined) faults.push({ kind: 'mismatch', item: sentence, explanation: `Two things are exchanged in "${sentence}": the source says "${turned}".` });
    const replaced = findReplacedSubject(whole, source);
    if (replaced) faults.push({ kind: 'name', item: replaced.item, explanation: `"${replaced.item}" is not in the source, which says "${replaced.source}".` });
  }
  if (faults.length === 0) {
    const added = await findAddedPart(sentence, source, meaning);
    if (added) faults.push({ kind: 'unsupported', item: added.text, explanation: `Nothing in the source says "${added.text}" (not found: ${added.missing.slice(0, 6).join(', ')}).` });
  }
  return { text: sentence, best, coverage: round(lowest.coverage), similarity: lowest.similarity === null ? null : round(lowest.similarity), contentWords: whole.stems.size, knownWords: [...whole.stems].filter((stem) => source.stems.has(stem)).length, faults };
}

/** A phrase joined to a supported sentence ("... and offers free parking") that the source does not carry. */
async function findAddedPart(sentence: string, source: Source, meaning: Meaning | undefined): Promise<{ text: string; missing: readonly string[] } | undefined> {
  const parts = sentence.split(/,\s+|\s+and\s+|\s+(?=(?:with|for|after|by|to|so|due|because|which|who|in order)\s)/);
  if (parts.length === 1) return undefined;
  for (const part of parts) {
    const unit = unitOf(part, 0, source.language);
    const absent = [...unit.stems].filter((stem) => !source.stems.has(stem));
    if (absent.length < 2 || absent.length / unit.stems.size < 0.5 || unit.quantities.length > 0) continue;
    const support = await supportOf(unit, source, meaning);
    if (support.missing.length >= 2 && support.coverage <= 0.5 && (support.similarity ?? 0) < SUPPORT.part) return { text: part, missing: support.missing };
  }
  return undefined;
}

/** Below this cosine two things are not the same; above `SYNONYM` they are, and between the two nobody can tell. */
const DIFFERENT = 0.45;
const SYNONYM = 0.6;

/** Another thing, or another unit, in the words of the source. Things that the source does not know may be other names: only their meaning tells. */
async function replacements(clause: Unit, source: Source, meaning: Meaning | undefined): Promise<GroundingFault[]> {
  const unit = findWrongUnit(clause, source);
  if (unit) return [{ kind: 'mismatch', item: unit.item, explanation: `"${unit.item}" has another unit than the source: "${unit.source}".` }];
  const count = findWrongCount(clause, source);
  if (count) return [{ kind: 'mismatch', item: count.item, explanation: `"${count.item}" has another number than in the source: "${count.source}".` }];
  const thing = findReplacedThing(clause, source);
  if (!thing) return [];
  const likeness = await meaning?.likeness(thing.item, thing.instead);
  if (likeness !== undefined && likeness >= SYNONYM) return [];
  const explanation = `"${thing.item}" is not what the source says this of: it says "${thing.source}".`;
  const isOther = thing.known || (likeness !== undefined && likeness < DIFFERENT);
  return [{ kind: isOther ? 'mismatch' : 'unsupported', item: thing.item, explanation }];
}

const CONDITION = /^(?:when|if|once)\b/i;

function contradictions(clause: Unit, support: Support, source: Source): GroundingFault[] {
  const mismatch = findMismatch(clause, source);
  if (mismatch) return [{ kind: 'mismatch', item: mismatch.item, explanation: `"${mismatch.item}" belongs to something else; the source says "${mismatch.source}".` }];
  // What holds under a condition is said by the clause beside it; a condition by itself states nothing.
  const closest = CONDITION.test(clause.text) && !/,\s/.test(clause.text) ? [] : closestClauses(clause, source);
  if (support.coverage >= SUPPORT.contradictionCoverage && closest.length > 0) {
    // The cells of a row say things by themselves: what one denies, another does not.
    const flips = closest.map((unit) => (isRow(unit.text) ? undefined : polarityFlip(clause.text, unit.text, source.language)));
    const flip = flips[0];
    if (flip && flips.every((one) => one !== undefined)) return [{ kind: 'contradiction', item: clause.text, explanation: `"${clause.text}" says the opposite of the source (${flip.claim} against ${flip.source}): "${closest[0]?.text ?? ''}".` }];
  }
  return [];
}

/** The clauses and sentences of the source that share most words with the claim (all that are equally close). */
function closestClauses(claim: Unit, source: Source): Unit[] {
  const scored = source.clauses.map((unit) => ({ unit, fit: coverage(claim.stems, withOpposites(unit.stems, source.language)) }));
  const top = Math.max(0, ...scored.map(({ fit }) => fit));
  if (top < SUPPORT.contradictionCoverage) return [];
  const closest = scored.filter(({ fit }) => fit >= top - 0.01).map(({ unit }) => unit);
  // Equally close: the ones that speak of the claim's last word, which mostly is what it is about.
  const last = [...claim.stems].at(-1) ?? '';
  const focused = closest.filter((unit) => withOpposites(unit.stems, source.language).has(last));
  return (focused.length > 0 ? focused : closest).slice(0, 4);
}

interface Support {
  readonly passage: string;
  readonly coverage: number;
  readonly similarity: number | null;
  readonly score: number;
  readonly supported: boolean;
  readonly missing: readonly string[];
}

/** How well the best passage (one to three sentences) carries a claim, by words and by meaning. */
async function supportOf(claim: Unit, source: Source, meaning: Meaning | undefined, previous?: string): Promise<Support> {
  const similarities = meaning ? await meaning.compare(claim.text) : undefined;
  let bestIndex = 0;
  let bestFit = -1;
  source.sentences.forEach((_, index) => {
    const fit = coverage(claim.stems, stemsAround(source, index)) + (similarities?.[index] ?? 0);
    if (fit > bestFit) [bestIndex, bestFit] = [index, fit];
  });
  const held = stemsAround(source, bestIndex);
  const anywhere = coverage(claim.stems, source.stems);
  const missingWords = splitWords(claim.text, source.language).filter((word) => claim.stems.has(stemOf(word, source.language)) && !held.has(stemOf(word, source.language)));
  const near = meaning && missingWords.length > 0 ? await meaning.synonyms(missingWords, bestIndex, SUPPORT.word) : new Set<string>();
  const missing = missingWords.filter((word) => !near.has(word) && !(previous ?? '').toLowerCase().includes(word.toLowerCase()));
  const covered = claim.stems.size === 0 ? 1 : 1 - Math.min(claim.stems.size, missing.length) / claim.stems.size;
  const similarity = similarities ? Math.max(0, ...similarities) : null;
  const lexical = 0.7 * covered + 0.3 * anywhere;
  const score = similarity === null ? lexical : 0.5 * lexical + 0.5 * similarity;
  const supported = similarity === null ? lexical >= SUPPORT.lexicalOnly : score >= SUPPORT.score;
  return { passage: source.sentences[bestIndex]?.text ?? '', coverage: covered, similarity, score, supported, missing };
}

/** Stems of a sentence and its neighbours. */
function stemsAround(source: Source, index: number): ReadonlySet<string> {
  return new Set([index - 1, index, index + 1].flatMap((at) => [...(source.sentences[at]?.stems ?? [])]));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Vectors of a source's sentences, and of words on demand; each text is embedded once. */
class Meaning {
  private readonly words = new Map<string, readonly number[]>();

  private constructor(private readonly source: Source, private readonly embed: Embed, private readonly sentences: Matrix, private readonly pairs: Matrix) {}

  static async of(source: Source, embed: Embed): Promise<Meaning> {
    const texts = source.sentences.map(({ text }) => text);
    const pairs = texts.slice(0, -1).map((text, index) => `${text} ${texts[index + 1] ?? ''}`);
    const vectors = await embed([...texts, ...pairs]);
    return new Meaning(source, embed, matrixOf(vectors.slice(0, texts.length)), matrixOf(vectors.slice(texts.length)));
  }

  /** Cosine of a text with each sentence, or with the sentence and its successor where that is closer. */
  async compare(text: string): Promise<number[]> {
    const query = matrixOf(await this.embed([text]));
    const [sentences, pairs] = [dotProducts(query, this.sentences), dotProducts(query, this.pairs)];
    return Array.from(sentences, (score, index) => Math.max(score, pairs[index] ?? 0, pairs[index - 1] ?? 0));
  }

  /** Cosine of two phrases. */
  async likeness(one: string, other: string): Promise<number> {
    const [first = [], second = []] = await this.embed([one, other]);
    return dotProducts(matrixOf([first]), matrixOf([second]))[0] ?? 0;
  }

  /** Those of `words` that mean nearly the same as a word around sentence `index`. */
  async synonyms(words: readonly string[], index: number, threshold: number): Promise<Set<string>> {
    const near = [index - 1, index, index + 1].flatMap((at) => splitWords(this.source.sentences[at]?.text ?? '', this.source.language)).filter((word) => word.length > 2).slice(0, 150);
    const wanted = [...new Set([...words, ...near])].filter((word) => !this.words.has(word));
    const vectors = wanted.length > 0 ? await this.embed(wanted) : [];
    wanted.forEach((word, at) => this.words.set(word, vectors[at] ?? []));
    const vectorsOf = (list: readonly string[]): Matrix => matrixOf(list.map((word) => this.words.get(word) ?? []));
    const best = topMatches(vectorsOf(words), vectorsOf(near), 1);
    return new Set(words.filter((_, index) => (best[index]?.[0]?.score ?? -Infinity) >= threshold));
  }
}

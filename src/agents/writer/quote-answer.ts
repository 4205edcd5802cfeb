import { z } from 'zod';
import type { ToolContext } from '../../core/index.js';
import { answerKindOf, contentStems, measuresWhatIsAsked, NOT_SAID, placeOfAnswer, spansOfKind, splitSentences } from '../../tools/text/index.js';
import { splitClauses, type Embed } from '../../tools/text/grounding/index.js';
import { asData, disarm, estimateTokens } from '../../tools/text/data.js';
import { CHUNK_TOKENS, splitIntoChunks } from './chunks.js';
import { embedderFor, nearestTo } from './own-sentences.js';
import { loadPrompt } from '../../tools/prompts.js';

/** Longer stretches are no answers, characters. */
const LONGEST = 240;

/**
 * Answers a question in words of its text: the language model may choose only among stretches of the text that can be an
 * answer of the asked-for kind (amounts, dates, names, telephone numbers; else clauses and sentences), and "The text does not
 * say." Where the text has nothing of the kind, it does not say, and no model is asked. Of a text that is too long for one prompt the
 * model is shown the sentences around the stretches; the stretches are the text's own all the same.
 */
export async function quoteAnswer(source: string, question: string, language: string, context: ToolContext): Promise<string> {
  const candidates = await candidatesFor(source, question, await embedderFor(source, context));
  if (candidates.length === 0) return NOT_SAID;
  const schema = { type: 'object', properties: { answer: { enum: [...candidates, NOT_SAID] } }, required: ['answer'], additionalProperties: false };
  const request = loadPrompt('writer/answer').render({ data: asData(await shorten(source, question, candidates)), question: disarm(question), limits: 'Answer with words of the text alone, as JSON.', language, notes: '' });
  const reply = await context.models.chat({ ...request, schema }, { signal: context.signal });
  return z.object({ answer: z.string() }).parse(reply.json).answer;
}

/** A text that fits into one prompt: of a long one the sentences with a candidate and those nearest to the question, in their order. */
export async function shorten(source: string, question: string, candidates: readonly string[]): Promise<string> {
  if (estimateTokens(source) <= CHUNK_TOKENS) return source;
  const pieces = [...new Set(splitSentences(source).flatMap((sentence) => splitIntoChunks(sentence)))];
  const offering = pieces.filter((piece) => candidates.some((candidate) => piece.includes(candidate)));
  const ranked = [...(await nearestTo(question, offering, undefined, offering.length)), ...(await nearestTo(question, pieces, undefined, pieces.length))];
  const kept = new Set<string>();
  let tokens = 0;
  for (const piece of ranked) {
    const more = estimateTokens(piece);
    if (kept.has(piece) || tokens + more > CHUNK_TOKENS) continue;
    kept.add(piece);
    tokens += more;
  }
  return pieces.filter((piece) => kept.has(piece)).join('\n');
}

/** Sentences that are looked at: the ones nearest to the question in words and meaning. */
const NEAREST = 5;

/**
 * What the text offers as an answer, in its order: out of the sentences nearest to the question, where what it asks about stands
 * beside it, and nothing that measures something else.
 */
export async function candidatesFor(source: string, question: string, embed: Embed | undefined): Promise<string[]> {
  const kind = answerKindOf(question);
  const spansOf = (sentence: string): string[] => (kind === undefined ? [sentence, ...splitClauses(sentence, 'en').filter((clause) => sentence.includes(clause))] : spansOfKind(sentence, kind).map(({ text }) => text).filter((text) => measuresWhatIsAsked(text, question)));
  const offers = splitSentences(source).map((sentence) => ({ sentence, spans: spansOf(sentence).map((text) => text.trim()).filter((text) => text !== '' && text.length <= LONGEST) })).filter(({ spans }) => spans.length > 0);
  const nearest = new Set(await nearestTo(question, offers.map(({ sentence }) => sentence), embed, NEAREST));
  const spans = [...new Set(offers.filter(({ sentence }) => nearest.has(sentence)).flatMap((offer) => offer.spans))];
  return kind === undefined ? spans.filter((text) => speaksOfHalf(text, question)) : besideWhatIsAsked(spans, question, source);
}

/** Whether a statement speaks of at least half of what a question speaks of. */
function speaksOfHalf(text: string, question: string): boolean {
  const own = new Set(contentStems(text));
  const asked = [...new Set(contentStems(question))];
  return asked.filter((stem) => own.has(stem)).length >= asked.length / 2;
}

/** Those that stand nearest to what the question asks about; none where half of it stands elsewhere. */
function besideWhatIsAsked(spans: readonly string[], question: string, source: string): string[] {
  const placed = spans.flatMap((text) => {
    const place = placeOfAnswer(text, question, source);
    return place?.otherMeasure === undefined ? [{ text, elsewhere: place?.elsewhere.length ?? 0, asked: place?.asked ?? 0 }] : [];
  });
  const least = Math.min(...placed.map(({ elsewhere }) => elsewhere));
  return placed.filter(({ elsewhere, asked }) => elsewhere === least && (elsewhere === 0 || elsewhere < asked / 2)).map(({ text }) => text);
}

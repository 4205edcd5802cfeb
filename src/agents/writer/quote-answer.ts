import type { ToolContext } from '../../core/index.js';
import { answerKindOf, isCarried, isOfAskedKind, measuresWhatIsAsked, nearestTo, NOT_SAID, Reading, spansOfKind, splitSentences } from '../../tools/text/index.js';
import { asData, disarm, estimateTokens } from '../../tools/text/data.js';
import { CHUNK_TOKENS, splitIntoChunks } from './chunks.js';
import { loadPrompt } from '../../tools/prompts.js';

/**
 * Answers a question in words of its text: the language model first copies the sentence that answers it, then answers. "The text does
 * not say." where the text has nothing of the asked-for kind (no model is asked then), and where the copy does not stand in the text,
 * does not carry the answer, or the answer is of another kind. Of a text that is too long for one prompt the model is shown the sentences nearest to the question.
 */
export async function quoteAnswer(source: string, question: string, language: string, context: ToolContext): Promise<string> {
  const kind = answerKindOf(question);
  if (kind !== undefined && !spansOfKind(source, kind).some(({ text }) => measuresWhatIsAsked(text, question))) return NOT_SAID;
  const request = loadPrompt('writer/quote').render({ data: asData(await shorten(source, question, [])), question: disarm(question), language });
  const reading = Reading.parse((await context.models.chat(request, { signal: context.signal })).json);
  if (!isCarried(reading, source) || !isOfAskedKind(reading.answer, question)) return NOT_SAID;
  const answer = reading.answer.trim();
  // What a mere yes rests on is told with it.
  return /^(?:yes|no)[.!]?$/i.test(answer) ? `${answer.replace(/[.!]$/, '')}: "${reading.quote.trim()}"` : answer;
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

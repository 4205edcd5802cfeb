import { factKindOf, factsOfKind } from './asked-facts.js';
import { measuresWhatIsAsked } from './asked-measure.js';
import type { Embed } from './grounding/index.js';
import { answerKindOf } from './question-kinds.js';
import { cosine, isSentence, LEANING } from './salience.js';
import { isRow, splitSentences } from './sentences.js';
import { contentStems } from './stems.js';

/** Those of some sentences that share most words and meaning with a text, nearest first. Without `embed` words alone count. */
export async function nearestTo(text: string, sentences: readonly string[], embed: Embed | undefined, most: number): Promise<string[]> {
  const [nearest = []] = await nearestToEach([text], sentences, embed, most, () => 0);
  return nearest;
}

async function nearestToEach(texts: readonly string[], sentences: readonly string[], embed: Embed | undefined, most: number, more: (sentence: string, text: string) => number): Promise<string[][]> {
  const vectors = embed && sentences.length > 0 ? await embed([...texts, ...sentences]) : undefined;
  const owned = sentences.map((sentence) => new Set(contentStems(sentence)));
  return texts.map((text, at) => {
    const stems = [...new Set(contentStems(text))];
    const fits = sentences.map((sentence, index) => {
      const shared = stems.filter((stem) => owned[index]?.has(stem)).length;
      return { sentence, fit: shared / Math.max(1, stems.length) + (vectors ? cosine(vectors[at], vectors[texts.length + index]) : 0) + more(sentence, text) };
    });
    return fits.sort((a, b) => b.fit - a.fit).slice(0, most).map(({ sentence }) => sentence);
  });
}

/** What a sentence that has something of the asked-for kind gains on those that have none, where both are as near. */
const OF_KIND = 0.2;

/** Whether a sentence has something of the kind that a question, or the name of a fact, asks for. */
function offersKind(sentence: string, question: string): boolean {
  const kind = answerKindOf(question) ?? factKindOf(question);
  return kind !== undefined && factsOfKind(sentence, kind).some(({ text }) => measuresWhatIsAsked(text, question));
}

/**
 * What of a text some questions are about: the sentences and rows nearest to each, `most` of them, in their order and with their
 * paragraphs apart, each with what it cannot be read without: the title, the head of its table, the sentence that it leans on. A text
 * of no more sentences is given whole.
 */
export async function excerptFor(questions: readonly string[], text: string, embed: Embed | undefined, most: number): Promise<string> {
  const paragraphs = text.split(/\n\s*\n/).map((paragraph) => splitSentences(paragraph)).filter((sentences) => sentences.length > 0);
  const all = paragraphs.flat();
  if (all.length <= most) return text;
  const near = new Set((await nearestToEach(questions, all, embed, most, (sentence, question) => (offersKind(sentence, question) ? OF_KIND : 0))).flat());
  return paragraphs.map((sentences, paragraph) => sentences.filter((sentence, index) => {
    if (near.has(sentence)) return true;
    const next = sentences[index + 1];
    const isLeanedOn = next !== undefined && near.has(next) && LEANING.test(next);
    const isHead = isRow(sentence) && !isRow(sentences[index - 1] ?? '') && sentences.slice(index).some((row) => isRow(row) && near.has(row));
    const isTitle = index === 0 && !isSentence(sentence) && (paragraph === 0 || sentences.some((other) => near.has(other)));
    return isLeanedOn || isHead || isTitle;
  }).join('\n')).filter((paragraph) => paragraph !== '').join('\n\n');
}

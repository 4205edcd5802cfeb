import { endsAsQuestion } from './question-kinds.js';
import { splitSentences } from './sentences.js';
import { contentStems } from './stems.js';

/**
 * What somebody tells of their own case before they ask ("I have the small one. How long does it ...?") and the source has, but not in the
 * sentences that a quotation is taken from: these may speak of another case. Stems; empty where nothing is told beside the question.
 */
export function caseLeftOut(question: string, quote: string, source: string): string[] {
  const sentences = splitSentences(question);
  const told = sentences.filter((sentence) => !endsAsQuestion(sentence));
  if (told.length === 0 || told.length === sentences.length) return [];
  const known = new Set(contentStems(source, 'en'));
  const holding = splitSentences(source).filter((sentence) => sentence.includes(quote.trim()) || quote.includes(sentence));
  const here = new Set(contentStems([quote, ...holding].join('\n'), 'en'));
  return [...new Set(contentStems(told.join(' '), 'en'))].filter((stem) => known.has(stem) && !here.has(stem));
}

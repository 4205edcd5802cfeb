import type { ToolContext } from '../../core/index.js';
import { findQuantities, findForeignSentences, languageCode, sameQuantity, splitSentences } from '../../tools/text/index.js';
import { asData, estimateTokens } from '../../tools/text/data.js';
import { ask, notesOf, tidy } from './ask.js';
import { splitIntoChunks } from './chunks.js';

/** A translation is about as long as its source, so parts are smaller than for reading. */
const PART_TOKENS = 700;
/** Share of the letters of a sentence that may be in another language: names and quotations. */
const FOREIGN_SHARE = 0.5;

/** Translates a text part by part. */
export async function translateText(text: string, language: string, context: ToolContext): Promise<string> {
  const parts = splitIntoChunks(text, PART_TOKENS);
  const translated: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (parts.length > 1) context.progress(index / parts.length, `part ${index + 1} of ${parts.length}`);
    // The earlier answer is only shown for a text of one part: for more it would be the wrong part.
    translated.push(await translatePart(part, language, notesOf(parts.length === 1 ? context : { critique: context.critique, previous: undefined }), context));
  }
  return translated.join('\n\n');
}

/** Translates each sentence by itself, so that none is left out; one whose numbers or language are wrong is asked for once more. Paragraphs and lines stay. */
export async function translateSentences(text: string, language: string, context: ToolContext): Promise<string> {
  const lines = text.split('\n');
  const sentences = lines.map((line) => (line.trim() === '' ? [] : splitSentences(line)));
  const total = sentences.flat().length;
  let done = 0;
  const translated: string[] = [];
  for (const line of sentences) {
    const words: string[] = [];
    for (const sentence of line) {
      context.progress(done++ / total, `sentence ${done} of ${total}`);
      words.push(await translateSentence(sentence, language, context));
    }
    translated.push(words.join(' '));
  }
  return translated.join('\n');
}

async function translateSentence(sentence: string, language: string, context: ToolContext): Promise<string> {
  const first = await translatePart(sentence, language, '', context);
  const faults = await sentenceFaults(sentence, first, language);
  if (faults.length === 0) return first;
  const second = await translatePart(sentence, language, `\n${faults.join(' ')}`, context);
  return (await sentenceFaults(sentence, second, language)).length < faults.length ? second : first;
}

/** What can be told of a translated sentence without knowing both languages. */
async function sentenceFaults(source: string, translation: string, language: string): Promise<string[]> {
  const held = findQuantities(translation);
  const lost = findQuantities(source).filter((quantity) => !held.some((other) => sameQuantity(quantity, other)));
  const foreign = await findForeignSentences(translation, languageCode(language) ?? '');
  return [
    ...lost.map(({ text }) => `Keep "${text}".`),
    ...(foreign.share > FOREIGN_SHARE || translation.trim() === source.trim() ? [`Write in ${language}.`] : []),
  ];
}

async function translatePart(part: string, language: string, notes: string, context: ToolContext): Promise<string> {
  const reply = await ask('translate', { data: asData(part), language, notes }, context, 200 + estimateTokens(part) * 3);
  return withoutAnnouncement(tidy(reply.text), part);
}

/** Takes off a line of the model's own, in whatever language, that announces the translation: the source begins with no such line. */
export function withoutAnnouncement(translation: string, source: string): string {
  const announced = /^[^\n]{1,120}[:：][ \t]*\n\s*\n/.exec(translation);
  const sourceAnnounces = /^[^\n]*[:：][ \t]*(?:\n|$)/.test(source.trim());
  return announced && !sourceAnnounces ? translation.slice(announced[0].length).trim() : translation;
}

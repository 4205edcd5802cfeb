import { RECIPE } from '../documents/articles.js';
import { LIBRARY_RULES, MUSEUM_NOTICE, POOL_NOTICE, RECALL_NOTICE } from '../documents/notices.js';
import { documentOf, onDocument, stated, type LoopTask } from '../task.js';
import { digitGroups, inventedNumbers, missingFacts, wordCount, type Facts } from '../truth/text.js';
import { stopwordLanguage } from '../truth/language.js';

/** Small numbers are often written as words in a translation. */
const SMALL = 12;

/** Faults that can be told without knowing the language well: the language, lost or new numbers, lost names, the length. */
export function translationFaults(text: string, source: string, code: string, names: Facts): string[] {
  const found = new Set(digitGroups(text));
  const lost = digitGroups(source).filter((number) => Number(number) > SMALL && !found.has(number) && !found.has(number.replace(/0$/, '')) && !isHour(number, source));
  const ratio = wordCount(text) / Math.max(1, wordCount(source));
  return [
    ...(stopwordLanguage(text) === code ? [] : [`is in ${stopwordLanguage(text)} instead of ${code}`]),
    ...lost.map((number) => `lost the number ${number}`),
    ...inventedNumbers(text, source, hoursOf(source)),
    ...missingFacts(text, names),
    ...(ratio < 0.6 || ratio > 1.7 ? [`has ${Math.round(ratio * 100)} % of the source's words`] : []),
  ];
}

/** "7 pm" becomes 19 in most languages. */
function hoursOf(source: string): string[] {
  return [...source.matchAll(/(\d+) ?pm\b/gi)].map(([, hour]) => String(Number(hour) + 12));
}

function isHour(number: string, source: string): boolean {
  return new RegExp(String.raw`\b${number} ?pm\b`, 'i').test(source);
}

export function translation(id: string, source: string, language: string, code: string, names: Facts): LoopTask {
  return {
    id: `translate-${id}`, family: 'translate', goal: `Translate this into ${language}.`, inputs: documentOf(source),
    plan: onDocument('translate', { language }, [stated('text_language', { language: code })]),
    truth: ({ text }) => translationFaults(text, source, code, names),
  };
}

export const paragraph = (source: string, index: number): string => source.split('\n\n')[index] ?? '';

/** The first paragraph of a document that has some words. */
export const paragraphWith = (source: string, words: string): string => source.split('\n\n').find((text) => text.includes(words)) ?? '';

export const translateTasks: readonly LoopTask[] = [
  translation('pool-french', paragraph(POOL_NOTICE, 2), 'French', 'fr', { Millbrook: /Millbrook/ }),
  translation('pool-german', paragraph(POOL_NOTICE, 1), 'German', 'de', { 'Harbour Lane': /Harbour Lane/ }),
  translation('recall-spanish', paragraph(RECALL_NOTICE, 1), 'Spanish', 'es', { Brisa: /Brisa 170/, Hallmann: /Hallmann/ }),
  translation('museum-italian', paragraph(MUSEUM_NOTICE, 2), 'Italian', 'it', { Sommer: /Sommer/ }),
  translation('recipe-german', paragraph(RECIPE, 1), 'German', 'de', { lentils: /Linsen/i }),
  translation('library-italian', paragraph(LIBRARY_RULES, 1), 'Italian', 'it', {}),
];

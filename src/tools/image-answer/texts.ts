import type { ImageFacts } from '../image/index.js';

const LETTERING = '(?:text|writing|lettering|words?|letters?|something written|anything written)';

/** "What does the sign say?", "Is there any text in it?" */
export function answerText(question: string, facts: ImageFacts): string | undefined {
  const isThere = new RegExp(`^(?:is|are) there (?:any |some |a |an )?${LETTERING}\\b|^(?:do|can) you (?:see|read) (?:any |some )?${LETTERING}\\b|^does .*\\b(?:contain|have|show) (?:any |some )?${LETTERING}\\b`).test(question);
  if (!isThere && !/\b(?:what|which)\b.*\b(?:says?|text|words?|written|sign read)\b|\bread\b.*\btext\b/.test(question)) return undefined;
  if (facts.texts.length === 0) return 'No text can be read in the picture.';
  return `${isThere ? 'Yes: “' : 'It says “'}${facts.texts.map(({ text }) => text.replace(/[“”"]/g, "'")).join(' ')}”.`;
}

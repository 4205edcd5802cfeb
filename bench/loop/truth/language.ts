/** Function words by which a text of a sentence or more shows its language. */
const FUNCTION_WORDS: Readonly<Record<string, readonly string[]>> = {
  en: ['the', 'and', 'of', 'to', 'is', 'are', 'from', 'with', 'for', 'on', 'be', 'they', 'that', 'at', 'which', 'was', 'will'],
  de: ['der', 'die', 'das', 'und', 'ist', 'von', 'mit', 'für', 'auf', 'den', 'dem', 'ein', 'eine', 'nicht', 'wird', 'zu', 'im', 'bis', 'sie'],
  fr: ['le', 'la', 'les', 'et', 'est', 'du', 'des', 'pour', 'une', 'un', 'dans', 'à', 'que', 'ne', 'pas', 'avec', 'sont', 'au', 'de'],
  es: ['el', 'la', 'los', 'las', 'y', 'es', 'del', 'para', 'una', 'un', 'en', 'que', 'no', 'con', 'por', 'se', 'al', 'de', 'está'],
  it: ['il', 'la', 'gli', 'le', 'e', 'è', 'del', 'della', 'per', 'una', 'un', 'in', 'che', 'non', 'con', 'di', 'al', 'sono', 'dal', 'nel'],
};

/** ISO 639-1 code of the language whose function words a text has most of; `?` for none. */
export function stopwordLanguage(text: string): string {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const scores = Object.entries(FUNCTION_WORDS).map(([code, list]) => ({ code, score: words.filter((word) => list.includes(word)).length }));
  const [best] = scores.sort((a, b) => b.score - a.score);
  return best === undefined || best.score === 0 ? '?' : best.code;
}

/** Characters of one spoken piece, at most, and of all that is said of one text. */
const LONGEST = 400;
const ALL = 6000;

/** What is said of a text, a sentence a piece: without addresses and marks of lists and links, which nobody wants read out. */
export function sentencesOf(text: string, language = 'en'): string[] {
  const spoken = text.slice(0, ALL).replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/https?:\/\/\S+/g, '').replace(/[*_`#>|]+/g, ' ');
  // A line of a list is a sentence of its own.
  return spoken.split(/\n+/).flatMap((line) => [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(line)].map(({ segment }) => segment.replace(/\s+/g, ' ').trim()))
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence)).flatMap((sentence) => sentence.match(new RegExp(`.{1,${LONGEST}}(?=\\s|$)|.{1,${LONGEST}}`, 'gu')) ?? []).map((piece) => piece.trim());
}

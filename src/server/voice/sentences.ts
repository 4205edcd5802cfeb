/** Characters of one spoken piece, at most, and of all that is said of one text. */
const LONGEST = 400;
const ALL = 6000;

/** Characters of a first sentence above which its first clause is said by itself, and of that clause at least. */
const FIRST = 80;
const CLAUSE = 12;

/** What is said first is made first: a long first sentence is begun with its first clause, so that less is waited for. */
export function beginShort([first, ...rest]: readonly string[]): string[] {
  if (first === undefined) return [];
  const [, clause, end] = first.length > FIRST ? (new RegExp(`^(.{${CLAUSE},${FIRST}}?[,;:–—])\\s+(.+)$`, 'u').exec(first) ?? []) : [];
  return clause !== undefined && end !== undefined ? [clause, end, ...rest] : [first, ...rest];
}

/** What is said of a text, a sentence a piece: without addresses and marks of lists and links, which nobody wants read out. */
export function sentencesOf(text: string, language = 'en'): string[] {
  const spoken = text.slice(0, ALL).replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/https?:\/\/\S+/g, '').replace(/[*_`#>|]+/g, ' ');
  // A line of a list is a sentence of its own.
  return spoken.split(/\n+/).flatMap((line) => [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(line)].map(({ segment }) => segment.replace(/\s+/g, ' ').trim()))
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence)).flatMap((sentence) => sentence.match(new RegExp(`.{1,${LONGEST}}(?=\\s|$)|.{1,${LONGEST}}`, 'gu')) ?? []).map((piece) => piece.trim());
}

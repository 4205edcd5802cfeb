/** Scripts that are written without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * Slices of at most about `size` characters that end at blanks where there are any. Each segment that Intl.Segmenter
 * gives keeps a copy of its whole input, so that long texts must be segmented in slices.
 */
export function sliceAtBlanks(text: string, size = 2_000): string[] {
  if (text.length <= size) return [text];
  return text.match(new RegExp(`[^]{1,${size}}(?:\\s|$)|[^]{1,${size}}`, 'gu')) ?? [];
}

/** The words of a text in order, as Unicode UAX 29 and dictionaries segment it; no punctuation, no symbols. */
export function splitWords(text: string, language = 'en'): string[] {
  const segmenter = new Intl.Segmenter(language === '' ? 'en' : language, { granularity: 'word' });
  const words: string[] = [];
  for (const slice of sliceAtBlanks(text)) {
    for (const { segment, isWordLike } of segmenter.segment(slice)) if (isWordLike) words.push(segment);
  }
  return words;
}

/**
 * Number of words as people and word processors count: runs between blanks that hold a letter or a digit
 * ("state-of-the-art" is one); in scripts without blanks, segmented words.
 */
export function countWords(text: string): number {
  const runs = text.split(/[\s\u2013\u2014]+/u).filter((run) => /[\p{L}\p{N}]/u.test(run));
  return runs.reduce((sum, run) => sum + (UNSPACED.test(run) ? splitWords(run).length : 1), 0);
}

/** Number of characters as people see them: grapheme clusters, blanks at both ends left out. */
export function countCharacters(text: string): number {
  let count = 0;
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (const slice of sliceAtBlanks(text.trim())) {
    const segments = segmenter.segment(slice)[Symbol.iterator]();
    while (segments.next().done !== true) count += 1;
  }
  return count;
}

/** Paragraphs: blocks of text between blank lines. */
export function splitParagraphs(text: string): string[] {
  return text.split(/\n\s*\n/).map((block) => block.trim()).filter((block) => block !== '');
}

/** Same text for comparisons: NFKC, lower case, typographic quotes and dashes plain, blanks collapsed. */
export function normalizeText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

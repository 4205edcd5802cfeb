/** Titles and shortenings after which a full stop does not end a sentence, in lower case without the stop. */
const ABBREVIATIONS = new Set(
  'mr mrs ms dr prof st sr jr gen col lt sgt rev hon vs etc e.g i.e cf al approx ca art sect ch dept est fig no nos vol pp p inc ltd co corp ave blvd rd tel ext jan feb mar apr jun jul aug sep sept oct nov dec bzw z.b d.h u.a usw nr str hr fr mme mlle m sra dra ud uds av'.split(' '),
);

/** Shortenings that often end a sentence, too: only a following lower-case word or a digit proves that it goes on. */
const SOMETIMES_LAST = new Set(['etc', 'inc', 'ltd', 'co', 'corp', 'jr', 'sr', 'usw', 'no', 'al', 'p', 'm', 'av']);

/** Things that are told apart by letters: "in house D." ends a sentence. */
const LETTERED = /\b(?:house|room|block|plan|vitamin|gate|hall|building|section|platform|group|class|type|grade|level|part|option|zone|wing|team|hepatitis)\s+\p{Lu}\.\s*$/iu;

const LIST_MARK = /^\s*(?:[-*•‣◦–—]|\d{1,3}[.)]|[a-z][.)])\s+/;

/** "due date: 6 May": a line of a form or a list of facts. */
const LABELLED = /^\S.{0,60}?:\s+\S/;

/**
 * Splits a text into sentences. Lines that are list items or headings count as sentences of their own; hard-wrapped
 * lines are joined first. Boundaries are those of Unicode UAX 29, less the ones behind abbreviations and initials.
 */
export function splitSentences(text: string, language = 'en'): string[] {
  const segmenter = new Intl.Segmenter(language === '' ? 'en' : language, { granularity: 'sentence' });
  return unwrapLines(text).flatMap((line) => joinAbbreviations(sliceAtStops(line).flatMap((slice) => (slice.length > 100_000 ? [slice] : Array.from(segmenter.segment(slice), ({ segment }) => segment).flatMap(splitBeforeNumbers)))));
}

/** UAX 29 lets a sentence go on where a number and a small letter follow its stop ("... in the lake. 40 trees were felled"). */
function splitBeforeNumbers(segment: string): string[] {
  return segment.split(/(?<=\p{Ll}{2}[.!?]["'”’)\]]?\s)(?=\p{N})/u);
}

/** A long line in slices that end where a sentence may end, so that no long input is segmented at once (see sliceAtBlanks). */
function sliceAtStops(line: string): string[] {
  if (line.length <= 4_000) return [line];
  const slices: string[] = [];
  for (const part of line.split(/(?<=[.!?…。！？]["'”’)\]]?\s|[。！？])/u)) {
    const last = slices.at(-1);
    if (last !== undefined && last.length + part.length <= 4_000) slices[slices.length - 1] = last + part;
    else slices.push(part);
  }
  return slices;
}

/** The lines of a text, with lines that only continue a wrapped sentence appended to it. */
function unwrapLines(text: string): string[] {
  const lines: string[] = [];
  let open = false;
  for (const raw of text.split(/\r\n|[\n\r\u2028\u2029]/)) {
    const line = raw.trim();
    if (line === '') {
      open = false;
      continue;
    }
    const previous = lines.at(-1);
    const isForm = previous !== undefined && LABELLED.test(previous) && LABELLED.test(line);
    const continues = open && previous !== undefined && !isForm && !LIST_MARK.test(raw) && !isRow(previous) && !isRow(line) && (/^\p{Ll}/u.test(line) || /[,;–—]$/.test(previous) || (previous.length >= 60 && !/[.!?:…。！？]["'”’)\]]*$/u.test(previous)));
    if (continues) lines[lines.length - 1] = `${previous} ${line}`;
    else lines.push(line);
    open = true;
  }
  return lines;
}

/** Whether a line of a text is a row of a table: cells with tabs between, or between bars as in Markdown. */
export function isRow(line: string): boolean {
  return line.includes('\t') || line.startsWith('|');
}

/** For each sentence that is a row, where the first row of its table stands, which says what the cells are; for any other its own place. */
export function tableStarts(sentences: readonly string[]): readonly number[] {
  const starts: number[] = [];
  for (const [index, sentence] of sentences.entries()) starts.push(index > 0 && isRow(sentence) && isRow(sentences[index - 1] ?? '') ? (starts[index - 1] ?? index) : index);
  return starts;
}

/** The cells of a row, each with its place in it. */
export function cellsOf(row: string): { readonly text: string; readonly index: number }[] {
  return [...row.matchAll(/[^|\t]+/g)].map((match) => ({ text: match[0], index: match.index }));
}

function joinAbbreviations(segments: readonly string[]): string[] {
  const sentences: string[] = [];
  let pending = '';
  segments.forEach((segment, index) => {
    pending += segment;
    const next = segments[index + 1];
    if (next !== undefined && endsInAbbreviation(pending, next)) return;
    const sentence = pending.trim();
    pending = '';
    if (sentence === '') return;
    // A bare list number ("1.") belongs to what follows; stray punctuation or a symbol to what precedes.
    if (next !== undefined && /^\(?\d{1,3}[.)]$/.test(sentence)) pending = `${sentence} `;
    else if (sentences.length > 0 && !/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(sentence)) sentences[sentences.length - 1] = `${sentences.at(-1) ?? ''} ${sentence}`;
    else sentences.push(sentence);
  });
  return sentences;
}

/** German dates: "am 26. Mai". */
const GERMAN_MONTH = /^(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b/u;

function endsInAbbreviation(pending: string, next: string): boolean {
  if (/(?:^|\s)\d{1,2}\.\s*$/.test(pending) && GERMAN_MONTH.test(next)) return true;
  const match = /(?:^|[\s("'“])([\p{L}][\p{L}.]*)\.\s*$/u.exec(pending);
  const word = match?.[1]?.toLowerCase();
  if (word === undefined) return false;
  const goesOn = /^[\p{Ll}\p{N}]/u.test(next.trim());
  if (/^[ap]\.?m$/.test(word)) return /^\p{Ll}/u.test(next.trim());
  const isInitial = /^\p{Lu}$/u.test(match?.[1] ?? '');
  if (SOMETIMES_LAST.has(word) && !isInitial) return goesOn;
  if (ABBREVIATIONS.has(word)) return true;
  // An initial, as in "J. Smith" or "U.S. Army"; the pronoun "I." ends a sentence.
  return /^\p{Lu}(?:\.\p{Lu})*$/u.test(match?.[1] ?? '') && match?.[1] !== 'I' && !LETTERED.test(pending);
}

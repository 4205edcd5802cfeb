import { describe } from './description.js';
import type { Description } from './description-schema.js';
import { numberIn } from './numbers.js';
import { quotesIn, withQuotes } from './quoted.js';
import type { Letters, Value } from './sub-goal.js';
import { ordinalIn } from './vocabulary.js';

/** What is to be entered, and into what. */
export interface Entry {
  readonly value: Value;
  readonly field?: Description | undefined;
  readonly letters?: Letters | undefined;
}

const MEMORY = /^(?:it|that|this|them|the same|(?:that|this|the|your|its) (?:answer|result|value|word|text|number|name|total|sum|code|one|solution)s?)(?: (?:in|there))?$/i;
const SUM = /^(?:the )?(?:answer|result|solution|sum|total) (?:to|of|for) (?:the |this |that )?(?:math|maths|sum|equation|problem|calculation|addition|arithmetic|expression)/i;

/** Reads what follows a verb of entering: `⟦0⟧ into the text field`, `the username ⟦0⟧ and the password ⟦1⟧`, `the value of Country into ...`. */
export function entriesOf(rest: string, passages: readonly string[]): Entry[] {
  const { body, letters } = lettersOf(rest);
  const several = piecesOf(body, passages);
  if (several) return several.map((entry) => ({ ...entry, letters }));
  const { value, field } = halves(body);
  const where = field === undefined ? undefined : describe(field, passages);
  const pairs = pairsOf(value, passages);
  if (pairs.length > 1 || (pairs.length === 1 && where === undefined)) return pairs.map(({ label, text }) => ({ value: { from: 'goal', text }, field: describe(label, passages), letters }));
  const [pair] = pairs;
  if (pair && where) return [{ value: { from: 'goal', text: pair.text }, field: where.all ? { ...describe(pair.label, passages), all: true } : where.texts.length > 0 ? where : describe(pair.label, passages), letters }];
  return [{ value: valueOf(value, passages), field: where, letters }];
}

/** `⟦0⟧ as the first name, ⟦1⟧ as the last name`: values that are quoted, dates or numbers, each with its field. */
function piecesOf(body: string, passages: readonly string[]): Entry[] | undefined {
  const pieces = body.split(/\s*,\s*(?:and\s+)?|\s+and\s+/).map((piece) => /^(?:the )?(?:text |word |value |number |name )?(⟦\d+⟧|-?\d[\d./:-]*(?:\s?[ap]m)?)\s+(?:into|in|to|as|for|inside)\s+(?:the |an? |your )?(.+)$/i.exec(piece.trim()));
  if (pieces.length < 2 && !/^\p{Lu}/u.test(pieces[0]?.[2] ?? '')) return undefined;
  return pieces.every((piece) => piece !== null) ? pieces.map(([, value = '', field = '']) => ({ value: valueOf(value, passages), field: describe(field, passages) })) : undefined;
}

/** "in all upper case letters" says how, and not where. */
function lettersOf(rest: string): { body: string; letters?: Letters | undefined } {
  const match = /\s*\b(?:in|as|using|with)\s+(?:all\s+)?(upper|lower|capital|small)[- ]?(?:case)?(?:\s*(?:letters|characters))?\b/i.exec(rest) ?? /\b(capitali[sz]ed)\b/i.exec(rest);
  if (!match) return { body: rest };
  return { body: `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`.replace(/\s+/g, ' ').trim(), letters: /upper|capital/i.test(match[1] ?? '') ? 'upper' : 'lower' };
}

/** At the last word that leads to a place: "X into F", "X as the date". */
function halves(body: string): { value: string; field?: string } {
  const leads = [...body.matchAll(/\s+(?:into|inside|in to|in|on|to|as|for|at)\s+(?=(?:the|a|an|that|this|each|every|both|all|any|your|its)\b|⟦)/gi)];
  // "the value of X in the table into the field": the last one is the field, except where it leads to a text that is read.
  const into = leads.filter((match) => /into/i.test(match[0])).at(-1) ?? leads.at(-1);
  if (!into) return { value: body };
  return { value: body.slice(0, into.index), field: body.slice(into.index + into[0].length) };
}

/** `the username ⟦0⟧ and the password ⟦1⟧`; a label stands right before its quotation. */
function pairsOf(value: string, passages: readonly string[]): { label: string; text: string }[] {
  const pairs = [...value.matchAll(/(?:^|,|\band\b)\s*(?:the|a|an|your|as|with)?\s*((?:[\p{L}-]+\s+){0,3}?[\p{L}-]+)(?:\s+(?:as|is|to|of|with|:|=))?[:=]?\s*⟦(\d+)⟧/giu)];
  return pairs.map(([, label = '', index]) => ({ label, text: passages[Number(index)] ?? '' })).filter(({ label }) => !/^(?:(?:the|following|a) )*(?:text|word|words|phrase|string|following|value|number|and|the)$/i.test(label.trim()));
}

/** Reads the source of a value: quoted, named, pointed at or written plainly. */
export function valueOf(phrase: string, passages: readonly string[]): Value {
  const quotes = quotesIn(phrase, passages);
  const bare = phrase.trim().replace(/[.,]$/, '');
  if (quotes.length === 1) return { from: 'goal', text: quotes[0] ?? '' };
  if (SUM.test(bare)) return { from: 'sum' };
  const added = totalIn(bare, passages);
  if (added) return added;
  if (MEMORY.test(bare)) return { from: 'memory' };
  const part = textPart(bare, passages);
  if (part) return part;
  const count = /^(?:the )?(?:total )?(?:number|count|amount) of (.+)$/i.exec(bare);
  if (count) return { from: 'count', of: describe(count[1] ?? '', passages) };
  const labelled = /^(?:the |its )?(?:value|text|content|contents|entry|number|name|data|amount|price|cell)\s+(?:of|for|in|from|beside|next to|that (?:corresponds|belongs) (?:to|with))\s+(.+)$/i.exec(bare);
  if (labelled) return { from: 'label', of: describe(labelled[1] ?? '', passages) };
  // A text to be typed is quoted or short: "the code of the welcome gift" stands on the page.
  const reference = quotes.length === 0 ? /^(?:the|its|their) ([\p{L}-]+(?: [\p{L}-]+)?) (?:of|for|under|below|beside|next to) (?:the |your |an? )?(.+)$/iu.exec(bare) : null;
  if (reference) return { from: 'label', of: describe(reference[2] ?? '', passages), property: reference[1]?.toLowerCase() };
  // "the number 42", "the word Hello": what it is, and then the text itself.
  const named = /^(?:the )?(?:number|value|words?|text|phrase|string|code|letters?|digits?|message) ((?:\p{Lu}|\d).*)$/u.exec(bare);
  return { from: 'goal', text: withQuotes(named?.[1] ?? bare, passages) };
}

/** "the two loaves of bread": every thing of that name. */
const SEVERAL = /^(?:the |these |those |both |all )*(two|three|four|five|six|\d+|both) (?:of the |the )?(?:\p{L}+ of )?(.+)$/iu;

/** How many things of a name a term of a sum speaks of; undefined where it gives no number. */
export function manyIn(term: string): number | undefined {
  const [, many] = SEVERAL.exec(term) ?? [];
  return many === undefined ? undefined : many.toLowerCase() === 'both' ? 2 : numberIn(many);
}

function termOf(term: string, passages: readonly string[]): Description {
  const several = SEVERAL.exec(term)?.[2] ?? /^all(?: of)?(?: the)? (.+)$/iu.exec(term)?.[1];
  return several === undefined ? describe(term, passages) : { ...describe(several.replace(/(?<=\p{L}{3})s$/u, ''), passages), words: withQuotes(term, passages), all: true };
}

/** What several named things come to: "the tea and both cakes". */
export const totalOf = (list: string, passages: readonly string[]): Value => ({ from: 'total', of: list.split(/\s*,\s*(?:and\s+)?|\s+and\s+|\s+plus\s+/).map((term) => termOf(term.trim(), passages)) });

const TOTAL = /^(?:the )?(?:sum|total)(?: amount| number| price| cost)? of (?:all |both )?(?:(?:of )?the |these |those )?(.+)$/i;

/** "the sum of 3 and 4" is worked out here; "the sum of the prices", "of Rent and Food" is read on the page. */
function totalIn(phrase: string, passages: readonly string[]): Value | undefined {
  const [, what] = TOTAL.exec(phrase) ?? [];
  if (what === undefined) return undefined;
  const terms = what.split(/\s*,\s*(?:and\s+)?|\s+and\s+|\s+plus\s+/).map((term) => withQuotes(term, passages).trim());
  if (terms.length > 1 && terms.every((term) => /^-?\d+(?:\.\d+)?$/.test(term))) return { from: 'goal', text: String(Number(terms.reduce((sum, term) => sum + Number(term), 0).toFixed(6))) };
  return totalOf(what, passages);
}

const QUESTIONS: readonly (readonly [RegExp, (match: readonly string[]) => readonly [string, string]])[] = [
  [/^(?:in |at |on |from |for |to )?(?:which|what) (\p{L}+(?: \p{L}+)?) (?:does|do|is|are|was|did|has|have) (.+?)(?: (?:work|works|live|lives|come|comes|have|cost|belong|stand|sit|play|study|born|made|sold|in|at|from|for|to))*\??$/iu, ([, property = '', of = '']) => [property, of]],
  [/^what(?: is|['’]s) (?:the )?([\p{L} ]+?) of (.+?)\??$/iu, ([, property = '', of = '']) => [property, of]],
  [/^what(?: is|['’]s) (\S+?)['’]s ([\p{L} ]+?)\??$/iu, ([, of = '', property = '']) => [property, of]],
  [/^how much (?:does|do|is|are) (.+?)(?: cost)?\??$/iu, ([, of = '']) => ['price', of]],
  [/^how old (?:is|are) (.+?)\??$/iu, ([, of = '']) => ['age', of]],
];

/** What a question asks for, where it is something that the page tells of a thing. */
export function askedIn(question: string, passages: readonly string[]): Value | undefined {
  for (const [pattern, read] of QUESTIONS) {
    const match = pattern.exec(question);
    if (!match) continue;
    const [property, of] = read(match);
    return { from: 'label', of: describe(of, passages), property: property.toLowerCase() };
  }
  return undefined;
}

/** `the 3rd word in the paragraph`, `the last line of ⟦0⟧`. */
export function textPart(phrase: string, passages: readonly string[]): Extract<Value, { from: 'text' }> | undefined {
  const match = /^(?:the )?(.*?)\b(word|line|letter|character)s?\b(?:\s+(?:in|of|from|inside|within)\s+(.+))?$/i.exec(phrase.trim());
  const ordinal = match ? ordinalIn(match[1] ?? '') : undefined;
  if (!match || ordinal?.rest !== '') return undefined;
  const unit = (match[2] ?? '').toLowerCase();
  return { from: 'text', unit: unit === 'character' || unit === 'letter' ? 'letter' : unit === 'line' ? 'line' : 'word', ordinal: ordinal.ordinal, of: match[3] === undefined ? undefined : describe(match[3], passages) };
}

import type { Description, Side } from './description-schema.js';
import { rankingIn, type Ranking } from './ranking.js';
import { quotesIn, withQuotes } from './quoted.js';
import { COLOUR_WORDS, kindIn, ordinalIn, SHAPE_WORDS, SIZE_WORDS, type WantedKind } from './vocabulary.js';

const LABELLED = /\b(?:labell?ed(?: as| with)?|named|called|titled|entitled|with (?:the )?(?:text|label|name|title|caption|value|word|words|id)|that (?:says|reads|contains)|which (?:says|reads)|saying|reading|containing|marked(?: as)?)\s+/i;
const ENDING_LABEL = new RegExp(`\\s(?:${LABELLED.source})(⟦\\d+⟧)$`, 'i');
const RELATIONS: readonly (readonly [RegExp, NonNullable<Description['relation']>['is']])[] = [
  [/\b(?:below|under|beneath|underneath)\s+/i, 'below'],
  [/\b(?:above|over)\s+/i, 'above'],
  [/\b(?:to the )?left of\s+/i, 'left of'],
  [/\b(?:to the )?right of\s+/i, 'right of'],
  [/\b(?:next to|beside|near|closest to|adjacent to)\s+/i, 'near'],
  [/\b(?:inside(?: of)?|within|in|of|from|on|for|under|at)\s+(?=the |this |that |⟦)/i, 'in'],
];
/** "the message from Eve", "the row of Chen": the thing that bears this name. */
const BEARER = /^(?:the |that |this |an? )?(?:e-?mail|message|mail|letter|row|entry|post|tweet|comment|item|record|conversation|thread|chat|card|tag|photo|picture|image|video|song|invoice|bill|review|one(?! of)|part|section|chapter|article) (?:from|by|of|for|named|called|titled|about) (?:the |order |file )?(.+)$/i;
/** Whether a thing is called by whose or of what it is. */
export const isBearer = (phrase: string): boolean => BEARER.test(phrase);
/** What a name may be said to be: "folder src", "Grid view". */
const NOUN = '(?:file|folder|directory|product|article|city|country|user|person|contact|friend|colou?r|size|page|view|mode|tag|category|question|order|event|task|column|card|pane|slide|plan|theme|language|unit|option|entry|item|row|box|section|heading|product|team|project|channel|group|delivery|tab)';
const LEADING_NOUN = new RegExp(`^\\p{Ll}+\\s+(?=[\\p{Lu}\\d])|^(?:file|folder|directory|tag|colou?r|page|question)\\s+(?=\\S)`, 'u');
const TRAILING_NOUN = new RegExp(`(?<=^\\p{Lu}.*)\\s+${NOUN}$`, 'u');
const SIDES: readonly (readonly [RegExp, readonly Side[]])[] = [
  [/\b(?:top|upper)[- ]left(?:most)?(?: corner)?\b/i, ['top', 'left']], [/\b(?:top|upper)[- ]right(?:most)?(?: corner)?\b/i, ['top', 'right']],
  [/\b(?:bottom|lower)[- ]left(?:most)?(?: corner)?\b/i, ['bottom', 'left']], [/\b(?:bottom|lower)[- ]right(?:most)?(?: corner)?\b/i, ['bottom', 'right']],
  [/\b(?:top(?:most)?|upper(?:most)?)\b/i, ['top']], [/\b(?:bottom(?:most)?|lower(?:most)?)\b/i, ['bottom']],
  [/\bleftmost\b|\bon the left\b/i, ['left']], [/\brightmost\b|\bon the right\b/i, ['right']], [/\b(?:cent(?:er|re)|middle)\b/i, ['centre']],
];
const FILLERS = /^(?:(?:the|a|an|this|that|these|those|any|some|its|his|her|their|your|my|each|every|both|all|on|in|into|to|at|colou?red|of|with|below|above)\b\s*)+|\s+\b(?:colou?red|below|above|that appears|(?:(?:that|which) (?:is|are) )?(?:shown|displayed|visible)|there|please)\b$/gi;

/** Reads a noun phrase: "the 2nd large red circle", "button labelled ⟦0⟧", "the search box at the top". */
export function describe(phrase: string, passages: readonly string[]): Description {
  const words = withQuotes(phrase, passages).trim();
  const bare = phrase.trim().replace(/[.,:;!?]+$/, '');
  // One word with a capital letter is a name, also where it is a word for a kind of thing.
  if (/^\p{Lu}\p{Ll}+$/u.test(bare) && kindIn(bare) !== undefined) return { words, texts: [bare], quoted: false, sides: [], all: false };
  const ranked = rankingIn(bare);
  if (ranked) return { ...describe(ranked.rest.replace(/^(?:one|thing|item|entry|row|card|result|option|offer)s?$/i, ''), passages), words, rank: withQuotations(ranked.ranking, passages), ordinal: undefined, kind: undefined, size: undefined, all: false };
  const bearer = BEARER.exec(bare);
  if (bearer && !/^(?:the )?row of ⟦/i.test(bare)) return { ...describe(bearer[1] ?? '', passages), words, kind: undefined };
  // "the button in the dialog labelled ⟦0⟧": a label at the end is the thing's own, and not that of what it lies in.
  const ending = ENDING_LABEL.exec(bare);
  const relation = relationIn(ending ? bare.slice(0, ending.index) : bare, passages);
  let head = ending ? `${relation?.head ?? bare.slice(0, ending.index)} ${ending[1] ?? ''}` : relation?.head ?? bare;
  let sides: readonly Side[] = [];
  const all = /^(?:all|every|each|both)\b/i.test(head) || /\ball (?:of )?the\b/i.test(head);
  for (const [pattern, found] of SIDES) {
    if (!pattern.test(head)) continue;
    sides = found;
    head = head.replace(pattern, ' ');
    break;
  }
  const quotes = quotesIn(head, passages);
  const label = quotes.length === 0 ? LABELLED.exec(head) : null;
  const labelText = label ? head.slice(label.index + label[0].length).trim() : undefined;
  const subject = (label ? head.slice(0, label.index) : head).replace(LABELLED, ' ').replace(/⟦\d+⟧/g, ' ');
  const marks = marksOf(subject);
  // "the third page" bears its number.
  const page = marks.ordinal !== undefined && (marks.ordinal > 0 || marks.ordinal === -1) && /^page$/i.test(marks.rest) ? marks.ordinal : undefined;
  const quotedKind = marks.kind === 'item' && quotes.length === 1 ? wholeKind(quotes[0] ?? '') : undefined;
  const texts = quotedKind ? [] : page !== undefined ? (page === -1 ? ['last page', 'last', '»', '>>'] : [`page ${page}`, String(page)]) : quotes.length > 0 ? [quotes[0] ?? ''] : labelText !== undefined ? [strip(labelText)] : textsOf(strip(withQuotes(bare, passages)), marks, relation ? strip(head) : undefined);
  return {
    words, texts: [...new Set(quotes.length > 0 ? texts : texts.concat(texts.flatMap(lessNoun)))].filter((text) => text !== ''), quoted: quotes.length > 0 && !quotedKind, kind: quotedKind ?? (marks.kind === 'digit' && marks.rest !== '' && marks.colour === undefined ? undefined : marks.kind), colour: marks.colour, shape: marks.shape,
    size: marks.size, ordinal: page === undefined ? marks.ordinal : undefined, sides, all: all || marks.plural, relation: relation ? { is: relation.is, of: relation.of } : undefined,
  };
}

const withQuotations = (ranking: Ranking, passages: readonly string[]): Ranking => ({ ...ranking, having: ranking.having.map((words) => withQuotes(words, passages)) });

function wholeKind(text: string): WantedKind | undefined {
  const found = kindIn(text);
  return found?.before === '' && found.after === '' ? found.kind : undefined;
}

function relationIn(phrase: string, passages: readonly string[]): { head: string; is: NonNullable<Description['relation']>['is']; of: Description } | undefined {
  for (const [pattern, is] of RELATIONS) {
    const match = pattern.exec(phrase) ?? (is === 'in' ? ownName(phrase) : null);
    if (!match || match.index === 0) continue;
    const of = phrase.slice(match.index + match[0].length);
    if (strip(of) === '') continue;
    return { head: phrase.slice(0, match.index).trim(), is, of: describe(of, passages) };
  }
  return undefined;
}

/** "the Edit button for Chen": what a control belongs to, by its own name. */
function ownName(phrase: string): RegExpExecArray | null {
  const match = /\s(?:in|of|from|for|on|by)\s+(?=\p{Lu}|@)/u.exec(phrase);
  return match && (/⟦\d+⟧/.test(phrase.slice(0, match.index)) || kindIn(phrase.slice(0, match.index)) !== undefined) ? match : null;
}

interface Marks {
  kind?: WantedKind | undefined;
  colour?: string | undefined;
  shape?: string | undefined;
  size?: Description['size'];
  ordinal?: number | undefined;
  plural: boolean;
  /** What is left of the phrase. */
  rest: string;
}

function marksOf(subject: string): Marks {
  const ordinal = ordinalIn(subject);
  const head = ordinal?.rest ?? subject;
  const kind = kindIn(head);
  const marks: Marks = { ordinal: ordinal?.ordinal, kind: kind?.kind, plural: kind?.plural ?? false, rest: '' };
  const left: string[] = [];
  for (const word of (kind ? `${kind.before} ${kind.after}` : head).split(/\s+/)) {
    const lower = word.toLowerCase().replace(/[.,]$/, '');
    const shape = SHAPE_WORDS[lower] ?? SHAPE_WORDS[lower.replace(/s$/, '')] ?? SHAPE_WORDS[lower.replace(/es$/, '')];
    const colour = COLOUR_WORDS.find((name) => lower === name || lower === `${name}-colored`);
    if (colour && marks.colour === undefined) marks.colour = colour;
    else if (SIZE_WORDS[lower] !== undefined) marks.size = SIZE_WORDS[lower];
    else if (shape !== undefined) {
      marks.shape = shape;
      marks.plural ||= SHAPE_WORDS[lower] === undefined;
    } else left.push(word);
  }
  marks.rest = strip(left.join(' '));
  return marks;
}

/** Without quotation marks nobody knows whether "tab #2" is a tab or a text: the whole phrase comes first. */
function textsOf(whole: string, marks: Marks, head: string | undefined): string[] {
  const says = marks.kind !== undefined || marks.colour !== undefined || marks.shape !== undefined || marks.size !== undefined || marks.ordinal !== undefined;
  if (!says) return head === undefined ? [whole] : [whole, head];
  return marks.rest === '' ? [] : [marks.rest, whole];
}

/** A name without the noun that says what it is. */
function lessNoun(text: string): string[] {
  return [text.replace(LEADING_NOUN, ''), text.replace(TRAILING_NOUN, '')].filter((less) => less !== text && less !== '');
}

function strip(phrase: string): string {
  let text = phrase.trim();
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(FILLERS, '').trim();
  }
  return text.replace(/[.,:;!?]+$/, '');
}

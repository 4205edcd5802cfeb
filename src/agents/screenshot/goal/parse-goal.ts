import { VouchError } from '../../../core/index.js';
import { clausesOf, verbOf, type Clause } from './clauses.js';
import { describe, isBearer } from './description.js';
import type { Description } from './description-schema.js';
import { namedDeed, purposeless } from './named-deed.js';
import type { Part } from './part.js';
import { linked } from './link.js';
import { menuPath } from './menus.js';
import { byPattern, momentIn } from './patterns.js';
import { quotesIn, setQuotesAside, withQuotes } from './quoted.js';
import type { SubGoal } from './sub-goal.js';
import { entriesOf, textPart, valueOf } from './values.js';
import { kindIn, KEY_NAMES } from './vocabulary.js';

/**
 * Lays a goal out as the things that it asks for, in order. Plain instructions are read by rules; what they do not read
 * becomes a `free` sub-goal, which the language model works on. Throws INPUT_TOO_LARGE above 8,000 characters outside of quotation marks.
 */
export function parseGoal(goal: string): SubGoal[] {
  const { text, passages } = setQuotesAside(goal.trim());
  // The rules look for single blanks, and long runs of them take a regular expression very long.
  const plain = text.replace(/[^\S\n]+/g, ' ').replace(/ ?\n[ \n]*/g, '\n');
  if (plain.length > MOST_CHARACTERS) throw new VouchError('INPUT_TOO_LARGE', `The goal has ${plain.length.toLocaleString('en')} characters outside of quotation marks; at most ${MOST_CHARACTERS.toLocaleString('en')} are read. Say what is to be done in fewer words, and put longer texts that are to be entered into quotation marks.`, { details: { characters: plain.length, most: MOST_CHARACTERS } });
  const clauses = clausesOf(plain);
  const sentences = [...new Set(clauses.map(({ sentence }) => sentence))].map((index) => clauses.filter(({ sentence }) => sentence === index));
  const parsed = sentences.flatMap((sentence, index): SubGoal[] => {
    const path = menuPath(sentence, passages);
    if (path) return [path];
    const announced = sentences[index - 1]?.find(({ announces }) => announces)?.text;
    const detailed = sentence[0]?.announces === true && (sentences[index + 1] ?? []).some(({ text: next }) => REFERS.test(next));
    // What is said again in detail is done once, and as it is said there.
    return detailed ? [] : sentence.flatMap((clause) => readClause(announced === undefined ? clause : { ...clause, text: spelledOut(clause.text, announced) }, passages));
  });
  return linked(parsed);
}

/** Instructions of this length are read in a second or two; what is longer is no instruction, and the time grows with its square. */
const MOST_CHARACTERS = 8_000;

/** "type it", "choose these days": a value that was named before the colon. */
const REFERS = /^(?:enter|type|write|put|input|choose|select|pick|mark|search for)\s+(?:it|them|this|that|these|those)\b/i;

/** An instruction with the value in place of the word that points back at it. */
function spelledOut(text: string, announced: string): string {
  const values = announced.match(/⟦\d+⟧(?:\s+(?:to|until|till|through)\s+⟦\d+⟧)?/gu) ?? [];
  const [value] = values;
  return value !== undefined && REFERS.test(text) ? text.replace(/(?<=^\S+(?:\s+for)?\s+)(?:it|them|(?:this|that|these|those)(?:\s+[\p{L}-]+)?)\b/iu, value) : text;
}

function readClause(clause: Clause, passages: readonly string[]): SubGoal[] {
  const words = withQuotes(clause.text, passages);
  const within = clause.scope === undefined ? undefined : describe(clause.scope, passages);
  return readInstruction(clause.text, passages).map((part) => {
    const place = within ?? (part.kind === 'enter' ? placeOf(clause.text, part.field, passages) : undefined);
    return { words, ...(place ? { within: place } : {}), ...part };
  });
}

function readInstruction(text: string, passages: readonly string[]): Part[] {
  const found = /^(?:find|locate|look for)\s+and\s+(?=\p{L})/iu.exec(text);
  if (found) return readInstruction(text.slice(found[0].length), passages);
  const moment = momentIn(text, passages);
  if (moment) return [moment.moment, ...readInstruction(moment.instruction, passages)];
  const pattern = byPattern(text, passages);
  if (pattern) return pattern;
  const count = /^how many (.+?)(?:\s+(?:are|is|do|can|does)\b.*)?\??$/i.exec(text);
  if (count) return [{ kind: 'work-out', value: { from: 'count', of: describe(count[1] ?? '', passages) } }];
  if (/\?$/.test(text) || /^(?:what|who|where|when|which|why|is|are|does|do(?! not\b))\b/i.test(text)) return [{ kind: 'answer', question: withQuotes(text, passages) }];
  const opening = verbOf(text);
  if (!opening) return [{ kind: 'free' }];
  return read(opening.verb, opening.rest, text, passages);
}

function read(verb: string, rest: string, text: string, passages: readonly string[]): Part[] {
  const it = (phrase: string): Description => describe(purposeless(phrase), passages);
  switch (verb) {
    case 'click': case 'press': case 'hit': case 'tap': case 'push': case 'activate': return click(rest, verb, passages);
    case 'double-click': return [{ kind: 'click', target: it(rest), count: 2, button: 'left' }];
    case 'right-click': return [{ kind: 'click', target: it(rest), count: 1, button: 'right' }];
    case 'hover': return [{ kind: 'hover', target: it(rest.replace(/^(?:over|on|above)\s+/i, '')) }];
    case 'focus': return [{ kind: 'focus', target: it(rest) }];
    case 'submit': return [{ kind: 'click', target: { ...describe(rest === '' || /^(?:it|the form|your answer|the answer)$/i.test(rest) ? 'submit' : text, passages) }, count: 1, button: 'left' }];
    case 'log': case 'login': case 'sign': if (verb === 'login' || /^(?:in|on|into)\b/i.test(rest)) return login(text, rest, passages); return read('click', rest, text, passages).map((part) => (part.kind === 'click' ? { ...part, target: { ...part.target, words: withQuotes(text, passages), texts: [withQuotes(text, passages), ...(/^(?:off|out|up)\b/i.test(rest) ? SIGNS[/^(off|out|up)/i.exec(rest)?.[1]?.toLowerCase() ?? ''] ?? [] : [])], quoted: false, kind: undefined, relation: undefined } } : part));
    case 'enter': case 'type': case 'input': case 'write': case 'insert': case 'put': case 'search': return enter(verb, rest, passages);
    case 'fill': return enter(verb, rest.replace(/^(?:in|out|up)\s+/i, '').replace(/^(?:the )?(?:form|fields?|blanks?)(?:\s+(?:below|above))?\s*(?:with|using|:)\s*/i, ''), passages);
    case 'paste': return [{ kind: 'paste', field: fieldOf(rest, passages) }];
    case 'copy': return copy(rest, passages);
    case 'select': case 'choose': case 'pick': case 'check': case 'tick': case 'mark': case 'set': case 'change': case 'adjust': return choose(verb, rest, passages, true);
    case 'uncheck': case 'untick': case 'unselect': case 'deselect': return choose(verb, rest, passages, false);
    case 'expand': case 'open': case 'show': return [{ kind: 'open', target: menuNamed(it(rest)), open: true }];
    case 'collapse': return [{ kind: 'open', target: it(rest), open: false }];
    case 'close': return [{ kind: 'click', target: { ...it(rest), texts: ['close', '×', 'x', ...it(rest).texts] }, count: 1, button: 'left' }];
    case 'highlight': return [{ kind: 'highlight', target: it(rest) }];
    case 'drag': case 'move': case 'drop': return drag(rest, passages);
    case 'empty': return [{ kind: 'enter', value: { from: 'goal', text: '' }, field: it(rest) }];
    case 'only-choose': return choose('choose', rest, passages, true).map((part) => (part.kind === 'choose' ? { ...part, only: true } : part));
    case 'scroll': return scroll(rest, passages);
    case 'find': case 'locate': case 'look': return find(rest.replace(/^(?:for|at|up)\s+/i, ''), passages);
    case 'go': case 'switch': case 'navigate': case 'visit': return [{ kind: 'click', target: it(rest.replace(/^(?:to|back to|over to)\s+/i, '')), count: 1, button: 'left' }];
    case 'solve': case 'calculate': case 'compute': return [{ kind: 'work-out', value: { from: 'sum' } }];
    case 'count': return [{ kind: 'work-out', value: { from: 'count', of: it(rest.replace(/^the (?:number|amount) of\s+/i, '')) } }];
    case 'use': return use(rest, passages);
    case 'read': case 'tell': case 'answer': if (verb === 'tell' && !/^(?:me|us)\b/i.test(rest)) return [{ kind: 'free' }]; return [{ kind: 'answer', question: withQuotes(text, passages) }];
    case 'add': {
      const [, list = ''] = /^(?:the |an? )?(.+?,.+|.+ and .+?) to (?:the |my |this )?\p{Ll}.*$/iu.exec(rest) ?? [];
      const items = list === '' ? [] : itemsOf(list, passages);
      return items.length > 1 ? items.flatMap((item) => namedDeed('add', item, `add ${item}`, passages)) : namedDeed(verb, rest, text, passages);
    }
    case 'wait': case 'keep': case 'draw': case 'make': case 'give': return [{ kind: 'free' }];
    // "Delete the message": the control for it bears the verb's name.
    default: return namedDeed(verb, rest, text, passages);
  }
}

/** "below the post by Ada": one of many things that each have such a field. */
const PLACE = /\s(?:below|under|beneath|underneath|next to|beside|on|for|to|of) (the (?:post|message|comment|tweet|card|photo|picture|article|product|question|review|entry)\b.*)$/i;

function placeOf(text: string, field: Description | undefined, passages: readonly string[]): Description | undefined {
  const [, place] = PLACE.exec(text) ?? [];
  if (place === undefined || field?.relation !== undefined) return undefined;
  const described = describe(place, passages);
  return described.texts.length > 0 ? described : undefined;
}

/** "the menu" is known by its name or its mark. */
function menuNamed(target: Description): Description {
  return target.texts.length === 0 && target.kind === 'select' && /\bmenu\b/i.test(target.words) ? { ...target, texts: ['menu'], kind: undefined } : target;
}

function click(rest: string, verb: string, passages: readonly string[]): Part[] {
  const phrase = purposeless(rest.replace(/^(?:on|onto|in|into|inside|at|upon)\s+/i, ''));
  const key = KEY_NAMES[phrase.toLowerCase().replace(/^the\s+/, '').replace(/\s+key$/, '')];
  if (key !== undefined && (verb === 'press' || verb === 'hit') && (/\bkey$/i.test(phrase) || /^(?:enter|return|tab|esc|escape|space|backspace)$/i.test(phrase))) return [{ kind: 'key', chord: key }];
  const chord = /^(?:the )?((?:ctrl|control|shift|alt|cmd|meta)\s*[+-]\s*\S+)$/i.exec(phrase)?.[1];
  if (chord !== undefined) return [{ kind: 'key', chord: chordOf(chord) }];
  const targets = phrase.includes('⟦') ? phrase.split(/\s*(?:,\s*(?:and|then)?|\band\b|\bthen\b)\s*(?=(?:the |on |a )?(?:[\p{L}-]+ ){0,3}?⟦)/u) : [phrase];
  return targets.filter((target) => target.trim() !== '').map((target) => ({ kind: 'click', target: describe(target, passages), count: 1, button: 'left' }));
}

function chordOf(words: string): string {
  return words.split(/\s*[+-]\s*/).map((key) => ({ ctrl: 'Control', control: 'Control', shift: 'Shift', alt: 'Alt', cmd: 'Meta', meta: 'Meta' })[key.toLowerCase()] ?? KEY_NAMES[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key)).join('+');
}

const SIGNS: Readonly<Record<string, readonly string[]>> = { out: ['log out', 'sign out', 'logout', 'exit'], off: ['log out', 'sign out', 'log off', 'logout', 'exit'], up: ['sign up', 'register', 'create account', 'join'] };

/** A name or a password that stands without quotation marks behind what it is. */
const AS = /\b(?:as|user(?: ?name)?|login|account|e-?mail(?: address)?|address)(?: is|:)?\s+(?!(?:the|a|an|user|name|with|and)\b)(⟦\d+⟧|[^\s,()⟦]+)/i;
const BY = /\b(?:password|pass ?word|pin|passcode)(?: is|:)?\s+(?!(?:the|a|an|and)\b)(⟦\d+⟧|[^\s,()⟦]+)/i;

function login(text: string, rest: string, passages: readonly string[]): Part[] {
  const quoted = quotesIn(text, passages);
  const named = [AS, BY].flatMap((pattern) => pattern.exec(rest)?.[1]?.replace(/[.;]$/, '') ?? []);
  const quotes = quoted.length > 0 && named.length < 2 ? quoted : named.map((name) => withQuotes(name, passages));
  const labels = [/e-?mail/i.test(rest) ? 'email' : 'username', 'password'];
  const entries = quotes.slice(0, 2).map((quote, index): Part => ({ kind: 'enter', value: { from: 'goal', text: quote }, field: describe(labels[index] ?? '', passages) }));
  const stays = /\bso that\b.*\b(?:stay|remain|am kept|be kept)\b/i.test(rest) ? byPattern('stay signed in', []) ?? [] : [];
  return [...entries, ...stays, { kind: 'click', target: { ...describe('log in', passages), texts: ['log in', 'login', 'sign in', 'submit'] }, count: 1, button: 'left', closes: true }];
}

function enter(verb: string, rest: string, passages: readonly string[]): Part[] {
  const entries = entriesOf(verb === 'search' ? rest.replace(/^for\s+/i, '') : rest, passages);
  // A search begins when the field is left by Enter.
  const begun: Part[] = verb === 'search' && entries.length === 1 ? [{ kind: 'key', chord: 'Enter' }] : [];
  return entries.map((entry): Part => ({ kind: 'enter', ...entry, ...(verb === 'search' && entry.field === undefined ? { field: describe('search', passages) } : {}) })).concat(begun);
}

function fieldOf(rest: string, passages: readonly string[]): Description | undefined {
  const place = /(?:^|\s)(?:into|in|inside|to)\s+(.+)$/i.exec(rest)?.[1];
  return place === undefined ? undefined : describe(place, passages);
}

function copy(rest: string, passages: readonly string[]): Part[] {
  const [, from = rest, to] = /^(.+?)\s+(?:in)?to\s+(.+)$/i.exec(rest) ?? [];
  const source = from.replace(/^(?:all )?(?:the )?(?:text|content|contents|value)\s+(?:of|in|from|inside)\s+/i, '');
  return [{ kind: 'copy', of: describe(source, passages) }, ...(to === undefined ? [] : [{ kind: 'paste' as const, field: describe(to, passages) }])];
}

const CONTROL = /\s+(?:from|in|with|using|on|out of|via|of|by using)\s+(?=(?:the|a|an|that|this|your|its)\b|⟦)/gi;

function choose(verb: string, rest: string, passages: readonly string[], on: boolean): Part[] {
  const asWhat = /^(.+?)\s+as\s+(?:the|a|an|your)\s+(.+)$/i.exec(rest);
  if (asWhat) return [{ kind: 'choose', items: isOnePlace(asWhat[1] ?? '', asWhat[2] ?? '') ? [(asWhat[1] ?? '').trim()] : itemsOf(asWhat[1] ?? '', passages), from: describe(asWhat[2] ?? '', passages), on, every: false }];
  const setTo = /^(?:the\s+)?(.+?)\s+to\s+(?:be\s+)?(?!the\s)(.+)$/i.exec(rest);
  if (setTo && /^(?:set|change|adjust)$/.test(verb)) return [{ kind: 'choose', items: itemsOf(setTo[2] ?? '', passages), from: describe(setTo[1] ?? '', passages), on, every: false }];
  const ranked = describe(rest, passages);
  if (ranked.rank) return [{ kind: 'click', target: ranked, count: 1, button: 'left', picks: on }];
  const lead = [...rest.matchAll(CONTROL)].at(-1);
  const head = lead ? rest.slice(0, lead.index) : rest;
  const from = lead ? describe(rest.slice(lead.index + lead[0].length), passages) : undefined;
  const whole = describe(rest, passages);
  if (/^(?:the |all |all the )?(?:text|paragraph|sentence|words?)\b/i.test(head) && quotesIn(head, passages).length === 0) return [{ kind: 'highlight', target: whole }];
  const described = describe(head, passages);
  const every = /^(?:all|every|each)\b/i.test(head) && described.texts.length === 0;
  if (/^(?:nothing|none|no (?:items?|options?|boxes))$/i.test(head)) return [{ kind: 'choose', items: [], from, on, every: false }];
  // What is described by its look or its place is clicked; what is named is an option.
  const looks = described.colour !== undefined || described.shape !== undefined || described.size !== undefined || described.ordinal !== undefined || described.sides.length > 0;
  const single = described.kind !== undefined && ['button', 'link', 'tab', 'icon', 'image', 'shape'].includes(described.kind);
  // What is offered by a list is named, also where its name is a colour or a size.
  if (on && !every && from?.kind !== 'select' && ((looks && described.texts.length === 0) || single)) return [{ kind: 'click', target: whole, count: 1, button: 'left' }];
  const items = every ? [] : itemsOf(head, passages);
  const oneName = items.length > 1 && quotesIn(head, passages).length === 0 ? head.trim() : undefined;
  return [{ kind: 'choose', items, whole: oneName, from: from ?? (kindIn(head) && quotesIn(head, passages).length > 0 ? describe(head.replace(/⟦\d+⟧/g, ' '), passages) : undefined), on, every }];
}

/** "Rome, Italy as your town" is one: a town is one. */
const isOnePlace = (items: string, as: string): boolean => /, /.test(items) && !/⟦|\sand\s/.test(items) && !/s$/i.test(as);

/** `A, B and C`; quotations as they are. */
function itemsOf(phrase: string, passages: readonly string[]): string[] {
  const quotes = quotesIn(phrase, passages);
  if (quotes.length > 0) return quotes;
  return phrase.replace(/^(?:the|both|all of|words?|items?|options?)\s+(?=\S)/i, '').split(/\s*,\s*(?:and\s+)?|\s+and\s+/).map((item) => item.trim().replace(/\s+(?:option|checkbox|check box|radio button)s?$/i, '')).filter((item) => item !== '');
}

function drag(rest: string, passages: readonly string[]): Part[] {
  const match = /^(.+?)\s+(?:into|inside|onto|to|in|on|over|toward|towards|below|above)\s+(.+)$/i.exec(rest);
  return match ? [{ kind: 'drag', target: describe(isBearer(match[1] ?? '') ? match[1] ?? '' : (match[1] ?? '').replace(/(?<=\S)\s+from\s+(?:the\s+)?\S+(?:\s+\S+){0,2}$/i, ''), passages), to: { at: 'thing', thing: describe(match[2] ?? '', passages) } }] : [{ kind: 'free' }];
}

function scroll(rest: string, passages: readonly string[]): Part[] {
  const direction = (/\b(up|down|left|right|top|bottom)\b/i.exec(rest)?.[1] ?? 'down').toLowerCase();
  const target = /\b(?:in|inside|of|through)?\s*((?:the|a|an)\s+.+?)(?:\s+(?:to|all|until|up|down)\b|$)/i.exec(rest.replace(/\bto (?:the|its) (?:very )?(?:top|bottom|end)\b(?: of (?:the |its )?\w+)?/i, ''))?.[1];
  return [{ kind: 'scroll', direction: direction === 'top' || direction === 'up' ? 'up' : direction === 'bottom' || direction === 'down' ? 'down' : direction === 'left' ? 'left' : 'right', target: target === undefined ? undefined : describe(target, passages), toEnd: /\b(?:top|bottom|end|all the way)\b/i.test(rest) }];
}

function find(rest: string, passages: readonly string[]): Part[] {
  if (rest === '') return [];
  const part = textPart(rest, passages);
  if (part) return [{ kind: 'work-out', value: part }];
  const value = valueOf(rest, passages);
  if (value.from === 'label' || value.from === 'count' || value.from === 'sum') return [{ kind: 'work-out', value }];
  return [{ kind: 'find', target: describe(purposeless(rest), passages) }];
}

/** "use the textbox to enter X": the instruction behind "to", with what is to be used. */
function use(rest: string, passages: readonly string[]): Part[] {
  const [, tool, aim] = /^(.+?)\s+to\s+(.+)$/i.exec(rest) ?? [];
  if (tool === undefined || aim === undefined) return [{ kind: 'free' }];
  const with_ = describe(tool, passages);
  return readInstruction(aim, passages).map((part) => {
    if (part.kind === 'enter') return { ...part, field: part.field ?? with_ };
    if (part.kind === 'choose') return { ...part, from: part.from ?? with_ };
    return part;
  });
}

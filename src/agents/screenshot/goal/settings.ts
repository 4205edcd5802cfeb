import { dateIn, timeIn, WEEKDAY } from './dates.js';
import { describe } from './description.js';
import { readBy, type Part, type Patterns } from './part.js';
import { NUMBER_WORDS, numberIn } from './numbers.js';
import { quotesIn, withQuotes } from './quoted.js';
import { COLOUR_WORDS } from './vocabulary.js';

const COLOUR = `(?:${COLOUR_WORDS.join('|')})`;

/** What a plan has a row for: a name of a word or two, nothing that is compared or described. */
const MEAL = '\\b(?!(?:an?|the|this|and)\\b)\\p{L}[\\p{L}-]*(?<!est)(?: (?!(?:to|from|in|at|with)\\b)\\p{L}[\\p{L}-]*)?';
const DAYS = `${WEEKDAY}(?:(?:,? and |, )${WEEKDAY})*`;

/** What separates the things of a list. */
const LISTED = /\s*,\s*(?:and\s+)?|\s+and\s+/;

/** `A to 3 and B to 2`: each name with its value; undefined where one piece is none. */
function pairsTo(rest: string): { readonly name: string; readonly value: string }[] | undefined {
  const pieces = rest.split(/\s*(?:,\s*(?:and\s+)?|\s+and\s+)(?=(?:[^,]|,(?!\s*(?:and\s)?[^,]*\sto\s))*?\sto\s)/i);
  const pairs = pieces.map((piece) => /^(?:(?:the|of|its|your)\s+)*(.+?)\s+to\s+(?:be\s+)?(?!the\s(?!max|min|full|highest|lowest|middle))(.+)$/i.exec(piece.trim()));
  return pairs.every((pair) => pair !== null) ? pairs.map(([, name = '', value = '']) => ({ name, value })) : undefined;
}

/** "about 30" is reached by 30. */
const ABOUT = /^(?:(?:about|around|roughly|approximately|approx\.?|nearly|some|ca\.?|circa|exactly|just) )+(?=(?:-?\d|an? |one |two |three |half))/i;

/** What is set: a date is entered, everything else is chosen. */
function setPart(name: string, value: string, passages: readonly string[]): Part {
  const text = withQuotes(value, passages).replace(ABOUT, '').replace(/\s*(?:%|per ?cent)$/i, '').trim();
  const from = describe(name, passages);
  const share = shareIn(withQuotes(value, passages).replace(ABOUT, '').trim());
  if (dateIn(text) || timeIn(text) !== undefined) return { kind: 'enter', value: { from: 'goal', text }, field: from };
  return { kind: 'choose', items: [String(NUMBER_WORDS[text.toLowerCase()] ?? text)], from, on: true, every: false, ...(share === undefined ? {} : { share }) };
}

const SHARES: readonly (readonly [RegExp, number])[] = [[/^(?:a |one )?half(?:way)?(?: up| of .+)?$|^the middle$/i, 0.5], [/^(?:a |one )?third(?: of .+)?$/i, 1 / 3], [/^two[- ]thirds(?: of .+)?$/i, 2 / 3], [/^(?:a |one )?quarter(?: of .+)?$/i, 0.25], [/^three[- ]quarters(?: of .+)?$/i, 0.75], [/^(?:the |its )?(?:full|maximum|max|highest|very top)(?: value| volume| setting| level)?$/i, 1], [/^(?:the |its )?(?:minimum|min|lowest)(?: value| volume| setting| level)?$/i, 0]];

/** "a third", "33 percent" as a share of the whole; undefined for what is none. */
function shareIn(words: string): number | undefined {
  const percent = /^(\d+(?:\.\d+)?)\s*(?:%|per ?cent)$/i.exec(words)?.[1];
  return percent === undefined ? SHARES.find(([pattern]) => pattern.test(words))?.[1] : Number(percent) / 100;
}

const toggled = (on: string, what: string, passages: readonly string[]): Part[] => what.split(LISTED).filter((item) => item !== '').map((item) => ({
  kind: 'choose', items: quotesIn(item, passages).length > 0 ? quotesIn(item, passages) : [withQuotes(item, passages).replace(/^the\s+/i, '').replace(/\s+(?:switch|toggle|option|setting|check ?box)$/i, '').trim()], on: /^(?:on|enable|activate)$/i.test(on), every: false,
}));

/** Instructions by which something gets a value: switches, sliders, numbers, dates, stars. */
const SETTINGS: Patterns = [
  [/^(?:turn|switch|toggle|set) (on|off) (.+)$/i, ([, on = '', what = ''], passages) => toggled(on, what, passages)],
  [/^(?:turn|switch|toggle|set) (.+?) (?:to )?(on|off)$/i, ([, what = '', on = ''], passages) => toggled(on, what, passages)],
  [/^(enable|disable|deactivate) (.+)$/i, ([, on = '', what = ''], passages) => toggled(on, what, passages)],
  [/^(?:move|drag|slide|pull) (?:the )?(.*\b(?:slider|handle|knob)\b(?! \d).*?) to (-?\d+(?:\.\d+)?)\s*%?$/i, ([, name = '', value = ''], passages) => [setPart(name.replace(/\b(?:handle|knob)\b/i, 'slider'), value, passages)]],
  [/^(?:set|change|adjust|increase|decrease|raise|reduce) (.+)$/i, ([, rest = ''], passages) => pairsTo(rest)?.map(({ name, value }) => setPart(name, value, passages))],
  [/^(?:choose|select|pick|set|add|enter) (\d+ [\p{L}-]+(?:(?:\s*,\s*|\s+and\s+)(?:and )?\d+ [\p{L}-]+)*)$/iu, ([, list = '']) => {
    const counts = list.split(LISTED).map((item) => /^(\d+) (.+)$/.exec(item.trim()));
    return counts.every((count) => count !== null) && !/\bstars?$/i.test(list) ? counts.map(([, value = '', name = '']): Part => ({ kind: 'choose', items: [value], from: describe(name, []), whole: `${value} ${name}`, on: true, every: false })) : undefined;
  }],
  [/^(?:give|rate|set|select|choose|leave)(?: (?:it|this|them|a rating of|the rating to|an? .+?|the .+?))? (?:with |at |a |of )?(\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?: stars?|(?: stars?)? (?:out of|of|\/) (?:\d+|five|ten)(?: stars?)?)$/i, ([, value = '']) => [{ kind: 'rate', value: numberIn(value) }]],
  [/^(?:click|press|tap|select)(?: on)? the (first|second|third|fourth|fifth|\d+(?:st|nd|rd|th)) star$/i, ([, nth = '']) => [{ kind: 'rate', value: ['first', 'second', 'third', 'fourth', 'fifth'].indexOf(nth.toLowerCase()) + 1 || Number.parseInt(nth, 10) }]],
  [/^(?:check|tick|select|choose|mark) (?:all|every|each)(?: (?:of )?(?:the )?(?:check ?)?(?:box(?:es)?|items?|options?|entries|rows))?(?: (?:except|but)(?: for)?| other than| apart from) (.+)$/i, ([, rest = ''], passages) => [{ kind: 'choose', items: [], except: exceptions(rest, passages), on: true, every: true }]],
  // "all files except A": whatever they are called.
  [/^(?:check|tick|select|choose|mark) (?:all|every|each)(?: of)?(?: (?:the|your|my))?(?: [\p{L}-]+){1,3}? (?:except|but|save)(?: for)? (.+)$/iu, ([, rest = ''], passages) => [{ kind: 'choose', items: [], except: exceptions(rest, passages), on: true, every: true }]],
  [/^(?:check|tick|select|choose|mark) everything (?:except|but)(?: for)? (.+)$/i, ([, rest = ''], passages) => [{ kind: 'choose', items: [], except: exceptions(rest, passages), on: true, every: true }]],
  [new RegExp(`^(?:paint|colou?r|dye|make|turn) (?:the |my |your )?(?!text\\b|words?\\b)[^⟦]+? (?:in )?(?:the colou?r )?(${COLOUR})$`, 'i'), ([, colour = '']) => [{ kind: 'choose', items: [colour.toLowerCase()], on: true, every: false }]],
  [new RegExp(`^(?:choose|select|pick|set|use) (?:the )?(?:(${COLOUR}) colou?r|colou?r (${COLOUR}))(?: (?:for|as|of) .+)?$`, 'i'), ([, before, after]) => [{ kind: 'choose', items: [(before ?? after ?? '').toLowerCase()], on: true, every: false }]],
  // "lunch on Monday and Friday, dinner on Sunday": places of a plan, each by its row and its column.
  [new RegExp(`^(?:choose|select|pick|tick|check|mark|book|reserve|order|take|set) (${MEAL} (?:on|for) ${DAYS}(?:(?:,? and |, )${MEAL} (?:on|for) ${DAYS})*)$`, 'iu'), ([, list = '']) => [{ kind: 'choose', items: [...list.matchAll(new RegExp(`(${MEAL}) (?:on|for) (${DAYS})`, 'giu'))].flatMap(([, what = '', days = '']) => days.split(/,? and |, /).map((day) => `${what} on ${day}`)), on: true, every: false }]],
  // "check in on ⟦0⟧": the field bears the verb's name.
  [/^check[- ]?(in|out) (?:on |at )?(⟦\d+⟧|\d{4}-\d{2}-\d{2}|\d{1,2}\/\d{1,2}\/\d{4})$/i, ([, way = '', date = ''], passages) => [{ kind: 'enter', value: { from: 'goal', text: withQuotes(date, passages) }, field: describe(`check-${way.toLowerCase()}`, passages) }]],
  // From one day to another: both are entered, in their order.
  [/^(?:choose|select|pick|set|mark|enter|book|reserve|take) (?:.*? )?(?:from |between )?⟦(\d+)⟧ (?:to|until|till|through|and) ⟦(\d+)⟧(?: (?:in|on|from|into|as) .+)?$/i, ([, first, last], passages) => {
    const days = [first, last].map((index) => passages[Number(index)] ?? '');
    return days.every((day) => dateIn(day) !== undefined) ? days.map((text): Part => ({ kind: 'enter', value: { from: 'goal', text } })) : undefined;
  }],
  // A date is entered where it belongs, by typing or in the calendar that opens.
  [/^(?:choose|select|pick|set|click(?: on)?|enter) (⟦\d+⟧|\d{1,2}\/\d{1,2}\/\d{4}|\d{4}-\d{2}-\d{2})(?: (?:as|in|from|on|for|into) (?:the |a |your )?((?!.*\b(?:as|to|into) ).+))?$/i, ([, date = '', where], passages) => {
    const text = withQuotes(date, passages);
    const field = where === undefined || /^(?:calendar|date ?picker)$/i.test(where) ? undefined : describe(where, passages);
    return dateIn(text) ? [{ kind: 'enter', value: { from: 'goal', text }, ...(field ? { field } : {}) }] : undefined;
  }],
];

/** What gets a value by an instruction. */
export function settingsIn(text: string, passages: readonly string[]): Part[] | undefined {
  return readBy(SETTINGS, text, passages);
}

function exceptions(rest: string, passages: readonly string[]): string[] {
  const quotes = quotesIn(rest, passages);
  return quotes.length > 0 ? quotes : rest.replace(/^(?:the )/i, '').split(LISTED).map((item) => item.trim()).filter((item) => item !== '');
}

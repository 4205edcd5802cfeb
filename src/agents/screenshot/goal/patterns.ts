import { describe } from './description.js';
import { quotesIn, withQuotes } from './quoted.js';
import { deedIn } from './deeds.js';
import { readBy, type Part, type Patterns } from './part.js';
import { orderByIn } from './orders.js';
import { settingsIn } from './settings.js';
import { textChangeIn } from './texts.js';
import type { Condition } from './sub-goal.js';
import { travelIn } from './travel.js';
import { totalOf } from './values.js';
import { COLOUR_WORDS, KEY_NAMES } from './vocabulary.js';

const COLOUR = `(?:${COLOUR_WORDS.join('|')})`;
const DOWNWARDS = /descending|decreasing|(?:largest|highest|longest|biggest|dearest|heaviest|most|latest|newest) (?:ones? )?(?:first|on top|at the top)|(?:smallest|lowest|shortest|cheapest|lightest|least|earliest|oldest) (?:ones? )?(?:last|at the (?:bottom|end))|from (?:the )?(?:larg|high|long|big|dear|heav|most|late|new)\p{L}* to|get(?:s|ting)? (?:shorter|smaller|lower|cheaper|lighter|less)/iu;
/** Words that say in which order things are to stand. */
const IN_ORDER = '(?:ascending|descending|increasing|decreasing|numerical|(?:larg|small|high|low|long|short|bigg|cheap|dear|heavi|light|earli|lat|new|old)est (?:ones? )?(?:first|last|on top|at the (?:top|bottom|end))|from (?:the )?(?:larg|small|high|low|long|short|big|cheap|dear|heav|light|earl|late|new|old)\\p{L}* to|get(?:s|ting)? (?:longer|larger|bigger|higher|heavier|shorter|smaller|lower|cheaper|lighter))';

/** "What does the fish and chips cost?": one thing, by its verb. */
const ONE_DISH = /^(?:how much|what) (?:does|is) (?!.*\b(?:together|total|altogether|both|plus)\b)[^,]* and (?!(?:the|an?|my|one|two|three|four|five|six|\d+) )/i;

/** Instructions whose meaning lies in the whole sentence and not in its verb. The first that fits is taken. */
const PATTERNS: Patterns = [
  [/^(?:how much|what) (?:do|does|would|will|are|is) (.+? (?:and|plus) .+?) (?:cost|come to|make|add up to|worth)(?: (?:all )?(?:together|in total|altogether))?\??$/i, ([whole = '', list = ''], passages) => (ONE_DISH.test(whole) ? undefined : [{ kind: 'work-out', value: totalOf(list, passages) }])],
  [/^(?:add up|add together|sum up|total up) (?:the )?(.+)$/i, ([, list = ''], passages) => [{ kind: 'work-out', value: totalOf(list, passages) }]],
  // By the hand: what is sorted by a column of a table is sorted by the table.
  [new RegExp(`^(?:order|arrange|put|bring|drag|move|sort|line up|rank) (?:all )?(?:the |these |those )?([\\p{L} -]+?),? (?:(?:in|into|so that|from|by|to|with|according to)\\b.*?)?\\b${IN_ORDER}\\b.*$`, 'iu'), ([whole = '', what = '']) => (/^(?:table|rows?|results?|columns?|page)$/i.test(what.trim()) ? undefined : [{ kind: 'sort', descending: DOWNWARDS.test(whole) }])],
  [/^(?:sort|order|arrange|put) (?:all )?(?:the )?(?:numbers?|items?|cards?|entries|list|words)\b.*?\b(ascending|descending|increasing|decreasing|numerical|alphabetical)\b/i, ([, order = '']) => [{ kind: 'sort', descending: DOWNWARDS.test(order) }]],
  [/^(?:select|choose|click(?: on)?|open|pick|go to|navigate to) ([^<>→»]+(?:[>→»][^<>→»]+?)+)(?: (?:in|from) the menu)?$/i, ([, path = ''], passages) => [{ kind: 'menu', items: path.split(/\s*(?:>|→|»)\s*/).map((item) => withQuotes(item, passages).trim()).filter((item) => item !== '') }]],
  [/^(?:set|move|drag|adjust) (?:the |all |all the )?sliders? to (?:the )?(?:values?|positions?)?\s*:?\s*(-?\d+(?:\s*,\s*(?:and\s+)?-?\d+|\s+and\s+-?\d+)+)$/i, ([, numbers = '']) => [...numbers.matchAll(/-?\d+/g)].map(([number], index): Part => ({ kind: 'choose', items: [number], from: { words: `slider ${index + 1}`, texts: [], quoted: false, kind: 'slider', ordinal: index + 1, sides: [], all: false }, on: true, every: false }))],
  [/^(?:find and |look for and )?(?:click|press|tap|pick|select|choose|open)(?: on)? (?:the )?(?:.+? (?:with|that has|which has|having) )?(?:the )?(largest|greatest|highest|biggest|maximum|smallest|lowest|least|minimum) (?:number|value|digit|numeral)$/i, ([, extreme = '']) => [{ kind: 'extreme', most: /largest|greatest|highest|biggest|maximum/i.test(extreme) }]],
  [/^(?:press|hit|tap|push) (?:the )?(.+?)(?: key)? (\d+ times|twice|three times)$/i, ([, key = '', often = '']) => {
    const chord = KEY_NAMES[key.toLowerCase()];
    return chord === undefined ? undefined : [{ kind: 'key', chord, times: /twice/i.test(often) ? 2 : /three/i.test(often) ? 3 : Number.parseInt(often, 10) }];
  }],
  [/^(?:close|dismiss|exit|leave|hide|open) .+? by (?:clicking|pressing|tapping|using)(?: on)? (.+)$/i, ([, what = ''], passages) => [{ kind: 'click', target: describe(what, passages), count: 1, button: 'left' }]],
  [/^(?:switch|click|go|look|search|move|toggle)(?: between| through| in)+ (?:the )?(?:tabs?|pages?|sections?)(?: to(?: find| look| search)?)?$/i, () => []],
  [/^(?:wait|watch) (?:until|till|for) (?:it|the [\p{L} ]+?) (?:shows?|says|reads|reaches|displays|becomes|is(?: at)?) (.*(?:\d|⟦).*)$/iu, ([, text = ''], passages) => [{ kind: 'await', holds: conditionOf(withQuotes(text, passages)) }]],
  [/^(?:keep )?(?:press|click|tap|push)(?:ing)?(?: on)? (.+?) (?:until|till) (?:it|the \w+|the page) (?:says|shows|reads|displays|becomes|is) (.+)$/i, ([, what = '', text = ''], passages) => [{ kind: 'until', again: describe(what, passages), holds: conditionOf(withQuotes(text, passages)) }]],
  [/^(?:click|press|tap)(?: on)? (?:the )?(.+?) (?:button|icon|link)?\s*(?:on|for|of|under|below) (all|each|every|any|\d+)(?: of)?(?: the)? (?:posts?|messages?|items?|rows?|tweets?|entries|comments?|cards?) (?:by|from|of|with|for) (.+)$/i,
    ([, what = '', many = '', owner = ''], passages) => [{ kind: 'each', target: describe(`${what} button`, passages), owner: describe(owner, passages), ...(/^\d+$/.test(many) ? { count: Number(many) } : many === 'any' ? { count: 1 } : {}) }]],
  [/^draw a (?:straight )?line (?:from|between) (.+?) (?:to|and) (.+)$/i, ([, from = '', to = ''], passages) => [{ kind: 'draw', from: describe(from, passages), to: describe(to, passages) }]],
  [/^(?:make|turn|format|set|change|give|style) (?:all of |all )?(?:the )?(?:text|word|phrase|everything|letters?|it)?\s*(⟦\d+⟧|everything|all|[^⟦ ]*?)?\s*(?:text\s*)?(?:to|in|into|the (?:style|colou?r)(?: of)?)?\s*(bold|italics?|underlined?)$/i,
    ([, text = '', style = ''], passages) => [{ kind: 'format', text: wholeText(text, passages), style: style.toLowerCase().replace(/s$/, '').replace(/^underlined$/, 'underline') }]],
  // With a marker of that colour.
  [new RegExp(`^(?:mark|highlight|colou?r) (?:the )?(?:words?|text|phrase|passage|sentence)?\\s*⟦(\\d+)⟧ (?:in|with|as) (?:the )?(?:colou?r )?(${COLOUR})(?: (?:marker|pen|colou?r|highlighter))?$`, 'i'), ([, index, style = ''], passages) => [{ kind: 'format', text: passages[Number(index)], style: style.toLowerCase() }]],
  [new RegExp(`^(?:make|turn|format|set|change|give|colou?r) (?:the )?(?:text|word|phrase|everything|letters?)?\\s*(⟦\\d+⟧|everything)?\\s*(?:to|in|into|the colou?r(?: of)?)*\\s*(?:be )?(${COLOUR})$`, 'i'), ([, text = '', style = ''], passages) => [{ kind: 'format', text: wholeText(text, passages), style: style.toLowerCase() }]],
  [/^(?:resize|make|drag) (?:the )?(.+?) (?:so that|until|to be|such that) (?:it|its|the)?\s*(?:is |are )?(height|width|size)?\s*(?:is |are )?(larger|bigger|taller|higher|wider|smaller|shorter|narrower|lower)\b.*$/i,
    ([, what = '', side = '', how = ''], passages) => (/textarea|text area|field|box|window|panel/i.test(what) ? [{ kind: 'resize', target: describe(what, passages), larger: /larger|bigger|taller|higher|wider/i.test(how), across: /width/i.test(side) || /wider|narrower/i.test(how) }] : undefined)],
  [/^(?:upload|attach) (?:the )?(?:file |document |picture |image )?(.+?)(?: (?:to|into|with|in|by) (.+))?$/i, ([, file = '', target], passages) => [{ kind: 'upload', file: withQuotes(file, passages).trim(), ...(target === undefined ? {} : { target: describe(target, passages) }) }]],
  [/^(?:drag|move|push|slide) (?:the )?(.+?) (?:to the |towards the |towards |onto the )?(up|down|left|right|upwards?|downwards?)(?: side)?$/i, ([, what = '', way = ''], passages) => [{ kind: 'drag', target: describe(what, passages), to: { at: 'side', direction: way.toLowerCase().replace(/wards?$/, '') as 'up' | 'down' | 'left' | 'right' } }]],
  [/^(?:drag|move|put) (?:the )?(.+?) (?:in)?to the (top|beginning|start|front|bottom|end)(?: (?:of|in) (?:the |its )?(?:list|column|row|queue|table))?$/i, ([, what = '', end = ''], passages) => [{ kind: 'drag', target: describe(what, passages), to: { at: 'position', position: /bottom|end/i.test(end) ? -1 : 1 } }]],
  [/^(?:drag|move|put|reschedule) (?:the )?(?:appointment |event |meeting |entry )?(.+?) (?:from \S.*? )?(?:in)?to (?:(?:on )?(\p{L}+day|mon|tue|wed|thu|fri|sat|sun),?(?: at)? (\d{1,2}(?::\d{2})?(?:\s?[ap]m)?)|(\d{1,2}(?::\d{2})?(?:\s?[ap]m)?)(?: o['’]clock)? (?:on )?(\p{L}+day|mon|tue|wed|thu|fri|sat|sun))$/iu, ([, what = '', day, time, timeFirst, dayAfter], passages) => [{ kind: 'drag', target: describe(what, passages), to: { at: 'crossing', column: day || dayAfter || '', row: time || timeFirst || '' } }]],
  // Between two is right after the first of them, in whatever they stand.
  [/^(?:drag|move|put) (?:the )?(.+?) (?:(?:in)?to .+?,? )?(?:so that (?:it|they) (?:stands?|is|are|lies?|comes?) )?between (.+?) and (.+)$/i, ([, what = '', first = ''], passages) => [{ kind: 'drag', target: describe(what.replace(/\s+from\s+\S.*$/i, ''), passages), to: { at: 'beside', thing: describe(first, passages), before: false } }]],
  [/^(?:drag|move|put) (?:the )?(.+?)(?: from .+?)?(?: (?:in)?to .+?)?,? so that (?:it|they) (?:stands?|is|are|lies?|comes?) (?:right |directly |just )?(above|before|below|after|behind|under) (.+?)(?: and (?:right |directly |just )?(?:above|before|below|after|behind|under) .+)?$/i, ([, what = '', side = '', thing = ''], passages) => [{ kind: 'drag', target: describe(what, passages), to: { at: 'beside', thing: describe(thing, passages), before: /above|before/i.test(side) } }]],
  [/^(?:drag|move|put) (?:the )?(.+?) (above|before|below|after|behind|under) (?:the )?(.+)$/i, ([, what = '', side = '', thing = ''], passages) => [{ kind: 'drag', target: describe(what, passages), to: { at: 'beside', thing: describe(thing, passages), before: /above|before/i.test(side) } }]],
  [/^(?:drag|move|put) (?:the )?(.+?) (?:in)?to (?:the )?(\d+)(?:st|nd|rd|th)? (?:position|place|spot|slot)/i, ([, what = '', position], passages) => [{ kind: 'drag', target: describe(what, passages), to: { at: 'position', position: Number(position) } }]],
  [/^(?:drag|move|put) (.+?) so that (?:it|they) (?:is|are|lies?) (?:completely |fully |entirely )?(?:inside|in|within|on|over|onto) (?:of )?(.+)$/i, ([, what = '', to = ''], passages) => [{ kind: 'drag', target: describe(what, passages), to: { at: 'thing', thing: describe(to, passages) } }]],
  [/^(?:enter|type|choose|select|pick|find) (?:an? |the )?(?:item|word|entry|name|option|country|city|value|one)s? (?:that |which |whose name )?(?:starts?|begins?|starting|beginning) with ⟦(\d+)⟧(?: and (?:ends?|ending) with ⟦(\d+)⟧)?(?: (?:in|into) (.+))?$/i,
    ([, starts, ends, field], passages) => [{ kind: 'enter', value: { from: 'suggestion', starts: passages[Number(starts)] ?? '', ends: ends === undefined ? '' : passages[Number(ends)] ?? '' }, ...(field === undefined ? {} : { field: describe(field, passages) }) }]],
  [/^(?:type|enter|copy|write) the (?:text|word|words|letters|characters|code)(?: shown| displayed| that you see)* (?:below|above|in the (?:picture|image))(?: (?:in|into|to) (.+))?$/i, ([, field], passages) => [{ kind: 'enter', value: { from: 'shown' }, ...(field === undefined ? {} : { field: describe(field, passages) }) }]],
  [/^(?:click|press|tap|double-click)(?: on| in)? the (?:cent(?:er|re)|middle) of (.+)$/i, ([, what = ''], passages) => [{ kind: 'click', target: describe(what, passages), count: 1, button: 'left' }]],
  [/^(?:reply|respond|answer)(?: to)? (?:the |that |this )?(?:e-?mail|message|mail|letter|comment|post) (?:by|from|of) (.+?) (?:with|by|saying|writing)(?: the)?(?: (?:text|message|words))?:? (.+)$/i, ([, who = '', text = ''], passages) => [{ kind: 'click', target: describe(who, passages), count: 1, button: 'left' }, ...byPattern(`reply with ${text}`, passages) ?? []]],
  [/^(?:reply|respond|answer)(?: back)?(?: to (?:it|them|him|her|this|that|the (?:message|mail|email|sender))| to ⟦\d+⟧)? (?:with|by|saying|writing)(?: the)?(?: (?:text|message|words))?:? (.+)$/i, ([, text = ''], passages) => [
    { kind: 'click', target: { ...describe('reply', passages), texts: ['reply'] }, count: 1, button: 'left' },
    { kind: 'enter', value: { from: 'goal', text: quotesIn(text, passages)[0] ?? withQuotes(text, passages) }, field: { ...describe('the text area', passages), texts: [] } },
    { kind: 'click', target: { ...describe('send', passages), texts: ['send', 'reply', 'submit'] }, count: 1, button: 'left' },
  ]],
  [/^forward (?:it|this|that|the|them)?\s*(?:e-?mail|message|mail|letter)?\s*to (.+)$/i, ([, to = ''], passages) => [
    { kind: 'click', target: { ...describe('forward', passages), texts: ['forward'] }, count: 1, button: 'left' },
    { kind: 'enter', value: { from: 'goal', text: quotesIn(to, passages)[0] ?? withQuotes(to, passages) }, field: { ...describe('to', passages), texts: ['to', 'recipient'] } },
    { kind: 'click', target: { ...describe('send', passages), texts: ['send', 'forward', 'submit'] }, count: 1, button: 'left' },
  ]],
];

const IN_SECONDS: Readonly<Record<string, number>> = { s: 1, sec: 1, second: 1, min: 60, minute: 60, hour: 3600 };

/** "less than 5", "above 3.5 seconds", or words that are to be read. */
function conditionOf(text: string): Condition {
  const [, than = '', value, unit = ''] = /^(less|lower|smaller|below|under|greater|larger|higher|bigger|more|above|over|beyond|past)(?: than)? (-?\d+(?:\.\d+)?)(?:\s?(%|\p{L}+?)s?)?$/iu.exec(text) ?? [];
  if (value === undefined) return { is: 'says', text };
  const factor = IN_SECONDS[unit.toLowerCase()];
  return { is: /less|lower|small|below|under/i.test(than) ? 'less' : 'more', value: Number(value), ...(factor === undefined ? {} : { seconds: factor * Number(value) }) };
}

function wholeText(text: string, passages: readonly string[]): string | undefined {
  const quoted = quotesIn(text, passages)[0];
  return quoted ?? (text === '' || /^(?:everything|all)$/i.test(text) ? undefined : text);
}

/** "stop it when it shows more than 5": what comes by itself is waited for. A word that is not quoted, such as "ready", stands on no screen. */
const WHEN = /^(.+?),? (?:when|once|as soon as|after) (?:it|the [\p{L} ]+?) (?:shows?|says|reads|reaches|(?:has )?reached|displays|becomes|is(?: at)?) (.*(?:\d|⟦).*)$/iu;

/** An instruction that holds from a moment on, and what makes the moment; undefined where it holds at once. */
export function momentIn(text: string, passages: readonly string[]): { readonly instruction: string; readonly moment: Part } | undefined {
  const [, instruction, condition] = WHEN.exec(text) ?? [];
  return instruction === undefined || condition === undefined ? undefined : { instruction, moment: { kind: 'await', holds: conditionOf(withQuotes(condition, passages)) } };
}

/** The parts of an instruction that one of the patterns reads; undefined where none does. */
export function byPattern(text: string, passages: readonly string[]): Part[] | undefined {
  return textChangeIn(text, passages) ?? travelIn(text, passages) ?? orderByIn(text, passages) ?? readBy(PATTERNS, text, passages) ?? deedIn(text, passages) ?? settingsIn(text, passages);
}

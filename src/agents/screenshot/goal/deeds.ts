import { WEEKDAY } from './dates.js';
import { describe } from './description.js';
import type { Description } from './description-schema.js';
import { readBy, type Part, type Patterns } from './part.js';
import { quotesIn, withQuotes } from './quoted.js';
import { NUMBER_WORDS, numberIn } from './numbers.js';

const click = (target: Description, more: { readonly button?: 'left' | 'right'; readonly deed?: string } = {}): Part => ({ kind: 'click', target, count: 1, button: more.button ?? 'left', ...(more.deed === undefined ? {} : { deed: more.deed }) });

/** A button known by one of several names, of the thing that is spoken of. */
const named = (texts: readonly string[], of: string | undefined, passages: readonly string[]): Description => ({
  ...describe(texts[0] ?? '', passages), texts, kind: undefined, ordinal: undefined, sides: [], ...(of === undefined ? {} : { relation: { is: 'in' as const, of: describe(of, passages) } }),
});

/** A message, a row or a card as people speak of it. */
const MESSAGE = '(?:the |that |this |an? )?(?:e-?mail|message|mail|letter)';

/** "blue mugs": each is a blue mug. */
const single = (noun: string): string => noun.replace(/(?<=\p{L}{2})(?:(?<=sh|ch|x|ss)es|(?<!s)s)$/iu, '');

/** What banners call the button that agrees to nothing but what is needed, and the one that agrees to all. */
const REFUSALS = ['reject all', 'refuse all', 'decline all', 'reject', 'decline', 'refuse', 'deny', 'necessary only', 'only necessary', 'necessary cookies only', 'only necessary cookies', 'essential only', 'only essential', 'use necessary cookies only', 'accept only necessary', 'accept necessary', 'continue without accepting'];
const CONSENTS = ['accept all', 'allow all', 'accept all cookies', 'allow all cookies', 'accept', 'allow', 'agree', 'i agree', 'ok', 'got it'];

const INTO_CART = '(?:in|into|to) (?:the |my |your )?(?:shopping )?(?:cart|basket|bag)';
const addToCart = (what: string, passages: readonly string[]): Part => click(named(['add to cart', 'add to basket', 'add to bag', 'add', 'buy'], what, passages), { deed: 'add' });

const TIME = "(\\d{1,2})(:\\d{2})?(?: ?([ap]m))?(?: ?o['’]clock)?";

/** The place for words of one's own. */
const OWN_WORDS: Description = { words: 'the text area', texts: [], quoted: false, kind: 'textarea', sides: [], all: false };
/** What a guest book, a list of comments or a board calls the button that adds an entry. */
const POSTS = ['post', 'send', 'submit', 'publish', 'sign', 'leave', 'add', 'comment', 'save'];

/** Deeds that are done by one press or two, in the ways that interfaces have in common. */
const DEEDS: Patterns = [
  // Who signs, and then the words of the entry: the press comes when all is filled in.
  [/^sign (?:the |this |our )?([\p{L} -]*(?:book|petition|register|list|sheet|form|letter)) (?:as|with the name|under the name|by the name of) (?:the name )?(.+)$/iu, ([, what = '', name = ''], passages) => [
    { kind: 'enter', value: { from: 'goal', text: withQuotes(name, passages) }, field: describe('name', passages) },
    { ...click(named(['sign', `sign the ${what}`, ...POSTS], undefined, passages), { deed: 'sign' }), closes: true } as Part,
  ]],
  [/^(?:leave|post|add) (?:the |an? |my |your )?(?:entry|comment|message|note|words?|text|remark|review|feedback|greeting|reply)(?: (?:saying|reading|that says))?:? (⟦\d+⟧)(?: (?:in|on|to|for|under|below) (?!the (?:field|box|text ?area|input)\b)(.+))?$/i, ([, text = '', where], passages) => (where !== undefined && /field|box|area|input|⟦/i.test(where) ? undefined : [
    { kind: 'enter', value: { from: 'goal', text: withQuotes(text, passages) }, field: OWN_WORDS },
    { ...click(named(POSTS, undefined, passages), { deed: 'post' }), closes: true } as Part,
  ])],
  // "Write ⟦0⟧ to Priya": who it is for, and not a field.
  [/^([Ww]rite|[Tt]ype|[Ss]ay|[Ss]end|[Tt]ext|[Mm]essage) (?:the (?:message|text|words) )?(⟦\d+⟧) to (?:the chat (?:with|of) )?(⟦\d+⟧|\p{Lu}[\p{L}'-]*(?: \p{Lu}[\p{L}'-]*)*)$/u, ([, verb = '', text = '', to = ''], passages) => [
    { kind: 'enter', value: { from: 'goal', text: withQuotes(text, passages) }, recipient: describe(to, passages) },
    ...(/^(?:send|text|message)$/i.test(verb) ? [click(named(['send', 'submit'], undefined, passages), { deed: 'send' })] : []),
  ]],
  // The way through folders, from the outermost.
  [/^(?:open|go to|show|expand|unfold) (?:the )?(?:folder|directory|path) ((?:[^/\s]+\/)+[^/\s]+)$/i, ([, path = ''], passages) => path.split('/').map((name): Part => ({ kind: 'open', target: describe(name, passages), open: true }))],
  // A place in a calendar is pressed, and what opens there is filled in.
  [new RegExp(`^(?:add|create|put|schedule|enter|make|plan|note|write) (?:an? |the |my )?(?:(?:new )?(?:appointment|event|meeting|entry|call|lesson|reminder|task|visit)s? )?(?:(?:called|named|titled|entitled|with the (?:title|name)|for) )?(⟦\\d+⟧|(?!(?:it|this|that|them|one)\\b)\\p{Lu}[\\p{L}\\d' -]*?)(?: (?:in|into|to|on) (?:the|my|our) (?:calendar|week|diary|planner|schedule|timetable|plan))?,? (?:on |for )?(${WEEKDAY}),? (?:at )?${TIME}$`, 'iu'), ([, title = '', day = '', hour = '', minutes = ':00', half = ''], passages) => [
    click({ words: `${day}, ${hour}${minutes}${half}`, texts: [`${day}, ${hour}${minutes}${half}`], quoted: true, sides: [], all: false }),
    { kind: 'enter', value: { from: 'goal', text: withQuotes(title, passages) }, field: named(['title', 'name', 'subject', 'what', 'event', 'appointment', 'description'], undefined, passages) },
    { ...click(named(['save', 'add', 'create', 'ok', 'done', 'confirm'], undefined, passages), { deed: 'save' }), closes: true } as Part,
  ]],
  // Chosen first, and then booked.
  [/^([Bb]ook|[Rr]eserve|[Oo]rder|[Bb]uy|[Tt]ake) (?:the |an? )?((?:seat|place|room|table|desk|slot)s? (?:⟦\d+⟧|\p{Lu}?-?\d+\p{Lu}?)(?:(?:, | and )(?:⟦\d+⟧|\p{Lu}?-?\d+\p{Lu}?))*)$/u, ([, verb = '', what = ''], passages) => [
    { kind: 'choose', items: withQuotes(what, passages).split(/, | and /), on: true, every: false },
    click(named([verb.toLowerCase(), 'confirm', 'continue', 'next'], undefined, passages), { deed: verb.toLowerCase() }),
  ]],
  [/^(?:rename|change the (?:name|title) of|give the (?:new )?name of) (?:the |my )?(.+?) (?:to|into|as) (?:the name )?(.+)$/i, ([, what = '', to = ''], passages) => [{ kind: 'rename', target: { ...describe(what, passages), kind: undefined }, to: withQuotes(to, passages) }]],
  [/^(?:(?:bring|get|take|put) (?:it|that|this|them|the .+?) back|undo(?: (?:it|that|this|the .+))?|reverse (?:it|that|this))$/i, (_match, passages) => [click(named(['undo', 'restore', 'put back', 'move back', 'unarchive', 'take back'], undefined, passages), { deed: 'undo' })]],
  // "take the butter off the list"
  [/^(?:take|get|throw|put) (?:the |an? )?(.+?) (?:off|out of|away from|away)(?: (?:the |my |your |of )?[\p{L} ]+)?$/iu, ([, what = ''], passages) => [click({ ...named(['remove', 'delete', '×', 'x'], what, passages), words: `remove ${withQuotes(what, passages)}` }, { deed: 'remove' })]],
  [/^(?:stay|remain|keep me) (?:signed|logged) in$/i, () => [{ kind: 'choose', items: ['stay signed in'], on: true, every: false, others: ['keep me signed in', 'remember me', 'stay logged in', 'keep me logged in', 'remember'] }]],
  // A banner about cookies: what agrees to nothing, or to everything.
  [/^(?:refuse|reject|decline|deny|turn down|do not accept|don['’]t accept) (?:all |the |every |any )*(?:(?:optional|unnecessary|other|tracking|advertising) )*(?:cookies?|trackers?|tracking)\b/i, (_match, passages) => [click(named(REFUSALS, undefined, passages))]],
  [/^(?:accept|allow|use|choose|keep|take|agree to) (?:only |the |just )*(?:strictly )?(?:necessary|essential|required)(?: ones| cookies?)?$/i, (_match, passages) => [click(named(REFUSALS, undefined, passages))]],
  [/^(?:accept|allow|agree to) (?:all |the |all the |its )?cookies?$/i, (_match, passages) => [click(named(CONSENTS, undefined, passages))]],
  [/^(?:subscribe|sign up|register)(?: me| us)?(?: to| for)? (?:the |your |our |their )?(.*?) ?(?:with|using|by|as) (?:(?:the|my|this) )?(?:(?:e-?mail|address|account) )*(⟦\d+⟧|[^\s@]+@[^\s@]+)$/i, ([, , address = ''], passages) => [
    { kind: 'enter', value: { from: 'goal', text: withQuotes(address, passages) }, field: describe('email', passages) },
    click(named(['subscribe', 'sign up', 'join', 'register', 'submit', 'send'], undefined, passages), { deed: 'subscribe' }),
  ]],
  [/^(?:give|enter|type|find|choose|select|pick|press|work out|submit)(?: in)? (?:the )?(?:right|correct|true|proper) (?:answer|solution|result)(?: (?:to|of|for) (?:the |this |that )?(?:task|sum|problem|question|exercise|equation|calculation|puzzle|it)s?)?$/i, () => [{ kind: 'work-out', value: { from: 'sum' } }]],
  [/^agree(?: to (?:it|them|this|that))?$/i, () => [{ kind: 'choose', items: ['I agree'], on: true, every: false, others: ['agree', 'I accept', 'accept'] }]],
  // A state that a row is given: by a button of its own, or an entry of its menu.
  [/^mark (?:the |my )?(.+?) as (?:being )?(?:an? )?(?!the\b)([\p{L}-]+(?: \p{L}+)?)$/iu, ([, what = '', state = ''], passages) => [click(/^(?:all|every)\b/i.test(what) ? named([`mark all as ${state}`, `mark ${what} as ${state}`, `${state} all`], undefined, passages) : named([`mark as ${state}`, `mark ${state}`, `set ${state}`, state], what, passages), { deed: 'mark' })]],
  [/^([Tt]ransfer|[Ss]end|[Pp]ay|[Ww]ire) (?:\p{Sc}\s?)?(\d[\d.,]*)\s?(?:\p{Sc}|euros?|dollars?|pounds?|francs?|[A-Z]{3})? to (⟦\d+⟧|\p{Lu}[\p{L}'-]*(?: \p{Lu}[\p{L}'-]*)*)$/u, ([, verb = '', amount = '', to = ''], passages) => [
    { kind: 'enter', value: { from: 'goal', text: withQuotes(to, passages) }, field: named(['recipient', 'to', 'payee', 'name', 'beneficiary', 'send to'], undefined, passages) },
    { kind: 'enter', value: { from: 'goal', text: amount }, field: named(['amount', 'sum', 'value'], undefined, passages) },
    click(named([verb.toLowerCase(), 'transfer', 'send', 'pay', 'send money', 'confirm', 'continue'], undefined, passages), { deed: verb.toLowerCase() }),
  ]],
  [/^(?:check ?out|go to (?:the )?check-?out|proceed to (?:the )?check-?out)$/i, (_match, passages) => [click(named(['check out', 'checkout', 'go to checkout', 'proceed to checkout'], undefined, passages))]],
  [/^vote (?:for )?(.+)$/i, ([, what = ''], passages) => [{ kind: 'choose', items: [withQuotes(what, passages).replace(/^(?:the|an?)\s+/i, '')], on: true, every: false }]],
  [new RegExp(`^(?:add|put) (${Object.keys(NUMBER_WORDS).join('|')}|\\d+)(?: ?[x×])? (?:pieces? |units? |items? )?(?:of )?(?:the |these |those )?(.+?) ${INTO_CART}$`, 'i'), ([, many = '', what = ''], passages) => [
    ...(numberIn(many) === 1 ? [] : [{ kind: 'choose' as const, items: [String(numberIn(many))], on: true, every: false, from: describe(single(what), passages) }]),
    addToCart(single(what), passages),
  ]],
  [new RegExp(`^(?:add|put) (?:the |an? )?(.+?) ${INTO_CART}$`, 'i'), ([, what = ''], passages) => [addToCart(what, passages)]],
  [/^(?:accept|agree to|agree with) (?:all )?(?:of )?(?:the |our )?((?:house |site |club )?(?:terms\b.*|conditions\b.*|privacy policy|rules))$/i, ([, what = '']) => [{ kind: 'choose', items: [what], on: true, every: false }]],
  [/^open (?:the )?(?:context|right-click) menu (?:of|for|on) (?:the )?(.+)$/i, ([, what = ''], passages) => [click(describe(what, passages), { button: 'right' })]],
  [/^confirm(?: it| this| that)? (?:with|by (?:clicking|pressing)|by) (?:on )?(.+)$/i, ([, what = ''], passages) => [click(describe(what, passages))]],
  [/^confirm(?: it| this| that)?$/i, (_match, passages) => [click(named(['confirm', 'yes', 'ok', 'continue', 'delete', 'remove'], undefined, passages))]],
  [/^(?:point|hover|move (?:the )?(?:mouse|pointer|cursor)) (?:at|to|on|over|onto|above) (?:the (?:word|text) )?(.+)$/i, ([, what = ''], passages) => [{ kind: 'hover', target: describe(what, passages) }]],
  [/^(underline|italici[sz]e|bold) (?:the )?(?:word |text |phrase |words )?(⟦\d+⟧)$/i, ([, style = '', text = ''], passages) => [{ kind: 'format', text: quotesIn(text, passages)[0], style: /^ital/i.test(style) ? 'italic' : style.toLowerCase() }]],
  [/^(?:select|mark) the (?:word|phrase|sentence|text|passage) ⟦(\d+)⟧ in the (?:text|paragraph|passage|article|editor|document|sentence|note|letter|message|notice)$/i, ([, index], passages) => [{ kind: 'highlight', target: { words: passages[Number(index)] ?? '', texts: [passages[Number(index)] ?? ''], quoted: true, sides: [], all: false } }]],
  [new RegExp(`^forward ${MESSAGE} (?:from|by|of) (.+?) to (.+)$`, 'i'), ([, from = '', to = ''], passages) => [
    click(describe(from, passages)),
    click(named(['forward'], undefined, passages)),
    { kind: 'enter', value: { from: 'goal', text: quotesIn(to, passages)[0] ?? withQuotes(to, passages) }, field: named(['to', 'recipient'], undefined, passages) },
    click(named(['send', 'forward', 'submit'], undefined, passages)),
  ]],
  [/^(?:enter|type|put|write) the same (?:text|value|address|name|words?)?\s*(?:as )?(?:in|from|of) (.+?) (?:in|into|in the field|to) (.+)$/i, ([, from = '', to = ''], passages) => [{ kind: 'copy', of: describe(from, passages) }, { kind: 'paste', field: describe(to, passages) }]],
  [/^(?:enter|type|dial|input) (⟦\d+⟧|[\d*#]+) (?:on|with|using|by) (?:the )?(?:keypad|key pad|number pad|dial pad|buttons|calculator)$/i, ([, keys = ''], passages) => Array.from(withQuotes(keys, passages)).filter((key) => key !== ' ').map((key) => click({ words: key, texts: [key], quoted: true, sides: [], all: false }))],
  // "the buttons 4, 7 and 1": one press each.
  [/^(?:click|press|tap|hit)(?: on)? (?:the )?(?:buttons|keys|links|tabs|icons|numbers|letters) (.+(?:,| and ).+)$/i, ([, list = ''], passages) => list.split(/\s*,\s*(?:and\s+)?|\s+and\s+/).filter((item) => item !== '').map((item) => click({ ...describe(item, passages), texts: [withQuotes(item, passages).trim()] }))],
];

/** The presses that a deed is done by. */
export function deedIn(text: string, passages: readonly string[]): Part[] | undefined {
  return readBy(DEEDS, text, passages);
}

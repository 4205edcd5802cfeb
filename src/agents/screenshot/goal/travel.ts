import { describe } from './description.js';
import type { Description } from './description-schema.js';
import { readBy, type Part, type Patterns } from './part.js';
import { withQuotes } from './quoted.js';

const WAY = '(?:flight|train|bus|coach|ferry|boat|trip|journey|connection|ride|ticket|plane|car)s?';
const PLACE = '(⟦\\d+⟧|\\p{Lu}[\\p{L}.\'-]*(?: (?:\\p{Lu}|de |am |la )[\\p{L}.\'-]*)*(?: \\([A-Z]{3}\\))?)';
const FROM = ['from', 'origin', 'departure', 'leaving from', 'departing from', 'where from', 'departure city', 'start'];
const TO = ['to', 'destination', 'arrival', 'going to', 'where to', 'arrival city', 'end'];
const WHEN = ['date', 'departure date', 'departure day', 'depart', 'departing', 'when', 'travel date', 'outbound', 'day'];
const SEARCHES = ['search', 'find', 'search flights', 'find flights', 'show', 'find connections', 'go', 'next', 'continue'];

const field = (texts: readonly string[]): Description => ({ words: texts[0] ?? '', texts, quoted: false, sides: [], all: false });
const fill = (value: string, texts: readonly string[], passages: readonly string[]): Part => ({ kind: 'enter', value: { from: 'goal', text: withQuotes(value, passages) }, field: field(texts) });

/** Ways from one place to another on a day: what is asked for is filled in, looked for, and then taken. */
const TRAVEL: Patterns = [
  [new RegExp(`^(${['book', 'find', 'reserve', 'buy', 'get', 'take', 'search for', 'look for', 'choose', 'select', 'show'].map((verb) => `[${verb.charAt(0).toUpperCase()}${verb.charAt(0)}]${verb.slice(1)}`).join('|')})(?: me)? (?:the |an? )?((?:\\p{L}+est|best|first)(?: \\p{L}+-\\p{L}+)? )?(?:(?:one[- ]way|direct|non-?stop|return) )?(${WAY})( without (?:a |any )?stops?| non-?stop| direct)? from:? ${PLACE} to:? ${PLACE},?(?: (?:on|for|leaving on|departing on))? (⟦\\d+⟧|\\d{1,2}/\\d{1,2}/\\d{4}|\\d{4}-\\d{2}-\\d{2})$`, 'u'), ([, verb = '', which = '', way = '', through, from = '', to = '', day = ''], passages) => {
    const one = `the ${which}${way}`;
    const taken = /^(?:book|reserve|buy|take)$/i.test(verb) ? { ...field([verb.toLowerCase(), 'book', 'select', 'choose', 'buy', 'reserve']), relation: { is: 'in', of: describe(one, passages) } } satisfies Description : undefined;
    return [
      fill(from, FROM, passages), fill(to, TO, passages), fill(day, WHEN, passages),
      ...(through === undefined ? [] : [{ kind: 'choose', items: ['nonstop'], on: true, every: false, others: ['non-stop', 'non-stop only', 'nonstop only', 'direct', 'direct only', 'direct flights only', 'without stops', 'no stops'] } satisfies Part]),
      { kind: 'click', target: field(SEARCHES), count: 1, button: 'left' },
      ...(taken ? [{ kind: 'click', target: taken, count: 1, button: 'left', deed: verb.toLowerCase() } satisfies Part] : which === '' ? [] : [{ kind: 'find', target: describe(one, passages) } satisfies Part]),
    ];
  }],
];

/** What a journey is asked for by. */
export const travelIn = (text: string, passages: readonly string[]): Part[] | undefined => readBy(TRAVEL, text, passages);

import { z } from 'zod';
import { MeasureKind, measuresIn } from './measures.js';

/** One way to read a superlative: by which quantity, what its column or label may be called, and which end is meant. */
const Reading = z.object({ most: z.boolean(), kinds: z.array(MeasureKind), names: z.array(z.string()) });
export type Reading = z.infer<typeof Reading>;

/** "the second cheapest": one of many things, by a quantity that the page states of each. */
export const Ranking = z.object({
  /** Likeliest first; the first that the screen has values for counts. */
  readings: z.array(Reading),
  /** 1 is the one at the end itself. */
  nth: z.number().int().positive(),
  /** Words that the page says of the thing: "with breakfast". */
  having: z.array(z.string()),
  /** What a quantity of the thing is at least, or at most. */
  limits: z.array(z.object({ kind: MeasureKind, least: z.number().optional(), most: z.number().optional(), names: z.array(z.string()) })),
});
export type Ranking = z.infer<typeof Ranking>;

const AGE = ['age', 'years'];
const SINCE = ['date', 'created', 'added', 'modified', 'updated', 'published', 'released', 'received', 'sent', 'time', 'when', 'year', 'born', 'due'];
const LASTS = ['duration', 'travel time', 'journey', 'time', 'length', 'runtime', 'takes'];
const HEIGHT = ['height', 'elevation', 'altitude'];
const SIZE = ['size', 'file size', 'area', 'population', 'capacity', 'amount', 'total'];
const RATED = ['rating', 'rated', 'score', 'stars', 'grade'];
const USED = ['views', 'likes', 'downloads', 'plays', 'sales', 'sold', 'followers', 'members', 'popularity', 'votes', 'visitors', 'reviews'];
const COSTS = ['price', 'cost', 'fare', 'total', 'fee', 'amount', 'rate', 'rent'];

const read = (most: boolean, kinds: readonly MeasureKind[], names: readonly string[]): Reading => ({ most, kinds: [...kinds], names: [...names] });
const money = (most: boolean): Reading[] => [read(most, ['money', 'number'], COSTS)];
const length = (most: boolean, names: readonly string[]): Reading[] => [read(most, ['length', 'number'], names)];

/** Adjectives that say by themselves what is compared. */
const ADJECTIVES: readonly (readonly [RegExp, readonly Reading[]])[] = [
  [/cheapest|least (?:expensive|costly)|most affordable|lowest[- ]priced/, money(false)],
  [/dearest|priciest|costliest|most (?:expensive|costly)|highest[- ]priced/, money(true)],
  [/newest|latest|most recent|freshest/, [read(true, ['moment', 'time'], SINCE)]],
  [/oldest|least recent/, [read(true, ['number'], AGE), read(false, ['moment', 'time'], SINCE)]],
  [/youngest/, [read(false, ['number'], AGE), read(true, ['moment'], SINCE)]],
  [/earliest|soonest/, [read(false, ['moment', 'time'], [...SINCE, 'departure', 'departs', 'leaves', 'start', 'starts'])]],
  [/fastest|quickest/, [read(true, ['number'], ['speed', 'velocity']), read(false, ['span', 'time'], LASTS)]],
  [/slowest/, [read(false, ['number'], ['speed', 'velocity']), read(true, ['span', 'time'], LASTS)]],
  [/shortest/, [read(false, ['span'], LASTS), ...length(false, ['length', 'distance', ...HEIGHT]), read(false, ['time'], LASTS)]],
  [/longest/, [read(true, ['span'], LASTS), ...length(true, ['length', 'distance']), read(true, ['time'], LASTS)]],
  [/nearest|closest/, length(false, ['distance', 'away'])],
  [/farthest|furthest|most distant/, length(true, ['distance', 'away'])],
  [/(?:best|top|highest)[- ]rated|best[- ](?:reviewed|scored)|best(?![- ]paid)/, [read(true, ['rating', 'number', 'share'], RATED)]],
  [/(?:best|highest)[- ]paid/, [read(true, ['money', 'number'], ['salary', 'pay', 'wage', 'income'])]],
  [/(?:worst|lowest)[- ]rated|worst/, [read(false, ['rating', 'number', 'share'], RATED)]],
  [/heaviest/, [read(true, ['mass', 'number'], ['weight', 'mass'])]],
  [/lightest/, [read(false, ['mass', 'number'], ['weight', 'mass'])]],
  [/tallest/, length(true, HEIGHT)], [/deepest/, length(true, ['depth'])], [/shallowest/, length(false, ['depth'])],
  [/widest/, length(true, ['width'])], [/narrowest/, length(false, ['width'])],
  [/(?:hottest|warmest)/, [read(true, ['number'], ['temperature', 'temp', 'high'])]], [/(?:coldest|coolest)/, [read(false, ['number'], ['temperature', 'temp', 'low'])]],
  [/most popular|busiest/, [read(true, ['number'], USED)]], [/least popular|quietest/, [read(false, ['number'], USED)]],
  [/largest|biggest|greatest/, [read(true, ['data', 'number', 'length', 'money'], SIZE)]], [/smallest/, [read(false, ['data', 'number', 'length', 'money'], SIZE)]],
];
/** Adjectives that take what is compared from the noun behind them. */
const BY_NOUN: readonly (readonly [RegExp, boolean])[] = [
  [/highest|largest|greatest|biggest|most|maximum|best|longest|latest|newest|deepest/, true],
  [/lowest|smallest|least|fewest|minimum|worst|shortest|earliest|soonest|cheapest|oldest/, false],
];
/** What a noun is mostly stated in. */
const STATED: readonly (readonly [RegExp, readonly MeasureKind[]])[] = [
  [/\b(?:price|cost|fare|fee|rent|salary|pay|wage|income|revenue|budget|total|balance|deposit)\b/, ['money', 'number']],
  [/\b(?:date|day|deadline|birthday|release|birth)\b/, ['moment', 'time']],
  [/\b(?:departure|arrival|start|end|opening|closing)\b/, ['time', 'moment']],
  [/\b(?:duration|travel time|journey|flight time|runtime|time|stay)\b/, ['span', 'time']],
  [/\b(?:rating|score|grade|stars)\b/, ['rating', 'number', 'share']],
  [/\b(?:size|storage|memory|space|capacity)\b/, ['data', 'number', 'length']],
  [/\b(?:weight|mass)\b/, ['mass', 'number']],
  [/\b(?:distance|height|elevation|altitude|depth|width|length)\b/, ['length', 'number']],
  [/\b(?:discount|share|percentage|progress|battery)\b/, ['share', 'number']],
];

const ORDINALS = ['second', 'third', 'fourth', 'fifth'];
const NTH = `(?:(${ORDINALS.join('|')}|[2-9](?:nd|rd|th))[- ])?`;
const SUPERLATIVE = [...ADJECTIVES, ...BY_NOUN].map(([pattern]) => pattern.source).join('|');
const HEAD = new RegExp(`^(?:(?:the|that|this|my|your|our)\\s+)?${NTH}(${SUPERLATIVE}|most \\p{L}+ed)\\b(?:\\s+(.*))?$`, 'iu');
const TAIL = new RegExp(`^(.+?)\\s+(?:with|having|at|offering|(?:that|which)\\s+(?:has|have|offers|gets|got|is|are|was|were))\\s+(?:the\\s+)?${NTH}(${SUPERLATIVE})(?:\\s+((?:number|amount|count) of\\s+)?((?!of\\b)[\\p{L}-]+(?:\\s+\\p{L}+)?))?$`, 'iu');
/** "that costs least": the verb says what is compared. */
const BY_VERB: readonly (readonly [RegExp, (most: boolean) => Reading[]])[] = [
  [/costs?/, money],
  [/weighs?/, (most) => [read(most, ['mass', 'number'], ['weight', 'mass'])]],
  [/(?:takes?|lasts?|runs?)/, (most) => [read(most, ['span', 'time'], LASTS)]],
];
const VERBED = new RegExp(`^(.+?)\\s+(?:that|which)\\s+(${BY_VERB.map(([pattern]) => pattern.source).join('|')})\\s+(?:the\\s+)?(most|least|longest|shortest)(?: time| money)?$`, 'i');
/** "for less than 10 euros a month", "with at least 20 GB of data". */
const LIMIT = /\s+(?:(?:with|for|of|at|that (?:has|have|is|are|costs?|weighs?|takes?|lasts?)|which (?:has|have|is|costs?)|having|costing|priced|rated)\s+)?(at least|no less than|not less than|more than|over|above|at most|no more than|not more than|less than|fewer than|under|below|up to|cheaper than|within)\s+((?:[$€£]\s?)?\d[\d.,]*\s?(?:%|[$€£]|\p{L}+)?)((?:\s+(?:of\s+)?(?!with\b|for\b|and\b|at\b|that\b)[\p{L}-]+){0,2})/giu;

const HAVING = /\s+(?:with|that (?:has|have|offers|includes)|which (?:has|have|offers|includes)|offering|including)\s+(?:an?\s+|the\s+)?(?!the\b)(.+)$/i;

/** Figures that are drawn are compared by how large they look. */
const DRAWN = /^(?:(?:red|green|blue|yellow|orange|purple|pink|black|white|gr[ae]y|brown)\s+)?(?:circle|square|triangle|rectangle|shape|figure|star|heart|cross|disc|dot|oval|box|button|icon|image|picture|photo|letter|digit|number|numeral|value|item|element|object|block|tile|swatch|polygon|hexagon|pentagon|line|word|text)s?\b/i;

export interface Ranked {
  readonly ranking: Ranking;
  /** What is left of the phrase: the noun. */
  readonly rest: string;
}

/** The superlative in a noun phrase; undefined where it holds none, or one of looks alone. */
export function rankingIn(phrase: string): Ranked | undefined {
  const bare = phrase.trim();
  const verbed = VERBED.exec(bare);
  if (verbed) {
    const readings = BY_VERB.find(([pattern]) => new RegExp(`^${pattern.source}$`, 'i').test(verbed[2] ?? ''))?.[1];
    return readings ? ranked(readings(/most|longest/i.test(verbed[3] ?? '')), undefined, verbed[1] ?? '') : undefined;
  }
  const tail = TAIL.exec(bare);
  if (tail) {
    const readings = adjective(tail[3] ?? '') && tail[5] !== undefined && !STATED.some(([pattern]) => pattern.test(tail[5]?.toLowerCase() ?? '')) ? [] : readingsOf(tail[3] ?? '', tail[5]);
    return readings.length > 0 ? ranked(readings, tail[2], tail[1] ?? '') : undefined;
  }
  const head = HEAD.exec(bare);
  const noun = head?.[3] ?? '';
  if (!head) return limited(bare);
  if ((noun === '' && !ADJECTIVES.some(([pattern]) => new RegExp(`^(?:${pattern.source})$`, 'i').test(head[2] ?? '')))) return undefined;
  if (/^(?:largest|biggest|greatest|smallest|highest|lowest|longest|shortest|tallest|widest|most|least|best)$/i.test(head[2] ?? '') && (noun === '' || DRAWN.test(noun))) return undefined;
  const own = adjective(head[2] ?? '');
  if (own) return ranked(own, head[1], noun);
  const used = /^most (\p{L}+?)(?:ed|d)$/iu.exec(head[2] ?? '');
  if (used) return ranked([read(true, ['number'], [`${used[1] ?? ''}s`, used[1] ?? '', `${used[1] ?? ''}ed`, ...USED])], head[1], noun);
  // "the highest rating" is what is compared, and "the highest mountain" the thing itself.
  return ranked(readingsOf(head[2] ?? '', noun.split(/\s+(?:of|in|on|from)\s+/)[0]), head[1], STATED.some(([pattern]) => pattern.test(noun.toLowerCase())) ? '' : noun);
}

type Limit = Ranking['limits'][number];

/** The limits in a noun phrase, and the phrase without them. */
function limitsIn(phrase: string): { readonly limits: readonly Limit[]; readonly rest: string } {
  const limits = [...phrase.matchAll(LIMIT)].flatMap(([, word = '', amount = '', noun = '']): Limit[] => {
    const [measure] = measuresIn(amount.trim());
    if (!measure) return [];
    const names = [...(measure.kind === 'number' ? (/\d\s?(\p{L}+)/u.exec(amount)?.slice(1) ?? []) : []), ...(noun.match(/\p{L}{3,}/gu) ?? [])].map((name) => name.toLowerCase());
    const step = 1e-9 * Math.max(1, Math.abs(measure.value));
    return [{ kind: measure.kind, names, ...(/least|no less|not less/i.test(word) ? { least: measure.value } : /^(?:more than|over|above)$/i.test(word) ? { least: measure.value + step } : /most|no more|not more|up to|within/i.test(word) ? { most: measure.value } : { most: measure.value - step }) }];
  });
  return { limits, rest: phrase.replace(LIMIT, '').replace(/\s+(?:and|but)\s*$/i, '').trim() };
}

/** "a contract with at least 100 GB": any that is within the limits. */
function limited(phrase: string): Ranked | undefined {
  const { limits, rest } = limitsIn(phrase);
  const [first] = limits;
  return first && rest !== '' ? { ranking: { readings: [read(first.least !== undefined, [first.kind], first.names)], nth: 1, having: [], limits: [...limits] }, rest } : undefined;
}

function ranked(readings: readonly Reading[], nth: string | undefined, phrase: string): Ranked {
  const { limits, rest: noun } = limitsIn(phrase);
  const having = HAVING.exec(noun);
  return {
    ranking: { readings: [...readings], nth: nth === undefined ? 1 : ORDINALS.indexOf(nth.toLowerCase()) + 2 || Number.parseInt(nth, 10), having: having ? (having[1] ?? '').split(/\s*,\s*(?:and\s+)?|\s+and\s+/) : [], limits: [...limits] },
    rest: (having ? noun.slice(0, having.index) : noun).trim(),
  };
}

const adjective = (word: string): readonly Reading[] | undefined => ADJECTIVES.find(([pattern]) => new RegExp(`^(?:${pattern.source})$`, 'i').test(word))?.[1];

/** What an adjective orders things by, and whether it begins with the most: "cheapest" by price, from the least. Undefined for one that says nothing by itself. */
export function orderIn(words: string): { readonly most: boolean; readonly names: readonly string[] } | undefined {
  const [reading] = adjective(words.toLowerCase()) ?? [];
  return reading && { most: reading.most, names: reading.names };
}

function readingsOf(word: string, noun: string | undefined): Reading[] {
  const own = adjective(word) ?? [];
  if (noun === undefined) return [...own];
  const most = BY_NOUN.find(([pattern]) => new RegExp(`^(?:${pattern.source})$`, 'i').test(word))?.[1] ?? own[0]?.most;
  if (most === undefined) return [];
  const name = noun.toLowerCase().trim();
  const kinds = STATED.find(([pattern]) => pattern.test(name))?.[1] ?? ['number', 'data', 'mass', 'length', 'share', 'money', 'span', 'time', 'moment'];
  const alike = [RATED, COSTS, LASTS, HEIGHT].find((names) => names.includes(name)) ?? [];
  return [read(most, kinds, [name, name.replace(/s$/, ''), ...name.split(' ').slice(-1), ...alike])];
}

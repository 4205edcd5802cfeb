import { describe } from './description.js';
import { readBy, type Part, type Patterns } from './part.js';
import { orderIn } from './ranking.js';

const FIRST = '(?:(?:to |at |on |is (?:at|on) |are (?:at|on) |comes? |stands? |goes )?(?:the )?(?:very )?(?:first|top|beginning))';
const SORTS = '(?:sort|order|arrange|rank|list|show|display)';
/** Upwards or downwards, in the words of a list; undefined where they say neither. */
function wayOf(words: string): boolean | undefined {
  if (/\bdescending\b|\bdecreasing\b|\bdownwards?\b|\bZ\b.*\bA\b|\b(?:high|larg|long|big|new|late|dear|expensive)\p{L}*\b.*\bto\b/iu.test(words)) return true;
  if (/\bascending\b|\bincreasing\b|\bupwards?\b|\balphabetical|\bA\b.*\bZ\b|\b(?:low|small|short|old|earl|cheap)\p{L}*\b.*\bto\b/iu.test(words)) return false;
  const [, adjective = '', , end = ''] = new RegExp(`\\b(\\p{L}+est|most \\p{L}+|least \\p{L}+|best)\\b( \\p{L}+)?.*?\\b(first|on top|top|beginning|last|bottom|end)\\b`, 'iu').exec(words) ?? [];
  const most = orderIn(adjective)?.most ?? (/^(?:high|larg|big|great|long|new|lat)/i.test(adjective) ? true : /^(?:low|small|short|old|earl)/i.test(adjective) ? false : undefined);
  return most === undefined ? undefined : /last|bottom|end/i.test(end) ? !most : most;
}

/** "Show the posts by Ada", "order two pizzas by phone": what somebody made is no order, and buying is none. */
function isOfSomebody(whole: string, what: string, column: string): boolean {
  if (!/^(?:show|display|list|order)\b/i.test(whole) || LISTS.test(what) || /\b(?:according to|order of)\b/i.test(whole)) return false;
  return /^(?:⟦|\p{Lu})/u.test(column) || (/^order\b/i.test(whole) && !/^order (?:all )?(?:the|these|those)\b/i.test(whole));
}
const LISTS = /(?:^|\s)(?:lists?|tables?|rows?|columns?|results?|entries|items|records|hits)$|^$/i;

/** Instructions by which a list is put in the order of one thing that it tells of its entries. */
const ORDERS: Patterns = [
  [new RegExp(`^${SORTS} (?:all |all of )?(?:(?:the|these|those|my|your|this) )?(?:([\\p{L} -]+?) )?(?:by|according to|in (?:the )?order of) (?:(?:the|their|its) )?(?:column )?(⟦\\d+⟧|[\\p{L}-]+(?: [\\p{L}-]+)?)(?: column)?(?:,? (.+?))?$`, 'iu'), ([whole = '', what = '', column = '', how = ''], passages) => {
    if (/^(?:show|display|list)\b/i.test(whole) && what === '') return undefined;
    if (isOfSomebody(whole, what, column)) return undefined;
    const [, name = '', rest = ''] = /^(.+?)(?: (?:in|from|so|descending|ascending|upwards|downwards)\b(.*))?$/iu.exec(column) ?? [];
    const way = wayOf(`${column.slice(name.length)} ${rest} ${how}`);
    return [orderBy(name, way, passages)];
  }],
  // The heading by which it is done may be named, and what is to come of it.
  [/^(?:click|press|tap|use)(?: on)? (?:the )?(?:column |table )*(?:header|heading|column)(?: of| for| called| named)? (?:the )?(⟦\d+⟧|\p{Lu}[\p{L}-]*)(?: column)?,? (?:so that|until|such that) (.+)$/iu, ([, column = '', how = ''], passages) => [orderBy(column, wayOf(how), passages)]],
  // "the cheapest first": the adjective says by what.
  [new RegExp(`^${SORTS} (?:me )?(?:(?:the|these|those|all) )*(?:.*? with )?(?:the )?((?:\\p{L}+est|most \\p{L}+|least \\p{L}+|best(?:[- ]\\p{L}+)?))(?: \\p{L}+){0,2} ${FIRST}$`, 'iu'), ([, adjective = ''], passages) => {
    const order = orderIn(adjective);
    return order === undefined ? undefined : [{ ...orderBy(order.names[0] ?? adjective, order.most, passages), column: { ...describe(order.names[0] ?? adjective, passages), texts: [...order.names] } } as Part];
  }],
];

function orderBy(column: string, descending: boolean | undefined, passages: readonly string[]): Part {
  return { kind: 'order-by', column: { ...describe(column, passages), kind: undefined }, ...(descending === undefined ? {} : { descending }) };
}

/** By what something is to be put in order. */
export const orderByIn = (text: string, passages: readonly string[]): Part[] | undefined => readBy(ORDERS, text, passages);

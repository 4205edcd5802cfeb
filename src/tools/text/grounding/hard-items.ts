import { findAddresses, findProperNames, findQuotedPhrases } from '../names.js';
import { findQuantities, sameQuantity } from '../quantities.js';
import { isStopWord, stemOf } from '../stems.js';
import { normalizeText } from '../words.js';
import { lettersOf, type Source } from './source.js';

/** number, name, quotation, address: an item that the source does not hold. */
export interface MissingItem {
  readonly kind: 'number' | 'name' | 'quotation' | 'address';
  readonly text: string;
}

/** Items of a text that must stand in the source in some spelling and do not. Nothing is guessed: each is a fact. */
export function findMissingItems(text: string, source: Source, options: { readonly names?: boolean } = {}): MissingItem[] {
  const addresses = findAddresses(text);
  const bare = addresses.reduce((rest, address) => rest.replace(address, ' '), text.replace(/^\s*\d{1,3}[.)]\s/gm, ' '));
  const missing: MissingItem[] = addresses.filter((address) => !source.letters.includes(lettersOf(address))).map((address) => ({ kind: 'address', text: address }));
  for (const quantity of findQuantities(bare)) {
    if (!source.quantities.some((other) => sameQuantity(quantity, other)) && !isCountOfList(quantity.value, quantity.kind, source)) missing.push({ kind: 'number', text: quantity.text });
  }
  for (const phrase of findQuotedPhrases(text)) {
    if (!source.letters.includes(lettersOf(phrase))) missing.push({ kind: 'quotation', text: phrase });
  }
  if (options.names === false) return missing;
  for (const name of findProperNames(bare, source.language)) {
    const uncertain = startsSentence(bare, name.index) && name.words.length > 1;
    const [head = '', ...rest] = name.words;
    const absent = (uncertain ? rest : name.words).filter((word) => !holdsName(word, source));
    if (absent.length > 0) missing.push({ kind: 'name', text: name.text });
    else if (uncertain && !holdsName(head, source) && isOtherwiseCalled(rest, source)) missing.push({ kind: 'name', text: name.text });
  }
  return missing.filter((item, index) => missing.findIndex((other) => other.kind === item.kind && other.text === item.text) === index);
}

function startsSentence(text: string, index: number): boolean {
  return index === 0 || /(?:[.!?:…\n"“]|^)\s*$/.test(text.slice(Math.max(0, index - 3), index));
}

/** "Three rooms are closed" for a list of three: small counts may be counted and not read. */
function isCountOfList(value: number, kind: string, source: Source): boolean {
  if (kind !== 'number' || !Number.isInteger(value) || value < 2 || value > 10) return false;
  return source.sentences.filter(({ text }) => /^\s*(?:[-*•‣–]|\d{1,3}[.)])\s/u.test(text)).length === value;
}

function holdsName(word: string, source: Source): boolean {
  const plain = normalizeText(word).replace(/'s?$/, '');
  if (plain.length < 2 || isStopWord(plain, source.language) || source.words.has(plain) || source.stems.has(stemOf(plain, source.language))) return true;
  if (plain.includes('-') && plain.split('-').every((part) => source.words.has(part))) return true;
  return isAcronymOf(word, source) || ADJECTIVES.test(plain);
}

/** Words that English writes with a capital and that any text may add. */
const ADJECTIVES = /^(english|french|german|spanish|italian|covid|internet|web|email|e-mail)$/;

/** "EU" for "European Union". */
function isAcronymOf(word: string, source: Source): boolean {
  if (!/^\p{Lu}{2,6}$/u.test(word)) return false;
  const initials = source.sentences.map(({ text }) => (text.match(/\b\p{Lu}/gu) ?? []).join(''));
  return initials.some((letters) => letters.includes(word));
}

/** True when the source has the rest of the name behind another capitalised word: it knows this person by another first name. */
function isOtherwiseCalled(rest: readonly string[], source: Source): boolean {
  const last = rest.at(-1);
  if (last === undefined) return false;
  const called = new RegExp(`\\p{Lu}[\\p{L}'-]+\\s+${last.replace(/[^\p{L}\p{N}-]/gu, '')}\\b`, 'u');
  return source.sentences.some(({ text }) => called.test(text));
}

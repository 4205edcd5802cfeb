import { describe } from './description.js';
import type { Part } from './part.js';
import { withQuotes } from './quoted.js';
import { alike, VERBS } from './vocabulary.js';

const PURPOSE = new RegExp(`\\s+(?:in order )?to\\s+(?:${VERBS.join('|')}|see|view|get|have|learn|know|continue|proceed|finish|complete|start|begin|end|reveal|display|load|be)\\b.*$`, 'i');

/** "… to delete it" says what for; "Add to basket" is a name. */
export function purposeless(phrase: string): string {
  return phrase.replace(PURPOSE, '').trim();
}

/** What a small cross does. */
const TAKES_AWAY = /^(?:remove|dismiss|delete|clear)$/;

/** Where a thing stands, as people add it to its name. */
const KEPT_IN = /\s+(?:(?:from|in|on|of|out of|off) (?:the|my|your|our|this) (?:[\p{L}-]+ )?(?:cart|basket|bag|lists?|projects?|group|team|favou?rites|collection|library|inbox|mailbox|page|menu|account|calendar|phone ?book|contacts|queue|playlist|album)|for later|to my account)$/iu;

/** One press on the control that bears the name of the deed, of the thing that it is done to. */
export function namedDeed(verb: string, given: string, text: string, passages: readonly string[]): Part[] {
  const rest = given.replace(KEPT_IN, '');
  const later = verb === 'save' && /\bfor later$/i.test(text) ? ['save for later', 'add to wish list', 'wish list'] : [];
  return [{ kind: 'click', target: { ...describe(purposeless(rest), passages), words: withQuotes(text, passages), texts: [...later, ...alike(verb), ...(TAKES_AWAY.test(verb) ? ['×', 'x'] : []), ...new Set([withQuotes(text, passages), withQuotes(text.replace(/(?<=^\S+ )(?:the|your|an?) /i, ''), passages)])], quoted: false, kind: undefined, colour: undefined, shape: undefined, ordinal: undefined, rank: undefined, relation: rest === '' ? undefined : { is: 'in', of: describe(purposeless(rest), passages) } }, count: 1, button: 'left', deed: verb }];
}

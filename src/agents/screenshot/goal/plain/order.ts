import { VERBS } from '../vocabulary.js';
import { rewrittenAll, type Rewrite } from './rewrite.js';
import { baseOfGerund, baseOfParticiple } from './verb-forms.js';

const VERB = `(?:${[...VERBS].sort((a, b) => b.length - a.length).join('|')})(?!-)`;
const DONE = '(?:(?:after|once|when|as soon as) (?:you(?:[\'’]ve| have)|having)) (?:been )?';

const BEGINS_WITH_VERB = new RegExp(`^${VERB}\\b`, 'i');
const ONE_VERB = new RegExp(`^${VERB}$`, 'i');

/** What comes after both. */
const LATER = `(?:,(?: and)?(?: then)?|(?: and)? then) ${VERB}\\b.*`;

const gerund = (word: string, rest: string): string | undefined => { const verb = baseOfGerund(word); return verb === undefined ? undefined : `${verb} ${rest}`; };
const participle = (word: string, rest: string): string | undefined => { const verb = baseOfParticiple(word); return verb === undefined ? undefined : `${verb} ${rest}`; };
const then = (first: string | undefined, second: string | undefined): string | undefined => (first === undefined || second === undefined ? undefined : `${first.trim()}, then ${second.trim()}`);

/** What is done first is said first, and an instruction begins with its verb. */
const ORDER: readonly Rewrite[] = [
  [/^after (\p{L}+ing) (.+?),? (?:then )?((?:⟦|\p{L})+\b.*)$/iu, ([, first = '', what = '', next = '']) => (BEGINS_WITH_VERB.test(next) ? then(gerund(first, what), next) : undefined)],
  [new RegExp(`^${DONE}(\\p{L}+) (.+?), (?:then )?(${VERB}\\b.*)$`, 'iu'), ([, first = '', what = '', next = '']) => then(participle(first, what), next)],
  [new RegExp(`^before (\\p{L}+ing) (.+?), (${VERB}\\b.*)$`, 'iu'), ([, last = '', what = '', first = '']) => then(first, gerund(last, what))],
  [new RegExp(`^(${VERB}\\b.*?),? after (\\p{L}+ing) (.+?)(${LATER})?$`, 'iu'), ([, next = '', first = '', what = '', later = '']) => then(gerund(first, what), next + later)],
  [new RegExp(`^(${VERB}\\b.*?),? ${DONE}(\\p{L}+) (.+?)(${LATER})?$`, 'iu'), ([, next = '', first = '', what = '', later = '']) => then(participle(first, what), next + later)],
  [new RegExp(`^(${VERB}\\b.*?),? before (\\p{L}+ing) (.+)$`, 'iu'), ([, first = '', last = '', what = '']) => then(first, gerund(last, what))],
  [/^((?:for|on|under|below|at|inside|within) (?:the|my|your|this) [^,]+? by (?:@?[\p{L}\d._-]+|⟦\d+⟧)) (?=(?:click|press|tap|open|tick|untick|select|choose|delete|remove|enter|type|write|like|share|reply)\b)/iu, '$1, '],
  // What it is good for is not asked for.
  [new RegExp(`^(?:in order )?to ${VERB}\\b[^,]*, (${VERB}\\b.*)$`, 'i'), '$1'],
  // The way in which it is done is what is done; "it" is what it is done to.
  [/^(\p{L}+) ([^,]+?),? by (\p{L}+ing)(?: on)? (.+)$/iu, ([, verb = '', what = '', how = '', rest = '']) => {
    const by = baseOfGerund(how);
    return by === undefined || !ONE_VERB.test(verb) || /^(?:confirm|add|edit|change)$/i.test(verb) || by === 'use' ? undefined : `${by} ${rest.replace(/\b(?:it|them|that)\b/i, what)}`;
  }],
  [new RegExp(`^(?:with|using|by means of|through|via) ((?:the|a|an|this|that|your) [^,]+?),? (${VERB}\\b.*)$`, 'i'), ([, tool = '', rest = '']) => (/^(?:the|your|a) (?:mouse|keyboard|cursor|pointer|touchpad)$/i.test(tool) ? rest : `use ${tool} to ${rest}`)],
];

/** What something is for, or where it goes, stands behind it. */
const FRONTED: readonly Rewrite[] = [
  [/^(?:[Ii]n|[Oo]n) the (?:help|menu|page|site|app|shop|form|list|settings),? (?=(?:under|from) (?:⟦|\p{Lu}))/u, ''],
  [/^(?:[Uu]nder|[Ff]rom) (⟦\d+⟧|\p{Lu}[\p{L}-]*)(?: menu)?,? (?:choose|select|pick|click(?: on)?|take|press) (?:the )?(⟦\d+⟧|\p{Lu}[\p{L}-]*(?: [\p{L}-]+){0,2})$/u, 'select $1 > $2'],
  [new RegExp(`^(as|for|into|from) ((?:the |your |a |an )?(?:[\\p{L}-]+ ){0,2}?[\\p{L}-]+),? ((?:enter|type|write|choose|select|pick|put|set|use|take) [^,]+?)$`, 'iu'), ([, as = '', where = '', rest = '']) => `${rest} ${as.toLowerCase() === 'for' ? 'as' : as.toLowerCase()} ${/^(?:the|your|an?) /i.test(where) ? where : `the ${where}`}`],
];

/** An instruction that begins with its verb. */
export const verbFirst = (text: string): string => rewrittenAll(FRONTED, text);

/** A sentence whose instructions stand in the order in which they are done. */
export const inOrder = (text: string): string => verbFirst(rewrittenAll(ORDER, text));

import { COLOUR_WORDS } from '../vocabulary.js';
import { rewrittenAll, type Rewrite } from './rewrite.js';
import { ASKED_FOR, VALUE } from './told-values.js';
import { VERBS } from '../vocabulary.js';
import { NUMBER_WORDS } from '../numbers.js';
import { baseOfParticiple } from './verb-forms.js';

const STYLE = `bold|italics?|underlined?|${COLOUR_WORDS.join('|')}`;
const THING = '((?!(?:I|we|you|he|she|they|it|there|who|what|this|that)\\b)(?:\\p{L}|⟦|\\d)[^;.]*?)';
const SHALL = '(?:should|shall|must|ought to|has to|have to|needs? to|is to|are to|is supposed to|are supposed to)';
/** What happens by itself once it is set off. */
const BY_ITSELF = 'open|close|play|stop|start|pause|expand|collapse|begin|continue';
const WHERE = '(?:in)?to|onto|before|after|below|above|under|between|beside|next to|at';
/** The deeds that take another back. */
const OPPOSITES: Readonly<Record<string, string>> = { tick: 'untick', check: 'uncheck', select: 'deselect', mark: 'untick', enable: 'disable', activate: 'deactivate', expand: 'collapse', open: 'close' };

const plural = (noun: string): string => ({ child: 'children', person: 'people' })[noun.toLowerCase()] ?? (/s$|children|people/i.test(noun) ? noun : `${noun}s`);
const COUNTED = `(?:\\d+|${Object.keys(NUMBER_WORDS).join('|')}) \\p{L}+`;
const VERB_FIRST = `(?:${VERBS.join('|')}|and|then|only|not|log|sign|I|we|you)`;
/** What is set by a slider or a stepper, and spoken of without a verb. */
const LEVELS = '(?:volume|brightness|zoom|temperature|speed|contrast|quantity|amount|level|opacity)';

const byParticiple = (what: string, participle: string, rest: string): string | undefined => {
  if (/^(?:called|named|titled|entitled)$/i.test(participle)) return `rename ${what} to ${rest.trim()}`;
  const verb = baseOfParticiple(participle);
  return verb === undefined ? undefined : `${verb} ${what}${rest}`;
};

/** How things are to be, as what is to be done. Each begins at the beginning of a sentence. */
const STATEMENTS: readonly Rewrite[] = [
  // "I want the box to be ticked", "make sure the box is ticked": the box should be ticked.
  [/^(?:I|we)(?: would|['’]d)? (?:want|need|like|wish)(?: for)? (.+?) to (be|get|become|have|show|say|read|contain|open|close|play|stop|start|go|come|move|stand|lie|disappear|vanish)\b/i, '$1 should $2'],
  [/^(?:make sure|ensure|see to it|take care|be sure)(?: that)? (?!.*\b(?:only|no other|not|nothing|none)\b)(.+?) (?:is|are|gets?|becomes?) /i, '$1 should be '],
  // What is to be checked is looked at; only what is done with a word of its own ("is ticked") is also brought about.
  [/^check that (?!.*\b(?:only|no other|not|nothing|none)\b)(.+?) (?:is|are) (\p{L}+)$/iu, ([, what = '', participle = '']) => byParticiple(what, participle, '')],
  [/^(?:make sure|ensure|see to it|take care)(?: that)? (?!.*\b(?:only|no other|not|nothing|none)\b)(.+?) (shows?|says?|reads?|contains?) /i, ([, what = '', verb = '']) => `${what} should ${verb.replace(/s$/, '')} `],
  [/^(?:I|we)(?: would|['’]d)? (?:want|need|like|wish) to (?:be|get) (\p{L}+)\b(.*)$/iu, ([, participle = '', rest = '']) => { const verb = baseOfParticiple(participle); return verb === undefined ? undefined : `${verb}${rest}`; }],
  [/^(?:I|we)(?: would|['’]d)? (?:want|need|like)(?: to (?:have|see|get))? (.+?) (\p{L}+)$/iu, ([, what = '', participle = '']) => (/^(?:named|called)$/i.test(participle) ? undefined : byParticiple(what, participle, ''))],
  [/^(?:have|get) (?!it\b)(.+?) (\p{L}+)$/iu, ([, what = '', participle = '']) => byParticiple(what, participle, '')],
  [new RegExp(`^let (.+?) (${BY_ITSELF})$`, 'i'), '$2 $1'],
  [new RegExp(`^let (.+?) be (.+)$`, 'i'), '$1 should be $2'],
  [new RegExp(`^let ${THING} be (${SHALL})`, 'iu'), '$1 should be'],
  [new RegExp(`^${THING} ${SHALL} (?:now |then )?(?:be|get|become) (?:turned |switched |set )?(?:to )?(on|off)$`, 'iu'), 'turn $2 $1'],
  [new RegExp(`^${THING} ${SHALL} (?:now |then )?(?:be|get|become|appear|stand) (?:in |written in |set in )?(${STYLE})(?: (?:type|letters|print))?$`, 'iu'), 'make $1 $2'],
  [new RegExp(`^${THING} ${SHALL} (?:not|no longer) be (\\p{L}+)$`, 'iu'), ([, what = '', participle = '']) => { const opposite = OPPOSITES[baseOfParticiple(participle) ?? '']; return opposite === undefined ? undefined : `${opposite} ${what}`; }],
  [new RegExp(`^${THING} ${SHALL} (?:now |then )?(?:be|come|go|stand|move) (?:to the )?(?:very )?(first|last|top|bottom|at the (?:top|bottom|beginning|end|start))(?: of .+)?$`, 'iu'), ([, what = '', where = '']) => `move ${what} to the ${/last|bottom|end/i.test(where) ? 'end' : 'top'}`],
  // "in size M and in green": of several kinds of choices one each.
  [new RegExp(`^${THING} ${SHALL} (?:now |then )?(?:be|come) in ((?:size |colou?r )?[\\p{L}\\d]+(?:(?:,| and|, and) (?:in )?(?:size |colou?r )?[\\p{L}\\d]+)*)$`, 'iu'), ([, , list = '']) => list.split(/, and |, | and /).map((piece) => `choose ${piece.replace(/^in /i, '').replace(/^(size|colou?r) (.+)$/i, '$2 as the $1')}`).join(', ')],
  [new RegExp(`^(⟦\\d+⟧|\\p{Lu}[^⟦;.]*?) (?:belongs?|goes|comes|stands?) (?:right |directly )?(${WHERE}|to the (?:top|bottom|end) of)\\b(.*)$`, 'u'), 'move $1 $2$3'],
  [new RegExp(`^${THING} ${SHALL} (?:now |then )?(?:be|get|become) (\\p{L}+)\\b(.*)$`, 'iu'), ([, what = '', participle = '', rest = '']) => byParticiple(what, participle, rest)],
  [new RegExp(`^${THING} ${SHALL} (?:now |then )?be (?:at |equal to |on )?(?!not\\b)(.+)$`, 'iu'), 'set $1 to $2'],
  [new RegExp(`^${THING} ${SHALL} (?:now |then )?(?:read|say|contain|show|hold) (${VALUE})$`, 'iu'), 'enter $2 into $1'],
  [new RegExp(`^${THING} ${SHALL} (?:now |then )?(?:go|come|move|stand|lie|belong|sit) (${WHERE})\\b(.*)$`, 'iu'), 'move $1 $2$3'],
  [new RegExp(`^${THING} ${SHALL} (?:now |then )?(?:get|receive) (the (?:e-?mail|mail|message|letter)\\b.*)$`, 'iu'), 'find $2'],
  [new RegExp(`^${THING} (?:${SHALL}|can|may) (?:now |then )?(?:disappear|vanish|go away|go|be gone)$`, 'iu'), 'remove $1'],
  [new RegExp(`^${THING} ${SHALL} (?:now |then )?(${BY_ITSELF})$`, 'iu'), '$2 $1'],
  [/^(?:make sure|ensure|see to it|take care)(?: that)? only (.+?) (?:is|are|gets?|becomes?) (?:ticked|checked|selected|chosen|marked|on|active|enabled)$/i, 'only choose $1'],
  [/^only (.+?) (?:should|shall|must|is to|are to|has to|have to) be (?:ticked|checked|selected|chosen|marked|on|active|enabled)$/i, 'only choose $1'],
  // "the trip starts on ⟦0⟧ and ends on ⟦1⟧"
  [/^(?:the |my |our |your )?(?:[\p{L}-]+ ){1,3}?(?:starts?|begins?|runs?|lasts?|goes|is|arrives?|leaves?) (?:on |from )?(⟦\d+⟧),? (?:and |until |till |to |through )+(?:(?:ends?|finish(?:es)?|lasts?|returns?|comes? back|leaves?|is over|goes) )?(?:on |until |till |to )?(⟦\d+⟧)$/iu, 'choose from $1 to $2'],
  // "we are three adults and one child"
  [new RegExp(`^(?:we are|there (?:are|will be)|for|it is for|we will be) (?:a group of |us )?(${COUNTED}(?:(?:, (?:and )?| and )${COUNTED})*)$`, 'iu'), ([, list = '']) => `set ${list.split(/, (?:and )?| and /).map((piece) => piece.replace(/^(\S+) (.+)$/, (_whole, many: string, noun: string) => `${plural(noun)} to ${many}`)).join(' and ')}`],
  [/^(?:I|we)(?: would|['’]d)? (?:want|need|like)(?: to have)? (.+?) (?:in|into|on|onto) ((?:my|the|our|your) (?:shopping )?(?:cart|basket|bag|list|wish ?list|favou?rites))$/iu, 'add $1 to $2'],
  [/^(?:I|we) (?:do not|don['’]t) (?:want|need)(?: to (?:get|have|receive))? (?:any |the |a )?(?!to\b)(.+)$/i, 'untick $1'],
  [/^(?:I|we)(?: (?:want|prefer)|(?: would|['’]d) (?:like|prefer)) (?!to\b|you\b|it\b)([^,⟦]*?⟦?[^,]*)$/i, 'choose $1'],
  [new RegExp(`^(?:the |my |our |your )?((?!${VERB_FIRST}\\b)[\\p{L}\\d⟦⟧-]+(?: [\\p{L}\\d⟦⟧-]+){0,2}) (on|off)$`, 'iu'), 'turn $2 $1'],
  [new RegExp(`^(?:the |my |our |your )?(${LEVELS}) (?:to|at) (\\d.*)$`, 'iu'), 'set the $1 to $2'],
  // "the name is Wilma Bakker", "my e-mail: w@b.org"
  [new RegExp(`^((?:[Tt]he |[Mm]y |[Yy]our |[Oo]ur |[Hh]is |[Hh]er |[Tt]heir )?(?:\\p{Ll}[\\p{Ll}-]* ){0,2}?${ASKED_FOR}(?: of (?:the|my|our|this) [\\p{L}-]+)?)(?: (?:is|are|will be|being)|:| =) (${VALUE})$`, 'u'), ([, label = '', value = '']) => `enter ${value} as the ${label.replace(/^\p{L}+ (?=\p{Ll})/u, (word) => (/^(?:the|my|your|our|his|her|their) $/i.test(word) ? '' : word))}`],
];

/** A statement of how something is to be as the instruction that brings it about. */
export const instructed = (text: string): string => rewrittenAll(STATEMENTS, text);

import { languageCode } from '../../tools/text/index.js';
import { ACTION_VERBS, baseForm } from './action-verbs.js';
import { asksFact, beginsWithVerb, kindOf, LEADS } from './clause-kinds.js';
import { RESULT_NOUN, WORKED_NOUN } from './named-results.js';

const NAMED = String.raw`(?:the (?:[\w-]+ ){0,2}?${WORKED_NOUN}|(?:(?:an?|its|their|some|one|two|three) )?(?!the )(?:[\w-]+ ){0,2}?${RESULT_NOUN})\b`;
const BESIDE = String.raw`(?:as well as|along with|together with|in addition to|on top of|besides|not forgetting|not to forget|plus)`;

/** "Along with a translation, ...", "besides the summary I need ...", "apart from correcting it, ...": what is wanted beside the rest. */
const FIRST = new RegExp(String.raw`^(?:${BESIDE}|apart from(?= \w+ing\b)|aside from(?= \w+ing\b)) ([^,]+?)(?:,\s+|\s+(?=(?:i|we|please|can you|could you)\b))(\S.*)$`, 'i');
/** "Sum it up, as well as reading it aloud", "cut it - plus a still": the same at the end. */
const LAST = new RegExp(String.raw`^(.*\S)(?:,| [-–—]+)? ${BESIDE} (\S.*)$`, 'i');
/** What is put together with another thing is one piece of work. */
const UNITES = /^(?:put|join|merge|combine|mix|blend|show|play|stitch|glue|fuse|place|arrange|lay|send|use|compare|sync\w*|align)\b/i;
/** "Write it down, as subtitles too." */
const TOO = new RegExp(String.raw`^(.*\S)(?:,| [-–—]+)? (?:and )?(?:as|in) (${NAMED}) (?:too|as well|also)(?:,? (?:please|pls))?[\s.!]*$`, 'i');
/** "Twice as fast, and as an ogg file." */
const AS_FILE_TOO = /^(.*\S),? and (?:also )?as (an? \.?\w{2,5} file)[\s.!]*$/i;
/** "I need three things: the sound, the text and a summary": each by itself. */
const OPENS_LIST = /^(?:(?:give|get|send|make|show|bring) (?:me |us )?)?(?:these |the )?(?:two|three|four|five|several|\d+|following|these) \w+(?: (?:of|from|out of) (?:this|it|that|the|my)(?: \w+)?)?$/i;
const SEVERAL_THINGS = /^([^:]*\b(?:two|three|four|five|several|\d+|the following|these|following) (?:things?|results?|files?|items?)(?: (?:of|from|out of) (?:this|it|that|the|my)(?: \w+)?)?)(?::| [-–—]+)\s+(\S.*)$/i;
/** "A small copy wouldn't hurt either", "a list would be nice, too". */
const WISHED = new RegExp(String.raw`^((?:an?|the|some) (?:[\w-]+ ){0,3}?${RESULT_NOUN}\b(?: (?:of|from|in|for) [^,.]+?)?) (?:would(?:n't| not)? (?:also |not )?(?:hurt|harm|help|do|(?:be|come in) (?:\w+ )?\w+))(?:,? (?:either|too|as well|also|though))?[\s.!]*$`, 'i');

const FILE = String.raw`(?!www\.)[^\s,;:!?/]+\.(?!(?:com|org|net|edu|gov|info)\b)[a-z]\w{2,3}`;
/** "a.wav first, then b.wav": files in the order in which they are to come. Of other things "first ..., then ..." names two pieces of work. */
const IN_ORDER = new RegExp(String.raw`^(?:first,? )?(${FILE})(?:,? first)?,? (?:and )?then (${FILE})(?= *(?:$|[,.!]))(.*)$`, 'i');

const LANGUAGE = String.raw`((?:in|into|to) (?:\w+ )?)([A-Z]\p{L}+)`;
/** "Into French and into Spanish": how it begins, the two, and what follows. */
const TWO_LANGUAGES = new RegExp(String.raw`^(.*?\S )${LANGUAGE}(?:,? (?:and|as well as|plus)(?: also)? )(?:(?:in|into|to) )?([A-Z]\p{L}+)(?=\W*$|,)(.*)$`, 'u');
const JOINED = String.raw`(?:,? (?:and then|and also|and finally|as well as|and|then|plus),?|,)(?: (?:also|then|finally|afterwards|after that|later))?,? `;
/** Work that is called by what comes out of it: "a picture of the page | and a description of what it shows", "a letter | and a shorter version". */
const NEXT = String.raw`(?:(?:an?|the|its|their|one|two|three) (?:[\w-]+ ){0,2}?${WORKED_NOUN}|an? (?:[\w-]+ ){1,3}?(?:version|copy))\b(?! (?:that|which|is|are|was)\b)`;
const TWO_RESULTS = new RegExp(String.raw`^(.*?\S)${JOINED}(${NEXT}.*)$`, 'i');
/** The same where both are things that may as well be there: "a table of it and a small picture". */
const TWO_THINGS = new RegExp(String.raw`^(an? (?:[\w-]+ ){0,3}?${RESULT_NOUN}\b(?:(?! (?:with|using|from|out of|between|by)\b)[^,.])*?)${JOINED}(an? (?:[\w-]+ ){0,3}?${RESULT_NOUN}\b.*)$`, 'i');

/** One order with two results, as two orders. */
function twoResults(sentence: string): string[] {
  const [, before = '', preposition = '', one = '', other = '', after = ''] = TWO_LANGUAGES.exec(sentence) ?? [];
  if (languageCode(one) !== undefined && languageCode(other) !== undefined && !/\b(?:written|spoken|is|are|was|were|both|from) $/i.test(before)) return [`${before}${preposition}${one}`, `${before}${preposition}${other}${after}`];
  const lead = LEADS.exec(sentence)?.[0] ?? '';
  const work = sentence.slice(lead.length);
  const handed = /^(?:(?:give|get|send|show|make|create) (?:me |us )?)?/i.exec(work)?.[0] ?? '';
  const [, things = '', thing = ''] = TWO_THINGS.exec(work.slice(handed.length)) ?? [];
  if (thing !== '') return [lead + handed + things, thing];
  const [, first = '', second = ''] = TWO_RESULTS.exec(work) ?? [];
  return second === '' || UNITES.test(first) || /\b(?:between|both)\b/i.test(first) ? [sentence] : [lead + first, ...twoResults(second)];
}

/**
 * A sentence with a second wish in an unusual place, as sentences that each say one: before a comma, behind a dash, in brackets, with "too" or in the
 * conditional.
 */
export function secondWishes(sentence: string): string[] {
  const open = sentence.replace(/\s*\((?:and |plus |also |then )+([^()]+)\)/gi, ', and $1').replace(/ [-–—]+ (?=(?:and|also|then) )/gi, ', ');
  const [, ahead, behind, how = ''] = /\bfirst\b/i.test(open) ? IN_ORDER.exec(open) ?? [] : [];
  // "... in one file" says by itself that they are joined.
  if (ahead !== undefined && behind !== undefined && !/\b(?:one|single)\b/i.test(how)) return [`join ${ahead} and ${behind} one after the other${how}`];
  const [, wished] = WISHED.exec(open) ?? [];
  if (wished !== undefined && kindOf(open) === 'tells') return /^(?:a|the) table$/i.test(wished) ? ['put it all into a table'] : [`give me ${wished.replace(/^\w+/, (article) => article.toLowerCase())}`];
  const [, second = '', rest = ''] = FIRST.exec(open) ?? [];
  const before = orderOf(second);
  if (before !== undefined) return [before, ...secondWishes(rest)];
  const [, whole, form] = TOO.exec(open) ?? [];
  if (whole !== undefined && form !== undefined) return [whole, `give me ${form} of it`];
  const [, made = '', file = ''] = AS_FILE_TOO.exec(open) ?? [];
  if (file !== '') return [...secondWishes(made), `give me ${file} of it`];
  const [, opening, list] = SEVERAL_THINGS.exec(open) ?? [];
  const opens = opening?.replace(LEADS, '') ?? '';
  // "Join these two files: ..." is one order.
  const isList = OPENS_LIST.test(opens) ? !/ [-–—]+ /.test(list ?? '') : open.startsWith(':', opening?.length ?? 0) && !UNITES.test(opens) && !(beginsWithVerb(opens) && /\b(?:these|those)\b/i.test(opens));
  if (isList && opening !== undefined && list !== undefined) return list.split(/,? and (?=\w)|, (?!(?:for|with|in|by|so|as|to|on|at|because)\b)/).map((thing) => `give me ${thing.replace(/[\s.!]+$/, '')}`);
  const [, work = '', also = ''] = LAST.exec(open) ?? [];
  const after = asksFact(work) || UNITES.test(work.replace(LEADS, '')) ? undefined : orderOf(also);
  return after === undefined ? twoResults(open) : [...secondWishes(work), after];
}

/** Words that name work or what comes out of it, as an order. */
function orderOf(words: string): string | undefined {
  const gerund = /^\w+ing\b/i.exec(words)?.[0];
  if (gerund !== undefined && ACTION_VERBS.has(baseForm(gerund))) return `${baseForm(gerund)}${words.slice(gerund.length)}`;
  if (/^(?:who|what|when|where|which|how (?:many|much|long))\b.* \w/i.test(words)) return `tell me ${words}`;
  return new RegExp(`^${NAMED}`, 'i').test(words) ? `give me ${words}` : undefined;
}

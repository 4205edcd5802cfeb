import { ACTION_VERBS, baseForm } from './action-verbs.js';
import { asksFact, kindOf, LEADS } from './clause-kinds.js';

/** What work on media and texts is called by: "the summary" is one that is wanted, "the picture" may be one that was given. */
const WORKED = String.raw`(?:transcripts?|transcription|summary|summaries|translations?|descriptions?|captions?|subtitles|screenshots?|voice-?over|comparison|overview|thumbnails?)`;
const MADE = String.raw`(?:${WORKED}|versions?|copy|copies|tables?|lists?|stills?|pictures?|images?|slideshow|recording|reading|mp3|wav|gif)`;
const NAMED = String.raw`(?:the (?:[\w-]+ ){0,2}?${WORKED}|(?:(?:an?|its|their|some|one|two|three) )?(?!the )(?:[\w-]+ ){0,2}?${MADE})\b`;
const BESIDE = String.raw`(?:as well as|along with|together with|in addition to|on top of|besides|not forgetting|not to forget|plus)`;

/** "Along with a translation, ...", "besides the summary I need ...", "apart from correcting it, ...": what is wanted beside the rest. */
const FIRST = new RegExp(String.raw`^(?:${BESIDE}|apart from(?= \w+ing\b)|aside from(?= \w+ing\b)) ([^,]+?)(?:,\s+|\s+(?=(?:i|we|please|can you|could you)\b))(\S.*)$`, 'i');
/** "Sum it up, as well as reading it aloud", "cut it - plus a still": the same at the end. */
const LAST = new RegExp(String.raw`^(.*\S)(?:,| [-–—]+)? ${BESIDE} (\S.*)$`, 'i');
/** What is put together with another thing is one piece of work. */
const UNITES = /^(?:put|join|merge|combine|mix|blend|show|play|stitch|glue|fuse|place|arrange|lay|send|use|compare|sync\w*|align)\b/i;
/** "Write it down, as subtitles too." */
const TOO = new RegExp(String.raw`^(.*\S)(?:,| [-–—]+)? (?:and )?(?:as|in) (${NAMED}) (?:too|as well|also)[\s.!]*$`, 'i');
/** "A small copy wouldn't hurt either", "a list would be nice, too". */
const WISHED = new RegExp(String.raw`^((?:an?|the|some) (?:[\w-]+ ){0,3}?${MADE}\b(?: (?:of|from|in|for) [^,.]+?)?) (?:would(?:n't| not)? (?:also |not )?(?:hurt|harm|help|do|(?:be|come in) (?:\w+ )?\w+))(?:,? (?:either|too|as well|also|though))?[\s.!]*$`, 'i');

/**
 * A sentence with a second wish in an unusual place, as sentences that each say one: before a comma, behind a dash, in brackets, with "too" or in the
 * conditional.
 */
export function secondWishes(sentence: string): string[] {
  const open = sentence.replace(/\s*\((?:and |plus |also |then )+([^()]+)\)/gi, ', and $1').replace(/ [-–—]+ (?=(?:and|also|then) )/gi, ', ');
  const [, wished] = WISHED.exec(open) ?? [];
  if (wished !== undefined && kindOf(open) === 'tells') return [`give me ${wished.replace(/^\w+/, (article) => article.toLowerCase())}`];
  const [, second = '', rest = ''] = FIRST.exec(open) ?? [];
  const before = orderOf(second);
  if (before !== undefined) return [before, ...secondWishes(rest)];
  const [, whole, form] = TOO.exec(open) ?? [];
  if (whole !== undefined && form !== undefined) return [whole, `give me ${form} of it`];
  const [, work = '', also = ''] = LAST.exec(open) ?? [];
  const after = asksFact(work) || UNITES.test(work.replace(LEADS, '')) ? undefined : orderOf(also);
  return after === undefined ? [open] : [...secondWishes(work), after];
}

/** Words that name work or what comes out of it, as an order. */
function orderOf(words: string): string | undefined {
  const gerund = /^\w+ing\b/i.exec(words)?.[0];
  if (gerund !== undefined && ACTION_VERBS.has(baseForm(gerund))) return `${baseForm(gerund)}${words.slice(gerund.length)}`;
  return new RegExp(`^${NAMED}`, 'i').test(words) ? `give me ${words}` : undefined;
}

import { findNumberWords } from '../../tools/text/index.js';
import { AT_MOST, compact, first, LEAST, MINUTE, MOST, NUMBER, SECOND, type Range } from './limit-grammar.js';

/** A stretch of time in seconds from the start; below 0 from the end. */
export interface Stretch {
  readonly from?: number;
  readonly to?: number;
}

/** How long a sound or video is to be. */
export function secondsOf(text: string): Range | undefined {
  const bound = (before: string, after = ''): number | undefined => {
    const seconds = first(text, String.raw`(?:${before}) ?${NUMBER} ?${SECOND}${after}`);
    const minutes = first(text, String.raw`(?:${before}) ?${NUMBER} ?${MINUTE}${after}`);
    return seconds ?? (minutes === undefined ? undefined : minutes * 60);
  };
  const [minimum, maximum] = [bound(LEAST), bound(MOST) ?? bound(String.raw`\b`, AT_MOST)];
  return minimum === undefined && maximum === undefined ? undefined : compact({ minimum, maximum });
}

const EMPTY = String.raw`(?:silence|pause|gap|break|nothing|quiet|space)`;

/** Seconds of nothing between things that are joined: "a pause of 2 seconds", "half a second in between". */
export function gapOf(text: string): number | undefined {
  return first(text, String.raw`\b${EMPTY}s? (?:of|for|that lasts) (?:about )?${NUMBER} ?${SECOND}`) ?? first(text, String.raw`\b${NUMBER} ?${SECOND},? (?:(?:of|for) )?(?:\w+ )?${EMPTY}\b`) ?? first(text, String.raw`\b${NUMBER} ?${SECOND} (?:in )?(?:between|apart)\b`);
}

/** Verbs that throw away what they speak of; planes that take off throw nothing away. */
export const REMOVES = /\b(?:remove|delete|drop|skip|without|(?:cut|chop|lop|snip|trim) (?:\w+ )?(?:off|away)|(?<=^\W*|[,.;:] |\b(?:and|then|please|you|can|could|should) )take (?:\w+ )?(?:off|away)|get rid of|lose|(?:throw|toss|cut) (?:\w+ ){0,4}?(?:away|off|out)|(?<!\b(?:the|this|that|an?|my|our|his|her|their|each|every|both|one|of|first|second|third|last|next|\w+'s) )(?:chop|lop|snip|trim|clip) (?:\w+ ){0,5}?(?:away|off)|leave out|trash|scrap|chuck|ditch|nobody needs|(?:don't|do not|not) (?:need|want))\b/i;

/** "Chop everything after the eighth second": what is cut is thrown away where it is the rest. */
const CUTS = /\b(?:cut|chop|snip|clip|trim|erase)\b(?! (?:it )?(?:out|to)\b)/i;

/** What nobody would keep. */
const USELESS = /\b(?:boring|annoying|useless|unnecessary|superfluous|unwanted|silent|empty|dead|noisy|silence|noise|ads?|advert\w*|intro|outro|credits)\b/i;

/** "Cut it after 60 seconds": there it ends. */
const ENDS_AFTER = /\b(?:(?:cut|chop|clip|trim) (?:(?:it|them|this|that|the \w+) )?(?:off )?|(?:stop|end)s? (?:it |the \w+ )?)(?:right )?after\b/i;

/** The piece of a sound or video that the words speak of: that which is to stay, where others are thrown away. */
export function stretchOf(said: string): Stretch | undefined {
  const time = String.raw`(\d+:\d\d(?::\d\d)?|\d+(?:\.\d+)?)(?: ?(${SECOND}|${MINUTE}))?`;
  const clock = String.raw`(\d+:\d\d(?::\d\d)?)()`;
  const text = withOrdinalTimes(said).replace(/\b(minute|second) (\d+)\b/gi, '$2 $1s');
  const between = new RegExp(String.raw`\b(?:from|between|seconds?|minutes?|at) ${time} ?(?:(?:to|and|until|till|-|–)|(?:and|,) (?:it )?(?:stops?|ends?|finish(?:es)?)(?: at)?) ?(?:seconds? |minutes? )?${time}`, 'i').exec(text) ?? new RegExp(String.raw`(?:^|[\s,])${clock} ?(?:to|until|till|-|–) ?${clock}`, 'i').exec(text);
  if (between) {
    const unit = between[2] ?? between[4];
    return { from: toSeconds(between[1] ?? '', unit), to: toSeconds(between[3] ?? '', between[4] ?? unit) };
  }
  const counted = text.replace(/\b(first|last) (?=(?:second|minute)\b)/gi, '$1 1 ');
  const around = new RegExp(String.raw`\b(?:everything|all|what (?:comes|is)) before (?:the )?${time}.*?\bafter (?:the )?${time}`, 'i').exec(text);
  if (around && REMOVES.test(text)) return { from: toSeconds(around[1] ?? '', around[2] ?? around[4]), to: toSeconds(around[3] ?? '', around[4] ?? around[2]) };
  const rest = new RegExp(String.raw`\b(?:everything|all|the rest|what (?:comes|is)) (after|before) (?:the )?${time}`, 'i').exec(text);
  if (rest && (rest[3] !== undefined || rest[2]?.includes(':'))) return (rest[1]?.toLowerCase() === 'after') === (REMOVES.test(text) || CUTS.test(text)) ? { from: 0, to: toSeconds(rest[2] ?? '', rest[3]) } : { from: toSeconds(rest[2] ?? '', rest[3]) };
  const lengthOf = (end: string): number | undefined => {
    const [, length = '', unit] = new RegExp(String.raw`\b${end} ${time}`, 'i').exec(counted) ?? [];
    return unit === undefined ? undefined : toSeconds(length, unit);
  };
  const [opening, closing] = [lengthOf('first'), lengthOf('last')];
  const removes = REMOVES.test(text) || (CUTS.test(text) && USELESS.test(text));
  if (opening !== undefined) return removes ? { from: opening } : { from: 0, to: opening };
  if (closing !== undefined) return removes ? { to: -closing } : { from: -closing };
  const [, edge, moment = '', unitOfMoment] = removes ? new RegExp(String.raw`\b(before|after) (?:the )?${time}`, 'i').exec(text) ?? [] : [];
  if (edge !== undefined && (unitOfMoment !== undefined || moment.includes(':')) && !ENDS_AFTER.test(text)) return edge.toLowerCase() === 'before' ? { from: toSeconds(moment, unitOfMoment) } : { from: 0, to: toSeconds(moment, unitOfMoment) };
  const after = new RegExp(String.raw`\b(?:from|after|(?:start(?:s|ing)?|begin(?:s|ning)?) (?:at|with|from)) (?:second )?${time}`, 'i').exec(text);
  const bare = new RegExp(String.raw`\b(?:cut|chop|clip|trim) (?:it|them|this|that) (?:off )?(?:right )?after ${NUMBER}\W*$`, 'i').exec(text)?.[1];
  if (bare !== undefined) return { from: 0, to: toSeconds(bare, undefined) };
  if (!after || (after[2] === undefined && after[1]?.includes(':') !== true)) return undefined;
  const from = toSeconds(after[1] ?? '', after[2]);
  return ENDS_AFTER.test(text) ? { from: 0, to: from } : { from };
}

/** A still picture as people call it. */
const STILL = String.raw`(?:frames?|stills?|pictures?|images?|screenshots?|snapshots?|photos?|shots?|thumbnails?|screens?|freeze-frames?)`;
/** The last picture of something, seconds from its end. */
const LAST = -0.001;

/** The moments of which pictures are wanted: "the frame at 3 s", "stills at 0:05 and 0:20", "the last frame". */
export function momentsOf(said: string): number[] | undefined {
  const text = withOrdinalTimes(said).replace(/\b(minute|second) (\d+(?:\.\d+)?)\b/gi, '$2 $1s');
  // "Every ten seconds from 0:30" says where it begins.
  if (everyOf(text) !== undefined || !new RegExp(String.raw`\b${STILL}\b`, 'i').test(text)) return undefined;
  const time = String.raw`(?:\d+:\d\d(?::\d\d)?|\d+(?:\.\d+)?(?: ?(?:${SECOND}|${MINUTE}))?)`;
  const list = new RegExp(String.raw`\b(?:at|from|of) (?:about |around |exactly )?(?:the )?(${time}(?:(?:,| and|, and| &) (?:at )?${time})*)(?! ?(?:to|until|till|-|–|x|×|px|pixels?)\b)`, 'i').exec(text)?.[1];
  const unit = list === undefined ? undefined : new RegExp(String.raw`${SECOND}|${MINUTE}`, 'i').exec(list)?.[0];
  if (list !== undefined && (unit !== undefined || list.includes(':'))) {
    return [...list.matchAll(new RegExp(String.raw`(\d+:\d\d(?::\d\d)?|\d+(?:\.\d+)?)(?: ?(${SECOND}|${MINUTE}))?`, 'gi'))].map(([, written = '', own]) => toSeconds(written, own ?? unit));
  }
  const end = new RegExp(String.raw`\b(?:the|its|very) (first|last) ${STILL}\b`, 'i').exec(text)?.[1]?.toLowerCase();
  return end === undefined ? undefined : [end === 'first' ? 0 : LAST];
}

/** "After the eighth second" → "after second 8"; the first and the last are stretches of their own. */
function withOrdinalTimes(said: string): string {
  return findNumberWords(said).filter(({ ordinal, value }) => ordinal && value > 1).reduceRight((text, { index, text: word, value }) => {
    const after = text.slice(index + word.length);
    const unit = /^ (second|minute)\b/i.exec(after);
    return unit ? `${text.slice(0, index).replace(/\bthe $/i, '')}${unit[1] ?? ''} ${value}${after.slice(unit[0].length)}` : text;
  }, said.replace(/\b(\d+)(?:st|nd|rd|th)(?= (?:second|minute)\b)/gi, (_, number: string) => `${number}.`).replace(/\b(?:the )?(\d+)\. (second|minute)\b/gi, '$2 $1'));
}

/** "1:05" → 65, "2" with "minutes" → 120. */
function toSeconds(written: string, unit: string | undefined): number {
  if (written.includes(':')) return written.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Number(written) * (unit !== undefined && /^m/i.test(unit) ? 60 : 1);
}

/** One of something every so many seconds. */
export function everyOf(text: string): number | undefined {
  if (/\b(?:every|each|per) second\b|\ba second\b/i.test(text)) return 1;
  if (/\b(?:every|each|per) minute\b|\ba minute\b/i.test(text)) return 60;
  const minutes = first(text, String.raw`\bevery ${NUMBER} ?${MINUTE}`);
  return minutes === undefined ? first(text, String.raw`\bevery ${NUMBER} ?${SECOND}`) : minutes * 60;
}

import { findNumberWords, languageCode, languageName } from '../../tools/text/index.js';

/** Least and most of a quantity; either may be open. */
export interface Range {
  readonly minimum?: number;
  readonly maximum?: number;
}

export type TextForm = 'bullets' | 'numbered' | 'table' | 'json' | 'paragraph';

/** What a piece of wording says about a result, in numbers. Absent: says nothing about it. */
export interface StatedLimits {
  /** English name. */
  readonly language?: string;
  readonly sentences?: Range;
  readonly words?: Range;
  readonly items?: Range;
  readonly form?: TextForm;
  /** Length of a sound or video in seconds. */
  readonly seconds?: Range;
  /** Playback or speaking rate; 1 is normal. */
  readonly speed?: number;
  /** A stretch of time in seconds from the start; below 0 from the end. */
  readonly stretch?: { readonly from?: number; readonly to?: number };
  /** How many pictures. */
  readonly count?: number;
  /** One picture every so many seconds. */
  readonly everySeconds?: number;
  /** Seconds for each of several things: "five seconds a picture". */
  readonly secondsEach?: number;
  /** How much louder (above 0) or quieter, in dB. */
  readonly louder?: number;
  /** Samples a second. */
  readonly hertz?: number;
  /** 1 mono, 2 stereo. */
  readonly channels?: number;
  /** px */
  readonly width?: number;
  readonly height?: number;
}

const NUMBER = String.raw`(\d+(?:[.,]\d+)?)`;
const MOST = String.raw`(?:at most|no more than|not more than|no longer than|not longer than|less than|fewer than|shorter than|under|below|within|up to|max(?:imum)?(?: of)?|a maximum of|limit(?:ed)? (?:it )?to|keep it (?:to|under|below))`;
const LEAST = String.raw`(?<!no |not )(?:at least|no less than|no fewer than|not less than|more than|over|longer than|a minimum of|min(?:imum)?(?: of)?)`;
const SECOND = String.raw`(?:seconds?|secs?|s)\b`;
const MINUTE = String.raw`(?:minutes?|mins?)\b`;

/** Reads the limits and settings that a clause states. Quoted texts must have been masked before. */
export function statedLimits(clause: string): StatedLimits {
  const text = withDigits(clause);
  return compact({
    language: languageOf(text),
    sentences: quantity(text, String.raw`(?:short |long |simple |plain )?sentences?`),
    words: quantity(text, 'words?'),
    items: quantity(text, String.raw`(?:short |main |key )?(?:bullet(?: |-)?points?|bullets|points|items|steps)`),
    form: formOf(text),
    seconds: secondsOf(text),
    speed: speedOf(text),
    stretch: stretchOf(text),
    count: first(text, String.raw`\b${NUMBER} (?:\w+ )?(?:still |key ?)?(?:frames?|stills?|pictures?|images?|screenshots?|snapshots?|photos?)\b`),
    everySeconds: everyOf(text),
    secondsEach: first(text, String.raw`\b${NUMBER} ?${SECOND} (?:for |per |on )?(?:each|every|an?|per|image|picture|photo|slide)\b`) ?? first(text, String.raw`\beach (?:\w+ )?(?:for )?${NUMBER} ?${SECOND}`),
    louder: louderOf(text),
    hertz: hertzOf(text),
    channels: /\bmono\b/i.test(text) ? 1 : /\bstereo\b/i.test(text) ? 2 : undefined,
    width: first(text, String.raw`\b${NUMBER} ?(?:px|pixels?)(?: wide|\b(?! (?:high|tall)))`) ?? first(text, String.raw`\b${NUMBER} ?[x×] ?\d+\b`),
    height: first(text, String.raw`\b${NUMBER} ?(?:px|pixels?) (?:high|tall)`) ?? first(text, String.raw`\b\d+ ?[x×] ?${NUMBER}\b`),
  });
}

/** "three" → "3"; "a sentence" and "one-sentence" count as one. */
export function withDigits(clause: string): string {
  let text = '';
  let at = 0;
  for (const word of findNumberWords(clause)) {
    if (word.ordinal) continue;
    text += clause.slice(at, word.index) + String(word.value);
    at = word.index + word.text.length;
  }
  return (text + clause.slice(at)).replace(/\b(?:half a|a half|half) minute\b/gi, '30 seconds').replace(/\b(?:an?|one|a single) (?=(?:short |simple |single )?(?:sentence|minute|paragraph)\b)/gi, '1 ').replace(/(\d)-(?=[a-z])/gi, '$1 ');
}

function quantity(text: string, unit: string): Range | undefined {
  const most = first(text, String.raw`${MOST} ${NUMBER} ${unit}\b`);
  const least = first(text, String.raw`${LEAST} ${NUMBER} ${unit}\b`);
  if (most !== undefined || least !== undefined) return compact({ minimum: least, maximum: most });
  const span = new RegExp(String.raw`\b(\d+)(?: to | or |-|–)(\d+) ${unit}\b`, 'i').exec(text);
  if (span) return { minimum: Number(span[1]), maximum: Number(span[2]) };
  const exact = first(text, String.raw`(?<!first |last |\$)\b${NUMBER} ${unit}\b`);
  return exact === undefined ? undefined : unit === 'words?' ? { maximum: exact } : { minimum: exact, maximum: exact };
}

/** Names of languages that are other words, too, when they are written small: "I want to polish it". */
const OTHER_WORDS = /^(?:polish)$/;

/** The language that a result is to have: "in French", "into Polish", "to german", "a Spanish summary", "she only speaks Italian"; not "the text in French". */
function languageOf(text: string): string | undefined {
  for (const match of text.matchAll(/\b(in|into|to) (?:simple |plain |formal |easy |good |proper )?([A-Za-z]{4,})\b/gi)) {
    const [, preposition = '', word = ''] = match;
    const code = OTHER_WORDS.test(word) && /^to$/i.test(preposition) ? undefined : languageCode(word);
    const before = text.slice(0, match.index);
    const describes = /\b(?:text|article|document|letter|page|recording|audio|speech|video|written|spoken|is|are|was) $/i.test(before) && !/^\W*(?:(?:please|can you|could you) )?(?:write|say|answer|summari[sz]e|give|make|put|turn|translate|bring|get|need|want|i need|i want)\b/i.test(before);
    if (code !== undefined && !(/^in$/i.test(preposition) && describes)) return languageName(code);
  }
  const named = /\b(?:an?|the|with|for the) ([A-Z][a-z]+) (?:translation|version|summary|subtitles|captions?|description|answer|of (?:it|this|that|the))\b/.exec(text)?.[1] ?? /\b(?:only|just) (?:speaks?|understands?|reads?|knows?) ([A-Za-z]{4,})\b/i.exec(text)?.[1] ?? /\b(?:speaks?|understands?|reads?) only ([A-Za-z]{4,})\b/i.exec(text)?.[1];
  const code = named === undefined ? undefined : languageCode(named);
  return code === undefined ? undefined : languageName(code);
}

function formOf(text: string): TextForm | undefined {
  if (/\bnumbered list\b|\bas numbered\b/i.test(text)) return 'numbered';
  if (/\bbullet|\bas (?:a )?list\b/i.test(text)) return 'bullets';
  if (/\b(?:as|in|into|to|make) (?:a |an )?(?:\w+ )?table\b|\btabular\b|^\W*(?:a |one )?table(?:,? (?:please|pls))?\W*$/i.test(text)) return 'table';
  if (/\b(?:as|in|into|to|return|valid) (?:an? )?(?:\w+ )?json\b/i.test(text)) return 'json';
  return /\b(?:as|in|into) (?:a|1|one) (?:\w+ )?paragraph\b/i.test(text) ? 'paragraph' : undefined;
}

function secondsOf(text: string): Range | undefined {
  const bound = (word: string): number | undefined => {
    const seconds = first(text, String.raw`${word} ${NUMBER} ?${SECOND}`);
    const minutes = first(text, String.raw`${word} ${NUMBER} ?${MINUTE}`);
    return seconds ?? (minutes === undefined ? undefined : minutes * 60);
  };
  const [minimum, maximum] = [bound(LEAST), bound(MOST)];
  return minimum === undefined && maximum === undefined ? undefined : compact({ minimum, maximum });
}

function speedOf(text: string): number | undefined {
  const percent = first(text, String.raw`\b${NUMBER} ?%`);
  if (percent !== undefined && /\bslow/i.test(text)) return Math.max(0.1, 1 - percent / 100);
  if (percent !== undefined && /\b(?:fast|speed|quick)/i.test(text)) return 1 + percent / 100;
  const times = first(text, String.raw`\b${NUMBER} ?(?:x|×|times)(?![\w\d])`);
  if (times !== undefined && /\b(?:speed|fast|slow|rate|quick)/i.test(text)) return /\bslow/i.test(text) && times > 1 ? 1 / times : times;
  if (/\b(?:twice as fast|double(?: the)? speed)\b/i.test(text)) return 2;
  if (/\bhalf (?:as fast|(?:the )?speed)\b|\btwice as slow/i.test(text)) return 0.5;
  if (/\bvery slow/i.test(text)) return 0.7;
  if (/\bslow(?:ly|er)?\b/i.test(text)) return 0.8;
  return /\b(?:quickly|faster|fast)\b/i.test(text) ? 1.25 : undefined;
}

const REMOVES = /\b(?:remove|delete|drop|skip|without|cut (?:\w+ )?(?:off|away)|get rid of|lose|throw (?:\w+ ){0,4}?away|leave out|nobody needs|don't need|do not need)\b/i;

function stretchOf(said: string): StatedLimits['stretch'] {
  const time = String.raw`(\d+:\d\d(?::\d\d)?|\d+(?:\.\d+)?)(?: ?(${SECOND}|${MINUTE}))?`;
  const text = said.replace(/\b(minute|second) (\d+)\b/gi, '$2 $1s');
  const between = new RegExp(String.raw`\b(?:from|between|seconds?|minutes?|at) ${time} ?(?:to|and|until|till|-|–) ?(?:seconds? |minutes? )?${time}`, 'i').exec(text);
  if (between) {
    const unit = between[2] ?? between[4];
    return { from: toSeconds(between[1] ?? '', unit), to: toSeconds(between[3] ?? '', between[4] ?? unit) };
  }
  const counted = text.replace(/\b(first|last) (?=(?:second|minute)\b)/gi, '$1 1 ');
  const rest = new RegExp(String.raw`\b(?:everything|all|the rest|what (?:comes|is)) (after|before) (?:the )?${time}`, 'i').exec(text);
  if (rest && (rest[3] !== undefined || rest[2]?.includes(':'))) return (rest[1]?.toLowerCase() === 'after') === REMOVES.test(text) ? { from: 0, to: toSeconds(rest[2] ?? '', rest[3]) } : { from: toSeconds(rest[2] ?? '', rest[3]) };
  const lengthOf = (end: string): number | undefined => {
    const [, length = '', unit] = new RegExp(String.raw`\b${end} ${time}`, 'i').exec(counted) ?? [];
    return unit === undefined ? undefined : toSeconds(length, unit);
  };
  const [opening, closing] = [lengthOf('first'), lengthOf('last')];
  if (opening !== undefined) return REMOVES.test(text) ? { from: opening } : { from: 0, to: opening };
  if (closing !== undefined) return REMOVES.test(text) ? { to: -closing } : { from: -closing };
  const after = new RegExp(String.raw`\b(?:from|after|starting at) (?:second )?${time}`, 'i').exec(text);
  return after && (after[2] !== undefined || after[1]?.includes(':')) ? { from: toSeconds(after[1] ?? '', after[2]) } : undefined;
}

/** "1:05" → 65, "2" with "minutes" → 120. */
function toSeconds(written: string, unit: string | undefined): number {
  if (written.includes(':')) return written.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Number(written) * (unit !== undefined && /^m/i.test(unit) ? 60 : 1);
}

/** Without a number, so much that anybody hears it. */
const HEARD_DB = 6;

function louderOf(text: string): number | undefined {
  const quieter = /\b(?:quieter|softer|(?:turn|bring) (?:\w+ ){0,3}down|lower the volume|decrease the volume|reduce the volume|less loud)\b/i.test(text);
  if (!quieter && !/\b(?:louder|amplify|turn (?:\w+ ){0,3}up|(?:raise|increase|boost) the (?:volume|level))\b/i.test(text)) return undefined;
  return (first(text, String.raw`\b${NUMBER} ?(?:dB|decibels?)\b`) ?? HEARD_DB) * (quieter ? -1 : 1);
}

function hertzOf(text: string): number | undefined {
  const thousands = first(text, String.raw`\b${NUMBER} ?k(?:ilo)?(?:Hz|hertz)\b`);
  return thousands === undefined ? first(text, String.raw`\b${NUMBER} ?(?:Hz|hertz)\b`) : Math.round(thousands * 1000);
}

function everyOf(text: string): number | undefined {
  if (/\b(?:every|each|per) second\b|\ba second\b/i.test(text)) return 1;
  return first(text, String.raw`\bevery ${NUMBER} ?${SECOND}`);
}

function first(text: string, pattern: string): number | undefined {
  const found = new RegExp(pattern, 'i').exec(text)?.[1];
  return found === undefined ? undefined : Number(found.replace(',', '.'));
}

/** Without the keys that hold nothing. */
function compact<T extends Record<string, unknown>>(record: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}

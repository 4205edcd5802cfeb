import { first, NUMBER } from './limit-grammar.js';

/** Playback or speaking rate; 1 is normal. */
export function speedOf(text: string): number | undefined {
  const isRate = /\b(?:speed|tempo|pace|rate|fast|faster|slow|slower|slowly|quick|quicker)\b/i.test(text);
  const percent = first(text, String.raw`\b${NUMBER} ?%`);
  if (percent !== undefined && isRate) {
    if (/\b(?:to|at|with) (?:only |just )?\d+(?:[.,]\d+)? ?%(?! (?:faster|slower|quicker))/i.test(text)) return percent / 100;
    return /\bslow/i.test(text) ? Math.max(0.1, 1 - percent / 100) : 1 + percent / 100;
  }
  const times = first(text, String.raw`\b${NUMBER} ?(?:x|×|times)(?![\w\d])`) ?? first(text, String.raw`\b(?:at|to|with) ${NUMBER}(?= of\b|\W*$)`);
  if (times !== undefined && isRate) return /\bslow/i.test(text) && times > 1 ? 1 / times : times;
  if (/\b(?:twice as fast|double(?: the)? speed)\b/i.test(text)) return 2;
  if (/\bhalf (?:as fast|(?:the )?speed)\b|\btwice as slow/i.test(text)) return 0.5;
  if (/\bvery slow/i.test(text)) return 0.7;
  if (/\bslow(?:ly|er)?\b/i.test(text)) return 0.8;
  return /\b(?:quickly|faster|fast)\b/i.test(text) ? 1.25 : undefined;
}

/** The voice that is wanted: a name such as `af_bella`, or what it is to sound like (`female`, `British male`). */
export function voiceOf(text: string): string | undefined {
  const named = /\bvoices? (?:called |named )?"?([a-z]+_[a-z]+)\b/i.exec(text)?.[1] ?? /\b([a-z]+_[a-z]+)(?:'s)? voice\b/i.exec(text)?.[1];
  if (named !== undefined) return named;
  const accent = /\b(british|american)\b(?= (?:\w+ ){0,2}(?:voice|accent|speaker|english)\b| (?:wom[ae]n|lady|girl|m[ae]n|gentleman)\b)/i.exec(text)?.[1];
  const whose = FEMALE.test(text) ? 'female' : MALE.test(text) ? 'male' : undefined;
  return accent ?? whose ? [accent, whose].filter((word) => word !== undefined).join(' ') : undefined;
}

const voiceSaid = (whose: string): RegExp => new RegExp(String.raw`\b(?:${whose})(?:['’]?s)? (?:\w+ )?(?:voice|speaker|narrator)\b|\bvoice of (?:an? |the )?(?:\w+ )?(?:${whose})\b|\b(?:have|let) an? (?:\w+ )?(?:${whose}) (?:with [^.,;]*? )?(?:read|say|speak)`, 'i');
const FEMALE = voiceSaid('wom[ae]n|female|lady|feminine|girl');
const MALE = voiceSaid('m[ae]n|male|gentleman|masculine|guy');

/** Without a number, so much that anybody hears it. */
const HEARD_DB = 6;

/** How much louder (above 0) or quieter, in dB. */
export function louderOf(text: string): number | undefined {
  const quieter = /\b(?:quieter|softer|(?:turn|bring) (?:\w+ ){0,3}down|lower the volume|decrease the volume|reduce the volume|less loud)\b/i.test(text);
  if (!quieter && !/\b(?:louder|amplify|turn (?:\w+ ){0,3}up|(?:raise|increase|boost) the (?:volume|level))\b/i.test(text)) return undefined;
  return (first(text, String.raw`\b${NUMBER} ?(?:dB|decibels?)\b`) ?? HEARD_DB) * (quieter ? -1 : 1);
}

/** Samples a second. */
export function hertzOf(text: string): number | undefined {
  const thousands = first(text, String.raw`\b${NUMBER} ?k(?:ilo)?(?:Hz|hertz)\b`);
  return thousands === undefined ? first(text, String.raw`\b${NUMBER} ?(?:Hz|hertz)\b`) : Math.round(thousands * 1000);
}

/** True for words that want one loudness throughout. */
export function wantsEvenLoudness(text: string): boolean {
  return /\b(?:even(?:s|ed)?(?: (?:it|them|that|this|everything|the \w+))?(?: all)? out|even (?:loudness|volume|level)|(?:equally|evenly|uniformly) (?:loud|quiet)|(?:the same|equal|one|constant|uniform|consistent|steady) (?:loudness|volume|level)|normali[sz](?:e|ed|ing))\b/i.test(text);
}

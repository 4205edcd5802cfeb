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

import { languageCode, languageName } from '../../tools/text/index.js';
import { AT_MOST, compact, first, LEAST, MOST, NUMBER, SECOND, withDigits, type Range } from './limit-grammar.js';
import { objectOf } from './stated-object.js';
import { statedPicture, type StatedPicture } from './stated-picture.js';
import { hertzOf, louderOf, speedOf, voiceOf, wantsEvenLoudness } from './stated-sound.js';
import { everyOf, gapOf, momentsOf, secondsOf, stretchOf, type Stretch } from './stated-times.js';

export type TextForm = 'bullets' | 'numbered' | 'table' | 'json' | 'paragraph';

/** What a piece of wording says about a result, in numbers. Absent: says nothing about it. */
export interface StatedLimits extends StatedPicture {
  /** English name. */
  readonly language?: string;
  readonly sentences?: Range;
  readonly words?: Range;
  readonly characters?: Range;
  readonly items?: Range;
  readonly form?: TextForm;
  /** Length of a sound or video in seconds. */
  readonly seconds?: Range;
  /** Playback or speaking rate; 1 is normal. */
  readonly speed?: number;
  /** Name of a voice, or what it is to sound like. */
  readonly voice?: string;
  readonly stretch?: Stretch;
  /** Single moments, seconds from the start; below 0 from the end. */
  readonly moments?: readonly number[];
  /** How many pictures. */
  readonly count?: number;
  /** One picture every so many seconds. */
  readonly everySeconds?: number;
  /** Seconds for each of several things: "five seconds a picture". */
  readonly secondsEach?: number;
  /** Seconds of nothing between things that are joined. */
  readonly gapSeconds?: number;
  /** One loudness throughout. */
  readonly evenLoudness?: true;
  /** A page from its top to its end. */
  readonly wholeLength?: true;
  /** The kind of thing in a picture that is to be left of it. */
  readonly object?: string;
  /** How much louder (above 0) or quieter, in dB. */
  readonly louder?: number;
  /** Samples a second. */
  readonly hertz?: number;
  /** 1 mono, 2 stereo. */
  readonly channels?: number;
  /** Thousand bits a second. */
  readonly kilobits?: number;
}

/** Whether the limits say how a picture is to be. */
export function limitsPicture({ width, height, longestSide, scale, style, shape, quality }: StatedLimits): boolean {
  return (width ?? height ?? longestSide ?? scale ?? style ?? shape ?? quality) !== undefined;
}

/** Reads the limits and settings that a clause states. Quoted texts must have been masked before. */
export function statedLimits(clause: string): StatedLimits {
  const text = withDigits(clause);
  return compact({
    language: languageOf(text),
    sentences: quantity(text, String.raw`(?:short |long |simple |plain )?sentences?`),
    words: quantity(text, 'words?'),
    characters: charactersOf(text),
    items: quantity(text, String.raw`(?:short |main |key |numbered )?(?:bullet(?: |-)?points?|bullets|points|items|steps)`),
    form: formOf(text),
    seconds: secondsOf(text),
    speed: speedOf(text),
    voice: voiceOf(text),
    stretch: stretchOf(text),
    moments: momentsOf(text),
    count: first(text, String.raw`\b${NUMBER} (?:\w+ )?(?:still |key ?)?(?:frames?|stills?|pictures?|images?|screenshots?|snapshots?|photos?)\b`),
    everySeconds: everyOf(text),
    secondsEach: first(text, String.raw`\b${NUMBER} ?${SECOND} (?:for |per |on )?(?:each|every|an?|per|image|picture|photo|slide)\b`) ?? first(text, String.raw`\beach (?:\w+ )?(?:for )?${NUMBER} ?${SECOND}`),
    gapSeconds: gapOf(text),
    evenLoudness: wantsEvenLoudness(text) || undefined,
    wholeLength: /\b(?:whole|full|entire|complete) (?:length|height|(?:web ?)?(?:page|site))\b|\bfrom (?:the )?(?:very )?top to (?:the )?(?:very )?(?:bottom|end)\b/i.test(text) || undefined,
    object: objectOf(text),
    louder: louderOf(text),
    hertz: hertzOf(text),
    kilobits: first(text, String.raw`\b${NUMBER} ?k(?:ilo)?(?:bits?|bps)\b`) ?? first(text, String.raw`\bbit ?rate (?:of |to |at |should be )?${NUMBER}(?= ?k?\b)`) ?? first(text, String.raw`\b${NUMBER} ?kb?(?:\/s|ps)?(?= (?:mp3|ogg|m4a|aac|bit ?rate)\b)`),
    channels: /\bmono\b/i.test(text) ? 1 : /\bstereo\b/i.test(text) ? 2 : undefined,
    ...statedPicture(text, objectOf(text)),
  });
}

function quantity(text: string, unit: string): Range | undefined {
  const most = first(text, String.raw`(?:${MOST}) ${NUMBER} ${unit}\b`) ?? first(text, String.raw`\b${NUMBER} ${unit}${AT_MOST}`);
  const least = first(text, String.raw`(?:${LEAST}) ${NUMBER} ${unit}\b`);
  if (most !== undefined || least !== undefined) return compact({ minimum: least, maximum: most });
  const span = new RegExp(String.raw`\b(\d+)(?: to | or |-|–)(\d+) ${unit}\b`, 'i').exec(text);
  if (span) return { minimum: Number(span[1]), maximum: Number(span[2]) };
  const exact = first(text, String.raw`(?<!first |last |\$)\b${NUMBER} ${unit}\b`) ?? first(text, String.raw`\b${unit},? (?:\((?:about |exactly |maybe )?${NUMBER}(?: of them)?\)|${NUMBER} of them\b)`);
  return exact === undefined ? undefined : /^(?:words|characters)\?$/.test(unit) ? { maximum: exact } : { minimum: exact, maximum: exact };
}

/** Characters are letters where a limit is named or there are very many of them; else they are people in a story. */
function charactersOf(text: string): Range | undefined {
  const range = /\b(?:the|these|those|all|its|their) \d+ characters\b/i.test(text) ? undefined : quantity(text, 'characters?');
  const count = range?.maximum ?? range?.minimum ?? 0;
  const isLimit = new RegExp(String.raw`(?:${MOST}|${LEAST}|\bin(?:to)?) (?:(?:about|exactly|only) )?\d+ characters\b|\d+ characters${AT_MOST}`, 'i').test(text);
  return count >= 20 || (isLimit && count >= 10) ? range : undefined;
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
  const named = adjectiveOf(text) ?? /\b(?:an?|the|with|for the) ([A-Z][a-z]+) of (?:it|this|that|the)\b/.exec(text)?.[1] ?? /\b(?:only|just) (?:speaks?|understands?|reads?|knows?) ([A-Za-z]{4,})\b/i.exec(text)?.[1] ?? /\b(?:speaks?|understands?|reads?) only ([A-Za-z]{4,})\b/i.exec(text)?.[1];
  const code = named === undefined ? undefined : languageCode(named);
  return code === undefined ? undefined : languageName(code);
}

/** "French subtitles", "a spanish version". */
function adjectiveOf(text: string): string | undefined {
  const adjectives = [...text.matchAll(/\b([A-Za-z]{4,}) (?:translation|version|summary|subtitles|captions?|description|answer|transcript|abstract|text|words)\b/gi)].map(([, word = '']) => word);
  return adjectives.find((word) => languageCode(word) !== undefined && !OTHER_WORDS.test(word));
}

/** The languages that the words name, as they name them. */
export function languageNamesIn(text: string): string[] {
  return (text.match(/\p{L}{4,}/gu) ?? []).filter((word) => languageCode(word) !== undefined && !OTHER_WORDS.test(word));
}

function formOf(text: string): TextForm | undefined {
  if (/\bnumbered list\b|\bas numbered\b|(?<!\b(?:the|these|those|this|that|all|each|every|its|of) (?:\d+ )?)\bnumbered (?:steps|points|items|instructions)\b/i.test(text)) return 'numbered';
  if (/\bbullet(?:s|ed)?\b|\bas (?:a )?list\b/i.test(text)) return 'bullets';
  if (/\b(?:as|in|into|to|make) (?:a |an )?(?:\w+ )?table\b|\btabular\b|^\W*(?:a |one )?table(?:,? (?:please|pls))?\W*$/i.test(text)) return 'table';
  if (/\b(?:as|in|into|to|return|valid) (?:an? )?(?:\w+ )?json\b/i.test(text)) return 'json';
  return /\b(?:as|in|into) (?:a|1|one) (?:\w+ )?paragraph\b/i.test(text) ? 'paragraph' : undefined;
}

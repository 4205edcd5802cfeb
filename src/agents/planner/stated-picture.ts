import { first, NUMBER } from './limit-grammar.js';

/** What a piece of wording says of a picture: its size, how it is turned, its colours, the part and shape of it. Absent: says nothing about it. */
export interface StatedPicture {
  /** px */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** px of the longer side */
  readonly longestSide?: number | undefined;
  /** Share of the size that it has. */
  readonly scale?: number | undefined;
  /** 1 to 100, of the file that it is saved in. */
  readonly quality?: number | undefined;
  /** Clockwise: 90, 180 or 270; any other number is what no tool does. */
  readonly degrees?: number | undefined;
  readonly mirror?: 'left-right' | 'top-bottom' | undefined;
  readonly style?: 'greyscale' | 'sepia' | 'inverted' | undefined;
  /** A part that has a name: "left half", "centre". */
  readonly region?: string | undefined;
  /** `square`, `circle` or width to height: "16:9". */
  readonly shape?: string | undefined;
}

/** Reads what the words want of a picture; `text` with its numbers in digits, `object` the thing in it that they name. */
export function statedPicture(text: string, object?: string): StatedPicture {
  // What things in a picture and parts of it are called is no wish: "the larger dog", "the mirror", "the top left quarter".
  const thing = object === undefined ? [] : [new RegExp(String.raw`(?<!\p{L})${object}(?!\p{L})`, 'giu')];
  const wish = [...thing, PART_NAME, DESCRIBED].reduce((left, name) => left.replace(name, ' '), text);
  const size = sizeOf(text);
  const shape = shapeOf(wish);
  const isSquare = shape === 'square' && size.height === undefined && size.width !== undefined;
  return {
    ...size, ...(isSquare ? { height: size.width } : {}), scale: size.width ?? size.height ?? size.longestSide ? undefined : scaleOf(wish),
    quality: qualityOf(text),
    degrees: degreesOf(wish), mirror: mirrorOf(wish), style: styleOf(wish), region: regionOf(text), shape: isSquare ? undefined : shape,
  };
}

/** The number must be whole, and neither a size nor a count: "good quality 1200 px wide", "quality 2 copies". */
const QUALITY = String.raw`${NUMBER}(?![\d.,]*\d|\w| ?(?:[x×]|px|pixels?|dpi|ppi|by|out of|stars?|cop(?:y|ies)|pictures?|photos?|images?|prints?|seconds?|minutes?|[kmg]b(?:its?)?)(?!\p{L}))`;

function qualityOf(text: string): number | undefined {
  const stated = first(text, String.raw`\bquality(?: of| is| at| to|:)(?: (?:about|only))? ${QUALITY}`) ?? first(text, String.raw`\bquality,? ${QUALITY}(?=\W*(?:$|[,;.)](?: |$)|%|(?:percent|please|pls)\b))`)
    ?? first(text, String.raw`\b${NUMBER} ?(?:%|percent) quality\b`) ?? first(text, String.raw`\b(?:at|with|in) ${NUMBER} quality(?=\W*(?:$|[,;.)]))`);
  return stated !== undefined && stated >= 1 && stated <= 100 ? stated : undefined;
}

const PART_NAME = /\b(?:upper|top|lower|bottom|left|right)(?:[ -](?:left|right))?(?:[ -]hand)? (?:half|third|quarter|side|corner|part|quadrant)\b/gi;
/** A size that tells which one is meant: "the bigger car", "a small sign", but not "a smaller version". */
const DESCRIBED = /\b(?:(?:the|this|that|these|those|my|our|his|her|their|each|every) |an? (?!\w+ (?:versions?|cop(?:y|ies)|pictures?|photos?|images?|size|format|thumbnails?|previews?|one)\b))(?:small(?:er|est)?|big(?:ger|gest)?|larg(?:er?|est)|half(?:-sized?)?) \p{L}+/giu;

const PIXELS = String.raw`(?:px|pixels?)\b`;
const SIDE_OF = (name: string): string => String.raw`\b${name}(?: is| to be)?(?: (?:of|to|at|is|=))?:? (?:(?:exactly|about|only|max(?:imum)?|at most) )?${NUMBER}`;

function sizeOf(text: string): Pick<StatedPicture, 'width' | 'height' | 'longestSide'> {
  const longestSide = first(text, String.raw`\b${NUMBER} ?(?:${PIXELS} )?(?:(?:on|along|at|for) )?(?:the |its )?(?:long(?:er|est)|larg(?:er|est)|big(?:ger|gest)) (?:side|edge)\b`)
    ?? first(text, String.raw`\b(?:long(?:er|est)|larg(?:er|est)|big(?:ger|gest)) (?:side|edge)[^.;\d]{0,30}?${NUMBER}`);
  if (longestSide !== undefined) return { longestSide };
  const both = new RegExp(String.raw`\b(\d{2,5}) ?(?:${PIXELS} ?)?(?:[x×]|by) ?(\d{2,5})\b`, 'i').exec(text);
  if (both) return { width: Number(both[1]), height: Number(both[2]) };
  const height = first(text, String.raw`\b${NUMBER} ?${PIXELS} (?:high|tall|in height)\b`) ?? first(text, SIDE_OF('height'));
  const width = first(text, SIDE_OF('width')) ?? first(text, String.raw`\b${NUMBER} (?:wide|across)\b`) ?? widthOf(text, height);
  return { width, height };
}

/** The first number of pixels that is not said to be the height. */
function widthOf(text: string, height: number | undefined): number | undefined {
  const sides = [...text.matchAll(new RegExp(String.raw`\b${NUMBER} ?${PIXELS}(?! (?:high|tall|in height)\b)`, 'gi'))].map(([, side = '']) => Number(side.replace(',', '.')));
  return sides.find((side) => side !== height);
}

const OF_SIZE = /\b(?:siz(?:e|ed)|scale|scaled|resize|resized|shrink|enlarge|small(?:er)?|large(?:r)?|big(?:ger)?|wide|width|dimensions|resolution)\b/i;
const SHRINKS = /\b(?:(?:small|little|mini|tiny|reduced) (?:versions?|cop(?:y|ies))|shrink|smaller|downsize|downscale|scale (?:\w+ ){0,3}down|reduce (?:the |its )?(?:size|dimensions))\b/i;
const GROWS = /\b(?:(?:large|big|huge) (?:versions?|cop(?:y|ies))|enlarge|bigger|larger|upscale|scale (?:\w+ ){0,3}up|blow (?:\w+ ){0,3}up)\b/i;
/** Only with "by how much" do these speak of the size. */
const MORE = /\b(?:increase|raise|grow|expand|magnify)\b/i;
const LESS = /\b(?:reduce|decrease|lower)\b/i;

/** A share of the size that it has: "half the size", "50% smaller", "three times as large". Where only smaller or larger is said: half, or twice. */
function scaleOf(text: string): number | undefined {
  if (!OF_SIZE.test(text) && !SHRINKS.test(text) && !GROWS.test(text)) return undefined;
  const percent = first(text, String.raw`\b${NUMBER} ?(?:%|percent\b)`);
  if (percent !== undefined) {
    const byHowMuch = /\bby (?:about )?\d+(?:[.,]\d+)? ?(?:%|percent\b)|(?:%|percent) (?:smaller|larger|bigger)/i.test(text);
    if (byHowMuch && (GROWS.test(text) || MORE.test(text))) return 1 + percent / 100;
    if (byHowMuch && (SHRINKS.test(text) || LESS.test(text))) return percent < 100 ? 1 - percent / 100 : undefined;
    return percent / 100;
  }
  const times = first(text, String.raw`\b${NUMBER} ?(?:x|×|times) (?:as |the |its |the original )?(?:big|large|size|wide|bigger|larger)`);
  if (times !== undefined) return times;
  if (/\b(?:twice|double)\b/i.test(text)) return 2;
  if (/\bquarter (?:of )?(?:the |its )?(?:original )?size\b|\b0\.25 of (?:the |its )?(?:original )?size\b/i.test(text)) return 0.25;
  if (/\b(?:half|halve|0\.5 of)\b/i.test(text)) return 0.5;
  return SHRINKS.test(text) ? 0.5 : GROWS.test(text) ? 2 : undefined;
}

const PICTURE = '(?:photos?|pictures?|images?|films?|videos?|movies?)';
const TURNS = /\b(?:rotat|turn|tilt|spin)/i;
const BACKWARDS = /\b(?:(?:counter|anti)[- ]?clockwise|to the left|leftwards?|left(?=\W*(?:$|[.,;!?]|by\b|and\b|please\b|once\b|\d)))\b/i;

/** All that is seen, and not one who does a handstand in it. */
const ALL_ON_HEADS = new RegExp(String.raw`\b(?:we|it|everything|every(?:body|one)|${PICTURE})(?:'re|'s)?(?: (?!who\b|that\b|of\b|with\b)\w+){0,2} stand(?:s|ing)? on (?:its|the|our|their) heads?\b`, 'i');

function degreesOf(text: string): number | undefined {
  if (/\bupside[- ]down\b|\bon (?:its|the) head\b|\bthe other way (?:up|round)\b|\bwrong way up\b/i.test(text) || ALL_ON_HEADS.test(text)) return 180;
  if (!TURNS.test(text)) return undefined;
  const stated = first(text, String.raw`(?<![\d.])([-−]?\d+(?:[.,]\d+)?) ?(?:°|degrees?\b|deg\b)`) ?? (/\b(?:quarter|1 quarter)\b/i.test(text) ? 90 : /\bhalf (?:a )?turn\b/i.test(text) ? 180 : undefined)
    ?? first(text, String.raw`\bby (90|180|270)\b`) ?? (/\b(?:counter|anti)?-?clockwise\b|\bto the (?:left|right)\b|\brotate (?:\w+ ){0,3}(?:left|right)\b/i.test(text) ? 90 : undefined);
  if (stated === undefined) return undefined;
  return stated < 0 || BACKWARDS.test(text) ? (360 - (Math.abs(stated) % 360)) % 360 : stated;
}

/** The deed, and not the thing on the wall or on the table. */
const MIRRORS = /(?<!\b(?:the|an?|my|our|his|her|their|this|that|in|of) (?:\w+ )?)\bmirror\b|\bmirror(?:ed\b| image\b)|\bflip(?:ped)?\b(?![- ]?(?:charts?|phones?|flops?|books?|side)\b)|\bswap (?:left|right|top|bottom)\b|\breflected\b/i;

function mirrorOf(text: string): StatedPicture['mirror'] {
  if (/\bupside[- ]down\b/i.test(text) || !MIRRORS.test(text)) return undefined;
  return /\b(?:vertical(?:ly)?|top (?:and|to|with|for) bottom|upwards?|x[- ]axis)\b/i.test(text) ? 'top-bottom' : 'left-right';
}

/** What is told of the picture that is there: "this old black and white photo", "is it in black and white". */
const THERE = /\b(?:this|that|these|the|my|our|old|is|are|was|were)(?: \w+){0,2}[ -]$/i;
const WHICH = /\b(?:the|this|that|these|those|my|our|his|her|their|old) $/i;
/** What stands behind a look that it belongs to: "the black and white dog". */
const THING = /^[ -](?!(?:and|or|but|with|please|for|so|then|now|too|by|of|in|on|at|to|as|like|from|versions?|cop(?:y|ies)|look|style|prints?|tones?|effect|filter)\b)\p{L}/iu;
const MADE = /\b(?:make|turn|convert|in|into|to) (?:\w+ ){0,3}$/i;

/** Whether the words tell how something in the picture, or the picture, looks, and ask for nothing. */
function isThere(text: string, { 0: look, index }: RegExpExecArray): boolean {
  const [before, behind] = [text.slice(0, index), text.slice(index + look.length)];
  if (WHICH.test(before) && THING.test(behind)) return true;
  return THERE.test(before) && new RegExp(`^ ?(?:\\w+ )?${PICTURE}\\b|^\\W*$`, 'i').test(behind) && !MADE.test(before);
}

/** "Make it brown like the old photographs." */
const LIKE_OLD = new RegExp(String.raw`(?<=\b(?:make|turn) (?:it|this|that|them|(?:the|this|that|my|our) ${PICTURE}) (?:in |into )?|\b(?:it|this|that|they|${PICTURE}) (?:also )?be (?:made|turned) (?:in |into )?)brown(?:ish)?(?=,? (?:just )?(?:like|as)\b.*\b(?:old|antique|past|days|grand\w+)\b)`, 'i');

function styleOf(text: string): StatedPicture['style'] {
  const wanted = (look: RegExp): boolean => {
    const found = look.exec(text);
    return found !== null && !isThere(text, found);
  };
  if (wanted(/\bsepia\b/i) || wanted(LIKE_OLD)) return 'sepia';
  if (/\binvert\b/i.test(text) && /\b(?:colou?rs?|picture|photo|image|it|version)\b/i.test(text)) return 'inverted';
  if (wanted(/\b(?:inverted|negative) (?:of|version|image|photo|picture|colou?rs)\b|\b(?:as|into|to) (?:an? |the |its )?(?:\w+ )?negative(?=\W*(?:$|[.,;!?]|and\b|please\b))/i)) return 'inverted';
  if (wanted(/\b(?:black(?:-| )(?:and|&|n)(?:-| )white|b ?& ?w|b\/w|gr[ae]y ?-?scale|monochrome|colou?rless)\b/i)) return 'greyscale';
  return /\b(?:desaturate|(?:remove|take (?:out |away )?) ?(?:all )?the colou?rs?|make (?:it|the (?:picture|photo|image)) gr[ae]y)\b/i.test(text) ? 'greyscale' : undefined;
}

const SIDES: Readonly<Record<string, string>> = { upper: 'top', top: 'top', lower: 'bottom', bottom: 'bottom', left: 'left', right: 'right' };

const OPPOSITE: Readonly<Record<string, string>> = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' };
const THROWS_AWAY = /\b(?:cut|trim|crop|take) (?:off|away)\b|\b(?:remove|without|drop|lose|get rid of)\b/i;

/** The named part that is to stay: "the upper half", "the top left corner", "the middle". */
function regionOf(text: string): string | undefined {
  const corner = /\b(upper|top|lower|bottom)[ -](left|right)(?:[ -]hand)? (?:quarter|corner|part|quadrant)\b/i.exec(text);
  if (corner) return `${SIDES[corner[1]?.toLowerCase() ?? ''] ?? ''} ${corner[2]?.toLowerCase() ?? ''} quarter`;
  const part = /\b(upper|top|lower|bottom|left|right)(?:[ -]hand)? (half|third|side)\b/i.exec(text);
  if (part) {
    const [side, isThird] = [SIDES[part[1]?.toLowerCase() ?? ''] ?? '', part[2]?.toLowerCase() === 'third'];
    const isThrownAway = THROWS_AWAY.test(text.slice(0, part.index));
    if (!isThrownAway) return `${side} ${isThird ? 'third' : 'half'}`;
    return isThird ? undefined : `${OPPOSITE[side] ?? ''} half`;
  }
  return /\b(?:crop|cut|keep|only|just|trim|zoom)\b[^.;]*\b(?:middle|cent(?:er|re))\b(?! (?:third|half|quarter)\b)/i.test(text) ? 'centre' : undefined;
}

/** Ratios of width to height that could be taken for times of day. */
const LIKE_TIMES: readonly string[] = ['9:16', '9:21', '16:10', '10:16'];
const ROUND = '(?:square|round|circle|circular)';
/** It is the shape of the picture, and not of a thing in it. */
const NO_THING = String.raw`(?![ -](?!(?:please|and|with|of|from|for|so|then|now|around|that|crop|versions?|thumbnails?|pictures?|photos?|images?|avatar|profile|previews?|cut|shape|format)\b)\p{L})`;
const SHAPED = new RegExp(String.raw`\b(?:a|into|to|as|it|be|in|photo|picture|image) (?:an? )?${ROUND}\b${NO_THING}|\b(?:square|round|circular) (?:thumbnail|crop|version|picture|photo|image|avatar|profile|preview|cut)\b`, 'iu');
const DRAWN = new RegExp(String.raw`\bdraw\b|\b(?:paint|mark|put|add|make) (?:an? |the )?(?:\w+ )?${ROUND}s? (?:a?round|on|over)\b`, 'i');

function shapeOf(text: string): string | undefined {
  const pairs = [...text.matchAll(/(?<![\d:])(\d{1,2}) ?: ?(\d{1,2})(?![\d:])/g)];
  const [ratio] = pairs;
  // Two of them are a stretch of time or a list of moments.
  if (ratio && pairs.length === 1 && /\b(?:crop|cut|format|ratio|aspect|shape|trim|make)\b/i.test(text) && !/\b(?:at|from|until|till|after|before|between) $/i.test(text.slice(0, ratio.index))) {
    const [, across = '', down = ''] = ratio;
    if (Number(across) > 0 && Number(down) > 0 && (/^\d$/.test(down) || LIKE_TIMES.includes(`${across}:${down}`))) return `${across}:${down}`;
  }
  if (!SHAPED.test(text) || DRAWN.test(text)) return undefined;
  return /\bsquare\b/i.test(text) ? 'square' : 'circle';
}

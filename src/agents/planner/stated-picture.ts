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
  /** Clockwise: 90, 180 or 270; any other number is what no tool does. */
  readonly degrees?: number | undefined;
  readonly mirror?: 'left-right' | 'top-bottom' | undefined;
  readonly style?: 'greyscale' | 'sepia' | 'inverted' | undefined;
  /** A part that has a name: "left half", "centre". */
  readonly region?: string | undefined;
  /** `square`, `circle` or width to height: "16:9". */
  readonly shape?: string | undefined;
}

/** Reads what the words want of a picture; `text` with its numbers in digits. */
export function statedPicture(text: string): StatedPicture {
  const size = sizeOf(text);
  const shape = shapeOf(text);
  const isSquare = shape === 'square' && size.height === undefined && size.width !== undefined;
  return {
    ...size, ...(isSquare ? { height: size.width } : {}), scale: size.width ?? size.height ?? size.longestSide ? undefined : scaleOf(text),
    degrees: degreesOf(text), mirror: mirrorOf(text), style: styleOf(text), region: regionOf(text), shape: isSquare ? undefined : shape,
  };
}

const PIXELS = String.raw`(?:px|pixels?)\b`;
const SIDE_OF = (name: string): string => String.raw`\b${name}(?: is| to be)?(?: (?:of|to|at|is|=))?:? (?:(?:exactly|about|only|max(?:imum)?|at most) )?${NUMBER}`;

function sizeOf(text: string): Pick<StatedPicture, 'width' | 'height' | 'longestSide'> {
  const longestSide = first(text, String.raw`\b${NUMBER} ?(?:${PIXELS} )?(?:(?:on|along|at|for) )?(?:the |its )?(?:long(?:er|est)|larg(?:er|est)|big(?:ger|gest)) (?:side|edge)\b`)
    ?? first(text, String.raw`\b(?:long(?:er|est)|larg(?:er|est)|big(?:ger|gest)) (?:side|edge)[^.;\d]{0,30}?${NUMBER}`);
  if (longestSide !== undefined) return { longestSide };
  const both = new RegExp(String.raw`\b(\d{2,5}) ?(?:${PIXELS} ?)?(?:[x×]|by) ?(\d{2,5})\b`, 'i').exec(text);
  if (both) return { width: Number(both[1]), height: Number(both[2]) };
  const height = first(text, String.raw`\b${NUMBER} ?${PIXELS} (?:high|tall|in height)\b`) ?? first(text, SIDE_OF('height'));
  const width = first(text, SIDE_OF('width')) ?? first(text, String.raw`\b${NUMBER} wide\b`) ?? widthOf(text, height);
  return { width, height };
}

/** The first number of pixels that is not said to be the height. */
function widthOf(text: string, height: number | undefined): number | undefined {
  const sides = [...text.matchAll(new RegExp(String.raw`\b${NUMBER} ?${PIXELS}(?! (?:high|tall|in height)\b)`, 'gi'))].map(([, side = '']) => Number(side.replace(',', '.')));
  return sides.find((side) => side !== height);
}

const OF_SIZE = /\b(?:siz(?:e|ed)|scale|scaled|resize|resized|shrink|enlarge|small(?:er)?|large(?:r)?|big(?:ger)?|wide|width|dimensions|resolution)\b/i;
const SHRINKS = /\b(?:shrink|smaller|downsize|downscale|scale (?:\w+ ){0,3}down|reduce (?:the |its )?(?:size|dimensions))\b/i;
const GROWS = /\b(?:enlarge|bigger|larger|upscale|scale (?:\w+ ){0,3}up|blow (?:\w+ ){0,3}up)\b/i;

/** A share of the size that it has: "half the size", "50% smaller", "three times as large". Where only smaller or larger is said: half, or twice. */
function scaleOf(text: string): number | undefined {
  if (!OF_SIZE.test(text) && !SHRINKS.test(text) && !GROWS.test(text)) return undefined;
  const percent = first(text, String.raw`\b${NUMBER} ?(?:%|percent\b)`);
  if (percent !== undefined) {
    const byHowMuch = /\bby \d|(?:%|percent) (?:smaller|larger|bigger)/i.test(text);
    if (!byHowMuch) return percent / 100;
    return GROWS.test(text) ? 1 + percent / 100 : percent < 100 ? 1 - percent / 100 : undefined;
  }
  const times = first(text, String.raw`\b${NUMBER} ?(?:x|×|times) (?:as |the |its |the original )?(?:big|large|size|wide|bigger|larger)`);
  if (times !== undefined) return times;
  if (/\b(?:twice|double)\b/i.test(text)) return 2;
  if (/\bquarter (?:of )?(?:the |its )?(?:original )?size\b|\b0\.25 of (?:the |its )?(?:original )?size\b/i.test(text)) return 0.25;
  if (/\b(?:half|halve|0\.5 of)\b/i.test(text)) return 0.5;
  return SHRINKS.test(text) ? 0.5 : GROWS.test(text) ? 2 : undefined;
}

const TURNS = /\b(?:rotat|turn|tilt|spin)/i;
const BACKWARDS = /\b(?:(?:counter|anti)[- ]?clockwise|to the left|leftwards?|left)\b/i;

function degreesOf(text: string): number | undefined {
  if (/\bupside[- ]down\b|\bon (?:its|the) head\b|\bthe other way (?:up|round)\b/i.test(text)) return 180;
  if (!TURNS.test(text)) return undefined;
  const stated = first(text, String.raw`(?<![\d.])${NUMBER} ?(?:°|degrees?\b|deg\b)`) ?? (/\b(?:quarter|1 quarter)\b/i.test(text) ? 90 : /\bhalf (?:a )?turn\b/i.test(text) ? 180 : undefined)
    ?? first(text, String.raw`\bby (90|180|270)\b`) ?? (/\b(?:counter|anti)?-?clockwise\b|\bto the (?:left|right)\b|\brotate (?:\w+ ){0,3}(?:left|right)\b/i.test(text) ? 90 : undefined);
  if (stated === undefined) return undefined;
  return BACKWARDS.test(text) ? (360 - (stated % 360)) % 360 : stated;
}

function mirrorOf(text: string): StatedPicture['mirror'] {
  if (/\bupside[- ]down\b/i.test(text) || !/\b(?:mirror(?:ed|s)?|flip(?:ped|s)?|swap (?:left|right|top|bottom)|reflect(?:ed)?)\b/i.test(text)) return undefined;
  return /\b(?:vertical(?:ly)?|top (?:and|to|with|for) bottom|upwards?|x[- ]axis)\b/i.test(text) ? 'top-bottom' : 'left-right';
}

/** What is told of the picture that is there: "this old black and white photo", "is it in black and white". */
const THERE = /\b(?:this|that|these|the|my|our|old|is|are|was|were)(?: \w+){0,2}[ -]$/i;

function styleOf(text: string): StatedPicture['style'] {
  if (/\bsepia\b/i.test(text)) return 'sepia';
  if (/\b(?:invert|negative)\b/i.test(text) && /\b(?:colou?rs?|picture|photo|image|it|version)\b/i.test(text)) return 'inverted';
  const grey = /\b(?:black(?:-| )(?:and|&|n)(?:-| )white|b ?& ?w|b\/w|gr[ae]y ?-?scale|monochrome|colou?rless)\b/i.exec(text);
  if (grey && !(THERE.test(text.slice(0, grey.index)) && /^ ?(?:\w+ )?(?:photos?|pictures?|images?|films?|videos?|movies?)\b|^\W*$/i.test(text.slice(grey.index + grey[0].length)) && !/\b(?:make|turn|convert|in|into|to) (?:\w+ ){0,3}$/i.test(text.slice(0, grey.index)))) return 'greyscale';
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
  return /\b(?:crop|cut|keep|only|just|trim|zoom)\b[^.;]*\b(?:middle|cent(?:er|re))\b/i.test(text) ? 'centre' : undefined;
}

function shapeOf(text: string): string | undefined {
  const ratio = /\b([1-9]\d?) ?: ?([1-9]\d?)\b(?!:)/.exec(/\b(?:crop|cut|format|ratio|aspect|shape|trim|make)\b/i.test(text) ? text.replace(/\d+:\d\d(?= ?(?:to|until|-|–|and|,))|\b(?:at|from|to|until|after|before) \d+:\d\d/gi, '') : '');
  if (ratio) return `${ratio[1] ?? ''}:${ratio[2] ?? ''}`;
  if (/\b(?:a|into|to|as|it|be|in|photo|picture|image) (?:an? )?(?:square|round|circle|circular)\b/i.test(text) || /\b(?:square|round|circular) (?:thumbnail|crop|version|picture|photo|image|avatar|profile|preview|cut)\b/i.test(text)) return /\bsquare\b/i.test(text) ? 'square' : 'circle';
  return undefined;
}

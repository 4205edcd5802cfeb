import { COLOUR_NAMES, labelsFor, objectMentions, type ColourName } from '../image/index.js';

/** A thing that a question asks for. */
export interface Asked {
  /** As it was said, without articles. */
  readonly word: string;
  /** Classes of the detector; undefined for what it does not know. */
  readonly labels: readonly string[] | undefined;
  readonly colour: ColourName | undefined;
  /** How many of them the question speaks of: `the two dogs`. */
  readonly number: number | undefined;
  /** Whether the question denies them: `no cats`. */
  readonly denied: boolean;
  /** Part of a place in words (`left`, `top`) to which the question is limited. */
  readonly place: string | undefined;
  /** What else limits it, which no program sees: `standing in front of the bus`. */
  readonly limit: string | undefined;
}

/** Words after the thing that ask for nothing further. What a pronoun there means limits the thing: where it is the picture, the question says so by now (`questionsIn`). */
const NEUTRAL = new Set('are is there visible shown seen present here can could you i we be see spot find do does the this that these picture image photo photograph pic shot scene frame in on at of show shows contain contains have has to altogether total all now please appear appears my your attached a any anywhere somewhere'.split(' '));
const WITHIN = String.raw`(?!(?: side)? of (?!(?:the |this )?(?:picture|image|photo|photograph|shot|scene|frame)\b))`;
const PLACES: readonly (readonly [RegExp, string])[] = ([
  [String.raw`\b(?:on|to|at) the left(?: side)?\b`, 'left'], [String.raw`\b(?:on|to|at) the right(?: side)?\b`, 'right'], [String.raw`\bat the top\b`, 'top'], [String.raw`\bat the bottom\b`, 'bottom'], [String.raw`\bin the (?:centre|center|middle)\b`, 'centre'],
] as const).map(([pattern, place]) => [new RegExp(pattern + WITHIN), place]);
/** Begins what is said of a thing. */
const BEHIND = /^(?:are|is|can|could|do|does|has|have|there|in|on|at|by|near|next|under|over|above|below|behind|beside|between|around|inside|outside|without|visible|shown|seen|present|here|you|who|that|which|with|appear|appears)$/;
const AUXILIARY = /^(?:are|is|can|could|do|does|has|have|there|you|i|we|be|see|that|which|who) /;
/** What is presupposed of the things that are spoken of: "the two men". */
const NUMBER = /^(both|one|two|three|four|five|six|seven|eight|nine|ten|\d+) (?!of )/;
const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const DENIAL = /^(?:no|not an?|not any) /;
/** Begins a thing that is spoken of by itself, and not as one more of those before it. */
const OWN = /^(?:an?|the|any|some|no|not|this|that|these|those|both|one|two|three|four|five|six|seven|eight|nine|ten|\d+) /;

/** The things that these words of a question name, each with what limits it; undefined where they name none. */
export function thingsIn(text: string): Asked[] | undefined {
  // A place limits what stands before it: `a dog on the left and a cat on the right`.
  const groups = partsOf(text).reduce<string[][]>((all, part) => {
    const last = all.at(-1);
    if (last === undefined || placeIn(last.at(-1) ?? '') !== undefined) return [...all, [part]];
    last.push(part);
    return all;
  }, []);
  const things = groups.map((parts) => thingsAt(parts.join(' and ')));
  return things.some((found) => found === undefined) ? undefined : withOnes((things as Asked[][]).flat());
}

/** What is listed, each part by itself; a denial holds for all that follows it without a word of its own: `no dogs or cats`, but not `no dogs but cats`. */
function partsOf(text: string): string[] {
  const pieces = text.split(/(,\s*(?:(?:and|or|but)\s+)?|\s+(?:and|or|but)\s+)/);
  return pieces.filter((_, index) => index % 2 === 0).reduce<string[]>((parts, piece, index) => {
    const last = parts.at(-1) ?? '';
    const goesOn = DENIAL.test(last) && parted(wordsIn(last)).tail.length === 0 && !/but/.test(pieces[2 * index - 1] ?? '') && !OWN.test(piece);
    return [...parts, goesOn ? `no ${piece}` : piece];
  }, []);
}

/** `a red car or a blue one`: what "one" means stands before it. */
function withOnes(things: readonly Asked[]): Asked[] {
  return things.reduce<Asked[]>((all, thing) => {
    const one = thing.labels === undefined ? /^(?:(.*) )?ones?$/.exec(thing.word) : null;
    const last = all.at(-1);
    if (one === null || last?.labels === undefined) return [...all, thing];
    return [...all, { ...thing, word: last.word, labels: last.labels, limit: [one[1], thing.limit].filter(Boolean).join(', ') || undefined }];
  }, []);
}

/** As `thingsIn`; undefined, too, where something limits them that no program can see. */
export function plainThingsIn(text: string): Asked[] | undefined {
  const things = thingsIn(text);
  return things?.some(({ limit, denied }) => limit !== undefined || denied) === true ? undefined : things;
}

function placeIn(text: string): string | undefined {
  return PLACES.find(([pattern]) => pattern.test(text))?.[1];
}

/** Things that are limited to one place, if to any. Behind another limit the place may be that of something else: `a tie on the man on the left`. */
function thingsAt(text: string): Asked[] | undefined {
  const all = wordsIn(text);
  const words = wordsIn(PLACES.reduce((left, [pattern]) => left.replace(pattern, ' '), text));
  const { head, tail } = parted(words);
  const isLimited = /^(?:this|that|these|those)$/.test(tail.at(-1) ?? '') || tail.some((word) => !NEUTRAL.has(word.replace(/,$/, '').replace(/s$/, '')) && !NEUTRAL.has(word));
  let limit = isLimited ? parted(all).tail.join(' ') : undefined;
  while (limit !== undefined && AUXILIARY.test(limit)) limit = limit.replace(AUXILIARY, '');
  const phrases = head.join(' ').split(/\s+and\s+/).map((phrase) => phrase.trim()).filter(Boolean);
  const things = phrases.map((phrase) => {
    const plain = phrase.replace(DENIAL, '').replace(/^(?:an?|the|any|some|all|different|these|those|this|that)\s+/, '');
    const thing = thingIn(plain.replace(NUMBER, '').trim(), isLimited ? undefined : placeIn(text), limit);
    return thing && { ...thing, number: numberIn(plain), denied: DENIAL.test(phrase) };
  });
  return things.length === 0 || things.some((thing) => thing === undefined) ? undefined : (things as Asked[]);
}

function numberIn(phrase: string): number | undefined {
  const [, word] = NUMBER.exec(phrase) ?? [];
  if (word === undefined) return undefined;
  return word === 'both' ? 2 : /^\d+$/.test(word) ? Number(word) : NUMBERS.indexOf(word) + 1;
}

function wordsIn(text: string): string[] {
  return text.replace(/'s\b/g, '-s').replace(/[^a-z0-9 ,-]/g, ' ').split(/\s+/).filter(Boolean);
}

/** What names the things, and what is said of them. */
function parted(words: readonly string[]): { readonly head: readonly string[]; readonly tail: readonly string[] } {
  const end = words.findIndex((word, index) => index > 0 && (BEHIND.test(word) || isActOf(words, index)));
  return { head: end < 0 ? words : words.slice(0, end), tail: end < 0 ? [] : words.slice(end) };
}

/** Whether a word says what a thing before it does (`people running`), and belongs to no name (`parking meter`). */
function isActOf(words: readonly string[], index: number): boolean {
  return /^[a-z]{2,}ing$/.test(words[index] ?? '') && labelsFor(words.slice(index, index + 2).join(' ')) === undefined && objectMentions(words.slice(0, index).join(' '), { asked: true }).length > 0;
}

/** A known thing, with the words before it that no program can see ("sleeping dogs") as a limit; undefined for things in general, and for parts of things. */
function thingIn(phrase: string, place: string | undefined, limit: string | undefined): Omit<Asked, 'number' | 'denied'> | undefined {
  if (/^(?:objects?|things?|items?|texts?|words?|letters?|colou?rs?|numbers?)$/.test(phrase)) return undefined;
  const colour = COLOUR_NAMES.find((name) => phrase.startsWith(`${name} `));
  const word = colour === undefined ? phrase : phrase.slice(colour.length + 1);
  const labels = labelsFor(word);
  if (labels !== undefined) return { word, labels, colour, place, limit };
  const mention = objectMentions(word, { asked: true }).at(-1);
  if (mention === undefined) return { word, labels: undefined, colour, place, limit };
  const before = word.slice(0, mention.index).trim();
  if (mention.index + mention.word.length < word.length || before === '' || /(?:\bof(?: the| an?)?|-s)$/.test(before)) return undefined;
  return { word: mention.word, labels: mention.labels, colour, place, limit: limit === undefined ? before : `${before}, ${limit}` };
}

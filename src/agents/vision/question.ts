import { COLOUR_NAMES, labelsFor, objectMentions, type ColourName } from '../../tools/image/index.js';

/** A thing that a question asks for. */
export interface Asked {
  /** As it was said, without articles. */
  readonly word: string;
  /** Classes of the detector; undefined for what it does not know. */
  readonly labels: readonly string[] | undefined;
  readonly colour: ColourName | undefined;
  /** Part of a place in words (`left`, `top`) to which the question is limited. */
  readonly place: string | undefined;
}

const QUESTION = /\b(?:how many|number of|count|(?:is|are) there|whether|what|which|where|who|whose|why|how|does|do you|can you|is (?:the|it|this)|are (?:the|they|these)|read)\b/;
/** Words after the thing that ask for nothing further. */
const NEUTRAL = new Set('are is there visible shown seen present here can could you i we be see spot find do does it its the this that these them one picture image photo photograph pic shot scene frame in on at of show shows contain contains have has to altogether total all now please appear appears my your attached a any anywhere somewhere'.split(' '));
const PLACES: readonly (readonly [RegExp, string])[] = [[/\b(?:on|to|at) the left\b/, 'left'], [/\b(?:on|to|at) the right\b/, 'right'], [/\bat the top\b/, 'top'], [/\bat the bottom\b/, 'bottom'], [/\bin the (?:centre|center|middle)\b/, 'centre']];

/** The questions of a sentence, in lower case and without marks; `they` and `it` become the thing that was asked for before. */
export function questionsIn(text: string): string[] {
  const sentences = text.toLowerCase().replace(/\bgray\b/g, 'grey').split(/[?!;\n]+|\.(?=\s|$)/).map((part) => part.trim()).filter(Boolean);
  const parts = sentences.flatMap((sentence) => sentence.split(/,?\s+(?:and|but|or)(?: also| then)?\s+(?=(?:how|what|which|where|who|whose|why|is|are|does|do|can)\b)|,\s*(?=(?:how|what|which|where|who|whose|why)\b)/));
  const questions = parts.filter((part) => QUESTION.test(part) || /^(?:is|are|does|do|can)\b/.test(part));
  let last = '';
  return (questions.length === 0 ? sentences : questions).map((part) => {
    const [mention] = objectMentions(part, { asked: true });
    const whole = mention === undefined && last !== '' ? part.replace(/\b(?:they|them|it|those)\b/, `the ${last}`) : part;
    last = mention?.word ?? last;
    return whole;
  });
}

/** What a question counts; undefined where it counts nothing, or what it counts is limited in a way that no program can see. */
export function asCount(question: string): Asked[] | undefined {
  const rest = /\b(?:how many|the number of|number of|count(?: all)?(?: of)?(?: the)?)\s+(.+)$/.exec(question)?.[1];
  return rest === undefined ? undefined : thingsIn(rest);
}

/** Of what a question asks whether it is there; undefined as for `asCount`. */
export function asPresence(question: string): Asked[] | undefined {
  const rest = /(?:^|\b(?:if|whether|tell me)\s+)(?:(?:is|are) there|there (?:is|are))\s+(.+)$/.exec(question)?.[1]
    ?? /^(?:do you|can you|can i) see\s+(.+)$/.exec(question)?.[1]
    ?? /^does .*?\b(?:show|contain|have)\s+(.+)$/.exec(question)?.[1];
  return rest === undefined ? undefined : thingsIn(rest);
}

/** The things that these words of a question name, each with what limits it; undefined where a limit is none that a program can see. */
export function thingsIn(text: string): Asked[] | undefined {
  // A place limits what stands before it: `a dog on the left and a cat on the right`.
  const groups = text.split(/,\s*(?:and |or )?|\s+(?:and|or)\s+/).reduce<string[][]>((all, part) => {
    const last = all.at(-1);
    if (last === undefined || placeIn(last.at(-1) ?? '') !== undefined) return [...all, [part]];
    last.push(part);
    return all;
  }, []);
  const things = groups.map((parts) => thingsAt(parts.join(' and ')));
  return things.some((found) => found === undefined) ? undefined : (things as Asked[][]).flat();
}

function placeIn(text: string): string | undefined {
  return PLACES.find(([pattern]) => pattern.test(text))?.[1];
}

/** Things that are limited to one place, if to any. */
function thingsAt(text: string): Asked[] | undefined {
  const place = placeIn(text);
  const words = PLACES.reduce((left, [pattern]) => left.replace(pattern, ' '), text).replace(/[^a-z ,-]/g, ' ').split(/\s+/).filter(Boolean);
  const end = words.findIndex((word, index) => index > 0 && /^(?:are|is|can|could|do|does|has|have|there|in|on|at|visible|shown|seen|present|here|you|who|that|which|with|wearing|appear|appears)$/.test(word));
  const tail = end < 0 ? [] : words.slice(end);
  if (tail.some((word) => !NEUTRAL.has(word.replace(/,$/, '').replace(/s$/, '')) && !NEUTRAL.has(word))) return undefined;
  const phrases = (end < 0 ? words : words.slice(0, end)).join(' ').split(/\s+and\s+/).map((phrase) => phrase.replace(/^(?:an?|the|any|some|all|different)\s+/, '').trim()).filter(Boolean);
  const things = phrases.map((phrase) => thingIn(phrase, place));
  return things.length === 0 || things.some((thing) => thing === undefined) ? undefined : (things as Asked[]);
}

/** Undefined for a known thing with a word before it that no program can see ("sleeping dogs"), and for things in general. */
function thingIn(phrase: string, place: string | undefined): Asked | undefined {
  if (/^(?:objects?|things?|items?|texts?|words?|letters?|colou?rs?)$/.test(phrase)) return undefined;
  const colour = COLOUR_NAMES.find((name) => phrase.startsWith(`${name} `));
  const word = colour === undefined ? phrase : phrase.slice(colour.length + 1);
  const labels = labelsFor(word);
  if (labels === undefined && objectMentions(word, { asked: true }).length > 0) return undefined;
  return { word, labels, colour, place };
}

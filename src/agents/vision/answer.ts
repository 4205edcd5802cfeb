import { COLOUR_NAMES, counted, labelsFor, OBJECT_LABELS, pluralOf, type ImageFacts } from '../../tools/image/index.js';
import { asCount, asPresence, questionsIn, thingsIn, type Asked } from './question.js';

type Seen = ImageFacts['objects'][number];

/**
 * Answers to counting, comparing, presence, place, colour and "what does it say" questions, several in one sentence, too; undefined where
 * none of them can be answered by programs. What nobody can tell is said as such. English.
 */
export function answerFromFacts(question: string, facts: ImageFacts): string | undefined {
  const parts = questionsIn(question);
  const answers = parts.map((part) => answerOne(part, facts));
  if (answers.every((answer) => answer === undefined)) return undefined;
  return answers.map((answer, index) => answer ?? `I cannot tell this from the picture: ${parts[index] ?? ''}.`).join(' ');
}

function answerOne(question: string, facts: ImageFacts): string | undefined {
  if (/\b(?:what|which)\b.*\b(?:says?|text|words?|written|sign read)\b|\bread\b.*\btext\b/.test(question)) {
    return facts.texts.length === 0 ? 'No text can be read in the picture.' : `It says “${facts.texts.map(({ text }) => text.replace(/[“”"]/g, "'")).join(' ')}”.`;
  }
  return answerMore(question, facts) ?? answerCount(question, facts) ?? answerKinds(question, facts) ?? answerPresence(question, facts) ?? answerSide(question, facts) ?? answerPlace(question, facts) ?? answerColour(question, facts);
}

function seenAs({ labels, colour, place }: Asked, facts: ImageFacts): Seen[] {
  return facts.objects.filter((object) => labels?.includes(object.label) === true && (colour === undefined || object.colours.includes(colour)) && (place === undefined || object.place.includes(place)));
}

/** `2 dogs`; of a word for several classes each of them: `3 animals (2 dogs, 1 horse)`. */
function told(asked: Asked, found: readonly Seen[]): string {
  const each = eachLabel(found, asked.colour === undefined ? '' : `${asked.colour} `);
  return (asked.labels?.length ?? 0) > 1 && found.length > 1 ? `${found.length} ${/s$/.test(asked.word) ? asked.word : pluralOf(asked.word)} (${each})` : each;
}

/** `2 dogs, 1 horse`, with a colour before each. */
function eachLabel(found: readonly Seen[], colour = ''): string {
  return [...new Set(found.map(({ label }) => label))].map((label) => counted(found.filter((one) => one.label === label).length, label).replace(' ', ` ${colour}`)).join(', ');
}

function answerCount(question: string, facts: ImageFacts): string | undefined {
  const asked = asCount(question);
  if (asked === undefined) return undefined;
  if (asked.length === 1 && asked[0]?.labels === undefined) return `I cannot tell: the detector does not know "${asked[0]?.word ?? ''}".`;
  return asked.map((one) => {
    const found = seenAs(one, facts);
    if (one.labels === undefined) return `I cannot tell for ${one.word}, which the detector does not know.`;
    return found.length === 0 ? `Found no ${spoken(one)} in the picture.` : `There ${found.length === 1 ? 'is' : 'are'} ${told(one, found)} in the picture: ${found.map(({ place }) => place).join(', ')}.`;
  }).join(' ');
}

/** "Are there more dogs than cats?" A place at the end holds for both. */
function answerMore(question: string, facts: ImageFacts): string | undefined {
  const [, which, left = '', right = ''] = /\b(more|fewer|less)\s+([a-z ]+?)\s+than\s+(.+)$/.exec(question) ?? [];
  const [[one, ...ones], [other, ...others]] = [thingsIn(left) ?? [], thingsIn(right) ?? []];
  if (which === undefined || !one?.labels || !other?.labels || ones.length > 0 || others.length > 0) return undefined;
  const many = seenAs({ ...one, place: one.place ?? other.place }, facts).length;
  const few = seenAs(other, facts).length;
  const holds = which === 'more' ? many > few : many < few;
  return `${holds ? 'Yes' : 'No'}: ${many} ${spoken(one)} and ${few} ${spoken(other)} were found.`;
}

/** "Which animals are in the picture?" */
function answerKinds(question: string, facts: ImageFacts): string | undefined {
  const rest = /^(?:what|which)(?: (?:kinds?|sorts?|types?) of)? ([a-z ]+? (?:is|are|can|do|does|appears?)\b.*)$/.exec(question)?.[1];
  const [asked, ...more] = (rest === undefined ? undefined : thingsIn(rest)) ?? [];
  if (asked?.labels === undefined || asked.labels.length < 2 || more.length > 0) return undefined;
  const found = seenAs(asked, facts);
  if (found.length === 0) return `Found no ${spoken(asked)} ${asked.place === undefined ? 'in the picture' : 'there'}.`;
  return `${asked.place === undefined ? 'In the picture' : 'There'}: ${eachLabel(found)}.`;
}

function answerPresence(question: string, facts: ImageFacts): string | undefined {
  const asked = asPresence(question);
  if (asked === undefined || asked.every(({ labels }) => labels === undefined)) {
    const [unknown] = asked ?? [];
    return unknown === undefined ? undefined : `I cannot tell: the detector does not know "${unknown.word}".`;
  }
  return asked.map((one) => {
    const found = seenAs(one, facts);
    if (one.labels === undefined) return `I cannot tell for ${one.word}, which the detector does not know.`;
    return found.length === 0 ? `No, I found no ${spoken(one)}.` : `Yes, ${told(one, found)} ${found[0]?.place ?? ''}.`;
  }).join(' ');
}

/** "Is the dog to the left of the bicycle?": by the middles of their boxes, where each is there once. */
function answerSide(question: string, facts: ImageFacts): string | undefined {
  const [, subject = '', sides, object = ''] = /\b(?:the|an?) ([a-z ]+?),? (?:is |more )?(?:(?:to|on) the )?(left or (?:to the |on the )?right|right or (?:to the |on the )?left|above or below|below or above|over or under|under or over) (?:of |side of |from )?(?:the |an? )?([a-z ]+)$/.exec(question.replace(/ in the (?:picture|photo|image)(?=,| )/, '')) ?? [];
  if (sides !== undefined) return relationOf(subject, object, /left/.test(sides), facts);
  const [, left = '', side, right = ''] = /^is the ([a-z ]+?) (?:to the |on the )?(left|right|above|below|under|over) (?:of |side of )?(?:the )?([a-z ]+)$/.exec(question) ?? [];
  const [a, b] = [labelsFor(left), labelsFor(right.replace(/ in the .*$/, ''))].map((labels) => facts.objects.filter(({ label }) => labels?.includes(label)));
  const [one, other] = [a?.[0], b?.[0]];
  if (side === undefined || a?.length !== 1 || b?.length !== 1 || !one || !other) return undefined;
  const across = one.box.x + one.box.width / 2 - other.box.x - other.box.width / 2;
  const down = one.box.y + one.box.height / 2 - other.box.y - other.box.height / 2;
  const holds = { left: across < 0, right: across > 0, above: down < 0, over: down < 0, below: down > 0, under: down > 0 }[side];
  return `${holds === true ? 'Yes' : 'No'}: the ${one.label} is ${one.place} and the ${other.label} ${other.place}.`;
}

/** "Is the cup left or right of the plate?": on which side, where each is there once. */
function relationOf(one: string, other: string, across: boolean, facts: ImageFacts): string | undefined {
  const [a, b] = [one, other.replace(/ in the .*$/, '')].map((words) => facts.objects.filter(({ label }) => labelsFor(words.trim())?.includes(label)));
  const [first, second] = [a?.[0], b?.[0]];
  if (a?.length !== 1 || b?.length !== 1 || !first || !second) return undefined;
  const middle = ({ box }: Seen): number => (across ? box.x + box.width / 2 : box.y + box.height / 2);
  if (middle(first) === middle(second)) return `The ${first.label} is neither ${across ? 'left nor right of' : 'above nor below'} the ${second.label}: their middles are level.`;
  const side = middle(first) < middle(second) ? (across ? 'to the left of' : 'above') : across ? 'to the right of' : 'below';
  return `The ${first.label} is ${side} the ${second.label}.`;
}

/** "Where is the dog?"; undefined where it is asked where it looks, or where one is that has something on. */
function answerPlace(question: string, facts: ImageFacts): string | undefined {
  const rest = /\bwhere\b.*?\b(?:is|are|see|find)\s+(.+)$/.exec(question)?.[1] ?? /\bwhere\s+((?:the|an?)\s.+)$/.exec(question)?.[1];
  return toldOfEach(rest, (asked) => {
    const found = seenAs(asked, facts);
    return found.length === 0 ? `Found no ${spoken(asked)}.` : `The ${spoken(asked)} ${isPlural(asked.word) ? 'are' : 'is'} ${[...new Set(found.map(({ place }) => place))].join(' and ')}.`;
  });
}

/** "What colour is the car?", "Is the car red?" */
function answerColour(question: string, facts: ImageFacts): string | undefined {
  const wanted = COLOUR_NAMES.find((name) => new RegExp(`^(?:is|are) the .+ ${name}$`).test(question));
  const rest = wanted === undefined ? /\b(?:what|which) colou?rs? (?:is|are|has|have|does|do)\s+(.+)$/.exec(question)?.[1] ?? /\bcolou?rs? of\s+(.+)$/.exec(question)?.[1] : question.replace(/^(?:is|are) /, '').slice(0, -wanted.length);
  return toldOfEach(rest, (asked) => {
    const found = seenAs(asked, facts);
    const colours = [...new Set(found.flatMap((object) => object.colours))];
    if (found.length === 0) return `Found no ${spoken(asked)}.`;
    if (colours.length === 0) return 'The picture does not tell me that.';
    const looks = `the ${asked.word} ${isPlural(asked.word) ? 'look' : 'looks'} ${colours.join(' and ')}.`;
    if (wanted === undefined) return `T${looks.slice(1)}`;
    const so = found.filter((object) => object.colours.includes(wanted)).length;
    return `${so === found.length ? 'Yes,' : so === 0 ? 'No,' : `Only ${so} of ${found.length}:`} ${looks}`;
  });
}

/** Undefined where one of the things is not known, or is limited in a way that no program can see. */
function toldOfEach(rest: string | undefined, tell: (asked: Asked) => string): string | undefined {
  const things = rest === undefined ? undefined : thingsIn(rest);
  return things === undefined || things.some(({ labels }) => labels === undefined) ? undefined : things.map(tell).join(' ');
}

function spoken({ colour, word }: Asked): string {
  return colour === undefined ? word : `${colour} ${word}`;
}

/** Whether an English word for things of the detector takes "are". */
function isPlural(word: string): boolean {
  return !OBJECT_LABELS.includes(word) && /(?:s|people|men|children|cattle)$/.test(word);
}

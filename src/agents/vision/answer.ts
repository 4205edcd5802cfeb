import { COLOUR_NAMES, counted, labelsFor, OBJECT_LABELS, objectMentions, pluralOf, type ImageFacts } from '../../tools/image/index.js';
import { asCount, asPresence, questionsIn, type Asked } from './question.js';

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
  const labels = [...new Set(found.map(({ label }) => label))];
  const colour = asked.colour === undefined ? '' : `${asked.colour} `;
  const each = labels.map((label) => counted(found.filter((one) => one.label === label).length, label).replace(' ', ` ${colour}`)).join(', ');
  return (asked.labels?.length ?? 0) > 1 && found.length > 1 ? `${found.length} ${/s$/.test(asked.word) ? asked.word : pluralOf(asked.word)} (${each})` : each;
}

function answerCount(question: string, facts: ImageFacts): string | undefined {
  const asked = asCount(question);
  if (asked === undefined) return undefined;
  if (asked.length === 1 && asked[0]?.labels === undefined) return `I cannot tell: the detector does not know "${asked[0]?.word ?? ''}".`;
  return asked.map((one) => {
    const found = seenAs(one, facts);
    if (one.labels === undefined) return `I cannot tell for ${one.word}, which the detector does not know.`;
    const coloured = one.colour === undefined ? one.word : `${one.colour} ${one.word}`;
    return found.length === 0 ? `Found no ${coloured} in the picture.` : `There ${found.length === 1 ? 'is' : 'are'} ${told(one, found)} in the picture: ${found.map(({ place }) => place).join(', ')}.`;
  }).join(' ');
}

/** "Are there more dogs than cats?" */
function answerMore(question: string, facts: ImageFacts): string | undefined {
  const [, which, left = '', right = ''] = /\b(more|fewer|less)\s+([a-z ]+?)\s+than\s+([a-z ]+?)(?:\s+(?:in|on|here|there|visible)\b.*)?$/.exec(question) ?? [];
  const [a, b] = [labelsFor(left), labelsFor(right)];
  if (which === undefined || !a || !b) return undefined;
  const [many, few] = [a, b].map((labels) => facts.objects.filter(({ label }) => labels.includes(label)).length) as [number, number];
  const holds = which === 'more' ? many > few : many < few;
  return `${holds ? 'Yes' : 'No'}: ${many} ${left} and ${few} ${right} were found.`;
}

/** "Which animals are in the picture?" */
function answerKinds(question: string, facts: ImageFacts): string | undefined {
  const word = /^(?:what|which)(?: (?:kinds?|sorts?|types?) of)? ([a-z ]+?) (?:is|are|can|do|does|did|appears?)\b/.exec(question)?.[1];
  const labels = word === undefined ? undefined : labelsFor(word);
  if (word === undefined || labels === undefined || labels.length < 2) return undefined;
  const found = facts.objects.filter(({ label }) => labels.includes(label));
  return found.length === 0 ? `Found no ${word} in the picture.` : `In the picture: ${[...new Set(found.map(({ label }) => label))].map((label) => counted(found.filter((one) => one.label === label).length, label)).join(', ')}.`;
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
    const coloured = one.colour === undefined ? one.word : `${one.colour} ${one.word}`;
    return found.length === 0 ? `No, I found no ${coloured}.` : `Yes, ${told(one, found)} ${found[0]?.place ?? ''}.`;
  }).join(' ');
}

/** "Is the dog to the left of the bicycle?": by the middles of their boxes, where each is there once. */
function answerSide(question: string, facts: ImageFacts): string | undefined {
  const [, left = '', side, right = ''] = /^is the ([a-z ]+?) (?:to the |on the )?(left|right|above|below|under|over) (?:of |side of )?(?:the )?([a-z ]+)$/.exec(question) ?? [];
  const [a, b] = [labelsFor(left), labelsFor(right.replace(/ in the .*$/, ''))].map((labels) => facts.objects.filter(({ label }) => labels?.includes(label)));
  const [one, other] = [a?.[0], b?.[0]];
  if (side === undefined || a?.length !== 1 || b?.length !== 1 || !one || !other) return undefined;
  const across = one.box.x + one.box.width / 2 - other.box.x - other.box.width / 2;
  const down = one.box.y + one.box.height / 2 - other.box.y - other.box.height / 2;
  const holds = { left: across < 0, right: across > 0, above: down < 0, over: down < 0, below: down > 0, under: down > 0 }[side];
  return `${holds === true ? 'Yes' : 'No'}: the ${one.label} is ${one.place} and the ${other.label} ${other.place}.`;
}

function answerPlace(question: string, facts: ImageFacts): string | undefined {
  const [mention] = objectMentions(question);
  if (!/\bwhere\b/.test(question) || !mention) return undefined;
  const found = facts.objects.filter(({ label }) => mention.labels.includes(label));
  return found.length === 0 ? `Found no ${mention.word}.` : `The ${mention.word} ${isPlural(mention.word) ? 'are' : 'is'} ${[...new Set(found.map(({ place }) => place))].join(' and ')}.`;
}

/** "What colour is the car?", "Is the car red?" */
function answerColour(question: string, facts: ImageFacts): string | undefined {
  const [mention] = objectMentions(question);
  const wanted = COLOUR_NAMES.find((name) => new RegExp(`^(?:is|are) the [a-z ]+ ${name}$`).test(question.replace(/\bgray\b/, 'grey')));
  if (!mention || (wanted === undefined && !/\b(?:what|which) colou?rs?\b/.test(question))) return undefined;
  const found = facts.objects.filter(({ label }) => mention.labels.includes(label));
  const colours = [...new Set(found.flatMap((object) => object.colours))];
  if (found.length === 0) return `Found no ${mention.word}.`;
  if (colours.length === 0) return 'The picture does not tell me that.';
  const looks = `the ${mention.word} ${isPlural(mention.word) ? 'look' : 'looks'} ${colours.join(' and ')}.`;
  if (wanted !== undefined) return `${colours.includes(wanted) ? 'Yes' : 'No'}, ${looks}`;
  return `T${looks.slice(1)}`;
}

/** Whether an English word for things of the detector takes "are". */
function isPlural(word: string): boolean {
  return !OBJECT_LABELS.includes(word) && /(?:s|people|men|children|cattle)$/.test(word);
}

import { cannotTell, type ImageFacts } from '../image/index.js';
import { eachLabel, openOf, placesOf, seenAs, spoken, told, withOpen, type Seen } from './found.js';
import { PICTURE } from './questions.js';
import { plainThingsIn, thingsIn, type Asked } from './things.js';

/** "How many dogs are there?" */
export function answerCount(question: string, facts: ImageFacts): string | undefined {
  const rest = /\b(?:how many|the number of|number of|count(?: all)?(?: of)?(?: the)?)\s+(.+)$/.exec(question)?.[1];
  const asked = rest === undefined ? undefined : thingsIn(rest);
  if (asked === undefined || mayBeWritten(asked, facts)) return undefined;
  return asked.map((one) => {
    const found = seenAs(one, facts);
    if (one.labels === undefined) return unknown(one, asked);
    const is = found.length === 1 ? 'is' : 'are';
    return found.length === 0 ? `Found no ${spoken(one)} in the picture.` : withOpen(`There ${is} ${told(one, found)} in the picture: ${found.map(({ place }) => place).join(', ')}.`, one, found);
  }).join(' ');
}

function unknown({ word }: Asked, { length }: readonly Asked[]): string {
  return length === 1 ? `I cannot tell: the detector does not know "${word}".` : cannotTell(`for "${word}", which the detector does not know`);
}

/** Whether a question may well ask for what is written in the picture: what it speaks of was not found, and more is said of it ("How many eggs does the cake need?"). */
function mayBeWritten(asked: readonly Asked[], facts: ImageFacts): boolean {
  return asked.some((one) => one.limit !== undefined && (one.labels === undefined || (facts.texts.length > 0 && seenAs(one, facts).length === 0)));
}

/** "Are there more dogs than cats?" A place at the end holds for both. */
export function answerMore(question: string, facts: ImageFacts): string | undefined {
  const [, which, left = '', right = ''] = /\b(more|fewer|less)\s+([a-z ]+?)\s+than\s+(.+)$/.exec(question) ?? [];
  const [[one, ...ones], [other, ...others]] = [plainThingsIn(left) ?? [], plainThingsIn(right) ?? []];
  if (which === undefined || !one?.labels || !other?.labels || ones.length > 0 || others.length > 0) return undefined;
  const found = [seenAs({ ...one, place: one.place ?? other.place }, facts), seenAs(other, facts)] as const;
  if (openOf(one, found[0]).length + openOf(other, found[1]).length > 0) return [...new Set([foundOf(one, found[0]), foundOf(other, found[1])])].join(' ');
  const [many, few] = [found[0].length, found[1].length];
  const holds = which === 'more' ? many > few : many < few;
  return `${holds ? 'Yes' : 'No'}: ${inNumbers(many, one)} and ${inNumbers(few, other)} were found.`;
}

/** What was found, where it is not known whether it is what was asked for. */
function foundOf(asked: Asked, found: readonly Seen[]): string {
  return found.length === 0 ? `Found no ${spoken(asked)}.` : withOpen(`Found ${told(asked, found)} ${placesOf(found)}.`, asked, found);
}

function inNumbers(count: number, asked: Asked): string {
  return `${count} ${count === 1 && asked.labels?.length === 1 && asked.colour === undefined ? asked.labels[0] ?? '' : spoken(asked)}`;
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const COMPARED: Readonly<Record<string, (found: number, number: number) => boolean>> = {
  'more than': (found, number) => found > number, over: (found, number) => found > number, 'fewer than': (found, number) => found < number, 'less than': (found, number) => found < number,
  'at least': (found, number) => found >= number, 'at most': (found, number) => found <= number,
};

/** "Are there two dogs?", "Are there more than three cars?" */
export function answerNumber(question: string, facts: ImageFacts): string | undefined {
  const [, how = '', written = '', rest = ''] = /(?:^|\b(?:if|whether)\s+)(?:(?:is|are) there|there (?:is|are)|do you see|can you see)\s+(?:(more than|over|fewer than|less than|at least|at most|exactly|only|just)\s+)?(one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(.+)$/.exec(question) ?? [];
  const [asked, ...others] = (rest === '' ? undefined : plainThingsIn(rest)) ?? [];
  if (asked?.labels === undefined || others.length > 0) return undefined;
  const number = /^\d+$/.test(written) ? Number(written) : NUMBERS.indexOf(written);
  const found = seenAs(asked, facts);
  const holds = (COMPARED[how] ?? ((count, wanted) => count === wanted))(found.length, number);
  if (openOf(asked, found).length > 0) return foundOf(asked, found);
  return found.length === 0 ? `${holds ? 'Yes' : 'No'}, I found no ${spoken(asked)}.` : `${holds ? 'Yes' : 'No'}: there ${found.length === 1 ? 'is' : 'are'} ${told(asked, found)} in ${asked.place === undefined ? 'the picture' : 'that place'}.`;
}

/** "Which animals are in the picture?" */
export function answerKinds(question: string, facts: ImageFacts): string | undefined {
  const rest = /^(?:what|which)(?: (?:kinds?|sorts?|types?) of)? ([a-z -]+? (?:is|are|can|do|does|appears?)\b.*)$/.exec(question)?.[1];
  const [asked, ...more] = (rest === undefined ? undefined : thingsIn(rest)) ?? [];
  if (asked?.labels === undefined || asked.labels.length < 2 || more.length > 0) return undefined;
  const found = seenAs(asked, facts);
  if (mayBeWritten([asked], facts)) return undefined;
  if (found.length === 0) return `Found no ${spoken(asked)} ${asked.place === undefined ? 'in the picture' : 'there'}.`;
  return withOpen(`${asked.place === undefined ? 'In the picture' : 'There'}: ${eachLabel(found)}.`, asked, found);
}

/** "Is there a dog?", "Are there no dogs?", "Is it a cat or a dog?" */
export function answerPresence(question: string, facts: ImageFacts): string | undefined {
  if (/\b(?:more|fewer|less)\b.*\bthan\b/.test(question) || /\b(?:is|are) there (?:at|exactly|only|just|two|three|four|five|six|seven|eight|nine|ten|\d)/.test(question)) return undefined;
  const asked = asPresence(question.replace(/\b(?:no one|nobody)\b/, 'no person'));
  if (asked === undefined || mayBeWritten(asked, facts)) return undefined;
  return asked.map((one) => {
    const found = seenAs(one, facts);
    if (one.labels === undefined) return unknown(one, asked);
    if (found.length === 0) return `${one.denied ? 'Right' : 'No'}, I found no ${spoken(one)}.`;
    // What is only known in part is no yes.
    return openOf(one, found).length > 0 ? foundOf(one, found) : `${one.denied ? 'There is something' : 'Yes'}, ${told(one, found)} ${placesOf(found)}.`;
  }).join(' ');
}

function asPresence(question: string): Asked[] | undefined {
  const plain = question.replace(/\s+/g, ' ');
  const rest = /(?:^|\b(?:if|whether|tell me)\s+)(?:(?:is|are) there|there (?:is|are))\s+(.+)$/.exec(plain)?.[1]
    ?? /^(?:do you|can you|can i) see\s+(.+)$/.exec(plain)?.[1]
    ?? new RegExp(`^does (?:it|this|that|${PICTURE}) (?:show|contain|have)\\s+(.+)$`).exec(plain)?.[1];
  if (rest !== undefined) return thingsIn(rest);
  const named = /^(?:is|are) (?:it|this|that|these|those|they) ((?:an?|some) .+)$/.exec(plain)?.[1] ?? /^is ((?:no )?person .+)$/.exec(plain)?.[1];
  const things = named === undefined ? undefined : thingsIn(named);
  // "Is it a nice day?" asks for no thing.
  return things?.some(({ labels }) => labels !== undefined) === true ? things : undefined;
}

import { cannotTell, labelsFor, type ImageFacts } from '../image/index.js';
import { eachLabel, isPlural, middleOf, openOf, placesOf, seenAs, spoken, withOpen, type Seen } from './found.js';
import { thingsIn } from './things.js';

const SIDES = '(?:to the |on the )?(left|right|above|below|under|over) (?:side )?(?:of )?';

/** "Is the dog to the left of the bicycle?", "What is to the left of it?": by the middles of their boxes, where each is there once. */
export function answerSide(question: string, facts: ImageFacts): string | undefined {
  const [, subject = '', sides, object = ''] = /\b(?:the|an?) ([a-z ]+?),? (?:is |more )?(?:(?:to|on) the )?(left or (?:to the |on the )?right|right or (?:to the |on the )?left|above or below|below or above|over or under|under or over) (?:of |side of |from )?(?:the |an? )?([a-z ]+)$/.exec(question.replace(/ in the (?:picture|photo|image)(?=,| )/, '')) ?? [];
  if (sides !== undefined) return relationOf(subject, object, /left/.test(sides), facts);
  const [, beside, of = ''] = new RegExp(`^what(?: things?)? (?:is|are|lies|stands|do you see|can you see) ${SIDES}(?:the )?([a-z ]+)$`).exec(question) ?? [];
  if (beside !== undefined) return thingsBeside(of, beside, facts);
  const [, left = '', side, right = ''] = new RegExp(`^is the ([a-z ]+?) ${SIDES}(?:the )?([a-z ]+)$`).exec(question) ?? [];
  const [one, other] = [onlyOne(left, facts), onlyOne(right, facts)];
  if (side === undefined || !one || !other) return undefined;
  return [`${isBeside(one, side, other) ? 'Yes' : 'No'}: the ${one.label} is ${one.place} and the ${other.label} ${other.place}.`, ...openAs(left, one), ...openAs(right, other)].join(' ');
}

/** The thing that words name, where it was seen once. */
function onlyOne(words: string, facts: ImageFacts): Seen | undefined {
  const labels = labelsFor(words.replace(/ in the .*$/, ''));
  const [one, ...others] = facts.objects.filter(({ label }) => labels?.includes(label));
  return others.length > 0 ? undefined : one;
}

/** What is left open of a thing that words name: `the woman` is a person for the detector. */
function openAs(words: string, seen: Seen): string[] {
  return openOf({ word: words.replace(/ in the .*$/, '').trim(), limit: undefined, number: undefined }, [seen]);
}

function isBeside(one: Seen, side: string, other: Seen): boolean {
  const across = middleOf(one) - middleOf(other);
  const down = one.box.y + one.box.height / 2 - other.box.y - other.box.height / 2;
  return side === 'left' ? across < 0 : side === 'right' ? across > 0 : side === 'above' || side === 'over' ? down < 0 : down > 0;
}

function thingsBeside(words: string, side: string, facts: ImageFacts): string | undefined {
  const other = onlyOne(words, facts);
  if (!other) return undefined;
  const found = facts.objects.filter((one) => one !== other && isBeside(one, side, other));
  const where = side === 'left' || side === 'right' ? `to the ${side} of the ${other.label}` : `${side} the ${other.label}`;
  return found.length === 0 ? cannotTell(`what is ${where}: nothing that the detector knows was found there`) : [`Found ${where}: ${eachLabel(found)}.`, ...openAs(words, other)].join(' ');
}

/** "Is the cup left or right of the plate?": on which side, where each is there once. */
function relationOf(one: string, other: string, across: boolean, facts: ImageFacts): string | undefined {
  const [first, second] = [onlyOne(one.trim(), facts), onlyOne(other, facts)];
  if (!first || !second) return undefined;
  const [before, behind] = across ? (['left', 'right'] as const) : (['above', 'below'] as const);
  if (!isBeside(first, before, second) && !isBeside(first, behind, second)) return `The ${first.label} is neither ${across ? 'left nor right of' : 'above nor below'} the ${second.label}: their middles are level.`;
  const side = isBeside(first, before, second) ? before : behind;
  return [`The ${first.label} is ${across ? `to the ${side} of` : side} the ${second.label}.`, ...openAs(one, first), ...openAs(other, second)].join(' ');
}

/** "Where is the dog?"; undefined where it is asked where it looks, or where one is that has something on. */
export function answerPlace(question: string, facts: ImageFacts): string | undefined {
  const rest = /\bwhere\b.*?\b(?:is|are|see|find)\s+(.+)$/.exec(question)?.[1] ?? /\bwhere\s+((?:the|an?)\s.+)$/.exec(question)?.[1];
  const things = rest === undefined ? undefined : thingsIn(rest);
  if (things?.every(({ labels, limit }) => labels !== undefined && (limit === undefined || /^(?:with|who|in|wearing)\b/.test(limit))) !== true) return undefined;
  return things.map((asked) => {
    const found = seenAs(asked, facts);
    const told = `The ${spoken(asked)} ${isPlural(asked.word) ? 'are' : 'is'} ${placesOf(found)}.`;
    return found.length === 0 ? `Found no ${spoken(asked)}.` : openOf(asked, found).length === 0 ? told : withOpen(`Found ${eachLabel(found)} ${placesOf(found)}.`, asked, found);
  }).join(' ');
}

import { cannotTell, counted, type ImageFacts } from '../image/index.js';
import { chosenOf } from './chosen.js';
import { openOf, placesOf, seenAs, type Seen } from './found.js';
import { thingsIn, type Asked } from './things.js';
import { ownerOf } from './within.js';

/** What people have on them so that its box lies within theirs. */
const CARRIED: ReadonlySet<string> = new Set(['tie', 'backpack', 'handbag']);
/** Share of its box that must lie within the person's. */
const WITHIN = 0.9;

/** "Are the two men wearing ties?", "Is there a tie on the man on the left?": of a thing whose box lies within a person's. */
export function answerWorn(question: string, facts: ImageFacts): string | undefined {
  const [subject, object] = parts(question);
  const [people, ...others] = (subject === undefined ? undefined : thingsIn(subject)) ?? [];
  const [worn, ...more] = (object === undefined ? undefined : thingsIn(object)) ?? [];
  if (people?.labels?.includes('person') !== true || people.limit !== undefined || others.length > 0 || worn === undefined || more.length > 0) return undefined;
  if (worn.labels === undefined) return cannotTell(`that: the detector does not know “${worn.word}”`);
  const [label = ''] = worn.labels;
  const one = chosenOf({ ...people, labels: ['person'] }, facts);
  const persons = one ? [one] : seenAs({ ...people, labels: ['person'] }, facts);
  if (!CARRIED.has(label) || persons.length === 0) return undefined;
  // A person within whose box a tie lies is none within whose box lies a red one, or none.
  const isOther = worn.denied || [worn.colour, worn.limit, worn.place, worn.number].some((more) => more !== undefined);
  const open = [...(isOther ? [cannotTell(`whether this is as asked: “${object ?? ''}”`)] : []), ...openOf(people, persons)];
  return [tellOfEach(persons, worn, facts, open.length === 0), ...open].join(' ');
}

function parts(question: string): readonly [subject: string | undefined, object: string | undefined] {
  const [, subject, object] = /^(?:is|are|does|do|has|have) (?:all |both |each of )?(.+?) (?:wear|wears|wearing|carry|carries|carrying|have on) ((?:an?|any|the)? ?[a-z ]+)$/.exec(question) ?? [];
  if (subject !== undefined) return [subject, object];
  const [, thing, on] = /^is there (an? [a-z ]+?) (?:on|around the neck of) (the .+)$/.exec(question) ?? [];
  return [on, thing];
}

function tellOfEach(persons: readonly Seen[], worn: Asked, facts: ImageFacts, isWhole: boolean): string {
  const label = worn.labels?.length === 1 ? worn.labels[0] ?? worn.word : worn.word;
  const owners = facts.objects.filter((object) => worn.labels?.includes(object.label)).map(({ box }) => ownerOf(box, facts.objects.filter(({ label: kind }) => kind === 'person'), WITHIN));
  const having = persons.filter((person) => owners.includes(person));
  const lacking = persons.filter((person) => !owners.includes(person));
  const found = having.length === 0 ? '' : `${lacking.length === 0 && isWhole ? 'Yes: a' : 'A'} ${label} lies within ${counted(having.length, 'person')} ${placesOf(having)}.`;
  if (lacking.length === 0) return found;
  return [found, cannotTell(`whether there is a ${label} on the ${counted(lacking.length, 'person').replace(/^1 /, '')} ${placesOf(lacking)}: none was found, and small things are overlooked`)].filter(Boolean).join(' ');
}

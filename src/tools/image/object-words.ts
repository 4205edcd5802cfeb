import { literally } from '../../core/index.js';
import { COCO_LABELS } from '../../models/engines/detect/labels.js';
import { pluralOf } from '../captions/wording.js';
import { KINDS, LOOSE_KINDS, NARROWER, NARROWER_KINDS } from './kinds.js';

/** The classes that the embedded detector knows. */
export const OBJECT_LABELS: readonly string[] = COCO_LABELS;

/** Words that people use for a class of the detector, which say no more than its name. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  person: ['human', 'persons', 'someone', 'somebody', 'anyone', 'anybody', 'human being'],
  bicycle: ['bike', 'cycle'], motorcycle: ['motorbike'], car: ['automobile'], airplane: ['plane', 'aeroplane', 'aircraft'],
  truck: ['lorry'], dog: ['doggy'], cat: ['kitty'], cow: ['cattle'], couch: ['sofa', 'settee'], tv: ['television'],
  'cell phone': ['phone', 'smartphone'], laptop: ['notebook computer'], 'potted plant': ['houseplant'], refrigerator: ['fridge'], 'hair drier': ['hairdryer', 'hair dryer'],
  donut: ['doughnut'], handbag: ['purse'], backpack: ['rucksack'], cup: ['mug'], 'teddy bear': ['teddy'], suitcase: ['luggage'], 'fire hydrant': ['hydrant'],
};

/** `2 dogs`, `1 person`. */
export function counted(count: number, label: string): string {
  return `${count} ${count === 1 ? label : pluralOf(label)}`;
}

/** Last words of class names by which people mostly mean something else: a light is seldom a traffic light. */
const OTHER_THINGS: ReadonlySet<string> = new Set(['light', 'sign', 'meter', 'glass', 'bat', 'glove', 'drier']);

/**
 * What people ask for by the last word of a class name: a plant, a ball, a table. A text that says "table" need not mean one that the detector knows, so
 * no claim is read from these.
 */
const HEADS: ReadonlyMap<string, readonly string[]> = new Map([
  ...OBJECT_LABELS.flatMap((label) => {
    const head = label.includes(' ') ? (label.split(' ').at(-1) ?? '') : '';
    return head === '' || OBJECT_LABELS.includes(head) || OTHER_THINGS.has(head) ? [] : forms(head).map((form) => [form, [label]] as const);
  }),
  ...Object.entries(LOOSE_KINDS).flatMap(([word, labels]) => forms(word).map((form) => [form, labels] as const)),
]);

/** Every word, lower case, with the classes that it may stand for. */
const VOCABULARY: ReadonlyMap<string, readonly string[]> = new Map([
  ...Object.entries({ ...KINDS, ...NARROWER_KINDS }).flatMap(([word, labels]) => forms(word).map((form) => [form, labels] as const)),
  ...[...Object.entries(NARROWER), ...Object.entries(SYNONYMS)].flatMap(([label, words]) => words.flatMap(forms).map((form) => [form, [label]] as const)),
  ...OBJECT_LABELS.flatMap((label) => forms(label).map((form) => [form, [label]] as const)),
]);

function forms(word: string): string[] {
  const [head = '', ...rest] = word.split(' of ');
  return [word, rest.length === 0 ? pluralOf(word) : `${pluralOf(head)} of ${rest.join(' of ')}`];
}

/** The classes that a word or short phrase may stand for; undefined for what the detector does not know. */
export function labelsFor(word: string): readonly string[] | undefined {
  const plain = word.trim().toLowerCase().replace(/^(?:an?|the|some|any)\s+/, '');
  return VOCABULARY.get(plain) ?? HEADS.get(plain) ?? VOCABULARY.get(plain.replace(/s$/, ''));
}

const NARROW: ReadonlySet<string> = new Set([...Object.values(NARROWER).flat(), ...Object.keys(NARROWER_KINDS)].flatMap(forms));

/** Whether a word says more of a thing than the detector can see of it (`woman`, `eagle`, `pet`). */
export function saysMoreThanSeen(word: string): boolean {
  return NARROW.has(word.trim().toLowerCase());
}

/** A thing of the detector's vocabulary that a text speaks of. */
export interface ObjectMention {
  readonly word: string;
  readonly labels: readonly string[];
  readonly index: number;
  /** The number right before it; 1 for `a`; undefined when none is given. */
  readonly count: number | undefined;
  /** Whether the text says that there is none. */
  readonly negated: boolean;
}

const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const MENTION = anyOf([...VOCABULARY.keys()]);
const ASKED = anyOf([...VOCABULARY.keys(), ...HEADS.keys()]);

function anyOf(words: readonly string[]): RegExp {
  const longestFirst = [...words].sort((a, b) => b.length - a.length).map(literally);
  return new RegExp(`\\b(${longestFirst.join('|')})\\b`, 'gi');
}
/** Words between a number and its thing (`three large dogs`); others end the search for a number. */
const QUALIFIERS = 2;
const BREAKS = /^(?:and|or|of|with|on|in|at|near|beside|by|next|to|behind|is|are|the|this|that|has|have|from|over|under)$/;

/**
 * All mentions of things that the detector knows, in order; words inside quotation marks are skipped: they are quoted text. `asked`: the text is what
 * somebody asks for, not what a text claims to be there.
 */
export function objectMentions(text: string, { asked = false }: { readonly asked?: boolean } = {}): ObjectMention[] {
  const unquoted = text.replace(/["“«][^"“”«»]*["”»]/g, (quote) => ' '.repeat(quote.length));
  return [...unquoted.matchAll(asked ? ASKED : MENTION)].flatMap((match): ObjectMention[] => {
    const word = match[1] ?? '';
    const before = (/[^.,;:!?()\n]*$/.exec(unquoted.slice(Math.max(0, match.index - 60), match.index))?.[0] ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    // The colour orange is no fruit: `an orange wall`, `the orange car`; `an orange` at the end of a clause is.
    if (word.toLowerCase() === 'orange' && (!/^an?$|^one$/.test(before.at(-1) ?? '') || /^\s+[a-z]/i.test(unquoted.slice(match.index + word.length)))) return [];
    return [{ word, labels: VOCABULARY.get(word.toLowerCase()) ?? HEADS.get(word.toLowerCase()) ?? [], index: match.index, ...quantityBefore(before) }];
  });
}

function quantityBefore(before: readonly string[]): Pick<ObjectMention, 'count' | 'negated'> {
  for (let back = 1; back <= QUALIFIERS + 1 && back <= before.length; back += 1) {
    const token = before.at(-back) ?? '';
    if (BREAKS.test(token)) break;
    if (/^(?:no|without|neither)$/.test(token)) return { count: undefined, negated: true };
    const count = /^an?$/.test(token) ? 1 : /^\d+$/.test(token) ? Number(token) : NUMBERS.indexOf(token);
    if (count >= 0) return { count: count === 0 ? undefined : count, negated: count === 0 || (/^an?$/.test(token) && before.at(-back - 1) === 'not') };
  }
  return { count: undefined, negated: false };
}

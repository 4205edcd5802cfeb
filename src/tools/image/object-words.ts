import { literally } from '../../core/index.js';
import { COCO_LABELS } from '../../models/engines/detect/labels.js';
import { pluralOf } from '../captions/wording.js';

/** The classes that the embedded detector knows. */
export const OBJECT_LABELS: readonly string[] = COCO_LABELS;

/** Words that people use for a class of the detector. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  person: ['man', 'woman', 'boy', 'girl', 'child', 'kid', 'human', 'lady', 'guy', 'persons', 'someone', 'pedestrian', 'rider', 'cyclist', 'skier', 'surfer', 'baby'],
  bicycle: ['bike', 'cycle'], motorcycle: ['motorbike', 'scooter', 'moped'], car: ['automobile', 'sedan', 'taxi', 'suv'], airplane: ['plane', 'aeroplane', 'aircraft', 'jet'],
  truck: ['lorry', 'pickup'], boat: ['ship', 'sailboat', 'yacht', 'canoe'], dog: ['puppy', 'hound', 'doggy'], cat: ['kitten', 'kitty'], bird: ['eagle', 'pigeon', 'duck', 'gull', 'hawk', 'parrot', 'owl'],
  horse: ['pony', 'foal', 'stallion', 'mare'], sheep: ['lamb', 'ram'], cow: ['bull', 'calf', 'ox', 'cattle'], couch: ['sofa', 'settee'], tv: ['television'],
  'cell phone': ['phone', 'smartphone'], laptop: ['notebook computer'], 'potted plant': ['houseplant'], refrigerator: ['fridge'], 'hair drier': ['hairdryer', 'hair dryer'],
  donut: ['doughnut'], 'sports ball': ['football', 'basketball'], handbag: ['purse'], backpack: ['rucksack'], cup: ['mug'], 'wine glass': ['goblet'], 'teddy bear': ['teddy'], suitcase: ['luggage'], 'fire hydrant': ['hydrant'],
};

/** Words for several classes at once. */
const HYPERNYMS: Readonly<Record<string, readonly string[]>> = {
  animal: ['bird', 'cat', 'dog', 'horse', 'sheep', 'cow', 'elephant', 'bear', 'zebra', 'giraffe'], pet: ['cat', 'dog', 'bird'], livestock: ['horse', 'sheep', 'cow'],
  vehicle: ['bicycle', 'car', 'motorcycle', 'airplane', 'bus', 'train', 'truck', 'boat'], fruit: ['banana', 'apple', 'orange'],
  food: ['banana', 'apple', 'sandwich', 'orange', 'broccoli', 'carrot', 'hot dog', 'pizza', 'donut', 'cake'], furniture: ['chair', 'couch', 'bed', 'dining table', 'bench'],
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
const HEADS: ReadonlyMap<string, readonly string[]> = new Map(OBJECT_LABELS.flatMap((label) => {
  const head = label.includes(' ') ? (label.split(' ').at(-1) ?? '') : '';
  return head === '' || OBJECT_LABELS.includes(head) || OTHER_THINGS.has(head) ? [] : forms(head).map((form) => [form, [label]] as const);
}));

/** Every word, lower case, with the classes that it may stand for. */
const VOCABULARY: ReadonlyMap<string, readonly string[]> = new Map([
  ...Object.entries(HYPERNYMS).flatMap(([word, labels]) => forms(word).map((form) => [form, labels] as const)),
  ...Object.entries(SYNONYMS).flatMap(([label, words]) => words.flatMap(forms).map((form) => [form, [label]] as const)),
  ...OBJECT_LABELS.flatMap((label) => forms(label).map((form) => [form, [label]] as const)),
]);

function forms(word: string): string[] {
  return [word, pluralOf(word)];
}

/** The classes that a word or short phrase may stand for; undefined for what the detector does not know. */
export function labelsFor(word: string): readonly string[] | undefined {
  const plain = word.trim().toLowerCase().replace(/^(?:an?|the|some|any)\s+/, '');
  return VOCABULARY.get(plain) ?? HEADS.get(plain) ?? VOCABULARY.get(plain.replace(/s$/, ''));
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

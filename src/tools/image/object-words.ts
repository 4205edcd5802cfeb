import { COCO_LABELS } from '../../models/engines/detect/labels.js';
import { pluralOf } from '../captions/wording.js';

/** The classes that the embedded detector knows. */
export const OBJECT_LABELS: readonly string[] = COCO_LABELS;

/** Words that people use for a class of the detector. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  person: ['man', 'woman', 'boy', 'girl', 'child', 'kid', 'human', 'lady', 'guy', 'people', 'men', 'women', 'children', 'someone', 'pedestrian', 'rider', 'cyclist', 'skier', 'surfer', 'baby'],
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
  return VOCABULARY.get(plain) ?? VOCABULARY.get(plain.replace(/s$/, ''));
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
const WORDS = [...VOCABULARY.keys()].sort((a, b) => b.length - a.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
const MENTION = new RegExp(`\\b(?:(no|without(?: any)?|not(?: an?| any)?|neither)\\s+)?(?:(\\d+|${NUMBERS.join('|')}|an?)\\s+)?((?:[a-z-]+\\s+){0,2}?)(${WORDS.join('|')})\\b`, 'gi');

/** All mentions of things that the detector knows, in order; words inside quotation marks are skipped: they are quoted text. */
export function objectMentions(text: string): ObjectMention[] {
  const unquoted = text.replace(/["“«][^"“”«»]*["”»]/g, (quote) => ' '.repeat(quote.length));
  // The colour orange is no fruit.
  return [...unquoted.matchAll(MENTION)].filter(([whole]) => !/(?:^|[^n]\s|^\s*)orange$/i.test(whole)).map((match): ObjectMention => {
    const [, negation, number, , word] = match;
    const digits = number === undefined ? undefined : /^an?$/i.test(number) ? 1 : /^\d/.test(number) ? Number(number) : NUMBERS.indexOf(number.toLowerCase());
    return { word: word ?? '', labels: VOCABULARY.get((word ?? '').toLowerCase()) ?? [], index: match.index, count: digits, negated: negation !== undefined || digits === 0 };
  });
}

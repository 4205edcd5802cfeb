import type { Criterion } from '../../../src/core/index.js';
import { stated, value, type LoopTask } from '../task.js';
import { brokenForm, missingFacts, wrongStatements, type Facts, type Form } from '../truth/text.js';

interface Stated {
  readonly id: string;
  /** What is to be written, with its limit: the tool is told the limit in these words alone. */
  readonly goal: string;
  readonly oracle: string;
  readonly params: Criterion['params'];
  readonly form?: Form;
  readonly says?: Facts;
  readonly never?: Facts;
}

/** New texts under a limit that small models often break: what a critique of it mends, and what another sample does. */
function written({ id, goal, oracle, params, form = {}, says = {}, never = {} }: Stated): LoopTask {
  return {
    id: `stated-${id}`, family: 'stated', goal, plan: { steps: [{ id: 'it', tool: 'write_text', inputs: { instruction: value(goal) }, criteria: [stated(oracle, params)] }] },
    truth: ({ text }) => [...brokenForm(text, form), ...missingFacts(text, says), ...wrongStatements(text, never)],
  };
}

const sentences = (id: string, goal: string, count: number): LoopTask => written({ id, goal, oracle: 'text_length', params: { sentences: count }, form: { sentences: count } });
const words = (id: string, goal: string, most: number): LoopTask => written({ id, goal, oracle: 'text_length', params: { maxWords: most }, form: { maxWords: most } });
const items = (id: string, goal: string, format: 'bullets' | 'numbered', count: number): LoopTask => written({ id, goal, oracle: 'text_format', params: { format, items: count }, form: { [format]: count } });
const holds = (id: string, goal: string, all: readonly string[]): LoopTask => written({ id, goal, oracle: 'text_contains', params: { all: [...all] }, says: Object.fromEntries(all.map((word) => [word, new RegExp(`\\b${word}`, 'i')])) });
const lacks = (id: string, goal: string, none: readonly string[]): LoopTask => written({ id, goal, oracle: 'text_contains', params: { none: [...none] }, never: Object.fromEntries(none.map((word) => [word, new RegExp(word, 'i')])) });
const language = (id: string, goal: string, code: string): LoopTask => written({ id, goal, oracle: 'text_language', params: { language: code }, form: { language: code } });
const followed = (id: string, goal: string, never: Facts): LoopTask => written({ id, goal, oracle: 'instruction_followed', params: { instruction: goal }, never });

const CAPITALS: Facts = { 'a capital letter': /\p{Lu}/u };
const SMALL: Facts = { 'a small letter': /\p{Ll}/u };
const FIRST_PERSON: Facts = { 'the first person': /\b(?:I|I'm|I've|me|my|mine|we|our|us)\b/ };

export const statedTasks: readonly LoopTask[] = [
  sentences('lighthouse', 'Describe a lighthouse at night in exactly three sentences.', 3),
  sentences('bread', 'Explain in exactly five sentences how bread is baked.', 5),
  sentences('moving', 'Tell the neighbours in exactly two sentences that we move out on Saturday.', 2),
  sentences('cactus', 'Say in exactly four sentences how to look after a cactus.', 4),
  sentences('rain', 'Write a story of exactly six sentences about a rainy day in a harbour.', 6),
  sentences('bicycle', 'Praise a bicycle in exactly one sentence.', 1),
  words('apology', 'Write an apology to a customer for a late parcel, with at most 25 words.', 25),
  words('museum', 'Invite people to a museum of clocks with no more than 15 words.', 15),
  words('chess', 'Explain what chess is with at most 30 words.', 30),
  words('slogan', 'Write a slogan for a bakery with at most 6 words.', 6),
  words('farewell', 'Write a farewell note to a colleague with at most 40 words.', 40),
  words('volcano', 'Explain why volcanoes erupt with at most 35 words.', 35),
  items('picnic', 'List what to take to a picnic: exactly seven bullet points.', 'bullets', 7),
  items('interview', 'Give exactly four tips for a job interview as bullet points.', 'bullets', 4),
  items('fire', 'Give exactly nine bullet points on what to do in a fire.', 'bullets', 9),
  items('planets', 'Give a numbered list of exactly six things to see in the night sky.', 'numbered', 6),
  items('knots', 'Explain in a numbered list of exactly five steps how to tie shoelaces.', 'numbered', 5),
  items('party', 'Give a numbered list of exactly eight ideas for a birthday party.', 'numbered', 8),
  holds('postcard', 'Write a postcard from the mountains. Use the words "marmot", "thunder" and "blanket".', ['marmot', 'thunder', 'blanket']),
  holds('ferry', 'Write a short notice to passengers of a ferry. Use the words "gangway", "tide", "refund" and "lounge".', ['gangway', 'tide', 'refund', 'lounge']),
  holds('poem', 'Write a poem of four lines with the words "kettle", "harbour", "velvet" and "sparrow".', ['kettle', 'harbour', 'velvet', 'sparrow']),
  holds('garden', 'Write two sentences about a garden with the words "rake", "beetle", "gravel", "hinge" and "copper".', ['rake', 'beetle', 'gravel', 'hinge', 'copper']),
  lacks('sea', 'Describe the sea without the words "water", "blue" and "wave".', ['water', 'blue', 'wave']),
  lacks('winter', 'Describe winter without the words "snow", "cold" and "white".', ['snow', 'cold', 'white']),
  lacks('coffee', 'Advertise a cup of coffee without the words "coffee", "cup" and "aroma".', ['coffee', 'cup', 'aroma']),
  lacks('cat', 'Describe a cat without the words "cat", "fur" and "purr".', ['cat', 'fur', 'purr']),
  language('welcome', 'Write a welcome to new tenants, two sentences. They read German.', 'de'),
  language('menu', 'Write two sentences about a soup of the day for guests who read nothing but French.', 'fr'),
  language('reminder', 'Remind our Spanish readers in two sentences, in their language, to bring back their books.', 'es'),
  language('train', 'Tell Italian travellers in their own language, in two sentences, that the train is late.', 'it'),
  followed('diary', 'Write a diary entry about a hike, in the third person.', FIRST_PERSON),
  followed('camp', 'Tell of a night in a tent, in the third person.', FIRST_PERSON),
  followed('warning', 'Write a warning about ice on the road in capital letters.', SMALL),
  followed('whisper', 'Write a note about a sleeping baby in small letters only.', CAPITALS),
  followed('sale', 'Announce a sale of shoes in capital letters, two sentences.', SMALL),
  followed('moon', 'Write two lines about the moon in lower case.', CAPITALS),
];

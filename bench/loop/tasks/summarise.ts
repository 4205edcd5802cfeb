import { BAKERY_LETTER, BEES_ARTICLE, BRIDGE_ARTICLE, JOB_OFFER, RESCUE_ARTICLE } from '../documents/articles.js';
import { COUNCIL_MINUTES, LIBRARY_RULES, MUSEUM_NOTICE, POOL_NOTICE, RECALL_NOTICE, TRAIN_SCHEDULE } from '../documents/notices.js';
import { documentOf, onDocument, stated, type LoopTask } from '../task.js';
import { brokenForm, inventedNumbers, missingFacts, wrongStatements, type Facts, type Form } from '../truth/text.js';

interface Summary {
  readonly id: string;
  readonly source: string;
  readonly goal: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly criteria?: NonNullable<Parameters<typeof onDocument>[2]>;
  readonly form: Form;
  /** What a summary must not leave out. */
  readonly key: Facts;
  readonly wrong?: Facts;
  readonly also?: readonly string[];
}

export function summary({ id, source, goal, parameters, criteria, form, key, wrong = {}, also }: Summary): LoopTask {
  return {
    id: `summarise-${id}`, family: 'summarise', goal, inputs: documentOf(source), plan: onDocument('summarize', parameters, criteria),
    truth: ({ text }) => [...brokenForm(text, form), ...missingFacts(text, key), ...wrongStatements(text, wrong), ...inventedNumbers(text, source, also)],
  };
}

export const sentences = (count: number): Pick<Summary, 'parameters' | 'criteria' | 'form'> => ({ parameters: { sentences: count }, criteria: [stated('text_length', { sentences: count })], form: { sentences: count } });
export const bullets = (count: number): Pick<Summary, 'parameters' | 'criteria' | 'form'> => ({ parameters: { format: 'bullets', items: count }, criteria: [stated('text_format', { format: 'bullets', items: count })], form: { bullets: count } });
export const words = (most: number): Pick<Summary, 'parameters' | 'criteria' | 'form'> => ({ parameters: { words: most }, criteria: [stated('text_length', { maxWords: most })], form: { maxWords: most } });

export const summariseTasks: readonly LoopTask[] = [
  summary({ id: 'pool-one', source: POOL_NOTICE, goal: 'Sum up this notice in one sentence.', ...sentences(1), key: { 'the pool is closed': /clos/i, 'from 12 January': /12(?:th)?(?: of)? January|January 12/i, 'to 30 January': /30(?:th)?(?: of)? January|January 30|to 30/i }, wrong: { 'the sauna is closed': /sauna[^.;,]{0,40}\bclosed\b/i } }),
  summary({ id: 'pool-bullets', source: POOL_NOTICE, goal: 'Give me the main points of the notice as three bullet points.', ...bullets(3), key: { closed: /clos/i, when: /12(?:th)?(?: of)? January|January 12/i } }),
  summary({ id: 'railway-words', source: TRAIN_SCHEDULE, goal: 'Sum up the timetable in at most 50 words.', ...words(50), key: { 'which railway': /Ashford|Thornbury|Narrow Gauge|train/i } }),
  summary({ id: 'library-four', source: LIBRARY_RULES, goal: 'What are the most important rules? Four bullet points, please.', ...bullets(4), key: { '12 items': /\b12\b|twelve/i, 'books 28 days': /28 days|four weeks/i } }),
  summary({ id: 'council-three', source: COUNCIL_MINUTES, goal: 'Sum up the minutes in three sentences.', ...sentences(3), key: { 'the climbing frame': /climbing frame|playground/i, 'the lamps': /lamp/i }, wrong: { 'all lamps broken': /\b62 (?:street )?lamps[^.]{0,20}(?:are|were) broken/i, 'Carrick in favour': /Carrick (?:voted for|supported|agreed)/i } }),
  summary({ id: 'council-numbered', source: COUNCIL_MINUTES, goal: 'List the decisions and reports of the meeting as a numbered list with 4 items.', parameters: { format: 'numbered', items: 4 }, criteria: [stated('text_format', { format: 'numbered', items: 4 })], form: { numbered: 4 }, key: { playground: /climbing frame|playground/i, lamps: /lamp/i, plough: /plough|winter service/i, fair: /fair/i } }),
  summary({ id: 'recall-one', source: RECALL_NOTICE, goal: 'Sum up the recall in one sentence.', ...sentences(1), key: { 'a recall': /recall/i, 'the model': /Brisa/, why: /handle|scald|burn|boiling/i }, wrong: { 'all kettles': /all Brisa kettles/i } }),
  summary({ id: 'museum-two', source: MUSEUM_NOTICE, goal: 'Sum up what is new in two sentences.', ...sentences(2), key: { 'the exhibition': /Time at Sea/i, 'from when': /6(?:th)?(?: of)? March|March 6/i }, wrong: { 'open on Mondays': /(?:is )?open (?:on )?Mondays?/i, 'free always': /entry is free(?! on)/i } }),
  summary({ id: 'bridge-german', source: BRIDGE_ARTICLE, goal: 'Fasse den Artikel auf Deutsch in zwei Sätzen zusammen.', parameters: { sentences: 2, language: 'German' }, criteria: [stated('text_length', { sentences: 2 }), stated('text_language', { language: 'de' })], form: { sentences: 2, language: 'de' }, key: { bridge: /Brücke/i, where: /Halvik|Tana/ } }),
  summary({ id: 'bees-one', source: BEES_ARTICLE, goal: 'Sum up the study in one sentence.', ...sentences(1), key: { bees: /bee/i, 'the city': /city/i }, wrong: { 'country bees made more': /country bees (?:made|produced) more|more honey (?:in|from) the country/i } }),
  summary({ id: 'letter-two', source: BAKERY_LETTER, goal: 'Sum up the letter in two sentences.', ...sentences(2), key: { 'no walnut loaves in time': /cannot|can't|unable|not be able|delay|oven|broke/i, 'a way out': /19 September|September 19|25 (?:walnut )?loaves|two (?:options|ways)/i }, wrong: { 'rolls are late': /rolls[^.]{0,30}(?:late|delayed|19 September)/i } }),
  summary({ id: 'rescue-two', source: RESCUE_ARTICLE, goal: 'Sum up the report in two sentences.', ...sentences(2), key: { 'two found': /found|rescued/i, where: /Corvane|snow|Gallo/i }, wrong: { 'hikers pay': /hikers (?:must|have to|had to) pay (?!nothing)/i } }),
  summary({ id: 'job-bullets', source: JOB_OFFER, goal: 'Sum up the job offer in five bullet points.', ...bullets(5), key: { nurse: /nurse/i, hours: /\b25\b/, pay: /19[.,]80?/ }, wrong: { 'licence needed': /licen[cs]e (?:is )?(?:required|needed|necessary)/i } }),
];

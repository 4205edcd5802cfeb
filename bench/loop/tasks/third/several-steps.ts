import { KITTEN_LEAFLET, REMOVAL_COMPLAINT, REMOVAL_REPLY } from '../../documents/third/household.js';
import { FAREWELL_CHAT, TENT_PAGE, WALK_DIARY } from '../../documents/third/leisure.js';
import { documentOf, ref, stated, value, type LoopTask } from '../../task.js';
import { brokenForm, inventedNumbers, missingFacts, wrongStatements } from '../../truth/text.js';
import { compared, facts, said } from '../steps.js';

/** A Spanish time may have a dot, and so has "p. m."; neither is one of a number nor an end of a sentence. */
const withTime = (text: string): string => text.replace(/\b12\.30\b/g, '12:30').replace(/\b([ap])\. ?m\./g, '$1m');

export const severalSteps: readonly LoopTask[] = [
  {
    id: 'steps-kitten', family: 'rewrite', goal: 'Take out what neutering costs for a male and for a female and what the microchip costs on its own, and say it in one sentence.', inputs: documentOf(KITTEN_LEAFLET),
    plan: { steps: [facts('what neutering costs for a male, what it costs for a female, what the microchip costs on its own'), said('it')] },
    truth: ({ text }) => [...brokenForm(text, { sentences: 1 }), ...missingFacts(text, { male: /(?<!fe)\bmales?\b/i, 'price for a male': /\b70\b/, female: /females?\b/i, 'price for a female': /\b105\b/, 'the microchip': /chip[^;]*\b18\b|\b18\b[^;]*chip/i }), ...wrongStatements(text, { swapped: /(?<!fe)\bmales?(?: cats?| kittens?)?(?: is| are| at| for| costs?|:)* £?105|£?105 for (?:a )?males?\b|£?70 for (?:a )?females?|\bfemales?(?: cats?| kittens?)?(?: is| are| at| for| costs?|:)* £?70|chip(?: is| costs?| on its own|:)* £?(?:70|105)/i }), ...inventedNumbers(text, KITTEN_LEAFLET)],
  },
  {
    id: 'steps-farewell', family: 'translate', goal: 'Take out the restaurant, the day and the time of the lunch, say it in one sentence and translate that into Spanish.', inputs: documentOf(FAREWELL_CHAT),
    plan: { steps: [facts('the restaurant, the day and the time of the lunch'), said('sentence'), { id: 'it', tool: 'translate', inputs: { text: ref('sentence.text'), language: value('Spanish') }, criteria: [stated('text_language', { language: 'es' })] }] },
    truth: ({ text }) => [...brokenForm(withTime(text), { sentences: 1, language: 'es' }), ...missingFacts(text, { restaurant: /Casa Nove/i, day: /viernes|\b28\b/i, time: /\b12[:.]30\b|doce y media/i }), ...wrongStatements(text, { 'another restaurant': /(?<!\b(?:no|ni) (?:en )?(?:el |la )?)(?:Lemon Tree|Golden Pheasant|Limonero|Faisán)/i, 'another day': /jueves|miércoles|lunes|\b31\b/i }), ...inventedNumbers(withTime(text), FAREWELL_CHAT)],
  },
  compared('lamp', 'How much money does the customer ask for her lamp in the letter, and what does the firm offer her for it in the reply?', { letter: REMOVAL_COMPLAINT, reply: REMOVAL_REPLY },
    { 'the customer': /(?:\bask|\bwant|customer|Astley|letter|\bshe\b|demand|claim|request)(?:(?!offer|firm|reply|\b30\b)[^.])*\b60\b|\b60\b(?:(?!\b30\b)[^.;])*(?:customer|\bask|letter|demand|request)|^\W*60\b/i, 'the firm': /(?:firm|reply|offer|voucher|Fenwick)(?:(?!\b60\b)[^.])*\b30\b|\b30\b(?:(?!\b60\b)[^.;])*(?:voucher|firm|offer|reply)/i },
    { swapped: /\b(?:asks?|wants?|demands?|requests?) (?:for )?£?30\b|(?:customer|letter)[^.;,\d]{0,20}£?30\b|offers?(?: her)? (?:a )?(?:voucher (?:of|for) )?£?60\b|\b30\b[^.;,\d]{0,20}(?:in|by|according to) the letter|\b60\b[^.;,\d]{0,20}(?:in|by|according to) the reply/i, 'what the door costs': /lamp[^.;,\d]{0,15}(?:110|170|222)|(?:110|170|222) for (?:the|her) lamp/i }),
  compared('weight', 'How heavy is the Corrie 2 with all parts by the page of the shop, and how heavy was it on the scales of the writer of the diary?', { page: TENT_PAGE, diary: WALK_DIARY },
    { 'the shop': /\b2[.,]3\b/, 'the diary': /\b2[.,]4\b/ },
    { 'swapped after the names': /^(?!.*2[.,]\d(?: kg)?(?: with all parts)? (?:by|in|on|at|according to) (?:the )?(?:kitchen )?(?:\bshop\b|\bpage\b|diary|scales|writer)).*(?:(?:\bshop\b|\bpage\b)(?:(?!2[.,]3|diary|scales|writer)[^;])*2[.,]4|(?:diary|scales|writer)(?:(?!2[.,]4|\bshop\b|\bpage\b)[^;])*2[.,]3)/i,
      'swapped before the names': /2[.,]4(?: kg)? (?:by|in|on|according to) the (?:page|shop)|2[.,]3(?: kg)? (?:by|in|on|according to) the (?:diary|scales|writer)|^\W*2[.,]4(?!.*(?:\bshop\b|\bpage\b|diary|scales))/i, 'the other tent': /\b4[.,]1\b|\b3[.,]5\b/, 'half a kilo by the page': /(?:half a kilo|0[.,]5 kg)(?: heavier| more)? than the (?:page|shop)/i }),
];

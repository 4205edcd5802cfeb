import { CLOCK_MUSEUM, HANDBALL_REPORT, ITINERARY, OUTAGE_MEMO, SUPPORT_CHAT } from '../../documents/second/journeys.js';
import { CHESS_MINUTES, SCHOOL_BULLETIN } from '../../documents/second/notices.js';
import { documentOf, ref, stated, value, type LoopTask } from '../../task.js';
import { brokenForm, inventedNumbers, missingFacts, otherTimes, UNTOLD, wrongStatements } from '../../truth/text.js';
import { compared, facts, said } from '../steps.js';

/** German times may have a dot, which is none of a number nor an end of a sentence. */
const withTimes = (text: string): string => text.replace(/(\d)\.(\d{2})(?= ?Uhr)/g, '$1:$2');

export const severalSteps: readonly LoopTask[] = [
  {
    id: 'steps-memo', family: 'rewrite', goal: 'Take out when the outage began, when the internet was back for most households and how many households lost it, and say it in one sentence.', inputs: documentOf(OUTAGE_MEMO),
    plan: { steps: [facts('when the outage began, when the internet was back for most households, how many households lost the internet'), said('it')] },
    truth: ({ text }) => [...brokenForm(text, { sentences: 1 }), ...missingFacts(text, { 'the beginning': /13[:.]52|\b1[:.]52/, 'the end': /18[:.]47|\b6[:.]47/, households: /3,?150/ }), ...wrongStatements(text, { 'a time of its own': otherTimes(OUTAGE_MEMO), 'another beginning': /(?:began|started|from|since|at)(?: at)? 14[:.](?:09|20)/i, 'the last households': /(?:most|back)(?:(?!18[:.]47|last)[^;])*20[:.]05/i, swapped: /(?:began|started|from|since)(?: at)? 18[:.]47|(?:back|restored|ended|until)(?: for most(?: households)?)?(?: at)? 13[:.]52/i }), ...inventedNumbers(text, OUTAGE_MEMO)],
  },
  {
    id: 'steps-report', family: 'rewrite', goal: 'Take out the three best scorers with their goals and make a numbered list of them, the best first.', inputs: documentOf(HANDBALL_REPORT),
    plan: { steps: [facts('the three best scorers with the number of their goals'), { id: 'it', tool: 'rewrite', inputs: { text: ref('facts.text'), instruction: value('a numbered list of the scorers, the best first'), format: value('numbered'), items: value(3) }, criteria: [stated('text_format', { format: 'numbered', items: 3 })] }] },
    truth: ({ text }) => [...brokenForm(text, { numbered: 3 }), ...missingFacts(text, { 'the best first': /Brokaw.*Oort.*Wirth/i, Brokaw: /Brokaw(?:(?!Oort|Wirth).)*(?:\b9\b|nine)/i, Oort: /Oort(?:(?!Brokaw|Wirth).)*(?:\b8\b|eight)/i, Wirth: /Wirth(?:(?!Oort|Brokaw).)*(?:\b6\b|six)/i }), ...wrongStatements(text, { another: /Lund\b|Weil|Dinu/ }), ...inventedNumbers(text, HANDBALL_REPORT)],
  },
  {
    id: 'steps-minutes', family: 'translate', goal: 'Take out the date, the time and the place of the next meeting, say it in one sentence and translate that into German.', inputs: documentOf(CHESS_MINUTES),
    plan: { steps: [facts('the date, the time and the place of the next meeting'), said('sentence'), { id: 'it', tool: 'translate', inputs: { text: ref('sentence.text'), language: value('German') }, criteria: [stated('text_language', { language: 'de' })] }] },
    // "4. November" is no end of a sentence.
    truth: ({ text }) => [...brokenForm(withTimes(text).replace(/(\d)\. ?(?=November)/g, '$1 '), { sentences: 1, language: 'de' }), ...missingFacts(text, { date: /\b0?4\. ?November/i, time: /19[:.]30|halb acht/i, place: /Ekwueme/ }), ...wrongStatements(text, { 'the closed place': /(?<!nicht )im (?:Gemeinde|Gemeinschafts|Bürger)\w*(?! (?:ist|geschlossen))/i, 'the day of these minutes': /7\. ?Oktober/i }), ...inventedNumbers(withTimes(text), CHESS_MINUTES)],
  },
  compared('opening', 'By the itinerary, the travellers visit the Clock Museum on a certain day. Is the museum open on that day, by what its handbill says?', { itinerary: ITINERARY, handbill: CLOCK_MUSEUM },
    { 'that it is closed': /\bno\b|\bnot (?:be )?open|closed|n't open/i }, { 'that it is open': /^yes\b|(?:museum|it) (?:is|will be) open (?:on (?:that|Monday)|then)|open on Mondays?/i, 'another day': /(?:visit|closed)[^.;]{0,40}(?:Sunday|Saturday|Tuesday|Wednesday|Thursday|Friday)(?! to)/i, 'that it is not told': UNTOLD }),
  compared('outage', 'At what time did the outage begin according to the customer in the chat, and at what time according to the memo?', { chat: SUPPORT_CHAT, memo: OUTAGE_MEMO },
    { 'the customer': /(?:customer|Mila|chat)(?:(?!memo|13[:.]52)[^.])*14[:.]10|14[:.]10(?:(?!memo|13[:.]52)[^.;])*(?:customer|Mila|chat)|^(?:at )?14[:.]10/i, 'the memo': /memo(?:(?!customer|Mila|chat|14[:.]10)[^.])*13[:.]52|13[:.]52(?:(?!customer|Mila|chat|14[:.]10)[^.;])*memo/i }, { 'another time': /14[:.](?:09|20|31|33)/ }),
  compared('entry', 'What does a child pay for the trip to the Clock Museum by the bulletin of the school, and what does the museum itself charge a child of a school group?', { bulletin: SCHOOL_BULLETIN, handbill: CLOCK_MUSEUM },
    { 'the school': /9[.,]50/, 'the museum': /(?<![.,\d])3(?:[.,]00)?(?: ?(?:euros?|€)|\b(?![.,:]\d))|three euros|€ ?3\b/i }, { 'the price of other children': /(?<![.,\d])4(?:[.,]00)? ?(?:euros?|€)|€ ?4\b/i, 'the mine': /\b13 ?(?:euros?|€)|€ ?13\b/, swapped: /(?:museum (?:itself )?(?:charges|takes|asks)|handbill)(?:(?!school's|bulletin|\b3\b|three)[^.;])*9[.,]50|bulletin(?:(?!9[.,]50|museum (?:itself|charges))[^.;])*\b3 euros|(?<![.,\d])3 (?:euros )?(?:by|in|according to) the (?:bulletin|school)|9[.,]50 (?:euros )?(?:by|at) the (?:museum|handbill)/i }),
];

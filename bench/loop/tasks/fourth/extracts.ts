import { ALLOTMENT_MINUTES, CRUMBLE_RECIPE, HIGH_CHAIR_RECALL } from '../../documents/fourth/home.js';
import { BAKERY_JOB, TRAM_MUSEUM } from '../../documents/fourth/town.js';
import type { LoopTask } from '../../task.js';
import { day, pair, wrongStatements, type Facts } from '../../truth/text.js';
import { all, fields, object } from '../extract.js';
import { money } from '../third/extracts.js';

/** The same extraction, in which some values must not stand at all. */
function without(task: LoopTask, wrong: Facts): LoopTask {
  return { ...task, truth: async (delivered, bench) => [...(await task.truth(delivered, bench)), ...wrongStatements(JSON.stringify(delivered.data('it', 'json')), wrong)] };
}

export const extracts: readonly LoopTask[] = [
  fields('allotment', ALLOTMENT_MINUTES, 'the number of members who were present, the old and the new rent of a plot, and the date of the summer party', {
    present: { name: /present|member|attend/i, value: /\b31\b|thirty-one/i }, 'old rent': { name: /\bold\b|before|previous|former|earlier|until now|^(?!.*(?:new|raised|increased)).*rent/i, value: /^(?!.*54).*\b48\b|48\b\D{0,20}(?:to|->|→|-|\/)\D{0,8}\b54/i },
    'new rent': { name: /\bnew\b|raised|increased|from (?:1 )?April|^(?!.*(?:\bold\b|before|previous|former)).*rent/i, value: /^(?!.*48).*\b54\b|48\b\D{0,20}(?:to|->|→|-|\/)\D{0,8}\b54/i }, party: { name: /party|summer|date/i, value: day(11, 'July', '07') },
  }),
  without(fields('recall', HIGH_CHAIR_RECALL, 'the item numbers that are recalled, the telephone number, the number of known cases and the price that is paid back', {
    'first item number': { name: /item|number|model|recalled/i, value: /LH ?-?20\b/i }, 'second item number': { name: /item|number|model|recalled/i, value: /LH ?-?21\b|LH ?-?20(?: and | ?[,/&] ?)21\b/i },
    telephone: { name: /phone|\btel\b|\bnumber|contact|\bring\b|\bcall\b/i, value: /0800[ -]?555[ -]?0177/ }, cases: { name: /case|report|incident|known/i, value: /\b14\b|fourteen/i }, price: { name: /price|paid|refund|money|\bcost/i, value: /\b119\b/ },
  }), { 'a chair that is not recalled': /LH ?-?30/i }),
  all('crumble', CRUMBLE_RECIPE, 'the ingredients of the crumble itself, not those of the fruit, each with its quantity', [pair('flour', '(?<!\\d)180'), pair('butter', '(?<!\\d)120'), pair('(?<!brown )sugar', '(?<!\\d)90'), pair('oats', '(?<!\\d)60'), pair('salt', 'pinch')], 5),
  object('museum', TRAM_MUSEUM, ['adult_ticket', 'child_ticket', 'family_ticket', 'student_ticket', 'further_ride'], {
    adult_ticket: money('9[.,]50?'), child_ticket: money('4(?:[.,]00?)?'), family_ticket: money('22(?:[.,]00?)?'), student_ticket: money('7(?:[.,]00?)?'), further_ride: money('1[.,]50?'),
  }),
  fields('job', BAKERY_JOB, 'the hours a week, the first day of work, the last day to apply, the pay an hour on weekdays and the person who answers questions', {
    hours: { name: /hour|week|time/i, value: /\b24\b/ }, 'first day': { name: /first|start|begin|from/i, value: day(1, 'June', '06') }, 'last day to apply': { name: /last|appl|deadline|until|closing/i, value: day(10, 'May', '05') },
    pay: { name: /pay|wage|weekday|salary|rate|hour/i, value: /^(?:\w+:? )?\W*£? ?13[.,]20?\b/i }, person: { name: /person|ring|contact|manager|name|question|answer/i, value: /Amos/i },
  }),
];

import { CLOCK_MUSEUM, HANDBALL_REPORT, ITINERARY, OUTAGE_MEMO } from '../../documents/second/journeys.js';
import { LEASE_LETTER, OAT_BAR_RECALL, RECIPE_BLOG, SCHOOL_BULLETIN } from '../../documents/second/notices.js';
import { stated, type LoopTask } from '../../task.js';
import { otherTimes } from '../../truth/text.js';
import { rewriting, step } from '../rewrite.js';

const between = (source: string, from: string, to: string): string => source.slice(source.indexOf(from), source.indexOf(to)).trim();
/** A plan to rewrite within a number of words. */
const within = (instruction: string, most: number): ReturnType<typeof step> => step(instruction, { words: most }, [stated('text_length', { maxWords: most })]);
/** A plan to make a list. */
const listed = (instruction: string, format: 'bullets' | 'numbered', items: number): ReturnType<typeof step> => step(instruction, { format, items }, [stated('text_format', { format, items })]);
/** A sum of euros. */
const euros = (sum: number): string => `(?:€ ?${sum}\\b|\\b${sum} ?(?:euros?|€))`;
/** A person with a day, and nobody else between the two. */
const due = (person: string, others: string, day: string): RegExp => new RegExp(`${person}(?:(?!${others}).)*(?:${day})|(?:${day})(?:(?!${others}|March|April).)*${person}`, 'i');

const SLIP = `hi mr kessler, its about the touring bike i had from you on 13 may, the chain came off 3 times and we was late back at 18:50 so you took 6 euro more. i find that not ok cause it was not my fault. i want the 6 euro back and also my deposit of 50 euro that i forgot to take with me. my number is 0660 41 27. julian ostrander`;

export const rewritings: readonly LoopTask[] = [
  rewriting({ id: 'lease-short', source: LEASE_LETTER, goal: 'Make this letter shorter: at most 100 words.', plan: within('Make this letter shorter.', 100), form: { maxWords: 100 },
    kept: { 'the new rent': /\b965\b/, 'from when': /\b1(?:st)?(?: of)? February|February 1/i, 'the form': /15(?:th)?(?: of)? December|December 15/i, 'the locks': /\b5(?:th)?(?: of)? December|December 5\b/i, 'whom to ring': /Arvidsson/ },
    wrong: { 'heating gets dearer': /heating(?:(?!fall|drop|reduc|decreas|lower|rent|down)[^.;])*\b(?:rises?|increases?|goes up)/i, 'swapped rents': /from (?:€ ?)?965|to (?:€ ?)?910/, 'swapped numbers': /Arvidsson[^.;]{0,12}77 19 99/ } }),
  rewriting({ id: 'memo-measures', source: between(OUTAGE_MEMO, 'What we do now.', 'The board'), goal: 'Turn this into three bullet points.', plan: listed('Put this text into bullet points.', 'bullets', 3), form: { bullets: 3 },
    kept: { Roth: due('Roth', 'Clay|Baran', '31 March|March 31'), Clay: due('Clay', 'Roth|Baran', '15 March|March 15'), Baran: due('Baran', 'Roth|Clay', '30 April|April 30'), plans: /plans/i, passwords: /password/i, 'the offer for a cable': /(?:offer|quote)[^.]*cable|cable[^.]*(?:offer|quote)/i } }),
  rewriting({ id: 'recipe-steps', source: between(RECIPE_BLOG, 'Beat the butter', 'Frozen plums'), goal: 'Turn this into a numbered list of 5 steps.', plan: listed('Put this text into a numbered list of steps.', 'numbered', 5), form: { numbered: 5 },
    kept: { 'beat butter and sugar': /butter.*sugar|sugar.*butter/i, 'for 5 minutes': /(?:5|five) min/i, eggs: /egg/i, 'flour and baking powder': /flour.*baking powder|baking powder.*flour/i, 'milk after flour': /flour.*milk/i, 'cut side up': /cut side up|cut sides? (?:facing )?up/i, temperature: /175/, 'baking time': /\b45\b/, 'almonds before the end': /almond.*10 min.*(?:before|end)|10 min.*(?:before|end).*almond/i } }),
  rewriting({ id: 'bulletin-message', source: between(SCHOOL_BULLETIN, 'Year 4 goes', 'Staff'), goal: 'Turn this into a text message to the parents of Year 4, at most 45 words.', plan: within('a text message to the parents of Year 4', 45), form: { maxWords: 45 },
    kept: { where: /museum/i, 'which day': /\b14(?:th)?(?: of)? May|May 14/i, 'when the bus leaves': /8[:.]20/, 'the price': /9[.,]50/, 'by when to pay': /\b8(?:th)?(?: of)? May|May 8\b/i },
    wrong: { 'a time of its own': otherTimes(SCHOOL_BULLETIN), 'another day': /Year 4(?:(?!14|Year 5)[^.;])*16 May/i, 'back at the wrong time': /(?:back|return)(?:(?!15[:.]45|Year 5)[^.;])*17[:.]15/i, 'the price of the mine': /(?:museum|Year 4)(?:(?!9[.,]50|mine|Year 5)[^;])*\b13 euros/i, 'eats in the canteen': /Year 4(?:(?!Year 5)[^.;])*canteen/i, 'warm jackets': /^(?!.*Year 5).*jacket/i } }),
  rewriting({ id: 'recall-plain', source: between(OAT_BAR_RECALL, 'Morgenfeld Ltd', 'The boxes were'), goal: 'Rewrite this in plain language with short sentences.', plan: step('in plain language with short sentences'),
    kept: { product: /Honey ?(?:&|and) ?Seed/i, 'the first date': /\b12(?:th)?(?: and 19(?:th)?)?(?: of)? September|September 12/i, 'the second date': /\b19(?:th)?(?: of)? September|September (?:12(?:th)? and )?19/i, 'what was in it': /Honey ?(?:&|and) ?Nut\b/i, hazelnuts: /hazelnut/i, soya: /soya?\b/i, allergy: /allerg/i, 'no risk for others': /(?:without|no|not|n't|safe)[^.]*(?:risk|danger|harm|eat|other|every)|(?:other|every)[^.]*(?:without|no risk|not|n't|safe|can eat|may eat|fine)/i },
    wrong: { 'a danger for all': /dangerous (?:for|to) (?:everybody|everyone|all)/i, 'swapped kinds': /(?:recall|call)\w*(?: back)?[^.;]{0,20}Honey ?(?:&|and) ?Nut/i } }),
  rewriting({ id: 'museum-entry', source: between(CLOCK_MUSEUM, 'Entry:', 'Tours:'), goal: 'Turn this into six bullet points.', plan: listed('Put this text into bullet points.', 'bullets', 6), form: { bullets: 6 },
    kept: { adults: /adults?\b[^-•;]{0,12}\b11\b|\b11 euros[^-•;,]{0,12}adult/i, pensioners: new RegExp(`(?:pensioner|student)[^-•;]{0,25}${euros(8)}|${euros(8)}[^-•;,]{0,15}pensioner`, 'i'), children: new RegExp(`(?:6|six)\\D{0,9}(?:16|sixteen)[^•;]{0,20}${euros(4)}|${euros(4)}[^•;]{0,25}(?:6|six)\\D{0,9}(?:16|sixteen)`, 'i'), 'the youngest': /young\w*[^.;]{0,30}(?:nothing|free)|under (?:6|six)[^.;]{0,20}(?:nothing|free)|(?:nothing|free)[^.;]{0,15}young/i, families: /\b24\b/, 'school groups': new RegExp(`school groups?[^•;]{0,20}${euros(3)}|${euros(3)}[^•;]{0,25}school`, 'i'), teachers: /(?:two|2) teachers/i, 'Lost Time': /Lost Time/i, 'the first Sunday': /first Sunday[^•]*half|half[^•]*first Sunday/i } }),
  rewriting({ id: 'slip-formal', source: SLIP, goal: 'Correct the mistakes and make it formal.', plan: step('Correct the mistakes and make it formal.'),
    kept: { 'to Kessler': /Kessler/, 'which bicycle': /touring (?:bike|bicycle)/i, 'which day': /\b13(?:th)?(?: of)? May|May 13/i, 'the chain': /chain/i, 'three times': /\b3 times|three (?:times|occasions)|thrice/i, 'when they came back': /18[:.]50|6[:.]50 ?p/i, '6 euros': /(?:\b6|six) ?(?:euros?|€)|€ ?6\b/i, 'the deposit': /deposit[^.]*\b50\b|\b50\b[^.]*deposit/i, 'the number': /0660 ?41 ?27/, 'the name': /Julian Ostrander/ },
    wrong: { 'not formal': /^hi\b|\bcause it\b|\bwe was\b|\bnot ok\b|(?:^|[.,] )i (?:had|find|want)/, 'the wrong side owes': /(?:I|we) (?:owe|will pay) (?:you )?/i } }),
  rewriting({ id: 'report-headline', source: HANDBALL_REPORT, goal: 'Write a headline of at most 10 words for this report.', plan: within('a headline for this report', 10), form: { maxWords: 10, maxSentences: 1 },
    kept: { Varnby: /Varnby/i, 'how it ended': /los[est]|defeat|beat|throws? away|threw|squander|win|won|victor|collapse|turn|comeback|slip|fall|snatch|stun|overcome|blow/i },
    wrong: { 'Varnby won': /Varnby(?:'s)?(?: women)? (?:wins?|won|beats?|defeats?|stuns?|triumphs?|snatch\w*|overcomes?|victory|comeback)|(?:win|victory) for Varnby|Eskerholm (?:loses?|lost|throws?|squander\w*|defeated by)/i, 'swapped score': /Varnby[^.]{0,20}(?:won|win|beat)[^.]{0,20}28/i, 'another name': /(?<!of )Tarn\b|Lisk|Molde/ } }),
  rewriting({ id: 'itinerary-terms', source: between(ITINERARY, 'Luggage:', 'On the way'), goal: 'Make this shorter: at most 60 words.', plan: within('Make this shorter.', 60), form: { maxWords: 60 },
    kept: { 'the case': /\b20 ?kg/i, 'the hand luggage': /\b8 ?kg/i, 'what is due': /\b620\b/, 'by when': /\b19(?:th)?(?: of)? April|April 19/i, 'cancelling free': /26(?:th)?(?: of)? April|April 26/i, 'later 40 %': /\b40 ?(?:%|per ?cent)/i, 'at last 80 %': /\b80 ?(?:%|per ?cent)/i },
    wrong: { 'swapped prices': /airport(?:(?!55)[^.;,])*\b35\b|35 (?:pounds )?at the airport|55 (?:pounds )?(?:if booked |booked )?in advance/i, 'swapped shares': /(?:until|by) 26 April[^.;,]{0,15}40|3 May[^.;,]{0,15}40 ?%|80 ?%[^.;,]{0,15}26 April/i, 'paid and due swapped': /1,480(?: pounds)?[^.;,]{0,12}due|620(?: pounds)?[^.;,]{0,12}\bpaid|paid 620/i } }),
];

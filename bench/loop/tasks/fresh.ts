import { BARLEY_RECIPE, BUS_NOTE, CAR_FAQ, DISHWASHER_LETTER, DROPS_LEAFLET, HEATER_RECALL, HOUSE_MINUTES, ROWING_NEWS, STREET_REPORT, TENANCY_PART, VACUUM_TEST, VISIT_MAILS } from '../documents/fresh.js';
import { stated, type LoopTask } from '../task.js';
import { pair, UNTOLD } from '../truth/text.js';
import { open, question } from './answer.js';
import { all, fields, object } from './extract.js';
import { rewriting, step } from './rewrite.js';
import { bullets, sentences, summary, words } from './summarise.js';
import { paragraph, translation } from './translate.js';

/**
 * Tasks by somebody who knew only the formats of this bench and not how the product checks an answer. A pattern of what is
 * wrong matches a statement and not a mere mention: a long answer may well name the old date beside the new one.
 */
export const freshTasks: readonly LoopTask[] = [
  ...[
    question('fresh-heater-other', HEATER_RECALL, 'I have the GT-300. Do I have to stop using it?', /\bno\b|not (?:be )?(?:affected|recalled|included|part of|need|have to)|n't (?:affected|recalled|included|need|have to)|unaffected|keep using|(?:continue|go on) using|is safe/i, { yes: /^yes\b|^(?:you )?(?:should|must|stop)|GT-300 (?:is|are) (?:also )?(?:affected|recalled)/i, 'that it is not told': UNTOLD }),
    question('fresh-heater-fires', HEATER_RECALL, 'How many of the heaters caused a fire?', /\b(?:four|4)\b/i, { 'all reports': /\b23 (?:heaters|fires|of the heaters)/i }),
    question('fresh-heater-why', HEATER_RECALL, 'Why is the heater being recalled?', pair('(?:cable|cord|wire)', '(?:heat|hot)'), { 'people were hurt': /(?<!no )\bpeople (?:were|have been|got) (?:hurt|injured|burn)/i }),
    open('fresh-heater-sold', HEATER_RECALL, 'How many heaters were sold?', { 'a number': /\d[\d,]* (?:heaters|units)/i }),

    question('fresh-bus-first', BUS_NOTE, 'What time does the first bus leave Penmoor on weekdays now?', /\b0?5[:.]52/, { 'the old time': /6[:.]05 (?:instead|rather)|now (?:leaves )?(?:at )?0?6[:.]05/i }),
    question('fresh-bus-stops', BUS_NOTE, 'At which stops does the bus to the hospital not stop?', pair('Library', 'Corn Exchange'), { 'the temporary stop': /(?:Library|Corn Exchange),? and (?:the )?(?:post office|Bridge Street)/i }),
    open('fresh-bus-ticket', BUS_NOTE, 'How much is a single ticket?', { 'a price': /[£€$] ?\d|\d+(?:\.\d+)? ?(?:pounds?|pence|euros?)\b/i }),

    question('fresh-visit-when', VISIT_MAILS, 'When is the site visit now?', /\b23(?:rd)?\b/i, { 'the first date': /\bis (?:now )?(?:on |set for |planned for )?(?:Thursday,? )?(?:the )?18|\bto (?:Thursday,? )?(?:the )?18/i }),
    question('fresh-visit-why', VISIT_MAILS, "Why can't Joyce come on the 18th?", /Leeds|audit/i, { 'a reason of somebody else': /because[^.]*scaffold/i }),
    question('fresh-visit-where', VISIT_MAILS, 'Which way should they come in?', /loading (?:bay|dock)|Carder/i, { 'the closed gate': /(?<!(?:of|not|n't|than) )(?:through|at|by|use) the main gate(?! is)/i }),
    open('fresh-visit-client', VISIT_MAILS, 'What is the name of the client?', { 'a name': /client(?:'s name)? is (?:called |named )?(?:Priya|Callum|Joyce|Mr|Szabo|Weaver)/i }),

    question('fresh-rowing-treasurer', ROWING_NEWS, 'Who is the new treasurer of the club?', /Sandhu|Deepak/i, { 'the old one': /(?:Voss|Hilary) (?:is the new|is now|takes over|becomes|will be)/i }),
    question('fresh-rowing-dinner', ROWING_NEWS, 'Where is the Christmas dinner this year?', /Plough/i, { 'the place of last year': /(?:is|will be)(?: held)? (?:at|in) the Swan/i }),
    question('fresh-rowing-fee', ROWING_NEWS, "I'm an adult member. What do I pay for next year if I pay in November?", /\b145\b/, { 'the new fee': /160 (?:instead|rather)|^(?:you|adults?) (?:will |would )?(?:have to )?pay £?160/i }),
    question('fresh-rowing-showers', ROWING_NEWS, 'Why are the showers still cold?', /boiler|part[^.]*Denmark/i, { 'the roof': /because[^.]*roof/i }),
    open('fresh-rowing-quiz', ROWING_NEWS, 'What time does the quiz night start?', { 'a time': /quiz[^.;]{0,30}(?:starts?|begins?) at \d/i }),

    question('fresh-house-lift', HOUSE_MINUTES, 'Which firm gets the job of overhauling the lift?', /Boland/i, { 'the other firm': /Kestrel(?: Lifts)? (?:gets|got|will (?:do|get|overhaul)|was (?:chosen|accepted))/i }),
    question('fresh-house-dearer', HOUSE_MINUTES, "Why didn't they take the cheaper offer for the lift?", /Pell|stairs|(?:three|3) weeks|longer|(?:too|so) long|faster|quicker/i, { 'a reason of its own': /quality|guarantee|warranty|reliab/i }),
    question('fresh-house-against', HOUSE_MINUTES, 'How many people voted against charging for a bike space?', /\b(?:three|3)\b/i, { 'those in favour': /\b(?:two|2)(?: people| members)?(?: voted| were)? against/i }),
    question('fresh-house-anton', HOUSE_MINUTES, 'Was Anton Vidal at the meeting?', /\bno\b|\bnot\b|n't|absent|apolog|missed/i, { yes: /\byes\b|\bwas (?:present|there|at the meeting)|Vidal attended/i, 'that it is not told': UNTOLD }),
    open('fresh-house-code', HOUSE_MINUTES, 'What is the new code for the front door?', { 'a code': /code is:? ?\d|\b\d{4}\b/i }),

    question('fresh-vacuum-longer', VACUUM_TEST, 'Which runs longer on one charge, the Aerion or the Brackwell?', /Brackwell/i, { 'the other': /Aerion(?: S2)? (?:runs|lasts|ran|lasted|has)(?: \w+)? longer/i }),
    question('fresh-vacuum-swap', VACUUM_TEST, 'Can the battery of the Brackwell be replaced?', /\byes\b|swap|can be (?:replaced|changed|exchanged)|is (?:replaceable|removable)/i, { no: /^no\b|cannot|can't|not (?:be )?(?:replace|swap)/i, 'that it is not told': UNTOLD }),
    open('fresh-vacuum-loud', VACUUM_TEST, 'How many decibels does the Brackwell make?', { 'a number': /\d+ ?(?:dB|decibel)/i }),

    question('fresh-drops-child', DROPS_LEAFLET, 'My daughter is 9. How many times a day does she need the drops?', /\bonce\b|\b(?:one|1) time\b|(?:one|a single|1) drop (?:a|per|each|every) day|^(?:one|1)\.?$/i, { 'like an adult': /^(?:twice|two|2)\b|(?:she|daughter|from 4 to 12)[^.;,]{0,40}(?:twice|two times)/i }),
    question('fresh-drops-fridge', DROPS_LEAFLET, 'Should I keep the bottle in the fridge?', /\bno\b|\bnot\b|n't|outside/i, { yes: /\byes\b/i, 'that it is not told': UNTOLD }),
    question('fresh-drops-opened', DROPS_LEAFLET, 'How long can I use a bottle after opening it?', /\b28\b|twenty-eight|(?:four|4) weeks/i, { 'another time': /\b(?:7|seven) days/i }),
    open('fresh-drops-alcohol', DROPS_LEAFLET, 'Can I drink alcohol while I am using Optivane?', { advice: /\byou (?:can|may|should|must)(?: not)? drink|avoid alcohol|\byes,/i }),

    question('fresh-street-trial', STREET_REPORT, 'How long is the trial in Harrow Street going to last?', /\b(?:six|6)[ -]months?|half a year|^(?:six|6)\.?$/i, { 'another time': /last(?:s|ing)? (?:for )?(?:three|3|four|4)\b/i }),
    question('fresh-street-fine', STREET_REPORT, 'How much is the fine if you pay it within two weeks?', /\b(?:30|thirty)\b/i, { 'the full fine': /£?60 (?:if|when) (?:you|they|it is) (?:pay|paid)|£?60 within/i }),
    question('fresh-street-happy', STREET_REPORT, 'Which shop owner is pleased with the ban?', /Haddad|Leila|caf[eé]/i, { 'the unhappy one': /Pym (?:is|was|seems) (?:very )?(?:pleased|happy|glad)|^(?:Gareth )?Pym/i }),
    question('fresh-street-mason', STREET_REPORT, 'Who wants Mason Road to be closed too?', /Anscombe|head ?(?:teacher|master)/i, { another: /Aldous|Tanabe|Haddad|Pym/ }),
    open('fresh-street-cameras', STREET_REPORT, 'How much did the cameras cost?', { 'a price': /\bcosts? (?:about |around )?£?\d/i }),

    question('fresh-tenancy-cat', TENANCY_PART, 'Am I allowed to keep a cat?', /\byes\b|permitted|(?:can|may|allowed to) (?:keep|have)|cat (?:is|are) (?:allowed|fine)/i, { no: /^no\b|not (?:allowed|permitted)|forbidden|cats? (?:needs?|requires?)/i, 'that it is not told': UNTOLD }),
    question('fresh-tenancy-notice', TENANCY_PART, "How much notice do I have to give as the tenant if I want to move out?", /\b(?:two|2)[ -]months?/i, { 'the landlord': /^(?:four|4)\b|(?:you|tenant)(?: \w+){0,4} (?:four|4) months/i }),
    question('fresh-tenancy-repairs', TENANCY_PART, 'What is the most I have to pay for small repairs in a year?', /\b270\b/, { 'a sum of its own': /1[,.]?080/ }),
    open('fresh-tenancy-size', TENANCY_PART, 'How many square metres does the flat have?', { 'a size': /\d+ ?(?:m2|square|sq)/i }),

    question('fresh-barley-vegan', BARLEY_RECIPE, 'What can I use instead of the feta if I am vegan?', /almond/i),
    question('fresh-barley-oven', BARLEY_RECIPE, 'How long is the dish in the oven altogether?', /\b45\b|forty-five|\b35\b\D+\b10\b|quarters of an hour/i, { 'with the resting': /\b50 min|fifty min/i, 'with the cooking': /\b65\b/ }),

    question('fresh-car-cancel', CAR_FAQ, 'What does it cost me if I cancel two hours before the start?', /\bhalf\b|50 ?(?:%|per ?cent)/i, { nothing: /^(?:nothing|(?:it is |it's )?free)/i, 'all of it': /^(?:the )?(?:full|whole|entire|all)\b/i }),
    question('fresh-car-partner', CAR_FAQ, 'Can my girlfriend drive the car if she is not a member?', /\bno\b|cannot|can't|may not|not allowed|must (?:also )?(?:be|become)|(?:has|needs|would have) to (?:be|become|join)|only (?:if|members)/i, { yes: /^yes\b/i, 'that it is not told': UNTOLD }),
    open('fresh-car-fleet', CAR_FAQ, 'How many cars does Greenloop have?', { 'a number': /\b\d+ (?:cars|vehicles)/i }),

    question('fresh-dish-arrived', DISHWASHER_LETTER, 'When did the dishwasher actually arrive?', /\b19(?:th)?\b/i, { 'the promised day': /(?:dishwasher|it|machine) (?:arrived|was delivered|came) on (?:the )?(?:2|2nd|August 2)\b/i }),
    question('fresh-dish-fault', DISHWASHER_LETTER, 'What is wrong with the machine that was delivered?', pair('\\bdent', '\\brack'), { 'a fault of its own': /leak|nois[ey]|does not (?:start|work)|doesn't (?:start|work)/i }),
  ].map(({ task }) => task),

  all('fresh-street-people', STREET_REPORT, 'all people named in the report, each with their role', [pair('Aldous', 'council'), pair('Pym', '(?:hardware|shop)'), pair('Haddad', 'caf[eé]'), pair('Anscombe', 'head'), pair('Tanabe', '(?:engineer|traffic)')], 5),
  all('fresh-rowing-diary', ROWING_NEWS, 'the dates in the diary with their events', [pair('(?:5 October|October 5)', 'open day'), pair('(?:20 October|October 20)', '(?:race|Head of the Beck)'), pair('(?:8 November|November 8)', 'quiz'), pair('(?:7 December|December 7)', 'dinner')], 4),
  all('fresh-vacuum-prices', VACUUM_TEST, 'the tested models with their prices', [pair('Aerion', '189'), pair('Brackwell', '239'), pair('Cleanor', '129')], 3),
  all('fresh-barley-ingredients', BARLEY_RECIPE, 'the ingredients of the list with their amounts', [pair('barley', '250'), pair('stock', '700'), pair('onion', '2\\b'), pair('garlic', '3\\b'), pair('tomato', '800'), pair('feta', '150'), pair('oil', '2\\b'), pair('thyme', '1\\b')], 8),
  fields('fresh-heater-contact', HEATER_RECALL, 'the email address, the helpline number and the hours of the helpline', { email: { name: /mail/i, value: /recall@tarrowby\.example/ }, number: { name: /number|phone|helpline/i, value: /0800 ?4960 ?772/ }, hours: { name: /hour|time|open/i, value: /8 ?am/i } }),
  fields('fresh-tenancy', TENANCY_PART, 'the monthly rent, the deposit, the landlord and the telephone number of the caretaker', { rent: { name: /rent/i, value: /780/ }, deposit: { name: /deposit/i, value: /1,?560/ }, landlord: { name: /landlord|landlady/i, value: /Ibbotson/ }, caretaker: { name: /caretaker|phone|number/i, value: /0171 ?220 ?6148/ } }),
  fields('fresh-visit', VISIT_MAILS, 'the final date and time of the site visit, the entrance to use, the foreman and the day by which the report is due', { date: { name: /date|day|visit|when/i, value: /23/ }, time: { name: /time|date|visit|when/i, value: /13:30|1:30/ }, entrance: { name: /entrance|entry|gate|where/i, value: /loading bay|Carder/i }, foreman: { name: /foreman/i, value: /Szabo/ }, report: { name: /report|due|deadline/i, value: /3 May|May 3/ } }),
  object('fresh-dish', DISHWASHER_LETTER, ['order_number', 'product', 'promised_date', 'delivery_date'], { order_number: /70-4418/, product: /Felsen|D40|dishwasher/i, promised_date: /\b(?:0?2 August|August 0?2|2nd)\b|-08-02/i, delivery_date: /\b(?:19 August|August 19|19th)\b|-08-19/i }),

  summary({ id: 'fresh-house', source: HOUSE_MINUTES, goal: 'Sum up the minutes in five bullet points.', ...bullets(5), key: { lift: /lift/i, bikes: /bike|bicycle/i, garden: /tree|garden/i }, wrong: { 'the other firm': /Kestrel(?: Lifts)?(?:'s quote)? (?:was|is) (?:accepted|chosen)|accept(?:ed)? (?:the quote (?:of|from) )?Kestrel/i, 'bike spaces cost': /(?:agreed|decided) to charge/i } }),
  summary({ id: 'fresh-drops', source: DROPS_LEAFLET, goal: 'Sum up the leaflet in at most 60 words.', ...words(60), key: { 'the drops': /Optivane|eye drops/i, 'what for': /allerg|hay fever|itch/i }, wrong: { 'keep cold': /(?<!not |n't )(?:keep|store) (?:it )?in the fridge/i, infections: /(?<!not |n't )treats? infections/i } }),
  summary({ id: 'fresh-street', source: STREET_REPORT, goal: 'Sum up the report in three sentences.', ...sentences(3), key: { where: /Harrow Street|Ellersby/i, 'the ban': /ban|closed?|car-free/i }, wrong: { 'for good': /permanently/i, 'a happy Pym': /Pym[^.,;]{0,30}\b(?:pleased|happy)/i } }),
  summary({ id: 'fresh-dish', source: DISHWASHER_LETTER, goal: 'What does she complain about, and what does she want? Two sentences, please.', ...sentences(2), key: { 'the damage': /dent|damage|rack/i, 'a new machine': /new|replace/i }, wrong: { 'she wants a repair': /(?<!not |n't |no )wants? (?:it |the machine |the dishwasher )?(?:a repair|(?:to be )?repaired)/i } }),

  rewriting({ id: 'fresh-dish-short', source: DISHWASHER_LETTER, goal: 'Make this letter shorter: at most 100 words.', plan: step('Make this letter shorter.', { words: 100 }, [stated('text_length', { maxWords: 100 })]), form: { maxWords: 100 }, kept: { 'the order': /70-4418/, 'the damage': /dent/i, 'what she wants': /new|replace/i, 'by when': /20(?:th)?(?: of)? September|September 20|14 days|fourteen days/i } }),
  rewriting({ id: 'fresh-bus-message', source: BUS_NOTE, goal: 'Turn this into a text message of at most 40 words.', plan: step('Turn this into a text message.', { words: 40 }, [stated('text_length', { maxWords: 40 })]), form: { maxWords: 40 }, kept: { 'the route': /\b36\b/, 'from when': /\b(?:3|3rd)(?: of)? June|June 3/i }, wrong: { 'the old time alone': /^(?!.*5:52).*6:05/ } }),
  translation('fresh-bus-french', paragraph(BUS_NOTE, 2), 'French', 'fr', { Penmoor: /Penmoor/, hospital: /hôpital/i }),
  translation('fresh-drops-spanish', paragraph(DROPS_LEAFLET, 2), 'Spanish', 'es', { Optivane: /Optivane/, pregnancy: /embaraz/i, lenses: /lent(?:es|illas)/i }),
];

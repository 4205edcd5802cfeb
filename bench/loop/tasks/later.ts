import { CAMP_LETTER, CLINIC_LEAFLET, ENGINE_REPORT, FARM_STATEMENT, THEATRE_NEWS, WORKSHOP_MAIL } from '../documents/later.js';
import type { LoopTask } from '../task.js';
import { open, question } from './answer.js';
import { fields } from './extract.js';
import { bullets, sentences, summary, words } from './summarise.js';

/** Tasks on texts that nobody looked at while the ladder's ways were built: near misses, conditions, several limits, things that are not said. */
export const laterTasks: readonly LoopTask[] = [
  ...[
    question('later-camp-bus', CAMP_LETTER, 'At what time does the bus leave?', /11:15/, { 'another time': /13:30|14:00/ }),
    question('later-camp-sister', CAMP_LETTER, 'How much do we pay for the second child?', /220/, { 'the first child': /\b280\b/ }),
    question('later-camp-left', CAMP_LETTER, 'How many places of the camp are taken?', /\b51\b/, { all: /^\D*64\D*$/ }),
    question('later-camp-head', CAMP_LETTER, 'Under which number can the head of the camp be reached?', /0471/),
    question('later-camp-pocket', CAMP_LETTER, 'How much pocket money should a child have at most?', /\b25\b/),
    open('later-camp-age', CAMP_LETTER, 'From what age may children take part?', { 'an age': /\b\d+ years|aged? \d/ }),
    open('later-camp-deep', CAMP_LETTER, 'How deep is the lake?', { 'a depth': /\d+ ?(?:m\b|met)/ }),

    question('later-ferry-starboard', ENGINE_REPORT, 'How many hours has the starboard engine run?', /18,950/, { 'the other engine': /21,400/ }),
    question('later-ferry-wide', ENGINE_REPORT, 'How wide is the ferry?', /9\.6/, { 'the length': /\b42\b/ }),
    question('later-ferry-next', ENGINE_REPORT, 'When is the next regular inspection?', /March 2026/, { 'another date': /October|September/ }),
    question('later-ferry-who', ENGINE_REPORT, 'Who inspected the ferry?', /Amundsen/, { 'the captain': /Marchand/ }),
    question('later-ferry-rule', ENGINE_REPORT, 'How many cubic metres an hour must the fire pumps give at least?', /\b30\b/),
    open('later-ferry-speed', ENGINE_REPORT, 'How fast is the ferry?', { 'a speed': /\d+ ?(?:knots|km|kn)/ }),
    open('later-ferry-price', ENGINE_REPORT, 'What does the repair of the seals cost?', { 'a price': /\d+ ?(?:euros?|€)/ }),

    question('later-farm-organic', FARM_STATEMENT, 'What were the members paid for a litre of organic milk?', /0\.58/, { 'other milk': /0\.46/ }),
    question('later-farm-before', FARM_STATEMENT, 'How much cheese was made in 2023?', /\b169\b/, { 'a year later': /\b182\b/ }),
    question('later-farm-grant', FARM_STATEMENT, 'How much of the money for the cold store was a grant?', /120,000/, { all: /395,000/ }),
    question('later-farm-treasurer', FARM_STATEMENT, 'Who is the treasurer?', /Mabey/, { another: /Farrow|Castellan/ }),
    question('later-farm-apprentices', FARM_STATEMENT, 'How many apprentices work there?', /\b5\b|five/i, { 'all employees': /\b28\b/ }),
    open('later-farm-cows', FARM_STATEMENT, 'How many cows do the members have?', { 'a number': /\b\d[\d,]* cows/ }),

    question('later-play-director', THEATRE_NEWS, 'Who directs the comedy?', /Ferreira/, { 'the author': /Achterberg/ }),
    question('later-play-sunday', THEATRE_NEWS, 'When do the performances begin on Sundays?', /16:00|4 ?p\.?m/i, { 'other days': /19:45/ }),
    question('later-play-pupil', THEATRE_NEWS, 'What does a pupil pay for a seat in the balcony?', /\b10\b/, { 'other people': /\b21\b|\b32\b/ }),
    question('later-play-cost', THEATRE_NEWS, 'How much did the new stage cost?', /260,000/),
    question('later-play-last', THEATRE_NEWS, 'When is the last performance of the comedy?', /9(?:th)?(?: of)? November|November 9/i, { 'the first': /12(?:th)?(?: of)? October/ }),
    open('later-play-seats', THEATRE_NEWS, 'How many seats has the theatre?', { 'a number': /\b\d{2,} seats/ }),
    open('later-play-long', THEATRE_NEWS, 'How long does the comedy last?', { 'a length': /\d+ (?:minutes|hours)|hour and a half/ }),

    question('later-knee-stitches', CLINIC_LEAFLET, 'After how many days are the stitches taken out?', /\b12\b|twelve/i, { 'another time': /\b10 days/ }),
    question('later-knee-bath', CLINIC_LEAFLET, 'When may I take a bath again?', /four weeks|4 weeks/i, { 'a shower': /third day/i }),
    question('later-knee-most', CLINIC_LEAFLET, 'How many tablets may I take a day at most?', /three|\b3\b/i),
    question('later-knee-office', CLINIC_LEAFLET, 'How long does it take until most patients can work in an office again?', /three weeks|3 weeks/i, { 'heavy work': /three months/i }),
    question('later-knee-call', CLINIC_LEAFLET, 'Which number do I call if the knee becomes hot?', /0800 ?664 ?219/),
    open('later-knee-surgeon', CLINIC_LEAFLET, 'What is the name of the surgeon?', { 'a name': /\bDr\b|Sandholm is/ }),

    question('later-market-metre', WORKSHOP_MAIL, 'What does each further metre of a stand cost?', /\b20\b/, { 'the stand': /\b75\b/, electricity: /\b12\b/ }),
    question('later-market-sunday', WORKSHOP_MAIL, 'When does the market close on Sunday?', /\b17\b|5 ?p\.?m/i, { Saturday: /\b18\b/ }),
    question('later-market-again', WORKSHOP_MAIL, 'How many exhibitors of last year come again?', /\b71\b/, { all: /^\D*94\D*$/ }),
    question('later-market-now', WORKSHOP_MAIL, 'Who answers questions now?', /Hainz/, { before: /Imhof/ }),
    question('later-market-waiting', WORKSHOP_MAIL, 'How many are on the waiting list?', /\b16\b|sixteen/i),
    open('later-market-visitors', WORKSHOP_MAIL, 'How many visitors came last year?', { 'a number': /\b\d+ visitors/ }),
    open('later-market-parking', WORKSHOP_MAIL, 'What does a parking place cost?', { 'a price': /\d+ euros?/ }),
  ].map(({ task }) => task),

  fields('later-camp', CAMP_LETTER, 'the first day, the last day, the price for one child and the head of the camp', { first: { name: /first|begin|start/i, value: /5 July/ }, last: { name: /last|end/i, value: /13 July/ }, price: { name: /price|cost/i, value: /280/ }, head: { name: /head/i, value: /Solberg/ } }),
  fields('later-ferry', ENGINE_REPORT, 'the name of the ferry, the year in which it was built, the number of passengers and the inspector', { name: { name: /name|ferry/i, value: /Alcyone/ }, year: { name: /year|built/i, value: /1994/ }, passengers: { name: /passenger/i, value: /180/ }, inspector: { name: /inspector/i, value: /Amundsen/ } }),
  fields('later-farm', FARM_STATEMENT, 'the number of farms, the tonnes of cheese in 2024, the surplus and the auditors', { farms: { name: /farm|member/i, value: /37/ }, cheese: { name: /cheese/i, value: /182/ }, surplus: { name: /surplus/i, value: /64,300/ }, auditors: { name: /auditor/i, value: /Prior/ } }),
  fields('later-market', WORKSHOP_MAIL, 'the dates, the place, the price of a stand and the last day to pay', { dates: { name: /date|day/i, value: /22|23/ }, place: { name: /place|location|venue/i, value: /Tannery/ }, price: { name: /price|cost/i, value: /75/ }, pay: { name: /pay/i, value: /28 February/ } }),

  summary({ id: 'later-camp', source: CAMP_LETTER, goal: 'Sum up the letter in exactly four sentences.', ...sentences(4), key: { camp: /camp/i, price: /280/ } }),
  summary({ id: 'later-play', source: THEATRE_NEWS, goal: 'Give me exactly five bullet points about the theatre.', ...bullets(5), key: { play: /Borrowed Uncle|comedy/i } }),
  summary({ id: 'later-knee', source: CLINIC_LEAFLET, goal: 'Sum up the leaflet in at most 40 words.', ...words(40), key: { knee: /knee|crutches|operation/i } }),
  summary({ id: 'later-ferry', source: ENGINE_REPORT, goal: 'What must be repaired? Exactly two sentences.', ...sentences(2), key: { seals: /seal|oil|engine/i } }),
];

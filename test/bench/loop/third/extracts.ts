import { changed, type SamplesByTask } from '../second/samples.js';

const OBITUARY = 'year of wedding: 1964\nbegan teaching: 1973\nstopped teaching: 2011\nplayers in orchestra today: 64';
const TENT = 'price: £329\nweight with all parts: 4.1 kg\npacked size: 52 x 20 cm\ncolour: moss';
const COMPLAINT = 'order number: R-5572\nday of the move: 29 August\nsum of the estimate: £840\nsum of the bill: £1,062\nnumber of the missing box: K7';
const REPLY = 'sum that the firm still wants: £43.50\nto be paid by: 10 October\nbox brought on: Saturday 21 September\ntelephone of Maeve Doyle: 0555 0142';
const STAGES = 'Alderby to Sike Farm: 17 km\nSike Farm to Low Hallow: 22 km\nEmber Bridge to Saltby: 11 km';
const FAREWELL = '{"restaurant": "Casa Nove", "day": "Friday 28th", "time": "12:30", "number_of_people": 12, "price_of_set_menu": "18 euros", "price_of_vegetarian_menu": "16 euros"}';
const KITTEN = '{"neutering_male": "£70", "neutering_female": "£105", "microchip_alone": "£18", "booster": "£44", "kitten_plan_per_month": "£13.50"}';

/** Facts stand as lines "name: value". */
export const extractSamples: SamplesByTask = {
  'extract-obituary': {
    right: [OBITUARY, 'wedding_year: 1964\nteaching_start: 1973\nteaching_end: 2011\norchestra_players: 64', 'Married: 1964\nTaught from: 1973\nTaught until: 2011\nNumber of players: 64', 'wedding: 1964\nat the grammar school: 1973-2011\nplayers: 64', 'Year of marriage: 1964\nYears of teaching: 1973 to 2011\nPlayers: 64'],
    wrong: [changed(changed(OBITUARY, '1973', '2011'), 'stopped teaching: 2011', 'stopped teaching: 1973'), changed(OBITUARY, '1964', '1957'), changed(OBITUARY, 'wedding: 1964', 'wedding: 2009'), changed(OBITUARY, '\nstopped teaching: 2011', ''), changed(OBITUARY, 'today: 64', 'today: nine')],
  },
  'extract-tent': {
    right: [TENT, 'price: 329\nweight_with_all_parts: 4.1\npacked_size: 52x20 cm\ncolor: moss', 'Price: 329 pounds\nWeight: 4.1 kg\nSize when packed: 52 × 20 cm\nColours: moss only'],
    wrong: [changed(TENT, '329', '219'), changed(TENT, '4.1', '3.5'), changed(TENT, '52 x 20', '42 x 15'), changed(TENT, 'moss', 'moss and sand'), changed(TENT, '\npacked size: 52 x 20 cm', '')],
  },
  'extract-complaint': {
    right: [COMPLAINT, 'order_number: R-5572\nmove_date: August 29th\nestimate: 840\nbill: 1062\nmissing_box: K7', 'Order: R-5572\nDate: 29 August\nEstimate: £840\nInvoice: £1062\nBox: K7'],
    wrong: [changed(changed(COMPLAINT, '840', '1,062'), 'bill: £1,062', 'bill: £840'), changed(COMPLAINT, '29 August', '12 September'), changed(COMPLAINT, '1,062', '222'), changed(COMPLAINT, 'K7', 'R-5572'), changed(COMPLAINT, '29 August', '5 September')],
  },
  'extract-reply': {
    right: [REPLY, 'amount: 43.50\ndue_date: 10 October\ndelivery_of_box: 21 September\nphone_number: 0555 0142', 'Remaining sum: £43.50\nPayment deadline: October 10\nBox delivery: September 21\nPhone: 0555 0142'],
    wrong: [changed(REPLY, '43.50', '87'), changed(REPLY, '10 October', '26 September'), changed(REPLY, 'Saturday 21 September', '19 September'), changed(REPLY, '\ntelephone of Maeve Doyle: 0555 0142', ''), changed(changed(REPLY, '10 October', '21 September'), 'Saturday 21 September', '10 October')],
  },
  'extract-free-evenings': {
    right: ['no class: 1 April\nno class: 22 April', 'date_1: 1 April\ndate_2: 22 April', 'no class: 1 April and 22 April', 'first: April 1\nsecond: April 22', 'dates: 1 and 22 April'],
    wrong: ['no class: 1 April', 'no class: 4 March\nno class: 6 May', 'no class: 22 April\nno class: 4 March\nno class: 1 April', 'no class: 1 April\nno class: 21 April'],
  },
  'extract-stages': {
    right: [STAGES, 'stage: Alderby to Sike Farm, 17 km\nstage: Sike Farm to Low Hallow, 22 km\nstage: Ember Bridge to Saltby, 11 km', 'Thursday: 17 km\nFriday: 22 km\nSunday: 11 km', 'stage_1: 17 km\nstage_2: 22 km\nstage_3: 11 km'],
    wrong: [`${STAGES}\nLow Hallow to Ember Bridge: 15 km`, changed(STAGES, '\nEmber Bridge to Saltby: 11 km', ''), changed(changed(STAGES, '17', '22'), 'Hallow: 22', 'Hallow: 17'), changed(STAGES, 'Ember Bridge to Saltby: 11 km', 'Low Hallow to Ember Bridge: 15 km'), changed(STAGES, '11 km', '12 km')],
  },
  'extract-farewell': {
    right: [FAREWELL, '{"restaurant":"Casa Nove","day":"Friday","time":"12:30","number_of_people":"12","price_of_set_menu":18,"price_of_vegetarian_menu":16}', `\`\`\`json\n${FAREWELL}\n\`\`\``],
    wrong: [changed(FAREWELL, '"number_of_people": 12', '"number_of_people": 14'), changed(FAREWELL, 'Casa Nove', 'Lemon Tree'), changed(FAREWELL, 'Friday 28th', 'Monday 31st'), changed(FAREWELL, '12:30', '14:00'), changed(changed(FAREWELL, '18', '16'), 'vegetarian_menu": "16', 'vegetarian_menu": "18'), changed(FAREWELL, ', "price_of_vegetarian_menu": "16 euros"', ''), 'restaurant: Casa Nove'],
  },
  'extract-kitten': {
    right: [KITTEN, '{"neutering_male":70,"neutering_female":105,"microchip_alone":18,"booster":44,"kitten_plan_per_month":13.5}', changed(KITTEN, '£13.50', '13.50 pounds a month')],
    wrong: [changed(changed(KITTEN, '70', '105'), 'female": "£105', 'female": "£70'), changed(KITTEN, '£44', '£62'), changed(KITTEN, '£18', 'free'), changed(KITTEN, '13.50', '62'), changed(KITTEN, '"booster"', '"second"')],
  },
};

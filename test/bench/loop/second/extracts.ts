import type { SamplesByTask } from './samples.js';

/** Facts stand as lines "name: value". */
export const extractSamples: SamplesByTask = {
  'extract-lease': {
    right: ['old rent: 910 euros\nnew rent: 965 euros\napplies from: 1 February\nlast day to send form back: 15 December', 'old_rent: 910\nnew_rent: 965\nnew_rent_start_date: 1 February\nform_deadline: 15 December', 'Previous rent: 910 euros a month\nNew rent: 965 euros a month\nEffective date: February 1\nReturn form by: December 15'],
    wrong: ['old rent: 965\nnew rent: 910\napplies from: 1 February\nform back by: 15 December', 'old rent: 910\nnew rent: 965\napplies from: 1 February\nform back by: 31 January', 'old rent: 910\nnew rent: 965\nform back by: 15 December', 'old rent: 910\nnew rent: 965\napplies from: 1 December\nform back by: 15 December'],
  },
  'extract-minutes': {
    right: ['first day: 14 November\nlast day: 30 January\nfee for adults: 12 euros\nfee for players under eighteen: 5 euros\nlast day to register: 8 November', 'start: 14 November\nend: 30 January\nadult fee: 12 euros\nyouth fee: 5 euros\nregistration until: 8 November', 'First Day: November 14\nLast Day: January 30\nFee (Adults): 12\nFee (under 18): 5\nRegistration deadline: November 8'],
    wrong: ['first day: 14 November\nlast day: 30 January\nfee for adults: 5 euros\nfee for players under eighteen: 12 euros\nlast day to register: 8 November', 'first day: 8 November\nlast day: 30 January\nfee for adults: 12 euros\nfee for players under eighteen: 5 euros\nlast day to register: 14 November', 'first day: 14 November\nlast day: 2 January\nfee for adults: 12 euros\nfee for players under eighteen: 5 euros\nlast day to register: 8 November'],
  },
  'extract-chat': {
    right: ['customer number: 880-3127\nticket number: 51946\ncolleague in billing: Oksana\nprice agreed: 41.90 euros', 'customer_number: 880-3127\nticket_number: 51946\nbilling_colleague_name: Oksana\nagreed_price: 41.90', 'Customer: 880-3127\nTicket: 51946\nName of the colleague: Oksana\nPrice: 41.90 for 12 months'],
    wrong: ['customer number: 51946\nticket number: 880-3127\ncolleague in billing: Oksana\nprice agreed: 41.90', 'customer number: 880-3127\nticket number: 51946\ncolleague in billing: Ruben\nprice agreed: 41.90', 'customer number: 880-3127\nticket number: 51946\ncolleague in billing: Oksana\nprice agreed: 37.90'],
  },
  'extract-report': {
    right: ['final score: 27:28\nhalf-time score: 16:10\nspectators: 1,240\nscorer of the winning goal: Thea Lund', 'final_score: 27-28\nscore_at_half_time: 16-10\nnumber_of_spectators: 1240\nwinning_goal: Lund', 'Final score: 28:27 for Eskerholm\nHalf-time: 16:10\nSpectators: 1,240\nPlayer: Thea Lund'],
    wrong: ['final score: 26:25\nhalf-time score: 16:10\nspectators: 1,240\nwinning goal: Thea Lund', 'final score: 27:28\nhalf-time score: 22:22\nspectators: 1,240\nwinning goal: Thea Lund', 'final score: 27:28\nhalf-time score: 16:10\nspectators: 1,240\nwinning goal: Ida Brokaw'],
  },
  'extract-bulletin': {
    right: ['date of the trip to the museum: 14 May\ndate of the trip to the mine: 16 May\nprice of the museum trip: 9.50 euros\nprice of the mine trip: 13 euros', 'museum_date: Tuesday 14 May\nmine_date: Thursday 16 May\nmuseum_price: 9.50\nmine_price: 13', 'Museum trip date: May 14\nMine trip date: May 16\nMuseum cost: 9.50 euros\nMine cost: 13 euros'],
    wrong: ['date of the trip to the museum: 16 May\ndate of the trip to the mine: 14 May\nprice of the museum trip: 9.50\nprice of the mine trip: 13', 'museum date: 14 May\nmine date: 16 May\nmuseum price: 13\nmine price: 9.50', 'museum date: 14 May\nmine date: 16 May\nmuseum price: 9.50'],
  },
  'extract-weeks': {
    right: ['city bike: 70\ntouring bike: 90\nelectric bike: 175\ncargo bike: 155\nchild\'s bike: 38', 'City bike: 70 euros\nTouring bike: 90 euros\nElectric bike: 175 euros\nCargo bike: 155 euros\nChild\'s bike: 38 euros', 'price: city bike 70\nprice: touring bike 90\nprice: electric bike 175\nprice: cargo bike 155\nprice: child\'s bike 38'],
    wrong: ['city bike: 70\ntouring bike: 90\nelectric bike: 175\ncargo bike: 155\ntandem: 100\nchild\'s bike: 38', 'city bike: 14\ntouring bike: 18\nelectric bike: 34\ncargo bike: 29\nchild\'s bike: 8', 'city bike: 70\ntouring bike: 90\nelectric bike: 175\nchild\'s bike: 38', 'city bike: 90\ntouring bike: 70\nelectric bike: 175\ncargo bike: 155\nchild\'s bike: 38'],
  },
  'extract-measures': {
    right: ['Annika Roth: sends all new plans to building firms by 31 March\nDenis Clay: gives each deputy a password by 15 March\nYusuf Baran: gets an offer for a spare cable by 30 April', 'measure 1: new plans to building firms, Roth, 31 March\nmeasure 2: passwords for deputies, Clay, 15 March\nmeasure 3: offer for a spare cable, Baran, 30 April', 'send plans: Annika Roth, March 31\npasswords: Denis Clay, March 15\nspare cable: Yusuf Baran, April 30'],
    wrong: ['Annika Roth: sends plans by 15 March\nDenis Clay: passwords by 31 March\nYusuf Baran: offer by 30 April', 'Annika Roth: sends plans by 31 March\nDenis Clay: passwords by 15 March', 'Annika Roth: sends plans by 31 March\nDenis Clay: passwords by 15 March\nYusuf Baran: offer by 20 March'],
  },
  'extract-flights': {
    right: ['KM 417: 9:35\nKM 422: 10:20', 'flight: KM 417, departs Bristol 9:35\nflight: KM 422, departs Varnby 10:20', 'KM 417: 09:35\nKM 422: 10:20'],
    wrong: ['KM 417: 12:50\nKM 422: 11:40', 'KM 417: 10:20\nKM 422: 9:35', 'KM 417: 9:35', 'KM 417: 9:35\nKM 422: 10:20\ntrain to Ostrel: 14:05'],
  },
  'extract-recall': {
    right: ['{"product": "Honey & Seed", "first_day_of_sale": "4 March", "last_day_of_sale": "22 March", "price": "3.49 euros", "phone": "0800 220 41 41"}', '{"product":"Morgenfeld oat bar Honey & Seed","first_day_of_sale":"March 4","last_day_of_sale":"March 22","price":3.49,"phone":"0800 220 41 41"}', '```json\n{"product": "oat bar Honey & Seed", "first_day_of_sale": "4 March", "last_day_of_sale": "22 March", "price": "€3.49", "phone": "0800 220 41 41"}\n```'],
    wrong: ['{"product": "Honey & Nut", "first_day_of_sale": "4 March", "last_day_of_sale": "22 March", "price": "3.49 euros", "phone": "0800 220 41 41"}', '{"product": "Honey & Seed", "first_day_of_sale": "4 March", "last_day_of_sale": "21 March", "price": "3.49 euros", "phone": "0800 220 41 41"}', '{"product": "Honey & Seed", "first_day_of_sale": "12 September", "last_day_of_sale": "22 March", "price": "3.49", "phone": "0800 220 41 41"}', 'product: Honey & Seed, price 3.49'],
  },
  'extract-museum': {
    right: ['{"adult_price": 11, "child_price": 4, "family_price": 24, "exhibition_end": "15 September"}', '{"adult_price": "11 euros", "child_price": "4 euros", "family_price": "24 euros", "exhibition_end": "15 September"}', '{"adult_price":"€11","child_price":"€4","family_price":"€24","exhibition_end":"September 15"}'],
    wrong: ['{"adult_price": 11, "child_price": 3, "family_price": 24, "exhibition_end": "15 September"}', '{"adult_price": 11, "child_price": 4, "family_price": 24, "exhibition_end": "27 April"}', '{"adult_price": "8 euros", "child_price": "4 euros", "family_price": "24 euros", "exhibition_end": "15 September"}', '{"adult_price": 11, "child_price": 4, "exhibition_end": "15 September"}'],
  },
};

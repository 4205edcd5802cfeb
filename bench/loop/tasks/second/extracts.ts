import { BICYCLE_PRICES, CLOCK_MUSEUM, HANDBALL_REPORT, ITINERARY, OUTAGE_MEMO, SUPPORT_CHAT } from '../../documents/second/journeys.js';
import { CHESS_MINUTES, LEASE_LETTER, OAT_BAR_RECALL, SCHOOL_BULLETIN } from '../../documents/second/notices.js';
import type { LoopTask } from '../../task.js';
import { day, pair } from '../../truth/text.js';
import { all, fields, object } from '../extract.js';
import { paragraphWith, translation } from '../translate.js';

/** A sum of money that is all of a JSON value. */
const euros = (sum: string): RegExp => new RegExp(`^"?(?:€|EUR|euros?)? ?${sum}(?: ?(?:€|EUR|euros?))?(?: (?:a|per) \\w+)?"?$`, 'i');

export const extracts: readonly LoopTask[] = [
  fields('lease', LEASE_LETTER, 'the old rent, the new rent, the day from which the new rent applies and the last day to send the form back', {
    old: { name: /\bold\b|previous|current|former/i, value: /\b910\b/ }, new: { name: /^(?=.*\bnew\b)(?!.*(?:date|day|appl|from|start|effective))/i, value: /\b965\b/ },
    from: { name: /appl|from|start|effective|valid/i, value: day(1, 'February', '02') }, form: { name: /form|send|return|last|deadline/i, value: day(15, 'December', '12') },
  }),
  fields('minutes', CHESS_MINUTES, 'of the winter tournament: the first day, the last day, the fee for adults, the fee for players under eighteen and the last day to register', {
    first: { name: /first|start|begin/i, value: day(14, 'November', '11') }, last: { name: /^(?=.*(?:last|end|final))(?!.*regist)/i, value: day(30, 'January', '01') },
    adults: { name: /adult/i, value: /\b12\b/ }, young: { name: /under|eighteen|18|youth|young|junior/i, value: /\b5\b/ }, register: { name: /regist/i, value: day(8, 'November', '11') },
  }),
  fields('chat', SUPPORT_CHAT, 'the customer number, the ticket number, the name of the colleague in billing and the price that Mila agreed to', {
    customer: { name: /customer/i, value: /880-3127/ }, ticket: { name: /ticket/i, value: /51946/ }, colleague: { name: /colleague|billing|name/i, value: /Oksana/ }, price: { name: /price|cost/i, value: /41[.,]90/ },
  }),
  fields('report', HANDBALL_REPORT, 'the final score, the score at half-time, the number of spectators and the player who scored the winning goal', {
    final: { name: /final|end|result/i, value: /27 ?[:-] ?28|28 ?[:-] ?27/ }, half: { name: /half/i, value: /16 ?[:-] ?10/ }, spectators: { name: /spectator/i, value: /1,?240/ }, player: { name: /player|winning|winner|scored/i, value: /Lund/ },
  }),
  fields('bulletin', SCHOOL_BULLETIN, 'the date of the trip to the museum, the date of the trip to the mine, the price of the museum trip and the price of the mine trip', {
    'date of the museum': { name: pair('museum', '(?:date|day|when)'), value: day(14, 'May', '05') }, 'date of the mine': { name: pair('mine', '(?:date|day|when)'), value: day(16, 'May', '05') },
    'price of the museum': { name: pair('museum', '(?:price|cost|fee)'), value: /\b9[.,]50?\b/ }, 'price of the mine': { name: pair('mine', '(?:price|cost|fee)'), value: /\b13\b/ },
  }),
  all('weeks', BICYCLE_PRICES, 'the price for a week of each bicycle that is hired out by the week', [pair('city', '\\b70\\b'), pair('touring', '\\b90\\b'), pair('electric', '\\b175\\b'), pair('cargo', '\\b155\\b'), pair('child', '\\b38\\b')], 5),
  all('measures', OUTAGE_MEMO, 'the measures that are now taken, each with the person and the day by which it is done', [pair('Roth', '(?:31 March|March 31|31st)'), pair('Clay', '(?:15 March|March 15|15th)'), pair('Baran', '(?:30 April|April 30|30th)')], 3),
  all('flights', ITINERARY, 'the flight numbers, each with its time of departure', [pair('417', '0?9:35'), pair('422', '10:20')], 2),
  object('recall', OAT_BAR_RECALL, ['product', 'first_day_of_sale', 'last_day_of_sale', 'price', 'phone'], { product: /Honey ?(?:&|and) ?Seed/i, first_day_of_sale: /^"?(?:0?4(?:th)? ?(?:of )?March|March 0?4|0?4)\b|-03-04/i, last_day_of_sale: day(22, 'March', '03'), price: euros('3[.,]49'), phone: /0800 ?220 ?41 ?41/ }),
  object('museum', CLOCK_MUSEUM, ['adult_price', 'child_price', 'family_price', 'exhibition_end'], { adult_price: euros('11(?:\\.00)?'), child_price: euros('4(?:\\.00)?'), family_price: euros('24(?:\\.00)?'), exhibition_end: day(15, 'September', '09') }),
];

export const LOCKS = paragraphWith(LEASE_LETTER, 'New locks');
export const RETURN = paragraphWith(OAT_BAR_RECALL, 'Bring the boxes');
export const CAUSE = paragraphWith(OUTAGE_MEMO, 'Cause.');
export const QUOTES = paragraphWith(HANDBALL_REPORT, 'We stopped running');

/** Of every sentence something stands among the facts, so that none can be left out. */
export const translations: readonly LoopTask[] = [
  translation('locks', LOCKS, 'German', 'de', {
    'the day': /Donnerstag\w*,?(?: dem| den)? 5\. ?Dezember/i, 'the hours': /\b8(?::00)?\b.{0,12}\b11\b/, 'at home': /zu ?hause|daheim|anwesend|\bda sein|\bda ist|vor Ort/i, 'three keys': /(?:drei|3)(?: \p{L}+)? Schlüssel/iu,
    'free of charge': /kostenlos|kostenfrei|umsonst|gratis|unentgeltlich|gebührenfrei|ohne (?:Kosten|Aufpreis)/i, 'a further key': /(?:weiter|zusätzlich|ander|extra)\w*.{0,40}18 ?(?:Euro|€)|18 ?(?:Euro|€).{0,40}(?:weiter|zusätzlich|extra)/i, 'front door': /(?:Haus|Eingangs|Vorder|vordere )t(?:ü|ue)r/i, 'not any more': /nicht mehr|keine/i, cellar: /Keller/i,
  }),
  translation('return', RETURN, 'French', 'fr', {
    'to the shop': /magasin|boutique|commerce|point de vente/i, 'the price': /3[,.]49/, 'no receipt needed': /sans (?:le |un |votre |aucun )?(?:ticket|reçu|justificatif|preuve|facture)/i, 'not by post': /\bpas\b.{0,60}(?:poste|courrier)|(?:poste|courrier).{0,40}\bpas\b|aucun.{0,30}(?:poste|courrier)/i, itching: /démange|prurit|picotement|grattement/i, breathing: /respir/i, doctor: /médecin|docteur/i, 'at once': /immédiat|tout de suite|aussitôt|sans (?:délai|attendre|tarder)|sur-le-champ|d'urgence/i,
  }),
  translation('cause', CAUSE, 'Spanish', 'es', {
    cause: /causa|motivo|origen|razón/i, firm: /Hartung/, 'a plan of cables': /(?:plan|mapa|esquema)\w*.{0,40}cable/i, old: /antigu|viej|anterior|desactualiza|obsolet/i, moved: /(?:traslad|mov|desplaz|reubic|cambi)\w*.{0,40}2021|2021.{0,40}(?:traslad|mov|desplaz|reubic|cambi)/i,
    'the new plan': /nuevo (?:plan|mapa|esquema)|(?:plan|mapa|esquema)\w* (?:nuevo|actualizad)/i, 'to the town': /ciudad|ayuntamiento|municip|pueblo|localidad/i, 'not to the firm': /(?:pero|y|mas) no (?:(?:se lo (?:enviamos|mandamos) )?al? )|no a la (?:empresa|firma|compañía|constructora)/i, 'partly ours': /(?:parcial|en parte|parte de la)\w*.{0,40}(?:nuestr|nosotros)|(?:nuestr).{0,40}(?:parcial|en parte)/i,
  }),
  translation('quotes', QUOTES, 'German', 'de', {
    Strand: /Strand/, Hoff: /Hoff\b/, 'stopped running': /aufgehört.{0,20}(?:laufen|rennen)|(?:laufen|rennen).{0,20}aufgehört|nicht mehr (?:gelaufen|gerannt)|hörten? auf/i, 'his fault': /Schuld|Fehler|schuld|liegt (?:auch )?an mir|Verantwortung/, 'too late': /zu spät/i, changed: /wechsel|tausch|änder/i, luck: /Glück/i, 'a draw': /Unentschieden|Remis/i, fair: /fair|gerecht|verdient/i,
  }),
];

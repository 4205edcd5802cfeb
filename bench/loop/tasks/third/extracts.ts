import { KITTEN_LEAFLET, OBITUARY, REMOVAL_COMPLAINT, REMOVAL_REPLY, TAP_GUIDE } from '../../documents/third/household.js';
import { FAREWELL_CHAT, POTTERY_COURSE, TENT_PAGE, WALK_DIARY } from '../../documents/third/leisure.js';
import type { LoopTask } from '../../task.js';
import { day, pair } from '../../truth/text.js';
import { all, fields, object } from '../extract.js';
import { paragraphWith, translation } from '../translate.js';

/** A sum of money that is all of a JSON value. */
export const money = (sum: string): RegExp => new RegExp(`^"?(?:£|€|GBP|EUR)? ?${sum}(?: ?(?:£|€|GBP|EUR|pounds?|euros?))?(?: (?:a|per) \\w+)?"?$`, 'i');

export const extracts: readonly LoopTask[] = [
  fields('obituary', OBITUARY, 'the year of her wedding, the years in which she began and stopped teaching at the grammar school, and the number of players in the orchestra today', {
    wedding: { name: /wedding|marri|\bwed\b/i, value: /\b1964\b/ }, began: { name: /beg[au]n|start|first|\bfrom\b|^(?!.*(?:stop|end|until|last|left|finish)).*(?:teach|school)/i, value: /\b1973\b/ },
    stopped: { name: /stop|\bend|until|\blast\b|left|retire|finish|^(?!.*(?:beg[aui]n|start|first|from)).*(?:teach|school)/i, value: /\b2011\b/ }, players: { name: /player|orchestra|member/i, value: /\b64\b/ },
  }),
  fields('tent', TENT_PAGE, 'of the Corrie 4: the price, the weight with all parts, the packed size and the colour', {
    price: { name: /price|cost/i, value: /\b329\b/ }, weight: { name: /weight|parts/i, value: /\b4[.,]1\b/ }, size: { name: /size|packed/i, value: /\b52(?: ?cm)? ?(?:x|×|by|\*) ?20\b/i }, colour: { name: /colou?r/i, value: /^(?!.*sand).*moss/i },
  }),
  fields('complaint', REMOVAL_COMPLAINT, 'the order number, the day of the move, the sum of the estimate, the sum of the bill and the number of the missing box', {
    order: { name: /order/i, value: /R-?5572/i }, day: { name: /\bday\b|date|\bmov/i, value: day(29, 'August', '08') }, estimate: { name: /estimate/i, value: /^(?!.*1,?062).*\b840\b/ }, bill: { name: /\bbill|invoice/i, value: /^(?!.*\b840\b).*1[,.]?062/ }, box: { name: /\bbox|missing/i, value: /\bK ?7\b/i },
  }),
  fields('reply', REMOVAL_REPLY, 'the sum that the firm still wants, the day by which it is to be paid, the day on which the box is brought and the telephone number of Maeve Doyle', {
    sum: { name: /\bsum\b|amount|want|remain|money|total|price|owed/i, value: /\b43[.,]50?\b/ }, by: { name: /\bpa(?:y|id)|\bdue\b|deadline|\bby\b/i, value: day(10, 'October', '10') }, box: { name: /\bbox|brought|bring|deliver/i, value: day(21, 'September', '09') }, telephone: { name: /phone|\btel\b|Doyle/i, value: /0555 ?-?0142/ },
  }),
  all('free-evenings', POTTERY_COURSE, 'the dates between the first and the last evening of the course on which there is no class', [/\b1(?:st)?(?:,? and (?:the )?22(?:nd)?)?(?: of)? April|April 1(?:st)?\b|-04-01/i, /\b22(?:nd)?(?: of)? April|April (?:1(?:st)? and )?22|-04-22/i], 2),
  all('stages', WALK_DIARY, 'the stages that were walked, each with its length in kilometres', [pair('(?:Alderby|Thursday|(?:stage|day|leg) ?1\\b)', '\\b17\\b'), pair('(?:Low Hallow|Friday|(?:stage|day|leg) ?2\\b)', '\\b22\\b'), pair('(?:Saltby|Sunday|stage ?3\\b|leg ?3\\b|day ?4\\b)', '\\b11\\b')], 3),
  object('farewell', FAREWELL_CHAT, ['restaurant', 'day', 'time', 'number_of_people', 'price_of_set_menu', 'price_of_vegetarian_menu'], {
    restaurant: /^"?(?:the )?Casa Nove"?$/i, day: /^(?!.*(?:31|Thu|Wed|Mon|Tue)).*(?:Fri|28)/i, time: /^"?12[:.]30(?:[:.]00)?(?: ?(?:pm|p\.m\.))?"?$/i, number_of_people: /^"?(?:12|twelve)(?: people| guests| persons)?"?$/i, price_of_set_menu: money('18(?:[.,]00?)?'), price_of_vegetarian_menu: money('16(?:[.,]00?)?'),
  }),
  object('kitten', KITTEN_LEAFLET, ['neutering_male', 'neutering_female', 'microchip_alone', 'booster', 'kitten_plan_per_month'], {
    neutering_male: money('70(?:[.,]00?)?'), neutering_female: money('105(?:[.,]00?)?'), microchip_alone: money('18(?:[.,]00?)?'), booster: money('44(?:[.,]00?)?'), kitten_plan_per_month: money('13[.,]50?'),
  }),
];

export const GUARANTEE = paragraphWith(TENT_PAGE, 'The guarantee covers');
export const DRIPPING = paragraphWith(TAP_GUIDE, 'It may go on dripping');

/** Of every sentence something stands among the facts, so that none can be left out. */
export const translations: readonly LoopTask[] = [
  translation('guarantee', GUARANTEE, 'German', 'de', {
    guarantee: /Garantie|Gewährleistung/i, seams: /Nähte|Naht/i, zips: /Reißverschl|Reissverschl/i, poles: /Gestänge|Stange|Stäbe/i, 'three years': /(?:drei|3)(?: \p{L}+)? Jahre/iu, 'what is not covered': /\bnicht\b|\bkeine|ausgeschlossen|ausgenommen/i, wind: /(?:wind|sturm|stürm|böe)\p{L}*.{0,40}70 ?(?:km|Kilo|Stunden)|70 ?(?:km|Kilo|Stunden).{0,40}wind/iu,
    sunlight: /Sonne/i, 'a whole summer': /(?:ganz|gesamt|komplett)\w*(?: \w+)? Sommer|Sommer (?:lang|über|hindurch)/i, 'not so long': /(?:\bnicht|\bnie)\b[^.:]{0,60}Sommer|niemals[^.:]{0,60}Sommer|Sommer[^.:]{0,30}\bnicht\b/i, 'no machine': /maschin/i, 'never washed': /\bnie(?:mals)?\b|\bnicht\b[^.]{0,40}maschin|maschine (?:\p{L}+ ){0,2}nicht\b|keinesfalls|auf keinen Fall/iu, wet: /nass|feucht/i, 'a day': /als (?:einen|1|ein|eines) Tag|24 Stunden|über einen Tag/i,
  }),
  translation('dripping', DRIPPING, 'Spanish', 'es', {
    dripping: /gote/i, 'an hour': /(?:una|1) hora/i, 'the next day': /día (?:siguiente|después)|(?:siguiente|próximo|otro) día|mañana siguiente/i, worn: /desgast|gastad|deteriorad/i, seat: /asiento/i, 'a new washer': /(?:nuev[ao]s?|otra) (?:arandela|junta|zapatilla|goma|empaque)|(?:arandela|junta|zapatilla|goma|empaque)\w* nuev/i,
    'not for long': /\bno\b[^.]{0,60}(?:tiempo|largo|dur)|poco tiempo|\bno dura/i, plumber: /fontaner|plomer|gasfiter/i, 'grinds it': /rectific|\bpul|esmeril|lij|rebaj|lim[ae]|amol|fres|moler|muel|desbast|afil|repas/i, 'about 60': /(?:unos|unas|alrededor de|aproximadamente|cerca de|más o menos|aprox\.?|en torno a)[^.\d]{0,12}60|60[^.]{0,20}aproximad/i,
  }),
];

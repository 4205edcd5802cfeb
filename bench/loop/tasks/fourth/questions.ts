import { ALLOTMENT_MINUTES, CRUMBLE_RECIPE, GASTROSCOPY_LEAFLET, HIGH_CHAIR_RECALL, LANDLORD_MAIL } from '../../documents/fourth/home.js';
import { BAKERY_JOB, MATCH_REPORT, TRAM_MUSEUM } from '../../documents/fourth/town.js';
import type { LoopTask } from '../../task.js';
import { UNTOLD } from '../../truth/text.js';
import { open, question } from '../answer.js';

/** A pattern of what is wrong matches a statement and not a mention: an answer may well tell of the other flats, too. */
export const questions: readonly LoopTask[] = [
  question('landlord-flat', LANDLORD_MAIL, 'I live in flat 6. When do the engineers come to my flat?', /\b0?9(?:[:.]00)?(?: ?a\.?m\.?)?(?: o'clock)?.{1,12}(?:noon|midday|\b12)|\bmorning\b/i, {
    'another day': /\bon (?:Monday|Wednesday|Thursday|Friday)\b|^\W*(?:Monday|Wednesday|Thursday|Friday)\b/i, 'the other flats': /flat 6(?:(?!\b9\b|noon|morning)[^.;])*\b1(?: pm)? (?:and|to|until|-) 4/i, undecided: /(?:noon|12|morning) or /i }),
  question('landlord-heating', LANDLORD_MAIL, 'For how long will there be no heating?', /\b(?:two|2) (?:full |whole |entire )?days\b|Monday.{0,25}\bTuesday|48 hours|\b9(?:th)?(?: February)? (?:and|to|until|-) (?:the )?10/i, {
    'the hot water': /heating(?:(?!hot water|\bbut\b|\bback\b|again|return|work)[^.;])*Wednesday/i, 'another length': /\b(?:three|3|four|4) days/i }),
  question('gastroscopy-juice', GASTROSCOPY_LEAFLET, 'My appointment is at noon. May I drink a glass of orange juice at 9 am?', /\bno\b|\bnot\b|n't\b|only (?:clear )?water/i, {
    yes: /^yes\b|\b(?:you|I|patients) (?:may|can|are allowed to) (?:still )?(?:drink|have) (?:(?:a glass of|some|an?|the|orange) )*juice/i, 'that it is not told': UNTOLD }),
  question('gastroscopy-drive', GASTROSCOPY_LEAFLET, 'I want the sedative. When may I drive my car again?', /\b24 ?(?:hours|h)\b|twenty-four hours|\b(?:a|one|1)(?: full| whole)? day\b|(?:next|following) day|day after/i, {
    'with the spray': /(?<!spray[^.;]{0,50})(?:after|in|wait) (?:half an hour|30 minutes|an hour|one hour|two hours)(?![^.;]{0,30}spray)/i, undecided: /half an hour or (?:after )?24|24 hours or (?:after )?half/i }),
  question('allotment-money', ALLOTMENT_MINUTES, 'Who looks after the money of the club from now on?', /Haddad/i, {
    'the old treasurer': /Kroll (?:is|remains|stays|continues|looks|will|was (?:re-?)?elected)(?! (?:the |now the )?(?:old|former|previous|outgoing)| no longer| not)|Haddad (?:was|is) the (?:old|former|previous)/i, undecided: /(?:Kroll|Abara|Pelling) (?:and|or) (?:Samir )?Haddad|Haddad (?:and|or) (?:Wanda |Denise |Tom )?(?:Kroll|Abara|Pelling)/i }),
  question('recall-december', HIGH_CHAIR_RECALL, 'My Lumi LH-21 was made in December. Do I have to stop using it?', /\bno\b|\bnot\b|n't\b|unaffected|\bsafe\b|keep using|continue to use/i, {
    yes: /^yes\b|^(?:you )?(?:should|must|have to|need to) (?:stop|write|ring|return)|\b(?:chair|it|LH-21) is (?:also )?(?:affected|recalled|unsafe|dangerous)/i, 'that it is not told': UNTOLD }),
  question('recall-hurt', HIGH_CHAIR_RECALL, 'How many children were hurt?', /\b(?:two|2)\b/i, {
    'all cases': /\b14 children|^\W*(?:14|fourteen)\b(?! cases| reports)|\b14 (?:were|was|got) (?:hurt|bruised|injured)/i, seriously: /\b(?:two|2) (?:children |of them )?were (?:seriously|badly|severely)/i, undecided: /\b(?:2|two) or (?:14|fourteen)|(?:14|fourteen) or (?:2|two)/i }),
  question('match-equaliser', MATCH_REPORT, 'Who scored the goal that made it 2-2?', /Hurst/i, {
    another: /Ferris (?:scored|headed|made|got|shot)(?:(?!70|2-1|1-2|first|Hurst)[^.;])*(?:2-2|equali[sz]er|late|last|second)|Brandt (?:scored|made)(?:(?!0-2|2-0|penalty)[^.;])*2-2|^(?:Luca )?Ferris\W*$|free kick by (?:Dale )?Hurst/i, undecided: /Hurst (?:and|or) (?:Luca )?Ferris|Ferris (?:and|or) (?:Dale )?Hurst\b(?! (?:the|headed|scored))/i }),
  question('crumble-fridge', CRUMBLE_RECIPE, 'I prepared the crumble yesterday and kept it in the fridge. For how long do I have to bake it?', /\b50\b|\bfifty\b|\b(?:10|ten) (?:more |extra |additional )?min\w* (?:longer|more|extra)|(?:10|ten) (?:more|extra|additional) min|40 (?:\+|plus) 10|40 minutes and (?:then )?(?:another |a further )?(?:10|ten)/i, {
    'the usual time': /\b(?:only|just|still|bake (?:it )?for) 40 min\w*\W*$|(?:10|ten) minutes (?:less|shorter)/i, 'another time': /\b(?:20|30|60) minutes/i }),
  question('museum-tuesday', TRAM_MUSEUM, 'Is the museum open on Tuesdays in August?', /\byes\b|\bopen\b[^.;]*Tuesday|Tuesday[^.;]*\bopen\b|also on Tuesdays|^(?:it is |it's |the museum is )?open\W*$/i, {
    no: /^no\b|(?:\bnot|n't|never)(?: be)? open(?![^.;]*(?:other|rest|except))|closed on Tuesdays?\b(?! (?:in|from|except|otherwise|for|during|outside)\b)|\bnot on Tuesdays|except (?:on )?Tuesdays/i, 'that it is not told': UNTOLD }),
  question('museum-seventy', TRAM_MUSEUM, 'What does my grandmother, who is 70, pay for a ticket?', /(?<![\d.,])7(?:[.,]00?)?(?![\d%])\b/, {
    'another price': /\b(?:pays?|costs?|is|be|charged)(?: only)? £ ?(?:9[.,]50|4|22)\b|^\W*£? ?(?:9[.,]50|4|22)\b/i, undecided: /£? ?7(?:\.00)? or £? ?(?:9|4)|(?:9[.,]50|4) or £? ?7/, 'for free': /\b(?:pays nothing|gets in free|is free\W*$)/i }),
  question('job-saturday', BAKERY_JOB, 'How much would I earn an hour on a Saturday?', /(?<![\d.,])15(?:[.,]00?)?(?! ?(?:May|th|and 15))(?!\d)/, {
    'the other days': /Saturdays?(?: is| are|:)?[^.;,\d]{0,20}£ ?13[.,]20?|^\W*£? ?13[.,]20?(?!\d)(?! (?:an hour|per hour|on weekdays)?[^.]*15)|\b15 on (?:weekdays|the other days)/i, undecided: /13[.,]20? or £? ?15|15 or £? ?13/ }),

  open('landlord-price', LANDLORD_MAIL, 'What does the new boiler cost?', { 'a price': /\bcosts? (?:about |around |roughly |is |of |at )*£ ?\d|(?:price|cost) (?:is|of|at) (?:about |around )?£ ?\d|^\W*(?:about )?£? ?\d|boiler (?:is|at|for) £ ?\d/i }),
  open('allotment-plots', ALLOTMENT_MINUTES, 'How many plots does the club have in all?', { 'a number': /\b(?:has|have|owns?|there are|total of|altogether)(?: only| about)? (?:\d+|six|seventeen|thirty-one)(?: \w+)? plots|^\W*(?:\d+|six|seventeen|thirty-one)\b|(?:\d+|six|seventeen) plots in (?:all|total)/i }),
  open('match-referee', MATCH_REPORT, 'Who was the referee of the match?', { 'a person': /[Rr]eferee(?: of the match)? (?:was|is) (?:Mr |Ms |Mrs )?[A-Z]|^(?:Mr |Ms |Mrs )?[A-Z][a-z]+ [A-Z][a-z]+\W*$|\b[A-Z][a-z]+ (?:was|is) the referee|[Rr]efereed by [A-Z]/ }),
  open('museum-trams', TRAM_MUSEUM, 'How many old trams does the museum own?', { 'a number': /\b(?:has|have|owns?|there are|total of|about|around|shows?)(?: about| around| over| more than)? (?:\d+|one|two|three|ten|twenty)(?: old| historic| restored)? trams?\b|^\W*(?:\d+|one|two|three|fourteen|twenty)\b|owns? (?:one|\d+)\b/i }),
].map(({ task }) => task);

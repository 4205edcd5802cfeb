import { KITTEN_LEAFLET, OBITUARY, REMOVAL_COMPLAINT, REMOVAL_REPLY, TAP_GUIDE } from '../../documents/third/household.js';
import { FAREWELL_CHAT, PHONE_BLOG, POTTERY_COURSE, TENT_PAGE, WALK_DIARY } from '../../documents/third/leisure.js';
import type { LoopTask } from '../../task.js';
import { UNTOLD } from '../../truth/text.js';
import { open, question } from '../answer.js';

/** A pattern of what is wrong matches a statement and not a mention: an answer may well name the used tent beside the unused one. */
export const questions: readonly LoopTask[] = [
  question('obituary-age', OBITUARY, 'How old was the piano teacher at her death?', /\b85\b|eighty-five|(?:almost|nearly|just under|not yet|not quite) 86|(?:before|short of|shy of) (?:her |she |turning |being )?(?:was |turned |would have turned )?86/i, {
    'a year more': /(?<!before she |until she )\b(?:was|at|aged?(?: of)?|reached|lived to(?: be)?) 86\b(?!th)|^86\b(?!th)|(?<!almost |nearly |under |not yet |not quite )\b86 years old|8[56] or 8[56]/i, 'another age': /\b(?:aged?(?: of)?|was) (?:8[0-47-9]|34)\b/ }),
  question('obituary-relative', OBITUARY, 'Is the concert pianist whom she had taught a relative of the teacher?', /\bno\b|\bnot\b|n't|unrelated/i, {
    yes: /^yes\b|\b(?:is|was) (?:indeed |also )?(?:a|her|Lowe's|Harriet Lowe's|the teacher's) (?:relative|niece|relation)\b|they (?:are|were) related/i, 'that it is not told': UNTOLD }),
  question('tent-return', TENT_PAGE, 'I spent a night on a campsite in my new Corrie and do not like it. Will the shop take it back?', /\bno\b|\bnot\b|cannot|n't\b|(?:only|unless)[^.]*(?:faulty|unused)/i, {
    yes: /^yes\b(?!,?(?: but)? only)|\b(?:you|it|the tent|your tent|they|the shop) (?:can|will|may) (?:still )?(?:be returned|be sent back|come back|take (?:it|the tent) back|return (?:it|the tent)|send (?:it|the tent) back)(?!(?: within 60 days)?,? (?:but )?(?:only|unless|provided|if unused|(?:if|when) (?:it|the tent)\b))/i, 'that it is not told': UNTOLD }),
  question('tent-old', TENT_PAGE, 'What does a small tent of the previous version cost at the moment?', /\b149\b/, {
    'another price': /(?:\bnow(?: costs?| is| sells for| at| for)?|sold off (?:at|for)|(?:old|previous|earlier)(?: one| tent| version| Corrie 2)? (?:is|costs)) (?:now )?£?(?:199|219|329)\b|from £?149 to £?199/i, undecided: /149 or £?(?:199|219)|(?:199|219) or £?149/ }),
  question('pottery-glaze', POTTERY_COURSE, 'Who is the teacher on the evening on which the pots are glazed?', /Joanna|\bPrice\b/, {
    'the other': /(?:Yolanda|Pryce) (?:is the teacher|teaches|leads|takes|does|will (?:teach|lead|take))(?:(?!1 to 6|other|rest|evenings)[^.;])*(?:glaz|evening 7|seventh|\bit\b)|^(?:Ms |Mrs )?(?:Yolanda )?Pryce(?! (?:leads|takes|teaches|runs) (?:the )?(?:evenings|other|rest|first|all))|Price (?:and|or) Yolanda|not Joanna/i, 'a mixed name': /Joanna Pryce|Yolanda Price/i }),
  question('pottery-cancel', POTTERY_COURSE, 'If I give up my place three weeks ahead, how much do I lose?', /\b15\b|fifteen/i, {
    'another part': /\b(?:you|I) (?:would |will )?lose (?:half|everything|all|nothing)|half (?:of (?:it|the fee) )?is lost|lose (?:everything|all)? but|lose £?15 (?:or|and)/i, 'only that comes back': /(?:only|just) (?:get )?£?15 (?:back|is|are)|get (?:only )?£?15 back|£?15 (?:is|are|will be) (?:refunded|paid back|returned|given back)/i }),
  question('farewell-number', FAREWELL_CHAT, 'For how many guests does the restaurant lay the table in the end?', /\b12\b(?![:.]\d)|twelve/i, {
    'the first number': /\b(?:14|fourteen)(?: people| guests| persons)? (?:in the end|now|at last|finally)|(?:in the end|finally|now)(?:(?!twelve)[^.;,\d]){0,25}\b14\b|from (?:12|twelve) to (?:14|fourteen)/i, undecided: /\b12 or 14|14 or 12/ }),
  question('farewell-nine', FAREWELL_CHAT, 'Who pays the nine euros that are still missing for the present?', /\bGus\b/, {
    another: /Annelie (?:pays|paid|will pay|puts|put|adds|makes up|contributes|covers|will put)(?:(?!last time|before|\bbut\b|\bthen\b)[^.;])*(?:[.;]|$)|Gus (?:and|or) (?:Annelie|Dirk)|(?:Annelie|Dirk) (?:and|or) Gus|not Gus|Dirk (?:pays|paid|will pay|owes) (?:the )?nine/i }),
  question('diary-walked', WALK_DIARY, 'How far did the two really go on foot?', /\b50\b|fifty/i, {
    'the whole way': /(?:walked|went|covered|did|hiked) (?:a total of |all )?(?:the )?65\b/i, undecided: /\b50 or 65|65 or 50/, miles: /\b(?:50|fifty) miles/i }),
  question('diary-bus', WALK_DIARY, 'Why did they not walk on the third day?', /heel|(?<!on )\bfoot\b|\bfeet\b/i, {
    'a reason of its own': /(?:because|since|as|due to)(?: of)?(?:(?!heel|foot)[^.;])*(?:\bJo\b|rain|fog|knee|Bernadette|weather|missed|late)|(?:Jo|Bernie|Bernadette)(?:'s|' )? (?:left )?(?:heel|foot)/i }),
  question('tap-handle', TAP_GUIDE, 'My tap leaks below the handle. What part do I have to buy?', /O[- ]?ring/i, {
    'another part': /(?<!\b(?:not|no|n't|without|nor) (?:\w+ ){0,3})\b(?:need|replace|change|buy) (?:a |the )?(?:new )?(?:washer|cartridge)|(?:washer|cartridge) (?:and|or)(?: an?| the)?(?: new)? O|O[- ]?rings? (?:and|or)(?: an?| the)?(?: new)? (?:washer|cartridge)/i }),
  question('kitten-others', KITTEN_LEAFLET, 'How long after the second injection may the kitten meet other cats?', /\b(?:one|a|1) week\b|(?:7|seven) days|week after/i, {
    'another time': /(?:three|3|two|2|9|nine|12|twelve) (?:weeks?|months?) after (?:the|its|their|that) second|^\W*(?:after )?(?:three|3|9|nine|12|twelve) (?:weeks|months)/i, undecided: /(?:one|a|1)(?: week)? or (?:two|three|[23])|(?:two|three|[23])(?: weeks)? or (?:one|1)/i }),
  question('reply-lamp', REMOVAL_REPLY, 'What is the reason of the firm for not paying what is asked for the lamp?', /pack\w*[^.]{0,60}(?:herself|yourself|themselves|customer|\bher\b|\byou\b|Astley|\bshe\b)|(?:herself|yourself|customer|\bshe\b|\byou\b|Astley)[^.]{0,60}pack|self-packed/i, {
    'a reason of its own': /because(?:(?!pack)[^.;])*(?:insurer|joiner|bill|\bold\b|skip|found|worth|replace)/i, 'the firm packed it': /(?:firm|men|movers|removers|Kofi|Luis|Fenwick & Daughters) (?:had |have )?packed|packed by (?:the )?(?:firm|men|movers|removers|Kofi|Luis)/i }),
  question('blog-nights', PHONE_BLOG, 'Has giving up the smartphone improved his nights?', /\bno\b|\bnot\b|n't\b/i, {
    yes: /^yes\b|\b(?:he|writer|author|I) (?:now |really )?sleeps? (?:much |a lot )?better|(?<!(?:not|n't|never) )improved his (?:nights|sleep)|nights are (?:now )?better/i, 'that it is not told': UNTOLD }),

  open('obituary-illness', OBITUARY, 'Of which illness did the teacher die?', { 'an illness': /(?:died|passed away)[^.;,]{0,20} (?:of|from) (?!which\b|what\b|at\b|on\b)\w+|cancer|\bstroke\b|pneumonia|heart (?:attack|failure|disease)/i }),
  open('tent-minutes', TENT_PAGE, 'How many minutes does it take to put up the Corrie 2?', { 'a time': /\b(?:\d+|five|ten|fifteen|twenty|thirty) ?(?:min|hour)/i }),
  open('kitten-tablet', KITTEN_LEAFLET, 'What does a single worm tablet cost?', { 'a price': /(?:tablets?|\bit|\bone|they) (?:costs?|is|are) (?:about |only )?£|^\W*(?:about )?£? ?\d|£ ?[\d.]+ (?:a|per|for (?:a|one|each)) (?:single )?(?:worm )?tablet|tablets? (?:is|are) free/i }),
  open('complaint-boxes', REMOVAL_COMPLAINT, 'How many boxes did the men carry in all?', { 'a number': /\b(?:\d+|two|seven|ten|twenty) boxes\b|^\W*(?:\d+|one|two|seven|ten)\b|carried (?:only )?(?:one|a) box/i }),
].map(({ task }) => task);

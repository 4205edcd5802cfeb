import { changed, type SamplesByTask } from './samples.js';

const LEASE = 'Dear Ms Drew, dear Mr Rafiq, from 1 February your rent rises from 910 to 965 euros a month; the advance for heating falls to 125 euros. If you agree, please return the signed form by 15 December. New locks are fitted on 5 December between 8 and 11 am. From 1 December please ring Ms Arvidsson (0432 77 15 60) if something is broken. Kind regards, Theodor Brandauer';
const MEASURES = '- Annika Roth sends all new plans to building firms by 31 March.\n- Denis Clay gives each deputy a password by 15 March.\n- Yusuf Baran gets an offer for a spare cable through Quay Street by 30 April.';
const STEPS = '1. Beat the butter with the sugar for 5 minutes, then add the eggs.\n2. Fold in the flour and the baking powder, then the milk.\n3. Lay the halved plums on the dough, cut side up.\n4. Bake at 175 °C for 45 minutes.\n5. Strew on the almonds 10 minutes before the end.';
const MESSAGE = 'Year 4 goes to the Clock Museum on Tuesday 14 May. The bus leaves at 8:20 and is back at 15:45. Please pay 9.50 euros at the office by 8 May and give your child a packed lunch.';
const PLAIN = 'Morgenfeld takes back the oat bar Honey & Seed. It is about boxes with the dates 12 September and 19 September. Some bars of the kind Honey & Nut are in these boxes. They contain hazelnuts and a little soya. The box does not say so. This is dangerous for people with a nut allergy. All other people can eat them without risk.';
const ENTRY = '- Adults pay 11 euros, pensioners and students 8 euros.\n- Children from 6 to 16 pay 4 euros, younger ones nothing.\n- A family ticket costs 24 euros.\n- School groups pay 3 euros a child, two teachers are free.\n- "Lost Time" costs adults 2 euros more, children nothing.\n- On the first Sunday of the month everybody pays half.';
const SLIP = 'Dear Mr Kessler,\n\nI am writing about the touring bike that I hired from you on 13 May. The chain came off three times, so that we came back late, at 18:50, and you charged 6 euros more. As this was not my fault, I ask you to refund the 6 euros. I also forgot to collect my deposit of 50 euros. My telephone number is 0660 41 27.\n\nYours sincerely,\nJulian Ostrander';
const TERMS = 'Each person may take one case of up to 20 kg and hand luggage of up to 8 kg; a second case costs 35 pounds in advance, 55 pounds at the airport. Of the price 620 pounds are due by 19 April. Cancelling is free until 26 April, then costs 40 %, from 3 May 80 %.';

export const rewritingSamples: SamplesByTask = {
  'rewrite-lease-short': {
    right: [LEASE, changed(LEASE, 'rises from 910 to 965 euros a month', 'will be 965 euros'), changed(LEASE, 'New locks are fitted on 5 December between 8 and 11 am', 'On December 5 we fit new locks')],
    wrong: [changed(LEASE, 'by 15 December', 'by 31 January'), changed(LEASE, 'from 910 to 965', 'from 965 to 910'), changed(LEASE, '77 15 60', '77 19 99'), changed(LEASE, 'falls to 125', 'rises to 125'), `${LEASE} ${LEASE}`],
  },
  'rewrite-memo-measures': {
    right: [MEASURES, '- By 31 March: Annika Roth, plans to building firms\n- By 15 March: Denis Clay, passwords for deputies\n- By 30 April: Yusuf Baran, offer for a spare cable', changed(MEASURES, 'gets an offer for a spare cable', 'obtains a quote for the spare cable')],
    wrong: [changed(changed(MEASURES, '31 March', '15 April'), '15 March', '31 March'), changed(MEASURES, '- Denis Clay gives each deputy a password by 15 March.\n', ''), changed(MEASURES, 'Yusuf Baran', 'Denis Clay'), changed(MEASURES, 'gets an offer for', 'buys'), MEASURES.replaceAll('- ', '')],
  },
  'rewrite-recipe-steps': {
    right: [STEPS, changed(STEPS, '5. Strew on the almonds 10 minutes before the end.', '5. 10 minutes before the end, add the almonds.'), changed(STEPS, 'Beat the butter with the sugar for 5 minutes, then add the eggs', 'Beat butter and sugar for five minutes and add one egg after the other')],
    wrong: [changed(STEPS, '175', '180'), changed(STEPS, '\n5. Strew on the almonds 10 minutes before the end.', ''), changed(STEPS, 'cut side up', 'cut side down'), changed(STEPS, '45 minutes', '55 minutes'), changed(STEPS, '10 minutes before the end', 'before baking')],
  },
  'rewrite-bulletin-message': {
    right: [MESSAGE, changed(MESSAGE, 'Tuesday 14 May', 'May 14'), changed(MESSAGE, ' and give your child a packed lunch', '; families with school aid pay nothing')],
    wrong: [changed(MESSAGE, '14 May', '16 May'), changed(MESSAGE, '15:45', '17:15'), changed(MESSAGE, '9.50', '13'), changed(MESSAGE, 'a packed lunch', 'a warm jacket'), `${MESSAGE} Mrs Kaminski is on leave until 10 June, and Mr Bello takes her class.`],
  },
  'rewrite-recall-plain': {
    right: [PLAIN, changed(PLAIN, 'the dates 12 September and 19 September', 'the dates 12 and 19 September'), changed(PLAIN, 'All other people can eat them without risk', 'For everybody else there is no danger')],
    wrong: [changed(PLAIN, ' and 19 September', ''), changed(PLAIN, 'This is dangerous for people with a nut allergy. All other people can eat them without risk.', 'This is dangerous for everybody, not only with an allergy.'), changed(PLAIN, 'hazelnuts and a little soya', 'nuts'), changed(PLAIN, '12 September', '22 September')],
  },
  'rewrite-museum-entry': {
    right: [ENTRY, changed(ENTRY, 'Adults pay 11 euros, pensioners and students 8 euros', 'Adults: 11 euros; pensioners and students: 8 euros'), changed(changed(ENTRY, 'younger ones nothing', 'those under 6 are free'), 'pay 4 euros', 'pay €4')],
    wrong: [changed(changed(ENTRY, '11 euros', '8 euros'), 'students 8', 'students 11'), changed(ENTRY, '\n- A family ticket costs 24 euros.', ''), changed(ENTRY, 'pays half', 'pays nothing'), changed(ENTRY, 'pay 4 euros', 'pay 3 euros'), ENTRY.replaceAll('- ', '')],
  },
  'rewrite-slip-formal': {
    right: [SLIP, changed(SLIP, 'touring bike', 'touring bicycle'), changed(changed(SLIP, 'three times', '3 times'), 'late, at 18:50,', 'late, at 6:50 pm,')],
    wrong: [changed(SLIP, '18:50', '18:30'), changed(SLIP, 'Dear Mr Kessler', 'Hi'), changed(SLIP, ' I also forgot to collect my deposit of 50 euros.', ''), changed(SLIP, 'three times', 'once'), changed(SLIP, '13 May', '15 May')],
  },
  'rewrite-report-headline': {
    right: ['Varnby lose 27:28 after leading by six goals', 'Eskerholm beat Varnby with a goal in the last seconds', 'Varnby throw away a lead of six goals'],
    wrong: ['Varnby beat Eskerholm 28:27', 'Varnby lose against Tarn', 'A handball match on Saturday', 'Varnby lose the match against Eskerholm 27:28 although they had led by 16:10 at half-time'],
  },
  'rewrite-itinerary-terms': {
    right: [TERMS, changed(TERMS, '40 %, from 3 May 80 %', '40 percent, from 3 May 80 percent'), changed(TERMS, '; a second case costs 35 pounds in advance, 55 pounds at the airport', '')],
    wrong: [changed(TERMS, '35 pounds in advance, 55 pounds at the airport', '55 pounds in advance, 35 pounds at the airport'), changed(TERMS, '19 April', '26 April'), changed(TERMS, '40 %, from 3 May 80 %', '80 %, from 3 May 40 %'), changed(TERMS, '20 kg', '28 kg'), `${TERMS} You have already paid 1,480 pounds for the journey.`],
  },
};

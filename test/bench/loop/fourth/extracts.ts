import { changed, type SamplesByTask } from '../second/samples.js';

const ALLOTMENT = 'members present: 31\nold rent: £48\nnew rent: £54\ndate of the summer party: 11 July';
const RECALL = 'item numbers: LH-20 and LH-21\ntelephone: 0800 555 0177\nnumber of cases: 14\nprice paid back: £119';
const CRUMBLE = 'flour: 180 g\ncold butter: 120 g\nsugar: 90 g\noats: 60 g\nsalt: a pinch';
const MUSEUM = '{"adult_ticket": "£9.50", "child_ticket": "£4", "family_ticket": "£22", "student_ticket": "£7", "further_ride": "£1.50"}';
const JOB = 'hours a week: 24\nfirst day of work: 1 June\nlast day to apply: 10 May\npay an hour on weekdays: £13.20\nperson who answers questions: Judith Amos';

/** Facts stand as lines "name: value". */
export const extractSamples: SamplesByTask = {
  'extract-allotment': {
    right: [ALLOTMENT, 'present_members: 31\nprevious_rent: 48\nnew_rent: 54\nparty: July 11', 'Attendance: 31 members\nRent of a plot: from £48 to £54 a year\nSummer party: 11th July', 'Members: 31\nRent before: £48 a year\nRent from 1 April: £54 a year\nSummer party date: 11 July', `${ALLOTMENT}\nrent for pensioners: £36`],
    wrong: [changed(changed(ALLOTMENT, '£48', '£54'), 'new rent: £54', 'new rent: £48'), changed(ALLOTMENT, '31', '17'), changed(ALLOTMENT, '11 July', '21 November'), changed(ALLOTMENT, '£48', '£36'), changed(ALLOTMENT, '\nnew rent: £54', ''), changed(ALLOTMENT, '£54', '£58')],
  },
  'extract-recall': {
    right: [RECALL, 'item number 1: LH-20\nitem number 2: LH-21\nphone: 0800 555 0177\nreported cases: 14\nrefund: £119', 'Item numbers: LH-20, LH-21\nPhone number: 0800 555 0177\nKnown incidents: 14\nFull price: 119 pounds', changed(RECALL, 'LH-20 and LH-21', 'LH-20/21')],
    wrong: [changed(RECALL, ' and LH-21', ''), changed(RECALL, 'LH-20 and LH-21', 'LH-20, LH-21 and LH-30'), changed(RECALL, '14', 'two'), changed(RECALL, '0177', '0119'), changed(RECALL, '\nprice paid back: £119', ''), changed(RECALL, '£119', '£19')],
  },
  'extract-crumble': {
    right: [CRUMBLE, 'ingredient_1: 180 g of flour\ningredient_2: 120 g of cold butter\ningredient_3: 90 g of sugar\ningredient_4: 60 g of oats\ningredient_5: a pinch of salt', 'Flour: 180g\nButter (cold): 120g\nSugar: 90g\nOats: 60g\nSalt: pinch'],
    wrong: [`${CRUMBLE}\nbrown sugar: 50 g`, changed(CRUMBLE, '\noats: 60 g', ''), changed(changed(CRUMBLE, '180', '120'), 'butter: 120', 'butter: 180'), changed(CRUMBLE, '90 g', '50 g'), 'sour apples: 1 kg\nbrown sugar: 50 g\nlemon juice: half a lemon\ncinnamon: 1 teaspoon', changed(CRUMBLE, '60 g', '600 g')],
  },
  'extract-museum': {
    right: [MUSEUM, '{"adult_ticket":9.5,"child_ticket":4,"family_ticket":22,"student_ticket":7,"further_ride":1.5}', `\`\`\`json\n${MUSEUM}\n\`\`\``, changed(MUSEUM, '"£4"', '"4.00 pounds"')],
    wrong: [changed(MUSEUM, '£9.50', '£22'), changed(MUSEUM, '"£4"', '"free"'), changed(MUSEUM, ', "further_ride": "£1.50"', ''), changed(changed(MUSEUM, '"£4"', '"£7"'), 'student_ticket": "£7', 'student_ticket": "£4'), changed(MUSEUM, 'family_ticket', 'group_ticket'), 'adult_ticket: £9.50'],
  },
  'extract-job': {
    right: [JOB, 'weekly_hours: 24\nstart: June 1\ndeadline: May 10\nhourly_pay: 13.20\ncontact: Judith Amos', 'Hours: 24 hours a week\nStart date: from 1 June\nApply by: 10 May\nPay: £13.20 an hour\nContact: Judith Amos, manager of the shop'],
    wrong: [changed(JOB, '£13.20', '£15'), changed(changed(JOB, '1 June', '10 May'), 'apply: 10 May', 'apply: 1 June'), changed(JOB, '24', '28'), changed(JOB, 'Judith Amos', 'Fennel & Rye'), changed(JOB, '\nlast day to apply: 10 May', ''), changed(JOB, '10 May', '14 May')],
  },
};

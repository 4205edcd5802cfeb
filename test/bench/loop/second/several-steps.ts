import type { SamplesByTask } from './samples.js';

export const severalStepsSamples: SamplesByTask = {
  'steps-memo': {
    right: ['The outage began at 13:52, and 3,150 households lost the internet, which was back for most at 18:47.', 'From 13:52 to 18:47 most of the 3150 households had no internet.', 'At 1:52 pm 3,150 households lost the internet, and most had it back at 6:47 pm.'],
    wrong: ['The outage began at 14:09, and 3,150 households lost the internet until 18:47.', 'The outage began at 13:52. The internet was back at 18:47 for most of 3,150 households.', 'The outage began at 13:52, and 3,150 households had no internet until 20:05.', 'The outage began at 18:47 and was over at 13:52 for 3,150 households.'],
  },
  'steps-report': {
    right: ['1. Ida Brokaw: 9 goals\n2. Sanne Oort: 8 goals\n3. Lotte Wirth: 6 goals', '1. Brokaw (nine)\n2. Oort (eight)\n3. Wirth (six)', '1) Ida Brokaw, nine goals (four penalties)\n2) Sanne Oort, eight goals\n3) Lotte Wirth, six goals'],
    wrong: ['1. Sanne Oort: 8 goals\n2. Ida Brokaw: 9 goals\n3. Lotte Wirth: 6 goals', '1. Ida Brokaw: 9 goals\n2. Sanne Oort: 6 goals\n3. Lotte Wirth: 8 goals', '1. Ida Brokaw: 9 goals\n2. Sanne Oort: 8 goals\n3. Thea Lund: 1 goal', '- Ida Brokaw: 9 goals\n- Sanne Oort: 8 goals\n- Lotte Wirth: 6 goals'],
  },
  'steps-minutes': {
    right: ['Das nächste Treffen ist am Montag, dem 4. November, um 19:30 Uhr bei Ekwueme zu Hause.', 'Die nächste Sitzung findet am 4. November um 19.30 Uhr in der Wohnung von Ekwueme statt.', 'Das nächste Treffen ist am 4. November um 19:30 Uhr bei Rosalind Ekwueme und nicht im Gemeindezentrum.'],
    wrong: ['The next meeting is on 4 November at 19:30 at the home of Ekwueme.', 'Das nächste Treffen ist am 4. November um 19:30 Uhr im Gemeindezentrum bei Ekwueme.', 'Das nächste Treffen ist am 7. Oktober um 19:30 Uhr bei Ekwueme.', 'Das nächste Treffen ist am 4. November bei Ekwueme zu Hause.', 'Das nächste Treffen ist am 4. November um 19.40 Uhr bei Ekwueme.'],
  },
  'compared-opening': {
    right: ['No.', 'No, they visit it on Monday 13 May, and the museum is closed on Mondays.', 'The visit is on a Monday, when the museum is not open.'],
    wrong: ['Yes.', 'Yes, it is open from 10 to 17 and closed only on Tuesdays.', 'They visit it on Tuesday, when it is closed.', 'The museum is open on Mondays, so it is not closed.', 'The text does not say whether it is closed.'],
  },
  'compared-outage': {
    right: ['The customer says 14:10, the memo says 13:52.', 'According to the customer at 14:10, according to the memo at 13:52.', '14:10 by the chat and 13:52 by the memo.'],
    wrong: ['The customer says 13:52, the memo says 14:10.', 'The customer says 14:10, the memo says 14:09.', 'At 13:52.', 'The customer says 14:31 and the memo 13:52.'],
  },
  'compared-entry': {
    right: ['9.50 euros by the bulletin; the museum charges 3 euros.', 'The school asks for 9.50 euros (with the bus), the museum itself 3 euros a child.', 'The trip costs 9.50 euros, while school groups pay €3 a child.'],
    wrong: ['9.50 euros by the bulletin; the museum charges 4 euros.', 'The bulletin says 3 euros, and the museum charges 9.50 euros.', '13 euros by the bulletin and 3 euros by the museum.', '9.50 euros.'],
  },
};

import type { SamplesByTask } from '../second/samples.js';

export const questionSamples: SamplesByTask = {
  'answer-landlord-flat': {
    right: ['On Tuesday between 9 am and noon.', 'Between 9 and 12 on Tuesday, 10 February.', 'Tuesday morning', 'Flats 5 to 8 are done between 9 am and noon, flats 1 to 4 between 1 and 4 pm.', 'From 9:00 to 12:00.', '9am–12pm', 'Tuesday, 9 a.m. until midday; if you cannot be at home, leave a key by Monday evening.', 'The engineers come on Tuesday between nine in the morning and noon.'],
    wrong: ['On Tuesday between 1 and 4 pm.', 'On Monday between 9 am and noon.', 'On Tuesday.', 'Between 9 am and noon or between 1 and 4 pm.', 'For about 20 minutes.', 'The text does not say.', ''],
  },
  'answer-landlord-heating': {
    right: ['Two days.', 'On Monday and Tuesday.', 'There will be no hot water from Monday 8 am until Wednesday evening, and no heating on Monday and Tuesday.', 'For 2 days (9 and 10 February).', 'From Monday to Tuesday.', 'The heating is off for two days; it works again on Wednesday.', '48 hours'],
    wrong: ['From Monday 8 am until Wednesday evening.', 'Three days.', 'There is no heating from Monday until Wednesday.', 'Until Thursday 12 February.', '20 minutes', 'The text does not say.', ''],
  },
  'answer-gastroscopy-juice': {
    right: ['No.', 'No, only clear water is allowed.', 'You may drink clear water until two hours before it, but no milk, juice or coffee.', "You mustn't drink juice.", 'Juice is not allowed.', 'Only water.'],
    wrong: ['Yes.', 'Yes, because it is more than two hours before.', 'You may drink juice until two hours before the appointment.', 'The text does not say.', 'It is not stated.', 'You may still have a glass of orange juice, but no milk.', ''],
  },
  'answer-gastroscopy-drive': {
    right: ['After 24 hours.', 'Not before 24 hours have passed.', 'The next day.', 'With the sedative somebody must fetch you, and for 24 hours you must not drive, sign contracts or drink alcohol.', 'With the spray you can drive after half an hour, with the sedative only after 24 hours.', 'One day later', 'Twenty-four hours after the examination'],
    wrong: ['After half an hour.', 'After two hours.', 'Half an hour or 24 hours', 'At once, somebody must fetch you.', 'You can drive after half an hour, but not drink alcohol for 24 hours.', 'The text does not say.', ''],
  },
  'answer-allotment-money': {
    right: ['Samir Haddad', 'Samir Haddad, the new treasurer.', 'Wanda Kroll did not stand again; Samir Haddad is the new treasurer.', 'Haddad, because Wanda Kroll is no longer the treasurer.', 'Mr Haddad'],
    wrong: ['Wanda Kroll', 'Denise Abara', 'Wanda Kroll remains the treasurer; Samir Haddad helps her.', 'Samir Haddad or Wanda Kroll', 'The text does not say.', ''],
  },
  'answer-recall-december': {
    right: ['No.', 'No, chairs made from November on are not affected.', 'The chairs LH-20 and LH-21 that were made from November on have other screws already and are not affected.', 'You do not have to stop using it.', 'It is unaffected.', 'You can keep using it.'],
    wrong: ['Yes.', 'Yes, the LH-21 is recalled.', 'Stop using the chair now.', 'You should stop using it at once and not sell it.', 'The text does not say.', ''],
  },
  'answer-recall-hurt': {
    right: ['Two.', '2', 'Two children were bruised; nobody was seriously hurt.', 'We know of 14 cases in which the footrest broke off; in two of them a child was bruised.', 'In two of 14 cases a child was bruised.', '14 cases are known, and two children were bruised.'],
    wrong: ['14', '14 children were hurt.', 'Two children were seriously hurt.', 'Nobody was hurt.', '2 or 14', 'The text does not say.', ''],
  },
  'answer-match-equaliser': {
    right: ['Dale Hurst', 'Captain Dale Hurst headed it in.', 'In the third minute of added time Hurst headed in a free kick by Ferris: 2-2.', 'Hurst, after a free kick by Luca Ferris.', 'Ferris scored in the 70th minute, and Hurst made it 2-2.'],
    wrong: ['Luca Ferris', 'Luca Ferris scored the equaliser after a free kick by Hurst.', 'Kofi Brandt', 'Hurst and Ferris', 'Ferris made it 2-2 after Hurst had brought down Marr.', 'The text does not say.', ''],
  },
  'answer-crumble-fridge': {
    right: ['50 minutes', 'For 50 minutes, 10 minutes longer than usual.', 'Bake it for 10 minutes longer.', 'Fifty minutes instead of 40 minutes.', '40 minutes and another 10', 'Ten more minutes than the 40 minutes of the recipe.', 'You can prepare everything a day before and keep it in the fridge; then bake it for 10 minutes longer.'],
    wrong: ['40 minutes', 'Bake it for 40 minutes.', '10 minutes', '30 minutes, 10 minutes less.', '60 minutes', 'It keeps for three days.', ''],
  },
  'answer-museum-tuesday': {
    right: ['Yes.', 'Yes, in July and August it is also open on Tuesdays.', 'In July and August also on Tuesdays.', 'It is open on Tuesdays in July and August, but not in the other months.', 'The museum is open on Tuesdays in August from 10 am to 5 pm.', 'Yes; it is closed on Tuesdays in the other months.'],
    wrong: ['No.', 'No, it is open from Wednesday to Sunday.', 'It is open from Wednesday to Sunday.', 'The museum is closed on Tuesdays.', 'It is not open on Tuesdays.', 'The text does not say.', ''],
  },
  'answer-museum-seventy': {
    right: ['£7', '7 pounds', 'Students and people over 65 pay £7.', 'She pays £7 instead of £9.50, as she is over 65.', '£7.00', 'At 70 she pays £7, and every further ride costs £1.50.'],
    wrong: ['£9.50', '£4', 'She pays £9.50; students pay £7.', '£7 or £9.50', 'Nothing.', '£70', 'The text does not say.', ''],
  },
  'answer-job-saturday': {
    right: ['£15', '£15 an hour', '£13.20 an hour, and £15 on Saturdays', '15 pounds instead of the £13.20 on weekdays', 'You would earn £15.00 an hour on a Saturday.'],
    wrong: ['£13.20', '£13.20 on Saturdays and £15 on weekdays', '£13.20 or £15', 'On 14 and 15 May.', 'From 6:30 am to 1 pm', 'The text does not say.', ''],
  },
  'open-landlord-price': {
    right: ['The text does not say.', 'The e-mail does not mention the price of the boiler; it only says that everybody gets £40 off the rent for March.', 'No price is given.', 'It is not stated what the boiler costs.'],
    wrong: ['£40', 'The boiler costs £40.', 'The price is not given exactly, but it costs about £3,000.', 'It is paid by the tenants.', ''],
  },
  'open-allotment-plots': {
    right: ['The text does not say.', 'The minutes do not say how many plots there are; they only mention that six plots became free.', 'The number is not stated.', 'There is no information about the total number of plots; 17 people are on the waiting list.'],
    wrong: ['Six', '17 plots', 'It has 31 plots.', 'The minutes do not say so, but there are 48 plots.', 'Six plots in all', ''],
  },
  'open-match-referee': {
    right: ['The text does not say.', 'The report does not mention the referee.', 'The referee is not named.', 'It is not stated who the referee was.', 'There is no information about the referee; Ben Cawley saw his second yellow card.'],
    wrong: ['Ben Cawley', 'The referee was Piet Vos.', 'The report does not say it directly, but the referee was Owen Tate.', 'Maria Stenning was the coach.', ''],
  },
  'open-museum-trams': {
    right: ['The text does not say.', 'The page does not mention how many trams there are.', 'The number is not stated; a ticket includes one ride on an old tram.', 'There is no information about that.'],
    wrong: ['14', 'It has 20 trams.', 'The page does not say, but the museum has about ten old trams.', 'One tram', 'The ticket includes one ride.', ''],
  },
};

import { changed, type SamplesByTask } from '../second/samples.js';

const CLINIC = 'The clinic asks you not to eat for six hours before your appointment on Tuesday, to drink only water, and to be fetched and not to drive until the next day if you choose the sedative.';
const SUBTITLES = '1\n00:00:03,200 --> 00:00:07,000\nRub the flour, the salt and the butter with your fingertips\nuntil it looks like breadcrumbs.\n\n2\n00:00:07,200 --> 00:00:09,500\nStir in the sugar and the oats.\n\n3\n00:00:09,700 --> 00:00:13,500\nSpread the crumble over the fruit, but do not press it down.\n';
const FRENCH = 'Et donc, mes chers compatriotes américains, ne demandez pas ce que votre pays peut faire pour vous, demandez ce que vous pouvez faire pour votre pays.';
const POSTER = 'A flea market takes place on Sunday 17 May from 8 am to 2 pm in Linden Square.';

/** Words about pictures, recordings, clips and pages. */
export const wordSamples: SamplesByTask = {
  'picture-animals': {
    right: ['2', 'Two.', 'There are two animals in the photo, a dog and a horse.', 'A dog and a horse.', 'There is one horse and one dog.', '1 dog, 1 horse', '2 animals'],
    wrong: ['3', 'There are three animals.', 'One animal', 'Two horses', 'A horse', ''],
  },
  'picture-bus': {
    right: ['No.', 'No, there is no bus in the picture.', "There isn't a bus, only a truck.", 'A bus is not in the picture.', 'None'],
    wrong: ['Yes.', 'Yes, there is a bus.', 'There is a bus behind the bicycle, not a car.', 'A dog and a bicycle', ''],
  },
  'picture-shop-hours': {
    right: ['13.00', 'At 13:00.', 'At 1 pm on Saturdays.', 'On Saturdays it closes at 13:00, on the other days at 18.30.', "At one o'clock", 'The shop is open on Saturday from 9.30 to 13.00.'],
    wrong: ['18.30', 'On Saturdays it closes at 18.30.', 'At 9.30', 'The shop closes at 12.15.', '6:30 pm', ''],
  },
  'recording-speech': {
    right: ['What they can do for their country.', 'They should ask: "What can I do for my country?"', 'He wants people to ask what they can do for their country, rather than what their country can do for them.', 'Ask what you can do for your country.', 'Ask not what your country can do for you, ask what you can do for your country.', 'He wants them not to ask what their country can do for them, but what they can do for their country.', 'They should ask what they can do for their country instead of asking what the country can do for them.'],
    wrong: ['What their country can do for them.', 'They should ask what their country can do for them, not what they can do for their country.', 'He wants people to ask what your country can do for you.', 'His fellow Americans', 'The text does not say.', ''],
  },
  'recording-clinic': {
    right: [CLINIC, 'Before the appointment you must not eat anything for 6 hours, and you may drink clear water, but no milk or coffee.', 'Come to Tuesday\'s appointment with an empty stomach, and have somebody fetch you if you take the sedative.'],
    wrong: [changed(CLINIC, 'six hours', 'two hours'), `${CLINIC} Bring a list.`, changed(CLINIC, 'to drink only water', 'says that you may drink water or coffee'), changed(CLINIC, 'six', '16'), 'You must not drive until the next day.', ''],
  },
  'caption-sign': {
    right: ['A man stands in a room and raises his right hand.', 'From 0:00 to 0:01 a person is seen.', 'Somebody makes a gesture with one hand; nobody speaks.'],
    wrong: ['A dog sits on a chair.', 'Two people shake hands.', 'A man takes a bottle from the table.', 'A person rides a horse.', 'A blue board hangs on the wall.', ''],
  },
  'caption-bottles-middle': {
    right: ['Two bottles are taken away by a hand, one stays.', 'Three bottles stand on a table; at 0:02 two of them leave.', 'There is a bottle. A person puts another one beside it.'],
    wrong: ['A cat jumps on a table with bottles.', 'A hand moves.', 'A person says that the bottles are empty.', 'A car and a bottle', ''],
  },
  'page-trams': {
    right: ['£3', '£3 a day in Canal Street.', 'There is no car park at the museum; use the one in Canal Street (£3 a day), five minutes away.', 'Three pounds', '3.00 pounds'],
    wrong: ['£9.50', '£4', 'Parking is free.', '£1.50 a day', 'The text does not say.', ''],
  },
  'page-courses': {
    right: ['It costs 90 pounds and is on Thursdays.', 'Thursday, £90', 'The Spanish course costs 90 pounds and takes place on Thursdays at 18:00, the Italian one is on Mondays.'],
    wrong: ['It costs 96 pounds and is on Thursdays.', 'The Spanish course costs 90 pounds and is on Monday.', '90 pounds', 'On Thursdays', 'Spanish is on Monday for 96 pounds, not on Thursday for 90.', ''],
  },
  'planned-french-speech': {
    right: [FRENCH, 'Alors, chers concitoyens, ne vous demandez pas ce que votre pays peut faire pour vous, mais demandez-vous ce que vous pouvez faire pour lui.', 'Et ainsi, mes compatriotes, ne demandez pas ce que peut faire votre pays pour vous, demandez-vous ce que vous pouvez faire pour votre pays.'],
    wrong: [changed(changed(FRENCH, 'ne demandez pas ce que votre pays peut faire pour vous', 'ne demandez pas ce que vous pouvez faire pour votre pays'), 'demandez ce que vous pouvez faire pour votre pays.', 'demandez ce que votre pays peut faire pour vous.'), changed(FRENCH, ', demandez ce que vous pouvez faire pour votre pays', ''), changed(FRENCH, 'ne demandez pas', 'demandez'), 'And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country.', 'Und so, meine amerikanischen Mitbürger, fragt nicht, was euer Land für euch tun kann.', ''],
  },
  'planned-poster': {
    right: [POSTER, 'On 17 May there is a flea market in Linden Square.', 'The flea market is on Sunday, May 17th, between 8:00 and 14:00 at Linden Square, and a stall costs 12 euros.'],
    wrong: [changed(POSTER, '17 May', '7 May'), changed(POSTER, ' in Linden Square', ''), changed(POSTER, 'flea market', 'concert'), changed(POSTER, 'to 2 pm', 'to 3 pm'), `${POSTER} A stall costs 12 euros.`, changed(POSTER, 'Sunday', 'Saturday'), ''],
  },
  'planned-message': {
    right: ['On Wednesday evening.', 'Wednesday', 'There is no hot water from Monday morning until Wednesday evening.', 'The hot water comes back on Wednesday evening; the heating is off on Monday and Tuesday.', 'The hot water is back on Wednesday, and the heating is off until Tuesday.'],
    wrong: ['On Tuesday.', 'On Monday and Tuesday', 'It comes back on Tuesday, not on Wednesday.', 'On Wednesday morning.', 'The message does not say.', ''],
  },
  'planned-photos': {
    right: ['A dog and an eagle.', 'The first photo shows a dog and the second a bird.', 'There is a dog in one and a large brown hawk in the other picture.'],
    wrong: ['A dog and a cat.', 'A dog', 'A dog and two birds', 'There is a dog in the first photo. There is an eagle in the second.', 'A horse, a dog and a bird', ''],
  },
};

/** Subtitles, each with the clip that carries them. */
export const subtitleSamples = {
  right: [SUBTITLES, changed(changed(SUBTITLES, 'breadcrumbs', 'bread crumbs'), '03,200', '03,600'), `WEBVTT\n\n${SUBTITLES.replaceAll(',', '.').replaceAll(/^\d\n/gm, '')}`],
  wrong: [changed(SUBTITLES, '03,200', '00,100'), SUBTITLES.slice(0, SUBTITLES.indexOf('2\n00:00:07,200')), 'Rub the flour, the salt and the butter.', SUBTITLES.replaceAll('the', 'some').replaceAll('and', 'or')],
};

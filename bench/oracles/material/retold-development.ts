import { date, firstName, number, one, person, time, town, weekday, year } from './slots.js';
import type { RetoldText } from './retold.js';

/** Texts on which limits may be chosen. */
export const DEVELOPMENT_RETOLD: readonly RetoldText[] = [
  {
    slots: { street: one('wrong name', 'Chandler Street', 'Hopfield Lane', 'Marsh Road'), day: weekday(), ta: time(), tb: time(), phone: number(2_001, 8_999), year: year(1931, 1968), minutes: number(4, 19), cost: number(11_000, 98_000) },
    title: 'Water supply: works in {street}',
    sentences: [
      { source: 'The water in {street} will be cut off on {day} from {ta} to {tb}.', retold: 'On {day}, between {ta} and {tb}, there will be no water in {street}.', lacking: ['date', 'There will be no water in {street} for a while.'], main: true },
      { source: 'Pipes from {year} have to be replaced, and that cannot be done while they are under pressure.', retold: 'The reason is that pipes of {year} are replaced, which cannot be done under pressure.', lacking: ['date', 'The reason is that old pipes are replaced, which cannot be done under pressure.'] },
      { source: 'If you are ill or have a baby, call {phone} and we will bring water to your door.', retold: 'Those who are ill or have a baby can call {phone} and get water brought to their door.', lacking: ['number', 'Those who are ill or have a baby get water brought to their door.'], main: true, paragraph: true },
      { source: 'Everybody else finds a tanker with drinking water next to the chapel.', retold: 'For all others a tanker with drinking water stands beside the chapel.' },
      { source: 'Do not drink from the tap before it has run clear for {minutes} minutes.', retold: 'Let the tap run clear for {minutes} minutes before you drink from it.', lacking: ['number', 'Let the tap run clear before you drink from it.'] },
      { source: 'The works cost {cost} euros, which the council pays.', retold: 'The council pays the {cost} euros that the works cost.', lacking: ['number', 'The council pays for the works.'], paragraph: true },
    ],
  },
  {
    slots: { order: number(20_001, 89_999), day: date(), came: date(), until: date(), sum: number(110, 890), hall: person(), times: number(3, 9) },
    title: 'Order {order}: wardrobe',
    sentences: [
      { source: 'On {day} I ordered a white wardrobe from your catalogue and paid {sum} euros in advance.', retold: 'I ordered a white wardrobe from your catalogue on {day}, for which I paid {sum} euros in advance.', lacking: ['number', 'I ordered a white wardrobe from your catalogue on {day}.'] },
      { source: 'The one that was brought on {came} is black, and a hinge of its left door is broken.', retold: 'What came on {came} is a black one with a broken hinge at the left door.', lacking: ['date', 'What came is a black one with a broken hinge at the left door.'], main: true },
      { source: 'I have called your office {times} times since then.', retold: 'Since then I have rung your office {times} times.', lacking: ['number', 'Since then I have rung your office.'], paragraph: true },
      { source: 'Mr {hall} told me that colours are none of his business.', retold: 'There I heard from Mr {hall} that colours were none of his business.', lacking: ['name', 'There I heard that colours were none of their business.'] },
      { source: 'I do not want a voucher.', retold: 'A voucher is not what I want.' },
      { source: 'Please collect the black wardrobe and deliver the white one by {until}.', retold: 'I ask you to deliver the white wardrobe by {until} and to take the black one back.', lacking: ['date', 'I ask you to deliver the white wardrobe and to take the black one back.'], main: true, paragraph: true },
      { source: 'If that is not possible, I want my {sum} euros back.', retold: 'Should that be impossible, I demand my {sum} euros back.', lacking: ['condition', 'I demand my {sum} euros back.'], main: true },
    ],
  },
  {
    slots: { town: town(), day: weekday(), mayor: person(), votes: number(11, 19), against: number(2, 9), cost: number(2, 19), from: year(2031, 2038), trees: number(110, 480) },
    title: 'Council of {town} saves the old swimming bath',
    sentences: [
      { source: 'The old swimming bath of {town} will be repaired and not torn down.', retold: 'The council of {town} repairs its old swimming bath instead of tearing it down.', main: true },
      { source: 'The council decided this on {day} with {votes} votes against {against}.', retold: 'That was decided on {day}, with {votes} votes to {against}.', lacking: ['number', 'That was decided on {day}.'], main: true },
      { source: 'The repair costs {cost} million dollars and is to begin in {from}.', retold: 'The repair begins in {from} and costs {cost} million dollars.', lacking: ['date', 'The repair costs {cost} million dollars.'], main: true },
      { source: 'Mayor {mayor} had wanted to sell the land to a hotel.', retold: 'Mayor {mayor} would rather have sold the land to a hotel.', lacking: ['name', 'The mayor would rather have sold the land to a hotel.'], paragraph: true },
      { source: 'School classes will swim in the lake until the bath opens again.', retold: 'Until the bath is open again, school classes will swim in the lake.' },
      { source: 'Beside the bath {trees} trees will be planted, unless the soil turns out to be too wet.', retold: '{trees} trees will be planted beside the bath if the soil is not too wet.', lacking: ['condition', '{trees} trees will be planted beside the bath.'], paragraph: true },
      { source: 'A band played in front of the town hall.', retold: 'In front of the town hall a band was playing.' },
    ],
  },
  {
    slots: { model: one('wrong name', 'Ventra 20', 'Polaro 7', 'Kestrel X'), from: date(), to: date(), reports: number(21, 90), hurt: number(3, 9), mail: one('wrong name', 'safety@norwell.example', 'help@brantley.example'), days: number(11, 30) },
    title: 'Recall of the {model} car seat',
    sentences: [
      { source: 'We recall the child car seat {model}, because its buckle can open by itself.', retold: 'The child car seat {model} is recalled: its buckle may open by itself.', lacking: ['name', 'A child car seat is recalled: its buckle may open by itself.'], main: true },
      { source: 'Seats that were sold between {from} and {to} are affected.', retold: 'This concerns seats sold from {from} to {to}.', lacking: ['date', 'This concerns seats that were sold not long ago.'], main: true },
      { source: 'There were {reports} reports, and {hurt} children were slightly hurt.', retold: 'In {reports} reports {hurt} children were slightly hurt.', lacking: ['number', 'In some reports children were slightly hurt.'] },
      { source: 'Stop using the seat at once and write to {mail}.', retold: 'Do not use the seat any more, and write to {mail}.', lacking: ['name', 'Do not use the seat any more, and write to us.'], main: true, paragraph: true },
      { source: 'You get a new buckle within {days} days and need no receipt.', retold: 'A new buckle comes within {days} days; no receipt is needed.', lacking: ['number', 'A new buckle will come; no receipt is needed.'] },
      { source: 'Seats with a green label on the back are safe.', retold: 'If there is a green label on the back, the seat is safe.', paragraph: true },
      { source: 'We are sorry for the trouble that this causes.', retold: 'We regret the trouble that comes of it.' },
    ],
  },
  {
    slots: { study: one('wrong name', 'University of Turku', 'University of Ghent', 'University of Bari'), cells: number(1_100, 9_400), years: number(4, 19), percent: number(21, 48), lead: person(), age: number(52, 69) },
    title: 'A walk after dinner keeps the heart young',
    sentences: [
      { source: 'People who walk after dinner have fewer heart attacks, a study of the {study} shows.', retold: 'A study of the {study} shows that those who walk after dinner have fewer heart attacks.', lacking: ['name', 'A study shows that those who walk after dinner have fewer heart attacks.'], main: true },
      { source: 'The researchers followed {cells} men and women for {years} years.', retold: 'It followed {cells} women and men over {years} years.', lacking: ['number', 'It followed women and men over many years.'] },
      { source: 'Among those who walked for half an hour, heart attacks were {percent} percent rarer.', retold: 'Heart attacks were {percent} percent rarer in those who walked for half an hour.', lacking: ['number', 'Heart attacks were rarer in those who walked for half an hour.'], main: true },
      { source: 'The effect was found only in people older than {age}.', retold: 'Only in people over {age} was the effect found.', lacking: ['condition', 'The effect was found in people.'], paragraph: true },
      { source: 'It made no difference whether somebody walked fast or slowly.', retold: 'Whether people walked fast or slowly made no difference.' },
      { source: '"We cannot rule out that healthy people simply like to walk," said {lead}, who led the study.', retold: '{lead}, who led the study, said that they cannot rule out that healthy people simply like to walk.', lacking: ['name', 'The head of the study said that they cannot rule out that healthy people simply like to walk.'], paragraph: true },
      { source: 'The next study will look at swimmers.', retold: 'Swimmers will be looked at in the next study.' },
    ],
  },
  {
    slots: { a: firstName(), b: firstName(), day: date(), hour: time(), hut: one('wrong name', 'Raven Hut', 'Larch Hut', 'Miller Hut'), price: number(21, 95), bus: number(21, 95), last: date() },
    title: 'Club weekend at the {hut}',
    sentences: [
      { source: 'Our club spends the weekend of {day} at the {hut}.', retold: 'On the weekend of {day} our club goes to the {hut}.', lacking: ['date', 'On one of the next weekends our club goes to the {hut}.'], main: true },
      { source: 'We meet at {hour} in front of the station and take bus {bus}.', retold: 'The meeting is at {hour} outside the station, from where bus {bus} goes.', lacking: ['number', 'The meeting is outside the station, from where a bus goes.'], main: true },
      { source: 'Bed and meals cost {price} euros for each of us.', retold: 'Everybody pays {price} euros for bed and meals.', lacking: ['number', 'Everybody pays for bed and meals.'], paragraph: true },
      { source: 'Tell {a} by {last} if you want to come.', retold: 'Let {a} know by {last} whether you will come.', lacking: ['date', 'Let {a} know whether you will come.'], main: true },
      { source: '{b} will cook and asks who does not eat meat.', retold: '{b} does the cooking and wants to hear who does not eat meat.', lacking: ['name', 'Somebody does the cooking and wants to hear who does not eat meat.'] },
      { source: 'Bring boots, a lamp and a sleeping bag.', retold: 'Boots, a lamp and a sleeping bag must be brought along.', paragraph: true },
      { source: 'Dogs have to stay at home, because sheep graze around the hut.', retold: 'As sheep graze around the hut, dogs must stay at home.' },
    ],
  },
];

import { date, decimal, firstName, number, one, person, time, town, weekday } from './slots.js';
import type { RetoldText } from './retold.js';

/** Texts that are reported on and that no limit was chosen by. */
export const HELD_BACK_RETOLD: readonly RetoldText[] = [
  {
    slots: { house: number(21, 95), day: date(), ta: time(), firm: one('wrong name', 'Delmore Heating', 'Arden Gas', 'Pike & Sons'), floor: number(3, 19), fee: number(41, 95), caretaker: person(), key: number(201, 899) },
    title: 'Notice to all tenants of number {house}',
    sentences: [
      { source: 'On {day} the firm {firm} will check all gas boilers in the house, starting at {ta}.', retold: 'All gas boilers in the house will be checked by {firm} on {day}, from {ta} on.', lacking: ['date', 'All gas boilers in the house will be checked by {firm} soon.'], main: true },
      { source: 'They begin on floor {floor} and work their way down.', retold: 'The check goes from floor {floor} downwards.', lacking: ['number', 'The check goes from the top downwards.'] },
      { source: 'Somebody has to be at home to open the door.', retold: 'There must be somebody at home who opens the door.', main: true, paragraph: true },
      { source: 'If you cannot be there, leave a key with {caretaker} in flat {key}.', retold: 'Those who cannot be there leave a key in flat {key} with {caretaker}.', lacking: ['name', 'Those who cannot be there leave a key in flat {key}.'], main: true },
      { source: 'A second visit costs {fee} dollars, which the tenant must pay.', retold: 'The tenant has to pay {fee} dollars for a second visit.', lacking: ['number', 'The tenant has to pay for a second visit.'] },
      { source: 'The heating stays off until the check is finished.', retold: 'Until the check is finished, the heating is off.', paragraph: true },
      { source: 'Please clear the space around the boiler.', retold: 'The space around the boiler should be cleared.' },
    ],
  },
  {
    slots: { flight: one('wrong name', 'QX 214', 'LR 880', 'TB 431'), day: date(), hours: number(5, 19), sum: number(210, 680), until: date(), hotel: number(61, 190), clerk: person(), kids: number(3, 9) },
    title: 'Claim for flight {flight}',
    sentences: [
      { source: 'My family and I were booked on your flight {flight} to Lisbon on {day}.', retold: 'On {day} we were booked as a family on your flight {flight} to Lisbon.', lacking: ['date', 'We were booked as a family on your flight {flight} to Lisbon.'], main: true },
      { source: 'It left {hours} hours late, so that we missed the last train and had to spend the night in a hotel.', retold: 'Because it started {hours} hours late, we missed the last train and needed a hotel for the night.', lacking: ['number', 'Because it started late, we missed the last train and needed a hotel for the night.'], main: true },
      { source: 'The hotel cost {hotel} euros.', retold: 'We paid {hotel} euros for the hotel.', lacking: ['number', 'We paid for the hotel.'] },
      { source: 'Nobody offered food or drink to our {kids} children.', retold: 'Our {kids} children were not offered anything to eat or drink.', lacking: ['number', 'The children were not offered anything to eat or drink.'], paragraph: true },
      { source: 'At the desk {clerk} told us that the weather was to blame, although other planes took off.', retold: 'Although other planes took off, {clerk} at the desk blamed the weather.', lacking: ['name', 'Although other planes took off, the weather was blamed at the desk.'] },
      { source: 'I ask you to pay {sum} euros to each of us and the hotel by {until}.', retold: 'By {until} I expect {sum} euros for each of us, and the hotel besides.', lacking: ['date', 'I expect {sum} euros for each of us, and the hotel besides.'], main: true, paragraph: true },
      { source: 'If you refuse, I will turn to the arbitration board.', retold: 'Should you refuse, the arbitration board will hear from me.', lacking: ['condition', 'The arbitration board will hear from me.'] },
    ],
  },
  {
    slots: { town: town(), day: weekday(), metres: decimal(2, 7), houses: number(110, 890), chief: person(), until: weekday(), school: one('wrong name', 'Elmwood School', 'Harbour School', 'Saint Brendan School'), cost: number(21, 95) },
    title: 'Dam breaks above {town}',
    sentences: [
      { source: 'A dam above {town} broke in the night of {day} after days of rain.', retold: 'After days of rain a dam above {town} broke in the night of {day}.', lacking: ['date', 'After days of rain a dam above {town} broke.'], main: true },
      { source: 'The water rose by {metres} metres within an hour, and {houses} houses had to be evacuated.', retold: '{houses} houses were evacuated, since the water rose by {metres} metres within an hour.', lacking: ['number', 'Many houses were evacuated, since the water rose quickly within an hour.'], main: true },
      { source: 'Nobody is missing, said {chief}, who leads the fire brigade.', retold: 'According to {chief}, the head of the fire brigade, nobody is missing.', lacking: ['name', 'According to the head of the fire brigade, nobody is missing.'], main: true },
      { source: 'Those who lost their homes sleep in the gym of {school}.', retold: 'The gym of {school} takes in those who have lost their homes.', lacking: ['name', 'A gym takes in those who have lost their homes.'], paragraph: true },
      { source: 'The road to the coast stays closed until {until}.', retold: 'Until {until} nobody can use the road to the coast.', lacking: ['date', 'Nobody can use the road to the coast.'] },
      { source: 'Tap water must be boiled unless it comes from a deep well.', retold: 'Boil tap water if it does not come from a deep well.', lacking: ['condition', 'Boil tap water.'], paragraph: true },
      { source: 'A first estimate puts the damage at {cost} million pounds.', retold: 'The damage is put at {cost} million pounds in a first estimate.', lacking: ['number', 'The damage is put rather high in a first estimate.'] },
    ],
  },
  {
    slots: { drug: one('wrong name', 'Calmivex', 'Nortesal', 'Bronquil'), drops: number(11, 40), years: number(3, 9), hours: number(4, 12), days: number(13, 19), degrees: number(21, 28), weeks: number(5, 10) },
    title: '{drug} cough drops',
    sentences: [
      { source: '{drug} loosens a dry cough and lets you sleep through the night.', retold: 'A dry cough is loosened by {drug}, which lets you sleep at night.', main: true },
      { source: 'Adults take {drops} drops in water every {hours} hours.', retold: 'The dose for adults is {drops} drops in water every {hours} hours.', lacking: ['number', 'The dose for adults is some drops in water.'], main: true },
      { source: 'It must not be given to children under {years} years.', retold: 'Children under {years} years must not take it.', lacking: ['number', 'Small children must not take it.'], main: true },
      { source: 'Ask your doctor first if you are pregnant or take sleeping pills.', retold: 'If you are pregnant or take sleeping pills, a doctor has to be asked first.', lacking: ['condition', 'A doctor has to be asked first.'], paragraph: true },
      { source: 'See a doctor if the cough has not gone after {days} days.', retold: 'When the cough is still there after {days} days, go to a doctor.', lacking: ['number', 'When the cough is still there, go to a doctor.'] },
      { source: 'Some people feel tired and should not drive.', retold: 'Who feels tired, as some do, should not drive.' },
      { source: 'Keep the bottle below {degrees} degrees and use it within {weeks} weeks.', retold: 'The bottle is kept below {degrees} degrees and used up within {weeks} weeks.', lacking: ['number', 'The bottle is kept cool and used up soon.'], paragraph: true },
    ],
  },
  {
    slots: { firm: one('wrong name', 'Larkfield Bakery', 'Copper Kettle Café', 'Tidemark Books'), hours: number(11, 38), pay: number(13, 29), start: date(), last: date(), boss: person(), staff: number(4, 12), mail: one('wrong name', 'jobs@larkfield.example', 'work@tidemark.example') },
    title: '{firm} is looking for help',
    sentences: [
      { source: '{firm} is looking for somebody who works {hours} hours a week behind the counter.', retold: 'For {hours} hours a week {firm} needs somebody behind the counter.', lacking: ['number', '{firm} needs somebody behind the counter.'], main: true },
      { source: 'We pay {pay} pounds an hour, and the job begins on {start}.', retold: 'The job begins on {start} and pays {pay} pounds an hour.', lacking: ['number', 'The job begins on {start} and pays by the hour.'], main: true },
      { source: 'You do not need any experience, because {boss} will teach you.', retold: 'Experience is not needed, since {boss} does the teaching.', lacking: ['name', 'Experience is not needed, since there will be teaching.'] },
      { source: 'Our team has {staff} people, and we eat lunch together.', retold: 'We are a team of {staff} that has lunch together.', lacking: ['number', 'We are a team that has lunch together.'], paragraph: true },
      { source: 'Saturday work is part of it, Sundays are free.', retold: 'You work on Saturdays and have Sundays off.' },
      { source: 'Write to {mail} by {last}.', retold: 'Applications go to {mail} until {last}.', lacking: ['date', 'Applications go to {mail}.'], main: true, paragraph: true },
      { source: 'Photographs and certificates are not needed.', retold: 'No photographs or certificates are needed.' },
    ],
  },
  {
    slots: { a: firstName(), b: firstName(), day: date(), hour: time(), hall: one('wrong name', 'Weavers’ Hall', 'the old brewery', 'the Assembly Rooms'), price: number(11, 38), pieces: number(21, 70), phone: number(3_001, 9_899) },
    title: 'Auction for the youth orchestra',
    sentences: [
      { source: 'The friends of the youth orchestra hold an auction in {hall} on {day} at {hour}.', retold: 'On {day} at {hour} an auction of the friends of the youth orchestra takes place in {hall}.', lacking: ['date', 'An auction of the friends of the youth orchestra takes place in {hall}.'], main: true },
      { source: '{pieces} paintings by pupils of the town will be sold.', retold: 'Pupils of the town have made the {pieces} paintings that are for sale.', lacking: ['number', 'Pupils of the town have made the paintings that are for sale.'] },
      { source: 'The money pays for a journey to Vienna, where the orchestra has been invited to play.', retold: 'What comes in pays for a journey to Vienna, as the orchestra has been invited to play there.', lacking: ['name', 'What comes in pays for a journey, as the orchestra has been invited to play abroad.'], main: true },
      { source: '{a} will play the cello before it begins.', retold: 'Before the beginning {a} plays the cello.', lacking: ['name', 'Before the beginning the cello is played.'], paragraph: true },
      { source: 'Entry costs {price} euros; children pay nothing.', retold: 'Children pay nothing, all others {price} euros.', lacking: ['number', 'Children pay nothing, all others buy a ticket.'] },
      { source: 'Seats are kept only for those who call {phone} before noon.', retold: 'Only who calls {phone} before noon has a seat kept.', lacking: ['condition', 'Seats are kept under {phone}.'], main: true, paragraph: true },
      { source: '{b} sells cake in the break.', retold: 'There is cake by {b} in the break.', lacking: ['name', 'There is cake in the break.'] },
    ],
  },
];

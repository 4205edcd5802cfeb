import type { SamplesByTask } from '../second/samples.js';

export const questionSamples: SamplesByTask = {
  'answer-obituary-age': {
    right: ['85', 'She was 85 years old.', 'She was eighty-five.', 'Almost 86: she died two weeks before her birthday.', 'Harriet Lowe died two weeks before her 86th birthday.', 'She died at 85, two weeks before she was 86.'],
    wrong: ['86', 'She was 86 years old.', 'She died at the age of 86.', '84', 'She was 85 or 86.', 'She was born in 1938.', 'The text does not say.'],
  },
  'answer-obituary-relative': {
    right: ['No.', 'No, they are not related, although Lowry was often taken for her niece.', 'They share most of a name and not one drop of blood.', "She isn't a relative; they only have similar names."],
    wrong: ['Yes.', 'Yes, she is her niece.', 'Harriet Lowry was her niece and not her pupil.', 'The text does not say.', 'It is not stated.'],
  },
  'answer-tent-return': {
    right: ['No.', 'No, because it has been pitched outdoors; only a faulty tent can still be returned.', 'An unused tent can come back within 60 days. A tent that has been pitched outdoors cannot, unless it is faulty.', 'The shop will not take it back.', 'You can return it only if it is faulty.'],
    wrong: ['Yes.', 'Yes, within 60 days.', 'You can send it back within 60 days if you do not like it.', 'The text does not say.', 'The shop will take it back within 60 days, even if it is not faulty.'],
  },
  'answer-tent-old': {
    right: ['£149', "Last year's Corrie 2 now costs £149 instead of £199.", 'It used to be £199 and is being sold off at £149.', '149 pounds; the new one is £219.'],
    wrong: ['£199', '£219', 'It now costs £199, and it used to cost £149.', '£149 or £199', 'From £149 to £199.'],
  },
  'answer-pottery-glaze': {
    right: ['Joanna Price', 'Joanna Price, who runs the Thursday course, takes evening 7.', 'Yolanda Pryce leads evenings 1 to 6 and 8. Joanna Price, who runs the Thursday course, takes evening 7.', 'Yolanda Pryce leads all evenings but the seventh, which Joanna Price takes.', 'Ms Price teaches it; Yolanda Pryce leads the other evenings.'],
    wrong: ['Yolanda Pryce', 'Joanna Pryce', 'Yolanda Pryce leads the glazing, Joanna Price the Thursday course.', 'Joanna Price and Yolanda Pryce', 'Yolanda Pryce, not Joanna Price.'],
  },
  'answer-pottery-cancel': {
    right: ['£15', 'You get back everything but £15.', 'Fifteen pounds.', 'If you cancel at least 14 days before the course begins, you get back everything but £15. After that you get half, and only if somebody takes your place.'],
    wrong: ['Half of the fee.', 'You lose half, not just £15.', '£14', 'You lose everything but £15.', 'Only £15 is paid back.', 'Nothing.'],
  },
  'answer-farewell-number': {
    right: ['12', 'For twelve people.', 'For 12, because Dirk and Lotte cannot come; it was booked for 14.', "We're 12 now.", 'It is now twelve instead of 14.', 'The booking was changed from 14 to 12.', 'The table is for 12 guests, from 12:30 on.'],
    wrong: ['14', 'For 14 guests at 12:30.', 'First 12, in the end 14.', '12 or 14', '11', 'From 12 to 14 people.'],
  },
  'answer-farewell-nine': {
    right: ['Gus', 'Gus pays them, because Annelie paid the rest last time.', 'Annelie wanted to put in the nine euros, but Gus does it.', 'Gus: "No, let me."', 'Annelie says that she puts in the nine, but then Gus does.'],
    wrong: ['Annelie', 'Annelie pays them, as Gus asked.', 'Annelie and Gus', 'Dirk', 'Annelie, not Gus.'],
  },
  'answer-diary-walked': {
    right: ['50 km', 'They walked 50 of 65 km.', 'They covered 50 km, 15 less than the whole way of 65 km.', 'Fifty kilometres, since they took the bus for the other 15.', '17 + 22 + 11 = 50 kilometres'],
    wrong: ['65 km', 'They walked 65 km, not 50.', '39 km', '50 miles', '50 or 65 km'],
  },
  'answer-diary-bus': {
    right: ['Because of her bleeding heel.', 'The left heel of the writer was bleeding.', 'The writer had hurt a foot.', 'My heel said no, so we took the bus.', 'Because the heel of the writer hurt; it rained only later.'],
    wrong: ['Because it rained.', 'Because Jo had blisters.', "Because Jo's heel was bleeding.", 'Bernadette had twisted her knee.', 'They did not go on foot because of the fog.'],
  },
  'answer-tap-handle': {
    right: ['An O-ring.', 'You need a new O-ring (25 pence), not a new washer.', 'There is no need to replace the washer: buy an O-ring.', 'The washer is fine; you need a new O-ring.', 'O ring'],
    wrong: ['A new washer.', 'You need a new washer and an O-ring.', 'A cartridge.', 'You have to replace the washer; the O-ring is fine.', 'The seat of the valve.'],
  },
  'answer-kitten-others': {
    right: ['One week.', 'Keep it away from other cats until one week after the second.', '7 days', 'A week after it; the second is due three weeks after the first.'],
    wrong: ['Three weeks.', 'It may meet them three weeks after the second one.', '12 months', 'One or two weeks', 'At once.'],
  },
  'answer-reply-lamp': {
    right: ['Because she had packed it herself.', 'You had packed it yourself, and our terms exclude what customers pack.', 'The terms exclude what customers pack.', 'The customer packed the lamp, which the terms exclude.', 'Since it was packed by Ms Astley herself.', 'Its terms exclude self-packed things.'],
    wrong: ['Because the insurer does not pay.', 'Because it was old.', 'Because Kofi and Luis packed it, and not the customer.', 'It was packed badly.', 'Because an offer is not enough.'],
  },
  'answer-blog-nights': {
    right: ['No.', 'No, he does not sleep better; he only goes to bed earlier.', 'It has not improved his sleep.', "He says that he doesn't sleep better."],
    wrong: ['Yes.', 'Yes, he sleeps better because there is no blue light.', 'He now sleeps better and does not miss it.', 'The text does not say.', 'He goes to bed earlier.'],
  },
  'open-obituary-illness': {
    right: ['The text does not say.', 'The obituary does not mention the illness that she died of, only that she died at home.', 'It is not stated.', 'No illness is mentioned.', 'The text does not say what she died from at home.'],
    wrong: ['She died of old age.', 'Cancer', 'The text does not say it, but she died from a stroke.', 'She died at home.'],
  },
  'open-tent-minutes': {
    right: ['The text does not say.', 'The page does not tell how long it takes.', 'There is no information about that.'],
    wrong: ['5 minutes', 'About ten minutes.', 'It is not stated, but about 10 minutes.', 'The inner tent can stay hooked in.'],
  },
  'open-kitten-tablet': {
    right: ['The text does not say.', 'The price of a single tablet is not given; all of them are part of the plan for £13.50 a month.', 'The leaflet does not mention it.'],
    wrong: ['£13.50', 'A tablet costs £18.', 'The leaflet does not say it exactly, but it is £13.50 a tablet.', 'They are free.'],
  },
  'open-complaint-boxes': {
    right: ['The text does not say.', 'The letter mentions box K7, but does not say how many boxes there were.', 'The number is not given.'],
    wrong: ['7', 'Seven boxes.', 'It is not stated, but at least 7 boxes.', 'They carried one box.'],
  },
};

import { changed, type SamplesByTask } from '../second/samples.js';

const COMPLAINT = 'Dear Sir or Madam,\n\nOn 29 August you moved us (order R-5572). Two men came instead of three, and at 9:50 instead of 8:00. Your bill is £1,062 although the estimate was £840. Our bookcase door and my grandmother\'s lamp were broken, and box K7 is missing. Please drop the extra charges of £222, pay me £170 and find the box. I have paid £840. If I have no answer by 26 September, I shall turn to the arbitration board.\n\nYours faithfully,\nImogen Astley';
const NEUTERING = 'We neuter cats when they are four to six months old. A female does not need to have kittens first. Do not give your cat any food after 20:00 on the evening before. It may drink water until 7:00. Bring your cat at 8:30. Fetch it after 16:00. It costs £70 for a male. It costs £105 for a female. Females come back after 3 days and after 10 days. Males come back only if something is swollen. The stitches go away by themselves.';
const BLOG = 'In January Ivo put his smartphone into a drawer. It was a bet with his brother Felix: 30 days without. Felix gave up after eleven. It is October, and Ivo is still at it.\n\nHis new phone is a grey thing with keys, second-hand, for £35. It rings, it sends texts, and it has a torch. One charge lasts six days. His contract has gone from £24 a month to £7.';
const FEES = '- The fee is £168, for members of the Craft Guild £140.\n- It includes 10 kg of clay and two firings; each further 10 kg costs £9.\n- Tools are not included: bring your own or buy a set for £14.\n- You can pay in two halves, when you book and by evening 3.\n- If you cancel at least 14 days before, you get back everything but £15; after that half, if somebody takes your place.\n- Once the course has begun, nothing is paid back.';

export const rewritingSamples: SamplesByTask = {
  'rewrite-complaint-short': {
    right: [COMPLAINT, changed(COMPLAINT, 'drop the extra charges of £222, pay me £170', 'drop both extra charges, pay me £110 for the door and £60 for the lamp'), changed(COMPLAINT, 'On 29 August you moved us (order R-5572)', 'Kofi and Luis were friendly when you moved us on August 29th')],
    wrong: [changed(COMPLAINT, 'by 26 September', 'soon'), changed(COMPLAINT, 'Your bill is £1,062 although the estimate was £840', 'Your bill is £840 although the estimate was £1,062'), changed(COMPLAINT, ', and box K7 is missing', ''), changed(COMPLAINT, '£170', '£110 for the lamp and £60 for the door'), changed(COMPLAINT, '9:50', '9:15'), `${COMPLAINT} Nothing can replace the lamp, the washing machine has a dent, and the boots of the children are in the box that is missing.`],
  },
  'rewrite-neutering-plain': {
    right: [NEUTERING, changed(changed(NEUTERING, 'after 20:00', 'after 8 pm'), 'after 16:00', 'after 4 pm'), changed(NEUTERING, 'It costs £70 for a male. It costs £105 for a female', 'A male costs £70. A female costs £105')],
    wrong: [changed(changed(NEUTERING, '£70', '£105'), '£105 for a female', '£70 for a female'), changed(NEUTERING, ' It may drink water until 7:00.', ''), changed(NEUTERING, 'A female does not need to have kittens first', 'A female should have kittens first'), changed(NEUTERING, 'Bring your cat at 8:30. ', ''), changed(NEUTERING, 'Females come back after 3 days and after 10 days. ', ''), changed(NEUTERING, 'The stitches go away by themselves', 'The stitches are taken out by us')],
  },
  'rewrite-blog-third': {
    right: [BLOG, changed(BLOG, 'from £24 a month to £7', 'down to £7 a month instead of £24'), changed(changed(BLOG, 'Felix: 30 days', 'Felix: thirty days'), 'after eleven', 'after 11 days')],
    wrong: [changed(BLOG, 'His new phone', 'My new phone'), changed(BLOG, 'Felix gave up after eleven. ', ''), changed(BLOG, 'Ivo is still at it', 'I am still at it'), changed(BLOG, 'Felix gave up after eleven', 'Ivo gave up after eleven'), changed(BLOG, '£35', '£53'), BLOG.replaceAll('Ivo', 'he')],
  },
  'rewrite-pottery-fees': {
    right: [FEES, changed(FEES, 'The fee is £168, for members of the Craft Guild £140', '£168 (Craft Guild members: £140)'), changed(FEES, 'Once the course has begun, nothing is paid back', 'There is no refund after the course has started'), FEES.replaceAll('- ', '• '), FEES.replaceAll('- ', '* ').replaceAll('.', '')],
    wrong: [changed(FEES, '£168, for members of the Craft Guild £140', '£140, for members of the Craft Guild £168'), changed(FEES, '\n- Once the course has begun, nothing is paid back.', ''), changed(FEES, 'Tools are not included: bring your own or buy a set for £14', 'Tools are included'), changed(FEES, '£15', '£50'), changed(FEES, 'you get back everything but £15', 'you get only £15 back'), FEES.replaceAll('- ', '')],
  },
};

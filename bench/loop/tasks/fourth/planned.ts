import sharp from 'sharp';
import type { Delivered, LoopTask } from '../../task.js';
import { wrongLength } from '../../truth/media.js';
import { colourOf, frameAt, greyDifference, pictureFacts } from '../../truth/picture.js';
import { brokenForm, day, inventedNumbers, missingFacts, wrongStatements } from '../../truth/text.js';
import { lettered, real, spoken } from '../../workbench/make.js';

/** Grey levels by which the same photo may differ in another size and without colours. */
const MADE_ANEW = 10;
/** Grey levels by which a frame may differ in another size, with the few colours of a GIF and a little early or late. */
const SAME_FRAME = 4;

/** The picture that the last step made. Throws where there is none. */
function lastPicture({ outcome }: Delivered): string {
  const made = outcome.artifacts.findLast(({ modality }) => modality === 'image');
  if (!made) throw new RangeError('there is no picture');
  return made.path;
}

const gifFaults: LoopTask['truth'] = async (delivered, bench) => {
  const path = lastPicture(delivered);
  const { format, width, height, pages, seconds } = await pictureFacts(path);
  return [
    ...(format === 'gif' ? [] : [`is ${format}`]), ...(width === 200 ? [] : [`is ${width} px wide`]), ...(Math.abs(height - 112.5) <= 2 ? [] : [`is ${height} px high`]), ...(pages > 1 ? [] : ['does not move']), ...wrongLength(seconds, 4, 0.5),
    ...((await greyDifference(await frameAt(path, 1), await sharp(await frameAt(real(bench, 'bottles.mp4'), 1)).flop().toBuffer())) < SAME_FRAME ? [] : ['shows something else']),
  ];
};

const printFaults: LoopTask['truth'] = async (delivered, bench) => {
  const path = lastPicture(delivered);
  const { format, width, height } = await pictureFacts(path);
  return [
    ...(format === 'png' ? [] : [`is ${format}`]), ...(width === 300 ? [] : [`is ${width} px wide`]), ...(Math.abs(height - 225) <= 1 ? [] : [`is ${height} px high`]), ...((await colourOf(path)) < 2 ? [] : ['has colours']),
    ...((await greyDifference(path, real(bench, 'dog.jpg'))) < MADE_ANEW ? [] : ['shows something else']),
  ];
};

const POSTER = ['FLEA MARKET', 'Sunday 17 May', '8 am to 2 pm', 'Linden Square', 'Stall: 12 euros'];
const MESSAGE = 'Hello, this is Greta Mallory. On Monday we get the new boiler. So there is no hot water from Monday morning until Wednesday evening, and the heating is off on Monday and Tuesday. Cold water stays on. If you are not at home on Tuesday, please leave your key with your neighbour.';

/** Two or three steps each, planned by the product. */
export const planned: readonly LoopTask[] = [
  {
    id: 'planned-french-speech', family: 'planned', goal: 'Translate what is said in this recording into French.', inputs: (bench) => [real(bench, 'jfk.wav')],
    truth: ({ text }) => [
      ...brokenForm(text, { language: 'fr' }),
      ...missingFacts(text, { Americans: /américain|compatriot|concitoyen/i, 'a question': /demand/i, 'what they can do': /(?:vous|tu|nous) (?:pouvez|peux|pouvons|pourriez|pourrez|puissiez) (?:vous-mêmes? )?faire (?:vous-mêmes? )?pour (?:votre|ton|le|notre|lui|elle)/i, 'what the country can do': /(?:pays|nation|patrie) peut faire|peut faire (?:votre|ton|le|notre) (?:pays|nation)/i, 'not': /(?:^|[^a-zà-ÿ])(?:ne|n'|pas|non)(?![a-zà-ÿ])/i }),
      ...wrongStatements(text, { 'the other way round': /(?:ne|n'|non)(?![a-zà-ÿ])[^,;.]{0,25}ce que (?:vous|tu|nous) (?:pouvez|peux|pouvons)|demand[^,;.]{0,12}ce que (?:votre|ton) pays peut faire pour vous[^;.]{0,10}(?:,| et) (?:et )?(?:non |ne |pas )/i }),
    ],
  },
  {
    id: 'planned-poster', family: 'planned', goal: 'Read the poster and tell me in one sentence what takes place, when and where.', inputs: async (bench) => [await lettered(bench, 'flea-market', { lines: POSTER, colour: '#611', ground: '#ffd' })],
    truth: ({ text }) => [...brokenForm(text, { sentences: 1 }), ...missingFacts(text, { what: /flea ?market/i, when: day(17, 'May', '05'), where: /Linden Square/i }), ...wrongStatements(text, { 'other hours': /\b8 ?pm|\b2 ?am/i, 'another day': /Saturday|Monday/i }), ...inventedNumbers(text, POSTER.join('\n'), ['0', '14'])],
  },
  {
    id: 'planned-mirrored-gif', family: 'planned', goal: 'Mirror this clip left to right and make a GIF of its first four seconds, 200 pixels wide.', inputs: (bench) => [real(bench, 'bottles.mp4')],
    truth: gifFaults,
  },
  {
    id: 'planned-print', family: 'planned', goal: 'Make this photo black and white, scale it to a width of 300 pixels and save it as PNG.', inputs: (bench) => [real(bench, 'dog.jpg')],
    truth: printFaults,
  },
  {
    id: 'planned-message', family: 'planned', goal: 'Listen to this message and tell me when the hot water comes back.', inputs: async (bench) => [await spoken(bench, 'boiler-call', MESSAGE)],
    truth: ({ text }) => [...missingFacts(text, { Wednesday: /Wednesday/i }), ...wrongStatements(text, { 'another day': /(?<!heating[^.;]{0,40})\b(?:back|return\w*|again|until)(?: will be)? (?:on |by )?(?:Monday|Tuesday|Thursday)/i, 'in the morning': /Wednesday morning/i, 'that it is not told': /(?:does|do) not (?:say|mention|tell)|not (?:mentioned|stated)/i })],
  },
  {
    id: 'planned-photos', family: 'planned', goal: 'Which animals are in these two photos? Answer in one sentence.', inputs: (bench) => [real(bench, 'dog.jpg'), real(bench, 'eagle.jpg')],
    truth: ({ text }) => [...brokenForm(text, { maxSentences: 1 }), ...missingFacts(text, { 'a dog': /\bdogs?\b|husky|malamute|shepherd/i, 'a bird': /\bbirds?\b|eagle|hawk|falcon/i }), ...wrongStatements(text, { 'an animal that is not there': /(?<!\bno )\b(?:cats?|horses?|cows?|bears?|sheep)\b/i, 'two of a kind': /\b(?:two|2) (?:dogs|birds|eagles)/i })],
  },
];

import { builtInTools } from '../../../src/agents/index.js';
import { carriedWords } from '../../../src/agents/planner/carried-words.js';
import { withoutFile, withoutLanguage, withoutLengths } from '../../../src/agents/planner/limit-words.js';
import { statesParameter } from '../../../src/agents/planner/parameters.js';
import { namedValues } from '../../../src/agents/planner/stated-choices.js';
import { statedLimits } from '../../../src/agents/planner/stated-limits.js';

describe('stated limits', () => {
  test.each([
    ['sum it up in two sentences', { sentences: { minimum: 2, maximum: 2 } }],
    ['in one sentence', { sentences: { minimum: 1, maximum: 1 } }],
    ['in at most 50 words', { words: { maximum: 50 } }],
    ['what does the bulletin say about bulletproof vests?', {}],
    ['as three bullet points', { items: { minimum: 3, maximum: 3 }, form: 'bullets' }],
    ['at least four sentences', { sentences: { minimum: 4 } }],
    ['translate it into German', { language: 'German' }],
    ['read it aloud in under 20 seconds', { seconds: { maximum: 20 } }],
    ['no longer than half a minute', { seconds: { maximum: 30 } }],
    ['say it slowly', { speed: 0.8 }],
    ['make it 1.5x faster', { speed: 1.5 }],
    ['cut it from 0:10 to 1:05', { stretch: { from: 10, to: 65 } }],
    ['keep the first 10 seconds', { stretch: { from: 0, to: 10 } }],
    ['only keep the first minute', { stretch: { from: 0, to: 60 } }],
    ['keep the last five seconds', { stretch: { from: -5 } }],
    ['cut off the last 2 minutes', { stretch: { to: -120 } }],
    ['remove the first 3 seconds', { stretch: { from: 3 } }],
    ['make it 3 dB quieter', { louder: -3 }],
    ['turn the volume up', { louder: 6 }],
    ["with a woman's voice", { voice: 'female' }],
    ['let a man read it', { voice: 'male' }],
    ['in a British female voice', { voice: 'British female' }],
    ['sum up the British report and read it in a calm voice', {}],
    ['chop everything after the ninth second', { stretch: { from: 0, to: 9 } }],
    ['keep everything after the ninth second', { stretch: { from: 9 } }],
    ['let an American lady read it', { voice: 'American female' }],
    ['throw away everything before second 3 and after second 8', { stretch: { from: 3, to: 8 } }],
    ['the voice af_bella', { voice: 'af_bella' }],
    ['as mono with 16 kHz', { channels: 1, hertz: 16_000 }],
    ['cut away everything after 2:30', { stretch: { from: 0, to: 150 } }],
    ['the part between minute 3 and minute 5', { stretch: { from: 180, to: 300 } }],
    ['throw the first 20 seconds away', { stretch: { from: 20 } }],
    ['the first half minute', { stretch: { from: 0, to: 30 } }],
    ['five seconds for each picture', { secondsEach: 5 }],
    ['translate it to german', { language: 'German' }],
    ['I want to polish it', {}],
    ['my aunt only speaks Italian', { language: 'Italian' }],
    ['Can you put my text in good French', { language: 'French' }],
    ['Table please', { form: 'table' }],
    ['answer as JSON', { form: 'json' }],
    ['take five still pictures', { count: 5 }],
    ['the main points (five of them)', { items: { minimum: 5, maximum: 5 } }],
    ['as an mp3 at 128 kbit/s', { kilobits: 128 }],
    ['with a bit rate of 96k', { kilobits: 96 }],
    ['a small version', { scale: 0.5 }],
    ['about 1280 across', { width: 1280 }],
    ['cut the silence and the noise before 0:08 off', { stretch: { from: 8 } }],
    ['take away everything after 1:30', { stretch: { from: 0, to: 90 } }],
    ['show the first 10 seconds of the take off', { stretch: { from: 0, to: 10 } }],
    ['a picture every 10 seconds from 0:30', { everySeconds: 10, stretch: { from: 30 } }],
    ['a still every two minutes', { everySeconds: 120 }],
    ['start at 0:30', { stretch: { from: 30 } }],
    ['read the article in French', {}],
    ['describe the dog', {}],
  ])('"%s"', (clause, wanted) => {
    expect(statedLimits(clause)).toEqual(wanted);
  });
});

test.each([
  ['join them with a pause of 2 seconds', { gapSeconds: 2 }],
  ['half a second of silence in between', { gapSeconds: 0.5 }],
  ['play it at 0.7 of its tempo', { speed: 0.7 }],
  ['I need it at three quarters of the speed', { speed: 0.75 }],
  ['slow it down to 80 %', { speed: 0.8 }],
  ['slow it down by 20 %', { speed: 0.8 }],
  ['bring it to an even loudness', { evenLoudness: true }],
  ['the page from top to bottom', { wholeLength: true }],
  ['crop it to the red car', { object: 'red car' }],
  ['just the boat please', { object: 'boat' }],
  ['only the part with the horse', { object: 'horse' }],
  ['it must not go on for more than 60 seconds', { seconds: { maximum: 60 } }],
  ['90 words at most', { words: { maximum: 90 } }],
  ['0:20 to 0:55', { stretch: { from: 20, to: 55 } }],
  ['it starts at 0:48 and stops at 1:03', { stretch: { from: 48, to: 63 } }],
  ['I want Danish subtitles', { language: 'Danish' }],
])('%j states %j', (clause, limits) => {
  expect(statedLimits(clause)).toMatchObject(limits);
});

test.each(['cut out the left half of the picture', 'only the first ten seconds', 'remove the dog from the picture', 'just the sound'])('%j names no thing in a picture', (clause) => {
  expect(statedLimits(clause).object).toBeUndefined();
});

test('a normal pace asks for no normalised loudness', () => {
  expect(statedLimits('play it at 1.4 times the normal pace')).toMatchObject({ speed: 1.4 });
  expect(statedLimits('play it at 1.4 times the normal pace').evenLoudness).toBeUndefined();
});

test.each([
  ['They want FLAC. Mine is an mp3.', ['flac']],
  ["I've got an mp3 here, need flac", ['flac']],
  ['as flac, not mp3', ['flac']],
  ['Convert a.mp3 to flac', ['flac']],
  ['make this flac', ['flac']],
])('the format that %j wants', (clause, wanted) => {
  expect(namedValues(['mp3', 'flac'], clause)).toEqual(wanted);
});

test('a clause without its limits says what the work is', () => {
  expect(withoutLengths('Write a toast in three sentences')).toBe('Write a toast');
  expect(withoutLengths('Write a toast')).toBeUndefined();
  expect(withoutLanguage('an outline of this report in Norwegian')).toBe('an outline of this report');
  expect(withoutLanguage('I want it in Norwegian')).toBeUndefined();
});

test.each([
  ['How do you say good morning in Danish?', 'good morning'],
  ['Translate good evening everybody into Czech', 'good evening everybody'],
  ['Say happy birthday to my father, out loud', 'happy birthday'],
  ['Check the grammar: he go home', 'he go home'],
  ['Translate the letter into Czech', undefined],
  ['Say it in German', undefined],
  ['What is seven times eight?', undefined],
])('the words that %j wants carried over', (clause, words) => {
  expect(carriedWords(clause)).toBe(words);
});

test('a number, a format or a kind of thing is stated for the tool that takes it', () => {
  const states = (name: string, clause: string): boolean => builtInTools.some(({ spec }) => spec.name === name && statesParameter(spec, clause));
  expect(states('change_audio', 'make it twice as fast')).toBe(true);
  expect(states('change_audio', 'make her voice an octave higher')).toBe(false);
  expect(states('crop_image', 'crop it to the dog')).toBe(true);
  expect(states('crop_image', 'turn the photo into a painting')).toBe(false);
});

test.each([['read the letter aloud as an mp3 file', 'read the letter aloud'], ['say [text 1] as flac', 'say [text 1]'], ['save it as mp3', 'save it as mp3'], ["I'd like the singing as an mp3", "I'd like the singing as an mp3"], ['all of these as ogg', 'all of these as ogg']])('the work of %j without the file that it is to be', (clause, work) => {
  expect(withoutFile(clause, ['mp3', 'flac', 'ogg'])).toBe(work);
});

describe('what is wanted of a picture', () => {
  test.each([
    ['increase the size of the picture by 20%', { scale: 1.2 }],
    ['reduce the size of the photo by 20 percent', { scale: 0.8 }],
    ['scale it by 50%', { scale: 0.5 }],
    ['make the photo 50% smaller', { scale: 0.5 }],
    ['rotate it by -90 degrees', { degrees: 270 }],
    ['rotate the left picture by 90 degrees', { degrees: 90 }],
    ['rotate it 90 degrees left', { degrees: 270 }],
    ['crop the photo to 9:16', { shape: '9:16' }],
    ['crop it to 16:10', { shape: '16:10' }],
    ['give me the black and white version', { style: 'greyscale' }],
    ['make the photo black and white please', { style: 'greyscale' }],
    ['a negative of the photo', { style: 'inverted' }],
    ['turn the top left quarter into black and white', { style: 'greyscale', region: 'top left quarter' }],
  ])('"%s"', (clause, wanted) => {
    expect(statedLimits(clause)).toEqual(wanted);
  });

  test.each([
    ['crop the upper half of the big poster', 'scale'], ['cut out the larger dog from the photo', 'scale'], ['mark the bigger car', 'scale'], ['turn the top left quarter into black and white', 'degrees'],
    ['crop the mirror out of the photo', 'mirror'], ['mark the mirror on the wall', 'mirror'], ['cut the flip chart out of the picture', 'mirror'],
    ['highlight the negative numbers in the picture', 'style'], ['enlarge this sepia photo', 'style'], ['cut the black and white dog out of the photo', 'style'], ['make the black and white photo smaller', 'style'],
    ['make a gif of 1:10–1:14', 'shape'], ['make stills at 1:02, 1:12 and 1:19', 'shape'], ['make the frame at 1:15 brighter', 'shape'], ['cut out a square table', 'shape'], ['draw a circle around each face', 'shape'],
    ['crop to the middle third', 'region'],
  ] as const)('"%s" says nothing of its %s', (clause, limit) => {
    expect(statedLimits(clause)).not.toHaveProperty(limit);
  });
});

test.each([['jpg to png', 'png'], ['png files into a jpg', 'jpg'], ['a png and a jpg', 'png'], ['to jpg', 'jpg']])('of "%s" the first that is wanted is %s', (clause, wanted) => {
  expect(namedValues(['jpg', 'png'], clause)[0]).toBe(wanted);
});

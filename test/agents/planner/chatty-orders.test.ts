import { builtInTools } from '../../../src/agents/index.js';
import { asksFact, kindOf } from '../../../src/agents/planner/clause-kinds.js';
import { splitClauses, wishesOf } from '../../../src/agents/planner/clauses.js';
import { maskConditions } from '../../../src/agents/planner/conditions.js';
import { asTold, inFileFormats } from '../../../src/agents/planner/implied-steps.js';
import { statedLimits } from '../../../src/agents/planner/stated-limits.js';
import type { Use } from '../../../src/agents/planner/use.js';

const tools = builtInTools.map(({ spec }) => spec);
const wishes = (request: string): string[] => wishesOf(splitClauses(request)).map(({ text }) => text);

function use(name: string, clause: string): Use {
  const tool = tools.find((spec) => spec.name === name);
  if (!tool) throw new Error(`no tool ${name}`);
  return { tool, clause, place: 0, score: 1, limits: statedLimits(clause) };
}

test.each([
  ['For the parish letter we need the names in it', ['we need the names in it for the parish letter']],
  ['For our notice board - how many geese are in the photo?', ['how many geese are in the photo for our notice board?']],
  ['For each of the photos I need a caption', ['For each of the photos I need a caption']],
  ["I don't follow this letter can u explain it in plain words", ['can you explain it in plain words']],
  ['Can this be translated into Danish?', ['translate this into Danish']],
  ['I want a screenshot of the page and then that cropped to the logo', ['I want a screenshot of the page', 'crop that to the logo']],
  ['photo of the menu from the cafe, need the prices asap', ['need the prices asap']],
  ['Draw a box around the bikes so that the guards can come and look for them.', ['Draw a box around the bikes so that the guards can come and look for them']],
  ['Make it warmer in tone. Do that for me, please.', ['Make it warmer in tone']],
  ['Two things from this talk - the sound as ogg for the radio, and a summary, for the web page', ['give me the sound as ogg for the radio', 'give me a summary, for the web page']],
  ['gong.wav first, then hello.wav, with a second and a half of silence in between', ['join gong.wav and hello.wav one after the other, with a second and a half of silence in between']],
  ['This logo has to be square, or the app refuses it.', ['This logo has to be square, or the app refuses it']],
  ['I need a note for the cleaners. Polite, but not more than 40 words or they skip it.', ['I need a note for the cleaners']],
  ['same with this one', ['same with this one']],
  ["I'd be so glad if somebody could translate this note, I am no good at Greek.", ["I'd be so glad if somebody could translate this note"]],
  ['Any chance you could make it smaller?', ['Any chance you could make it smaller?']],
  ['They filmed three clips, should be one video in the end', ['should be one video in the end']],
  ['can u make it louder n also cut the last five secs', ['can you make it louder', 'cut the last five secs']],
  ['That was helpful. Now sum it up', ['Now sum it up']],
  ['Read the list out loud to me.', ['Read the list aloud']],
])('%s', (request, wanted) => {
  expect(wishes(request)).toEqual(wanted);
});

test.each([
  ['ok great thx', 'talk'],
  ['otherwise my browser shows nothing', 'tells'],
  ['need that as flac', 'asks'],
  ['800 pixels wide will do', 'limits'],
  ["I'd want a Finnish version of it", 'asks'],
])('%s: %s', (clause, kind) => {
  expect(kindOf(clause)).toBe(kind);
});

test('who asks whether something may be had asks for it, and for no fact', () => {
  expect(asksFact('could I also have it in sepia?')).toBe(false);
  expect(asksFact('have they signed it?')).toBe(true);
});

test('what was counted is meant by "more than" in the next sentence', () => {
  expect(maskConditions("Count the boats in it. If there's more than four, tell me where they are.").conditions.map(({ words }) => words)).toEqual(["there's more than four boats"]);
  expect(maskConditions("If it is a bill, read it aloud. If it isn't, I need nothing.").conditions).toHaveLength(1);
});

test.each([
  ['lop the first six seconds off', { stretch: { from: 6 } }],
  ['cut it off after 45', { stretch: { from: 0, to: 45 } }],
  ['with a second and a half of silence between', { gapSeconds: 1.5 }],
  ['make six numbered steps of it', { items: { minimum: 6, maximum: 6 }, form: 'numbered' }],
  ['in at most 140 characters', { characters: { maximum: 140 } }],
  ['as webp, quality 70', { quality: 70 }],
  ['everybody stands on their heads', { degrees: 180 }],
  ['make it brown like in the old days', { style: 'sepia' }],
  ['the brown dog in the old photo', {}],
])('limits of %j', (words, limits) => {
  expect(statedLimits(words)).toEqual(limits);
});

test('a film that stands on its head in what is told is turned by as much', () => {
  expect(asTold([use('turn_video', 'put that right')], ['we all stand on our heads in it'])[0]?.limits.degrees).toBe(180);
  expect(asTold([use('turn_video', 'turn it by 90 degrees')], ['we all stand on our heads in it'])[0]?.limits.degrees).toBe(90);
});

test('a film gets its format behind the tool that puts subtitles on it', () => {
  expect(inFileFormats([use('subtitle_video', 'put what they say on it')], ['It has to be webm'], tools).map(({ tool }) => tool.name)).toEqual(['subtitle_video', 'convert_video']);
});

import { builtInTools } from '../../../src/agents/index.js';
import { asksFact, kindOf } from '../../../src/agents/planner/clause-kinds.js';
import { splitClauses, wishesOf } from '../../../src/agents/planner/clauses.js';
import { maskConditions } from '../../../src/agents/planner/conditions.js';
import { asTold, inFileFormats } from '../../../src/agents/planner/implied-steps.js';
import { reductionIn } from '../../../src/agents/planner/reduce.js';
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
  // Near misses: what looks like these and is something else.
  ['First the summary, then the translation.', ['First the summary', 'the translation']],
  ['First the title, then my name', ['First the title, then my name']],
  ['a.org first, then b.org', ['a.org first, then b.org']],
  ['Translate the first page. Or the second page in French.', ['Translate the first page', 'Or the second page in French']],
  ['Make a summary. Otherwise a list of the names.', ['Make a summary', 'Otherwise a list of the names']],
  ['Crop it. Otherwise the text as it is.', ['Crop it', 'Otherwise the text as it is']],
  ["Turn it left. Or the old man's notes.", ['Turn it left', "Or the old man's notes"]],
  ['Crop it, otherwise the till refuses it.', ['Crop it']],
  ["Read it aloud, otherwise my father can't follow.", ['Read it aloud']],
  ['Which animals are in this picture and how many of each?', ['Which animals are in this picture and how many of each?']],
  ['Which songs are on it? And how long is each?', ['Which songs are on it and how long is each?']],
  ['How many cats are there and how many of them are black?', ['How many cats are there and how many of them are black?']],
  ['Count the cats. How many of them are black?', ['Count the cats', 'How many of them are black?']],
  ['Can it be turned by 90 degrees?', ['turn it by 90 degrees']],
  ['Can it be cut by anybody?', ['Can it be cut by anybody?']],
  ['What does it cost and who pays for it?', ['What does it cost', 'who pays for it?']],
  ['A portrait of my dog as a knight. 800 px wide.', ['A portrait of my dog as a knight']],
  ['Write it so that my mother can understand it and translate it into Greek', ['Write it so that my mother can understand it', 'translate it into Greek']],
  ['Shorten it so that it can go on the web and put subtitles on it', ['Shorten it so that it can go on the web', 'put subtitles on it']],
  ['This turned up in my attic. Read it.', ['Read it']],
  ['that made up my mind, translate it', ['translate it']],
  ['That turned out to be wrong. Translate the letter.', ['Translate the letter']],
  ['Can the lease be shortened?', ['Can the lease be shortened?']],
  ['Can it be made in Denmark?', ['Can it be made in Denmark?']],
  ['Could that be turned off?', ['Could that be turned off?']],
  ['Can the film be shortened?', ['shorten the film']],
  ['Join these two files - gong.wav and hello.wav', ['Join these two files - gong.wav and hello.wav']],
  ['Join these two files: gong.wav and hello.wav', ['Join these two files: gong.wav and hello.wav']],
  ['He said two things - nothing and less. Translate it.', ['Translate it']],
  ['Super-resolution for this photo', ['Super-resolution for this photo']],
  ["Translate great-grandmother's letter", ["Translate great-grandmother's letter"]],
  ['Perfect - now turn it', ['now turn it']],
  ['They are hungry, want food. Translate this.', ['Translate this']],
  ['Our guests are waiting, need the menu in Danish. And read it aloud.', ['need the menu in Danish', 'And read it aloud']],
  ['She is in the kitchen, looking for her glasses. Translate that.', ['Translate that']],
  ['Translate the menu, should be easy.', ['Translate the menu, should be easy']],
  ['must be by Holberg. Who wrote it?', ['Who wrote it?']],
  ['It may be unclear if someone can do it. Translate it.', ['Translate it']],
  ['Do this to them', ['Do this to them']],
  ['For every page - what does it say?', ['For every page - what does it say?']],
])('%s', (request, wanted) => {
  expect(wishes(request)).toEqual(wanted);
});

test.each([
  ['ok great thx', 'talk'],
  ['otherwise my browser shows nothing', 'tells'],
  ['need that as flac', 'asks'],
  ['800 pixels wide will do', 'limits'],
  ["I'd want a Finnish version of it", 'asks'],
  ['you so much', 'names'],
  ['otherwise the last two pages', 'asks'],
  ['or nobody reads it', 'tells'],
  ['should be fun', 'names'],
  ['should be one film', 'asks'],
  ['Is it 1200 pixels wide?', 'asks'],
  ['is 100 words ok?', 'limits'],
])('%s: %s', (clause, kind) => {
  expect(kindOf(clause)).toBe(kind);
});

test('who asks whether something may be had asks for it, and for no fact', () => {
  expect(asksFact('could I also have it in sepia?')).toBe(false);
  expect(asksFact('have they signed it?')).toBe(true);
});

test('what was counted is meant by "more than" in the next sentence', () => {
  expect(maskConditions("Count the boats in it. If there's more than four, tell me where they are.").conditions.map(({ words }) => words)).toEqual(["there's more than four boats"]);
  expect(maskConditions('Count all of the red boats. If there are more than four, tell me where they are.').conditions.map(({ words }) => words)).toEqual(['there are more than four red boats']);
  expect(maskConditions('Count the boats. Sum up the letter. If it is more than 100, shorten it.').conditions.map(({ words }) => words)).toEqual(['it is more than 100']);
  expect(maskConditions('If someone can be seen in the picture, crop it to the face.').conditions).toHaveLength(1);
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
  ['Who are the three characters in this film?', {}],
  ['write a story with 3 characters', {}],
  ['a story with at most three characters', {}],
  ['describe the 24 characters', {}],
  ['a text of 200 characters', { characters: { maximum: 200 } }],
  ['Paint the woman in brown next to the old car', {}],
  ['Make a brown cake from the old recipe', {}],
  ['Could the photo be made brown like those of old?', { style: 'sepia' }],
  ['jpg in good quality 1200 px wide', { width: 1200 }],
  ['in good quality 2 copies', {}],
  ['high quality 1920x1080', { width: 1920, height: 1080 }],
  ['print quality 300 dpi', {}],
  ['12 quality prints', {}],
  ['quality: 4 stars', {}],
  ['with a quality of 85%', { quality: 85 }],
  ['Describe the man standing on his head', {}],
  ['Describe the numbered steps in this drawing', {}],
  ['Keep the first ten seconds, where the clip fades off', { stretch: { from: 0, to: 10 } }],
  ['Read the names, stop after 3', {}],
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

test('one of several things is not all of them as one', () => {
  expect(reductionIn('I need one picture from the second video')).toBeUndefined();
  expect(reductionIn('it should be one film in the end')).toEqual({ to: 'one', modality: 'video' });
});

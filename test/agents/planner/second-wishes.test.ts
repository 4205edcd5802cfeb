import { splitClauses, wishesOf } from '../../../src/agents/planner/clauses.js';
import { statedLimits } from '../../../src/agents/planner/stated-limits.js';

const asking = (request: string): string[] => wishesOf(splitClauses(request)).map(({ text }) => text);

describe('a second wish', () => {
  test.each([
    ['Along with a German translation, sum it up.', ['give me a German translation', 'sum it up']],
    ['Besides the summary I need the names.', ['give me the summary', 'I need the names']],
    ['Apart from correcting the spelling, list all dates.', ['correct the spelling', 'list all dates']],
    ['Translate the note into Danish, as well as reading it aloud.', ['Translate the note into Danish', 'read it aloud']],
    ['Cut off the last five seconds - plus a still from the end.', ['Cut off the last five seconds', 'give me a still from the end']],
    ['Sum up the talk (and read the summary aloud).', ['Sum up the talk', 'read the summary aloud']],
    ['Write down what she says, as subtitles too.', ['Write down what she says', 'give me subtitles of it']],
    ["Turn it left; a smaller copy wouldn't hurt either.", ['Turn it left', 'give me a smaller copy']],
    ['Turn it left. A thumbnail of it would be nice, too.', ['Turn it left', 'give me a thumbnail of it']],
  ])('is found in "%s"', (request, wishes) => {
    expect(asking(request)).toEqual(wishes);
  });
  test.each([
    'Put the photo together with a caption on one page',
    'Describe the photo as well as the picture allows',
    'Does the text mention anything besides a list of names?',
    'Compare the photo plus the picture of the house',
    'Crop the picture (the left half)',
  ])('is no part of "%s"', (request) => {
    expect(asking(request)).toEqual([request]);
  });
  test('what is said of how the result is to be is none', () => {
    expect(asking('Sum it up. Two sentences would be fine.')).toEqual(['Sum it up']);
    expect(asking('Apart from the title, translate everything.')).toEqual(['translate everything']);
  });
});

describe('a second result', () => {
  test.each([
    ['Write a toast for her and also a shorter version for the card.', ['Write a toast for her', 'a shorter version for the card']],
    ['I need the talk as text, and a short summary of it in German.', ['I need the talk as text', 'a short summary of it in German']],
    ['Give me a list of the names and a small picture of the first page', ['Give me a list of the names', 'a small picture of the first page']],
    ['Say it in Italian and Greek', ['translate it in Italian', 'read it aloud', 'translate it in Greek', 'read it aloud']],
  ])('of one order is a wish of its own: %s', (request, wishes) => {
    expect(asking(request)).toEqual(wishes);
  });
  test.each([
    'Compare the original and the translation',
    'What is the difference between a summary and an overview?',
    'Make a slideshow out of a picture and an image of the map',
    'Tell me what the letter says in the part written in German and English',
  ])('is not what stands beside it in the same work: %s', (request) => {
    expect(asking(request)).toEqual([request]);
  });
});

describe('what asks for nothing by itself', () => {
  test.each([
    ['Is there a bus in it? If not, just say so.', ['Is there a bus in it?']],
    ['Look up the price and tell me.', ['Look up the price']],
    ['Correct the letter; change nothing else, just give me the corrected text.', ['Correct the letter', 'just give me the corrected text']],
    ['Take the two pictures and the song and make a film of them.', ['Take the two pictures and the song and make a film of them']],
    ['Take the sound out of the film and turn it up.', ['Take the sound out of the film', 'turn it up']],
  ])('is no work: %s', (request, wishes) => {
    expect(asking(request)).toEqual(wishes);
  });
});

describe('what people write about things and results', () => {
  test.each([
    ['I would like the song 10 percent slower, and as an ogg file.', ['I would like the song 10 percent slower', 'give me an ogg file of it']],
    ['Count the sheep in each picture. A table would be nice.', ['Count the sheep in each picture', 'put it all into a table']],
    ['I need two things: the sound as an mp3, and a summary of the talk.', ['give me the sound as an mp3', 'give me a summary of the talk']],
    ['First the intro, then the song, in one file.', ['First the intro, then the song, in one file']],
    ['Both songs in one file, and bring it to an even loudness.', ['Both songs in one file', 'bring it to an even loudness']],
    ['Correct the poem, and have it read.', ['Correct the poem', 'read it aloud']],
  ])('is read as wishes: %s', (request, wishes) => {
    expect(asking(request)).toEqual(wishes);
  });
  test('states sizes, parts and ends in everyday words', () => {
    expect(statedLimits('a screenshot, 1200 wide')).toMatchObject({ width: 1200 });
    expect(statedLimits('make it 20 percent faster')).toMatchObject({ speed: 1.2 });
    expect(statedLimits('crop it so that only the horse remains')).toMatchObject({ object: 'horse' });
    expect(statedLimits('cut it after 60 seconds')).toMatchObject({ stretch: { from: 0, to: 60 } });
    expect(statedLimits('start after 60 seconds')).toMatchObject({ stretch: { from: 60 } });
  });
});

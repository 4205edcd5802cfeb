import { splitClauses, wishesOf } from '../../../src/agents/planner/clauses.js';

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

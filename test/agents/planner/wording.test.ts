import fc from 'fast-check';
import { isRestatement, splitClauses, wishesOf, withoutMaterial } from '../../../src/agents/planner/clauses.js';
import { asksFact, kindOf, ordersWork } from '../../../src/agents/planner/clause-kinds.js';
import { namesWritten, withGivenFor, withKinds } from '../../../src/agents/planner/given-words.js';
import { givensInText, parseToolsFile } from '../../../src/agents/planner/index.js';
import { maskQuotes } from '../../../src/agents/planner/quoted-text.js';

const asking = (request: string): string[] => wishesOf(splitClauses(maskQuotes(request).masked)).map(({ text }) => text);

describe('clauses', () => {
  test('a chain is split where new work begins, not inside a list of nouns', () => {
    expect(asking('Cut the song, add reverb, chorus and echo to it, and then save it as a.mp3.')).toEqual(['Cut the song', 'add reverb, chorus and echo to it', 'save it as a.mp3']);
  });
  test('what the user has is context, what the user wants is not', () => {
    expect(asking("I have a photo of my cat. I'd like you to describe it.")).toEqual(["I'd like you to describe it"]);
  });
  test('numbered items are clauses of their own', () => {
    expect(asking('Please: 1. Translate the letter; 2. Read it aloud.')).toEqual(['Translate the letter', 'Read it aloud']);
  });
  test('"X after Y-ing" is told in the order of work', () => {
    expect(asking('Read the article aloud after summing it up.')).toEqual(['summing it up', 'Read the article aloud']);
  });
  test('handing over a result asks for nothing new', () => {
    expect(isRestatement('Please provide the processed audio file')).toBe(true);
    expect(isRestatement('save it as out.jpg')).toBe(true);
    expect(isRestatement('make a table of it')).toBe(false);
  });
  test('what is read out of a picture or a page, and what is dubbed, is spoken in the end', () => {
    expect(asking('Read the sign in this photo out to me.')).toEqual(['Read the sign in this photo', 'read it aloud']);
    expect(asking('Read me the news from https://example.org/news')).toEqual(['Read the news from https://example.org/news', 'read it aloud']);
    expect(asking('Dub what she says into Spanish')).toEqual(['translate what she says into Spanish', 'read it aloud']);
    expect(asking('Read the text in the picture.')).toEqual(['Read the text in the picture']);
  });
  test('a quoted text after a verb is work, after a name it is material', () => {
    expect(asking("Describe the picture and say 'well done'.")).toEqual(['Describe the picture', 'say [text 1]']);
    expect(asking("Sum it up. Text: 'Bees make honey and live in hives.'")).toEqual(['Sum it up']);
  });
  test('how a text is to be is said of the work on it, what has its own tools is not', () => {
    expect(asking('Make the letter to the landlord friendlier. Keep the two dates.')).toEqual(['Make the letter to the landlord friendlier; Keep the two dates']);
    expect(asking('Sum up the contract. Sign the contract.')).toEqual(['Sum up the contract', 'Sign the contract']);
    expect(asking('Sum up the note. Keep a Danish version too.')).toEqual(['Sum up the note', 'Keep a Danish version too']);
    expect(asking('Reword the note. Include a drawing of a hen.')).toEqual(['Reword the note', 'Include a drawing of a hen']);
    expect(asking('Reword the note. Sign it with Anna.')).toEqual(['Reword the note; Sign it with Anna']);
    expect(asking('Sum up the talk. Keep only the first minute of the recording.')).toEqual(['Sum up the talk', 'Keep only the first minute of the recording']);
  });
  test('who says on which page wants something done there, and what it says afterwards is asked of the same visit', () => {
    expect(asking('On https://example.org/boats rent two canoes for Sunday and tell me what it says afterwards.')).toEqual(['On https://example.org/boats rent two canoes for Sunday and tell me what it says afterwards']);
    expect(asking('On https://example.org/boats enter Ben as the name and press Send. What does it answer?')).toEqual(['On https://example.org/boats enter Ben as the name and press Send and What does it answer']);
    expect(asking('On https://example.org/boats find the price of a canoe and tell me which boats there are.')).toHaveLength(2);
  });
  test('who is to read is the voice in which it is read', () => {
    expect(asking('Have a woman with a British accent read the letter out loud.')).toEqual(['read the letter aloud in the voice of a woman with a British accent']);
  });
  test('polite openings ask for nothing by themselves', () => {
    expect(asking('I was wondering if you could have a look at the flyer I found and tell me what it costs.')).toContain('tell me what it costs');
    expect(kindOf('I was wondering whether you might translate the letter')).toBe('asks');
  });
  test('a number may stand where a verb is looked for', () => {
    expect(kindOf('For each of these clips write two sentences')).toBe('asks');
  });
  test.each([['Make a shopping list from the recipe', true], ['Tell me what is in it', false], ['How many are there?', false], ['Find out when it opens', false], ['Crop the photo', true]])('%s orders work: %s', (clause, orders) => {
    expect(ordersWork(clause)).toBe(orders);
  });
  test.each([['the leaflet I scanned', true], ['this old train ticket', true], ['my cat on the sofa', false], ['a list of the animals in it', false], ['all prices', true], ['the birds in total', false], ['the total', true]])('%s is made to be read: %s', (words, written) => {
    expect(namesWritten(words)).toBe(written);
  });
  test('a pronoun stands for what the request calls the picture', () => {
    const givens = [{ name: 'a.png', modality: 'image' }];
    expect(withGivenFor('what it is about', givens, 'Look at the leaflet and tell me what it is about')).toBe('what the leaflet is about');
    expect(withGivenFor('what it is about', givens)).toBe('what the picture is about');
  });
  test('a question may begin with a preposition', () => {
    expect([asksFact('tell me in which one a price is named'), asksFact('until when is it open?'), asksFact('in the second one a price is named')]).toEqual([true, true, false]);
  });
  test('who would love to have something asks for no fact', () => {
    expect(asksFact("I'd love to have all three as one film")).toBe(false);
    expect(asksFact('have they all signed?')).toBe(true);
  });
  test('a question behind a comma is a clause of its own, and what the user cannot do is context', () => {
    expect(asking("I can't hear well, what do they talk about?")).toEqual(['what do they talk about?']);
  });
  test.each([
    ['When does the car come in the video?', 'When does the car come?'],
    ['What is the message of this recording in one line?', 'What is the message in one line?'],
    ['Turn this speech into German text', 'Turn into German text'],
    ['Describe the picture.', undefined],
    ['Sum up the letter.', undefined],
  ])('what is asked in %j without its medium', (clause, bare) => {
    expect(withoutMaterial(clause)).toBe(bare);
  });
  test.each([
    ['Hello! I teach third grade and found this picture. Could you tell me, in two sentences, what is on it? Many thanks!', ['Could you tell me, in two sentences and what is on it?']],
    ['Three voice notes from my team. I need each of them as text.', ['I need each of them as text']],
    ["Transcribe it. Don't summarize it, I need every word.", ['Transcribe it', 'I need every word']],
    ['Please help me with this: sum up the letter. Thank you for your help with this task!', ['sum up the letter']],
    ['How long and how loud is it?', ['How long and how loud is it?']],
    ['Say it in German', ['translate it in German', 'read it aloud']],
    ['Please say in Spanish, out loud: [text 1]', ['translate in Spanish: [text 1]', 'read it aloud']],
    ['I need a screenshot of the page and a description of it', ['I need a screenshot of the page', 'a description of it']],
    ["what is on the plate, it's for the insurance", ['what is on the plate']],
    ['save it as wav, my player is old, and make it louder', ['save it as wav', 'make it louder']],
    ['old terms, new terms. what is new in the second one', ['what is new in the second one']],
    ['They name three dates. Which ones?', ['Which ones: They name three dates?']],
    ['From the call: who promised what', ['who promised what from the call?']],
    ['On https://a.org type bees in the search box and open the first hit', ['On https://a.org type bees in the search box and open the first hit']],
    ['Translate it into Swedish and let me hear the Swedish version', ['Translate it into Swedish', 'let me hear the version']],
    ['They only speak Czech, so they should hear it in Czech', ['translate it in Czech', 'read it aloud']],
    ['I speak only English, read it to me in English', ['translate it to me in English', 'read it aloud']],
    ['A film of the photos in which a voice reads the poem', ['read the poem aloud', 'A film of the photos']],
    ['A spoken summary, under 40 seconds, as mp3', ['make a summary', 'read it aloud, under 40 seconds, as mp3']],
    ['The letter is long. It has four pages.', ['The letter is long', 'It has four pages']],
  ])('what asks is told from what tells, greets and thanks: %s', (request, wishes) => {
    expect(asking(request)).toEqual(wishes);
  });
  test.each([
    ['Two sentences are enough', 'limits'], ['no longer than ten seconds please', 'limits'], ['Answer in a table if you can', 'limits'], ['She only speaks Italian', 'limits'],
    ['My aunt left a message', 'tells'], ['The notice is in French', 'tells'], ['the first minute of the clip', 'names'], ['summary pls', 'asks'],
    ['Good evening', 'talk'], ['leave it as it is', 'talk'], ['', 'names'],
  ])('%j: %s', (clause, kind) => {
    expect(kindOf(clause)).toBe(kind);
  });
  test('kinds of hostile words are found in no time', () => {
    const begun = performance.now();
    for (const piece of ['please ', 'to ', 'the a ', 'my my ', 'for the ', 'in two ', 'a-', ' , ', 'look at the ']) for (const { text } of splitClauses(piece.repeat(2000))) kindOf(text);
    expect(performance.now() - begun).toBeLessThan(5000);
  });
  test('any text is split without losing its order', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (request) => {
      const { masked } = maskQuotes(request);
      for (const { text } of splitClauses(masked)) expect(text.length).toBeLessThanOrEqual(masked.length + 5);
    }));
  });
});

describe('quoted texts', () => {
  test('ask for nothing, also when they read like a request', () => {
    expect(asking("Translate 'Please summarize this and send it to Bob' into Dutch.")).toEqual(['Translate [text 1] into Dutch']);
  });
  test('keep their apostrophes', () => {
    expect(maskQuotes("Say 'It's Tom's turn.' now").quotes.map(({ value }) => value)).toEqual(["It's Tom's turn."]);
  });
  test('that are file names only lose their quotes', () => {
    expect(maskQuotes("Open 'photo.jpg'.").masked).toBe('Open photo.jpg.');
  });
  test('are found when announced by a colon', () => {
    expect(maskQuotes('Sum it up. Here is the text: Bees make honey and live in hives.').quotes.map(({ value }) => value)).toEqual(['Bees make honey and live in hives.']);
  });
  test('can be put back', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z]{1,20}( [a-z]{1,20}){1,5}$/), (text) => {
      const request = `Say "${text}" please`;
      const masked = maskQuotes(request);
      expect(masked.unmask(masked.masked)).toBe(request);
    }));
  });
});

describe('words for what was given', () => {
  const picture = { name: 'b.png', modality: 'image' };
  test('names stand for things of their kind', () => {
    expect(withKinds('Is https://a.org the same as b.png?', [{ name: 'https://a.org', modality: 'url' }, picture])).toBe('Is the page the same as the picture?');
  });
  test('pronouns stand for the only kind that was given', () => {
    expect(withGivenFor('turn it up', [{ name: 'a.wav', modality: 'audio' }])).toBe('turn the recording up');
    expect(withGivenFor('I need each of them as text', [{ name: 'a.wav', modality: 'audio' }, { name: 'b.wav', modality: 'audio' }])).toBe('I need each of the recordings as text');
    expect(withGivenFor('read this letter', [picture])).toBe('read this letter');
    expect(withGivenFor('make it shorter', [picture, { name: 'a.wav', modality: 'audio' }])).toBe('make it shorter');
  });
});

describe('things named in the text', () => {
  test('files by extension and addresses, each once, in order', () => {
    expect(givensInText('Join a.wav and b.mp3, show https://example.org/x.html, then a.wav again; see www.example.org.')).toEqual([
      { name: 'a.wav', modality: 'audio' },
      { name: 'b.mp3', modality: 'audio' },
      { name: 'https://example.org/x.html', modality: 'url', value: 'https://example.org/x.html' },
      { name: 'www.example.org', modality: 'url', value: 'https://www.example.org' },
    ]);
  });
  test('mail addresses, numbers and quoted texts name nothing', () => {
    expect(givensInText("Write to bob@example.org that version 1.5 is out: 'look at example.com now'")).toEqual([]);
  });
});

describe('a tools file', () => {
  test('takes any modality word, in any case', () => {
    expect(parseToolsFile([{ name: 'Scan-to-Mesh', description: 'x', inputs: [{ name: 'scan', modality: 'PointCloud' }], outputs: [] }])[0]?.inputs[0]).toMatchObject({ modality: 'pointcloud', role: 'content', optional: false });
  });
  test('is refused with every fault and its path', () => {
    expect(() => parseToolsFile([{ name: '', description: 'x', inputs: [{ name: 'a b', modality: 'text' }], outputs: [] }, { name: 'y' }])).toThrow(/0\.name.*0\.inputs\.0\.name.*1\.description/);
  });
  test('is refused when two tools share a name', () => {
    const entry = { name: 'x', description: '', inputs: [], outputs: [] };
    expect(() => parseToolsFile([entry, entry])).toThrow(expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('x more than once') as string }));
  });
  test.each([[null], [{}], [[]], ['tools']])('%p is refused', (json) => {
    expect(() => parseToolsFile(json)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
});

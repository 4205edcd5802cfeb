import { inEnglish, spelledRight } from '../../../src/agents/planner/plain-english.js';
import { ScriptedModels } from '../../../src/models/scripted.js';

const saying = (english: string): ScriptedModels => new ScriptedModels([{ json: { english } }], { jobs: ['chat'] });

describe('a request in another language', () => {
  test('is planned by its English, and the language of the user is known', async () => {
    expect(await inEnglish('Schneide bitte die ersten 5 Sekunden von aufnahme.wav ab.', saying('Please cut off the first 5 seconds of aufnahme.wav.'))).toEqual({ goal: 'Please cut off the first 5 seconds of aufnahme.wav.', language: 'German' });
  });
  test('keeps quoted texts as they are', async () => {
    expect(await inEnglish('Lies den Satz "Der Laden ist heute zu." laut und langsam vor.', saying('Read the sentence [text 1] aloud and slowly.'))).toMatchObject({ goal: 'Read the sentence "Der Laden ist heute zu." aloud and slowly.' });
  });
  test.each(['Please cut off the first seconds of aufnahme.wav.', 'Please cut off the first 15 seconds of aufnahme.wav.', 'Please cut off the first 5 seconds of recording.wav.'])('is left as it is where the English says other numbers or names: %s', async (english) => {
    expect(await inEnglish('Schneide bitte die ersten 5 Sekunden von aufnahme.wav ab.', saying(english))).toBeUndefined();
  });
  test.each(['Convert the clip to webm, at most 320 pixels wide.', 'what does the sign say', 'Translate "Guten Morgen, liebe Sorgen" into English.'])('an English one is not asked about: %s', async (goal) => {
    expect(await inEnglish(goal, new ScriptedModels([], { jobs: ['chat'] }))).toBeUndefined();
  });
});

describe('spelling', () => {
  test('is put right letter by letter', async () => {
    expect(await spelledRight('transkribe teh call', saying('transcribe the call'))).toEqual({ goal: 'transcribe the call' });
  });
  test.each([['the photo of my cat', 'the photo of my hat'], ['read the book', 'read the look'], ['cut the end', 'cut the and']])('a short word with another letter in it is another word: %s', async (goal, answer) => {
    expect(await spelledRight(goal, saying(answer))).toBeUndefined();
  });
  test.each([['plase mak a sumary of teh adio', 'please make a summary of the audio'], ['make a thumbnial', 'make a thumbnail']])('letters may be missing, too many or swapped: %s', async (goal, answer) => {
    expect(await spelledRight(goal, saying(answer))).toEqual({ goal: answer });
  });
  test.each([['remove the logo from the clip', 'remove the music from the clip'], ['transkribe teh call', 'please transcribe the call'], ['describe the photo', 'describe the photo']])('other words than the user said are not taken: %s', async (goal, answer) => {
    expect(await spelledRight(goal, saying(answer))).toBeUndefined();
  });
});

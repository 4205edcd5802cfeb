import { builtInTools } from '../../../src/agents/index.js';
import type { Use } from '../../../src/agents/planner/use.js';
import { inFileFormats, ofGivenText, ofStretch, translatedFirst, withPictureWishes } from '../../../src/agents/planner/implied-steps.js';
import { statedLimits } from '../../../src/agents/planner/stated-limits.js';

const tools = builtInTools.map(({ spec }) => spec);

function use(name: string, clause: string): Use {
  const tool = tools.find((spec) => spec.name === name);
  if (!tool) throw new Error(`no tool ${name}`);
  return { tool, clause, place: 0, score: 1, limits: statedLimits(clause) };
}

const names = (uses: readonly Use[]): string[] => uses.map(({ tool }) => tool.name);
const sound = [{ name: 'talk.mp3', modality: 'audio' }];
const film = [{ name: 'talk.mp4', modality: 'video' }];

describe('a stretch of time that no tool takes is cut out first', () => {
  test('in the words of the wish', () => {
    const uses = ofStretch([use('transcribe', 'what does she say between 1:00 and 1:30?')], [], sound, tools);
    expect(names(uses)).toEqual(['cut_audio', 'transcribe']);
    expect(uses[0]?.limits.stretch).toEqual({ from: 60, to: 90 });
  });
  test('in what is told beside it', () => {
    expect(names(ofStretch([use('extract_audio', 'I want the song as a sound file')], ['They sing from 4:10 to 5:00'], film, tools))).toEqual(['cut_video', 'extract_audio']);
  });
  test('where nothing else is asked for', () => {
    const [cut] = ofStretch([], ['The song starts at 0:48 and stops at 1:03', 'I need nothing else'], sound, tools);
    expect(cut).toMatchObject({ clause: 'The song starts at 0:48 and stops at 1:03', limits: { stretch: { from: 48, to: 63 } } });
  });
  test('not where a tool takes it, where it is a moment, or where nothing can be cut', () => {
    expect(names(ofStretch([use('cut_audio', 'keep the first minute')], [], sound, tools))).toEqual(['cut_audio']);
    expect(names(ofStretch([use('sample_frames', 'a still from second 12')], [], film, tools))).toEqual(['sample_frames']);
    expect(names(ofStretch([use('summarize', 'what was said from 1:00 to 2:00')], [], [{ name: 'notes.txt', modality: 'text' }], tools))).toEqual(['summarize']);
  });
});

test('a stretch that is told beside goes to the tool that takes one, also without an end', () => {
  expect(ofStretch([use('sample_frames', 'a still every ten seconds')], ['start at 0:30'], film, tools)[0]?.limits).toMatchObject({ everySeconds: 10, stretch: { from: 30 } });
});

describe('a text that is asked for where one was given', () => {
  const text = { name: 'post.txt', modality: 'text' };
  test('is made of the one that is there', () => {
    expect(names(ofGivenText([use('write_text', 'a title and three hashtags')], [text], tools))).toEqual(['compose']);
  });
  test.each([[[]], [[{ ...text, earlier: true as const }]], [sound]] as const)('is written anew where %j was given', (givens) => {
    expect(names(ofGivenText([use('write_text', 'a poem')], givens, tools))).toEqual(['write_text']);
  });
  test('is written anew where another step takes the one that is there', () => {
    expect(names(ofGivenText([use('summarize', 'sum it up'), use('write_text', 'write a poem about spring')], [text], tools))).toEqual(['summarize', 'write_text']);
  });
});

describe('a file format that the words want is made last', () => {
  test.each([
    ['as an ogg', ['speak', 'convert_audio']],
    ['and it must be an MP3', ['speak', 'convert_audio']],
    [', flac', ['speak', 'convert_audio']],
    ['. The station wants WAV', ['speak', 'convert_audio']],
    [', not as mp3', ['speak']],
    ['of what the mp3 says', ['speak']],
  ])('read it aloud %s', (words, wanted) => {
    expect(names(inFileFormats([use('speak', `read it aloud ${words}`)], [], tools))).toEqual(wanted);
  });
  test('once, and after all other work on the sound', () => {
    expect(names(inFileFormats([use('join_audio', 'join them as ogg'), use('change_audio', 'make it louder')], [], tools))).toEqual(['join_audio', 'change_audio', 'convert_audio']);
    expect(names(inFileFormats([use('convert_audio', 'save it as ogg')], [], tools))).toEqual(['convert_audio']);
    expect(inFileFormats([use('extract_audio', 'only the sound of it, mono, 16 kHz')], [], tools).at(-1)).toMatchObject({ tool: { name: 'convert_audio' }, limits: { channels: 1, hertz: 16_000 } });
  });
});

describe('what else is wanted of a picture is done behind it', () => {
  test('each by one tool, where others could do it as well', () => {
    const own = { ...tools.find(({ name }) => name === 'resize_image')!, name: 'my_resize' };
    expect(names(withPictureWishes([use('recolour_image', 'make it black and white and 300 px wide')], [...tools, own]))).toEqual(['recolour_image', 'resize_image']);
  });
  test.each(['cut out the larger dog', 'crop the mirror out of the photo', 'crop the upper half of the big poster'])('nothing for %j', (clause) => {
    expect(names(withPictureWishes([use('crop_image', clause)], tools))).toEqual(['crop_image']);
  });
});

test('the words of a medium are translated first where they are to be in a language', () => {
  const uses = translatedFirst([use('subtitle_video', 'French subtitles for the film')], tools);
  expect(names(uses)).toEqual(['translate', 'subtitle_video']);
  expect(uses.map(({ limits }) => limits.language)).toEqual(['French', undefined]);
  expect(names(translatedFirst([use('translate', 'put it into French'), use('speak', 'read it aloud in French')], tools))).toEqual(['translate', 'speak']);
});

import fc from 'fast-check';
import { clock, formatSubtitles, looksLikeSubtitles, parseSubtitles, ungroundedClaims, type TimedEvent, type VideoObservations } from '../../../src/tools/captions/index.js';

const observations: VideoObservations = {
  durationMs: 40_000, shotsMs: [0], hasAudio: false, sampledMs: [], screenText: [], speech: [], notes: [], wordedBy: 'program',
  objects: [{ label: 'bottle', maximum: 3, spans: [{ startMs: 0, endMs: 7000, count: 3 }, { startMs: 7000, endMs: 40_000, count: 2 }] }],
};
const events: TimedEvent[] = [
  { startMs: 0, endMs: 0, kind: 'state', text: 'Three bottles are in view.', objects: [{ label: 'bottle', count: 3 }] },
  { startMs: 6500, endMs: 7500, kind: 'leaves', text: 'One bottle leaves on the left; two bottles are still in view.', objects: [{ label: 'bottle', count: 2 }] },
];
const claimsOf = (caption: string): string[] => ungroundedClaims(caption, observations, events).map(({ claim }) => claim);

describe('a caption', () => {
  test.each(['The video starts with three bottles in view.', 'At 0:07 one bottle on the left is taken away, and two bottles remain.', 'Three bottles are shown; later, 2 are left. There is no sound.', 'The clip lasts 40 seconds.'])('that tells what was observed passes: %s', (caption) => {
    expect(claimsOf(caption)).toEqual([]);
  });
  test.each([
    ['Four bottles are in view.', 'Four bottles'],
    ['Three bottles stand on a wooden desk.', 'wooden'],
    ['A dog runs by.', 'dog'],
    ['At 0:25 one bottle leaves.', '0:25'],
    ['There are 17 bottles.', '17'],
  ])('that adds something is caught: %s', (caption, claim) => {
    expect(claimsOf(caption).join()).toContain(claim);
  });
  test('may quote what was heard', () => {
    const heard = { ...observations, hasAudio: true, speech: [{ startMs: 0, endMs: 2000, text: 'Ask what you can do for your country.' }] };
    expect(ungroundedClaims('A voice says "ask what you can do for your country".', heard, events)).toEqual([]);
  });
});

describe('subtitles', () => {
  const cue = fc.record({ startMs: fc.nat(10_000_000), length: fc.nat(10_000), text: fc.stringMatching(/^[a-zA-Z0-9 ,.'äöü]{1,60}$/).map((text) => text.trim()).filter((text) => text !== '') }).map(({ startMs, length, text }) => ({ startMs, endMs: startMs + length, text }));
  test.each(['srt', 'vtt'] as const)('written as %s are read back the same', (format) => {
    fc.assert(fc.property(fc.array(cue, { minLength: 1, maxLength: 10 }), (cues) => expect(parseSubtitles(formatSubtitles(cues, format))).toEqual(cues)));
  });
  test('keep their text from breaking the format', () => {
    expect(parseSubtitles(formatSubtitles([{ startMs: 0, endMs: 1000, text: 'a --> b\n\n<i>&' }, { startMs: 1000, endMs: 2000, text: 'c' }], 'vtt')).map(({ text }) => text)).toEqual(['a -> b\n<i>&', 'c']);
  });
  test('are told from plain text, and text without them is refused', () => {
    expect(looksLikeSubtitles('Just words.')).toBe(false);
    expect(looksLikeSubtitles('WEBVTT\n\n00:01.000 --> 00:02.000\nHi')).toBe(true);
    expect(() => parseSubtitles('nothing')).toThrow(/no subtitle/);
  });
  test('are read with Windows line ends, hours left out and tags', () => {
    expect(parseSubtitles('\ufeff1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Hi</i>\r\nthere\r\n')).toEqual([{ startMs: 1000, endMs: 2500, text: 'Hi\nthere' }]);
    expect(parseSubtitles('WEBVTT\n\n01:01.000 --> 01:02.000 align:start\nHi')).toEqual([{ startMs: 61_000, endMs: 62_000, text: 'Hi' }]);
  });
});

test('times are shown as on a player', () => {
  expect([0, 7400, 61_000, 3_765_000].map(clock)).toEqual(['0:00', '0:07', '1:01', '1:02:45']);
});

describe('what is said and written in a video', () => {
  const seen: VideoObservations = {
    ...observations, hasAudio: true,
    screenText: [{ text: 'Open 9:00-17:30, room 3 500', timeMs: 1000 }, { text: 'He said "7 dogs"', timeMs: 2000 }],
    speech: [{ startMs: 0, endMs: 4000, text: 'I saw four bottles. The train leaves at 12:45! Call 555-0142.' }],
  };
  test('may hold any number, time and count when it is repeated word for word', () => {
    const told = [...seen.speech, ...seen.screenText].map(({ text }) => `A voice says: "${text}"`).join(' ');
    expect(ungroundedClaims(told, seen, events)).toEqual([]);
  });
  test('gives no leave to say the same of the video', () => {
    expect(ungroundedClaims('Four bottles are in view.', seen, events).map(({ claim }) => claim)).toContain('Four bottles');
  });
});

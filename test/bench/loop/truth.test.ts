import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARM_NAMES } from '../../../bench/loop/arms.js';
import { endingOf, type LoopRecord } from '../../../bench/loop/record.js';
import { armTable, critiqueTable, outOfReach, pairedRecords } from '../../../bench/loop/report.js';
import { FAMILIES } from '../../../bench/loop/task.js';
import { wrongFields } from '../../../bench/loop/tasks/extract.js';
import { loopTasks } from '../../../bench/loop/tasks/index.js';
import { unreadLines } from '../../../bench/loop/tasks/picture.js';
import { readCues, subtitleFaults } from '../../../bench/loop/tasks/speech.js';
import { translationFaults } from '../../../bench/loop/tasks/translate.js';
import { probeMedia, wrongLength } from '../../../bench/loop/truth/media.js';
import { heardShare, wordErrors } from '../../../bench/loop/truth/speech.js';
import { brokenForm, digitGroups, inventedNumbers, missingFacts, notHonest, otherTimes, sentenceCount, wordCount, wrongStatements } from '../../../bench/loop/truth/text.js';
import { makeClip } from '../../support/make-media.js';

test('numbers are the same however they are written, and times are two numbers', () => {
  expect(digitGroups('1,250.50 and 1.250,50 and 1 250,50')).toEqual(['125050', '125050', '125050']);
  expect(digitGroups('1. At 9:30 in 2024\n2. 17 lamps')).toEqual(['9', '30', '2024', '17']);
  expect(inventedNumbers('It costs 34.9 euros at 6 pm.', 'It costs 34.90 euros at 18:00.')).toEqual([]);
  expect(inventedNumbers('It costs 35 euros.', 'It costs 34.90 euros.')).toHaveLength(1);
  expect(inventedNumbers('It costs 35 euros.', 'It costs 35.00 euros.')).toEqual([]);
  expect(inventedNumbers('She has 20 dogs.', 'She has 2 dogs.')).toHaveLength(1);
  expect(inventedNumbers('She has 2 dogs and 30 cats.', 'She has two dogs and thirty cats.')).toEqual([]);
});

test('a time whose hour and minute the source has only apart is another time', () => {
  const source = 'It began at 13:52 and ended at 18:47.';
  expect(wrongStatements('From 13:52 (1:52 pm) to 18.47, at 6:47 p.m. or at 19:00', { time: otherTimes(source) })).toEqual([]);
  expect(wrongStatements('From 13:47 on', { time: otherTimes(source) })).toHaveLength(1);
  expect(wrongStatements('From 3:52 on', { time: otherTimes(source) })).toHaveLength(1);
});

test('facts that are left out and statements that are wrong are told by name', () => {
  const facts = { closed: /clos/i, when: /12 January/ };
  expect(missingFacts('The pool is **closed** from 12 January.', facts)).toEqual([]);
  expect(missingFacts('The pool is open.', facts)).toHaveLength(2);
  expect(wrongStatements('The sauna is closed.', { sauna: /sauna is closed/i })).toHaveLength(1);
});

test('sentences are counted past titles and decimals, words without list marks', () => {
  expect(sentenceCount('Mr. Okafor sells it for 8.50 euros. It is cheap!')).toBe(2);
  expect(wordCount('1. one two\n- three')).toBe(3);
  expect(brokenForm('- a b\n- c d', { bullets: 2, maxWords: 4 })).toEqual([]);
  expect(brokenForm('- a b\n- c d', { bullets: 3, maxWords: 3 })).toHaveLength(2);
  expect(brokenForm('Die Brücke ist aus Holz und wird von vielen Menschen benutzt.', { language: 'de', sentences: 1 })).toEqual([]);
  expect(brokenForm('The bridge is made of wood.', { language: 'de' })).toHaveLength(1);
  expect(brokenForm('', {})).toEqual(['is empty']);
});

test('an honest answer says that the source does not tell, and names no value', () => {
  expect(notHonest('The text does not say.')).toEqual([]);
  expect(notHonest('No information about the width is given.')).toEqual([]);
  expect(notHonest('The bridge is 12 metres wide.', { width: /\d+ metres wide/ })).toHaveLength(2);
  expect(notHonest('The text does not mention it, but it is 12 metres wide.', { width: /\d+ metres wide/ })).toHaveLength(1);
});

test('fields must be there under a fitting name with the right value', () => {
  const wanted = { due: { name: /due/i, value: /6 May/ } };
  expect(wrongFields([{ name: 'due_date', value: '6 May 2024' }], wanted)).toEqual([]);
  expect(wrongFields([{ name: 'Due date', value: '22 April 2024' }], wanted)).toEqual(['has the wrong due: 22 April 2024']);
  expect(wrongFields([{ name: 'date', value: '6 May 2024' }], wanted)).toEqual(['has no due']);
});

test('a translation keeps numbers and names, is in its language and of about its length', () => {
  const source = 'The rent for flat 27 is 1,250.50 euros, and Mr Grady gets it on the first day of the month.';
  expect(translationFaults('Die Miete für die Wohnung 27 ist 1.250,50 Euro, und Herr Grady bekommt sie am ersten Tag des Monats.', source, 'de', { Grady: /Grady/ })).toEqual([]);
  expect(translationFaults('Die Miete für die Wohnung 72 ist hoch.', source, 'de', { Grady: /Grady/ }).length).toBeGreaterThanOrEqual(4);
  expect(translationFaults(source, source, 'de', {})).toHaveLength(1);
});

test('word errors count what is substituted, left out and added; the heard share goes by order', () => {
  expect(wordErrors('ask not what', 'Ask not what.')).toBe(0);
  expect(wordErrors('one two three four', 'one three four five')).toBe(0.5);
  expect(wordErrors('', 'anything')).toBe(1);
  expect(heardShare('one two three four', 'one x two four')).toBe(0.75);
  expect(heardShare('one two three', '')).toBe(0);
});

test('subtitles are late when their first words are', () => {
  const srt = '1\n00:00:02,300 --> 00:00:04,000\nask not\nwhat your\n\n2\n00:00:04,000 --> 00:00:05,000\ncountry\n';
  expect(readCues(srt)).toEqual([{ start: 2.3, text: 'ask not\nwhat your' }, { start: 4, text: 'country' }]);
  expect(subtitleFaults(srt, 'ask not what your country', 2)).toEqual([]);
  expect(subtitleFaults(srt, 'ask not what your country', 5)).toHaveLength(1);
  expect(subtitleFaults('WEBVTT\n\n00:02.300 --> 00:04.000\nsomething else\n', 'ask not what your country', 2.3)).toHaveLength(1);
});

test('lines of a picture are read whole or not at all', () => {
  expect(unreadLines('Pea soup 4.80\nPlumtart 3.20', ['Pea soup 4.80', 'Plum tart 3.20'])).toEqual([]);
  expect(unreadLines('Pea soup 4.90', ['Pea soup 4.80'])).toHaveLength(1);
});

test('the length of a clip is that of what decodes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-truth-'));
  const clip = await makeClip(join(folder, 'clip.mp4'), 3);
  const { seconds, video, audio } = await probeMedia(clip);
  expect(wrongLength(seconds, 3)).toEqual([]);
  expect(wrongLength(seconds, 4)).toHaveLength(1);
  expect(video).toMatchObject({ codec: 'h264', width: 160 });
  expect(audio?.codec).toBe('aac');
  rmSync(folder, { recursive: true });
});

const attempt = { step: 'it', tool: 'summarize', rung: null, status: 'rejected', accepted: false, fails: [{ oracle: 'text_length', critique: 'too long' }], tokens: 1 };
const record = (more: Partial<LoopRecord>): LoopRecord => ({ task: 't', family: 'answer', arm: 'oracles', status: 'completed', answer: '', unproved: [], faults: [], cannot: false, attempts: [], tokens: 0, ms: 0, ...more });

test('an ending is judged by the truth and by what the run claimed', () => {
  expect(endingOf(record({}))).toBe('success');
  expect(endingOf(record({ unproved: ['x'] }))).toBe('success');
  expect(endingOf(record({ faults: ['x'] }))).toBe('false done');
  expect(endingOf(record({ faults: ['x'], unproved: ['x'] }))).toBe('honest partial');
  expect(endingOf(record({ faults: ['x'], unproved: ['not checked'], arm: 'none' }))).toBe('false done');
  expect(endingOf(record({ faults: ['x'], status: 'failed' }))).toBe('honest partial');
  expect(endingOf(record({ status: 'failed', faults: ['nothing'], attempts: [{ ...attempt, faults: ['x'] }] }))).toBe('honest partial');
  expect(endingOf(record({ status: 'failed', faults: ['nothing'], attempts: [{ ...attempt, faults: [] }] }))).toBe('false alarm');
  expect(endingOf(record({ cannot: true, status: 'failed', faults: ['x'] }))).toBe('success');
  expect(endingOf(record({ cannot: true, faults: ['x'] }))).toBe('false done');
});

test('arms are compared on tasks that all of them did', () => {
  const records = [record({ task: 'a' }), record({ task: 'b' }), record({ task: 'a', arm: 'none', faults: ['x'] })];
  expect(pairedRecords(records).map(({ task, arm }) => `${task} ${arm}`)).toEqual(['a oracles', 'a none']);
  expect(armTable(pairedRecords(records))).toContain('| oracles | 1 | 1 (100.0 %)');
  expect(outOfReach([record({ task: 'a', faults: ['x'] }), record({ task: 'a', arm: 'none' }), record({ task: 'b', faults: ['x'] })])).toEqual(['b']);
});

test('a critique is compared with another sample after the same rejected attempt', () => {
  const rejected = { ...attempt, faults: ['too long'] };
  const mended = { ...attempt, rung: 'retry: with the critique', status: 'passed', accepted: true, fails: [], faults: [] };
  const records = [record({ arm: 'critique', attempts: [rejected, mended] }), record({ arm: 'resample', attempts: [rejected, { ...rejected, rung: 'retry: another sample' }, mended] })];
  expect(critiqueTable(records)).toContain('| text_length | 1 | 1 | 0 | 0 |');
  const alarm = [record({ arm: 'critique', attempts: [{ ...rejected, faults: [] }, mended] }), record({ arm: 'resample', attempts: [{ ...rejected, faults: [] }, mended] })];
  expect(critiqueTable(alarm)).toContain('| text_length | 0 | 0 | 0 | 1 |');
});

test('there are at least eighty tasks, of all families, each with its own name', () => {
  expect(loopTasks.length).toBeGreaterThanOrEqual(80);
  expect(new Set(loopTasks.map(({ id }) => id)).size).toBe(loopTasks.length);
  expect(new Set(loopTasks.map(({ family }) => family)).size).toBe(FAMILIES.length);
  expect(ARM_NAMES).toEqual(['none', 'checked', 'resample', 'critique', 'oracles', 'judge']);
});

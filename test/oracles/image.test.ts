import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Subject } from '../../src/core/index.js';
import { ScriptedModels, type ScriptedStep } from '../../src/models/index.js';
import { saidOfPicturesOracles } from '../../src/oracles/grounded-description.js';
import { imageOracles } from '../../src/oracles/image.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'image-oracles-'));
  await sharp({ create: { width: 200, height: 100, channels: 3, background: '#ddd' } }).png().toFile(join(folder, 'even.png'));
  const black = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#000' } }).png().toBuffer();
  await sharp(join(folder, 'even.png')).composite([{ input: black, left: 20, top: 20 }]).png().toFile(join(folder, 'marked.png'));
});
afterAll(() => rm(folder, { recursive: true }));

const image = (name: string, port = 'image') => ({ port, modality: 'image', value: { id: 'a'.repeat(64), modality: 'image', mime: 'image/png', bytes: 1, metadata: {}, path: join(folder, name) } });
const box = { x: 1, y: 2, width: 30, height: 40 };
const dogs = (count: number): ScriptedStep => ({ detect: { width: 200, height: 100, detections: Array.from({ length: count }, () => ({ label: 'dog', score: 0.8, box })) } });
const reads = (text: string): ScriptedStep => ({ ocr: { width: 200, height: 100, lines: [{ text, box, confidence: 1, words: text.split(' ').map((word) => ({ text: word, box })) }] } });

async function check(name: string, subject: Partial<Subject> & Pick<Subject, 'value' | 'modality' | 'port'>, params: Record<string, unknown>, steps: ScriptedStep[] = []) {
  const oracle = [...imageOracles, ...saidOfPicturesOracles].find(({ spec }) => spec.name === name);
  if (!oracle) throw new Error(`no oracle ${name}`);
  const models = new ScriptedModels(steps);
  const finding = await oracle.check({ tool: null, inputs: [], outputs: [], goal: '', ...subject }, oracle.params.parse(params), { models, signal: new AbortController().signal, scratch: folder });
  models.finish();
  return finding;
}

test('an even picture is blank, one with a mark is not', async () => {
  expect(await check('not_blank', image('even.png'), {})).toMatchObject({ status: 'fail', critique: expect.stringContaining('blank') as string });
  expect(await check('not_blank', image('marked.png'), {})).toMatchObject({ status: 'pass' });
});

test('dimensions are measured from the file', async () => {
  expect(await check('image_dimensions', image('even.png'), { width: 200, minHeight: 50 })).toMatchObject({ status: 'pass', measured: { width: 200, height: 100 } });
  expect(await check('image_dimensions', image('even.png'), { maxWidth: 150 })).toMatchObject({ status: 'fail', critique: expect.stringContaining('at most 150 px') as string });
});

test('objects are counted by the detector; unknown words are inconclusive', async () => {
  expect(await check('image_contains', image('even.png'), { object: 'puppy', count: 2 }, [dogs(2)])).toMatchObject({ status: 'pass', measured: 2, evidence: [{ box }, { box }] });
  expect(await check('image_contains', image('even.png'), { object: 'dog', max: 1 }, [dogs(2)])).toMatchObject({ status: 'fail' });
  expect(await check('image_contains', image('even.png'), { object: 'animal' }, [dogs(0)])).toMatchObject({ status: 'fail', measured: 0 });
  expect(await check('image_contains', image('even.png'), { object: 'unicorn' })).toMatchObject({ status: 'inconclusive' });
});

test('text is visible with small reading errors, other text is not', async () => {
  expect(await check('text_visible', image('even.png'), { text: 'Mill Lane closed' }, [reads('MilI Lane ciosed')])).toMatchObject({ status: 'pass' });
  expect(await check('text_visible', image('even.png'), { text: 'Hill Road open' }, [reads('Mill Lane closed')])).toMatchObject({ status: 'fail', evidence: [{ box }] });
});

test('a change is seen against the input of the step', async () => {
  expect(await check('image_changed', { ...image('marked.png'), inputs: [image('even.png', 'before')] }, {})).toMatchObject({ status: 'pass' });
  expect(await check('image_changed', { ...image('even.png'), inputs: [image('even.png', 'before')] }, {})).toMatchObject({ status: 'fail' });
  expect(await check('same_image', { ...image('even.png'), inputs: [image('even.png', 'before')] }, {})).toMatchObject({ status: 'pass' });
  expect(await check('image_changed', image('even.png'), {})).toMatchObject({ status: 'inconclusive' });
});

test('a description with an invented cat fails and is told what to leave out', async () => {
  const text = (value: string) => ({ port: 'text', modality: 'text', value, inputs: [image('even.png')] });
  expect(await check('grounded_description', text('A dog.'), {}, [dogs(1), reads('Hello there'), dogs(1)])).toMatchObject({ status: 'pass' });
  expect(await check('grounded_description', text('A dog.'), {}, [dogs(1), reads('Hello there'), dogs(0)])).toMatchObject({ status: 'inconclusive' });
  expect(await check('grounded_description', text('A dog and a cat.'), {}, [dogs(1), reads('Hello there'), dogs(1)])).toMatchObject({ status: 'fail', critique: expect.stringContaining('object: cat') as string });
});

describe('a description of what the programs may have overlooked', () => {
  const text = (value: string) => ({ port: 'text', modality: 'text', value, inputs: [image('even.png')] });
  const faintCat: ScriptedStep = { detect: { width: 200, height: 100, detections: [{ label: 'cat', score: 0.15, box }] } };
  test.each<[string, string, ScriptedStep[]]>([
    ['names a thing that the detector sees faintly', 'A dog and a cat.', [dogs(1), reads('Hello'), faintCat]],
    ['names a colour that was not sampled', 'A dog with a red collar.', [dogs(1), reads('Hello')]],
    ['quotes text that OCR half read', 'A sign says "Mill Lane closed".', [dogs(1), reads('Mlll Lne clbcxd')]],
    ['counts one of many otherwise', '9 dogs.', [dogs(8), reads('Hello'), dogs(8)]],
    ['denies a thing that the detector did not find', 'No, there is no cat.', [dogs(1), reads('Hello')]],
    ['denies text', 'No text can be read in the picture.', [dogs(1), { ocr: { width: 200, height: 100, lines: [] } }]],
    ['denies text beside what is there', "A dog. There isn't anything written on it.", [dogs(1), { ocr: { width: 200, height: 100, lines: [] } }]],
  ])('%s: left open', async (_, said, steps) => {
    expect(await check('grounded_description', text(said), {}, steps)).toMatchObject({ status: 'inconclusive' });
  });
  test('quotes a denial, which denies nothing', async () => {
    expect(await check('grounded_description', text('A dog, and the words "No parking".'), {}, [dogs(1), reads('No parking'), dogs(1)])).toMatchObject({ status: 'pass' });
  });
  test.each<[string, string, ScriptedStep[]]>([
    ['says that there is none', 'There is no dog.', [dogs(1), reads('Hello')]],
    ['quotes something else', 'A sign says "Zebra crossing ahead".', [dogs(1), reads('Hello')]],
    ['doubles a count', '4 dogs.', [dogs(2), reads('Hello'), dogs(2)]],
  ])('%s: refuted', async (_, said, steps) => {
    expect(await check('grounded_description', text(said), {}, steps)).toMatchObject({ status: 'fail' });
  });
});

test('that a picture does not tell something proves nothing', async () => {
  expect(await check('grounded_description', { port: 'text', modality: 'text', value: 'The picture does not tell me that.', inputs: [image('marked.png')] }, {}, [dogs(1), reads('Hello there')])).toMatchObject({ status: 'inconclusive' });
  expect(await check('grounded_description', { port: 'text', modality: 'text', value: 'The picture does not tell me that. There are nine dogs.', inputs: [image('marked.png')] }, {}, [dogs(1), reads('Hello there'), dogs(1)])).toMatchObject({ status: 'fail' });
});

describe('an answer about a picture', () => {
  const answered = (value: string, question: string) => ({ port: 'text', modality: 'text', value, inputs: [image('even.png'), { port: 'question', modality: 'text', value: question }] });
  const seen = (label: string, ...scores: number[]): ScriptedStep => ({ detect: { width: 200, height: 100, detections: scores.map((score, at) => ({ label, score, box: { x: at * 60, y: 20, width: 50, height: 60 } })) } });
  const nothing: ScriptedStep = { ocr: { width: 200, height: 100, lines: [] } };
  test('is proved where a second look answers so, too', async () => {
    expect(await check('grounded_description', answered('There are 2 dogs in the picture: on the left, in the centre.', 'How many dogs are there?'), {}, [seen('dog', 0.8, 0.7), nothing, seenAgain('dog', 0.8, 0.7)])).toMatchObject({ status: 'pass' });
  });
  test('leaves a count open where a second look sees one more, if faintly', async () => {
    expect(await check('grounded_description', answered('There is 1 dog in the picture: on the left.', 'How many dogs are there?'), {}, [seen('dog', 0.8), nothing, seenAgain('dog', 0.8, 0.25)])).toMatchObject({ status: 'inconclusive', evidence: expect.arrayContaining([expect.objectContaining({ message: expect.stringContaining('sees 2') as string })]) as object[] });
  });
  test('leaves a place open that a second look does not give', async () => {
    expect(await check('grounded_description', answered('The dog is on the left.', 'Where is the dog?'), {}, [seen('dog', 0.8), nothing, { detect: { width: 240, height: 120, detections: [{ label: 'dog', score: 0.8, box: { x: 0, y: 24, width: 60, height: 72 } }] } }])).toMatchObject({ status: 'inconclusive' });
  });
  test('leaves open what a part of it leaves open, and claims nothing with it', async () => {
    expect(await check('grounded_description', answered('There is 1 dog in the picture: on the left. I cannot tell whether this holds of it: “sleeping on two couches”.', 'How many dogs sleep on two couches?'), {}, [seen('dog', 0.8), nothing])).toMatchObject({ status: 'inconclusive' });
  });
  test('of a model may say nothing that was neither detected nor read', async () => {
    expect(await check('grounded_description', answered('The dog is sleeping.', 'What is the dog doing?'), {}, [seen('dog', 0.8), nothing, seenAgain('dog', 0.8)])).toMatchObject({ status: 'inconclusive', evidence: expect.arrayContaining([expect.objectContaining({ message: expect.stringContaining('sleep') as string })]) as object[] });
    expect(await check('grounded_description', answered('The plum tart costs 3.20.', 'What does the plum tart cost?'), {}, [seen('dog'), reads('Plum tart 3.20'), seenAgain('dog')])).toMatchObject({ status: 'pass' });
  });

  /** As the mirrored and scaled copy shows it. */
  function seenAgain(label: string, ...scores: number[]): ScriptedStep {
    return { detect: { width: 240, height: 120, detections: scores.map((score, at) => ({ label, score, box: { x: 240 - (at * 60 + 50) * 1.2, y: 24, width: 60, height: 72 } })) } };
  }
});

test('a picture made from a blank one is no fault of the step', async () => {
  expect(await check('not_blank', { ...image('even.png'), inputs: [image('even.png', 'before')] }, {})).toMatchObject({ status: 'inconclusive' });
  expect(await check('not_blank', { ...image('even.png'), inputs: [image('marked.png', 'before')] }, {})).toMatchObject({ status: 'fail' });
});

test('a file by itself is compared with one that the parameters name; a plan cannot name one', async () => {
  const alone = { ...image('marked.png', 'file'), tool: null };
  expect(await check('image_changed', alone, { media: join(folder, 'even.png') })).toMatchObject({ status: 'pass' });
  expect(await check('image_changed', { ...alone, tool: 'crop_image' }, { media: join(folder, 'even.png') })).toMatchObject({ status: 'inconclusive' });
  expect(await check('grounded_description', { port: 'file', modality: 'text', value: 'A dog.', tool: null }, { media: join(folder, 'even.png') }, [dogs(1), reads('Hello'), dogs(1)])).toMatchObject({ status: 'pass', evidence: [{ box }] });
});

import sharp from 'sharp';
import { ScriptedModels, type ScriptedStep } from '../../src/models/index.js';
import { compareReadings, pictureReadingOracles } from '../../src/oracles/reading.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const at = temporaryFolder();

test.each([
  ['both other readings come to the same words', 'Open daily 9:30', ['Open daily 9:30', 'open  daily 9:30'], [], 'pass'],
  ['no text, and none is read again', '', ['', ''], [], 'inconclusive'],
  ['marks alone, which nothing is compared of', '***', ['***', '***'], [], 'inconclusive'],
  ['one look alone reads a currency', '50 off', ['50 off', '$50 off'], [], 'inconclusive'],
  ['both read another currency', '$50 off', ['€50 off', '€50 off'], [], 'fail'],
  ['both read a sign that is missing', '5 degrees', ['-5 degrees', '−5 degrees'], [], 'fail'],
  ['both read another number', 'Total 4.80', ['Total 4.90', 'Total 4.90'], [], 'fail'],
  ['both read a line that is missing', 'Open', ['Open on Sundays', 'Open on Sundays'], [], 'fail'],
  ['neither reads a line that is claimed', 'Open on all Sundays', ['Open', 'Open'], [], 'fail'],
  ['words for a picture in which nobody reads any', 'Open on Sundays', ['', ''], [], 'fail'],
  ['one reads it otherwise', 'Total 4.80', ['Total 4.80', 'Total 4.90'], [], 'inconclusive'],
  ['both read it otherwise, each in its way', 'wmter days', ['winter days', 'vvinter days'], [], 'inconclusive'],
  ['one word is too faint for both', 'Open daily', ['Open', 'Open'], [], 'inconclusive'],
  ['the reading was not sure of a word', 'Open daily', ['Open daily', 'Open daily'], ['daiiy'], 'inconclusive'],
] as const)('%s', (_, claimed, readings, unsure, status) => {
  expect(compareReadings(claimed, readings, unsure)).toMatchObject({ status });
});

test('words on which the readings differ are named', () => {
  const finding = compareReadings('Total 4.80 euros', ['Total 4.80 euros', 'Total 4.90 euros']);
  expect(JSON.stringify(finding.evidence)).toContain('4.80');
  expect(JSON.stringify(finding.evidence)).toContain('4.90');
});

test('a picture is read two more times; that one has no text is left open', async () => {
  await sharp({ create: { width: 200, height: 100, channels: 3, background: '#ddd' } }).png().toFile(at('page.png'));
  const [oracle] = pictureReadingOracles;
  const line = (text: string): ScriptedStep => ({ ocr: { width: 250, height: 125, lines: text === '' ? [] : [{ text, box: { x: 1, y: 2, width: 30, height: 10 }, confidence: 0.9, words: [] }] } });
  const check = async (value: string, steps: ScriptedStep[]) => {
    const models = new ScriptedModels(steps);
    const inputs = [{ port: 'image', modality: 'image', value: { id: 'a'.repeat(64), modality: 'image', mime: 'image/png', bytes: 1, metadata: {}, path: at('page.png') } }];
    const finding = await oracle!.check({ port: 'text', modality: 'text', value, tool: 'read_text', inputs, outputs: [], goal: '' }, {}, { models, signal: new AbortController().signal, scratch: at() });
    models.finish();
    return finding;
  };
  expect(await check('Open daily', [line('Open daily'), line('Open daily')])).toMatchObject({ status: 'pass' });
  expect(await check('(no text found)', [line(''), line('')])).toMatchObject({ status: 'inconclusive' });
  expect(await check('(no text found)', [line('Öffnen'), line('Öffnen')])).toMatchObject({ status: 'fail', critique: expect.stringContaining('"Öffnen" is missing') as string });
  // Lettering in brackets is lettering.
  expect(await check('(closed)', [line('(closed)'), line('(closed)')])).toMatchObject({ status: 'pass' });
  expect(await check('(closed)', [line(''), line('')])).toMatchObject({ status: 'inconclusive' });
  expect(await check('Открыто daily', [line('Открыто daily'), line('Открыто daily')])).toMatchObject({ status: 'pass', outsideMeasured: expect.stringContaining('Latin') as string });
  expect(await check('Café à 5 µm', [line('Café à 5 µm'), line('Café à 5 µm')])).not.toHaveProperty('outsideMeasured');
});

import { ScriptedModels } from '../../src/models/scripted.js';
import { translationOracles } from '../../src/oracles/back-translation.js';
import { checkText, oracleNamed } from './check.js';

const oracle = oracleNamed(translationOracles, 'back_translation');
const SOURCE = 'The new locks are fitted on Thursday. Each flat gets three keys free of charge. The old keys do not open the front door.';
const TRANSLATION = 'Die neuen Schlösser werden am Donnerstag eingebaut. Jede Wohnung bekommt kostenlos drei Schlüssel. Die alten Schlüssel öffnen die Haustür nicht.';
const check = (back: string, translation = TRANSLATION, source = SOURCE) => checkText(oracle, translation, {}, { inputs: { text: source, language: 'German' }, models: new ScriptedModels([{ chat: back }], { jobs: ['chat'] }) });

test('a translation that comes back as its source holds', async () => {
  expect(await check(SOURCE)).toMatchObject({ status: 'pass', measured: { lost: 0, added: 0 } });
});

test('what does not come back, comes back turned round, or comes back besides is named and left open', async () => {
  const lost = await check('The new locks are fitted on Thursday. Each flat gets three keys. The old keys do not open the front door.');
  expect(lost).toMatchObject({ status: 'inconclusive', measured: { lost: 1 } });
  expect(lost.evidence![0]!.message).toContain('Each flat gets three keys free of charge.');
  const turned = await check('The new locks are fitted on Thursday. Each flat gets three keys free of charge. The old keys open the front door.');
  expect(turned.status).toBe('inconclusive');
  const added = await check(`${SOURCE} Dogs must be kept on a lead in the yard.`);
  expect(added).toMatchObject({ status: 'inconclusive', measured: { lost: 0, added: 1 } });
});

test('it is asked of the translation alone, in the language of the source', async () => {
  const models = new ScriptedModels([{ chat: SOURCE }], { jobs: ['chat'] });
  await checkText(oracle, TRANSLATION, {}, { inputs: { text: SOURCE, language: 'German' }, models });
  const asked = JSON.stringify(models.calls[0]!.request);
  expect(asked).toContain('English');
  expect(asked).toContain('Schlösser');
  expect(asked).not.toContain('free of charge');
});

test('without a model, without a source, and where the text is too long nothing is claimed', async () => {
  const none = new ScriptedModels([], { jobs: ['embed'] });
  expect((await checkText(oracle, TRANSLATION, {}, { inputs: { text: SOURCE }, models: none })).status).toBe('inconclusive');
  expect((await checkText(oracle, TRANSLATION, {}, { inputs: {}, models: none })).status).toBe('inconclusive');
  expect((await check(SOURCE, 'Wort '.repeat(2_000))).status).toBe('inconclusive');
  expect((await check('a', 'b', '12')).status).toBe('inconclusive');
});

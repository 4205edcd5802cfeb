import { ScriptedModels } from '../../src/models/index.js';

const question = { messages: [{ role: 'user' as const, content: 'Hello' }] };

test('answers come in the order of the script and every call is on record', async () => {
  const models = new ScriptedModels([{ chat: 'one' }, { json: { two: 2 } }, { score: (request) => request.candidates.map((_, index) => -index) }]);
  expect((await models.chat(question)).text).toBe('one');
  expect((await models.chat(question)).json).toEqual({ two: 2 });
  expect((await models.score({ ...question, candidates: ['a', 'b'] })).logProbabilities).toEqual([-0, -1]);
  expect(models.calls.map((call) => call.kind)).toEqual(['chat', 'json', 'score']);
  models.finish();
});

test('a call that the script does not expect throws and says what was expected', async () => {
  const models = new ScriptedModels([{ embed: [[1]] }]);
  await expect(models.chat(question)).rejects.toThrow(/expects embed, but chat or json was called/);
});

test('answers that nobody asked for are an error at the end', () => {
  expect(() => { new ScriptedModels([{ chat: 'unused' }]).finish(); }).toThrow(/1 unused steps: chat/);
});

test('an error of the script is thrown by the call', async () => {
  await expect(new ScriptedModels([{ ocr: new Error('blind') }]).ocr({ path: 'x' })).rejects.toThrow('blind');
});

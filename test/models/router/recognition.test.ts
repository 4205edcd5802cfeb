import { dialectOf, type Endpoint, type ServerFound } from '../../../src/models/providers/index.js';
import { VouchError } from '../../../src/core/index.js';
import { mayHaveChanged, Recognition } from '../../../src/models/router/recognition.js';

const none = new AbortController().signal;
const at = (baseUrl: string): Endpoint => ({ server: 's', baseUrl, apiKey: undefined, model: '', modelId: '', dialect: dialectOf('openai') });
const here = at('http://here/v1');
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A server that answers with the number of the question, and the clock. */
function scene(): { recognition: Recognition; asked: () => number; failing: (yes: boolean) => void; pass: (ms: number) => void; context: (plain?: Endpoint) => Promise<number | undefined> } {
  let [asked, now, fails] = [0, 0, false];
  const answer = (): Promise<ServerFound> => {
    asked += 1;
    return fails ? Promise.reject(new Error('gone')) : Promise.resolve({ dialect: dialectOf('ollama'), models: [{ id: 'm', contextTokens: asked, takes: {}, job: undefined }] });
  };
  const recognition = new Recognition(answer, () => now);
  return {
    recognition, asked: () => asked, failing: (yes) => { fails = yes; }, pass: (ms) => { now += ms; },
    context: async (plain = here) => (await recognition.of(plain, none)).models[0]?.contextTokens,
  };
}

test('many who ask at once share one question, and later ones its answer', async () => {
  const { context, asked } = scene();
  expect(await Promise.all([context(), context(), context()])).toEqual([1, 1, 1]);
  expect([await context(), asked()]).toEqual([1, 1]);
});

test('an old answer is used once more while the server is asked again', async () => {
  const { context, pass } = scene();
  await context();
  pass(61_000);
  expect(await context()).toBe(1);
  await settled();
  expect(await context()).toBe(2);
});

test('what was not told at first is asked for soon', async () => {
  const { context, pass, recognition, asked } = scene();
  await context();
  recognition.doubt();
  pass(4_000);
  expect([await context(), asked()]).toEqual([1, 1]);
  pass(2_000);
  await context();
  await settled();
  expect(await context()).toBe(2);
});

test('a server that is gone meanwhile is an error of the next request, and is asked again by the one after it', async () => {
  const { context, failing, pass } = scene();
  await context();
  failing(true);
  pass(61_000);
  expect(await context()).toBe(1);
  await settled();
  await expect(context()).rejects.toThrow('gone');
  failing(false);
  expect(await context()).toBe(4);
});

test('a server that was started again elsewhere, or may be another one, is asked anew', async () => {
  const { context, recognition } = scene();
  await context();
  expect(await context(at('http://there/v1'))).toBe(2);
  recognition.forget();
  expect(await context(at('http://there/v1'))).toBe(3);
});

test.each([[{ unreachable: true }, true], [{ status: 404 }, true], [{ status: 400, code: 'context_length_exceeded' }, true], [{ status: 500 }, false]])('a failure with %j says of the server that it may be another: %s', (details, changed) => {
  expect(mayHaveChanged(new VouchError('MODEL_SERVER_FAILED', 'no', { details }))).toBe(changed);
});

import { chat } from '../../../src/models/providers/index.js';
import { completion, fakeServer, json, type FakeServer } from './fake-server.js';

let server: FakeServer | undefined;
afterEach(() => server?.close());

const request = { messages: [{ role: 'user' as const, content: 'How many words are these?' }], maxTokens: 9 };

/** What OpenAI's reasoning models answer, by its API reference. */
async function reasoning(): Promise<{ server: FakeServer; bodies: () => Record<string, unknown>[] }> {
  const refusal = (param: string, code: string): unknown => ({ error: { message: `Unsupported: '${param}' is not supported with this model.`, type: 'invalid_request_error', param, code } });
  const made = (server = await fakeServer(({ body }, response) => {
    const asked = JSON.parse(body.toString()) as Record<string, unknown>;
    if ('max_tokens' in asked) json(response, 400, refusal('max_tokens', 'unsupported_parameter'));
    else if (asked['temperature'] !== 1 && 'temperature' in asked) json(response, 400, refusal('temperature', 'unsupported_value'));
    else json(response, 200, completion('five'));
  }));
  return { server: made, bodies: () => made.seen.map(({ body }) => JSON.parse(body.toString()) as Record<string, unknown>) };
}

test('a model that refuses a field by its name is asked by the one that it wants, and is remembered', async () => {
  const { server: { endpoint }, bodies } = await reasoning();
  const notes: string[] = [];
  expect((await chat(endpoint, request, undefined, (note) => notes.push(note))).text).toBe('five');
  expect(bodies()).toHaveLength(3);
  expect((await chat(endpoint, request, undefined)).text).toBe('five');
  expect(bodies().slice(2)).toEqual([expect.objectContaining({ max_completion_tokens: 9 }), expect.objectContaining({ max_completion_tokens: 9 })]);
  expect(bodies().slice(2).some((body) => 'temperature' in body || 'max_tokens' in body)).toBe(false);
  // That it does not sample as it was told is said.
  expect(notes).toEqual(['m on fake takes no temperature: it answered by its own']);
});

test('what else a server refuses is its refusal, and not asked again', async () => {
  server = await fakeServer((_request, response) => { json(response, 400, { error: { message: 'no such format', type: 'invalid_request_error', param: 'response_format' } }); });
  await expect(chat(server.endpoint, request, undefined)).rejects.toMatchObject({ code: 'MODEL_SERVER_FAILED', retryable: false, message: expect.stringContaining('no such format') });
  expect(server.seen).toHaveLength(1);
});

test('where a server counts no tokens, they are estimated, and that is said', async () => {
  server = await fakeServer((_request, response) => { json(response, 200, { choices: [{ message: { content: 'word '.repeat(60) }, finish_reason: 'stop' }] }); });
  const { usage } = await chat(server.endpoint, request, undefined);
  expect(usage).toMatchObject({ estimated: true });
  expect(usage.completionTokens).toBeGreaterThanOrEqual(60);
  expect(usage.promptTokens).toBeGreaterThanOrEqual(6);
});

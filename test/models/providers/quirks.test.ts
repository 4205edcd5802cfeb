import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { VouchError, type ChatPart, type ChatRequest } from '../../../src/core/index.js';
import { chat, dialectOf, embed, recogniseServer, type DialectName, type Endpoint } from '../../../src/models/providers/index.js';
import { endpointFor } from '../../../src/models/router/remote.js';
import { sampleFrames } from '../../../src/tools/media/index.js';
import { makeClip } from '../../support/make-media.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { fakeServer, type FakeServer } from './fake-server.js';
import { Refusal, startFake, type FakeModelServer, type FakeWire } from './fakes/wire.js';
import { restartVllm, WIRES } from './fakes/wires.js';
import { failureOf } from './kit.js';

const file = temporaryFolder();
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function fake(name: DialectName, changes: Partial<FakeWire> = {}): Promise<{ server: FakeModelServer; endpoint: Endpoint }> {
  const wire = WIRES.find((candidate) => candidate.name === name)!;
  const server = await startFake({ ...wire, ...changes });
  open.push(server);
  const plain: Endpoint = { server: 'gpu', baseUrl: server.url, apiKey: undefined, model: '', modelId: '', dialect: dialectOf('openai') };
  return { server, endpoint: { ...endpointFor(plain, '', await recogniseServer(plain, dialectOf(name), undefined), 'chat'), sampleFrames } };
}

const ask = (...content: ChatPart[]): ChatRequest => ({ messages: [{ role: 'user', content }], maxTokens: 20 });
const question: ChatPart = { type: 'text', text: 'How many?' };

async function picture(name = 'dot.png'): Promise<ChatPart> {
  await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } }).png().toFile(file(name));
  return { type: 'image', path: file(name) };
}

const chats = (server: FakeModelServer): { messages: { role: string; content: { type: string; [field: string]: unknown }[] }[] }[] => server.bodies.filter(({ path }) => path === '/v1/chat/completions').map(({ body }) => body as never);

describe('pictures', () => {
  test.each([['vllm', false], ['ollama', true]] as const)('of %s travel as its wire writes them', async (name, bare) => {
    const { server, endpoint } = await fake(name);
    await chat(endpoint, ask(question, await picture()), undefined);
    const uri = `data:image/png;base64,${readFileSync(file('dot.png')).toString('base64')}`;
    expect(chats(server)[0]!.messages[0]!.content[1]!['image_url']).toEqual(bare ? uri : { url: uri });
  });

  test('made by tools follow all tool messages in one user message that says which call gave which', async () => {
    const { server, endpoint } = await fake('sglang');
    const image = await picture();
    const calls = ['a', 'b'].map((id) => ({ id, name: 'look', arguments: {} }));
    await chat(endpoint, { messages: [{ role: 'user', content: 'Compare.' }, { role: 'assistant', content: '', toolCalls: calls }, { role: 'tool', toolCallId: 'a', content: [{ type: 'text', text: 'first' }, image] }, { role: 'tool', toolCallId: 'b', content: [image] }, { role: 'user', content: 'Well?' }] }, undefined);
    const { messages } = chats(server)[0]!;
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'tool', 'user', 'user']);
    expect(messages[4]!.content.map(({ type, text }) => text ?? type)).toEqual(['What the tool call a gave:', 'image_url', 'What the tool call b gave:', 'image_url']);
  });

  test('that the server dropped without a word are an error, and not an answer', async () => {
    const { endpoint } = await fake('llama-server', { parts: { image_url: () => 0 } });
    const failure = await failureOf(chat(endpoint, ask(question, await picture()), undefined));
    expect(failure).toMatchObject({ code: 'MEDIA_NOT_SEEN', retryable: false, message: expect.stringMatching(/^gpu \(llama-server.*counted 5 tokens with a medium and 5 without/) });
  });

  test('for which a mark of a few tokens stands in the prompt count as dropped where a server writes such marks', async () => {
    const { endpoint } = await fake('ollama', { parts: { image_url: () => 6 } });
    expect((await failureOf(chat(endpoint, ask(question, await picture()), undefined))).code).toBe('MEDIA_NOT_SEEN');
  });

  test('of which some were dropped are an error where fewer tokens came than pictures went', async () => {
    let taken = 0;
    const { endpoint } = await fake('xinference', { parts: { image_url: () => (taken++ === 0 ? 1 : 0) } });
    expect((await failureOf(chat(endpoint, ask(question, await picture('a.png'), await picture('b.png')), undefined))).code).toBe('MEDIA_NOT_SEEN');
  });

  test('are not believed to be seen where a server counts no tokens', async () => {
    const { endpoint } = await fake('xinference', { usage: false });
    expect((await failureOf(chat(endpoint, ask(question, await picture()), undefined))).message).toMatch(/counts no tokens/);
  });

  test('of a server of no known kind that counts nothing are answered, and it is said that nothing could be checked', async () => {
    const { server, endpoint } = await fake('xinference', { usage: false });
    const unknown = { ...endpoint, dialect: dialectOf('openai') };
    const notes: string[] = [];
    expect((await chat(unknown, ask(question, await picture()), undefined, (note) => notes.push(note))).text).toBe('three red dots');
    expect(notes).toEqual([expect.stringMatching(/^gpu counts no tokens: whether \w+ saw what was sent could not be checked$/)]);
    expect(chats(server)).toHaveLength(1);
    await chat(unknown, ask(question), undefined, (note) => notes.push(note));
    expect(notes).toHaveLength(1);
  });

  test('of a server of no known kind are refused where its count contradicts', async () => {
    const { endpoint } = await fake('xinference', { parts: { image_url: () => 0 } });
    expect((await failureOf(chat({ ...endpoint, dialect: dialectOf('openai') }, ask(question, await picture()), undefined))).code).toBe('MEDIA_NOT_SEEN');
  });

  test('cost one count a text: the same question of another picture is counted no more', async () => {
    const { server, endpoint } = await fake('vllm');
    for (const name of ['a.png', 'b.png', 'c.png']) await chat(endpoint, ask(question, await picture(name)), undefined);
    expect(server.bodies.filter(({ path }) => path === '/tokenize')).toHaveLength(1);
  });

  test('that a server counts apart are counted no second time', async () => {
    const { server, endpoint } = await fake('sglang');
    await chat(endpoint, ask(question, await picture()), undefined);
    expect(chats(server)).toHaveLength(1);
  });

  test.each<[DialectName, number, string]>([
    ['vllm', 400, 'At most 0 image(s) may be provided in one prompt.'],
    ['llama-server', 500, 'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj'],
  ])('that %s refuses in words alone (%d) are unsupported media, and no failure of the server', async (name, status, message) => {
    const { endpoint } = await fake(name, { parts: { image_url: () => { throw new Refusal(status, message); } } });
    expect(await failureOf(chat(endpoint, ask(question, await picture()), undefined))).toMatchObject({ code: 'MEDIA_UNSUPPORTED', retryable: false, message: expect.stringContaining(message) });
  });

  test('are refused before they are sent where an older llama-server tells by its properties that the model takes none', async () => {
    const { server, endpoint } = await fake('llama-server', { card: { owned_by: 'llamacpp', meta: { n_ctx: 512 } }, routes: { '/props': () => ({ modalities: { vision: false, audio: false }, media_marker: '<m>' }) } });
    expect(await failureOf(chat(endpoint, ask(question, await picture()), undefined))).toMatchObject({ code: 'MEDIA_UNSUPPORTED', message: expect.stringContaining('takes no image') });
    expect(chats(server)).toHaveLength(0);
  });

  test('are refused before they are sent where the model says that it takes none', async () => {
    const { server, endpoint } = await fake('ollama', { routes: { '/api/show': () => ({ capabilities: ['completion'] }), '/api/ps': () => ({ models: [] }) } });
    expect(await failureOf(chat(endpoint, ask(question, await picture()), undefined))).toMatchObject({ code: 'MEDIA_UNSUPPORTED', message: expect.stringContaining('gpu (Ollama) takes no image') });
    expect(chats(server)).toHaveLength(0);
  });

  test('that vLLM has are named and not sent again, and sent again once it has lost them', async () => {
    const { server, endpoint } = await fake('vllm');
    const image = await picture('once.png');
    const values = (): unknown[] => chats(server).map(({ messages }) => (messages[0]!.content[1]!['image_url'] === null ? 'named' : 'sent'));
    await chat(endpoint, ask(question, image), undefined);
    await chat(endpoint, ask(question, image), undefined);
    expect(values()).toEqual(['sent', 'named']);
    restartVllm();
    expect((await chat(endpoint, ask(question, image), undefined)).text).toBe('three red dots');
    expect(values()).toEqual(['sent', 'named', 'named', 'sent']);
    expect(chats(server)[0]!.messages[0]!.content[1]!['uuid']).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('videos', () => {
  test('are pictures with their times for servers that see only pictures', async () => {
    const { server, endpoint } = await fake('ollama');
    await chat(endpoint, ask(question, { type: 'video', path: await makeClip(file('times.mp4'), 2, { sound: false }) }), undefined);
    const parts = chats(server)[0]!.messages[0]!.content.slice(1);
    expect(parts.filter(({ type }) => type === 'image_url')).toHaveLength(10);
    expect(parts.filter(({ type }) => type === 'text').map(({ text }) => text)).toEqual(['At 0.1 s:', 'At 0.3 s:', 'At 0.5 s:', 'At 0.7 s:', 'At 0.9 s:', 'At 1.1 s:', 'At 1.3 s:', 'At 1.5 s:', 'At 1.7 s:', 'At 1.9 s:']);
  });

  test('of which only the times arrive are an error, and not an answer', async () => {
    const { endpoint } = await fake('llama-cpp-python', { parts: { image_url: () => 0 } });
    expect(await failureOf(chat(endpoint, ask(question, { type: 'video', path: await makeClip(file('blind.mp4'), 1, { sound: false }) }), undefined))).toMatchObject({ code: 'MEDIA_NOT_SEEN', message: expect.stringMatching(/counted (\d+) tokens with 10 media and \1 without/) });
  });

  test('too large to travel whole go to vLLM as the JPEG frames of one video', async () => {
    const { server, endpoint } = await fake('vllm');
    const dialect = { ...endpoint.dialect, limits: { ...endpoint.dialect.limits, videoBytes: 10 } };
    await chat({ ...endpoint, dialect }, ask(question, { type: 'video', path: await makeClip(file('large.mp4'), 1, { sound: false }) }), undefined);
    const { url } = chats(server)[0]!.messages[0]!.content[1]!['video_url'] as { url: string };
    expect(url).toMatch(/^data:video\/jpeg;base64,\/9j\//);
    expect(url.split(',')).toHaveLength(11);
  });

  test('are refused with the name of the server where nobody samples them, and nothing is sent', async () => {
    const { server, endpoint } = await fake('ollama');
    const failure = await failureOf(chat({ ...endpoint, sampleFrames: undefined }, ask({ type: 'video', path: await makeClip(file('no.mp4'), 1) }), undefined));
    expect(failure).toMatchObject({ code: 'MEDIA_UNSUPPORTED', message: expect.stringContaining('gpu (Ollama) takes no video') });
    expect(chats(server)).toHaveLength(0);
  });
});

describe('a prompt that Ollama would cut', () => {
  const long = ask({ type: 'text', text: 'unbelievable '.repeat(700) });
  // With a projector in a file of its own it reckons more for a picture than the tiny context holds, and drops the question beside it.
  const withProjector = (): ReturnType<typeof fake> => {
    const { routes } = WIRES.find(({ name }) => name === 'ollama')!;
    return fake('ollama', { reckons: 768, routes: { ...routes, '/api/show': () => ({ capabilities: ['completion', 'vision'], projector_info: { 'general.architecture': 'clip' } }) } });
  };

  test('is refused before it is sent where the context is known', async () => {
    const { server, endpoint } = await fake('ollama');
    expect(await failureOf(chat(endpoint, long, undefined))).toMatchObject({ retryable: false, details: { code: 'context_length_exceeded' }, message: expect.stringContaining('num_ctx') });
    expect(chats(server)).toHaveLength(0);
  });

  test('is an error and not an answer where it was cut', async () => {
    const { endpoint } = await fake('ollama');
    expect(await failureOf(chat({ ...endpoint, contextTokens: undefined }, long, undefined))).toMatchObject({ retryable: false, details: { code: 'context_length_exceeded' }, message: expect.stringMatching(/takes at least 759 tokens, and the model was given 256/) });
  });

  test('because of what it reckons for a picture is refused before it is sent', async () => {
    const { server, endpoint } = await withProjector();
    expect(await failureOf(chat(endpoint, ask(question, await picture()), undefined))).toMatchObject({ retryable: false, details: { code: 'context_length_exceeded' }, message: expect.stringMatching(/holds a medium, for each of which the server reckons 768 tokens, and its context holds 512.*num_ctx/) });
    expect(chats(server)).toHaveLength(0);
  });

  test('because of a picture is an error once the model is loaded, where its context was not known before', async () => {
    const { server, endpoint } = await withProjector();
    expect(await failureOf(chat({ ...endpoint, contextTokens: undefined }, ask(question, await picture()), undefined))).toMatchObject({ retryable: false, details: { code: 'context_length_exceeded' }, message: expect.stringContaining('reckons 768 tokens') });
    expect(chats(server)).toHaveLength(1);
  });

  test('is not refused for the pictures of a model that has its projector inside', async () => {
    const { endpoint } = await fake('ollama');
    expect(await chat(endpoint, ask(question, await picture()), undefined)).toMatchObject({ text: 'three red dots' });
  });

  test('as one message is refused by Ollama itself, and told by code', async () => {
    const { endpoint } = await fake('ollama', { parts: { image_url: () => { throw new Refusal(400, 'the prompt is longer than the context length currently available to the model; shorten the prompt, adjust the context length in settings, or use a model with a longer context length'); } } });
    expect(await failureOf(chat(endpoint, ask(question, await picture()), undefined))).toMatchObject({ retryable: false, details: { code: 'context_length_exceeded' } });
  });
});

test('a schema is put into the prompt of a server that ignores response_format, and its reply is checked all the same', async () => {
  const schema = { type: 'object', properties: { count: { type: 'integer' } }, required: ['count'] };
  const { server, endpoint } = await fake('xinference');
  expect((await chat(endpoint, { ...ask(question), schema }, undefined)).json).toEqual({ count: 3 });
  expect(JSON.stringify(chats(server)[0])).toContain('JSON Schema');
  const { endpoint: careless } = await fake('vllm', { schema: 'ignored' });
  expect(await failureOf(chat(careless, { ...ask(question), schema }, undefined))).toMatchObject({ code: 'MODEL_REPLY_INVALID', details: { text: 'three red dots' } });
});

describe('a stream', () => {
  async function streaming(pieces: readonly string[], end: 'end' | 'break' = 'end', type = 'text/event-stream'): Promise<Endpoint> {
    const server: FakeServer = await fakeServer((_request, response) => {
      response.writeHead(200, { 'content-type': type });
      for (const piece of pieces) response.write(piece);
      if (end === 'end') response.end();
      else setImmediate(() => response.destroy());
    }, 'llama-server');
    open.push(server);
    return server.endpoint;
  }
  const piece = (delta: object, finish: string | null = null): string => `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const usage = 'data: {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2}}\n\n';
  const hello = { text: 'hello you', finish: 'stop' };

  const good: [string, string[]][] = [
    ['pings, comments and other fields between its pieces', [': ping\n\n', 'event: message\nid: 1\n', piece({ content: 'hello' }), ':\n\n', 'retry: 3\n', piece({ content: ' you' }, 'stop'), usage, 'data: [DONE]\n\n']],
    ['no [DONE] after its end', [piece({ content: 'hello you' }, 'stop'), usage]],
    ['no empty line after its last piece', [piece({ content: 'hello' }), piece({ content: ' you' }, 'stop').trimEnd()]],
    ['line ends of two characters', [(piece({ content: 'hello' }) + piece({ content: ' you' }, 'stop')).replaceAll('\n', '\r\n')]],
    ['pieces cut in the middle of a character and of a line end', Array.from((piece({ content: 'hello' }) + piece({ content: ' you' }, 'stop')).replaceAll('\n', '\r\n'))],
    ['an answer that is no stream', [JSON.stringify({ choices: [{ message: { content: 'hello you' }, finish_reason: 'stop' }] })]],
  ];
  test.each(good)('with %s is read whole', async (name, pieces) => {
    const endpoint = await streaming(pieces, 'end', name.includes('no stream') ? 'application/json' : undefined);
    expect(await chat(endpoint, ask(question), undefined)).toMatchObject(hello);
  });

  const bad: [string, string[], 'end' | 'break', Partial<VouchError>][] = [
    ['an error after its first words', [piece({ content: 'hello' }), 'data: {"error":{"message":"CUDA out of memory","code":500}}\n\n'], 'end', { code: 'MODEL_SERVER_FAILED', retryable: true, message: expect.stringContaining('out of memory') }],
    ['a refusal in its first event', ['data: {"object":"error","message":"bad sampling","code":400}\n\n'], 'end', { code: 'MODEL_SERVER_FAILED', retryable: false }],
    ['a prompt that is too long, told in its first event', ['data: {"error":{"message":"too long","type":"invalid_request_error","code":"context_length_exceeded"}}\n\n', 'data: [DONE]\n\n'], 'end', { code: 'MODEL_SERVER_FAILED', retryable: false }],
    ['an end before the reply has one', [piece({ content: 'hello' })], 'end', { code: 'MODEL_SERVER_FAILED', retryable: true, message: expect.stringContaining('broke off') }],
    ['a connection that breaks', [piece({ content: 'hello' })], 'break', { code: 'MODEL_SERVER_FAILED', retryable: true }],
    ['a piece that is no JSON', ['data: {"choices": [\n\n'], 'end', { code: 'MODEL_REPLY_INVALID' }],
    ['nothing in it', ['data: [DONE]\n\n'], 'end', { code: 'MODEL_REPLY_INVALID' }],
  ];
  test.each(bad)('with %s is no answer', async (_name, pieces, end, expected) => {
    expect(await failureOf(chat(await streaming(pieces, end), ask(question), undefined))).toMatchObject(expected);
  });

  test('gives tool arguments as fragments, as a whole, and as an object', async () => {
    for (const calls of ['fragments', 'whole', 'object'] as const) {
      const { endpoint } = await fake('vllm', { stream: { done: false, usage: 'never', calls } });
      const reply = await chat(endpoint, { ...ask(question), tools: [{ name: 'look', description: '', parameters: {} }] }, undefined);
      expect(reply.toolCalls).toEqual([{ id: 'call_1', name: 'look', arguments: { path: 'a b.png', size: { width: 3 } } }]);
    }
  });
});

test('many texts go in several requests, pictures apart, and all come back in their order', async () => {
  const { server, endpoint } = await fake('infinity');
  await picture('e.png');
  const items = [...Array.from({ length: 300 }, (_, index) => 'x'.repeat(index + 1)), { image: file('e.png') }, 'y'];
  const vectors = await embed(endpoint, items, undefined);
  expect(server.bodies.filter(({ path }) => path === '/v1/embeddings').map(({ body }) => [(body['input'] as unknown[]).length, body['modality'] ?? 'text'])).toEqual([[256, 'text'], [45, 'text'], [1, 'image']]);
  expect(vectors[300]).toEqual([0, 1]);
  expect(vectors.slice(0, 300).every(([first = 0, second = 0], index) => Math.abs(first / second - (index + 1)) < 1e-6)).toBe(true);
});

test('a server that nothing tells apart is an OpenAI-compatible one, and one without a list of models is asked nothing more', async () => {
  const { server } = await fake('transformers');
  const plain: Endpoint = { server: 'gpu', baseUrl: server.url, apiKey: undefined, model: '', modelId: '', dialect: dialectOf('openai') };
  expect((await recogniseServer(plain, undefined, undefined)).dialect.name).toBe('openai');
  expect((await recogniseServer({ ...plain, baseUrl: `${server.url}/elsewhere/v1` }, undefined, undefined)).models).toEqual([]);
  await server.close();
  expect(await failureOf(recogniseServer(plain, undefined, undefined))).toMatchObject({ code: 'MODEL_SERVER_FAILED', retryable: true });
});

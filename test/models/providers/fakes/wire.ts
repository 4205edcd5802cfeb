import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Readonly<Record<string, unknown>>;
export interface Part extends Json { readonly type: string }

/** Raised by a fake: the answer that the server it stands for gives. */
export class Refusal extends Error {
  constructor(readonly status: number, message: string, readonly code: string | number = status, readonly type = 'invalid_request_error') {
    super(message);
  }
}

/** What a kind of server does with requests, independent of how our dialects describe it. */
export interface FakeWire {
  readonly name: string;
  /** An entry of its list of models. */
  readonly card: Json;
  /** Content parts: the tokens of a part that it takes. Throws Refusal for one that it does not take; undefined: it does not know the type. */
  readonly parts: Readonly<Record<string, (value: unknown, part: Part) => number>>;
  readonly unknownPart: (part: Part) => Refusal;
  /** How an error looks. */
  readonly error: (refusal: Refusal) => unknown;
  readonly stream: {
    readonly pings?: boolean;
    readonly done: boolean;
    readonly usage: 'own chunk' | 'last chunk' | 'never';
    readonly calls: 'whole' | 'fragments' | 'object';
  } | null;
  readonly usage: boolean;
  readonly reasoning: 'reasoning' | 'reasoning_content';
  readonly schema: 'enforced' | 'ignored';
  /** The only type of `response_format` that it takes. */
  readonly responseFormat?: string;
  readonly tooLong: 'refuses' | 'cuts';
  /** Each part is a message of its own, and counts so many tokens if it is a medium; of a conversation that has more than the context, only the last part is left. */
  readonly reckons?: number;
  readonly details?: (mediaTokens: number) => Json;
  /** Vectors for a body, or Refusal. */
  readonly embed: (body: Json) => number[][];
  readonly transcribe: ((form: string) => unknown) | null;
  readonly speak: ((body: Json) => { type: string; bytes: Buffer }) | null;
  /** What its model says to everything, schema or not; default: three red dots, or a count where a schema is wanted. */
  readonly says?: string;
  readonly routes?: Readonly<Record<string, (body: Json, server: FakeState) => unknown>>;
}

export interface FakeState {
  readonly bodies: { readonly path: string; readonly body: Json }[];
  readonly wire: FakeWire;
}

export interface FakeModelServer extends FakeState {
  readonly url: string;
  close(): Promise<void>;
}

export const MODEL = 'tiny';
export const CONTEXT = 512;
/** Words count as tokens, and each turn as three. */
const tokensOf = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;

/** A server of some kind on loopback. Its model says "three red dots" to everything, or what a schema wants. */
export async function startFake(wire: FakeWire): Promise<FakeModelServer> {
  const state: FakeState = { bodies: [], wire };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      const raw = Buffer.concat(chunks);
      const body: Json = request.headers['content-type']?.includes('json') && raw.length > 0 ? (JSON.parse(raw.toString()) as Json) : {};
      state.bodies.push({ path, body });
      try {
        answer(wire, state, path, body, raw, response);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        response.writeHead(error.status, { 'content-type': 'application/json' }).end(JSON.stringify(wire.error(error)));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { ...state, url: `http://127.0.0.1:${port}/v1`, close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => { resolve(); }); }) };
}

function answer(wire: FakeWire, state: FakeState, path: string, body: Json, raw: Buffer, response: ServerResponse): void {
  const json = (value: unknown): void => { response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value)); };
  const own = wire.routes?.[path];
  if (own) return json(own(body, state));
  if (path === '/v1/models') return json({ object: 'list', data: [{ id: MODEL, object: 'model', ...wire.card }] });
  if (path === '/v1/embeddings') return json({ object: 'list', data: wire.embed(body).map((embedding, index) => ({ object: 'embedding', index, embedding })).reverse(), usage: { prompt_tokens: 1, total_tokens: 1 } });
  if (path === '/v1/audio/transcriptions' && wire.transcribe) return json(wire.transcribe(raw.toString('latin1')));
  if (path === '/v1/audio/speech' && wire.speak) {
    const { type, bytes } = wire.speak(body);
    response.writeHead(200, { 'content-type': type }).end(bytes);
    return;
  }
  if (path !== '/v1/chat/completions') throw new Refusal(404, `no route ${path}`);
  if (body['model'] !== MODEL) throw new Refusal(404, `The model ${String(body['model'])} does not exist.`, 404, 'NotFoundError');
  const format = (body['response_format'] as { type?: string } | undefined)?.type;
  if (wire.responseFormat !== undefined && format !== undefined && format !== wire.responseFormat) throw new Refusal(500, `1 validation error: Input should be 'text' or '${wire.responseFormat}'`, 500, 'internal_server_error');
  const { prompt, media } = countPrompt(body, wire);
  const reply = replyTo(body, wire);
  if (body['stream'] === true && wire.stream) stream(wire, body, prompt, media, reply, response);
  else json(whole(wire, prompt, media, reply));
}

/** Tokens of a conversation as the fake's model gets it. */
export function countPrompt(body: Json, wire: FakeWire): { prompt: number; media: number } {
  const { prompt, media, last, reckoned } = countParts(body, wire);
  if (wire.reckons !== undefined && reckoned > CONTEXT) return { prompt: last, media };
  const total = prompt + media;
  if (total <= CONTEXT) return { prompt: total, media };
  if (wire.tooLong === 'refuses') throw new Refusal(400, `This model's maximum context length is ${CONTEXT} tokens. However, your request has ${total} input tokens.`, 400, 'exceed_context_size_error');
  return { prompt: Math.min(total, CONTEXT / 2), media };
}

function countParts(body: Json, wire: FakeWire): { prompt: number; media: number; last: number; reckoned: number } {
  let prompt = 0;
  let media = 0;
  let last = 0;
  let items = 0;
  for (const { role, content } of body['messages'] as { role: string; content: string | Part[] | null }[]) {
    prompt += 3;
    if (content === null) continue;
    if (typeof content === 'string') {
      prompt += tokensOf(content);
      continue;
    }
    if (role !== 'user' && content.some(({ type }) => type !== 'text')) throw new Refusal(400, `media in a ${role} message`);
    for (const part of content) {
      if (part.type === 'text') { prompt += tokensOf(String(part['text'])); continue; }
      const take = wire.parts[part.type];
      if (!take) throw wire.unknownPart(part);
      last = take(part[part.type], part);
      media += last;
      items += 1;
    }
  }
  return { prompt, media, last: last + 3, reckoned: prompt + items * (wire.reckons ?? 0) };
}

interface Reply { readonly text: string; readonly finish: string; readonly call: boolean }

function replyTo(body: Json, wire: FakeWire): Reply {
  if (Array.isArray(body['tools'])) return { text: '', finish: 'tool_calls', call: true };
  const messages = JSON.stringify(body['messages']);
  // A good model does what a schema in its prompt says.
  const asked = messages.includes('JSON Schema') || (wire.schema === 'enforced' && body['response_format'] !== undefined);
  if (wire.says !== undefined) return { text: wire.says, finish: 'stop', call: false };
  const words = asked ? ['{"count":', ' 3}'] : ['three', ' red', ' dots'];
  const most = typeof body['max_tokens'] === 'number' ? body['max_tokens'] : words.length;
  return { text: words.slice(0, most).join(''), finish: most < words.length ? 'length' : 'stop', call: false };
}

function usageOf(wire: FakeWire, prompt: number, media: number, reply: Reply): Json {
  return { prompt_tokens: prompt, completion_tokens: tokensOf(reply.text), total_tokens: prompt + tokensOf(reply.text), ...(wire.details && media > 0 ? { prompt_tokens_details: wire.details(media) } : {}) };
}

const ARGUMENTS = { path: 'a b.png', size: { width: 3 } };

function whole(wire: FakeWire, prompt: number, media: number, reply: Reply): unknown {
  const message = reply.call
    ? { role: 'assistant', content: null, tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'look', arguments: JSON.stringify(ARGUMENTS) } }] }
    : { role: 'assistant', content: reply.text, [wire.reasoning]: 'let me count' };
  return { id: 'x', object: 'chat.completion', choices: [{ index: 0, message, finish_reason: reply.finish }], ...(wire.usage ? { usage: usageOf(wire, prompt, media, reply) } : {}) };
}

function stream(wire: FakeWire, body: Json, prompt: number, media: number, reply: Reply, response: ServerResponse): void {
  const shape = wire.stream!;
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const send = (value: Json): void => { response.write(`data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', ...value })}\n\n`); };
  const delta = (value: Json, finish: string | null = null, more: Json = {}): void => { send({ choices: [{ index: 0, delta: value, finish_reason: finish }], ...more }); };
  if (shape.pings) response.write(': ping\n\n');
  delta({ role: 'assistant', content: null });
  if (reply.call) for (const call of callDeltas(shape.calls)) delta({ tool_calls: [call] });
  else {
    delta({ [wire.reasoning]: 'let me ' });
    delta({ [wire.reasoning]: 'count' });
    if (shape.pings) response.write(':\n\n');
    for (const piece of reply.text.split(/(?= )/)) delta({ content: piece });
  }
  const usage = usageOf(wire, prompt, media, reply);
  const wanted = shape.usage !== 'never' && (body['stream_options'] as { include_usage?: boolean } | undefined)?.include_usage === true;
  delta({}, reply.finish, wanted && shape.usage === 'last chunk' ? { usage } : {});
  if (wanted && shape.usage === 'own chunk') send({ choices: [], usage });
  response.end(shape.done ? 'data: [DONE]\n\n' : undefined);
}

function callDeltas(how: 'whole' | 'fragments' | 'object'): Json[] {
  const text = JSON.stringify(ARGUMENTS);
  if (how === 'object') return [{ id: 'call_1', type: 'function', function: { name: 'look', arguments: ARGUMENTS } }];
  if (how === 'whole') return [{ index: 0, id: 'call_1', type: 'function', function: { name: 'look', arguments: text } }];
  return [{ index: 0, id: 'call_1', type: 'function', function: { name: 'look', arguments: '' } }, ...(text.match(/.{1,5}/g) ?? []).map((piece) => ({ index: 0, function: { arguments: piece } }))];
}

/** The bytes of a data URI of a kind; anything else is refused as the servers do. */
export function bytesOf(uri: unknown, kind: string, refuse: (why: string) => Refusal): Buffer {
  const [head, data] = typeof uri === 'string' ? uri.split(',', 2) : [];
  if (!head?.startsWith(`data:${kind}`) || !head.endsWith(';base64') || !data) throw refuse(`Invalid ${kind} value`);
  return Buffer.from(data, 'base64');
}

/** A unit vector of the right kind for any text. */
export const textVectors = (body: Json): number[][] => {
  const input = [body['input']].flat();
  if (input.length === 0 || !input.every((item) => typeof item === 'string')) throw new Refusal(400, 'input must be texts');
  return input.map((text) => [text.length, 1]);
};

/** 0.1 s of WAV. */
export function wavBytes(): Buffer {
  const wav = Buffer.alloc(44 + 3200);
  wav.write('RIFF', 0); wav.writeUInt32LE(36 + 3200, 4); wav.write('WAVEfmt ', 8); wav.writeUInt32LE(16, 16); wav.writeUInt16LE(1, 20); wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(16_000, 24); wav.writeUInt32LE(32_000, 28); wav.writeUInt16LE(2, 32); wav.writeUInt16LE(16, 34); wav.write('data', 36); wav.writeUInt32LE(3200, 40);
  return wav;
}

import { existsSync, statSync } from 'node:fs';
import sharp from 'sharp';
import { VouchError, type ChatPart, type ChatRequest } from '../../../src/core/index.js';
import { chat, dialectOf, embed, recogniseServer, speak, transcribe, type DialectName, type Endpoint } from '../../../src/models/providers/index.js';
import { sampleFrames } from '../../../src/tools/media/index.js';
import { endpointFor } from '../../../src/models/router/remote.js';
import { makeClip, makeMedia } from '../../support/make-media.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

/** What a server that speaks a dialect can be asked for. */
export type Ability = 'text' | 'thoughts' | 'schema' | 'tools' | 'image' | 'audio' | 'video' | 'texts as vectors' | 'images as vectors' | 'speech' | 'transcription';

/** A server that the suite is run against, a fake or a real one. */
export interface Subject {
  readonly name: string;
  readonly dialect: DialectName;
  open(): Promise<{ readonly url: string; readonly apiKey?: string | undefined; close(): Promise<void> }>;
  /** Name of a model for chat and one for each other job; default: the first of its list. */
  readonly models?: Partial<Record<'chat' | 'embed' | 'speak' | 'transcribe', string>>;
  /** Nothing tells it from an OpenAI-compatible server: its dialect stands in the configuration. */
  readonly named?: boolean;
  /** Abilities that it lacks, each with the reason; what is asked for all the same must be refused by name, or be skipped where that is said. */
  readonly lacks?: Partial<Record<Ability, string>>;
  /** Cases that cannot be run against it, with the reason. */
  readonly gaps?: Readonly<Record<string, string>>;
}

const schema = { type: 'object', properties: { count: { type: 'integer', minimum: 0, maximum: 9 } }, required: ['count'], additionalProperties: false };
const ask = (...content: ChatPart[]): ChatRequest => ({ messages: [{ role: 'user', content }], maxTokens: 40 });
const words = (text: string): ChatPart => ({ type: 'text', text });

export async function failureOf(work: Promise<unknown>): Promise<VouchError> {
  const error = await work.then(() => undefined, (thrown: unknown) => thrown);
  if (!VouchError.is(error)) throw new Error(`expected a VouchError, got ${String(error)}`);
  return error;
}

/** Registers the suite for one server. */
export function conformance(subject: Subject): void {
  describe(`${subject.name} speaks ${subject.dialect}`, () => {
    const file = temporaryFolder();
    const media = {
      image: async (): Promise<string> => {
        await sharp({ create: { width: 56, height: 56, channels: 3, background: 'red' } }).png().toFile(file('seen.png'));
        return file('seen.png');
      },
      audio: (): Promise<string> => makeMedia(file('tone.wav'), ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=1', '-ar', '16000']),
      video: (): Promise<string> => makeClip(file('clip.mp4'), 1, { sound: false }),
    };
    let server: Awaited<ReturnType<Subject['open']>> | undefined;
    let base: Endpoint;
    const of = (job: 'chat' | 'embed' | 'speak' | 'transcribe'): Endpoint => {
      const model = subject.models?.[job] ?? base.model;
      return { ...base, model, modelId: model };
    };

    beforeAll(async () => {
      server = await subject.open();
      const plain: Endpoint = { server: 'the server', baseUrl: server.url, apiKey: server.apiKey, model: '', modelId: '', dialect: dialectOf('openai') };
      // What cannot be told from others must be named by the user.
      const found = await recogniseServer(plain, subject.named === true ? dialectOf(subject.dialect) : undefined, undefined);
      base = { ...endpointFor(plain, subject.models?.chat ?? '', found, 'chat'), sampleFrames };
    });
    afterAll(async () => {
      await server?.close();
    });

    const names = new Set<string>();
    const check = (name: string, ability: Ability, work: () => Promise<void>): void => {
      names.add(name);
      const lack = subject.lacks?.[ability] ?? subject.gaps?.[name];
      if (lack === undefined) test(name, work);
      else test.skip(`${name} (${lack})`, work);
    };

    test('is recognised, and its model is found', () => {
      expect(base.dialect.name).toBe(subject.dialect);
      expect(base.model).not.toBe('');
    });

    check('answers text, and says what it cost', 'text', async () => {
      const reply = await chat(of('chat'), ask(words('How many dots are there?')), undefined);
      expect(reply.text).not.toBe('');
      expect(reply.usage.promptTokens).toBeGreaterThan(3);
      expect(reply.usage.completionTokens).toBeGreaterThan(0);
    });

    check('stops at the limit of tokens, and says so', 'text', async () => {
      expect(await chat(of('chat'), { ...ask(words('How many dots are there?')), maxTokens: 1 }, undefined)).toMatchObject({ finish: 'length' });
    });

    check('tells thoughts apart from the answer', 'thoughts', async () => {
      expect(await chat(of('chat'), ask(words('How many?')), undefined)).toMatchObject({ text: 'three red dots', reasoning: 'let me count' });
    });

    check('answers JSON that fits a schema', 'schema', async () => {
      const reply = await chat(of('chat'), { ...ask(words('How many?')), schema, maxTokens: 80 }, undefined);
      expect(reply.json).toEqual({ count: expect.any(Number) });
    });

    check('calls a tool with whole arguments, however they travel', 'tools', async () => {
      const reply = await chat(of('chat'), { ...ask(words('Look.')), tools: [{ name: 'look', description: 'Looks.', parameters: { type: 'object' } }] }, undefined);
      expect(reply.toolCalls).toEqual([{ id: 'call_1', name: 'look', arguments: { path: 'a b.png', size: { width: 3 } } }]);
    });

    check('refuses a conversation beyond the context, and says so by code', 'text', async () => {
      const failure = await failureOf(chat(of('chat'), ask(words('word '.repeat(40_000))), undefined));
      expect(failure).toMatchObject({ code: 'MODEL_SERVER_FAILED', retryable: false, details: { code: 'context_length_exceeded' } });
    });

    check('says that there is no such model', 'text', async () => {
      expect(await failureOf(chat({ ...of('chat'), model: 'nobody' }, ask(words('Hi')), undefined))).toMatchObject({ code: 'MODEL_SERVER_FAILED', retryable: false });
    });

    check('leaves with the reason of a caller that gives up, and answers the next', 'text', async () => {
      const controller = new AbortController();
      const waiting = failureOf(chat(of('chat'), { ...ask(words('Tell a long story.')), maxTokens: 400 }, controller.signal));
      controller.abort(new VouchError('TIMEOUT', 'The step took too long.'));
      expect(await waiting).toMatchObject({ code: 'TIMEOUT', message: 'The step took too long.' });
      expect((await chat(of('chat'), { ...ask(words('Hi')), maxTokens: 2 }, undefined)).text).not.toBe('');
    });

    check('sees a picture, in any format that this machine reads', 'image', async () => {
      const dot = sharp({ create: { width: 56, height: 56, channels: 3, background: 'red' } });
      for (const format of ['png', 'jpeg', 'webp', 'tiff'] as const) {
        const path = file(`dot.${format}`);
        await dot.clone().toFormat(format).toFile(path);
        await chat(of('chat'), ask(words('Colour?'), { type: 'image', path }), undefined);
      }
    });

    check('sees pictures that tools made, behind the tools\' messages', 'image', async () => {
      const path = file('shot.png');
      await sharp({ create: { width: 56, height: 56, channels: 3, background: 'blue' } }).png().toFile(path);
      const call = (id: string) => ({ id, name: 'look', arguments: {} });
      const messages: ChatRequest['messages'] = [
        { role: 'user', content: 'Compare both.' },
        { role: 'assistant', content: '', toolCalls: [call('a'), call('b')] },
        { role: 'tool', toolCallId: 'a', content: [words('the first'), { type: 'image', path }] },
        { role: 'tool', toolCallId: 'b', content: [{ type: 'image', path }] },
      ];
      await chat(of('chat'), { messages, maxTokens: 4 }, undefined);
    });

    for (const medium of ['image', 'audio', 'video'] as const) {
      if (medium !== 'image') {
        check(`takes ${medium}`, medium, async () => {
          await chat(of('chat'), ask(words('What happens?'), { type: medium, path: await media[medium]() }), undefined);
        });
      }
      if (subject.lacks?.[medium] !== undefined) {
        names.add(`refuses ${medium}`);
        const gap = subject.gaps?.[`refuses ${medium}`];
        (gap === undefined ? test : test.skip)(`${medium} is refused with the server's name, and never dropped (${gap ?? subject.lacks[medium]})`, async () => {
          const failure = await failureOf(chat(of('chat'), ask(words('What happens?'), { type: medium, path: await media[medium]() }), undefined));
          // Where the server drops it without a word, that is found out.
          expect(failure).toMatchObject({ code: expect.stringMatching(/^MEDIA_(UNSUPPORTED|NOT_SEEN)$/), message: expect.stringContaining('the server') });
        });
      }
    }

    check('embeds texts as unit vectors, in order', 'texts as vectors', async () => {
      const vectors = await embed(of('embed'), ['a', 'a longer text'], undefined);
      expect(vectors.map((vector) => Math.hypot(...vector))).toEqual([expect.closeTo(1, 3), expect.closeTo(1, 3)]);
      expect(await embed(of('embed'), ['a longer text'], undefined)).toEqual([vectors[1]!.map((value): unknown => expect.closeTo(value, 3))]);
    });

    check('embeds pictures among texts, each in its place', 'images as vectors', async () => {
      const image = file('embed.png');
      await sharp({ create: { width: 56, height: 56, channels: 3, background: 'green' } }).png().toFile(image);
      const vectors = await embed(of('embed'), ['a', { image }, 'a longer text'], undefined);
      expect(vectors.map((vector) => Math.hypot(...vector))).toEqual([1, 1, 1].map((length): unknown => expect.closeTo(length, 3)));
      const [alone] = await embed(of('embed'), [{ image }], undefined);
      expect(vectors[1]).toEqual(alone!.map((value): unknown => expect.closeTo(value, 3)));
    });

    check('speaks into a WAV file', 'speech', async () => {
      const into = file('speech.wav');
      const reply = await speak(of('speak'), { text: 'Hello there.', into }, undefined);
      expect(reply.durationMs).toBeGreaterThan(0);
      expect(existsSync(into) && statSync(into).size).toBeGreaterThan(1000);
    });

    check('transcribes', 'transcription', async () => {
      const reply = await transcribe(of('transcribe'), { path: await media.audio() }, undefined);
      expect(typeof reply.text).toBe('string');
    });

    test('has the cases that it cannot be asked for', () => {
      expect([...names]).toEqual(expect.arrayContaining(Object.keys(subject.gaps ?? {})));
    });
  });
}

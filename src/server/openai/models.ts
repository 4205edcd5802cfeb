import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { JOBS, VouchError, type Job, type ModelClient, type TranscribeReply } from '../../core/index.js';
import { openScratch, withScratch } from '../../store/index.js';
import { input, output, runFfmpeg } from '../../tools/media/index.js';
import type { ServerContext } from '../context.js';
import { accessOf, goneSignal, parse } from '../http/index.js';
import { modelNotFound, RUN_MODEL } from './answer.js';
import { EmbeddingBody, SpeechBody, TranscriptionFields } from './schemas.js';

/** How each format of speech is made of the model's WAV, and its MIME type. */
const SPEECH = {
  wav: { args: ['-c:a', 'pcm_s16le', '-f', 'wav'], mime: 'audio/wav' },
  mp3: { args: ['-c:a', 'libmp3lame', '-b:a', '128k', '-f', 'mp3'], mime: 'audio/mpeg' },
  flac: { args: ['-c:a', 'flac', '-f', 'flac'], mime: 'audio/flac' },
  opus: { args: ['-c:a', 'libopus', '-ar', '48000', '-f', 'ogg'], mime: 'audio/ogg' },
  aac: { args: ['-c:a', 'aac', '-f', 'adts'], mime: 'audio/aac' },
  // 24 kHz mono 16-bit little-endian, as OpenAI's.
  pcm: { args: ['-ar', '24000', '-ac', '1', '-f', 's16le'], mime: 'audio/pcm' },
} as const;

/** `GET /v1/models`, `POST /v1/embeddings`, `/v1/audio/speech` and `/v1/audio/transcriptions`. */
export async function registerModels(app: FastifyInstance, { runtime, options, allowances, startedAt }: ServerContext): Promise<void> {
  const created = Math.floor(startedAt / 1000);
  const entry = (id: string, jobs: readonly string[]): object => ({ id, object: 'model', created, owned_by: 'vouch', jobs });
  const all = (): object[] => {
    const jobsOf = new Map<string, Job[]>();
    for (const job of JOBS) for (const id of runtime.models.modelsFor(job)) jobsOf.set(id, [...(jobsOf.get(id) ?? []), job]);
    return [entry(RUN_MODEL, ['run']), ...[...jobsOf].map(([id, jobs]) => entry(id, jobs))];
  };
  app.get('/v1/models', () => ({ object: 'list', data: all() }));
  app.get('/v1/models/:id', (request) => {
    const { id } = request.params as { id: string };
    const found = all().find((candidate) => (candidate as { id: string }).id === id);
    if (!found) throw modelNotFound(id, all().map((known) => (known as { id: string }).id));
    return found;
  });

  app.post('/v1/embeddings', { config: { scope: 'run' } }, async (request, reply) => {
    const body = parse(EmbeddingBody, request.body);
    const model = chosen(runtime.models, 'embed', body.model);
    let promptTokens = 0;
    const vectors = await allowances.oneCall(accessOf(request), (usedTokens) => runtime.models.embed([body.input].flat(), { model, signal: goneSignal(reply), onUsage: (usage) => { usedTokens(promptTokens += usage.promptTokens); } }));
    const written = (vector: readonly number[]): string | readonly number[] => (body.encoding_format === 'float' ? vector : Buffer.from(Float32Array.from(vector).buffer).toString('base64'));
    return { object: 'list', model, data: vectors.map((vector, index) => ({ object: 'embedding', index, embedding: written(vector) })), usage: { prompt_tokens: promptTokens, total_tokens: promptTokens } };
  });

  app.post('/v1/audio/speech', { config: { scope: 'run' } }, async (request, reply) => {
    const body = parse(SpeechBody, request.body);
    const signal = goneSignal(reply);
    const { folder, remove: clean } = await openScratch('speech');
    try {
      const spoken = join(folder, 'spoken.wav');
      const model = chosen(runtime.models, 'speak', body.model);
      const voice = await voiceOf(runtime.models, model, body.voice);
      await allowances.oneCall(accessOf(request), () => runtime.models.speak({ text: body.input, voice, speed: body.speed, into: spoken }, { model, signal }));
      const { args, mime } = SPEECH[body.response_format];
      const path = join(folder, 'answer');
      await runFfmpeg([...input(spoken), ...args, ...output(path)], { signal });
      const stream = createReadStream(path);
      stream.once('close', () => void clean());
      return await reply.type(mime).send(stream);
    } catch (error) {
      await clean();
      throw error;
    }
  });

  await app.register(async (scope) => {
    await scope.register(multipart, { limits: { fileSize: options.uploadBytes, files: 1, fields: 20, fieldSize: 100_000 } });
    scope.post('/v1/audio/transcriptions', { config: { scope: 'run' } }, async (request, reply) => {
      return withScratch('hear', async (folder) => {
        const path = join(folder, 'recording');
        const fields: Record<string, unknown> = {};
        let received = false;
        for await (const part of request.parts()) {
          if (part.type === 'field') fields[part.fieldname] = part.value;
          else {
            await pipeline(part.file, createWriteStream(path));
            received = part.fieldname === 'file';
          }
        }
        if (!received) throw new VouchError('INPUT_EMPTY', 'The form has no part named file.');
        const { model, language, response_format } = parse(TranscriptionFields, fields);
        const by = chosen(runtime.models, 'transcribe', model);
        const heard = await allowances.oneCall(accessOf(request), () => runtime.models.transcribe({ path, language }, { model: by, signal: goneSignal(reply) }));
        if (response_format === 'text') return await reply.type('text/plain; charset=utf-8').send(heard.text);
        if (response_format === 'srt' || response_format === 'vtt') return await reply.type('text/plain; charset=utf-8').send(subtitles(heard, response_format));
        return await reply.send(response_format === 'json' ? { text: heard.text } : verbose(heard));
      });
    });
  });
}

/** OpenAI's own models, which programs name without having chosen them; the favourite of the job stands for them. Vectors of another model are something else: none stands for those. */
const STAND_INS: Partial<Record<Job, RegExp>> = { speak: /^(tts-1(-hd)?|gpt-4o-mini-tts)$/, transcribe: /^(whisper-1|gpt-4o(-mini)?-transcribe)$/ };
/** OpenAI's own voices, for which the model's first stands. */
const OPENAI_VOICES = /^(alloy|ash|ballad|cedar|coral|echo|fable|marin|nova|onyx|sage|shimmer|verse)$/;

/** The model that is named. Throws NOT_FOUND for one that is not here, MODEL_MISSING where nothing does the job. */
function chosen(models: ModelClient, job: Job, name: string): string {
  const known = models.modelsFor(job);
  const [favourite] = known;
  if (favourite === undefined) throw new VouchError('MODEL_MISSING', `No model here does the job ${job}. \`vouch doctor\` says what is missing.`);
  if (known.includes(name)) return name;
  if (STAND_INS[job]?.test(name)) return favourite;
  throw modelNotFound(name, known);
}

/** A voice that the model has; its first for OpenAI's voices, which nobody else has. Throws USAGE for any other. */
async function voiceOf(models: ModelClient, model: string, name: string | undefined): Promise<string | undefined> {
  if (name === undefined) return undefined;
  const voices = (await models.voices({ model })).map(({ voice }) => voice);
  if (voices.includes(name)) return name;
  if (OPENAI_VOICES.test(name)) return undefined;
  throw new VouchError('USAGE', `${model} has no voice ${JSON.stringify(name)}. It has: ${voices.join(', ')}.`);
}

function verbose({ text, language, durationMs, segments }: TranscribeReply): object {
  return {
    task: 'transcribe', text, language, duration: durationMs / 1000,
    segments: segments.map(({ text: said, startMs, endMs, noSpeechProbability, meanLogProbability }, id) => ({ id, start: startMs / 1000, end: endMs / 1000, text: said, no_speech_prob: noSpeechProbability, avg_logprob: meanLogProbability })),
    words: segments.flatMap(({ words }) => words.map(({ text: word, startMs, endMs }) => ({ word, start: startMs / 1000, end: endMs / 1000 }))),
  };
}

function subtitles({ segments }: TranscribeReply, format: 'srt' | 'vtt'): string {
  const time = (ms: number): string => new Date(Math.round(ms)).toISOString().slice(11, 23).replace('.', format === 'srt' ? ',' : '.');
  const cues = segments.map(({ text, startMs, endMs }, index) => `${format === 'srt' ? `${index + 1}\n` : ''}${time(startMs)} --> ${time(endMs)}\n${text.trim()}\n`);
  return `${format === 'vtt' ? 'WEBVTT\n\n' : ''}${cues.join('\n')}`;
}

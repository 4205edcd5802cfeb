import { createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { VouchError, type SpeakReply, type SpeakRequest, type Voice } from '../../core/index.js';
import { boundedBytes } from './answer.js';
import type { Endpoint } from './endpoint.js';
import { invalidReply, modelFailure } from './failure.js';
import { send, sendForJson } from './http.js';
import { readWavHeader } from './wav-header.js';

/** Enough for the header of a WAV file with extra chunks before its samples. */
const HEADER_BYTES = 4096;
/** Five hours of speech. */
const MOST_SOUND_BYTES = 1_000_000_000;

const Voices = z.object({ data: z.array(z.object({ id: z.string(), language: z.string(), sounds: z.enum(['female', 'male']).optional() })) });

/** Speaks a text into a WAV file. The file is there only when the whole answer was a WAV file with samples. */
export async function speak(endpoint: Endpoint, request: SpeakRequest, signal: AbortSignal | undefined): Promise<SpeakReply> {
  const { speech } = endpoint.dialect;
  if (!speech) throw new VouchError('MEDIA_UNSUPPORTED', `${endpoint.server} (${endpoint.dialect.title}) does not speak.`, { details: { server: endpoint.server } });
  const voice = request.voice ?? speech.defaultVoice;
  const body = JSON.stringify({
    model: endpoint.model,
    input: request.text,
    ...(voice === undefined ? {} : { voice }),
    speed: request.speed ?? 1,
    response_format: 'wav',
  });
  const response = await send(endpoint, { method: 'POST', path: '/audio/speech', headers: { 'content-type': 'application/json' }, body }, signal);
  try {
    if (!response.body) throw invalidReply(endpoint, 'no sound', 'the answer is empty');
    await pipeline(boundedBytes(response.body, endpoint, MOST_SOUND_BYTES), createWriteStream(request.into), signal ? { signal } : {});
    const { sampleRate, durationMs } = await inspect(request.into, endpoint);
    return { path: request.into, sampleRate, durationMs, model: endpoint.modelId };
  } catch (error) {
    await rm(request.into, { force: true });
    throw modelFailure(error, endpoint, signal);
  }
}

/** The voices of a model; empty for servers that do not list theirs. */
export async function voices(endpoint: Endpoint, signal: AbortSignal | undefined): Promise<Omit<Voice, 'model'>[]> {
  if (!endpoint.dialect.ours) return [];
  const { data } = await sendForJson(endpoint, { method: 'GET', path: '/audio/voices' }, Voices, signal);
  return data.map(({ id, ...voice }) => ({ voice: id, ...voice }));
}

async function inspect(path: string, endpoint: Endpoint): Promise<{ sampleRate: number; durationMs: number }> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    const { size } = await file.stat();
    const header = readWavHeader(buffer.subarray(0, bytesRead), size);
    if (!header) throw invalidReply(endpoint, 'something that is not a WAV file', `it begins with ${JSON.stringify(buffer.subarray(0, 4).toString('latin1'))}`);
    if (header.durationMs === 0) throw invalidReply(endpoint, 'a WAV file without samples', `${size} bytes`);
    return header;
  } finally {
    await file.close();
  }
}

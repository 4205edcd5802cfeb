import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Voice } from '../../../core/index.js';
import type { Engine, EngineOptions } from '../engine.js';
import { progressed } from '../activity.js';
import { badRequest } from '../wire-error.js';
import { normaliseLoudness, silence, trimSilence } from './loudness.js';
import type { Pronouncer, SpokenToken } from './pronounce/index.js';
import { spokenForm } from './spoken-form/index.js';
import { utterances } from './utterances.js';
import { wavParts } from './wav.js';

/** A loaded voice model: symbols in, samples out. */
export interface Synthesizer {
  /** Hz */
  readonly sampleRate: number;
  /** The first is the default. `language` is a BCP 47 tag. */
  readonly voices: readonly (Omit<Voice, 'model' | 'voice'> & { readonly id: string })[];
  /** Most symbols in one utterance. */
  readonly limit: number;
  /** Symbols that a token takes, the gap after it included. */
  size(token: SpokenToken): number;
  /** Samples in -1..1 of one utterance. `speed` 0.5 to 2. */
  synthesize(tokens: readonly SpokenToken[], voice: string, speed: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Silence before the first and after the last word. */
const LEAD_IN_MS = 150;
const TAIL_MS = 200;

const SpeechBody = z.object({
  model: z.string().optional(),
  input: z.string().max(100_000),
  voice: z.string().optional(),
  speed: z.number().min(0.5).max(2).default(1),
  response_format: z.literal('wav').default('wav'),
});

/** Puts the speech routes of the wire in front of a synthesizer. */
export function createSpeechEngine(options: EngineOptions, synthesizer: Synthesizer, pronouncerFor: (text: string) => Promise<Pronouncer>): Engine {
  const speak = async (text: string, voice: string, speed: number, signal?: AbortSignal): Promise<Float32Array[]> => {
    const spoken = spokenForm(text);
    const parts: Float32Array[] = [];
    const planned = utterances(spoken, await pronouncerFor(spoken), (token) => synthesizer.size(token), synthesizer.limit);
    for (const [index, { tokens, pauseMs }] of planned.entries()) {
      signal?.throwIfAborted();
      progressed();
      parts.push(trimSilence(await synthesizer.synthesize(tokens, voice, speed), synthesizer.sampleRate));
      parts.push(silence(index === planned.length - 1 ? TAIL_MS : pauseMs / speed, synthesizer.sampleRate));
    }
    normaliseLoudness(parts);
    // Players and recognisers swallow the first syllable of a file that starts at once.
    return parts.length === 0 ? parts : [silence(LEAD_IN_MS, synthesizer.sampleRate), ...parts];
  };
  const firstVoice = synthesizer.voices[0]?.id ?? 'default';
  return {
    register(app: FastifyInstance): void {
      app.get('/v1/audio/voices', () => ({ data: synthesizer.voices }));
      app.post('/v1/audio/speech', async (request, reply) => {
        const body = SpeechBody.safeParse(request.body);
        if (!body.success) throw badRequest('invalid_body', z.prettifyError(body.error));
        const voice = body.data.voice ?? firstVoice;
        if (!synthesizer.voices.some(({ id }) => id === voice)) {
          throw badRequest('unknown_voice', `${options.modelId} has no voice ${JSON.stringify(voice)}; it has ${synthesizer.voices.map(({ id }) => id).join(', ')}.`);
        }
        const gone = new AbortController();
        reply.raw.once('close', () => {
          if (!reply.raw.writableFinished) gone.abort();
        });
        const parts = await speak(body.data.input, voice, body.data.speed, gone.signal);
        if (parts.length === 0) throw badRequest('nothing_to_speak', 'The input holds nothing that can be spoken as English.');
        return reply.type('audio/wav').send(Readable.from(wavParts(parts, synthesizer.sampleRate)));
      });
    },
    async check(): Promise<void> {
      const parts = await speak('Ready.', firstVoice, 1);
      const loudest = Math.max(...parts.map((part) => part.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)), 0);
      if (!(loudest > 0.05)) throw new Error(`${options.modelId} spoke a word and gave silence.`);
    },
    close: () => synthesizer.close(),
  };
}

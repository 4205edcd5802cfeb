import { join } from 'node:path';
import { z } from 'zod';
import { artifact, defineTool, json, text, type CallOptions, type ModelClient } from '../../core/index.js';
import { listenTo, spokenSegments, textOf } from '../../tools/speech/index.js';
import { requireLanguage } from '../../tools/text/index.js';
import { measureLoudness, output, input as mediaInput, runFfmpeg } from '../../tools/media/index.js';
import { durationOf } from './result.js';
import { wordings } from './wordings.js';

/** What is said when nobody speaks; never an empty text, which could be mistaken for a fault. */
export const NO_SPEECH = '(no speech found)';
/** dBFS: a file whose loudest sample is below this holds no speech that could be understood. */
const SILENT_PEAK_DB = -50;

export const Transcript = z.object({
  /** ISO 639-1; `null` when nobody speaks. */
  language: z.string().nullable(),
  durationMs: z.number(),
  segments: z.array(
    z.object({
      startMs: z.number(),
      endMs: z.number(),
      text: z.string(),
      words: z.array(z.object({ text: z.string(), startMs: z.number(), endMs: z.number(), probability: z.number() })),
    }),
  ),
});
export type Transcript = z.infer<typeof Transcript>;

export const transcribe = defineTool({
  name: 'transcribe',
  description: 'Writes down what is said in a sound recording, with the times of every segment and word and the language spoken.',
  wordings: wordings.transcribe,
  input: z.object({
    audio: artifact('audio').describe('The recording.'),
    language: z.string().optional().describe('Language spoken, by its English name or as an ISO 639-1 code such as en or de; detected when absent.'),
  }),
  output: z.object({
    text: text().describe('The transcript as plain text.'),
    segments: json(Transcript).describe('The transcript with times in ms and the language.'),
  }),
  needs: ['transcribe'],
  timeoutMs: 3_600_000,
  criteria: [{ oracle: 'transcript_agrees', port: 'text' }],
  alternatives: [
    { name: 'many-language model', models: { transcribe: 'whisper-base' } },
    { name: 'English model', models: { transcribe: 'whisper-tiny.en' } },
  ],
  async execute({ audio, language: wanted }, context) {
    const language = wanted === undefined ? undefined : requireLanguage(wanted);
    const { models, signal, scratch, attempt } = context;
    context.progress(undefined, 'listening');
    const { peakDb } = await measureLoudness(audio.path, { signal });
    if (peakDb === null || peakDb < SILENT_PEAK_DB) return { text: NO_SPEECH, segments: { language: null, durationMs: audio.metadata.durationMs ?? 0, segments: [] } };
    // A second try hears the recording brought to one loudness: what was mumbled or far away comes nearer.
    const path = attempt > 1 ? await levelled(audio.path, scratch, signal) : audio.path;
    const onProgress = (fraction: number): void => {
      context.progress(fraction, 'listening');
    };
    const reply = await listenTo(models, { path, durationMs: await durationOf(audio, signal), scratch, signal, language, onProgress, ...modelFor(models, language) });
    const segments = spokenSegments(reply);
    return {
      text: textOf(segments) || NO_SPEECH,
      segments: {
        language: segments.length === 0 ? null : reply.language,
        durationMs: reply.durationMs,
        segments: segments.map(({ startMs, endMs, text: said, words }) => ({ startMs, endMs, text: said.trim(), words: words.map((word) => ({ ...word, text: word.text.trim() })) })),
      },
    };
  },
});

/** An English-only model (`.en`) cannot do another language that the request names; then one that can is asked for. */
function modelFor(models: ModelClient, language: string | undefined): Pick<CallOptions, 'model'> {
  const ids = models.modelsFor('transcribe');
  if (language === undefined || language === 'en' || ids[0]?.endsWith('.en') !== true) return {};
  const other = ids.find((id) => !id.endsWith('.en'));
  return other === undefined ? {} : { model: other };
}

async function levelled(path: string, scratch: string, signal: AbortSignal): Promise<string> {
  const target = join(scratch, 'levelled.wav');
  await runFfmpeg([...mediaInput(path), '-map', '0:a:0', '-af', 'loudnorm=I=-20:TP=-2:LRA=11', '-ar', '16000', '-ac', '1', ...output(target)], { signal });
  return target;
}

import { z } from 'zod';
import { artifact, defineTool, json, text } from '../../core/index.js';
import { findSilences, measureLoudness, probe } from '../../tools/media/index.js';
import { findClipping } from '../../tools/speech/index.js';
import { wordings } from './wordings.js';

export const AudioFacts = z.object({
  durationMs: z.number(),
  /** Hz */
  sampleRate: z.number().nullable(),
  channels: z.number().nullable(),
  codec: z.string().nullable(),
  mime: z.string(),
  /** LUFS, EBU R 128; `null` when too quiet or too short to be rated. */
  loudnessLufs: z.number().nullable(),
  /** dBFS */
  peakDb: z.number().nullable(),
  /** dBFS, root mean square */
  meanDb: z.number().nullable(),
  /** Stretches of 0.5 s or more below -50 dBFS. */
  silences: z.array(z.object({ startMs: z.number(), endMs: z.number() })),
  /** 0 to 1: share of the time that is silent. */
  silentShare: z.number(),
  /** True when samples stand at full scale in a row. */
  clipped: z.boolean(),
});
export type AudioFacts = z.infer<typeof AudioFacts>;

export const audioFacts = defineTool({
  name: 'audio_facts',
  description: 'Measures a sound recording: length, loudness, peak level, silent stretches, clipping, channels, sample rate. Does not listen to what is said.',
  wordings: wordings.audio_facts,
  input: z.object({ audio: artifact('audio').describe('The recording.') }),
  output: z.object({ text: text().describe('The facts in a few sentences.'), facts: json(AudioFacts).describe('The facts as data.') }),
  timeoutMs: 300_000,
  criteria: [{ oracle: 'audio_facts_hold', port: 'facts' }],
  async execute({ audio }, { signal }) {
    const media = await probe(audio.path, { signal });
    const loudness = await measureLoudness(audio.path, { signal });
    const durationMs = Math.round(media.durationMs ?? 0);
    const silences = (await findSilences(audio.path, { signal, minimumMs: 500, durationMs })).map(({ startMs, endMs }) => ({ startMs: Math.round(startMs), endMs: Math.round(endMs) }));
    const clippings = await findClipping(audio.path, { signal });
    const facts: AudioFacts = {
      durationMs,
      sampleRate: media.sampleRate ?? null,
      channels: media.channels ?? null,
      codec: media.audioCodec ?? media.codec ?? null,
      mime: media.mime,
      loudnessLufs: loudness.integratedLufs,
      peakDb: loudness.peakDb,
      meanDb: loudness.meanDb,
      silences,
      silentShare: durationMs === 0 ? 1 : Math.min(1, silences.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) / durationMs),
      clipped: clippings.length > 0,
    };
    return { text: summary(facts), facts };
  },
});

function summary(facts: AudioFacts): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  const channels = facts.channels === 1 ? 'mono' : facts.channels === 2 ? 'stereo' : `${facts.channels ?? 'unknown'} channels`;
  const loudness = facts.loudnessLufs === null ? 'too quiet or too short to rate its loudness' : `loudness ${facts.loudnessLufs.toFixed(1)} LUFS`;
  const longest = facts.silences.reduce((most, { startMs, endMs }) => Math.max(most, endMs - startMs), 0);
  const silence = facts.silences.length === 0 ? 'no silent stretch' : `${facts.silences.length} silent stretches (${Math.round(facts.silentShare * 100)} % of the time, the longest ${seconds(longest)})`;
  return `The recording lasts ${seconds(facts.durationMs)}: ${channels}, ${facts.sampleRate ?? 'unknown'} Hz, ${facts.codec ?? 'unknown codec'}; ${loudness}, peak ${facts.peakDb?.toFixed(1) ?? 'unknown'} dBFS; ${silence}; ${facts.clipped ? 'clipped in places' : 'not clipped'}.`;
}

import { join } from 'node:path';
import { z } from 'zod';
import { artifact, defineTool, VouchError } from '../../core/index.js';
import { input, output, progressOf, runFfmpeg } from '../../tools/media/index.js';
import { durationOf, madeAudio } from './result.js';
import { wordings } from './wordings.js';

/** Encoder of each format, and for lossy ones the rate at which speech and music sound like the original. */
const ENCODERS: Readonly<Record<'wav' | 'mp3' | 'flac' | 'ogg' | 'm4a', { readonly codec: string; readonly rate?: readonly string[] }>> = {
  wav: { codec: 'pcm_s16le' },
  mp3: { codec: 'libmp3lame', rate: ['-b:a', '192k'] },
  flac: { codec: 'flac' },
  ogg: { codec: 'libvorbis', rate: ['-q:a', '6'] },
  m4a: { codec: 'aac', rate: ['-b:a', '192k'] },
};

/** kbit/s that layer III takes at sample rates (Hz) from so much on. */
const MP3_KILOBITS = [{ from: 32_000, least: 32, most: 320 }, { from: 16_000, least: 8, most: 160 }, { from: 0, least: 8, most: 64 }] as const;

/** Sample rates (Hz) of the formats that take only some. MPEG-1, -2 and -2.5 layer III (ISO/IEC 11172-3, 13818-3); AAC (ISO/IEC 14496-3). */
const RATES: Partial<Record<keyof typeof ENCODERS, readonly number[]>> = {
  mp3: [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000],
  m4a: [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000],
};

export const convertAudio = defineTool({
  name: 'convert_audio',
  description: 'Converts a sound recording to another file format (WAV, MP3, FLAC, OGG, M4A), sample rate, bit rate or number of channels.',
  wordings: wordings.convert_audio,
  input: z.object({
    audio: artifact('audio').describe('The recording.'),
    format: z.enum(['wav', 'mp3', 'flac', 'ogg', 'm4a']).default('wav').describe('File format.'),
    sampleRate: z.number().int().min(8000).max(192_000).optional().describe('Samples a second (Hz); unchanged when absent.'),
    channels: z.number().int().min(1).max(2).optional().describe('1 for mono, 2 for stereo; unchanged when absent.'),
    kilobits: z.number().int().min(8).max(512).optional().describe('Thousand bits a second of MP3, OGG and M4A: how large the file is and how good it sounds; 192 for MP3 and M4A when absent.'),
  }),
  output: z.object({ audio: artifact('audio').describe('The converted recording.') }),
  timeoutMs: 600_000,
  criteria: [{ oracle: 'decodes' }, { oracle: 'sound_saved_as_asked' }],
  async execute({ audio, format, sampleRate, channels, kilobits }, context) {
    const { signal, scratch } = context;
    const { codec, rate: usual } = ENCODERS[format];
    const taken = RATES[format];
    if (sampleRate !== undefined && taken !== undefined && !taken.includes(sampleRate)) throw new VouchError('USAGE', `${format.toUpperCase()} does not take ${sampleRate} Hz; it takes ${taken.join(', ')} Hz.`);
    if (kilobits !== undefined && usual === undefined) throw new VouchError('USAGE', `${format.toUpperCase()} keeps every sample and takes no bit rate; MP3, OGG and M4A do.`);
    const limits = MP3_KILOBITS.find(({ from }) => (sampleRate ?? audio.metadata.sampleRate ?? 44_100) >= from);
    if (kilobits !== undefined && format === 'mp3' && limits && (kilobits < limits.least || kilobits > limits.most)) throw new VouchError('USAGE', `An MP3 of ${sampleRate ?? audio.metadata.sampleRate ?? 44_100} Hz takes ${limits.least} to ${limits.most} kbit/s, not ${kilobits}.`);
    const path = join(scratch, `converted.${format}`);
    const coded = ['-c:a', codec, ...(kilobits === undefined ? usual ?? [] : ['-b:a', `${kilobits}k`])];
    const rate = sampleRate === undefined ? [] : ['-ar', String(sampleRate)];
    const layout = channels === undefined ? [] : ['-ac', String(channels)];
    await runFfmpeg([...input(audio.path), '-map', '0:a:0', ...rate, ...layout, ...coded, ...output(path)], progressOf(context, await durationOf(audio, signal)));
    return { audio: await madeAudio(path, signal) };
  },
});

export const changeAudio = defineTool({
  name: 'change_audio',
  description: 'Changes how a sound recording sounds: faster or slower at the same pitch, louder or quieter, or brought to an even loudness.',
  wordings: wordings.change_audio,
  input: z.object({
    audio: artifact('audio').describe('The recording.'),
    speed: z.number().min(0.5).max(2).default(1).describe('2 is twice as fast, 0.5 half as fast; the pitch stays.'),
    volumeDb: z.number().min(-60).max(30).default(0).describe('Louder (above 0) or quieter (below 0), in dB.'),
    normalise: z.boolean().default(false).describe('Brings the recording to -16 LUFS, the loudness of podcasts.'),
  }),
  output: z.object({ audio: artifact('audio').describe('The changed recording.') }),
  timeoutMs: 600_000,
  criteria: [{ oracle: 'decodes' }, { oracle: 'sound_changed_as_asked' }, { oracle: 'not_clipped' }],
  async execute({ audio, speed, volumeDb, normalise }, { signal, scratch }) {
    if (speed === 1 && volumeDb === 0 && !normalise) throw new VouchError('USAGE', 'change_audio was not told what to change: a speed, a loudness, or one loudness throughout.');
    const path = join(scratch, 'changed.wav');
    const filters = [
      ...(speed === 1 ? [] : [`atempo=${speed}`]),
      ...(volumeDb === 0 ? [] : [`volume=${volumeDb}dB`, 'alimiter=limit=0.98:level=disabled']),
      ...(normalise ? ['loudnorm=I=-16:TP=-1.5:LRA=11'] : []),
    ];
    // loudnorm works at 192 kHz; what comes out is brought back to the original rate.
    const rate = normalise ? ['-ar', String(audio.metadata.sampleRate ?? 44_100)] : [];
    await runFfmpeg([...input(audio.path), '-map', '0:a:0', ...(filters.length === 0 ? [] : ['-af', filters.join(',')]), ...rate, '-c:a', 'pcm_s16le', ...output(path)], { signal });
    return { audio: await madeAudio(path, signal) };
  },
});

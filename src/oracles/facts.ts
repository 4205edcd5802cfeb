import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { defineOracle, VouchError, type FindingInput, type Oracle, type OracleContext, type Subject } from '../core/index.js';
import { readHeader } from '../tools/image/index.js';
import { extractFrames, input, output, readPcm, runFfmpeg } from '../tools/media/index.js';
import { inconclusive, mediaBeside } from './finding.js';
import { verdictOf } from './text.js';

/** Facts are told from headers and by ffmpeg's filters; here the samples and frames themselves are counted. */
const MediaParam = z.object({ media: z.string().optional().describe('path of the recording or video, where facts are checked by themselves') });

/** Lengths may differ by this much: codecs pad their first and last block. */
const SLACK_MS = 120;
const SLACK_SHARE = 0.02;

function sameLength(told: number, measured: number): boolean {
  return Math.abs(told - measured) <= Math.max(SLACK_MS, SLACK_SHARE * measured);
}

const Told = z.looseObject({
  durationMs: z.number().optional(), sampleRate: z.number().nullish(), channels: z.number().nullish(), peakDb: z.number().nullish(), meanDb: z.number().nullish(),
  silentShare: z.number().optional(), clipped: z.boolean().optional(), width: z.number().optional(), height: z.number().optional(), frameRate: z.number().optional(), hasAudio: z.boolean().optional(),
});

function toldBy(subject: Subject): z.infer<typeof Told> | undefined {
  return Told.safeParse(subject.value).data;
}

/** dB by which levels may differ. */
const LEVEL_DB = 1.5;
/** Share of the time by which silence may differ. */
const SILENCE_SHARE = 0.1;
/** Samples at full scale in a row are a cut-off wave. */
const FULL_SCALE = 0.999;
const CLIPPED_RUN = 8;
/** Below this (-50 dBFS) for so long, ms, is silence, as the facts define it. */
const SILENT = 10 ** (-50 / 20);
const SILENCE_MS = 500;

const audioFactsHold = defineOracle({
  name: 'audio_facts_hold',
  description: 'Facts of a recording (length, rate, channels, level, silence, clipping) are what its decoded samples say.',
  kind: 'deterministic',
  modalities: ['json'],
  params: MediaParam,
  async check(subject, { media }, context): Promise<FindingInput> {
    const told = toldBy(subject);
    const [file] = mediaBeside(subject, ['audio', 'video'], media);
    if (!told || !file) return inconclusive('There are no facts, or no recording to hold them against.');
    const { sampleRate, channels, durationMs, silentShare } = told;
    if (typeof sampleRate !== 'number' || typeof channels !== 'number' || durationMs === undefined) return inconclusive('The facts name no length, rate or channels.');
    const heard = await measureSamples(file.path, context);
    const problems = [
      ...(sameLength(durationMs, heard.ms) ? [] : [`It lasts ${Math.round(heard.ms)} ms and not ${durationMs} ms.`]),
      ...(heard.sampleRate === sampleRate ? [] : [`Its sample rate is ${heard.sampleRate} Hz and not ${sampleRate} Hz.`]),
      ...(heard.channels === channels ? [] : [`It has ${heard.channels} channels and not ${channels}.`]),
      ...(typeof told.peakDb === 'number' && Math.abs(told.peakDb - heard.peakDb) > LEVEL_DB ? [`Its peak is ${heard.peakDb.toFixed(1)} dBFS and not ${told.peakDb.toFixed(1)}.`] : []),
      ...(typeof told.meanDb === 'number' && Math.abs(told.meanDb - heard.meanDb) > LEVEL_DB ? [`Its mean level is ${heard.meanDb.toFixed(1)} dBFS and not ${told.meanDb.toFixed(1)}.`] : []),
      ...(silentShare !== undefined && Math.abs(silentShare - heard.silentShare) > SILENCE_SHARE ? [`${Math.round(heard.silentShare * 100)}% of it is silent and not ${Math.round(silentShare * 100)}%.`] : []),
      ...(told.clipped === false && heard.clipped ? ['It is cut off at full scale in places.'] : []),
    ];
    return verdictOf(problems, { ...heard }, { durationMs, sampleRate, channels }, `${heard.samples} samples decoded: ${Math.round(heard.ms)} ms, peak ${heard.peakDb.toFixed(1)} dBFS.`);
  },
});

interface Heard {
  readonly samples: number;
  readonly ms: number;
  /** Hz */
  readonly sampleRate: number;
  readonly channels: number;
  readonly peakDb: number;
  readonly meanDb: number;
  /** 0 to 1 */
  readonly silentShare: number;
  readonly clipped: boolean;
}

/** Offsets in the head of the WAV that ffmpeg writes: channels and rate (Hz). */
const CHANNELS_AT = 22;
const RATE_AT = 24;

/** Decodes a recording as it is and counts its samples. */
async function measureSamples(path: string, { signal, scratch }: OracleContext): Promise<Heard> {
  const wave = join(scratch, 'decoded.wav');
  await runFfmpeg([...input(path), '-map', '0:a:0', '-c:a', 'pcm_s16le', ...output(wave)], { signal });
  const head = (await readFile(wave)).subarray(0, RATE_AT + 4);
  const [channels, sampleRate] = [head.readUInt16LE(CHANNELS_AT), head.readUInt32LE(RATE_AT)];
  let [samples, peak, power, run, quiet, silent, clipped] = [0, 0, 0, 0, 0, 0, false];
  const needed = (SILENCE_MS / 1000) * sampleRate * channels;
  for await (const block of readPcm(wave, { sampleRate, channels, signal })) {
    for (const sample of block) {
      const size = Math.abs(sample);
      samples += 1;
      power += size * size;
      if (size > peak) peak = size;
      run = size >= FULL_SCALE ? run + 1 : 0;
      if (run >= CLIPPED_RUN * channels) clipped = true;
      quiet = size < SILENT ? quiet + 1 : 0;
      if (quiet === Math.round(needed)) silent += quiet;
      else if (quiet > needed) silent += 1;
    }
  }
  const db = (value: number): number => 20 * Math.log10(Math.max(1e-6, value));
  return { samples, ms: (samples / channels / sampleRate) * 1000, sampleRate, channels, peakDb: db(peak), meanDb: db(Math.sqrt(power / Math.max(1, samples))), silentShare: silent / Math.max(1, samples), clipped };
}

const videoFactsHold = defineOracle({
  name: 'video_facts_hold',
  description: 'Facts of a video (length, size, frame rate, whether it has sound) are what its decoded frames and samples say.',
  kind: 'deterministic',
  modalities: ['json'],
  params: MediaParam,
  async check(subject, { media }, { signal, scratch }): Promise<FindingInput> {
    const told = toldBy(subject);
    const [file] = mediaBeside(subject, ['video'], media);
    if (!told || !file || told.width === undefined) return inconclusive('There are no facts of a video, or no video to hold them against.');
    const { outTimeMs, frames } = await runFfmpeg([...input(file.path), '-map', '0:v:0', '-f', 'null', '-'], { signal });
    const [frame] = await extractFrames(file.path, [0], scratch, { signal });
    const size = frame === undefined ? undefined : await readHeader(frame.path);
    const sounds = await soundDecodes(file.path, signal);
    const rate = frames / Math.max(0.001, outTimeMs / 1000);
    const problems = [
      ...(told.durationMs === undefined || sameLength(told.durationMs, outTimeMs) || sounds ? [] : [`It lasts ${Math.round(outTimeMs)} ms and not ${told.durationMs} ms.`]),
      ...(sounds && told.durationMs !== undefined && told.durationMs + SLACK_MS < outTimeMs * (1 - SLACK_SHARE) ? [`Its pictures last ${Math.round(outTimeMs)} ms and not ${told.durationMs} ms.`] : []),
      ...(sounds && told.durationMs !== undefined && told.durationMs > 1.1 * Math.max(outTimeMs, sounds.ms) + SLACK_MS ? [`It lasts ${Math.round(Math.max(outTimeMs, sounds.ms))} ms and not ${told.durationMs} ms.`] : []),
      ...(size && (size.width !== told.width || size.height !== told.height) ? [`Its frames are ${size.width}×${size.height} px and not ${told.width}×${told.height ?? 0}.`] : []),
      ...(told.frameRate === undefined || frames < 10 || Math.abs(told.frameRate - rate) <= RATE_SHARE * rate ? [] : [`It shows ${rate.toFixed(1)} frames a second and not ${told.frameRate.toFixed(1)}.`]),
      ...(told.hasAudio === undefined || told.hasAudio === (sounds !== undefined) ? [] : [sounds ? 'It has sound.' : 'It has no sound.']),
    ];
    return verdictOf(problems, { frames, ms: Math.round(outTimeMs), size: size ? { width: size.width, height: size.height } : null, hasAudio: sounds !== undefined }, { durationMs: told.durationMs ?? null, width: told.width }, `${frames} frames decoded in ${Math.round(outTimeMs)} ms of film.`);
  },
});

/** Share by which frame rates may differ: first and last frames count in part. */
const RATE_SHARE = 0.1;

/** How long the sound lasts when it decodes; undefined where there is none. */
async function soundDecodes(path: string, signal: AbortSignal): Promise<{ ms: number } | undefined> {
  const rate = 8_000;
  let samples = 0;
  try {
    for await (const block of readPcm(path, { sampleRate: rate, signal })) samples += block.length;
  } catch (error) {
    if (signal.aborted || !VouchError.is(error) || error.code !== 'INPUT_CORRUPT') throw error;
    return undefined;
  }
  return samples === 0 ? undefined : { ms: (samples / rate) * 1000 };
}

/** Oracles that measure again what a tool measured, in another way. */
export const factsOracles: readonly Oracle[] = [audioFactsHold, videoFactsHold];

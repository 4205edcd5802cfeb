import { z } from 'zod';
import { defineOracle, VouchError, type ArtifactHandle, type FindingInput, type Oracle, type OracleContext, type Subject } from '../core/index.js';
import { findSilences, inSeconds, measureLoudness, probe, type MediaFacts } from '../tools/media/index.js';
import { findClipping } from '../tools/speech/index.js';
import { handlesOf, inconclusive, shownBy } from './finding.js';

/** The media file that a subject is; throws when the port holds something else. */
function fileOf(subject: Subject): ArtifactHandle {
  const [file] = handlesOf(subject);
  if (!file) throw new VouchError('INPUT_UNSUPPORTED', `The port ${subject.port} holds no media file.`);
  return file;
}

export const notSilent = defineOracle({
  name: 'not_silent',
  description: 'The recording can be heard: loud enough, and not mostly silence.',
  kind: 'deterministic',
  modalities: ['audio', 'video'],
  params: z.object({
    /** 0 to 1: largest share of the time below -50 dBFS. */
    maxSilentShare: z.number().min(0).max(1).default(0.8),
    /** dBFS, root mean square over the whole recording. */
    minRmsDb: z.number().default(-55),
  }),
  async check(subject, { maxSilentShare, minRmsDb }, { signal }): Promise<FindingInput> {
    const { path } = fileOf(subject);
    const facts = await probe(path, { signal });
    if (!facts.hasAudio) return { status: 'fail', measured: { hasAudio: false }, expected: { hasAudio: true }, critique: 'The file has no sound track.' };
    const durationMs = facts.durationMs ?? 0;
    const { meanDb } = await measureLoudness(path, { signal });
    const silences = await findSilences(path, { signal, minimumMs: 300, durationMs });
    const silentShare = durationMs === 0 ? 1 : Math.min(1, silences.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) / durationMs);
    const measured = { rmsDb: meanDb, silentShare: Number(silentShare.toFixed(3)), durationMs: Math.round(durationMs) };
    const expected = { minRmsDb, maxSilentShare };
    const evidence = silences.map((span) => ({ message: `silence from ${inSeconds(span.startMs)} to ${inSeconds(span.endMs)}`, startMs: span.startMs, endMs: span.endMs }));
    if (meanDb === null || meanDb < minRmsDb) return { status: 'fail', measured, expected, evidence, critique: `The recording is silent or nearly so (${meanDb?.toFixed(1) ?? '-∞'} dBFS). Make it again, louder.` };
    if (silentShare > maxSilentShare) return { status: 'fail', measured, expected, evidence, critique: `${Math.round(silentShare * 100)} % of the recording is silence. Make it again without the gaps.` };
    return { status: 'pass', measured, expected, evidence: [{ message: `${meanDb.toFixed(1)} dBFS, ${Math.round(silentShare * 100)} % silence` }] };
  },
});

export const notClipped = defineOracle({
  name: 'not_clipped',
  description: 'The wave is not cut off, neither at full scale nor before it was made quieter.',
  kind: 'deterministic',
  modalities: ['audio', 'video'],
  params: z.object({
    /** Clipped stretches that are put up with. */
    maxClippings: z.number().int().min(0).default(0),
  }),
  async check(subject, { maxClippings }, { signal }): Promise<FindingInput> {
    const clippings = await findClipping(fileOf(subject).path, { signal });
    const measured = { clippings: clippings.length };
    const expected = { maxClippings };
    const evidence = clippings.slice(0, 20).map((span) => ({ message: `cut off at ${inSeconds(span.startMs)}`, startMs: span.startMs, endMs: span.endMs }));
    const before = clippings.length > maxClippings ? await clippedBefore(subject, signal) : undefined;
    if (before) return inconclusive(`The sound was clipped in ${before.count} places before: what it was made from is clipped, too.`, { measured, expected, evidence: [{ message: before.name, ...shownBy(before.source) }] });
    if (clippings.length > maxClippings) return { status: 'fail', measured, expected, evidence, critique: `The sound is clipped in ${clippings.length} places. Lower the level by at least 3 dB before it is written.` };
    return { status: 'pass', measured, expected, evidence };
  },
});

/** The first sound that the step was given and that is clipped itself: its clipping is no fault of the step. */
async function clippedBefore(subject: Subject, signal: AbortSignal): Promise<{ source: ArtifactHandle; name: string; count: number } | undefined> {
  for (const source of subject.inputs.filter(({ modality }) => modality === 'audio' || modality === 'video').flatMap(handlesOf)) {
    const { length } = (await probe(source.path, { signal })).hasAudio ? await findClipping(source.path, { signal }) : [];
    if (length > 0) return { source, name: source.name ?? 'the source', count: length };
  }
  return undefined;
}

export const duration = defineOracle({
  name: 'duration',
  description: 'The recording or clip is as long as wanted: at least, at most, or about a time.',
  kind: 'deterministic',
  modalities: ['audio', 'video'],
  params: z.object({
    minMs: z.number().nonnegative().optional(),
    maxMs: z.number().positive().optional(),
    aroundMs: z.number().positive().optional(),
    /** Share of `aroundMs` that it may be longer or shorter. */
    tolerance: z.number().positive().default(0.1),
  }),
  async check(subject, { minMs, maxMs, aroundMs, tolerance }, { signal }): Promise<FindingInput> {
    const { durationMs } = await probe(fileOf(subject).path, { signal });
    if (durationMs === undefined) return inconclusive('The length could not be measured.');
    const low = Math.max(minMs ?? 0, aroundMs === undefined ? 0 : aroundMs * (1 - tolerance));
    const high = Math.min(maxMs ?? Infinity, aroundMs === undefined ? Infinity : aroundMs * (1 + tolerance));
    const measured = { durationMs: Math.round(durationMs) };
    const expected = { ...(low > 0 ? { minMs: low } : {}), ...(high < Infinity ? { maxMs: high } : {}) };
    const evidence = [{ message: `it lasts ${inSeconds(durationMs)}` }];
    if (durationMs < low) return { status: 'fail', measured, expected, evidence, critique: `It lasts ${inSeconds(durationMs)}, which is too short: at least ${inSeconds(low)} is wanted.` };
    if (durationMs > high) return { status: 'fail', measured, expected, evidence, critique: `It lasts ${inSeconds(durationMs)}, which is too long: at most ${inSeconds(high)} is wanted. Use fewer words or a higher speed.` };
    return { status: 'pass', measured, expected, evidence };
  },
});

/** Names that people use for a format → the MIME types and codecs that it has. */
const FORMATS: Readonly<Record<string, RegExp>> = {
  wav: /wav/, mp3: /mpeg|mp3/, flac: /flac/, ogg: /ogg|opus|vorbis/, opus: /opus|ogg/, m4a: /mp4|m4a|aac/, aac: /aac|mp4/, aiff: /aiff/,
};

/** Whether a file is of a format, as people call it. */
export function isOfFormat({ mime }: Pick<MediaFacts, 'mime'>, format: string): boolean {
  return FORMATS[format]?.test(mime) === true;
}

export const audioFormat = defineOracle({
  name: 'audio_format',
  description: 'The recording has the wanted file format, sample rate and number of channels.',
  kind: 'deterministic',
  modalities: ['audio'],
  params: z.object({
    format: z.enum(['wav', 'mp3', 'flac', 'ogg', 'opus', 'm4a', 'aac', 'aiff']).optional(),
    /** Hz */
    sampleRate: z.number().int().positive().optional(),
    channels: z.number().int().positive().optional(),
  }),
  async check(subject, { format, sampleRate, channels }, { signal }: OracleContext): Promise<FindingInput> {
    const facts = await probe(fileOf(subject).path, { signal });
    const measured = { mime: facts.mime, codec: facts.audioCodec ?? facts.codec ?? null, sampleRate: facts.sampleRate ?? null, channels: facts.channels ?? null };
    const expected = { ...(format === undefined ? {} : { format }), ...(sampleRate === undefined ? {} : { sampleRate }), ...(channels === undefined ? {} : { channels }) };
    const faults = [
      ...(format !== undefined && !isOfFormat(facts, format) ? [`it is ${facts.mime} and not ${format}`] : []),
      ...(sampleRate !== undefined && facts.sampleRate !== sampleRate ? [`its sample rate is ${facts.sampleRate ?? 'unknown'} Hz and not ${sampleRate} Hz`] : []),
      ...(channels !== undefined && facts.channels !== channels ? [`it has ${facts.channels ?? 'unknown'} channels and not ${channels}`] : []),
    ];
    if (faults.length > 0) return { status: 'fail', measured, expected, evidence: faults.map((message) => ({ message })), critique: `The recording is not as asked: ${faults.join('; ')}. Convert it.` };
    return { status: 'pass', measured, expected };
  },
});

/** Oracles that measure sound. */
export const audioOracles: readonly Oracle[] = [notSilent, notClipped, duration, audioFormat];

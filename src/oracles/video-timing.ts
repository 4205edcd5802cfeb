import { join } from 'node:path';
import { z } from 'zod';
import type { ArtifactHandle, TranscriptWord } from '../core/index.js';
import { defineOracle } from '../core/index.js';
import { looksLikeSubtitles, parseSubtitles } from '../tools/captions/index.js';
import { input, inSeconds, output, probe, runFfmpeg } from '../tools/media/index.js';
import { normalizeText, splitWords } from '../tools/text/index.js';
import { inconclusive, mediaBeside } from './finding.js';

interface Timed {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

const TimedItem = z.looseObject({ startMs: z.number(), endMs: z.number(), text: z.string().default('') });

/** The times that a value holds: subtitle text, a list of timed things, or an object with such a list in it. */
function timedOf(value: unknown): Timed[] | undefined {
  if (typeof value === 'string') return looksLikeSubtitles(value) ? parseSubtitles(value) : undefined;
  const list = z.array(TimedItem).safeParse(value);
  if (list.success) return list.data;
  const inside = z.looseObject({}).safeParse(value);
  if (!inside.success) return undefined;
  return Object.values(inside.data).map((entry) => z.array(TimedItem).min(1).safeParse(entry)).find(({ success }) => success)?.data;
}

/** Kinds of media that have a length. */
const TIMED_MEDIA = ['video', 'audio'];
const media = z.string().optional().describe('path of the sound or video, where times are checked by themselves');

/** Times may lie this much behind the measured end: containers round. */
const SLACK_MS = 150;

export const timingWithinMedia = defineOracle({
  name: 'timing_within_media',
  description: 'All times of events, segments or subtitles lie within the sound or video that they are about, each start before its end, in order.',
  kind: 'deterministic',
  modalities: ['text', 'json'],
  params: z.object({ media, durationMs: z.number().positive().optional().describe('length to compare with; default: that of the sound or video') }),
  async check(subject, { media: path, durationMs: given }, { signal }) {
    const timed = timedOf(subject.value);
    const [medium] = mediaBeside(subject, TIMED_MEDIA, path);
    if (!timed) return inconclusive('The output holds no times.');
    const durationMs = given ?? (medium ? (await probe(medium.path, { signal })).durationMs : undefined);
    if (durationMs === undefined) return inconclusive('There is no sound or video to compare the times with: give "media" or "durationMs".');
    const faults = timed.flatMap((item, index) => {
      const before = timed[index - 1];
      return [
        ...(item.startMs < 0 || item.endMs > durationMs + SLACK_MS ? [{ item, message: `entry ${index + 1} lies outside of the ${inSeconds(durationMs)}` }] : []),
        ...(item.endMs < item.startMs ? [{ item, message: `entry ${index + 1} ends before it starts` }] : []),
        ...(before && item.startMs < before.startMs ? [{ item, message: `entry ${index + 1} starts before the entry ahead of it` }] : []),
      ];
    });
    const measured = { entries: timed.length, lastEndMs: Math.max(0, ...timed.map(({ endMs }) => endMs)) };
    const expected = { durationMs };
    if (faults.length === 0) return { status: 'pass', measured, expected, evidence: [{ message: `${timed.length} entries lie within ${(durationMs / 1000).toFixed(2)} s, in order.` }] };
    const evidence = faults.slice(0, 10).map(({ item, message }) => ({ message, startMs: item.startMs, endMs: item.endMs }));
    return { status: 'fail', measured, expected, evidence, critique: `Times are wrong: ${evidence.map(({ message }) => message).join('; ')}. Give times within ${durationMs} ms, in order.` };
  },
});

export const hasAudio = defineOracle({
  name: 'has_audio',
  description: 'The video has sound (or has none, where that is wanted).',
  kind: 'deterministic',
  modalities: ['video'],
  params: z.object({ expected: z.boolean().default(true) }),
  async check(subject, { expected }, { signal }) {
    const facts = await probe((subject.value as ArtifactHandle).path, { signal });
    const evidence = [{ message: facts.hasAudio ? `sound: ${facts.audioCodec ?? 'unknown codec'}` : 'no sound stream' }];
    if (facts.hasAudio === expected) return { status: 'pass', measured: facts.hasAudio, expected, evidence };
    return { status: 'fail', measured: facts.hasAudio, expected, evidence, critique: expected ? 'The video has no sound. Add an audio stream.' : 'The video has sound. Leave it out.' };
  },
});

export const subtitleSync = defineOracle({
  name: 'subtitle_sync',
  description: 'Subtitles are shown when their words are spoken: their times are compared with a fresh transcript of the sound.',
  kind: 'model',
  asks: ['transcribe'],
  modalities: ['text', 'json'],
  params: z.object({ maxShiftMs: z.number().positive().default(1000), language: z.string().optional(), media }),
  async check(subject, { maxShiftMs, language, media: path }, { signal, models, scratch }) {
    const cues = timedOf(subject.value);
    const [medium] = mediaBeside(subject, TIMED_MEDIA, path);
    if (!cues || !medium) return inconclusive('There are no subtitle times, or no sound to compare them with.');
    if (!(await probe(medium.path, { signal })).hasAudio) return inconclusive('The video has no sound.');
    if (!models.has('transcribe')) return inconclusive('No model for speech recognition is installed.');
    const wave = join(scratch, 'sync.wav');
    await runFfmpeg([...input(medium.path), '-map', '0:a:0', '-ac', '1', '-ar', '16000', '-c:a', 'pcm_s16le', ...output(wave)], { signal });
    const reply = await models.transcribe({ path: wave, language }, { signal });
    const shifts = shiftsOf(cues, reply.segments.flatMap(({ words }) => words));
    if (shifts.length === 0) return inconclusive('No word of the subtitles was found in the transcript.');
    const medianMs = Math.round(median(shifts.map(({ shiftMs }) => shiftMs)));
    const far = shifts.filter(({ shiftMs }) => Math.abs(shiftMs) > maxShiftMs);
    const measured = { medianShiftMs: medianMs, cuesOff: far.length, cuesCompared: shifts.length };
    const evidence = far.slice(0, 10).map(({ cue, shiftMs }) => ({ message: `"${cue.text.replace(/\n/g, ' ')}" is shown ${Math.abs(Math.round(shiftMs))} ms too ${shiftMs > 0 ? 'late' : 'early'}`, startMs: cue.startMs, endMs: cue.endMs }));
    if (Math.abs(medianMs) <= maxShiftMs && far.length <= shifts.length * 0.2) return { status: 'pass', measured, expected: { maxShiftMs }, evidence };
    return { status: 'fail', measured, expected: { maxShiftMs }, evidence, critique: `The subtitles are shifted by ${medianMs} ms. Move them by ${-medianMs} ms.` };
  },
});

/** How far each cue's first words are from where they are spoken, ms; positive is late. Cues whose words are not found are left out. */
export function shiftsOf(cues: readonly Timed[], spoken: readonly TranscriptWord[]): { cue: Timed; shiftMs: number }[] {
  const plain = (text: string): string => normalizeText(text).toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const heard = spoken.map((word) => ({ ...word, plain: plain(word.text) }));
  let from = 0;
  return cues.flatMap((cue) => {
    const words = splitWords(cue.text).map(plain).filter((word) => word !== '');
    const at = alignmentOf(words, heard.map((word) => word.plain), from);
    if (at === undefined) return [];
    from = at + 1;
    return [{ cue, shiftMs: cue.startMs - (heard[at]?.startMs ?? 0) }];
  });
}

/** Words of a cue that are compared, and the share of them that must agree. */
const COMPARED_WORDS = 6;
const AGREEING = 0.6;

/** Position, at or behind `from`, where the first words of a cue agree best with what was heard. */
function alignmentOf(words: readonly string[], heard: readonly string[], from: number): number | undefined {
  const compared = words.slice(0, COMPARED_WORDS);
  if (compared.length === 0) return undefined;
  let best: { at: number; share: number } | undefined;
  for (let at = from; at < heard.length; at += 1) {
    const share = compared.filter((word, index) => heard[at + index] === word).length / compared.length;
    if (share >= AGREEING && share > (best?.share ?? 0)) best = { at, share };
  }
  return best?.at;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

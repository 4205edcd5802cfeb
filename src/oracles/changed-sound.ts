import type { ArtifactHandle, FindingInput, Oracle } from '../core/index.js';
import { inSeconds, measureLoudness, probe, stretchWithin, type MediaFacts } from '../tools/media/index.js';
import { isOfFormat } from './audio.js';
import { changeOracle, numberIn, textIn, type Change } from './change-oracle.js';
import { inconclusive } from './finding.js';
import { contourOf, hasShape, likenessOf, STEP_MS, type SoundContour } from './sound-contour.js';
import { verdictOf } from './text.js';

/** Lengths may differ by this much, ms, and by this share: encoders add and fill up blocks. */
const SLACK_MS = 250;
const SLACK_SHARE = 0.01;
/** A piece that was cut out may be this much longer or shorter, ms. */
const CUT_SLACK_MS = 80;
/** Two recordings of which the levels go less together are not the same. */
const LEAST_LIKENESS = 0.8;
/** Loudness may be off by this much, dB. */
const SLACK_DB = 1;
/** And where it was brought to one level, LU: of sounds with long gaps a filter that looks ahead for some seconds is off by so much. */
const SLACK_LU = 3.5;
/** What `normalise` brings a recording to, LUFS. */
const EVEN_LUFS = -16;
/** From this peak on, dBFS, a limiter held back what would have been louder. */
const LIMITED_DB = -1.5;
/** From so much faster or slower on the pitch tells whether the sound was only played at another rate. */
const AUDIBLE_SPEED = 1.25;
/** The rate of lossy coding may be off by this share. */
const SLACK_RATE = 0.12;
/** Rates above are no loss where they go, Hz; and where nothing was asked, formats that take only some rates take the nearest. */
const FULL_RATE = 44_100;
const NEAREST_RATE = 0.8;

interface Measured {
  readonly is: MediaFacts;
  readonly was: MediaFacts;
  /** Length of what decodes of the source: what files without an index say of theirs is an estimate. */
  readonly wasMs: number;
  readonly made: SoundContour;
  readonly source: SoundContour;
}

async function measure({ made, source }: Change, signal: AbortSignal): Promise<Measured> {
  const [is, was] = [await probe(made.path, { signal }), await probe(source.path, { signal })];
  const contour = await contourOf(source.path, signal);
  return { is, was, wasMs: contour.levels.length * STEP_MS, made: await contourOf(made.path, signal), source: contour };
}

function lengthProblems(is: number, wanted: number, slackMs: number): string[] {
  return Math.abs(is - wanted) <= slackMs ? [] : [`It lasts ${inSeconds(is)} and not ${inSeconds(wanted)}.`];
}

/** Only ups and downs tell one sound from another: of an even tone nothing is said. */
function contentProblems({ made, source }: Measured, place: Parameters<typeof likenessOf>[2], what: string): string[] {
  const from = (place?.startMs ?? 0) / STEP_MS;
  const piece = { levels: source.levels.slice(Math.max(0, Math.floor(from)), Math.ceil(from + made.levels.length * (place?.speed ?? 1))) };
  return !hasShape(piece) || likenessOf(source, made, place) >= LEAST_LIKENESS ? [] : [what];
}

/** Channels and sample rate that nobody asked to be changed. */
function formProblems(is: MediaFacts, was: MediaFacts): string[] {
  const rate = Math.min(FULL_RATE, was.sampleRate ?? 0) * NEAREST_RATE;
  return [
    ...((is.sampleRate ?? 0) < rate ? [`Its sample rate went down from ${was.sampleRate ?? 0} to ${is.sampleRate ?? 0} Hz.`] : []),
    ...(is.channels === was.channels || (was.channels ?? 0) > 2 ? [] : [`It has ${is.channels ?? 0} channels and not ${was.channels ?? 0}.`]),
  ];
}

const saved = changeOracle('audio', 'sound_saved_as_asked', 'The recording has the file format, sample rate, number of channels and bit rate that were asked for, and is as long and sounds the same as the other one.', async (change, { signal }) => {
  const { told } = change;
  const measured = await measure(change, signal);
  const { is, was, wasMs } = measured;
  const [sampleRate, channels, kbits] = [numberIn(told, 'sampleRate'), numberIn(told, 'channels'), numberIn(told, 'kilobits')];
  const format = textIn(told, 'format');
  const lengthMs = is.durationMs ?? 0;
  const [codedKbits, file] = [(is.bytes * 8) / Math.max(1, lengthMs), is.mime];
  // Only MP3 keeps one rate throughout; the others spend less where less is to be told.
  const isRateOff = kbits !== undefined && (codedKbits > kbits * (1 + SLACK_RATE) + 8 || (format === 'mp3' && codedKbits < kbits * (1 - SLACK_RATE)));
  const problems = [
    ...(format === undefined || isOfFormat(is, format) ? [] : [`It is ${file} and not ${format}.`]),
    ...(sampleRate === undefined || is.sampleRate === sampleRate ? [] : [`Its sample rate is ${is.sampleRate ?? 'unknown'} Hz and not ${sampleRate} Hz.`]),
    ...(channels === undefined || is.channels === channels ? [] : [`It has ${is.channels ?? 'unknown'} channels and not ${channels}.`]),
    ...(isRateOff ? [`It takes ${Math.round(codedKbits)} kbit/s and not ${kbits}.`] : []),
    ...formProblems({ ...is, ...(sampleRate === undefined ? {} : { sampleRate: FULL_RATE }), ...(channels === undefined ? {} : { channels: was.channels }) }, was),
    ...lengthProblems(lengthMs, wasMs, SLACK_MS + SLACK_SHARE * wasMs),
  ];
  if (problems.length === 0) problems.push(...contentProblems(measured, {}, 'It does not sound like the recording that it was made of.'));
  return verdictOf(problems, { mime: file, sampleRate: is.sampleRate ?? null, channels: is.channels ?? null, kilobits: Math.round(codedKbits) }, { format: format ?? null, sampleRate: sampleRate ?? null, channels: channels ?? null, kilobits: kbits ?? null }, `${file}, ${is.sampleRate ?? '?'} Hz, ${is.channels ?? '?'} channels, ${inSeconds(lengthMs)}`);
});

const changed = changeOracle('audio', 'sound_changed_as_asked', 'The recording is as much faster or slower, louder or quieter as was asked, or of an even loudness; its length, level and pitch are measured beside those of the other one, and it must go up and down with it.', async (change, { signal }) => {
  const { told } = change;
  const measured = await measure(change, signal);
  const { is, was, wasMs } = measured;
  const [speed, gain, isEven] = [numberIn(told, 'speed') ?? 1, numberIn(told, 'volumeDb') ?? 0, told['normalise'] === true];
  const [lengthMs, wantedMs] = [is.durationMs ?? 0, wasMs / speed];
  const level = await levelProblems(change, { gain, isEven }, signal);
  const isFar = Math.max(speed, 1 / speed) >= AUDIBLE_SPEED;
  const pitch = measured.source.crossings === 0 ? 1 : measured.made.crossings / measured.source.crossings;
  const problems = [
    ...lengthProblems(lengthMs, wantedMs, SLACK_MS / 2 + SLACK_SHARE * wantedMs),
    ...level.problems,
    ...formProblems(is, was),
    // Nearer to the pitch of a record that turns too fast than to its own.
    ...(isFar && Math.abs(Math.log(pitch / speed)) < Math.abs(Math.log(pitch)) ? [`Its pitch went ${speed > 1 ? 'up' : 'down'} with the speed.`] : []),
  ];
  if (problems.length === 0) problems.push(...contentProblems(measured, { speed, slackMs: 160 * Math.max(1, speed) }, 'It does not sound like the recording that it was made of.'));
  return verdictOf(problems, { durationMs: Math.round(lengthMs), ...level.measured }, { durationMs: Math.round(wantedMs), gainDb: isEven ? null : gain, integratedLufs: isEven ? EVEN_LUFS : null }, `${inSeconds(lengthMs)} of ${inSeconds(wasMs)}, ${level.words}`);
});

async function levelProblems({ made, source }: Pick<Change, 'made' | 'source'>, { gain, isEven }: { readonly gain: number; readonly isEven: boolean }, signal: AbortSignal): Promise<{ problems: string[]; measured: Record<string, number | null>; words: string }> {
  const loudness = (file: ArtifactHandle): ReturnType<typeof measureLoudness> => measureLoudness(file.path, { signal });
  const [is, was] = [await loudness(made), await loudness(source)];
  if (isEven) {
    const lufs = is.integratedLufs;
    // What is too short or too quiet to be rated has no loudness.
    return { problems: lufs !== null && Math.abs(lufs - EVEN_LUFS) > SLACK_LU ? [`Its loudness is ${lufs.toFixed(1)} LUFS and not ${EVEN_LUFS}.`] : [], measured: { integratedLufs: lufs }, words: `${lufs?.toFixed(1) ?? 'no'} LUFS` };
  }
  if (is.meanDb === null || was.meanDb === null) return { problems: is.meanDb === was.meanDb ? [] : ['It is silent.'], measured: { gainDb: null }, words: 'silent' };
  const measured = is.meanDb - was.meanDb;
  const isHeldBack = gain > 0 && (is.peakDb ?? 0) >= LIMITED_DB && measured > -SLACK_DB && measured < gain;
  return { problems: Math.abs(measured - gain) <= SLACK_DB || isHeldBack ? [] : [`It is ${Math.abs(measured).toFixed(1)} dB ${measured < 0 ? 'quieter' : 'louder'} and not ${gain === 0 ? 'as loud as before' : `${Math.abs(gain)} dB ${gain < 0 ? 'quieter' : 'louder'}`}.`], measured: { gainDb: Number(measured.toFixed(1)) }, words: `${measured.toFixed(1)} dB` };
}

const cut = changeOracle('audio', 'sound_cut_as_asked', 'The recording is the asked-for piece of the other one: as long, and with the same ups and downs as the other one has at that place.', async (change, { signal }): Promise<FindingInput> => {
  const { told } = change;
  const measured = await measure(change, signal);
  const { is, was, wasMs } = measured;
  const [from, to] = [numberIn(told, 'startSeconds') ?? 0, numberIn(told, 'endSeconds')];
  const stretch = stretchWithin(wasMs, from * 1000, to === undefined ? undefined : to * 1000);
  if (!stretch) return inconclusive('The asked-for piece does not lie in the recording.');
  const wantedMs = stretch.endMs - stretch.startMs;
  const problems = [...lengthProblems(is.durationMs ?? 0, wantedMs, CUT_SLACK_MS), ...formProblems(is, was)];
  if (problems.length === 0) problems.push(...contentProblems(measured, { startMs: stretch.startMs, slackMs: CUT_SLACK_MS }, `It is another piece of the recording than that from ${inSeconds(stretch.startMs)} to ${inSeconds(stretch.endMs)}.`));
  return verdictOf(problems, { durationMs: Math.round(is.durationMs ?? 0) }, { startMs: Math.round(stretch.startMs), endMs: Math.round(stretch.endMs) }, `${inSeconds(is.durationMs ?? 0)} of ${inSeconds(wasMs)}`);
});

/** Oracles that hold a changed recording against the one that it was made of. */
export const changedSoundOracles: readonly Oracle[] = [saved, changed, cut];

import type { Oracle, OracleContext } from '../core/index.js';
import { inSeconds, probe, sniffMime, stretchWithin, type MediaFacts } from '../tools/media/index.js';
import { changeOracle, numberIn, textIn, type Change } from './change-oracle.js';
import { inconclusive } from './finding.js';
import { turnedGrid } from './picture-grid.js';
import { otherScenes, type SceneSearch } from './same-scenes.js';
import { verdictOf } from './text.js';

/** A clip may be this much longer or shorter beside the time of two of its pictures, ms: sound comes in blocks. */
const SLACK_MS = 120;
/** Coding and scaling move a cell of the same picture by less than this (0 to 255), but for this share of them. */
const VISIBLE = 20;
const MOST_CELLS = 0.08;
/** The sides of a picture may be odd by one pixel where a format takes only even ones, and shapes be off by two. */
const SLACK_PX = 2;
const MIMES: Readonly<Record<string, RegExp>> = { mp4: /\/mp4$/, webm: /\/webm$/, mkv: /matroska$/ };

/** Coding smears over some pixels: a cell holds as many as that, px a side. */
const CELL_PX = 8;
const FRAME_PX = 480;

/** Cells a side in which the frames of a video can be compared. */
function cellsIn({ width = FRAME_PX, height = FRAME_PX }: MediaFacts): number {
  const shown = Math.min(1, FRAME_PX / width);
  return Math.max(4, Math.floor((Math.min(width, height) * shown) / CELL_PX));
}

const frameMs = ({ frameRate }: MediaFacts): number => 1000 / Math.max(1, frameRate ?? 25);

/** Length, size and sound that a video must have. */
function formProblems(is: MediaFacts, was: MediaFacts, { lengthMs, width }: { readonly lengthMs: number; readonly width: number }): string[] {
  const [across, down, durationMs] = [is.width ?? 0, is.height ?? 0, is.durationMs ?? 0];
  const high = (width * (was.height ?? 0)) / Math.max(1, was.width ?? 0);
  return [
    ...(Math.abs(durationMs - lengthMs) > SLACK_MS + 2 * frameMs(is) ? [`It lasts ${inSeconds(durationMs)} and not ${inSeconds(lengthMs)}.`] : []),
    ...(across > width || across < width - SLACK_PX ? [`It is ${across} px wide and not ${width} px.`] : []),
    ...(Math.abs(down - high) > SLACK_PX ? [`With ${across}×${down} px it has another shape than the video, which has ${was.width ?? 0}×${was.height ?? 0} px.`] : []),
    ...(is.hasAudio === was.hasAudio ? [] : [was.hasAudio ? 'Its sound is missing.' : 'It has a sound that the video had not.']),
  ];
}

/** Moments, ms, at which the made video shows something else than its source. */
function scenesOff({ made, source }: Change, { is, was }: { readonly is: MediaFacts; readonly was: MediaFacts }, search: Pick<SceneSearch, 'durationMs' | 'startMs' | 'change'>, { signal, scratch }: OracleContext): Promise<number[]> {
  return otherScenes(made.path, source.path, { ...search, eachMs: frameMs(was), visible: VISIBLE, mostCells: MOST_CELLS, cells: cellsIn(is) }, scratch, signal);
}

const cut = changeOracle('video', 'video_cut_as_asked', 'The video is the asked-for part of the other one: as long, in the same size, with its sound, and showing what the other one shows at those times.', async (change, context) => {
  const { made, source, told } = change;
  const { signal } = context;
  const [is, was] = [await probe(made.path, { signal }), await probe(source.path, { signal })];
  const stretch = stretchWithin(was.durationMs ?? 0, numberIn(told, 'startMs') ?? 0, numberIn(told, 'endMs'));
  if (!stretch) return inconclusive('The asked-for part does not lie in the video.');
  const lengthMs = stretch.endMs - stretch.startMs;
  const problems = formProblems(is, was, { lengthMs, width: was.width ?? 0 });
  if (problems.length === 0) {
    const others = await scenesOff(change, { is, was }, { durationMs: lengthMs, startMs: stretch.startMs }, context);
    problems.push(...others.map((at) => `At ${inSeconds(at)} it shows something else than the video at ${inSeconds(stretch.startMs + at)}.`));
  }
  return verdictOf(problems, { durationMs: Math.round(is.durationMs ?? 0) }, { startMs: Math.round(stretch.startMs), endMs: Math.round(stretch.endMs) }, `${inSeconds(is.durationMs ?? 0)} of ${inSeconds(was.durationMs ?? 0)}`);
});

const saved = changeOracle('video', 'video_saved_as_asked', 'The video has the file format and width that were asked for, and is as long, of the same shape, with its sound, and shows the same at the same times as the other one.', async (change, context) => {
  const { made, source, told } = change;
  const { signal } = context;
  const [is, was, mime] = [await probe(made.path, { signal }), await probe(source.path, { signal }), await sniffMime(made.path)];
  const format = textIn(told, 'format');
  const width = Math.min(numberIn(told, 'maximumWidth') ?? Infinity, was.width ?? 0);
  const lengthMs = was.durationMs ?? 0;
  const problems = [
    ...(format === undefined || MIMES[format]?.test(mime ?? '') === true ? [] : [`It is ${mime ?? 'of no known format'} and not ${format}.`]),
    ...formProblems(is, was, { lengthMs, width }),
  ];
  if (problems.length === 0) {
    const others = await scenesOff(change, { is, was }, { durationMs: lengthMs }, context);
    problems.push(...others.map((at) => `At ${inSeconds(at)} it shows something else than the video.`));
  }
  return verdictOf(problems, { mime: mime ?? null, width: is.width ?? null, durationMs: Math.round(is.durationMs ?? 0) }, { format: format ?? null, width, durationMs: Math.round(lengthMs) }, `${mime ?? 'unknown'}, ${is.width ?? '?'}×${is.height ?? '?'} px, ${inSeconds(is.durationMs ?? 0)}`);
});

const turned = changeOracle('video', 'video_turned_as_asked', 'The video is the other one rotated and mirrored as asked: as long, with its sound, and its pictures are those of the other one, taken from where they must have been.', async (change, context) => {
  const { made, source, told } = change;
  const { signal } = context;
  const [is, was] = [await probe(made.path, { signal }), await probe(source.path, { signal })];
  const degrees = numberIn(told, 'degrees') ?? 0;
  const mirror = textIn(told, 'mirror');
  const lying: MediaFacts = degrees % 180 === 90 ? { ...was, width: was.height, height: was.width } : was;
  const lengthMs = was.durationMs ?? 0;
  const problems = formProblems(is, lying, { lengthMs, width: lying.width ?? 0 });
  if (problems.length === 0) {
    const others = await scenesOff(change, { is, was }, { durationMs: lengthMs, change: (cells) => turnedGrid(cells, degrees, mirror) }, context);
    problems.push(...others.map((at) => `At ${inSeconds(at)} it is not the video turned by ${degrees} degrees${mirror === undefined ? '' : ` and mirrored ${mirror}`}.`));
  }
  return verdictOf(problems, { width: is.width ?? null, height: is.height ?? null }, { degrees, mirror: mirror ?? null }, `${is.width ?? '?'}×${is.height ?? '?'} px, ${inSeconds(is.durationMs ?? 0)}`);
});

/** Oracles that hold a changed video against the one that it was made of. */
export const changedVideoOracles: readonly Oracle[] = [cut, saved, turned];

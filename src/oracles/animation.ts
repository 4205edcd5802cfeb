import { z } from 'zod';
import { defineOracle, type FindingInput, type Oracle } from '../core/index.js';
import { inSeconds, probe, probeInput, runFfprobe, sniffMime, stretchWithin } from '../tools/media/index.js';
import { handlesOf, inconclusive, mediaBeside } from './finding.js';
import { otherScenes } from './same-scenes.js';
import { verdictOf } from './text.js';

const Counted = z.object({
  streams: z.array(z.object({ nb_read_frames: z.coerce.number().optional(), width: z.number().optional() })).default([]),
  format: z.object({ duration: z.coerce.number().optional() }).optional(),
});

/** Frames begin this much apart from where they were asked for, at most, ms beside one frame's time. */
const SLACK_MS = 120;
/** With 256 colours a cell of the same picture may be this far off (0 to 255), and this share of cells more. */
const VISIBLE = 24;
const MOST_CELLS = 0.12;

const animated = defineOracle({
  name: 'animated_as_asked',
  description: 'The picture is an animated GIF as long as the asked-for part of the video, in the asked-for width, with as many pictures a second, and shows what the video shows at the same times.',
  kind: 'deterministic',
  modalities: ['image'],
  params: z.object({}),
  async check(subject, _params, { signal, scratch }): Promise<FindingInput> {
    const [made] = handlesOf(subject);
    const [video] = mediaBeside({ ...subject, outputs: [] }, ['video']);
    if (!made || !video || !subject.parameters) return inconclusive('There is no video that it could be compared with, or it is not known what the step was told.');
    const { startMs = 0, endMs, width: most, framesPerSecond } = z.object({ startMs: z.number().optional(), endMs: z.number().optional(), width: z.number().optional(), framesPerSecond: z.number().optional() }).parse(subject.parameters);
    const facts = await probe(video.path, { signal });
    const stretch = stretchWithin(facts.durationMs ?? 0, startMs, endMs);
    if (!stretch) return inconclusive('The asked-for part does not lie in the video.');
    const mime = await sniffMime(made.path);
    if (mime !== 'image/gif') return verdictOf([`It is ${mime ?? 'of no known format'} and not a GIF.`], null, 'image/gif', 'looked at the first bytes');
    const counted = Counted.parse(JSON.parse(await runFfprobe(['-print_format', 'json', '-count_frames', '-show_streams', '-show_format', ...probeInput(made.path)], { signal, timeoutMs: 120_000 })));
    const [frames, durationMs, width] = [counted.streams[0]?.nb_read_frames ?? 0, (counted.format?.duration ?? 0) * 1000, counted.streams[0]?.width ?? 0];
    const lengthMs = stretch.endMs - stretch.startMs;
    const eachMs = framesPerSecond === undefined ? 100 : 1000 / framesPerSecond;
    const wide = Math.min(most ?? Infinity, facts.width ?? Infinity);
    const problems = [
      ...(Math.abs(durationMs - lengthMs) > eachMs + SLACK_MS ? [`It lasts ${(durationMs / 1000).toFixed(2)} s and not ${(lengthMs / 1000).toFixed(2)} s.`] : []),
      ...(framesPerSecond !== undefined && Math.abs(frames - (lengthMs / 1000) * framesPerSecond) > Math.max(2, 0.1 * frames) ? [`It has ${frames} pictures and not ${Math.round((lengthMs / 1000) * framesPerSecond)}.`] : []),
      ...(wide !== Infinity && width !== wide ? [`It is ${width} px wide and not ${wide} px.`] : []),
    ];
    if (problems.length === 0) {
      const others = await otherScenes(made.path, video.path, { durationMs, startMs: stretch.startMs, eachMs, visible: VISIBLE, mostCells: MOST_CELLS }, scratch, signal);
      problems.push(...others.map((at) => `At ${inSeconds(at)} it shows something else than the video.`));
    }
    return verdictOf(problems, { frames, durationMs: Math.round(durationMs), width }, { durationMs: Math.round(lengthMs), width: wide === Infinity ? null : wide }, `${frames} pictures in ${inSeconds(durationMs)}, ${width} px wide`);
  },
});

export const animationOracles: readonly Oracle[] = [animated];

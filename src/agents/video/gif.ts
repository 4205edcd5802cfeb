import { join } from 'node:path';
import { z } from 'zod';
import { artifact, defineTool, VouchError } from '../../core/index.js';
import { input, inSeconds, output, progressOf, runFfmpeg, stretchWithin } from '../../tools/media/index.js';
import { nameOf, videoFacts } from './source.js';
import { wordings } from './wordings.js';

/** A GIF has no compression over time to speak of: longer ones take hundreds of megabytes. */
const LONGEST_MS = 60_000;
const RATE = 12;
const WIDTH = 480;
/** The palette of the first pass as an input; a relative name, in the folder of the step. */
const PALETTE = ['-protocol_whitelist', 'file,pipe', '-f', 'image2', '-i', 'palette.png'] as const;

/** A part of a video as a moving picture without sound. */
export const makeGifTool = defineTool({
  name: 'make_gif',
  description: 'Makes an animated GIF out of a video, of the whole of it or from a start time to an end time.',
  wordings: wordings.make_gif,
  input: z.object({
    video: artifact('video').describe('the video'),
    startMs: z.number().default(0).describe('where the GIF begins, milliseconds from the start of the video; below 0 from the end'),
    endMs: z.number().optional().describe('where it ends, milliseconds from the start; below 0 from the end; the end of the video when absent'),
    width: z.number().int().min(16).max(1920).default(WIDTH).describe('width in pixels; never wider than the video'),
    framesPerSecond: z.number().int().min(1).max(25).default(RATE).describe('pictures a second'),
  }),
  output: z.object({ image: artifact('image').describe('the animated GIF, which repeats for ever') }),
  timeoutMs: 600_000,
  criteria: [{ oracle: 'decodes', port: 'image' }, { oracle: 'animated_as_asked', port: 'image' }],
  async execute({ video, startMs, endMs, width, framesPerSecond }, context) {
    const { durationMs } = await videoFacts(video, context);
    const stretch = stretchWithin(durationMs, startMs, endMs);
    if (!stretch) throw new VouchError('USAGE', `There is nothing between ${inSeconds(startMs)} and ${inSeconds(endMs ?? durationMs)}: ${nameOf(video)} lasts ${inSeconds(durationMs)}.`);
    const lengthMs = stretch.endMs - stretch.startMs;
    if (lengthMs > LONGEST_MS) throw new VouchError('USAGE', `A GIF of ${inSeconds(lengthMs)} would be too large: at most ${inSeconds(LONGEST_MS)}. Say which seconds of ${nameOf(video)} it is to show.`);
    const path = join(context.scratch, 'animation.gif');
    const palette = join(context.scratch, 'palette.png');
    const source = input(video.path, { startMs: stretch.startMs, lengthMs });
    const shown = `[0:v:0]fps=${framesPerSecond},scale='min(${width},iw)':-1:flags=lanczos`;
    // In one pass every picture would wait in memory for the palette, which is known after the last one.
    await runFfmpeg([...source, '-filter_complex', `${shown},palettegen=stats_mode=diff[palette]`, '-map', '[palette]', '-frames:v', '1', '-f', 'image2', '-update', '1', ...output(palette)], { signal: context.signal });
    const graph = `${shown}[shown];[shown][1:v:0]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle[out]`;
    await runFfmpeg([...source, ...PALETTE, '-filter_complex', graph, '-map', '[out]', '-loop', '0', ...output(path)], { ...progressOf(context, lengthMs), cwd: context.scratch });
    return { image: { path, mime: 'image/gif', name: 'animation.gif' } };
  },
});

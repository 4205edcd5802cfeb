import { join } from 'node:path';
import { z } from 'zod';
import { artifact, defineTool, VouchError } from '../../core/index.js';
import { input, output, progressOf, runFfmpeg } from '../../tools/media/index.js';
import { AUDIO_CODEC, EVEN_SIDES, VIDEO_CODEC } from './encoding.js';
import { videoFacts } from './source.js';
import { wordings } from './wordings.js';

const TURNS: Readonly<Record<number, string>> = { 90: 'transpose=clock', 180: 'hflip,vflip', 270: 'transpose=cclock' };
const MIRRORS = { 'left-right': 'hflip', 'top-bottom': 'vflip' } as const;

/** Every picture of a video rotated and mirrored; the sound stays. */
export const turnVideoTool = defineTool({
  name: 'turn_video',
  description: 'Rotates a video by 90, 180 or 270 degrees, turns it upside down, or mirrors (flips) it.',
  wordings: wordings.turn_video,
  input: z.object({
    video: artifact('video').describe('the video to turn'),
    degrees: z.number().int().min(90).max(270).multipleOf(90).optional().describe('how far it is rotated clockwise: 90, 180 or 270 degrees'),
    mirror: z.enum(['left-right', 'top-bottom']).optional().describe('which sides change places; after it was rotated'),
  }),
  output: z.object({ video: artifact('video').describe('the turned video, as MP4') }),
  timeoutMs: 900_000,
  criteria: [{ oracle: 'decodes', port: 'video' }, { oracle: 'video_turned_as_asked', port: 'video' }],
  async execute({ video, degrees, mirror }, context) {
    if (degrees === undefined && mirror === undefined) throw new VouchError('USAGE', 'turn_video was not told how to turn the video: by 90, 180 or 270 degrees clockwise, or which sides change places.');
    const { durationMs } = await videoFacts(video, context);
    const path = join(context.scratch, 'turned.mp4');
    const filters = [...(degrees === undefined ? [] : [TURNS[degrees] ?? 'null']), ...(mirror === undefined ? [] : [MIRRORS[mirror]]), EVEN_SIDES];
    await runFfmpeg([...input(video.path), '-map', '0:v:0', '-map', '0:a:0?', '-vf', filters.join(','), ...VIDEO_CODEC, ...AUDIO_CODEC, ...output(path)], progressOf(context, durationMs));
    return { video: { path, mime: 'video/mp4', name: 'turned.mp4' } };
  },
});

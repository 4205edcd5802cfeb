import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { artifact, defineTool, VouchError, type ArtifactHandle, type ToolContext } from '../../core/index.js';
import { input, output, progressOf, runFfmpeg, stretchWithin } from '../../tools/media/index.js';
import { AUDIO_CODEC, EVEN_SIDES, VIDEO_CODEC } from './encoding.js';
import { nameOf, videoFacts } from './source.js';
import { wordings } from './wordings.js';

/** A part of a video, cut to the frame. */
export const cutVideoTool = defineTool({
  name: 'cut_video',
  description: 'Cuts a part out of a video, from a start time to an end time.',
  wordings: wordings.cut_video,
  input: z.object({
    video: artifact('video').describe('the video to cut'),
    startMs: z.number().default(0).describe('where the part begins, milliseconds from the start; below 0 from the end'),
    endMs: z.number().optional().describe('where the part ends, milliseconds from the start; below 0 from the end; the end of the video when absent'),
  }),
  output: z.object({ video: artifact('video').describe('the part, as MP4') }),
  timeoutMs: 600_000,
  criteria: [{ oracle: 'decodes', port: 'video' }, { oracle: 'video_cut_as_asked', port: 'video' }],
  async execute({ video, startMs, endMs }, context) {
    if (startMs === 0 && endMs === undefined) throw new VouchError('USAGE', 'cut_video was not told where the part begins or ends.');
    const { durationMs } = await videoFacts(video, context);
    const stretch = stretchWithin(durationMs, startMs, endMs);
    if (!stretch) {
      throw new VouchError('USAGE', `A part from ${startMs / 1000} s to ${(endMs ?? durationMs) / 1000} s cannot be cut out of ${nameOf(video)}, which lasts ${(durationMs / 1000).toFixed(2)} s.`);
    }
    const path = join(context.scratch, 'part.mp4');
    const lengthMs = stretch.endMs - stretch.startMs;
    await runFfmpeg([...input(video.path, { startMs: stretch.startMs, lengthMs }), '-map', '0:v:0', '-map', '0:a:0?', '-vf', EVEN_SIDES, ...VIDEO_CODEC, ...AUDIO_CODEC, ...output(path)], progressOf(context, lengthMs));
    return { video: { path, mime: 'video/mp4', name: 'part.mp4' } };
  },
});

/** Several videos one after the other. */
export const joinVideoTool = defineTool({
  name: 'join_video',
  description: 'Joins several videos into one, one after the other.',
  wordings: wordings.join_video,
  input: z.object({ videos: z.array(artifact('video')).min(1).describe('the videos in order') }),
  output: z.object({ video: artifact('video').describe('all of them, as MP4 in the size of the first') }),
  timeoutMs: 900_000,
  criteria: [{ oracle: 'decodes', port: 'video' }, { oracle: 'as_long_as_parts', port: 'video' }],
  async execute({ videos }, context) {
    const [first] = videos;
    if (!first) throw new VouchError('USAGE', 'There is no video to join.');
    const { width = 640, height = 360 } = await videoFacts(first, context);
    const size = { width: width - (width % 2), height: height - (height % 2) };
    const names: string[] = [];
    for (const [index, video] of videos.entries()) {
      const name = `part-${index}.ts`;
      await normalise(video, join(context.scratch, name), size, context);
      names.push(name);
      context.progress((index + 1) / (videos.length + 1));
    }
    // The list holds only names made here; the concat script reader stays shut for files from outside.
    await writeFile(join(context.scratch, 'parts.txt'), names.map((name) => `file '${name}'\n`).join(''));
    const path = join(context.scratch, 'joined.mp4');
    await runFfmpeg(['-protocol_whitelist', 'file,pipe', '-f', 'concat', '-i', 'parts.txt', '-c', 'copy', '-bsf:a', 'aac_adtstoasc', '-movflags', '+faststart', ...output(path)], { signal: context.signal, cwd: context.scratch });
    return { video: { path, mime: 'video/mp4', name: 'joined.mp4' } };
  },
});

/** One part in the common size, rate and codecs; parts without sound get silence, so that the sound of the others stays in place. */
async function normalise(video: ArtifactHandle, into: string, size: { width: number; height: number }, context: ToolContext): Promise<void> {
  const facts = await videoFacts(video, context);
  const fit = `scale=${size.width}:${size.height}:force_original_aspect_ratio=decrease,pad=${size.width}:${size.height}:(ow-iw)/2:(oh-ih)/2,setsar=1,fps=25`;
  const silence = ['-f', 'lavfi', '-t', (facts.durationMs / 1000).toFixed(3), '-i', 'anullsrc=r=48000:cl=stereo'];
  const streams = facts.hasAudio ? ['-map', '0:v:0', '-map', '0:a:0'] : ['-map', '0:v:0', '-map', '1:a:0', '-shortest'];
  await runFfmpeg([...input(video.path), ...(facts.hasAudio ? [] : silence), ...streams, '-vf', fit, ...VIDEO_CODEC.slice(0, 8), ...AUDIO_CODEC, '-ar', '48000', '-ac', '2', '-f', 'mpegts', ...output(into)], { signal: context.signal });
}

/** Another container or a smaller picture. */
export const convertVideoTool = defineTool({
  name: 'convert_video',
  description: 'Converts a video to another format (mp4, webm, mkv) or makes its picture smaller.',
  wordings: wordings.convert_video,
  input: z.object({
    video: artifact('video').describe('the video to convert'),
    format: z.enum(['mp4', 'webm', 'mkv']).default('mp4').describe('the format to convert to'),
    maximumWidth: z.number().int().min(16).max(7680).optional().describe('the picture is made smaller to this width in pixels'),
  }),
  output: z.object({ video: artifact('video').describe('the converted video') }),
  timeoutMs: 900_000,
  criteria: [{ oracle: 'decodes', port: 'video' }, { oracle: 'video_saved_as_asked', port: 'video' }],
  async execute({ video, format, maximumWidth }, context) {
    const { durationMs } = await videoFacts(video, context);
    const path = join(context.scratch, `converted.${format}`);
    const scale = maximumWidth === undefined ? EVEN_SIDES : `scale='trunc(min(${maximumWidth},iw)/2)*2':-2`;
    const codecs = format === 'webm' ? ['-c:v', 'libvpx', '-b:v', '2M', '-deadline', 'realtime', '-cpu-used', '5', '-c:a', 'libvorbis'] : [...VIDEO_CODEC, ...AUDIO_CODEC];
    await runFfmpeg([...input(video.path), '-map', '0:v:0', '-map', '0:a:0?', '-vf', scale, ...codecs, ...output(path)], progressOf(context, durationMs));
    return { video: { path, mime: format === 'mkv' ? 'video/x-matroska' : `video/${format}`, name: `converted.${format}` } };
  },
});

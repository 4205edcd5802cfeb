import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { artifact, defineTool, VouchError, type ArtifactHandle } from '../../core/index.js';
import { input, output, probe, progressOf, runFfmpeg, seconds } from '../../tools/media/index.js';
import { AUDIO_CODEC, VIDEO_CODEC } from './encoding.js';
import { wordings } from './wordings.js';

/** Default time of a picture when no sound sets it, s. */
const SECONDS_A_PICTURE = 3;
const LONGEST_SIDE = 1920;
const RATE = 25;

/** Pictures shown one after the other, with or without sound. */
export const makeVideoTool = defineTool({
  name: 'make_video',
  description: 'Makes a video (slideshow) out of images, with an audio file as its sound if one is given.',
  wordings: wordings.make_video,
  input: z.object({
    images: z.array(artifact('image')).min(1).describe('the pictures in order'),
    audio: artifact('audio').optional().describe('the sound of the video'),
    secondsPerImage: z.number().min(0.2).max(600).optional().describe('how long each picture is shown; default: the sound is shared out evenly, else 3 seconds'),
  }),
  output: z.object({ video: artifact('video').describe('the video, H.264 in MP4') }),
  timeoutMs: 900_000,
  criteria: [{ oracle: 'decodes', port: 'video' }],
  async execute({ images, audio, secondsPerImage }, context) {
    const audioMs = audio ? ((await probe(audio.path, { signal: context.signal })).durationMs ?? 0) : 0;
    const shownS = secondsPerImage ?? (audioMs > 0 ? Math.max(0.2, audioMs / 1000 / images.length) : SECONDS_A_PICTURE);
    const totalMs = Math.max(images.length * shownS * 1000, audioMs);
    const size = await commonSize(images);
    for (const [index, image] of images.entries()) {
      await sharp(image.path).autoOrient().resize(size.width, size.height, { fit: 'contain', background: 'black' }).flatten({ background: 'black' }).png({ compressionLevel: 1 }).toFile(join(context.scratch, pictureName(index)));
    }
    const path = join(context.scratch, 'video.mp4');
    // Relative names, because the pattern reader takes a percent sign in the folder's name for a part of the pattern.
    const pictures = ['-protocol_whitelist', 'file,pipe', '-f', 'image2', '-framerate', `1000/${Math.round(shownS * 1000)}`, '-i', 'picture-%05d.png'];
    const sound = audio ? [...input(audio.path), '-map', '0:v:0', '-map', '1:a:0', ...AUDIO_CODEC] : [];
    // The last picture stays while the sound goes on, and a little longer because FFmpeg may drop the time of the last frame.
    const hold = `fps=${RATE},tpad=stop_mode=clone:stop_duration=${seconds(Math.max(0, totalMs - images.length * shownS * 1000) + 1000)}`;
    await runFfmpeg([...pictures, ...sound, '-vf', hold, '-t', seconds(totalMs), ...VIDEO_CODEC, ...output(path)], { ...progressOf(context, totalMs), cwd: context.scratch });
    return { video: { path, mime: 'video/mp4', name: 'video.mp4' } };
  },
});

function pictureName(index: number): string {
  return `picture-${String(index).padStart(5, '0')}.png`;
}

/** The smallest even frame that holds every picture, within full HD. */
async function commonSize(images: readonly ArtifactHandle[]): Promise<{ width: number; height: number }> {
  const sizes = await Promise.all(images.map(async ({ path }) => (await sharp(path).metadata()).autoOrient));
  const width = Math.max(...sizes.map((size) => size.width));
  const height = Math.max(...sizes.map((size) => size.height));
  if (!Number.isFinite(width) || !Number.isFinite(height)) throw new VouchError('INPUT_CORRUPT', 'The size of a picture cannot be read.');
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const even = (side: number): number => Math.max(2, 2 * Math.round((side * scale) / 2));
  return { width: even(width), height: even(height) };
}

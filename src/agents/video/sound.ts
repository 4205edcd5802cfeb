import { join } from 'node:path';
import { z } from 'zod';
import { artifact, defineTool } from '../../core/index.js';
import { input, output, progressOf, runFfmpeg } from '../../tools/media/index.js';
import { requireSound, videoFacts } from './source.js';
import { wordings } from './wordings.js';

/** The sound of a video as a WAV file. */
export const extractAudioTool = defineTool({
  name: 'extract_audio',
  description: 'Takes the sound out of a video as an audio file.',
  wordings: wordings.extract_audio,
  input: z.object({ video: artifact('video').describe('the video whose sound is wanted') }),
  output: z.object({ audio: artifact('audio').describe('the sound, 16-bit WAV') }),
  timeoutMs: 600_000,
  criteria: [{ oracle: 'decodes', port: 'audio' }],
  async execute({ video }, context) {
    const facts = await videoFacts(video, context);
    requireSound(video, facts);
    const path = join(context.scratch, 'sound.wav');
    await runFfmpeg([...input(video.path), '-map', '0:a:0', '-vn', '-c:a', 'pcm_s16le', ...output(path)], progressOf(context, facts.durationMs));
    return { audio: { path, mime: 'audio/wav', name: 'sound.wav' } };
  },
});

import { join } from 'node:path';
import { z } from 'zod';
import { artifact, defineTool, VouchError } from '../../core/index.js';
import { input, output, runFfmpeg, stretchWithin } from '../../tools/media/index.js';
import { durationOf, madeAudio } from './result.js';
import { wordings } from './wordings.js';

export const cutAudio = defineTool({
  name: 'cut_audio',
  description: 'Cuts a piece out of a sound recording, from one time to another.',
  wordings: wordings.cut_audio,
  input: z.object({
    audio: artifact('audio').describe('The recording.'),
    startSeconds: z.number().default(0).describe('Where the piece begins, seconds from the start; below 0 from the end.'),
    endSeconds: z.number().optional().describe('Where the piece ends, seconds from the start; below 0 from the end; the end of the recording when absent.'),
  }),
  output: z.object({ audio: artifact('audio').describe('The piece.') }),
  timeoutMs: 300_000,
  criteria: [{ oracle: 'decodes' }, { oracle: 'sound_cut_as_asked' }],
  async execute({ audio, startSeconds, endSeconds }, { signal, scratch }) {
    if (startSeconds === 0 && endSeconds === undefined) throw new VouchError('USAGE', 'cut_audio was not told where the piece begins or ends.');
    const durationMs = await durationOf(audio, signal);
    const stretch = stretchWithin(durationMs, startSeconds * 1000, endSeconds === undefined ? undefined : endSeconds * 1000);
    if (!stretch) {
      throw new VouchError('TOOL_FAILED', `There is nothing between ${startSeconds} s and ${endSeconds ?? durationMs / 1000} s: the recording lasts ${(durationMs / 1000).toFixed(2)} s.`, { retryable: false });
    }
    const path = join(scratch, 'cut.wav');
    await runFfmpeg([...input(audio.path, { startMs: stretch.startMs, lengthMs: stretch.endMs - stretch.startMs }), '-map', '0:a:0', '-c:a', 'pcm_s16le', ...output(path)], { signal });
    return { audio: await madeAudio(path, signal) };
  },
});

export const joinAudio = defineTool({
  name: 'join_audio',
  description: 'Joins several sound recordings into one, in the order given, with a pause between them.',
  wordings: wordings.join_audio,
  input: z.object({
    audios: z.array(artifact('audio')).min(1).describe('The recordings, in order.'),
    gapSeconds: z.number().min(0).max(60).default(0.3).describe('Pause between two recordings.'),
  }),
  output: z.object({ audio: artifact('audio').describe('All recordings in one.') }),
  timeoutMs: 600_000,
  // Long pauses are asked for; only sound that is lost altogether is a fault.
  criteria: [{ oracle: 'decodes' }, { oracle: 'not_silent', params: { maxSilentShare: 1 } }, { oracle: 'as_long_as_parts', params: { pause: 'gapSeconds' } }],
  async execute({ audios, gapSeconds }, { signal, scratch }) {
    const rate = Math.max(16_000, ...audios.map(({ metadata }) => metadata.sampleRate ?? 0));
    const layout = audios.some(({ metadata }) => (metadata.channels ?? 1) > 1) ? 'stereo' : 'mono';
    const path = join(scratch, 'joined.wav');
    const even = audios.map((_, index) => {
      const pad = index < audios.length - 1 && gapSeconds > 0 ? `,apad=pad_len=${Math.round(rate * gapSeconds)}` : '';
      return `[${index}:a:0]aresample=${rate},aformat=sample_fmts=s16:channel_layouts=${layout}${pad}[a${index}]`;
    });
    const filter = `${even.join(';')};${audios.map((_, index) => `[a${index}]`).join('')}concat=n=${audios.length}:v=0:a=1[out]`;
    await runFfmpeg([...audios.flatMap((audio) => input(audio.path)), '-filter_complex', filter, '-map', '[out]', '-c:a', 'pcm_s16le', ...output(path)], { signal });
    return { audio: await madeAudio(path, signal) };
  },
});

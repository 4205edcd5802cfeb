import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { mediaProgram } from '../../../src/tools/media/index.js';

const run = promisify(execFile);

const Probe = z.object({
  format: z.object({ format_name: z.string(), duration: z.coerce.number().optional() }),
  streams: z.array(z.object({ codec_type: z.string().optional(), codec_name: z.string().optional(), width: z.number().optional(), height: z.number().optional(), sample_rate: z.coerce.number().optional(), channels: z.number().optional() })),
});

export interface MediaTruth {
  readonly format: string;
  /** Of what decodes, not of what the header says. */
  readonly seconds: number;
  readonly video: { readonly codec: string; readonly width: number; readonly height: number } | undefined;
  readonly audio: { readonly codec: string; readonly sampleRate: number; readonly channels: number } | undefined;
  readonly subtitles: boolean;
}

/** What ffprobe says of a file, and how long its decoded stream is. Throws where a file is no media. */
export async function probeMedia(path: string): Promise<MediaTruth> {
  const { stdout } = await run(mediaProgram('ffprobe'), ['-v', 'error', '-print_format', 'json', '-show_format', '-show_streams', path]);
  const { format, streams } = Probe.parse(JSON.parse(stdout));
  const video = streams.find(({ codec_type }) => codec_type === 'video');
  const audio = streams.find(({ codec_type }) => codec_type === 'audio');
  return {
    format: format.format_name,
    seconds: await decodedSeconds(path),
    video: video && { codec: video.codec_name ?? '', width: video.width ?? 0, height: video.height ?? 0 },
    audio: audio && { codec: audio.codec_name ?? '', sampleRate: audio.sample_rate ?? 0, channels: audio.channels ?? 0 },
    subtitles: streams.some(({ codec_type }) => codec_type === 'subtitle'),
  };
}

async function decodedSeconds(path: string): Promise<number> {
  const { stderr } = await run(mediaProgram('ffmpeg'), ['-hide_banner', '-nostdin', '-i', path, '-f', 'null', '-'], { maxBuffer: 50_000_000 });
  const [, hours = 0, minutes = 0, seconds = 0] = [...stderr.matchAll(/time=(\d+):(\d+):([\d.]+)/g)].at(-1) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** A fault where a file is not as long as wanted. */
export function wrongLength(seconds: number, wanted: number, tolerance = 0.25): string[] {
  return Math.abs(seconds - wanted) <= tolerance ? [] : [`is ${seconds.toFixed(2)} s long instead of ${wanted} s`];
}

/** Loudest sample of a sound file in dBFS. */
export async function peakOf(path: string): Promise<number> {
  const { stderr } = await run(mediaProgram('ffmpeg'), ['-hide_banner', '-nostdin', '-i', path, '-af', 'volumedetect', '-f', 'null', '-'], { maxBuffer: 50_000_000 });
  return Number(/max_volume: (-?[\d.]+) dB/.exec(stderr)?.[1] ?? -Infinity);
}

import { stat } from 'node:fs/promises';
import sharp from 'sharp';
import { z } from 'zod';
import { messageOf, VouchError } from '../../core/index.js';
import { input, probeInput } from './arguments.js';
import type { MediaFacts } from './facts.js';
import { runFfmpeg, runFfprobe } from './run.js';
import { sniffMime } from './sniff.js';

const Stream = z.object({
  index: z.number(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  avg_frame_rate: z.string().optional(),
  r_frame_rate: z.string().optional(),
  sample_rate: z.string().optional(),
  channels: z.number().optional(),
  duration: z.string().optional(),
  disposition: z.object({ attached_pic: z.number().optional() }).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  side_data_list: z.array(z.looseObject({ rotation: z.number().optional() })).optional(),
});
type Stream = z.infer<typeof Stream>;

const Report = z.object({
  streams: z.array(Stream).default([]),
  format: z.object({ format_name: z.string().default(''), duration: z.string().optional(), bit_rate: z.string().optional() }).optional(),
});

/** Still pictures and animations that sharp reads; everything else that has streams goes to FFmpeg. */
const IMAGE = /^image\//;

/** MIME types by container, for what the bytes' signature alone does not tell. */
const MIME_BY_FORMAT: readonly (readonly [RegExp, string])[] = [
  [/^mov|mp4/, 'video/mp4'], [/matroska|webm/, 'video/x-matroska'], [/^avi/, 'video/x-msvideo'], [/^flv/, 'video/x-flv'], [/^mpegts/, 'video/mp2t'],
  [/^mpeg/, 'video/mpeg'], [/^asf/, 'video/x-ms-asf'], [/^ogg/, 'video/ogg'], [/^mp3/, 'audio/mpeg'], [/^w(av|64)/, 'audio/wav'], [/^flac/, 'audio/flac'],
  [/^aac/, 'audio/aac'], [/^e?ac3/, 'audio/ac3'], [/^amr/, 'audio/amr'], [/^aiff/, 'audio/aiff'],
];

/**
 * Measures a media file by its bytes. The duration is decoded where the container has none.
 * Throws INPUT_NOT_FOUND, INPUT_CORRUPT (neither sharp nor FFmpeg can open it), ENGINE_MISSING, TIMEOUT or the signal's reason.
 */
export async function probe(path: string, options: { signal?: AbortSignal | undefined } = {}): Promise<MediaFacts> {
  const { size } = await stat(path).catch((cause: unknown) => {
    throw new VouchError('INPUT_NOT_FOUND', `The file ${JSON.stringify(path)} cannot be read: ${messageOf(cause)}`, { cause });
  });
  const mime = await sniffMime(path);
  if (mime !== undefined && IMAGE.test(mime)) return await probeImage(path, mime, size);
  return await probeStreams(path, mime, size, options.signal);
}

/** Facts of a picture, from its header; nothing is decoded. */
export async function probeImage(path: string, mime: string, bytes: number): Promise<MediaFacts> {
  try {
    const header = await sharp(path, { limitInputPixels: false, animated: false }).metadata();
    const { width, height } = header.autoOrient;
    return {
      kind: 'image', mime, format: header.format, bytes, width, height,
      hasVideo: false, hasAudio: false, hasSubtitles: false, codec: header.format,
      ...(header.pages === undefined ? {} : { pages: header.pages }),
    };
  } catch (cause) {
    throw new VouchError('INPUT_CORRUPT', `The picture ${JSON.stringify(path)} cannot be read: ${messageOf(cause)}`, { cause });
  }
}

async function probeStreams(path: string, mime: string | undefined, bytes: number, signal: AbortSignal | undefined): Promise<MediaFacts> {
  const report = Report.parse(JSON.parse(await runFfprobe(['-print_format', 'json', '-show_format', '-show_streams', ...probeInput(path)], { signal, timeoutMs: 60_000 })));
  const picture = report.streams.find((stream) => stream.codec_type === 'video' && stream.disposition?.attached_pic !== 1);
  const sound = report.streams.find((stream) => stream.codec_type === 'audio');
  if (!picture && !sound) throw new VouchError('INPUT_CORRUPT', `The file ${JSON.stringify(path)} holds neither pictures nor sound.`);
  const kind = picture ? 'video' : 'audio';
  const format = report.format?.format_name ?? '';
  const frameRate = rational(picture?.avg_frame_rate) ?? rational(picture?.r_frame_rate);
  const declared = [report.format?.duration, picture?.duration, sound?.duration].map(Number).find((value) => value > 0);
  const durationMs = declared === undefined ? await decodedDuration(path, frameRate, signal) : Math.round(declared * 1e6) / 1000;
  return {
    kind,
    mime: mimeOf(kind, mime, format),
    format,
    bytes,
    ...(durationMs > 0 ? { durationMs } : {}),
    ...(picture ? shownSize(picture) : {}),
    ...(frameRate === undefined ? {} : { frameRate }),
    hasVideo: picture !== undefined,
    hasAudio: sound !== undefined,
    hasSubtitles: report.streams.some((stream) => stream.codec_type === 'subtitle'),
    ...(sound && Number(sound.sample_rate) > 0 ? { sampleRate: Number(sound.sample_rate) } : {}),
    ...(sound?.channels ? { channels: sound.channels } : {}),
    ...optional('codec', (picture ?? sound)?.codec_name),
    ...optional('audioCodec', sound?.codec_name),
    ...(Number(report.format?.bit_rate) > 0 ? { bitRate: Number(report.format?.bit_rate) } : {}),
  };
}

/** Length of what really decodes, ms; for streams whose container names none. */
async function decodedDuration(path: string, frameRate: number | undefined, signal: AbortSignal | undefined): Promise<number> {
  const { outTimeMs, frames } = await runFfmpeg([...input(path), '-map', '0:v:0?', '-map', '0:a:0?', '-f', 'null', '-'], { signal });
  return Math.max(outTimeMs, frameRate === undefined ? 0 : (frames / frameRate) * 1000);
}

function shownSize(stream: Stream): { width?: number; height?: number } {
  if (!stream.width || !stream.height) return {};
  const rotation = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation ?? Number(stream.tags?.['rotate'] ?? 0);
  const turned = Math.abs(rotation) % 180 === 90;
  return turned ? { width: stream.height, height: stream.width } : { width: stream.width, height: stream.height };
}

function mimeOf(kind: 'audio' | 'video', sniffed: string | undefined, format: string): string {
  const mime = sniffed ?? MIME_BY_FORMAT.find(([pattern]) => pattern.test(format))?.[1] ?? `${kind}/octet-stream`;
  const subtype = mime.slice(mime.indexOf('/') + 1);
  return /^(audio|video)\//.test(mime) ? `${kind}/${subtype}` : `${kind}/${subtype.replace(/^x-|^vnd\./, '')}`;
}

function rational(value: string | undefined): number | undefined {
  const [over = 0, under = 1] = (value ?? '').split('/').map(Number);
  return over > 0 && under > 0 ? over / under : undefined;
}

function optional<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: string });
}

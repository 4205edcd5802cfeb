import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';

/**
 * Containers and raw streams that hold media themselves. Formats that name other files (HLS and DASH playlists, concat
 * scripts, image sequences) are left out: a user's file must not make FFmpeg open something else.
 */
const DEMUXERS = [
  'mov', 'mp4', 'matroska', 'webm', 'avi', 'flv', 'mpegts', 'mpeg', 'mpegvideo', 'asf', 'ogg', 'mxf', 'nut', 'dv', 'rm', 'ivf',
  'h264', 'hevc', 'm4v', 'obu', 'gif', 'mp3', 'wav', 'w64', 'aiff', 'flac', 'aac', 'ac3', 'eac3', 'amr', 'caf', 'au', 'wv', 'ape', 'tta', 'dts',
  'srt', 'webvtt', 'ass',
].join(',');

/** Threads that one program may use: the cores there are. */
export const MEDIA_THREADS = availableParallelism();

export interface InputOptions {
  /** Starts reading here: seeks to the key frame before and decodes up to the time. */
  readonly startMs?: number;
  /** Reads no more than this. */
  readonly lengthMs?: number;
}

/**
 * Arguments that open a local media file as the next input. Any file name is safe: the path is absolute and marked as a
 * file, so that no name can be read as an option or a protocol.
 */
export function input(path: string, options: InputOptions = {}): string[] {
  return [
    ...(options.startMs === undefined ? [] : ['-ss', seconds(options.startMs)]),
    ...(options.lengthMs === undefined ? [] : ['-t', seconds(options.lengthMs)]),
    ...['-threads', String(MEDIA_THREADS), '-protocol_whitelist', 'file,pipe', '-format_whitelist', DEMUXERS],
    ...['-i', fileUrl(path)],
  ];
}

/** Arguments that name the output file. Existing files are overwritten. */
export function output(path: string): string[] {
  return ['-threads', String(MEDIA_THREADS), fileUrl(path)];
}

/** Milliseconds as the decimal seconds that FFmpeg reads. */
export function seconds(ms: number): string {
  return (ms / 1000).toFixed(6);
}

/** The arguments that ffprobe takes to open a file: the same guards, without options that only ffmpeg knows. */
export function probeInput(path: string): string[] {
  return ['-protocol_whitelist', 'file,pipe', '-format_whitelist', DEMUXERS, '-i', fileUrl(path)];
}

function fileUrl(path: string): string {
  return `file:${resolve(path)}`;
}

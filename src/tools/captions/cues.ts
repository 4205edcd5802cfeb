import { VouchError } from '../../core/index.js';

/** One subtitle: text without markup, ms from the start. */
export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

export type SubtitleFormat = 'srt' | 'vtt';

/** Subtitles as SubRip or WebVTT (W3C, 2019) text. Blank lines inside a cue would end it and are closed up. */
export function formatSubtitles(cues: readonly Cue[], format: SubtitleFormat): string {
  const body = cues.map((cue, index) => {
    const times = `${timestamp(cue.startMs, format)} --> ${timestamp(cue.endMs, format)}`;
    const text = cue.text.replace(/-->/g, '->').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '').join('\n');
    return `${index + 1}\n${times}\n${format === 'vtt' ? text.replace(/&/g, '&amp;').replace(/</g, '&lt;') : text}\n`;
  });
  return `${format === 'vtt' ? 'WEBVTT\n\n' : ''}${body.join('\n')}`;
}

function timestamp(ms: number, format: SubtitleFormat): string {
  const whole = Math.max(0, Math.round(ms));
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(whole / 3_600_000))}:${two(Math.floor(whole / 60_000) % 60)}:${two(Math.floor(whole / 1000) % 60)}`;
  return `${clock}${format === 'srt' ? ',' : '.'}${String(whole % 1000).padStart(3, '0')}`;
}

const TIMES = /^\s*(?:(\d+):)?(\d{1,2}):(\d{2})[,.](\d{3})\s+-->\s+(?:(\d+):)?(\d{1,2}):(\d{2})[,.](\d{3})/;

/** Reads SubRip or WebVTT text. Throws INPUT_CORRUPT when it holds no cue. Markup tags are dropped. */
export function parseSubtitles(source: string): Cue[] {
  const cues = source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n').split(/\n[ \t]*\n+/).flatMap((block): Cue[] => {
    const lines = block.split('\n');
    const at = lines.findIndex((line) => TIMES.test(line));
    const match = TIMES.exec(lines[at] ?? '');
    if (!match) return [];
    const value = (from: number): number => Number(match[from] ?? 0) * 3_600_000 + Number(match[from + 1]) * 60_000 + Number(match[from + 2]) * 1000 + Number(match[from + 3]);
    const text = lines.slice(at + 1).join('\n').replace(/<[^>\n]*>/g, '').replace(/&lt;/g, '<').replace(/&amp;/g, '&').trim();
    return [{ startMs: value(1), endMs: value(5), text }];
  });
  if (cues.length === 0) throw new VouchError('INPUT_CORRUPT', 'The text holds no subtitle with times, such as "00:00:01,000 --> 00:00:02,500".');
  return cues;
}

/** True for text that holds at least one line of subtitle times. */
export function looksLikeSubtitles(source: string): boolean {
  return source.split('\n').some((line) => TIMES.test(line));
}

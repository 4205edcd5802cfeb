import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { artifact, defineTool, json, text, VouchError, type ArtifactHandle, type ToolContext } from '../../core/index.js';
import { formatSubtitles, looksLikeSubtitles, parseSubtitles, type Cue } from '../../tools/captions/index.js';
import { findSilences, input, output, runFfmpeg, type MediaFacts } from '../../tools/media/index.js';
import { listenTo, spokenSegments } from '../../tools/speech/index.js';
import { requireLanguage } from '../../tools/text/index.js';
import { cuesFromSegments, spreadText } from './cueing.js';
import { nameOf, requireSound, videoFacts } from './source.js';
import { wordings } from './wordings.js';

const CueSchema = z.object({ startMs: z.number().nonnegative(), endMs: z.number().nonnegative(), text: z.string() });
const Segments = z.array(CueSchema);

/** Subtitles that a viewer can switch on, and the same as text. */
export const subtitleVideoTool = defineTool({
  name: 'subtitle_video',
  description: 'Adds subtitles to a video, from its own speech or from a given transcript or text, and gives the subtitles as SRT or WebVTT text.',
  wordings: wordings.subtitle_video,
  input: z.object({
    video: artifact('video').describe('the video to subtitle'),
    segments: json(z.union([Segments, z.looseObject({ segments: Segments })])).optional().describe('a transcript with times'),
    text: text().optional().describe('the words of the subtitles, or subtitles as SRT or WebVTT'),
    format: z.enum(['srt', 'vtt']).default('srt').describe('the format of the subtitle text'),
    language: z.string().optional().describe('the language that is spoken, such as en or de'),
  }),
  output: z.object({
    video: artifact('video').describe('the video with subtitles that can be switched on'),
    text: text().describe('the subtitles as SRT or WebVTT'),
    cues: json(z.array(CueSchema)).describe('the subtitles with their times'),
  }),
  timeoutMs: 900_000,
  criteria: [
    { oracle: 'decodes', port: 'video' },
    { oracle: 'timing_within_media', port: 'cues' },
  ],
  async execute({ video, segments, text: words, format, language }, context) {
    const facts = await videoFacts(video, context);
    const given = segments === undefined ? undefined : Array.isArray(segments) ? segments : segments.segments;
    const cues = withinVideo(await cuesFor(video, facts, given, words, language, context), facts.durationMs);
    if (cues.length === 0) throw new VouchError('INPUT_UNSUPPORTED', `Nothing is said in ${nameOf(video)}: there is nothing to subtitle.`);
    const subtitles = formatSubtitles(cues, format);
    const subtitlePath = join(context.scratch, 'subtitles.srt');
    await writeFile(subtitlePath, formatSubtitles(cues, 'srt'));
    const mp4 = facts.format.includes('mp4');
    // QuickTime files may hold sound that MP4 does not take (PCM of cameras).
    const extension = facts.mime === 'video/quicktime' ? 'mov' : mp4 ? 'mp4' : 'mkv';
    const path = join(context.scratch, `subtitled.${extension}`);
    const streams = ['-map', '0:v:0', '-map', '0:a?', '-map', '1:s:0', '-c:v', 'copy', '-c:a', 'copy', '-c:s', mp4 ? 'mov_text' : 'srt', ...(mp4 ? ['-movflags', '+faststart'] : [])];
    await runFfmpeg([...input(video.path), ...input(subtitlePath), ...streams, ...output(path)], { signal: context.signal });
    return { video: { path, mime: extension === 'mov' ? facts.mime : mp4 ? 'video/mp4' : 'video/x-matroska', name: `subtitled.${extension}` }, text: subtitles, cues };
  },
});

async function cuesFor(video: ArtifactHandle, facts: MediaFacts & { durationMs: number }, segments: readonly Cue[] | undefined, words: string | undefined, language: string | undefined, context: ToolContext): Promise<Cue[]> {
  if (segments) return cuesFromSegments(segments);
  if (words !== undefined && looksLikeSubtitles(words)) return parseSubtitles(words);
  if (words !== undefined && words.trim() !== '') {
    const silences = facts.hasAudio ? await findSilences(video.path, { signal: context.signal, durationMs: facts.durationMs, thresholdDb: -40 }) : [];
    return spreadText(words, silences, facts.durationMs);
  }
  requireSound(video, facts);
  const code = language === undefined ? undefined : requireLanguage(language);
  const reply = await listenTo(context.models, { path: video.path, durationMs: facts.durationMs, scratch: context.scratch, signal: context.signal, language: code, extract: true });
  return cuesFromSegments(spokenSegments(reply));
}

function withinVideo(cues: readonly Cue[], durationMs: number): Cue[] {
  return cues.filter(({ startMs }) => startMs < durationMs).map((cue) => ({ ...cue, endMs: Math.min(cue.endMs, durationMs) }));
}

import { z } from 'zod';
import { VouchError, type TranscribeReply, type TranscribeRequest } from '../../core/index.js';
import type { Endpoint } from './endpoint.js';
import { sendForJson } from './http.js';
import { multipart } from './multipart.js';
import { wholeWords } from './whole-words.js';

const Word = z.object({ word: z.string(), start: z.number(), end: z.number(), probability: z.number().optional() });

/** OpenAI's verbose_json; `probability` of a word and words inside segments are faster-whisper's additions. */
const Reply = z.object({
  text: z.string(),
  language: z.string().default(''),
  duration: z.coerce.number().default(0),
  segments: z
    .array(z.object({ text: z.string(), start: z.number(), end: z.number(), no_speech_prob: z.number().default(0), avg_logprob: z.number().default(0), words: z.array(Word).optional() }))
    .default([]),
  words: z.array(Word).optional(),
});

/** Transcribes a file; its bytes are streamed from disk. */
export async function transcribe(endpoint: Endpoint, request: TranscribeRequest, signal: AbortSignal | undefined): Promise<TranscribeReply> {
  const { transcription, title } = endpoint.dialect;
  if (!transcription) throw new VouchError('MEDIA_UNSUPPORTED', `${endpoint.server} (${title}) does not transcribe.`, { details: { server: endpoint.server } });
  const granularities = transcription.words ? ['word', 'segment'] : [];
  const form = await multipart(request.path, [
    ['model', endpoint.model],
    ['response_format', transcription.format],
    ...granularities.map((granularity): [string, string] => ['timestamp_granularities[]', granularity]),
    ...(request.language === undefined ? [] : [['language', request.language] as [string, string]]),
  ]);
  const reply = await sendForJson(endpoint, { method: 'POST', path: '/audio/transcriptions', ...form }, Reply, signal);
  return {
    text: reply.text.trim(),
    language: languageCode(reply.language),
    durationMs: reply.duration * 1000,
    segments: reply.segments.map((segment) => ({
      text: segment.text.trim(),
      startMs: segment.start * 1000,
      endMs: segment.end * 1000,
      noSpeechProbability: segment.no_speech_prob,
      meanLogProbability: segment.avg_logprob,
      words: wholeWords(
        segment.text,
        (segment.words ?? wordsWithin(reply.words ?? [], segment)).map((word) => ({
          text: word.word.trim(),
          startMs: word.start * 1000,
          endMs: word.end * 1000,
          probability: word.probability ?? 1,
        })),
      ),
    })),
    model: endpoint.modelId,
  };
}

/** OpenAI puts the words of all segments into one list: a word belongs to the segment in which its middle lies. */
function wordsWithin(words: readonly z.output<typeof Word>[], segment: { start: number; end: number }): z.output<typeof Word>[] {
  return words.filter((word) => {
    const middle = (word.start + word.end) / 2;
    return middle >= segment.start && middle < segment.end;
  });
}

/** OpenAI answers an English language name where others answer ISO 639-1. */
function languageCode(language: string): string {
  if (language.length <= 3) return language;
  const names = new Intl.DisplayNames('en', { type: 'language' });
  const codes = Array.from('abcdefghijklmnopqrstuvwxyz').flatMap((first, _index, letters) => letters.map((second) => first + second));
  return codes.find((code) => names.of(code)?.toLowerCase() === language.toLowerCase()) ?? language;
}

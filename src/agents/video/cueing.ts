import { splitSentences } from '../../tools/text/index.js';
import type { Cue } from '../../tools/captions/index.js';
import type { Span } from '../../tools/media/index.js';

/** Two lines of 42 characters, as broadcasters do (BBC Subtitle Guidelines; Netflix Timed Text Style Guide). */
const LONGEST_TEXT = 84;
const LONGEST_LINE = 42;

interface TimedText {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly words?: readonly { readonly text: string; readonly startMs: number; readonly endMs: number }[];
}

/** Cues of at most two lines. A long segment is split at its words' times where it has them, else by its length. */
export function cuesFromSegments(segments: readonly TimedText[]): Cue[] {
  return segments.flatMap((segment): Cue[] => {
    const text = segment.text.replace(/\s+/g, ' ').trim();
    if (text === '') return [];
    if (text.length <= LONGEST_TEXT) return [{ startMs: segment.startMs, endMs: segment.endMs, text: inLines(text) }];
    const words = segment.words && segment.words.length > 0 ? segment.words.map((word) => ({ ...word, text: word.text.trim() })) : evenWords(text, segment.startMs, segment.endMs);
    return groups(words).map((group) => ({ startMs: group[0]?.startMs ?? segment.startMs, endMs: group.at(-1)?.endMs ?? segment.endMs, text: inLines(group.map((word) => word.text).join(' ')) }));
  });
}

/** Words without times, spread by their letters over the stretches in which something is heard. */
export function spreadText(text: string, silences: readonly Span[], durationMs: number): Cue[] {
  const heard = heardSpans(silences, durationMs);
  const total = heard.reduce((sum, span) => sum + span.endMs - span.startMs, 0);
  const sentences = splitSentences(text);
  const letters = sentences.reduce((sum, sentence) => sum + sentence.length, 0);
  let done = 0;
  return sentences.flatMap((sentence) => {
    const startMs = timeAt(heard, (done / letters) * total, 'start');
    done += sentence.length;
    return cuesFromSegments([{ startMs, endMs: timeAt(heard, (done / letters) * total, 'end'), text: sentence }]);
  });
}

function heardSpans(silences: readonly Span[], durationMs: number): Span[] {
  const edges = [0, ...silences.flatMap(({ startMs, endMs }) => [startMs, endMs]), durationMs];
  const spans = Array.from({ length: edges.length / 2 }, (_, index) => ({ startMs: edges[2 * index] ?? 0, endMs: edges[2 * index + 1] ?? durationMs })).filter(({ startMs, endMs }) => endMs - startMs > 50);
  return spans.length > 0 ? spans : [{ startMs: 0, endMs: durationMs }];
}

/** Time at which so much has been heard; on the border of two stretches, the side that is asked for. */
function timeAt(heard: readonly Span[], amountMs: number, side: 'start' | 'end'): number {
  let left = amountMs;
  for (const span of heard) {
    const length = span.endMs - span.startMs;
    if (left < length - 1e-6 || (side === 'end' && left <= length + 1e-6)) return Math.round(span.startMs + Math.max(0, left));
    left -= length;
  }
  return Math.round(heard.at(-1)?.endMs ?? 0);
}

type Word = Required<TimedText>['words'][number];

function evenWords(text: string, startMs: number, endMs: number): Word[] {
  const words = text.split(' ');
  const total = words.reduce((sum, word) => sum + word.length + 1, 0);
  let done = 0;
  return words.map((word) => {
    const from = done;
    done += word.length + 1;
    return { text: word, startMs: Math.round(startMs + ((endMs - startMs) * from) / total), endMs: Math.round(startMs + ((endMs - startMs) * done) / total) };
  });
}

/** Groups of words of about equal length, none above the limit. */
function groups(words: readonly Word[]): Word[][] {
  const total = words.reduce((sum, word) => sum + word.text.length + 1, 0);
  const target = total / Math.ceil(total / LONGEST_TEXT);
  const found: Word[][] = [];
  let length = Infinity;
  for (const word of words) {
    if (length + word.text.length > LONGEST_TEXT || length >= target) {
      found.push([]);
      length = 0;
    }
    found.at(-1)?.push(word);
    length += word.text.length + 1;
  }
  return found;
}

/** One or two lines, broken at the space nearest to the middle. */
function inLines(text: string): string {
  if (text.length <= LONGEST_LINE) return text;
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
  const middle = spaces.sort((a, b) => Math.abs(a - text.length / 2) - Math.abs(b - text.length / 2))[0];
  return middle === undefined ? text : `${text.slice(0, middle)}\n${text.slice(middle + 1)}`;
}

import { literally } from '../../core/index.js';
import { contentStems, findQuantities, splitSentences, stemOf } from '../text/index.js';
import type { TimedEvent, VideoObservations } from './schemas.js';
import { pluralOf } from './wording.js';

/** Something that a caption says and that the observations do not carry. */
export interface UngroundedClaim {
  readonly kind: 'word' | 'number' | 'count';
  /** The words of the caption. */
  readonly claim: string;
  readonly sentence: string;
  /** What the observations say instead. */
  readonly known: string;
}

/** Words of telling what is seen in a video; they claim nothing by themselves, or only what an event of its kind carries. Number words are checked as numbers. */
const TELLING = `video clip film footage recording scene shot frame camera picture image screen view show shown visible see seen watch appear disappear reappear leave left
remain stay start begin beginning end ending final finally initially later next follow continue throughout moment time second minute middle right side center centre centrally
object thing item take taken away remove gone vanish bring brought back return add added place placed put set come go new another again arrive enter exit change changing
increase decrease drop reduce number count total several single couple pair first last whole entire full duration long length lasting last hear heard say said speak spoken
speech voice sound audio silent silence text read word written display line total briefly shortly soon quickly after before together side-by-side present presence absent cut
switch observe notice depict feature consist contain capture include exist occur happen original position spot bottom top foreground background set setting row empty none nothing no point
zero one two three four five six seven eight nine ten eleven twelve both`;
const TELLING_STEMS = new Set(contentStems(TELLING).concat(TELLING.split(/\s+/).map((word) => stemOf(word))));

/** Tolerance for times that a caption states, s. */
const TIME_SLACK_S = 1.01;

/**
 * Everything in a caption that the observations of the video do not carry: content words that occur neither in an event,
 * nor in what is said or written, nor in the language of telling; numbers that are no count, change or time of it; and
 * counts of a thing that never are in view. English captions.
 */
export function ungroundedClaims(caption: string, observations: Omit<VideoObservations, 'wordedBy'>, events: readonly TimedEvent[]): UngroundedClaim[] {
  const known = knownStems(observations, events);
  const numbers = knownNumbers(observations, events);
  return splitSentences(withoutQuotations(caption, observations)).flatMap((sentence) => [
    ...wordClaims(sentence, known),
    ...countClaims(sentence, observations),
    ...numberClaims(sentence, numbers),
  ]);
}

/**
 * The caption without what it repeats word for word of what is said or written in the video: that may hold any number, time
 * and count. A quotation of something else stays and is checked like the caption's own words.
 */
function withoutQuotations(caption: string, { speech, screenText }: Pick<VideoObservations, 'speech' | 'screenText'>): string {
  const known = [...speech, ...screenText].map(({ text }) => text.trim()).filter((text) => /[\p{L}\p{N}]/u.test(text));
  const whole = known.toSorted((a, b) => b.length - a.length).reduce((rest, text) => rest.replaceAll(`"${text}"`, '" "'), caption);
  const letters = (text: string): string => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
  const heard = letters(known.join(' '));
  return whole.replace(/["“]([^"“”]+)["”]/g, (quotation, words: string) => (heard.includes(letters(words)) ? '" "' : quotation));
}

function knownStems(observations: Omit<VideoObservations, 'wordedBy'>, events: readonly TimedEvent[]): Set<string> {
  const sources = [
    ...events.map(({ text }) => text),
    ...observations.objects.flatMap(({ label }) => [label, pluralOf(label)]),
    ...observations.speech.map(({ text }) => text),
    ...observations.screenText.map(({ text }) => text),
  ];
  return new Set(contentStems(sources.join('\n')));
}

function wordClaims(sentence: string, known: ReadonlySet<string>): UngroundedClaim[] {
  return contentStems(sentence)
    .filter((stem) => !known.has(stem) && !TELLING_STEMS.has(stem))
    .map((stem) => ({ kind: 'word' as const, claim: wordOf(sentence, stem), sentence, known: 'nothing of the kind was seen, heard or read' }));
}

function wordOf(sentence: string, stem: string): string {
  return sentence.match(/[\p{L}\p{N}'’-]+/gu)?.find((word) => contentStems(word).includes(stem)) ?? stem;
}

const SMALL_NUMBERS: Readonly<Record<string, number>> = { a: 1, an: 1, no: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, both: 2 };

/** "four bottles" where there never are four and never four come or go at once. */
function countClaims(sentence: string, observations: Omit<VideoObservations, 'wordedBy'>): UngroundedClaim[] {
  return observations.objects.flatMap(({ label, spans }) => {
    const counts = new Set(spans.flatMap(({ count }, index) => [count, Math.abs(count - (spans[index - 1]?.count ?? 0)), Math.abs(count - (spans[index + 1]?.count ?? count))]));
    const noun = [label, pluralOf(label)].map(literally).sort((a, b) => b.length - a.length).join('|');
    const pattern = new RegExp(`(?<![\\d:.])\\b(\\d+|${Object.keys(SMALL_NUMBERS).join('|')})\\s+(?:of the\\s+|more\\s+|other\\s+|\\w+\\s+)?(?:${noun})\\b`, 'gi');
    return [...sentence.matchAll(pattern)].flatMap((match) => {
      const word = (match[1] ?? '').toLowerCase();
      const value = SMALL_NUMBERS[word] ?? Number(word);
      const article = word === 'a' || word === 'an' || word === 'one' || word === 'no';
      return counts.has(value) || article ? [] : [{ kind: 'count' as const, claim: match[0], sentence, known: `there are ${[...counts].sort((a, b) => a - b).join(', ')} of "${label}" in view, come or go` }];
    });
  });
}

function knownNumbers(observations: Omit<VideoObservations, 'wordedBy'>, events: readonly TimedEvent[]): { values: number[]; times: number[] } {
  const values = [
    ...observations.objects.flatMap(({ spans }) => spans.flatMap(({ count }, index) => [count, Math.abs(count - (spans[index - 1]?.count ?? count))])),
    ...findQuantities([...observations.speech, ...observations.screenText, ...events].map(({ text }) => text).join('\n')).map(({ value }) => value),
    observations.shotsMs.length,
    observations.objects.length,
  ];
  const times = [observations.durationMs, ...[...events, ...observations.speech].flatMap(({ startMs, endMs }) => [startMs, endMs])].map((ms) => ms / 1000);
  return { values, times };
}

function numberClaims(sentence: string, known: { values: readonly number[]; times: readonly number[] }): UngroundedClaim[] {
  // Clock positions such as 0:07 are read as seconds here, before the general reader takes them for a time of day.
  const clocks = [...sentence.matchAll(/(?:(\d+):)?(\d{1,3}):(\d{2})(?:\.\d+)?/g)];
  const seconds = clocks.map((match) => ({ text: match[0], value: Number(match[1] ?? 0) * 3600 + Number(match[2]) * 60 + Number(match[3]) }));
  const rest = clocks.reduce((text, match) => text.replace(match[0], ' '), sentence);
  const isTime = (value: number): boolean => known.times.some((time) => Math.abs(time - value) <= TIME_SLACK_S);
  const wrong = [
    ...seconds.filter(({ value }) => !isTime(value)),
    ...findQuantities(rest).filter(({ value, text }) => text.toLowerCase() !== 'no' && !known.values.includes(value) && !isTime(value)),
  ];
  return wrong.map(({ text }) => ({ kind: 'number' as const, claim: text, sentence, known: 'no such number was counted, timed, heard or read' }));
}

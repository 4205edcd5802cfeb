import { z } from 'zod';
import { defineOracle, type Evidence, type FindingInput, type Oracle, type OracleContext, type Subject } from '../core/index.js';
import { findSilences, inSeconds, measureLoudness, probe } from '../tools/media/index.js';
import { agreed, decisiveDifferences, doubtfulPlaces, hear, likelierBy, loadSoundComparison, spokenSegments, textOf, timed, toldApart, weightOf, wordErrorRate, type HeardDifference, type Hearing, type SoundComparison } from '../tools/speech/index.js';
import { identifyLanguage, languageName } from '../tools/text/index.js';
import { handlesOf, inconclusive, mediaBeside, outsideLanguages } from './finding.js';

/** Most words and differences that a critique and the evidence name. */
const NAMED = 12;
const SHOWN_CHARACTERS = 600;
/** dBFS: a recording whose loudest sample is below this holds no speech. */
const SILENT_PEAK_DB = -50;

/** The text that a step was given to speak. */
function textInput(subject: Subject): string | undefined {
  const found = subject.inputs.find(({ port, value }) => port === 'text' && typeof value === 'string') ?? subject.inputs.find(({ modality, value }) => modality === 'text' && typeof value === 'string');
  return found?.value as string | undefined;
}

export const speechRoundTrip = defineOracle({
  name: 'speech_round_trip',
  description: 'The recording says its text: it is transcribed and compared word by word, with numbers, spellings and names brought to one form.',
  kind: 'model',
  asks: ['transcribe'],
  modalities: ['audio', 'video'],
  params: z.object({
    /** Errors over words, near misses counted in part; in a text of a few words one unclear word is put up with. */
    maxWordErrorRate: z.number().min(0).max(1).default(0.15),
    /** Longest silence within the speech, ms. */
    maxPauseMs: z.number().positive().default(1500),
    /** What should be said; the step's text input when absent. */
    text: z.string().optional(),
  }),
  async check(subject, { maxWordErrorRate, maxPauseMs, text }, context): Promise<FindingInput> {
    const path = handlesOf(subject)[0]?.path;
    const expected = text ?? textInput(subject);
    if (path === undefined || expected === undefined || expected.trim() === '') return inconclusive('There is no text to compare the speech with: give it as the parameter "text".');
    if (!context.models.has('transcribe')) return inconclusive('No model can transcribe the speech.');
    const sounds = await loadSoundComparison();
    const { code, reliable } = await identifyLanguage(expected);
    const language = reliable ? code : 'en';
    const heard = await listen(path, expected, language, sounds, context);
    const listening = await weigh(heard, { path, expected, language }, context);
    const gaps = await pauses(path, maxPauseMs, context.signal);
    const outside = outsideLanguages([language], ['en']);
    return { ...judged(listening, gaps, expected, maxWordErrorRate, sounds), ...(listening.isWeighed ? outside : { outsideMeasured: 'a recogniser that only tells what it hears', ...outside }) };
  },
});

interface Listening {
  readonly hearings: readonly Hearing[];
  /** What counts against the speech. */
  readonly differences: readonly HeardDifference[];
  /** Those of them at which the expected words were found to be much less likely than the heard ones. */
  readonly unlikely: readonly HeardDifference[];
  /** Whether the recognisers were asked about the differences, where there are any. */
  readonly isWeighed: boolean;
  /** What was found out about the differences. */
  readonly notes: readonly Evidence[];
}

/** One recogniser listens; when it disagrees with the text, a second one does, and only what both found counts. */
async function listen(path: string, expected: string, language: string, sounds: SoundComparison, { models, signal }: OracleContext): Promise<Pick<Listening, 'hearings' | 'differences'>> {
  const ids = models.modelsFor('transcribe').filter((id) => language === 'en' || !id.endsWith('.en'));
  const first = await hear(models, { path, expected, language, model: ids[0], sounds, signal });
  const [, other] = ids;
  if (first.result.differences.length === 0 || other === undefined) return { hearings: [first], differences: timed(first) };
  const second = await hear(models, { path, expected, language, model: other, sounds, signal });
  // What the better of the two heard is shown; the other one confirms it.
  const [better, worse] = second.result.rate < first.result.rate ? [second, first] : [first, second];
  return { hearings: [better, worse], differences: agreed(better, worse) };
}

/**
 * Where speech differs from its text, the recognisers are asked how likely the expected words are on this very sound, beside those that they heard.
 * Where one of them can hardly tell the two apart, the difference is its doubt and no fault of the speech.
 */
async function weigh({ hearings, differences }: Pick<Listening, 'hearings' | 'differences'>, { path, expected, language }: { path: string; expected: string; language: string }, { models, signal }: OracleContext): Promise<Listening> {
  const [best] = hearings;
  const places = best ? doubtfulPlaces(best, expected, differences) : [];
  const likelier: (readonly number[])[] = [];
  for (const { model } of places.length === 0 ? [] : hearings) {
    const found = await likelierBy(places, { models, path, language, model, signal });
    if (found === undefined) return { hearings, differences, unlikely: [], isWeighed: false, notes: [{ message: `${model} only tells what it hears: how likely the expected words are was not asked` }] };
    likelier.push(found);
  }
  const { said, unlikely } = toldApart(differences, places, likelier);
  return {
    hearings, unlikely, isWeighed: true,
    differences: differences.filter((difference) => !said.includes(difference)),
    notes: said.map((difference) => ({ ...evidenceOf(difference), message: `${inWords(difference)}; the expected words are nearly as likely there and count as said` })),
  };
}

/** Silences within a recording that last longer than allowed, those at its ends included. */
async function pauses(path: string, maxPauseMs: number, signal: AbortSignal): Promise<Evidence[]> {
  const { durationMs } = await probe(path, { signal });
  const spans = await findSilences(path, { signal, minimumMs: maxPauseMs, thresholdDb: -45, ...(durationMs === undefined ? {} : { durationMs }) });
  return spans.map(({ startMs, endMs }) => ({ message: `nothing is said from ${inSeconds(startMs)} to ${inSeconds(endMs)}`, startMs, endMs }));
}

interface Weighed {
  readonly words: number;
  readonly rate: number;
  readonly allowed: number;
  readonly decisive: readonly HeardDifference[];
}

function weighed({ hearings: [best, other], differences, unlikely }: Listening, maxWordErrorRate: number, sounds: SoundComparison): Weighed {
  const words = best?.result.expectedWords ?? 0;
  return {
    words,
    rate: words === 0 ? (differences.length > 0 ? 1 : 0) : weightOf(differences, sounds) / words,
    allowed: Math.max(maxWordErrorRate, words === 0 ? 0 : 1.01 / Math.max(words, 4)),
    decisive: decisiveDifferences(differences, other?.result.differences, sounds, unlikely),
  };
}

function judged(listening: Listening, gaps: readonly Evidence[], expected: string, maxWordErrorRate: number, sounds: SoundComparison): FindingInput {
  const { hearings: [best], hearings, differences, notes } = listening;
  const { words, rate, allowed, decisive } = weighed(listening, maxWordErrorRate, sounds);
  const named = decisive.length > 0 ? decisive : differences;
  const measured = { wordErrorRate: Number(rate.toFixed(4)), wrongWords: differences.length, words, longestPauses: gaps.length, transcript: cut(best?.transcript ?? ''), models: hearings.map(({ model }) => model) };
  const wanted = { maxWordErrorRate: Number(allowed.toFixed(4)), text: cut(expected) };
  const evidence: Evidence[] = [{ message: `heard: ${cut(best?.transcript ?? '') || '(no speech)'}` }, ...named.slice(0, NAMED).map(evidenceOf), ...notes.slice(0, NAMED), ...gaps];
  const faults = [
    ...(rate > allowed || decisive.length > 0 ? [`${named.slice(0, NAMED).map(inWords).join('; ')}. Say these words more slowly and clearly, and say the whole text and nothing else`] : []),
    ...(gaps.length > 0 ? [`${gaps.map(({ message }) => message).join('; ')}. Speak without long gaps`] : []),
  ];
  if (faults.length > 0) return { status: 'fail', measured, expected: wanted, evidence, critique: `The speech is not what the text says: ${faults.join('. ')}.` };
  return { status: 'pass', measured, expected: wanted, evidence };
}

function evidenceOf(difference: HeardDifference): Evidence {
  const { kind, expected, heard, startMs, endMs } = difference;
  return { message: inWords(difference), data: { kind, expected, heard }, ...(startMs === undefined ? {} : { startMs }), ...(endMs === undefined ? {} : { endMs: Math.max(endMs, startMs ?? 0) }) };
}

function inWords({ kind, expected, heard, startMs }: HeardDifference): string {
  const at = startMs === undefined ? '' : ` at ${inSeconds(startMs)}`;
  if (kind === 'substitution') return `"${heard}" was heard instead of "${expected}"${at}`;
  return kind === 'deletion' ? `"${expected}" is missing${at}` : `"${heard}" was added${at}`;
}

export const speechLanguage = defineOracle({
  name: 'speech_language',
  description: 'The speech is in the wanted language.',
  kind: 'model',
  asks: ['transcribe'],
  modalities: ['audio', 'video'],
  params: z.object({ language: z.string().regex(/^[a-z]{2,3}$/, 'an ISO 639-1 code such as en') }),
  async check(subject, { language }, { models, signal }): Promise<FindingInput> {
    const path = handlesOf(subject)[0]?.path;
    const model = models.modelsFor('transcribe').find((id) => !id.endsWith('.en'));
    if (path === undefined || model === undefined) return inconclusive('No model that knows several languages can listen to this.');
    const reply = await models.transcribe({ path }, { signal, model });
    const said = textOf(spokenSegments(reply));
    if (said === '') {
      const { peakDb } = await measureLoudness(path, { signal });
      const guessed = textOf(reply.segments);
      if (/\p{L}/u.test(guessed) && peakDb !== null && peakDb >= SILENT_PEAK_DB) return inconclusive(`What is said cannot be made out: "${cut(guessed)}" is a guess.`);
      return { status: 'fail', measured: { language: null }, expected: { language }, critique: 'Nobody speaks in the recording.' };
    }
    const measured = { language: reply.language, transcript: cut(said) };
    const evidence = [{ message: `heard ${languageName(reply.language)}: ${cut(said)}` }];
    if (reply.language !== language) return { status: 'fail', measured, expected: { language }, evidence, critique: `The speech is in ${languageName(reply.language)}. It should be in ${languageName(language)}.` };
    return { status: 'pass', measured, expected: { language }, evidence };
  },
});

export const transcriptAgrees = defineOracle({
  name: 'transcript_agrees',
  description: 'A second recogniser hears the same words in the recording as the transcript says. Where the two differ much, nobody knows who is right.',
  kind: 'model',
  asks: ['transcribe'],
  modalities: ['text'],
  params: z.object({
    /** Share of the words on which the two may differ. */
    maxDisagreement: z.number().min(0).max(1).default(0.35),
    media: z.string().optional().describe('path of the recording, where a transcript is checked by itself'),
  }),
  async check(subject, { maxDisagreement, media }, { models, signal }): Promise<FindingInput> {
    const path = mediaBeside(subject, ['audio', 'video'], media)[0]?.path;
    if (path === undefined || typeof subject.value !== 'string') return inconclusive('There is no recording to listen to.');
    const claimed = /^\(.*\)$/.test(subject.value.trim()) ? '' : subject.value;
    const { peakDb } = await measureLoudness(path, { signal });
    if (peakDb === null || peakDb < SILENT_PEAK_DB) {
      const found = claimed === '' ? ({ status: 'pass', critique: null } as const) : ({ status: 'fail', critique: 'The recording is silent, so the transcript is invented. Say that no speech was found.' } as const);
      return { ...found, measured: { peakDb }, expected: { minPeakDb: SILENT_PEAK_DB } };
    }
    const { code, reliable } = await identifyLanguage(claimed);
    const english = !reliable || code === 'en';
    const model = models.modelsFor('transcribe').filter((id) => english || !id.endsWith('.en'))[1];
    if (model === undefined) return inconclusive('No second speech recogniser for this language is installed.');
    const reply = await models.transcribe({ path, ...(english ? { language: 'en' } : {}) }, { signal, model });
    const second = textOf(spokenSegments(reply));
    const { rate, differences } = wordErrorRate(claimed, second, await loadSoundComparison());
    const measured = { disagreement: Number(Math.min(1, rate).toFixed(4)), secondModel: reply.model, secondTranscript: cut(second) };
    const evidence = differences.slice(0, NAMED).map((difference) => ({ message: inWords(difference), data: { kind: difference.kind, expected: difference.expected, heard: difference.heard } }));
    if (rate > maxDisagreement) {
      // The first recogniser listens anew: where both hear the same and not what is claimed, the transcript is wrong.
      const again = await models.transcribe({ path, ...(english ? { language: 'en' } : {}) }, { signal, model: models.modelsFor('transcribe').find((id) => id !== model && (english || !id.endsWith('.en'))) });
      const first = textOf(spokenSegments(again));
      const [own, between] = [wordErrorRate(claimed, first, await loadSoundComparison()).rate, wordErrorRate(second, first, await loadSoundComparison()).rate];
      if (own > maxDisagreement && between <= maxDisagreement && second !== '') return { status: 'fail', measured, expected: { maxDisagreement }, evidence, critique: `Two recognisers hear "${cut(second)}", which is not what the transcript says. Listen again and write what is said.` };
    }
    // Two recognisers that differ prove that one of them is wrong, not which: hard sound is no fault of the transcript.
    if (rate > maxDisagreement) return inconclusive(`Another recogniser heard: "${cut(second) || '(no speech)'}".`, { measured, expected: { maxDisagreement }, evidence });
    return { status: 'pass', measured, expected: { maxDisagreement }, evidence };
  },
});

function cut(text: string): string {
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}

/** Oracles that listen to speech. */
export const speechOracles: readonly Oracle[] = [speechRoundTrip, speechLanguage, transcriptAgrees];

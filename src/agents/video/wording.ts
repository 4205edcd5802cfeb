import type { ToolContext } from '../../core/index.js';
import { clock, pluralOf, ungroundedClaims, type TimedEvent, type UngroundedClaim } from '../../tools/captions/index.js';
import { loadPrompt } from '../../tools/prompts.js';
import type { Observed } from './observe.js';

/** More events than this do not go into one caption; the first, the last and the largest matter. */
const MOST_EVENTS = 40;
const ATTEMPTS = 2;

export interface Wording {
  readonly text: string;
  readonly wordedBy: 'language model' | 'program';
  /** Why the model's words were not taken; empty when they were or when there is no model. */
  readonly rejected: readonly string[];
}

/** Tells the observations in sentences. The language model only words them: what it adds or leaves out is found and sent back. */
export async function wordCaption(observed: Observed, context: ToolContext): Promise<Wording> {
  const facts = factLines(observed);
  if (!context.models.has('chat')) return { text: facts.join(' '), wordedBy: 'program', rejected: [] };
  const rejected: string[] = [];
  let notes = context.critique ?? '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { text } = await context.models.chat(loadPrompt('video/caption').render({ facts: facts.map((line) => `- ${oneLine(line)}`).join('\n'), notes: notes === '' ? 'none' : oneLine(notes) }), { signal: context.signal });
    const faults = faultsOf(text.trim(), observed);
    if (faults.length === 0) return { text: text.trim(), wordedBy: 'language model', rejected };
    notes = faults.join('\n');
    rejected.push(notes);
  }
  return { text: facts.join(' '), wordedBy: 'program', rejected };
}

/** Words heard or read cannot end the list of facts early. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/END OF FACTS/gi, 'end of facts');
}

/** The observations, one sentence each, in order of time. */
export function factLines({ observations, events }: Observed): string[] {
  const { durationMs, shotsMs, hasAudio, speech, notes } = observations;
  const told = events.length <= MOST_EVENTS ? events : [...events.slice(0, MOST_EVENTS - 1), ...events.slice(-1)];
  return [
    `The video is ${clock(durationMs)} long${shotsMs.length > 1 ? ` and has ${shotsMs.length} shots` : ''}.`,
    ...told.map(sentenceOf),
    ...(told.length < events.length ? ['More changes follow.'] : []),
    ...(hasAudio ? (speech.length === 0 && !notes.some((note) => note.includes('speech')) ? ['Nothing is said.'] : []) : ['There is no sound.']),
  ];
}

function sentenceOf(event: TimedEvent): string {
  const at = event.kind === 'state' ? (event.startMs === 0 ? 'At the start' : `At ${clock(event.startMs)}`) : `At ${clock(event.kind === 'speech' ? event.startMs : event.endMs)}`;
  return `${at}: ${event.text.charAt(0).toLowerCase()}${event.text.slice(1)}`;
}

const CHANGE_WORDS = /\b(leav|left|remov|taken|take|gone|disappear|vanish|away|appear|return|add|back|plac|brought|set|put|drop|arriv|enter|exit|now|only|still|again)/i;

function faultsOf(text: string, observed: Observed): string[] {
  const { observations, events } = observed;
  const ungrounded = ungroundedClaims(text, observations, events).map(faultOf);
  const lower = text.toLowerCase();
  const missing = observations.objects.filter(({ label }) => !lower.includes(label) && !lower.includes(pluralOf(label))).slice(0, 6).map(({ label }) => `Does not mention: ${label}.`);
  const changes = events.some(({ kind }) => kind === 'appears' || kind === 'leaves') && !CHANGE_WORDS.test(text) ? ['Does not say what appears or leaves.'] : [];
  return [...(text === '' ? ['Says nothing.'] : []), ...ungrounded, ...missing, ...changes];
}

function faultOf({ claim, known }: UngroundedClaim): string {
  return `"${claim}" is not among the facts: ${known}. Leave it out.`;
}

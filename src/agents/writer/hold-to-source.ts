import { countWords, coverPassages, CUT, describeShape, identifyLanguage, passagesToKeep, type CoverageLevel, type CoveredPassage } from '../../tools/text/index.js';
import { groundText, type Embed } from '../../tools/text/grounding/index.js';
import type { Limits } from './limits.js';
import { chooseOwnSentences, nearestSentence, shapeSentences } from './own-sentences.js';

/** What a text that is held to its source is to keep of it. */
export interface ToKeep {
  readonly level: CoverageLevel;
  /** What was asked for, in the user's words. */
  readonly instruction?: string | undefined;
}

/** A sentence of the text with the place and the weight that it has by the source. */
interface Held {
  readonly text: string;
  readonly index: number;
  readonly weight: number;
}

/**
 * Holds a text to its source: each sentence that the source does not carry is replaced by the sentence of the source that is
 * nearest to it; what must be kept and is not said, or lost a number or a name, is put in, in words of the source; what repeats is left
 * out; of too many those that weigh least are, and missing ones are filled up from the source.
 */
export async function holdToSource(text: string, source: string, limits: Limits, embed: Embed | undefined, toKeep: ToKeep): Promise<string> {
  const { code, reliable } = await identifyLanguage(source);
  const language = reliable ? code : 'en';
  const shape = describeShape(text);
  const items = [...shape.bullets, ...shape.numbered];
  const whole = items.length > 0 ? items.map((item) => (/[.!?]$/.test(item) ? item : `${item}.`)).join('\n') : text;
  const grounded = await groundText(whole.replaceAll(CUT, ''), [source], { language, embed });
  const sentences: string[] = [];
  for (const { text: own, faults } of grounded) {
    const sentence = faults.length === 0 ? own : await nearestSentence(own, source, embed);
    if (sentence !== undefined && !sentences.includes(sentence)) sentences.push(sentence);
  }
  const passages = await coverPassages(sentences.join(' '), source, { embed, language, focus: toKeep.instruction });
  const held = await placedIn(passages, sentences, source, embed);
  return shapeSentences(await toLength(complete(held, passages, limits, toKeep), source, limits, embed), limits);
}

async function placedIn(passages: readonly CoveredPassage[], sentences: readonly string[], source: string, embed: Embed | undefined): Promise<Held[]> {
  const held: Held[] = [];
  for (const text of sentences) {
    const nearest = await nearestSentence(text, source, embed);
    const passage = passages.find((one) => one.text === nearest);
    held.push({ text, index: passage?.index ?? held.at(-1)?.index ?? 0, weight: passage?.weight ?? 0 });
  }
  return held;
}

/** The text with what must be kept of the source: put in where the source has it, in the place of what says it without its facts. */
function complete(held: readonly Held[], passages: readonly CoveredPassage[], limits: Limits, { level, instruction }: ToKeep): readonly Held[] {
  const { keep } = passagesToKeep(passages, level, { ...limits, instruction });
  const missing = keep.filter(({ said, lost, lostCondition }) => said !== 'said' || lost.length > 0 || lostCondition);
  if (missing.length === 0) return held;
  const superseded = new Set(missing.map(({ index }) => index));
  const kept = held.filter(({ index, text }) => !superseded.has(index) || passages[index]?.text === text);
  const added = missing.filter(({ text }) => !kept.some((one) => one.text === text)).map(({ text, index, weight }) => ({ text, index, weight }));
  // The text keeps its own order: what is put in goes before the first sentence that the source has later.
  return added.sort((a, b) => a.index - b.index).reduce<readonly Held[]>((all, one) => {
    const at = all.findIndex(({ index }) => index > one.index);
    return at < 0 ? [...all, one] : [...all.slice(0, at), one, ...all.slice(at)];
  }, kept);
}

async function toLength(held: readonly Held[], source: string, limits: Limits, embed: Embed | undefined): Promise<string[]> {
  const wanted = limits.items ?? limits.sentences;
  let kept = held.map(({ text }) => text);
  for (const least of [...held].sort((a, b) => a.weight - b.weight || b.index - a.index)) {
    if (kept.length <= (wanted ?? Infinity) && (limits.words === undefined || countWords(kept.join(' ')) <= limits.words)) break;
    kept = kept.filter((text) => text !== least.text);
  }
  const missing = wanted === undefined ? Number(kept.length === 0) : wanted - kept.length;
  if (missing <= 0) return kept;
  const room = limits.words === undefined ? undefined : limits.words - countWords(kept.join(' '));
  return [...kept, ...(await chooseOwnSentences(source, { sentences: missing, words: room }, embed, { without: kept }))];
}

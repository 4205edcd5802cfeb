import { z } from 'zod';
import { Criterion, Modality, type OracleSpec, type ToolSpec } from '../../core/index.js';
import { languageCode } from '../../tools/text/index.js';
import type { Range } from './limit-grammar.js';
import type { StatedLimits } from './stated-limits.js';

/** An oracle with the parameters by which it decides one stated limit. */
interface Decision {
  readonly oracle: string;
  readonly params: Record<string, z.core.util.JSONType | undefined>;
}

/**
 * Criteria for the limits that the wording of a step states, on the first output that the oracle can judge. Limits that
 * no oracle of the set decides are left out.
 */
export function criteriaFor(tool: ToolSpec, limits: StatedLimits, oracles: readonly OracleSpec[]): Criterion[] {
  return decisionsFor(limits).flatMap(({ oracle: name, params }) => {
    const oracle = oracles.find((candidate) => candidate.name === name);
    const port = oracle && tool.outputs.find((output) => !output.list && oracle.modalities.includes(output.modality));
    const stated = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
    if (!oracle || !port || !z.fromJSONSchema(oracle.params).safeParse(stated).success) return [];
    return [Criterion.parse({ oracle: name, port: port.name, params: stated, origin: 'request' })];
  });
}

/** The oracles that decide stated limits. */
export function decisionsFor(limits: StatedLimits): Decision[] {
  const { language, sentences, words, characters, items, form, seconds } = limits;
  const decisions: Decision[] = [];
  if (language !== undefined) {
    decisions.push({ oracle: 'text_language', params: { language: languageCode(language) } }, { oracle: 'speech_language', params: { language: languageCode(language) } });
  }
  const inList = form === 'bullets' || form === 'numbered';
  const length = { ...(sentences && !inList ? bounds(sentences, 'sentences', 'minSentences', 'maxSentences') : {}), ...(words ? bounds(words, 'words', 'minWords', 'maxWords') : {}), ...(characters ? bounds(characters, 'characters', 'minCharacters', 'maxCharacters') : {}), ...(form === 'paragraph' ? { paragraphs: 1 } : {}) };
  if (Object.keys(length).length > 0) decisions.push({ oracle: 'text_length', params: length });
  if (form !== undefined && form !== 'paragraph') {
    const count = items ?? (inList ? sentences : undefined);
    decisions.push({ oracle: 'text_format', params: { format: form, items: count && count.minimum === count.maximum ? count.maximum : undefined } });
  }
  if (seconds) decisions.push({ oracle: 'duration', params: { minMs: inMs(seconds.minimum), maxMs: inMs(seconds.maximum) } });
  return decisions;
}

function bounds(range: Range, exact: string, least: string, most: string): Record<string, number | undefined> {
  return range.minimum === range.maximum ? { [exact]: range.maximum } : { [least]: range.minimum, [most]: range.maximum };
}

function inMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

/** The part of the limits that speaks of texts. */
export function textLimits({ language, sentences, words, characters, items, form }: StatedLimits): StatedLimits {
  return { ...(language === undefined ? {} : { language }), ...(sentences ? { sentences } : {}), ...(words ? { words } : {}), ...(characters ? { characters } : {}), ...(items ? { items } : {}), ...(form === undefined ? {} : { form }) };
}

/** True for steps whose result is first of all a text. */
export function makesText(tool: ToolSpec): boolean {
  return tool.outputs[0]?.modality === Modality.text;
}

import { basename, resolve } from 'node:path';
import type { ArtifactHandle, FindingInput, OracleContext, PortValue, Subject } from '../core/index.js';
import { languageName } from '../tools/text/index.js';
import type { Embed } from '../tools/text/grounding/index.js';

/** A finding that decides nothing, and why. */
export function inconclusive(reason: string, more: Partial<FindingInput> = {}): FindingInput {
  return { ...more, status: 'inconclusive', evidence: [{ message: reason }, ...(more.evidence ?? [])] };
}

/** The media of a port: one artifact or a list of them; values of other kinds are left out. */
export function handlesOf({ value }: Pick<PortValue, 'value'>): ArtifactHandle[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((item): item is ArtifactHandle => typeof item === 'object' && item !== null && 'path' in item && typeof item.path === 'string');
}

/**
 * The media of some modality that a text or data is about: what the step was given, else its other outputs. A file that is
 * checked by itself has neither; then, and only then, `path` of the criterion's parameters names it: a plan cannot
 * make an oracle open files.
 */
export function mediaBeside(subject: Subject, modalities: readonly string[], path?: string): ArtifactHandle[] {
  const found = [...subject.inputs, ...subject.outputs].filter(({ modality }) => modalities.includes(modality)).flatMap(handlesOf);
  if (found.length > 0 || path === undefined || subject.tool !== null || subject.port !== 'file') return found;
  return [{ id: '', modality: modalities[0] ?? 'image', mime: '', bytes: 0, name: basename(path), metadata: {}, path: resolve(path) }];
}

/** Languages of the texts that bench/oracles measures with. */
const MEASURED_LANGUAGES: readonly string[] = ['en', 'de', 'fr', 'es'];

/** Says in a finding that the oracle's rates do not speak for a text of this language (ISO 639-1; empty where it is not known). */
export function outsideLanguages(codes: readonly string[], measured: readonly string[] = MEASURED_LANGUAGES): { outsideMeasured?: string } {
  const other = codes.find((code) => code !== '' && !measured.includes(code));
  return other === undefined ? {} : { outsideMeasured: `measured on ${measured.map(languageName).join(', ')} only, and this is ${languageName(other)}` };
}

/** For evidence: the artifact that shows it, where it is one and not a file named in the parameters. */
export function shownBy({ id }: ArtifactHandle): { artifact?: string } {
  return id === '' ? {} : { artifact: id };
}

/** A text that a step was given on a port; `undefined` for an empty one. */
export function textAt({ inputs }: Pick<Subject, 'inputs'>, port: string): string | undefined {
  const found = inputs.find((input) => input.port === port)?.value;
  return typeof found === 'string' && found.trim() !== '' ? found : undefined;
}

/** The question that a step was given. */
export function questionOf(subject: Pick<Subject, 'inputs'>): string | undefined {
  return textAt(subject, 'question');
}

/** The embedded embedding model knows English only; other languages go by their words. */
export function embedderOf(context: OracleContext, language: string): Embed | undefined {
  if (language !== 'en' || !context.models.has('embed')) return undefined;
  return (texts) => context.models.embed(texts, { signal: context.signal });
}

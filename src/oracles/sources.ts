import type { MediaMetadata, PortValue, Subject } from '../core/index.js';
import { withoutOrders } from '../tools/text/index.js';

/** What the writer was given, as texts: text ports without what they order their reader to do (nobody showed it to the writer, and it proves nothing), data as lines "key: value", lists of things with counts. */
export function sourceTexts(subject: Pick<Subject, 'inputs'>): string[] {
  return subject.inputs.flatMap((input) => textsOf(input)).filter((text) => text.trim() !== '');
}

/** What an answer can be held to: the sources without the question, whose words stand in every answer to it and prove nothing. */
export function sourcesBesideQuestion({ inputs }: Pick<Subject, 'inputs'>): string[] {
  return sourceTexts({ inputs: inputs.filter(({ port }) => port !== 'question') });
}

function textsOf(input: PortValue): string[] {
  if (Array.isArray(input.value) && input.value.some(isPlainData)) return [flatten(input.value, input.port).map((line) => `${line}.`).join('\n')];
  if (Array.isArray(input.value)) return input.value.flatMap((value) => textsOf({ ...input, value }));
  const value = unwrap(input.value);
  if (typeof value === 'string') return [withoutOrders(value)];
  if (typeof value === 'number' || typeof value === 'boolean') return [`${input.port}: ${value}`];
  if (typeof value !== 'object' || value === null) return [];
  return 'path' in value && 'mime' in value ? measuresOf(input.modality, value as { metadata?: Partial<MediaMetadata> }) : [flatten(value).map((line) => `${line}.`).join('\n')];
}

/** What is measured on media, in words: a text that joins results may say how long or how large they are. */
function measuresOf(modality: string, media: { readonly metadata?: Partial<MediaMetadata> }): string[] {
  const { width, height, durationMs } = media.metadata ?? {};
  const size = width === undefined || height === undefined ? [] : [`${modality} of ${width} × ${height} px, ${width} pixels wide and ${height} pixels high.`];
  const length = durationMs === undefined ? [] : [`${modality} of ${Math.round(durationMs / 100) / 10} seconds, about ${Math.round(durationMs / 1000)} seconds.`];
  return [[...size, ...length].join(' ')];
}

/** Data of a json port, as against values of a list port. */
function isPlainData(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !('modality' in value && 'value' in value) && !('path' in value && 'mime' in value);
}

/** Values of an any-port carry their modality around them. */
function unwrap(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'modality' in value && 'value' in value ? (value as { value: unknown }).value : value;
}

/** Data as lines of text, so that it can be compared with what is written about it. */
export function flatten(value: unknown, path = ''): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [path === '' ? String(value) : `${path}: ${value}`];
  if (typeof value !== 'object') return [];
  if (Array.isArray(value)) return [...countsOf(value, path), ...value.flatMap((item) => flatten(item, path))];
  return Object.entries(value).flatMap(([key, part]) => flatten(part, path === '' ? key : `${path} ${key}`));
}

/** "3 bottle" for three things with that label, and "5 objects" for the list. */
function countsOf(list: readonly unknown[], path: string): string[] {
  const counts = new Map<string, number>();
  for (const item of list) {
    const label = typeof item === 'object' && item !== null && 'label' in item ? (item).label : undefined;
    if (typeof label === 'string') counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [`${list.length} ${path === '' ? 'items' : path}`, ...[...counts].map(([label, count]) => `${count} ${label}`)];
}

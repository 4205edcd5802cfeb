import { isMedia, type AnyValue, type ArtifactHandle } from '../../core/index.js';

/** What a part says in words: text as it is, data as JSON, media by its measured facts. */
export function wordsOf(part: AnyValue): string {
  if (part.modality === 'text' || part.modality === 'url') return String(part.value);
  if (!isMedia(part.modality)) return JSON.stringify(part.value);
  const { metadata, name } = part.value as ArtifactHandle;
  const size = metadata.width === undefined ? [] : [`${metadata.width} × ${metadata.height ?? 0} px`];
  const length = metadata.durationMs === undefined ? [] : [`${Math.round(metadata.durationMs / 100) / 10} seconds`];
  return `${part.modality} ${name ?? part.name} (${[...size, ...length].join(', ')})`;
}

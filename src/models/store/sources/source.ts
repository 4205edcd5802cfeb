import type { ModelFile, ModelSource } from '../../catalog/index.js';
import type { PartFile } from '../part-file.js';
import type { FileProgress } from '../progress.js';
import type { Network } from './network.js';
import type { PackageShelf } from './package-shelf.js';

/** What a source needs to append the rest of one file to its part. */
export interface FetchContext {
  readonly file: ModelFile;
  readonly part: PartFile;
  readonly progress: FileProgress;
  readonly network: Network;
  readonly shelf: PackageShelf;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** True when no other source follows: then slow is better than nothing. */
  readonly lastResort: boolean;
  readonly signal: AbortSignal;
}

/** Groups of sources whose order the user can set. */
export const SOURCE_GROUPS = ['file', 'hub', 'packages'] as const;
export type SourceGroup = (typeof SOURCE_GROUPS)[number];

export function groupOf(source: ModelSource): SourceGroup {
  if (source.kind === 'file') return 'file';
  return source.kind === 'hub' || source.kind === 'url' ? 'hub' : 'packages';
}

/** The sources of a file in the user's order; a group that the order leaves out is not used. */
export function inOrder(sources: readonly ModelSource[], order: readonly SourceGroup[]): ModelSource[] {
  return order.flatMap((group) => sources.filter((source) => groupOf(source) === group));
}

/** A source in words. */
export function describeSource(source: ModelSource): string {
  switch (source.kind) {
    case 'file':
      return source.path;
    case 'hub':
      return `hub ${source.repo}`;
    case 'url':
      return new URL(source.url).host;
    case 'pypi':
      return source.packages.length === 1 ? `Python package ${source.packages[0]?.name ?? ''}` : `${source.packages.length} Python packages`;
    case 'npm':
      return `npm package ${source.package}`;
  }
}

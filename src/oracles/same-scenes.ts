import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { extractFrames } from '../tools/media/index.js';
import { CELLS, gridDifference, gridOf, pixelsOf, WHOLE, type Colour } from './picture-grid.js';

/** Moments at which two moving pictures are compared, in shares of the length. */
const MOMENTS = [0.1, 0.5, 0.9];

export interface SceneSearch {
  /** Of the moving picture that was made, ms. */
  readonly durationMs: number;
  /** Where its beginning lies in the other one, ms. */
  readonly startMs?: number;
  /** Time of one of its pictures, ms. */
  readonly eachMs: number;
  /** A cell that differs by more (0 to 255) shows something else; up to `mostCells` (0 to 1) of them may. */
  readonly visible: number;
  /** Cells a side; default as in still pictures. */
  readonly cells?: number;
  /** What was done to every picture. */
  readonly change?: (cells: readonly Colour[]) => readonly Colour[];
  readonly mostCells: number;
}

/** Moments, ms, at which a moving picture shows something else than the other one does about then. */
export async function otherScenes(made: string, source: string, { durationMs, startMs = 0, eachMs, visible, mostCells, cells: side = CELLS, change = (cells) => cells }: SceneSearch, scratch: string, signal: AbortSignal): Promise<number[]> {
  const cellsAt = async (path: string, times: readonly number[], name: string): Promise<Colour[][]> => {
    const folder = join(scratch, name);
    await mkdir(folder, { recursive: true });
    const cells: Colour[][] = [];
    for (const frame of await extractFrames(path, times, folder, { signal, maximumWidth: 480 })) cells.push(gridOf(await pixelsOf(frame.path), WHOLE, { cells: side }));
    return cells;
  };
  const others: number[] = [];
  for (const [index, share] of MOMENTS.entries()) {
    const at = durationMs * share;
    const [shown] = await cellsAt(made, [at], `shown-${index}`);
    const about = await cellsAt(source, [-2, -1, 0, 1].map((step) => Math.max(0, startMs + at + step * eachMs)), `about-${index}`);
    if (Math.min(...about.map((cells) => gridDifference(shown ?? [], change(cells), visible).share)) > mostCells) others.push(at);
  }
  return others;
}

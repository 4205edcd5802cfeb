import type { Box } from '../../core/index.js';
import type { Line } from './lines.js';
import { isTable } from './rows.js';

/** Two stacked regions are parted by white this many line heights high; columns by white this many wide. */
const ROW_GAP = 0.35;
const COLUMN_GAP = 0.7;

/**
 * Reading order by recursive XY-cut (Nagy and Seth, 1984): a region is cut where white runs across all of it. Columns
 * are cut first where each holds several lines; else rows. A table is read by rows. What cannot be cut is read by rows. The lines of each region
 * come in order, the regions in order; every line appears exactly once.
 */
export function readingOrder(lines: readonly Line[]): Line[][] {
  if (lines.length === 0) return [];
  if (lines.length === 1) return [[...lines]];
  const heights = lines.map(({ box }) => box.height).sort((a, b) => a - b);
  const unit = heights[heights.length >> 1] ?? 1;
  const columns = cut(lines, 'x', 'width', COLUMN_GAP * unit);
  if (isTable(columns)) return byRows(lines).map((line) => [line]);
  if (columns.length > 1 && columns.every(isColumn)) return columns.flatMap(readingOrder);
  const bands = cut(lines, 'y', 'height', ROW_GAP * unit);
  if (bands.length > 1) return bandsInOrder(bands);
  return columns.length > 1 ? columns.flatMap(readingOrder) : [byRows(lines)];
}

/** Bands that are cut at the same columns belong together: a page of columns with empty lines in them is no table of rows. */
function bandsInOrder(bands: readonly Line[][]): Line[][] {
  const groups: Line[][] = [];
  for (const band of bands) {
    const previous = groups.at(-1);
    const joined = previous ? [...previous, ...band] : [];
    if (previous && isSplit(previous) && isSplit(band) && isSplit(joined)) groups[groups.length - 1] = joined;
    else groups.push(band);
  }
  // One group would be cut into the same bands again without end.
  return groups.length === 1 ? bands.flatMap((band) => (band.length === bands.flat().length ? [byRows(band)] : readingOrder(band))) : mergePlain(groups.map(readingOrder));
}

/** Neighbouring regions of one line each are one region, so that paragraphs can be made of them. */
function mergePlain(regions: readonly Line[][][]): Line[][] {
  const merged: Line[][] = [];
  let open = false;
  for (const region of regions) {
    const plain = region.length === 1;
    if (plain && open) merged.at(-1)?.push(...(region[0] ?? []));
    else merged.push(...region.map((part) => [...part]));
    open = plain;
  }
  return merged;
}

function isSplit(lines: readonly Line[]): boolean {
  const columns = cut(lines, 'x', 'width', 1);
  return columns.length > 1 && columns.every((column) => column.some((line) => line.words.length > 1)) && columns.every((column) => column.length > 1 || lines.length <= 4);
}

/** A stack of at least two lines with words in it, not a column of single numbers as tables have. */
function isColumn(lines: readonly Line[]): boolean {
  return lines.length >= 2 && lines.reduce((sum, line) => sum + line.words.length, 0) >= 1.7 * lines.length;
}

/** Parts of lines between which white of at least `gap` px runs across the whole region. */
function cut(lines: readonly Line[], at: 'x' | 'y', size: 'width' | 'height', gap: number): Line[][] {
  const sorted = lines.toSorted((a, b) => a.box[at] - b.box[at]);
  const parts: Line[][] = [];
  let end = -Infinity;
  for (const line of sorted) {
    if (line.box[at] - end >= gap || parts.length === 0) parts.push([line]);
    else parts.at(-1)?.push(line);
    end = Math.max(end, line.box[at] + line.box[size]);
  }
  return parts;
}

/** Lines whose middles lie at one height form a row, read from the left. */
function byRows(lines: readonly Line[]): Line[] {
  const rows: Line[][] = [];
  for (const line of lines.toSorted((a, b) => middle(a.box) - middle(b.box))) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && Math.abs(middle(first.box) - middle(line.box)) < 0.5 * Math.min(first.box.height, line.box.height)) row.push(line);
    else rows.push([line]);
  }
  return rows.flatMap((row) => row.toSorted((a, b) => a.box.x - b.box.x));
}

const middle = ({ y, height }: Box): number => y + height / 2;

import type { Draft } from './draft.js';
import { bottom, centreY, overlapX, right } from './geometry.js';
import { chroma, distance } from './segment.js';

/** CSS px: between tabs of a row, and between their lower ends and what they belong to. */
const GAP = 12;
const FOOT = 3;
const HEIGHT = { least: 16, most: 64 };

/** Buttons in a row that stand on the upper edge of what lies below, or on a line, are tabs. */
export function asTabs(drafts: readonly Draft[], edges: readonly { x: number; y: number; width: number }[], scale: number): Draft[] {
  const candidates = drafts.filter(({ kind, box }) => (kind === 'button' || kind === 'text' || kind === 'link') && box.height <= HEIGHT.most * scale);
  const buttons = drafts.filter((draft) => (draft.kind === 'button' || isSnug(draft)) && draft.box.height >= HEIGHT.least * scale && draft.box.height <= HEIGHT.most * scale);
  const result = new Map<Draft, Draft>();
  for (const row of rowsOf(buttons, scale)) {
    const [left, end] = [Math.min(...row.map(({ box }) => box.x)), Math.max(...row.map(({ box }) => right(box)))];
    const foot = Math.max(...row.map(({ box }) => bottom(box)));
    const base = edges.find((edge) => Math.abs(edge.y - foot) <= FOOT * scale && edge.x <= left + FOOT * scale && edge.x + edge.width >= end + 10 * scale);
    if (!base) continue;
    // The chosen tab opens into what it belongs to: its text stands in the row without a panel of its own.
    const open = candidates.find((draft) => draft.kind !== 'button' && row.some(({ box }) => Math.abs(centreY(box) - centreY(draft.box)) <= 4 * scale && -overlapX(box, draft.box) <= 3 * GAP * scale && overlapX(box, draft.box) < 0));
    if (row.length + (open ? 1 : 0) < 2) continue;
    const odd = open ?? oddOne(row);
    for (const draft of open ? [...row, open] : row) result.set(draft, { ...draft, kind: 'tab', state: { ...draft.state, ...(odd ? { selected: draft === odd } : {}) }, confidence: 0.7 });
  }
  return drafts.map((draft) => result.get(draft) ?? draft);
}

/** A box that its text fills: with nothing to type in, it is no field, wherever the text begins. */
function isSnug({ kind, text, box, inner }: Draft): boolean {
  return kind === 'text-input' && text !== '' && inner !== undefined && inner.width >= 0.55 * box.width;
}

/** Groups of boxes that stand side by side with one lower edge. */
function rowsOf(drafts: readonly Draft[], scale: number): Draft[][] {
  const rows: Draft[][] = [];
  for (const draft of drafts.toSorted((a, b) => a.box.x - b.box.x)) {
    const row = rows.find((others) => others.some(({ box }) => Math.abs(bottom(box) - bottom(draft.box)) <= FOOT * scale && draft.box.x - right(box) <= 14 * GAP * scale && draft.box.x >= right(box) - 2 * scale && Math.abs(box.height - draft.box.height) <= 8 * scale));
    if (row) row.push(draft);
    else rows.push([draft]);
  }
  return rows;
}

/** The one whose fill differs from that of all others; with two, the one that is more colourful or lighter cannot be told. */
function oddOne(row: readonly Draft[]): Draft | undefined {
  const odd = row.filter((draft) => row.filter((other) => other !== draft && distance(other.fill, draft.fill) <= 12).length === 0);
  if (odd.length === 1 && row.length > 2) return odd[0];
  return row.length === 2 && odd.length === 2 ? row.toSorted((a, b) => chroma(b.fill) - chroma(a.fill))[0] : undefined;
}

import type { Box } from '../../core/index.js';
import type { Draft } from './draft.js';
import { areaOf, bottom, holds, right } from './geometry.js';

/** CSS px: a dialog has at least this size. */
const SMALLEST = { width: 120, height: 60 };
/** Part of the frame that a dialog covers at most. */
const LARGEST = 0.8;

/** A cross in the upper right corner of a dialog closes it, with or without a frame of its own. */
export function withCloseButtons(drafts: readonly Draft[], dialogs: readonly Draft[], scale: number): Draft[] {
  return drafts.map((draft) => (isCross(draft) && dialogs.some(({ kind, box }) => kind === 'dialog' && isAtCorner(draft.box, box, scale)) ? { ...draft, kind: 'button', text: '×', confidence: 0.6 } : draft));
}

/** A cross in a small box looks like a ticked check box; nothing is ticked in that corner. */
const isCross = ({ kind, text, state }: Draft): boolean => (kind === 'checkbox' && state.checked === true) || (kind === 'icon' && text === '') || ((kind === 'text' || kind === 'icon') && /^[×xX✕✖]$/.test(text));

function isAtCorner(box: Box, dialog: Box, scale: number): boolean {
  return holds(dialog, box, scale) && right(dialog) - right(box) < 28 * scale && box.y - dialog.y < 24 * scale && Math.max(box.width, box.height) <= 32 * scale;
}

/** Panels with words and a button that lie free within the frame, and have a title strip or a mark to close them, are dialogs. */
export function asDialogs(panels: readonly Draft[], all: readonly Draft[], frame: Box, scale: number): Draft[] {
  const dialogs = panels.filter((panel) => isDialog(panel, all, frame, scale) && !isCard(panel, panels, scale));
  // What lies in a dialog is part of it.
  const outermost = dialogs.filter((panel) => !dialogs.some((other) => other !== panel && areaOf(other.box) > areaOf(panel.box) && holds(other.box, panel.box, scale)));
  return panels.map((panel) => (outermost.includes(panel) ? { ...panel, kind: 'dialog', confidence: 0.65 } : panel));
}

/** Several of one size that stand apart are the cards of a list: a dialog is alone. */
function isCard({ box }: Draft, panels: readonly Draft[], scale: number): boolean {
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= 2 * scale;
  const apart = (other: Box): boolean => other.x >= right(box) || right(other) <= box.x || other.y >= bottom(box) || bottom(other) <= box.y;
  return panels.some(({ box: other }) => near(other.width, box.width) && near(other.height, box.height) && apart(other));
}

function isDialog({ box }: Draft, all: readonly Draft[], frame: Box, scale: number): boolean {
  if (box.width < SMALLEST.width * scale || box.height < SMALLEST.height * scale || areaOf(box) > LARGEST * areaOf(frame)) return false;
  const inside = all.filter((draft) => draft.box !== box && holds(box, draft.box, scale));
  const free = box.x > frame.x + 2 * scale && right(box) < right(frame) - 2 * scale;
  const buttons = inside.filter(({ kind, box: own }) => kind === 'button' && bottom(own) > box.y + 0.4 * box.height);
  const words = inside.some(({ kind }) => kind === 'text');
  const fields = inside.filter(({ kind }) => kind === 'text-input' || kind === 'checkbox' || kind === 'radio').length;
  const closes = inside.some((draft) => (draft.kind === 'button' || isCross(draft)) && isAtCorner(draft.box, box, scale));
  const title = inside.some(({ kind, box: own }) => kind === 'panel' && own.width >= 0.9 * box.width && own.height <= 60 * scale && own.y - box.y <= 6 * scale);
  return free && words && (closes || (title && buttons.length > 0) || (buttons.length > 0 && buttons.length <= 3 && fields === 0 && inside.length <= 12 && box.y > frame.y + 20 * scale));
}

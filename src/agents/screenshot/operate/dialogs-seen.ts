import type { Box } from '../../../core/index.js';
import type { Perception } from '../../../tools/screen/index.js';
import { contains, likeness } from '../ground/index.js';

/** A dialog with the lines that stand in it. */
export interface SeenDialog {
  readonly box: Box;
  readonly lines: readonly string[];
}

export function dialogsOn({ elements, lines }: Perception): SeenDialog[] {
  return elements.filter(({ kind }) => kind === 'dialog').map(({ box }) => ({ box, lines: lines.filter((line) => contains(box, line.box, 1)).map(({ text }) => text) }));
}

/** The dialog that something lies in. */
export function dialogAround(box: Box, screen: Perception): SeenDialog | undefined {
  return dialogsOn(screen).find((dialog) => contains(dialog.box, box, 1));
}

/** Whether a dialog is still there: at its place, and with most of its words; another one may follow at the same place. */
export function isStillThere(dialog: SeenDialog, screen: Perception): boolean {
  return dialogsOn(screen).some(({ box, lines }) => likeness(box, dialog.box) > 0.6 && 2 * dialog.lines.filter((line) => lines.includes(line)).length >= dialog.lines.length);
}

/** Dialogs of a screen that an earlier one did not show. */
export function openedDialogs(before: Perception, after: Perception): SeenDialog[] {
  return dialogsOn(after).filter((dialog) => !isStillThere(dialog, before));
}

/** One solver for each kind of thing that a goal asks for. */
import type { SubGoal } from '../../goal/index.js';
import { solveChoose } from './choose.js';
import { solveClick, solveFocus, solveHover, solveOpen } from './click.js';
import { solveDrag, solveDraw, solveResize, solveSort } from './drag.js';
import { solveEditText } from './edit-text.js';
import { solveEnter, solvePaste } from './enter.js';
import { solveFormat } from './format.js';
import { solveFree } from './free.js';
import { solveAwait, solveUntil } from './loops.js';
import { solveOrderBy } from './order-by.js';
import { solveAnswer, solveCopy, solveFind, solveHighlight, solveKey, solveScroll } from './others.js';
import { withNames } from './ranked.js';
import { solveRename } from './rename.js';
import { solveRate } from './rate.js';
import { solveEach, solveExtreme, solveMenu } from './sequences.js';
import { solveUpload } from './upload.js';
import { solveWorkOut } from './values.js';
import type { Work } from './work.js';

export { claimLater, claimNow, settleClaims, Unsolved, type MadeClaim, type Work } from './work.js';

/** Does one part of a goal. Throws Unsolved with the reason where it cannot, and as Session.do does. */
export async function solve(work: Work, asked: SubGoal, { isLast }: { readonly isLast: boolean }): Promise<void> {
  const part = await withNames(work, asked);
  switch (part.kind) {
    case 'click': return solveClick(work, part);
    case 'hover': return solveHover(work, part);
    case 'focus': return solveFocus(work, part);
    case 'enter': return solveEnter(work, part);
    case 'choose': return solveChoose(work, part);
    case 'rate': return solveRate(work, part);
    case 'rename': return solveRename(work, part);
    case 'open': return solveOpen(work, part);
    case 'copy': return solveCopy(work, part);
    case 'paste': return solvePaste(work, part);
    case 'highlight': return solveHighlight(work, part);
    case 'drag': return solveDrag(work, part);
    case 'order-by': return solveOrderBy(work, part);
    case 'edit-text': return solveEditText(work, part);
    case 'sort': return solveSort(work, part);
    case 'draw': return solveDraw(work, part);
    case 'resize': return solveResize(work, part);
    case 'menu': return solveMenu(work, part);
    case 'each': return solveEach(work, part);
    case 'extreme': return solveExtreme(work, part);
    case 'until': return solveUntil(work, part);
    case 'await': return solveAwait(work, part);
    case 'format': return solveFormat(work, part);
    case 'upload': return solveUpload(work, part);
    case 'scroll': return solveScroll(work, part);
    case 'key': return solveKey(work, part);
    case 'find': return solveFind(work, part);
    case 'work-out': return solveWorkOut(work, part, isLast);
    case 'answer': return solveAnswer(work, part);
    case 'free': return solveFree(work, part);
  }
}

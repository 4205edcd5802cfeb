import type { Box } from '../../../../core/index.js';
import type { SubGoalOf } from '../../goal/index.js';
import { contains, middleOf } from '../../ground/index.js';
import type { View } from '../view.js';
import { claimChange, settleClaims, Unsolved, type Work } from './work.js';

type Cell = 'X' | 'O' | '';

const LINES: readonly (readonly [number, number, number])[] = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [0, 3, 6], [1, 4, 7], [2, 5, 8], [0, 4, 8], [2, 4, 6]];

/** Plays to the end, each move the one that cannot be beaten. */
export async function solveTicTacToe(work: Work, part: SubGoalOf<'tic-tac-toe'>): Promise<void> {
  const { session } = work;
  settleClaims(work, await session.look());
  let cells: readonly Box[] | undefined;
  for (let turn = 0; turn < 6; turn += 1) {
    const view = await session.look();
    // Signs fill the cells in the course of the game: where they are is seen at its beginning.
    cells ??= gridOn(view);
    if (!cells) throw new Unsolved('There is no board of three by three on the screen.');
    const board = cells.map((cell) => signIn(view, cell));
    if (winner(board) !== '' || board.every((cell) => cell !== '')) return;
    const move = bestMove(board, part.mark);
    const at = middleOf(cells[move] as Box);
    const done = await session.do({ thought: `${part.words}: cell ${move + 1}`, target: `cell ${move + 1} of the board`, box: cells[move], expect: { is: 'change' }, action: { type: 'click', at, button: 'left', count: 1 } });
    claimChange(work, `${part.words}: move ${turn + 1}`, `the move to cell ${move + 1}`, done);
    if (done.step.verdict.status === 'no effect') return;
  }
}

/** Nine boxes of one size in three rows and columns. */
function gridOn({ screen, echo }: View): Box[] | undefined {
  const boxes = screen.elements.filter(({ number, kind, box }) => !echo.has(number) && kind !== 'text' && box.width >= 16 && box.height >= 16 && box.width <= 0.4 * screen.width).map(({ box }) => box);
  for (const first of [...boxes].sort((a, b) => b.width * b.height - a.width * a.height)) {
    const like = boxes.filter((box) => Math.abs(box.width - first.width) <= 0.15 * first.width && Math.abs(box.height - first.height) <= 0.15 * first.height).sort((a, b) => (Math.abs(a.y - b.y) < first.height / 2 ? a.x - b.x : a.y - b.y));
    if (like.length === 9) return like;
  }
  return undefined;
}

function signIn({ screen }: View, cell: Box): Cell {
  const inside = screen.elements.filter(({ box, kind }) => kind !== 'panel' && contains(cell, box, 0));
  for (const { text, shape, kind, box } of inside) {
    if (/^[xX×✕]$/.test(text)) return 'X';
    if (/^[oO0○]$/.test(text)) return 'O';
    if (box.width < 0.9 * cell.width && (shape === 'circle' || shape === 'ellipse' || kind === 'radio')) return 'O';
    if (box.width < 0.9 * cell.width && box.width > 0.2 * cell.width && (kind === 'icon' || kind === 'checkbox')) return 'X';
  }
  return '';
}

function winner(board: readonly Cell[]): Cell {
  return LINES.map(([a, b, c]) => (board[a] !== '' && board[a] === board[b] && board[b] === board[c] ? board[a] : '')).find((cell) => cell !== '') ?? '';
}

/** By looking at every continuation. */
function bestMove(board: readonly Cell[], mark: 'X' | 'O'): number {
  const free = board.flatMap((cell, index) => (cell === '' ? [index] : []));
  const scored = free.map((index) => ({ index, score: -value(board.with(index, mark), mark === 'X' ? 'O' : 'X', 1) + (index === 4 ? 0.01 : index % 2 === 0 ? 0.005 : 0) }));
  return scored.sort((a, b) => b.score - a.score)[0]?.index ?? 0;
}

/** What a board is worth to the one who is to move: soon won is better than late won. */
function value(board: readonly Cell[], mark: 'X' | 'O', depth: number): number {
  if (winner(board) !== '') return depth - 10;
  const free = board.flatMap((cell, index) => (cell === '' ? [index] : []));
  if (free.length === 0) return 0;
  return Math.max(...free.map((index) => -value(board.with(index, mark), mark === 'X' ? 'O' : 'X', depth + 1)));
}

import { middleOf } from '../../ground/index.js';
import type { SubGoalOf } from '../../goal/index.js';
import { find } from './find.js';
import { claimLater, naming, settleClaims, type Work } from './work.js';

/** Gives a file of the folder for uploads to the control that asks for one. */
export async function solveUpload(work: Work, part: SubGoalOf<'upload'>): Promise<void> {
  const description = part.target ?? { words: 'the control for files', texts: ['choose file', 'choose files', 'browse', 'select file', 'upload', 'attach'], quoted: false, sides: [], all: false };
  const { candidate, view } = await find(work, description, part);
  settleClaims(work, view);
  await work.session.do({ thought: part.words, target: naming(candidate), box: candidate.box, label: candidate.name, expect: { is: 'change' }, action: { type: 'upload', at: middleOf(candidate.box), file: part.file } });
  claimLater(work, part.words, { is: 'read', text: part.file });
}

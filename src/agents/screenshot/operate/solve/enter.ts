import type { SubGoalOf } from '../../goal/index.js';
import { fieldsFor } from './fields.js';
import { fill } from './fill.js';
import { find } from './find.js';
import { resolveValue } from './values.js';
import { settleClaims, Unsolved, type Work } from './work.js';

/** Types a value into its field, and proves that the field shows it. */
export async function solveEnter(work: Work, part: SubGoalOf<'enter'>): Promise<void> {
  const { session } = work;
  let view = await session.look();
  const value = await resolveValue(work, part.value, view, part);
  view = await session.look();
  let fields = fieldsFor(view, part.field, part);
  if (fields.length === 0) {
    const found = await find(work, { ...(part.field ?? { words: 'a field to type in', texts: [], quoted: false, sides: [], all: false }), kind: 'input' }, part, ({ element }) => element.kind === 'text-input');
    fields = [found.candidate];
    view = found.view;
  }
  const wanted = part.field?.all ? fields : fields.slice(0, 1);
  for (const field of wanted) await fill(work, part, field, { ...value, text: cased(value.text, part.letters) });
}

function cased(text: string, letters: 'upper' | 'lower' | undefined): string {
  return letters === 'upper' ? text.toUpperCase() : letters === 'lower' ? text.toLowerCase() : text;
}

/** Puts what was copied into a field. */
export async function solvePaste(work: Work, part: SubGoalOf<'paste'>): Promise<void> {
  const { memory, session } = work;
  if (!memory) throw new Unsolved('Nothing was copied that could be pasted.');
  const view = await session.look();
  const [field] = fieldsFor(view, part.field, part).filter((candidate) => memory.box === undefined || candidate.box.y !== memory.box.y);
  if (!field) throw new Unsolved('There is no field to paste into.');
  settleClaims(work, view);
  await fill(work, part, field, memory);
}

import type { SubGoalOf } from '../../goal/index.js';
import { linesOf, type View } from '../view.js';
import { claimChange, press, settleClaims, Unsolved, type Work } from './work.js';

/** Lists the files, reads their names, and deletes the one with the ending. */
export async function solveDeleteByCommand(work: Work, part: SubGoalOf<'delete-by-command'>): Promise<void> {
  const { session } = work;
  const view = await session.look();
  settleClaims(work, view);
  const area = view.screen.elements.filter(({ number, kind }) => !view.echo.has(number) && kind !== 'text').sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height)[0];
  if (area) await session.do({ thought: `${part.words}: click into the terminal`, target: 'the terminal', box: area.box, expect: { is: 'nothing' }, action: { type: 'click', at: { x: area.box.x + area.box.width / 2, y: area.box.y + area.box.height / 2 }, button: 'left', count: 1 } });
  await command(work, 'ls', part.words);
  const listed = await session.look();
  const name = nameWith(listed, part.ending);
  if (name === undefined) throw new Unsolved(`The terminal lists no file that ends in ${part.ending}.`);
  const done = await command(work, `rm ${name}`, part.words);
  claimChange(work, part.words, `rm ${name}`, done);
}

async function command(work: Work, text: string, thought: string): ReturnType<typeof press> {
  await work.session.do({ thought: `${thought}: ${text}`, target: 'the terminal', expect: { is: 'nothing' }, action: { type: 'type', text } });
  return press(work, 'Enter', `${thought}: run ${text}`, { is: 'change' });
}

function nameWith(view: View, ending: string): string | undefined {
  const suffix = `.${ending.replace(/^\.+/, '')}`.toLowerCase();
  return linesOf(view).flatMap(({ text }) => text.split(/\s+/)).find((word) => word.toLowerCase().endsWith(suffix) && word.length > suffix.length);
}

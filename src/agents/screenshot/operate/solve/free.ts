import type { SubGoal } from '../../goal/index.js';
import type { Candidate } from '../../ground/index.js';
import { describeAction } from '../../action.js';
import { chooseNext, tell } from '../think.js';
import type { View } from '../view.js';
import { fieldsOn } from './fields.js';
import { fill } from './fill.js';
import { claimNow, clickOn, settleClaims, Unsolved, type Work } from './work.js';

/** Actions that the model may take for one part of a goal. */
const MOST = 8;

interface Option {
  readonly words: string;
  readonly take: () => Promise<unknown>;
}

/** Where no rule reads the goal the model chooses, one action at a time, from what can be done on this screen. */
export async function solveFree(work: Work, part: SubGoal, goal: string): Promise<void> {
  const { session } = work;
  if (!session.models.has('chat')) throw new Unsolved('The goal is not a plain instruction, and there is no language model to read it.');
  for (let turn = 0; turn < MOST; turn += 1) {
    const view = await session.look();
    const options = optionsOn(work, view, part, goal);
    const done = session.steps.map((step) => describeAction(step.action, step.target));
    const chosen = await chooseNext(session, goal, done.slice(-6), [...options.map(({ words }) => words), 'the task is done']);
    const option = chosen === undefined ? undefined : options[chosen];
    if (!option) {
      // Nothing proves what no rule could read: the outcome says so.
      claimNow(work, part.words, { is: 'open', reason: turn === 0 ? 'The model saw nothing to do.' : 'The model took the task for done.' }, view);
      return;
    }
    settleClaims(work, view);
    await option.take();
  }
  throw new Unsolved(`After ${MOST} actions the model saw no end.`);
}

function optionsOn(work: Work, view: View, part: SubGoal, goal: string): Option[] {
  const elements = view.screen.elements.filter(({ number, kind }) => !view.echo.has(number) && kind !== 'panel' && kind !== 'scroll-bar');
  const controls = elements.filter(({ kind }) => kind !== 'text');
  const candidates = (controls.length >= 2 ? controls : elements).slice(0, 24).map((element): Candidate => ({ element, box: element.box, score: 1, name: element.text || element.label || element.kind }));
  const quotes = [...goal.matchAll(/"([^"]+)"|“([^”]+)”/g)].map(([, a, b]) => a ?? b ?? '');
  const typing = fieldsOn(view).slice(0, 4).flatMap((field) => quotes.slice(0, 4).map((text): Option => ({ words: `type ${JSON.stringify(text)} into the field ${JSON.stringify(field.name)}`, take: () => fill(work, part, field, { text }) })));
  const scroll: Option = {
    words: 'scroll down',
    take: () => work.session.do({ thought: part.words, target: 'the page', expect: { is: 'nothing' }, action: { type: 'scroll', at: { x: view.screen.width / 2, y: view.screen.height / 2 }, dx: 0, dy: Math.round(view.screen.height * 0.7) } }),
  };
  return [...candidates.filter(({ element }) => element.kind !== 'text-input').map((candidate): Option => ({ words: `click the ${tell(candidate, view)}`, take: () => clickOn(work, candidate, part.words, { is: 'change' }) })), ...typing, scroll];
}

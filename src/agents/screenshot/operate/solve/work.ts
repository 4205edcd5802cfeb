import type { Box } from '../../../../core/index.js';
import type { Perception } from '../../../../tools/screen/index.js';
import { ground, middleOf, type Candidate } from '../../ground/index.js';
import type { Description, SubGoal } from '../../goal/index.js';
import { labelOf } from '../../safety/index.js';
import type { Done, Session } from '../session.js';
import type { View } from '../view.js';
import type { Check } from '../step.js';
import type { Expectation } from '../verdict.js';

/** What was found or copied, for the parts of the goal that follow. */
export interface Memory {
  text: string;
  /** Where it stands, when it can be marked and copied there; a single word is marked by a double click. */
  box?: Box | undefined;
  isWord?: boolean;
  /** It lies in the clipboard. */
  copied?: boolean;
}

/** Something that a part of the goal brought about, with the picture that should show it. Tested again at the end, on a fresh reading. */
export interface Claim {
  readonly part: string;
  readonly view: View;
  readonly test: (screen: Perception, view: View) => Omit<Check, 'part'>;
}

/** What the parts of a goal share. */
export interface Work {
  readonly session: Session;
  memory: Memory | undefined;
  /** What still has to be seen on the last picture before the page goes away. */
  readonly open: Omit<Claim, 'view'>[];
  readonly claims: Claim[];
  answer: string;
}

/** What is left of a part that could not be done. */
export class Unsolved extends Error {
  override name = 'Unsolved';
}

/** The candidates for a description on a view, without what repeats the goal. */
export function candidatesFor(view: View, description: Description, part?: SubGoal): Candidate[] {
  return ground(description, view.screen, { echo: view.echo, within: part?.within });
}

/** Clicks on a candidate. */
export function clickOn(work: Work, candidate: Candidate, thought: string, expect: Expectation, { count = 1, button = 'left' as const, keys, at }: { count?: 1 | 2 | 3; button?: 'left' | 'right'; keys?: readonly string[] | undefined; at?: { x: number; y: number } | undefined } = {}): Promise<Done> {
  const label = candidate.box === candidate.element.box ? labelOf(candidate.element) : candidate.name;
  return work.session.do({
    thought, expect, label, target: naming(candidate), box: candidate.box,
    action: { type: 'click', at: at ?? middleOf(candidate.box), button, count, ...(keys?.length ? { keys: [...keys] } : {}) },
  });
}

export function press(work: Work, chord: string, thought: string, expect: Expectation = { is: 'nothing' }, box?: Box): Promise<Done> {
  return work.session.do({ thought, expect, target: '', box, action: { type: 'key', chord, times: 1 } });
}

/** "button ⟦OK⟧" in words. */
export function naming({ element, name }: Candidate): string {
  return name === '' || name === element.kind ? element.kind : `${element.kind} ${JSON.stringify(name)}`;
}

/** Moves what is to be seen on this picture into the claims: the page may go away with the next action. */
export function settleClaims(work: Work, view: View): void {
  for (const claim of work.open.splice(0)) work.claims.push({ ...claim, view });
}

import type { Box } from '../../../../core/index.js';
import { ground, likeness, middleOf, type Candidate } from '../../ground/index.js';
import type { Description, SubGoal } from '../../goal/index.js';
import { labelOf } from '../../safety/index.js';
import type { Done } from '../deed.js';
import type { Session } from '../session.js';
import type { Claim, ClaimRecord } from '../claim.js';
import type { Picture, View } from '../view.js';
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

/** Pictures from before an action, for claims that take two. */
export interface Earlier {
  readonly before?: Picture | undefined;
  /** The one on which the action was decided. */
  readonly seen?: Picture | undefined;
}

/** Something that a part of the goal brought about, with the picture that is to show it. */
export interface MadeClaim extends ClaimRecord, Earlier {
  readonly picture: Picture;
}

/** What the parts of a goal share. */
export interface Work {
  readonly session: Session;
  memory: Memory | undefined;
  /** What still has to be seen on the last picture before the page goes away. */
  readonly open: (Omit<ClaimRecord, 'at'> & Earlier)[];
  readonly claims: MadeClaim[];
  /** The part that follows the one that is worked on. */
  next?: SubGoal | undefined;
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

/** Kinds whose words name what is to be put in: a click into "Post code" or on "Pay by card" does nothing to the world. */
const FILLED_IN: ReadonlySet<string> = new Set(['text-input', 'select', 'radio']);

/** Clicks on a candidate. */
export function clickOn(work: Work, candidate: Candidate, thought: string, expect: Expectation, { count = 1, button = 'left' as const, keys, at }: { count?: 1 | 2 | 3; button?: 'left' | 'right'; keys?: readonly string[] | undefined; at?: { x: number; y: number } | undefined } = {}): Promise<Done> {
  const { element, box, name } = candidate;
  const label = FILLED_IN.has(element.kind) ? undefined : box === element.box ? labelOf(element) : name;
  return work.session.do({
    thought, expect, label, called: FILLED_IN.has(element.kind) || name === element.kind ? undefined : name, target: naming(candidate), box: candidate.box,
    action: { type: 'click', at: at ?? middleOf(candidate.box), button, count, ...(keys?.length ? { keys: [...keys] } : {}) },
  });
}

export function press(work: Work, chord: string, thought: string, expect: Expectation = { is: 'nothing' }, box?: Box, times = 1): Promise<Done> {
  return work.session.do({ thought, expect, target: '', box, action: { type: 'key', chord, times } });
}

/** "button ⟦OK⟧" in words. */
export function naming({ element, name }: Candidate): string {
  return name === '' || name === element.kind ? element.kind : `${element.kind} ${JSON.stringify(name)}`;
}

/** Moves what is to be seen on this picture into the claims: the page may go away with the next action. */
export function settleClaims(work: Work, picture: Picture): void {
  for (const open of work.open.splice(0)) work.claims.push({ ...open, at: work.session.steps.length, picture });
}

/** Claims what has to be seen on the last picture before the page goes away, and on no earlier one. */
export function claimLater(work: Work, part: string, claim: Claim, { before, seen }: Earlier = {}): void {
  // What the goal itself sets need not stay as it was.
  if (claim.is === 'ticked' || claim.is === 'shows') dropKept(work, claim.box);
  work.open.push({ part, claim, made: work.session.steps.length, before, seen });
}

/** Claims that what an action set otherwise beside its target is again as it was at the end. */
export function claimKept(work: Work, part: string, { step }: Done): void {
  for (const { box, name, was } of step.verdict.beside) {
    dropKept(work, box);
    claimLater(work, part, { is: 'kept', box, name, was });
  }
}

function dropKept({ open }: Work, box: Box): void {
  const at = open.findIndex(({ claim }) => claim.is === 'kept' && likeness(claim.box, box) > 0.5);
  if (at >= 0) open.splice(at, 1);
}

/** Claims what this picture shows, where it takes two with the one from before. */
export function claimNow(work: Work, part: string, claim: Claim, picture: Picture, earlier: Earlier = {}): void {
  const count = work.session.steps.length;
  work.claims.push({ part, claim, made: count, at: count, picture, before: earlier.before, seen: earlier.seen });
}

/** Claims that an action had an effect; `box` is what was pressed. */
export function claimChange(work: Work, part: string, by: string, done: Done, box?: Box): void {
  claimNow(work, part, { is: 'changed', by, ...(box ? { box } : {}), ignore: [...work.session.volatile] }, done.view, done);
}

/** Claims nothing that a picture could show: the page changed by an action, and whether as it was meant is not to be told. */
export function claimUntold(work: Work, part: string, by: string, done: Done): void {
  claimNow(work, part, { is: 'open', reason: `After ${by} the page ${done.step.verdict.regions.length === 0 ? 'shows no change' : 'changed'}; whether as it was meant cannot be told.` }, done.view);
}

import type { Box } from '../../../core/index.js';
import type { Action, ActionPoint } from '../action.js';
import { likeness, textScore } from '../ground/index.js';
import { findCrop } from './anchor.js';
import type { Claim, ClaimRecord } from './claim.js';
import { claimLater, claimNow, type Work } from './solve/index.js';
import type { Done } from './deed.js';
import type { BrowseStep } from './step.js';
import type { Expectation } from './verdict.js';
import { elementAt, textIn } from './verdict.js';
import type { Picture, View } from './view.js';

/** The steps of an earlier run with the pictures of their targets. */
export interface Recording {
  /** What its end tested: the replay's end tests it again. */
  readonly claims: readonly ClaimRecord[];
  readonly steps: readonly { readonly step: BrowseStep; /** PNG */ readonly crop: Buffer | undefined }[];
  /** CSS px that a crop shows around its target. */
  readonly margin: number;
}

/**
 * Does recorded steps again, each only when its target is found by its picture and its text, and makes the claims of the
 * recording on the pictures of now. Gives the number of the part of the goal at which the agent has to take over, or
 * undefined when all was done.
 */
export async function replaySteps(work: Work, recording: Recording): Promise<number | undefined> {
  const { session } = work;
  const shifts: Shift[] = [];
  const dones: Done[] = [];
  claimAgain(work, recording, shifts, await session.look(), dones);
  for (const { step, crop } of recording.steps) {
    const view = await session.look();
    const box = step.box === null || crop === undefined ? step.box : await anchored(step, crop, recording.margin, view);
    if (box === undefined) {
      session.notes.push(`Step ${step.n} of the recording was not done again: ${step.target} is not where it can be recognised. The agent goes on from there.`);
      return handOver(work, recording, shifts, step);
    }
    session.part = step.part;
    const offset = step.box === null || box === null ? { x: 0, y: 0 } : { x: box.x - step.box.x, y: box.y - step.box.y };
    if (step.box !== null) shifts.push({ box: step.box, offset });
    const done = await session.do({
      thought: step.thought, target: step.target, box: box ?? undefined, action: moved(step.action, offset), expect: movedExpectation(step.expectation, offset),
      ...(step.action.type === 'click' ? { called: /"(.*)"$/.exec(step.target)?.[1] } : {}),
    });
    const { status, reason } = done.step.verdict;
    if (status !== 'expected' && step.verdict.status === 'expected') {
      session.notes.push(`Step ${step.n} of the recording came out otherwise: ${reason}. The agent goes on from there.`);
      return handOver(work, recording, shifts, step);
    }
    dones.push(done);
    claimAgain(work, recording, shifts, done.view, dones);
  }
  return undefined;
}

/** How far a target of the recording lies now from where it lay. */
interface Shift { readonly box: Box; readonly offset: ActionPoint }

/** Makes the claims that the picture of this moment is to show. */
function claimAgain(work: Work, { claims }: Recording, shifts: readonly Shift[], picture: Picture, dones: readonly Done[]): void {
  for (const { part, claim, made, at } of claims) if (at === work.session.steps.length) claimNow(work, part, movedClaim(claim, shifts), picture, dones[made - 1]);
}

/** What was brought about and is to be seen on a later picture stays claimed when the agent takes over. */
function handOver(work: Work, { claims }: Recording, shifts: readonly Shift[], step: BrowseStep): number {
  const count = step.n - 1;
  for (const { part, claim, made, at } of claims) if (made <= count && at > count) claimLater(work, part, movedClaim(claim, shifts));
  return step.part;
}

/** A claim on the thing at whose old place something was done: where that is now. */
function movedClaim(claim: Claim, shifts: readonly Shift[]): Claim {
  if (!('box' in claim) || claim.box === undefined) return claim;
  const { box: old } = claim;
  const offset = [...shifts].sort((a, b) => likeness(b.box, old) - likeness(a.box, old))[0]?.offset ?? { x: 0, y: 0 };
  const box = { ...old, ...shifted(old, offset) };
  return claim.is === 'moved' ? { ...claim, box, to: { ...claim.to, ...shifted(claim.to, offset) } } : { ...claim, box };
}

/** Where the target is now: like its picture, and with its text. */
async function anchored(step: BrowseStep, crop: Buffer, margin: number, view: View): Promise<Box | undefined> {
  if (step.box === null) return undefined;
  const box = await findCrop(crop, step.box, margin, view);
  const text = /"(.*)"$/.exec(step.target)?.[1];
  if (!box || text === undefined) return box;
  const element = elementAt(box, view.screen);
  const read = [element?.text ?? '', element?.label ?? '', textIn(box, view.screen)];
  return read.every((one) => one === '') || read.some((one) => textScore(text, one) >= 0.7) ? box : undefined;
}

const shifted = (point: ActionPoint, offset: ActionPoint): ActionPoint => ({ x: point.x + offset.x, y: point.y + offset.y });

function moved(action: Action, offset: ActionPoint): Action {
  if ('at' in action && action.at !== undefined) return { ...action, at: shifted(action.at, offset) };
  return action.type === 'drag' ? { ...action, path: action.path.map((point) => shifted(point, offset)) } : action;
}

function movedExpectation(expectation: Expectation, offset: ActionPoint): Expectation {
  return 'box' in expectation ? { ...expectation, box: { ...expectation.box, ...shifted(expectation.box, offset) } } : expectation;
}

import { deadlineAfter, toVouchError, VouchError, type ModelClient } from '../../../core/index.js';
import type { ActionAdapter } from '../adapters/index.js';
import { isTold, parseGoal, type SubGoal } from '../goal/index.js';
import { Secrets } from '../safety/index.js';
import { actBySight } from './by-sight.js';
import { ClaimRecord } from './claim.js';
import { checkClaims } from './final-check.js';
import { differenceOf, refusalIn } from './prove/index.js';
import { layOutAnew } from './replan.js';
import { replaySteps, type Recording } from './replay.js';
import type { Approval } from './approval.js';
import type { StepPictures, UserQuestion } from './deed.js';
import { Session } from './session.js';
import { claimNow, settleClaims, solve, Unsolved, type Work } from './solve/index.js';
import type { BrowseOutcome, BrowseStep, Check } from './step.js';
import type { Surface } from './surface.js';
import type { View } from './view.js';

export interface OperateOptions {
  readonly models: ModelClient;
  /** Default 40. */
  readonly maxSteps?: number | undefined;
  /** Milliseconds; default 180,000. */
  readonly wallMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Values for `{{name}}` in the goal. */
  readonly secrets?: ReadonlyMap<string, string> | undefined;
  /** Asked before something is pressed that buys, pays, sends, deletes, publishes, grants, or signs up or off; without it the run is suspended there. */
  readonly approve?: ((approval: Approval) => Promise<boolean>) | undefined;
  /** Asked, at most twice, how to go on where no way is left; an instruction in plain words takes the place of the part that cannot be done. Absent: the run fails there. */
  readonly ask?: ((question: UserQuestion) => Promise<string | undefined>) | undefined;
  /** Default true; false takes every action, and the goal at the end, for done: to measure what the proof is worth. */
  readonly prove?: boolean | undefined;
  /** Called after each action; gives the step back, with the names of its pictures where they were kept. */
  readonly onStep?: ((step: BrowseStep, pictures: StepPictures) => Promise<BrowseStep>) | undefined;
  /** Lets the configured vision-language model act itself, in this format; without it the rules and the language model do. */
  readonly sight?: ActionAdapter | undefined;
  /** Steps of an earlier run to do again first, each where its target is found; the agent goes on from the first that is not. */
  readonly replay?: Recording | undefined;
}

/**
 * Works towards a goal on a surface by pictures alone. Never rejects for what the page does: a page that is gone, a limit,
 * a refusal are outcomes. Rejects only for misuse (USAGE, INPUT_EMPTY, INPUT_TOO_LARGE).
 */
export async function operate(goal: string, surface: Surface, options: OperateOptions): Promise<BrowseOutcome> {
  if (goal.trim() === '') throw new VouchError('INPUT_EMPTY', 'The goal is empty. Say what is to be done on the page.');
  const started = Date.now();
  const secrets = new Secrets(options.secrets);
  const { approve } = options;
  const deadline = deadlineAfter(options.wallMs ?? 180_000);
  const session = new Session({
    goal, surface, models: options.models, secrets, maxSteps: options.maxSteps ?? 40, deadline,
    signal: options.signal, ask: options.ask, prove: options.prove ?? true, onStep: options.onStep,
    approve: approve && ((approval) => deadline.pausedFor(() => approve(approval))),
  });
  const work: Work = { session, memory: undefined, open: [], claims: [], answer: '' };
  const parts = parseGoal(goal);
  const failed: Check[] = [];
  let ended: VouchError | undefined;
  try {
    const from = options.replay ? await replaySteps(work, options.replay) : 0;
    if (from !== undefined && options.sight) await actBySight(work, goal, options.sight);
    else if (from !== undefined) await solveAll(work, parts, failed, from);
    // What a page takes back a moment later does not hold, such as a switch that its server refuses.
    const last = await session.look();
    if (work.open.length > 0) await session.wait(LATE_MS);
    const view = await session.look({ again: work.open.length > 0 });
    const refusal = refusalIn(differenceOf(last, view));
    if (refusal) failed.push({ part: goal, status: refusal.plain ? 'failed' : 'unproved', reason: `A moment later the page says ${JSON.stringify(refusal.text)}.` });
    settleClaims(work, view);
    if (from === undefined) claimTheRest(work, parts, view);
    if (failed.length === 0 && work.claims.length === 0) claimNow(work, goal, { is: 'open', reason: 'Nothing was done that a picture could prove.' }, view);
  } catch (thrown) {
    ended = toVouchError(thrown, 'TOOL_FAILED');
  } finally {
    deadline.clear();
  }
  // Without proof the actor's own word counts.
  const checks = [...failed, ...(ended || options.prove === false ? [] : await checkClaims(session, work.claims))];
  return outcomeOf(session, work, checks, ended, Date.now() - started, options);
}

/** ms after the last action in which a page may take back what it has shown. */
const LATE_MS = 1_200;

/** So often what is left is laid out anew. */
const REPLANS = 2;

async function solveAll(work: Work, parts: readonly SubGoal[], failed: Check[], from: number): Promise<void> {
  let queue = parts.slice(from);
  for (let replans = 0; queue.length > 0;) {
    const [part, ...rest] = queue as [SubGoal, ...SubGoal[]];
    // What was laid out anew serves the part that could not be done.
    if (parts.includes(part)) work.session.part = parts.indexOf(part);
    [work.next] = rest;
    // What is only told asks for nothing by itself; whether what was done is right by it is left open.
    if (part.kind === 'free' && isTold(part.words) && parts.length > 1) {
      claimNow(work, part.words, { is: 'open', reason: 'The goal tells this; whether what was done is right by it cannot be told.' }, await work.session.look());
      queue = rest;
      continue;
    }
    try {
      await solve(work, part, { isLast: rest.length === 0 });
      queue = rest;
    } catch (thrown) {
      if (!(thrown instanceof Unsolved)) throw thrown;
      const anew = replans < REPLANS ? await layOutAnew(work, { parts, failed: part, reason: thrown.message, rest }) : undefined;
      const instead = anew === undefined ? await instructed(work, part, thrown.message) : undefined;
      if (instead) {
        queue = [...instead, ...rest];
        continue;
      }
      if (!anew) {
        failed.push({ part: part.words, status: 'failed', reason: thrown.message });
        // What follows would act on a page that is not as it should be: "press Submit" without the text.
        return;
      }
      replans += 1;
      work.session.notes.push(`What was left was laid out anew from the present screen: ${anew.because}.`);
      queue = [...anew.parts];
    }
  }
}

/** What ends a run that has no way left, in the user's words. */
const STOPS = /^(?:stop|end|no|nothing|none|abort|cancel|give up|quit)\b[.!]?$/i;

/** The parts that the user puts in the place of one that cannot be done; undefined where nobody says anything, or to stop. */
async function instructed({ session }: Work, part: SubGoal, reason: string): Promise<readonly SubGoal[] | undefined> {
  const answer = await session.askUser(`I cannot go on with ${JSON.stringify(part.words)}. ${reason} What is to be done instead? (In plain words, or "stop".)`);
  if (answer === undefined || STOPS.test(answer)) return undefined;
  session.notes.push(`In the place of ${JSON.stringify(part.words)} the user asked for: ${session.options.secrets.mask(answer)}`);
  const parts = parseGoal(answer);
  // What asks for nothing puts nothing in its place.
  return parts.length === 0 ? undefined : parts;
}

/** Parts of the goal that a recording has no claim on: it may have been made for another goal. */
function claimTheRest(work: Work, parts: readonly SubGoal[], view: View): void {
  for (const part of parts) {
    if (part.kind === 'find' || part.kind === 'copy' || work.claims.some((claim) => claim.part.startsWith(part.words))) continue;
    claimNow(work, part.words, { is: 'open', reason: 'The recording holds nothing by which it could be proved.' }, view);
  }
}

function outcomeOf(session: Session, work: Work, checks: readonly Check[], ended: VouchError | undefined, ms: number, options: OperateOptions): BrowseOutcome {
  const failed = checks.find(({ status }) => status === 'failed');
  const error = ended ?? (failed ? new VouchError('CRITERION_FAILED', `${failed.part}: ${failed.reason}`) : undefined);
  // A question of a model that acts itself is no approval.
  const asks = ended?.details?.['asks'] === true;
  const waits = ended?.code === 'REFUSED' && (asks || options.approve === undefined);
  const mask = (text: string): string => session.options.secrets.mask(text);
  return {
    status: ended?.code === 'CANCELLED' ? 'cancelled' : waits ? 'suspended' : error ? 'failed' : 'completed',
    answer: mask(work.answer), steps: [...session.steps], checks: checks.map((check) => ({ ...check, part: mask(check.part), reason: mask(check.reason) })),
    claims: work.claims.map(({ part, claim, made, at }) => ClaimRecord.parse(JSON.parse(mask(JSON.stringify({ part, claim, made, at }))))), artifacts: [],
    unproved: checks.filter(({ status }) => status === 'unproved').map(({ part, reason }) => mask(`${part}: ${reason}`)), notes: [...session.notes],
    question: waits ? mask(asks ? ended.message : `${ended.message} Approve it?`) : null,
    error: error === undefined || waits ? null : { code: error.code, message: mask(error.message) },
    usage: { ms, steps: session.steps.length, seeMs: Math.round(session.usage.seeMs), thinkMs: Math.round(session.usage.thinkMs), actMs: Math.round(session.usage.actMs), modelCalls: session.usage.modelCalls },
  };
}

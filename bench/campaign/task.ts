import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, SeenQuestion, SeenRun } from './client.js';
import { taskOf } from './tools.js';

/** What all tasks of a campaign share. */
export interface Campaign {
  readonly clients: readonly Client[];
  /** Deed → how often it stands in the ledger. */
  readonly deeds: () => Promise<Record<string, number>>;
  /** No fault has happened for so long that whoever was going to act has done so. */
  isCalm: () => boolean;
  readonly over: AbortController;
  /** Task → the run that a server took it as. */
  readonly taken: Map<number, string>;
  readonly wrong: string[];
  refused: number;
  completed: number;
}

const LOOK_EVERY_MS = 700;

/** Brings one task to its end, as a client that knows two servers does: what fails is tried again, and what stands still is gone on with. False when time is up. */
export async function doTask(campaign: Campaign, number: number): Promise<boolean> {
  const { goal, plan } = taskOf(number);
  const [first, second] = number % 2 === 0 ? campaign.clients : [...campaign.clients].reverse();
  if (!first || !second) return false;
  for (let turn = 0; !campaign.over.signal.aborted; turn++) {
    const client = turn % 2 === 0 ? first : second;
    try {
      const runId = campaign.taken.get(number) ?? (await client.start(goal, goal, plan)).runId;
      campaign.taken.set(number, runId);
      if (await lookAfter(campaign, client, runId, number)) return true;
    } catch {
      // The server, or the way to it, is hurt; the next turn asks the other one.
    }
    await sleep(LOOK_EVERY_MS);
  }
  return false;
}

/** True when the run has come to its end. */
async function lookAfter(campaign: Campaign, client: Client, runId: string, number: number): Promise<boolean> {
  const { answer, deed } = taskOf(number);
  const seen = await client.get(runId);
  const { status } = seen.run;
  if (status === 'completed') {
    if (seen.outcome?.answer.includes(answer) === true) campaign.completed++;
    else campaign.wrong.push(`task ${number} (${runId}): ${JSON.stringify(seen.outcome?.answer)} instead of ${answer}`);
    return true;
  }
  if (status === 'open') {
    for (const question of seen.questions) await decide(campaign, client, runId, deed, question);
    return false;
  }
  if (status === 'failed' && !isPassing(seen)) {
    const told = (await campaign.deeds())[deed] === 1;
    if (seen.outcome?.error?.code === 'REFUSED' && told) campaign.refused++;
    else campaign.wrong.push(`task ${number} (${runId}): ${seen.outcome?.error?.code ?? ''} ${seen.outcome?.error?.message ?? ''}`);
    return true;
  }
  await client.resume(runId);
  return false;
}

/** A run that a broken store ended can go on. */
function isPassing({ outcome }: SeenRun): boolean {
  return outcome?.error?.code.startsWith('STORE_') === true;
}

/** Approves the deed; whether one that may have been done is to be done again is decided when nothing can be under way any more, by what the ledger says. */
async function decide(campaign: Campaign, client: Client, runId: string, deed: string, { question, approval }: SeenQuestion): Promise<void> {
  if (!approval) return;
  const isRepeat = !question.id.startsWith('approve-');
  if (isRepeat && !campaign.isCalm()) return;
  const isDone = ((await campaign.deeds())[deed] ?? 0) > 0;
  await client.decide(runId, approval, isRepeat && isDone ? 'no' : 'yes');
}

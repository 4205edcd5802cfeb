import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { VouchError, type ChatReply } from '../../../core/index.js';
import type { Action } from '../action.js';
import { openScratch } from '../../../store/index.js';
import { sentSize, type ActionAdapter } from '../adapters/index.js';
import { contains } from '../ground/index.js';
import { labelOf } from '../safety/index.js';
import type { Session } from './session.js';
import { claimNow, type Work } from './solve/index.js';
import type { View } from './view.js';

/** A reply that is no action is sent back so often before the run ends. */
const BAD_REPLIES = 3;

/**
 * Lets a vision-language model act itself, one action a reply. Every action is proved like all others, and the model is told
 * what came of it; its own "done" proves nothing, so that the outcome lists the goal as unproved.
 */
export async function actBySight(work: Work, goal: string, adapter: ActionAdapter): Promise<void> {
  const { session } = work;
  if (!session.models.has('see')) throw new VouchError('MODEL_MISSING', `No vision-language server is configured, which ${adapter.title} needs. Set VOUCH_SEE_URL and VOUCH_SEE_MODEL.`);
  const { folder, remove } = await openScratch('sight');
  const history: string[] = [];
  let feedback: string | undefined;
  let bad = 0;
  try {
    for (;;) {
      const view = await session.look();
      const sent = sentSize(adapter.space, view.frame);
      const reply = await ask(session, adapter, { goal, history: history.slice(-8), feedback, sent }, view, folder);
      let actions: readonly Action[];
      let thought: string;
      try {
        ({ actions, thought } = adapter.parse(reply.text, { sent, viewport: view.screen }));
        bad = 0;
      } catch (thrown) {
        bad += 1;
        if (!VouchError.is(thrown) || bad >= BAD_REPLIES) throw thrown;
        feedback = thrown.message;
        continue;
      }
      history.push(reply.text.trim());
      const ended = await take(work, actions, thought, goal);
      if (ended.done) return;
      feedback = ended.feedback;
    }
  } finally {
    await remove();
  }
}

async function ask(session: Session, adapter: ActionAdapter, request: Parameters<ActionAdapter['prompt']>[0], view: View, folder: string): Promise<ChatReply> {
  const image = join(folder, 'screen.png');
  await writeFile(image, await sharp(view.frame.png).resize({ ...request.sent, fit: 'fill' }).png().toBuffer());
  const { system, user } = adapter.prompt(request);
  return session.think((signal) => session.models.chat({
    messages: [...(system === '' ? [] : [{ role: 'system' as const, content: system }]), { role: 'user', content: [{ type: 'image', path: image, mime: 'image/png' }, { type: 'text', text: user }] }],
    maxTokens: 400,
  }, { signal }));
}

async function take(work: Work, actions: readonly Action[], thought: string, goal: string): Promise<{ done: boolean; feedback?: string }> {
  let feedback = '';
  for (const action of actions) {
    if (action.type === 'ask') {
      const answer = await work.session.askUser(action.question);
      if (answer === undefined) throw new VouchError('REFUSED', action.question, { details: { asks: true } });
      // What else it wanted to do it had decided before it knew the answer.
      return { done: false, feedback: `The user answers: ${answer}` };
    }
    if (action.type === 'done') {
      work.answer = action.answer;
      const view = await work.session.look();
      claimNow(work, goal, action.success ? { is: 'open', reason: 'The model says that it is done; no rule could prove it.' } : { is: 'missed', reason: 'The model gave up.' }, view);
      return { done: true };
    }
    const view = await work.session.look();
    const at = 'at' in action ? action.at : undefined;
    // The smallest thing under the pointer is what a person would say was pressed.
    const element = at === undefined ? undefined : view.screen.elements.filter(({ box }) => contains(box, { ...at, width: 0, height: 0 }, 0)).sort((a, b) => a.box.width * a.box.height - b.box.width * b.box.height)[0];
    const { step } = await work.session.do({
      thought: thought === '' ? goal : thought, action, target: element ? `${element.kind} ${JSON.stringify(element.text || element.label)}` : '', box: element?.box,
      expect: action.type === 'hover' || action.type === 'wait' ? { is: 'nothing' } : { is: 'change' }, ...(action.type === 'click' && element ? { label: labelOf(element) } : {}),
    });
    feedback = `The last action had ${step.verdict.status === 'expected' ? 'an effect' : 'no visible effect'}: ${step.verdict.reason}.`;
  }
  return { done: false, feedback };
}

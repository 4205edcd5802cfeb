import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { VouchError, type ChatReply } from '../../../core/index.js';
import type { Action, ActionPoint } from '../action.js';
import { openScratch } from '../../../store/index.js';
import { sentSize, type ActionAdapter } from '../adapters/index.js';
import { contains } from '../ground/index.js';
import type { Session } from './session.js';
import { claimNow, type Work } from './solve/index.js';
import type { View } from './view.js';

/** A reply that is no action, or one that cannot be done, is sent back so often in a row before the run ends. */
const BAD_REPLIES = 3;
/** What a model can do otherwise: a format, a key or a tab that there is not, an address that is not opened, a file that is not given. */
const MODELS_FAULTS: ReadonlySet<string> = new Set(['MODEL_REPLY_INVALID', 'USAGE', 'URL_REFUSED', 'URL_UNREACHABLE', 'INPUT_NOT_FOUND']);
/** Actions that need show nothing. */
const SILENT: ReadonlySet<Action['type']> = new Set(['hover', 'wait', 'mouse-down']);

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
  let pointer: ActionPoint | undefined;
  let bad = 0;
  try {
    for (;;) {
      const view = await session.look();
      const sent = sentSize(adapter.space, view.frame);
      const reply = await ask(session, adapter, { goal, history: history.slice(-8), feedback, sent }, await session.shown(view), folder);
      try {
        const { actions, thought } = adapter.parse(reply.text, { sent, viewport: view.screen, pointer });
        history.push(reply.text.trim());
        feedback = '';
        for (const action of actions) {
          const told = await take(work, action, thought === '' ? goal : thought, goal);
          if (told === undefined) return;
          feedback = told;
          pointer = pointerAfter(action) ?? pointer;
          // What else it wanted to do it had decided before it knew the answer.
          if (action.type === 'ask') break;
        }
        bad = 0;
      } catch (thrown) {
        bad += 1;
        if (!VouchError.is(thrown) || !MODELS_FAULTS.has(thrown.code) || bad >= BAD_REPLIES) throw thrown;
        feedback = thrown.message;
      }
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

/** Does one action, and gives what the model is told of it; undefined when the model says that it is through. */
async function take(work: Work, action: Action, thought: string, goal: string): Promise<string | undefined> {
  if (action.type === 'ask') {
    const answer = await work.session.askUser(action.question);
    if (answer === undefined) throw new VouchError('REFUSED', action.question, { details: { asks: true } });
    return `The user answers: ${answer}`;
  }
  const view = await work.session.look();
  if (action.type === 'done') {
    work.answer = action.answer;
    claimNow(work, goal, action.success ? { is: 'open', reason: 'The model says that it is done; no rule could prove it.' } : { is: 'missed', reason: 'The model gave up.' }, view);
    return undefined;
  }
  const at = 'at' in action ? action.at : undefined;
  // The smallest thing under the pointer is what a person would say was pressed.
  const element = at === undefined ? undefined : view.screen.elements.filter(({ box }) => contains(box, { ...at, width: 0, height: 0 }, 0)).sort((a, b) => a.box.width * a.box.height - b.box.width * b.box.height)[0];
  const { step } = await work.session.do({
    thought, action, target: element ? `${element.kind} ${JSON.stringify(element.text || element.label)}` : '', box: element?.box, expect: SILENT.has(action.type) ? { is: 'nothing' } : { is: 'change' },
  });
  return `The last action had ${step.verdict.status === 'expected' ? 'an effect' : 'no visible effect'}: ${step.verdict.reason}.`;
}

/** Where an action leaves the mouse pointer; undefined where it does not move it. */
function pointerAfter(action: Action): ActionPoint | undefined {
  return action.type === 'drag' ? action.path.at(-1) : 'at' in action ? action.at : undefined;
}

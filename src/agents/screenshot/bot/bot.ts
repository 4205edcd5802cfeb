import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { messageOf, toVouchError, VouchError, type ModelClient } from '../../../core/index.js';
import type { Frame } from '../../../tools/browser/index.js';
import { withScratch } from '../../../store/index.js';
import { InputLimits } from '../../../tools/files/index.js';
import { drawElements } from '../../../tools/screen/index.js';
import type { Action } from '../action.js';
import { operate, questionOf, type About, type ActionVerdict, type Approval, type OperateOptions, type Surface } from '../operate/index.js';
import { BotInput, type BotOutput } from './messages.js';

export interface BotOptions extends Pick<OperateOptions, 'maxSteps' | 'wallMs' | 'secrets' | 'signal'> {
  readonly models: ModelClient;
}

/**
 * Talks with a bot that owns its browser: one JSON object a line in, one out. Ends when `lines` end. What cannot be read is
 * answered with an `error` line and changes nothing.
 */
export async function talkToBot(lines: AsyncIterable<string>, write: (output: BotOutput) => void, options: BotOptions): Promise<void> {
  const inbox = lines[Symbol.asyncIterator]();
  for (;;) {
    const first = await nextInput(inbox, write);
    if (first === undefined) return;
    if (first.type !== 'observe' || first.goal === undefined || first.goal.trim() === '') {
      write({ type: 'error', code: 'USAGE', message: 'Begin with {"type":"observe","goal":"...","image":"..."}.' });
      continue;
    }
    const frame = await frameOf(first, write);
    if (frame === undefined) continue;
    const surface = new BotSurface(frame, first.marks, inbox, write);
    const outcome = await operate(first.goal, surface, { ...options, approve: (approval) => surface.mayAct(approval), ask: ({ text }) => surface.ask(text), onStep: (step) => {
      surface.verdict = step.verdict;
      return Promise.resolve(step);
    } });
    write({ type: 'done', status: outcome.status, answer: outcome.answer, proof: outcome.checks, unproved: outcome.unproved, verdict: surface.verdict, error: outcome.error });
  }
}

type Inbox = AsyncIterator<string>;
type Write = (output: BotOutput) => void;

/** The next message that can be read; undefined at the end. */
async function nextInput(inbox: Inbox, write: Write): Promise<BotInput | undefined> {
  for (;;) {
    const next = await inbox.next();
    if (next.done === true) return undefined;
    const { value } = next;
    if (value.trim() === '') continue;
    try {
      return BotInput.parse(JSON.parse(value));
    } catch (thrown) {
      write({ type: 'error', code: 'USAGE', message: `This line is no message of a bot: ${messageOf(thrown).replace(/\s+/g, ' ').slice(0, 300)}` });
    }
  }
}

async function frameOf(input: Extract<BotInput, { type: 'observe' }>, write: Write): Promise<Frame | undefined> {
  try {
    const base64 = /^(?:data:image\/[\w.+-]+;base64,)?([A-Za-z0-9+/=\s]{64,})$/.exec(input.image)?.[1];
    const bytes = base64 === undefined ? await fileBytes(input.image) : Buffer.from(base64, 'base64');
    const png = await sharp(bytes, { limitInputPixels: InputLimits.parse({}).imagePixels }).png({ compressionLevel: 1 }).toBuffer();
    return { png, width: png.readUInt32BE(16), height: png.readUInt32BE(20), scale: input.deviceScaleFactor, url: input.url };
  } catch (thrown) {
    const error = VouchError.is(thrown) ? thrown : toVouchError(thrown, 'INPUT_CORRUPT');
    write({ type: 'error', code: error.code, message: `The image cannot be read: ${error.message}` });
    return undefined;
  }
}

/** A pipe or device named in place of a picture would be read for ever. */
async function fileBytes(path: string): Promise<Buffer> {
  const facts = await stat(path).catch((cause: unknown) => {
    throw new VouchError('INPUT_NOT_FOUND', messageOf(cause), { cause });
  });
  if (!facts.isFile()) throw new VouchError('INPUT_UNSUPPORTED', `${JSON.stringify(path)} is not a file.`);
  return readFile(path);
}

/** A set-of-marks picture, PNG in base64. */
function marksOf({ frame, screen }: NonNullable<About['seen']>): Promise<string> {
  return withScratch('marks', async (folder) => (await readFile((await drawElements(frame.png, screen, join(folder, 'marks.png'))).path)).toString('base64'));
}

/** The page behind a bot: pictures come from it, actions go to it. */
class BotSurface implements Surface {
  readonly canHover = false;
  verdict: ActionVerdict | null = null;

  constructor(private current: Frame, private readonly marks: boolean, private readonly inbox: Inbox, private readonly write: Write) {}

  frame(): Promise<Frame> {
    return Promise.resolve(this.current);
  }

  glance(): Promise<Frame> {
    return Promise.resolve(this.current);
  }

  async act(action: Action, { target, box, expect, seen }: About): Promise<void> {
    const marks = this.marks && seen ? { marks: await marksOf(seen) } : {};
    this.write({ type: 'act', action, target, box: box ?? null, expect, verdict: this.verdict, ...marks });
    for (;;) {
      const input = await nextInput(this.inbox, this.write);
      if (input === undefined) throw new VouchError('CANCELLED', 'The bot hung up.');
      const frame = input.type === 'observe' ? await frameOf(input, this.write) : undefined;
      if (frame === undefined) continue;
      this.current = frame;
      return;
    }
  }

  async mayAct(approval: Approval): Promise<boolean> {
    const { label, risk } = approval;
    this.write({ type: 'ask', question: questionOf(approval), label, risk });
    return (await this.answered('{"type":"answer","approved":true} or false'))?.approved ?? false;
  }

  async ask(question: string): Promise<string | undefined> {
    this.write({ type: 'ask', question, label: '', risk: '' });
    return (await this.answered('{"type":"answer","text":"..."}, without a text to end'))?.text;
  }

  /** The answer to an open question; undefined when the bot hangs up. */
  private async answered(how: string): Promise<Extract<BotInput, { type: 'answer' }> | undefined> {
    for (;;) {
      const input = await nextInput(this.inbox, this.write);
      if (input === undefined || input.type === 'answer') return input;
      this.write({ type: 'error', code: 'USAGE', message: `A question is open: answer it with ${how}.` });
    }
  }

  takeNotes(): string[] {
    return [];
  }
}

import { VouchError, throwIfAborted, type Box, type Deadline, type ModelClient } from '../../../core/index.js';
import type { Frame } from '../../../tools/browser/index.js';
import { changedRegions, decodeFrame, perceive, type RgbaFrame } from '../../../tools/screen/index.js';
import type { Action } from '../action.js';
import { blackened, ordersIn, type Secrets } from '../safety/index.js';
import { approved, refused, type Approval } from './approval.js';
import type { Deed, Done, StepPictures, UserQuestion } from './deed.js';
import { HIDDEN, secretPlaces, withoutSecrets } from './hidden.js';
import { LoopWatch } from './loops.js';
import { stakeOf, type Pressed, type Stake } from './stake.js';
import type { BrowseStep } from './step.js';
import type { Surface } from './surface.js';
import { judge, maskedVerdict, wordsOf } from './verdict.js';
import { echoElements, type Picture, type View } from './view.js';

export interface SessionOptions {
  readonly goal: string;
  readonly surface: Surface;
  readonly models: ModelClient;
  readonly maxSteps: number;
  /** Stands still while the user is asked. */
  readonly deadline: Deadline;
  readonly secrets: Secrets;
  readonly signal?: AbortSignal | undefined;
  /** Asked before something that acts on the world is pressed; absent: it is never pressed. */
  readonly approve?: ((approval: Approval) => Promise<boolean>) | undefined;
  /** Asked where no way is left; absent, or without an answer: the run ends there. */
  readonly ask?: ((question: UserQuestion) => Promise<string | undefined>) | undefined;
  /** False: no comparison decides anything; every action counts as done. For measuring what the proof is worth. */
  readonly prove: boolean;
  readonly onStep?: ((step: BrowseStep, pictures: StepPictures) => Promise<BrowseStep>) | undefined;
}

/** So often the user is asked about one goal. */
const MOST_QUESTIONS = 2;

/** One goal on one surface: looks, acts, proves, and keeps the record. */
export class Session {
  readonly steps: BrowseStep[] = [];
  readonly notes: string[] = [];
  readonly usage = { seeMs: 0, thinkMs: 0, actMs: 0, modelCalls: 0 };
  /** Number of the part of the goal that is worked on, from 0. */
  part = 0;
  /** Pictures on which scrolling moved nothing. */
  readonly still = new WeakSet<RgbaFrame>();
  private asked = 0;
  private view: View | undefined;
  /** What changes without an action, CSS px. */
  readonly volatile: Box[] = [];
  /** What was seen before the last action. */
  previous: View | undefined;
  /** The field that was typed into last, CSS px. */
  typedInto: Box | undefined;
  private readonly masks: Box[] = [];
  private pressed: Pressed | undefined;
  private readonly loops = new LoopWatch();

  constructor(readonly options: SessionOptions) {}

  get models(): ModelClient {
    return this.options.models;
  }

  /** What is on the screen now. Taken again only after an action, or when asked for. */
  async look({ again = false } = {}): Promise<View> {
    if (this.view && !again) return this.view;
    const frame = await this.options.surface.frame();
    return this.see(frame);
  }

  /** Does one thing and proves it. Throws BUDGET_SPENT, REFUSED, TOOL_FAILED, or the signal's reason. */
  async do(deed: Deed): Promise<Done> {
    const { surface, signal, secrets } = this.options;
    throwIfAborted(signal);
    this.checkBudget();
    const started = Date.now();
    const seen = await this.look();
    const stake = await this.mayBeAsked(deed, seen);
    this.previous = seen;
    const idle = await this.frameBefore(deed, seen);
    const before = stake ? await this.approvedOn(deed, stake, idle, seen) : idle;
    this.pressed = stake && deed.action.type === 'mouse-down' ? { at: deed.action.at, stake } : undefined;
    const acting = Date.now();
    const action = deed.action.type === 'type' ? { ...deed.action, text: secrets.fill(deed.action.text) } : deed.action;
    if (deed.expect.is === 'text' && (deed.expect.hidden === true || (deed.action.type === 'type' && secrets.has(deed.action.text)))) this.masks.push(deed.expect.box);
    if (deed.expect.is === 'text' && deed.action.type === 'type') this.typedInto = deed.expect.box;
    await surface.act(action, { target: deed.target, box: deed.box, expect: wordsOf(deed.expect), seen });
    const frame = await surface.frame();
    this.usage.actMs += Date.now() - acting;
    const view = await this.see(frame);
    const regions = this.changes(before.pixels, view, deed.expect.is === 'change');
    this.loops.note(before.pixels, deed.action, this.changes(before.pixels, view, true).length > 0);
    const judged = judge(deed.expect, regions, seen.screen, view.screen, deed.box);
    const verdict = this.options.prove ? judged : { ...judged, status: 'expected' as const };
    const written: BrowseStep = {
      n: this.steps.length + 1, part: this.part, thought: secrets.mask(deed.thought), action: maskAction(deed.action, secrets), target: secrets.mask(deed.target), box: deed.box ?? null, expect: secrets.mask(wordsOf(deed.expect)), expectation: deed.expect.is === 'text' ? { ...deed.expect, text: secrets.mask(deed.expect.text) } : deed.expect,
      before: null, after: null, crop: null, marks: null, evidence: [], verdict: maskedVerdict(verdict, (text) => secrets.mask(text)), url: secrets.mask(frame.url), ms: Date.now() - started,
    };
    const step = this.options.onStep ? await this.options.onStep(written, { before: before.frame, after: frame, seen, masks: [...this.masks, ...[seen, view].flatMap((each) => secretPlaces(each, secrets, []))] }) : written;
    this.steps.push(step);
    return { step, view, before, seen };
  }

  /** Words of the page as they may be told. */
  hide(text: string): string {
    return this.options.secrets.hide(text, HIDDEN);
  }

  /** A view as a model or a person outside may be told of it: its texts and its picture without secrets. */
  async shown(view: View): Promise<View> {
    const { secrets } = this.options;
    if (secrets.isEmpty) return view;
    const png = await blackened(view.frame, secretPlaces(view, secrets, this.masks));
    return { ...withoutSecrets(view, secrets, this.masks), frame: { ...view.frame, png } };
  }

  /** True when the same action on the same picture comes back, also by turns. */
  isCircling(): boolean {
    return this.loops.isCircling();
  }

  /** Asks the user, while the clock stands still; undefined where nobody is there to ask, or nothing was said. */
  async askUser(question: string): Promise<string | undefined> {
    const { ask, secrets } = this.options;
    if (!ask || this.asked >= MOST_QUESTIONS) return undefined;
    this.asked += 1;
    const { frame } = await this.shown(await this.look());
    const answer = await this.options.deadline.pausedFor(() => ask({ text: secrets.mask(question), url: secrets.mask(frame.url), picture: frame.png }));
    // A page may have changed by itself in the meantime.
    await this.look({ again: true });
    return answer?.trim() === '' ? undefined : answer?.trim();
  }

  /** Runs a model call and counts its time. The signal that it gets ends at the deadline of the goal: then BUDGET_SPENT. */
  async think<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.checkBudget();
    const started = Date.now();
    const late = this.options.deadline.signal;
    try {
      this.usage.modelCalls += 1;
      return await work(this.options.signal ? AbortSignal.any([this.options.signal, late]) : late);
    } catch (thrown) {
      if (late.aborted && this.options.signal?.aborted !== true) throw new VouchError('BUDGET_SPENT', 'The time is used up.');
      throw thrown;
    } finally {
      this.usage.thinkMs += Date.now() - started;
    }
  }

  /** Sees a picture as for the first time, without what was read before. */
  async seeAfresh(picture: Picture): Promise<View> {
    const started = Date.now();
    const screen = await perceive(picture.pixels, { deviceScaleFactor: picture.frame.scale, models: this.models, signal: this.options.signal });
    this.usage.seeMs += Date.now() - started;
    return { ...picture, screen, echo: echoElements(this.options.goal, screen) };
  }

  /** Throws as `do` does. */
  async wait(ms: number): Promise<void> {
    throwIfAborted(this.options.signal);
    this.checkBudget();
    await this.options.surface.act({ type: 'wait', ms }, { target: '', expect: '' });
    this.view = undefined;
  }

  private async see(frame: Frame): Promise<View> {
    const started = Date.now();
    const last = this.view;
    if (last?.frame.png.equals(frame.png) === true) return (this.view = { ...last, frame });
    const pixels = await decodeFrame(frame.png);
    const screen = await perceive(pixels, { deviceScaleFactor: frame.scale, models: this.models, signal: this.options.signal, previous: last?.screen });
    const echo = echoElements(this.options.goal, screen);
    this.usage.seeMs += Date.now() - started;
    for (const order of ordersIn(screen)) this.note(`The page holds an order to agents, which was not followed: ${JSON.stringify(order)}`);
    for (const note of this.options.surface.takeNotes()) this.note(note);
    return (this.view = { frame, pixels, screen, echo });
  }

  private note(text: string): void {
    if (!this.notes.includes(text) && this.notes.length < 50) this.notes.push(this.options.secrets.mask(text));
  }

  /**
   * The picture right before the action. The pointer goes to the target first, so that what a page does under a pointer is
   * not taken for what it does on a click. What moved since the last look, without an action, moves by itself.
   */
  private async frameBefore(deed: Deed, seen: View): Promise<Picture> {
    const { surface } = this.options;
    if (!surface.canHover) return seen;
    const idle = await surface.glance();
    if (!idle.png.equals(seen.frame.png)) {
      const pixels = await decodeFrame(idle.png);
      for (const box of changedRegions(seen.pixels, pixels, { deviceScaleFactor: seen.frame.scale })) if (box.width * box.height < 0.1 * seen.screen.width * seen.screen.height) this.volatile.push(box);
    }
    if (deed.action.type !== 'click') return idle.png.equals(seen.frame.png) ? seen : { frame: idle, pixels: await decodeFrame(idle.png) };
    await surface.act({ type: 'hover', at: deed.action.at }, { target: deed.target, expect: '' });
    const frame = await surface.frame();
    return frame.png.equals(seen.frame.png) ? seen : { frame, pixels: await decodeFrame(frame.png) };
  }

  /** Whether two pictures differ by more than what moves by itself. */
  differs(before: Picture, after: View): boolean {
    return this.changes(before.pixels, after, true).length > 0;
  }

  /** A caret that blinks in a field must not hide what is typed there: what moves by itself is passed over only where any change would count. */
  private changes(before: RgbaFrame, after: View, ignoring: boolean): Box[] {
    return changedRegions(before, after.pixels, { deviceScaleFactor: after.frame.scale, ignore: ignoring ? this.volatile : [] });
  }

  /** What a deed has at stake. Throws REFUSED where there is nobody to approve it. */
  private async mayBeAsked(deed: Deed, seen: View): Promise<Stake | undefined> {
    const stake = await stakeOf(deed, seen, this.pressed);
    if (stake && !this.options.approve) throw refused(deed, stake, 'it was not approved');
    return stake;
  }

  /** Approval is bound to one action on one screen: it is asked again for the next. */
  private approvedOn(deed: Deed, stake: Stake, before: Picture, seen: View): Promise<Picture> {
    const { secrets, surface, approve } = this.options;
    const ask = async (picture: Picture): Promise<boolean> => {
      const { frame } = await this.shown(secrets.isEmpty || picture === seen ? { ...seen, ...picture } : await this.seeAfresh(picture));
      return (await approve?.({ risk: this.hide(stake.risk), label: this.hide(stake.label), way: stake.way, url: secrets.mask(frame.url), picture: frame.png })) ?? false;
    };
    const glance = async (): Promise<Picture> => {
      const frame = await surface.glance();
      return { frame, pixels: await decodeFrame(frame.png) };
    };
    return approved({ deed, stake, before, volatile: this.volatile, ask, glance });
  }

  private checkBudget(): void {
    const { maxSteps, deadline } = this.options;
    if (this.steps.length >= maxSteps) throw new VouchError('BUDGET_SPENT', `The limit of ${maxSteps} actions is used up.`);
    if (deadline.signal.aborted) throw new VouchError('BUDGET_SPENT', 'The time is used up.');
    if (this.isCircling()) throw new VouchError('TOOL_FAILED', 'The same actions come back on the same pictures: it goes round in circles.', { retryable: false });
  }
}

function maskAction(action: Action, secrets: Secrets): Action {
  if (action.type === 'type') return { ...action, text: secrets.mask(action.text) };
  return action.type === 'select' ? { ...action, option: secrets.mask(action.option) } : action;
}

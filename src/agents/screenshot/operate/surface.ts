import { setTimeout as sleep } from 'node:timers/promises';
import { VouchError, throwIfAborted, type Box } from '../../../core/index.js';
import type { Frame, PageDriver } from '../../../tools/browser/index.js';
import type { Action } from '../action.js';
import { Stillness } from './stillness.js';
import type { View } from './view.js';

/** What an action is for. */
export interface About {
  readonly target: string;
  /** Where the target is, CSS px; absent where the action has none. */
  readonly box?: Box | undefined;
  readonly expect: string;
  /** What it was decided on; absent where nothing is done to the page. */
  readonly seen?: View | undefined;
}

/** Something that shows pictures and takes actions: a page, or a bot at the other end of a pipe. */
export interface Surface {
  /** What is shown now, at rest. */
  frame(): Promise<Frame>;
  /** What is shown right now, settled or not; the same as `frame` where that is all there is. */
  glance(): Promise<Frame>;
  act(action: Action, about: About): Promise<void>;
  /** Whether pointing at something before it is clicked costs nothing. */
  readonly canHover: boolean;
  /** What was noticed beside the pictures since the last call. */
  takeNotes(): string[];
}

/** Two pictures this far apart that are the same but for carets and known animations mean rest, ms. */
const STILL_MS = 70;
const SETTLE_LIMIT_MS = 3_000;
/** So many different pictures in a row, and what moves is an animation that will not end. */
const RESTLESS = 12;

/** A page as a surface. `files`: what may be uploaded, by name. */
export class PageSurface implements Surface {
  readonly canHover = true;
  private told = 0;
  private readonly stillness = new Stillness();

  constructor(private readonly driver: PageDriver, private readonly files: ReadonlyMap<string, string> = new Map(), private readonly signal?: AbortSignal) {}

  async frame(): Promise<Frame> {
    const deadline = Date.now() + SETTLE_LIMIT_MS;
    await this.driver.networkQuiet();
    this.stillness.begin();
    let last = await this.driver.frame();
    for (let tries = 0; tries < RESTLESS && Date.now() < deadline; tries += 1) {
      await sleep(STILL_MS);
      throwIfAborted(this.signal);
      const next = await this.driver.frame();
      if (await this.stillness.isRest(last, next)) return next;
      last = next;
    }
    this.stillness.giveUp(last);
    return last;
  }

  glance(): Promise<Frame> {
    return this.driver.frame();
  }

  async act(action: Action): Promise<void> {
    const { driver } = this;
    switch (action.type) {
      case 'click': return driver.click(action.at, action);
      case 'hover': return driver.move(action.at);
      case 'mouse-down': return driver.button('down', action.at);
      case 'mouse-up': return driver.button('up', action.at);
      case 'drag': return driver.drag(action.path);
      case 'type': return driver.type(action.text);
      case 'key': return driver.press(action.chord, action);
      case 'scroll': return driver.scroll(action.at ?? await this.middle(), action);
      case 'wait': return sleep(action.ms, undefined, { signal: this.signal });
      // A native list is not in the picture: it is chosen from by typing the option's name.
      case 'select': {
        await driver.click(action.at);
        await driver.type(action.option);
        return driver.press('Enter');
      }
      case 'upload': {
        const path = this.files.get(action.file);
        if (path === undefined) throw new VouchError('INPUT_NOT_FOUND', `The file ${JSON.stringify(action.file)} is not in the folder for uploads; only files of that folder are given to pages.`);
        return driver.upload(action.at, path);
      }
      case 'navigate': return driver.navigate(action.url);
      case 'back': return driver.back();
      case 'forward': return driver.forward();
      case 'tab': return driver.switchTab(action.number);
      case 'ask': case 'done': throw new RangeError(`"${action.type}" is not for the page.`);
    }
  }

  takeNotes(): string[] {
    const notes = this.driver.notes.slice(this.told);
    this.told = this.driver.notes.length;
    return notes;
  }

  private async middle(): Promise<{ x: number; y: number }> {
    const { width, height } = await this.driver.viewport();
    return { x: width / 2, y: height / 2 };
  }
}

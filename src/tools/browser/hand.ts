/** What a person's hand does to a page: mouse and keyboard, at the pace that pages expect. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { VouchError, messageOf } from '../../core/index.js';
import type { MouseButton, Point } from './driver-options.js';

/** Pages take small steps for a drag and one jump for a click. */
const DRAG_STEPS = 8;

/** Throws USAGE for a key that there is not. */
export async function click({ keyboard, mouse }: Page, at: Point, { button: which, count, keys }: { readonly button: MouseButton; readonly count: number; readonly keys: readonly string[] }): Promise<void> {
  const held: string[] = [];
  try {
    for (const key of keys) {
      await known(() => keyboard.down(key));
      held.unshift(key);
    }
    await mouse.click(at.x, at.y, { button: which, clickCount: count, delay: 20 });
  } finally {
    for (const key of held) await keyboard.up(key);
  }
}

/** Presses the left button at a point and keeps it down, or lets go of it there. */
export async function button({ mouse }: Page, way: 'down' | 'up', at: Point): Promise<void> {
  await mouse.move(at.x, at.y, { steps: way === 'up' ? DRAG_STEPS : 1 });
  await mouse[way]();
}

/** Presses at the first point, passes the others, and lets go at the last. */
export async function drag({ mouse }: Page, [start, ...rest]: readonly Point[]): Promise<void> {
  if (start) await mouse.move(start.x, start.y);
  await mouse.down();
  for (const to of rest) await mouse.move(to.x, to.y, { steps: DRAG_STEPS });
  await sleep(60);
  await mouse.up();
}

export async function type({ keyboard }: Page, text: string): Promise<void> {
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    if (index > 0) await keyboard.press('Enter');
    if (line !== '') await keyboard.type(line, { delay: 4 });
  }
}

/** Throws USAGE for a key that there is not. */
export async function press({ keyboard }: Page, chord: string, { times, holdMs }: { readonly times: number; readonly holdMs: number }): Promise<void> {
  await known(async () => {
    for (let turn = 0; turn < times; turn += 1) await keyboard.press(chord, { delay: holdMs });
  });
}

async function known(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const key = /Unknown key: "?([^"\n]*)"?/.exec(messageOf(error))?.[1];
    throw key === undefined ? error : new VouchError('USAGE', `There is no key ${JSON.stringify(key)}.`, { cause: error });
  }
}

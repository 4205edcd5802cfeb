import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Box } from '../../../core/index.js';
import type { Frame } from '../../../tools/browser/index.js';
import type { BrowseOutcome, BrowseStep, StepPictures } from '../operate/index.js';
import { renderTrace } from './html.js';

/** Keeps the pictures of a run in a folder, and at the end its record and a page that shows it. */
export interface TraceWriter {
  readonly onStep: (step: BrowseStep, pictures: StepPictures) => Promise<BrowseStep>;
  /** Writes `trace.json` and `trace.html`; gives the outcome with its artifacts. */
  readonly finish: (outcome: BrowseOutcome) => Promise<BrowseOutcome>;
}

/** CSS px around a target that its crop shows, too. */
export const MARGIN = 6;

export async function createTraceWriter(folder: string): Promise<TraceWriter> {
  await mkdir(folder, { recursive: true });
  let last: { png: Buffer; name: string } | undefined;
  const keep = async (frame: Frame, name: string, masks: readonly Box[]): Promise<string> => {
    // The picture after one action is mostly the one before the next.
    if (last?.png.equals(frame.png) === true && masks.length === 0) return last.name;
    const png = await masked(frame, masks);
    await writeFile(join(folder, name), png);
    last = { png: frame.png, name };
    return name;
  };
  return {
    async onStep(step, { before, after, masks }) {
      const number = String(step.n).padStart(3, '0');
      const beforeName = await keep(before, `${number}-before.png`, masks);
      const crop = step.box === null ? null : `${number}-target.png`;
      if (step.box !== null && crop !== null) await writeFile(join(folder, crop), await cropped(before, step.box, masks));
      return { ...step, before: beforeName, after: await keep(after, `${number}-after.png`, masks), crop };
    },
    async finish(outcome) {
      const path = (name: string): string => join(folder, name);
      const pictures = [...new Set(outcome.steps.flatMap(({ before, after }) => [before, after]).filter((name): name is string => name !== null))];
      const whole: BrowseOutcome = { ...outcome, artifacts: [...['trace.json', 'trace.html'].map((name) => ({ name, path: path(name) })), ...pictures.map((name) => ({ name, path: path(name) }))] };
      await writeFile(path('trace.json'), `${JSON.stringify(whole, null, 2)}\n`);
      await writeFile(path('trace.html'), await renderTrace(whole, folder));
      return whole;
    },
  };
}

/** A picture with what is secret on it blackened. */
async function masked(frame: Frame, masks: readonly Box[]): Promise<Buffer> {
  if (masks.length === 0) return frame.png;
  const covers = masks.map((box) => clipped(box, frame)).filter(({ width, height }) => width > 0 && height > 0);
  return sharp(frame.png).composite(covers.map(({ left, top, width, height }) => ({ input: { create: { width, height, channels: 3, background: '#222' } }, left, top }))).png().toBuffer();
}

async function cropped(frame: Frame, box: Box, masks: readonly Box[]): Promise<Buffer> {
  const area = clipped({ x: box.x - MARGIN, y: box.y - MARGIN, width: box.width + 2 * MARGIN, height: box.height + 2 * MARGIN }, frame);
  return sharp(await masked(frame, masks)).extract({ ...area, width: Math.max(1, area.width), height: Math.max(1, area.height) }).png().toBuffer();
}

function clipped(box: Box, frame: Frame): { left: number; top: number; width: number; height: number } {
  const left = Math.min(frame.width - 1, Math.max(0, Math.round(box.x * frame.scale)));
  const top = Math.min(frame.height - 1, Math.max(0, Math.round(box.y * frame.scale)));
  return { left, top, width: Math.min(frame.width - left, Math.round(box.width * frame.scale)), height: Math.min(frame.height - top, Math.round(box.height * frame.scale)) };
}

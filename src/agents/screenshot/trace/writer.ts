import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Box } from '../../../core/index.js';
import type { Frame } from '../../../tools/browser/index.js';
import type { BrowseOutcome, BrowseStep, StepPictures } from '../operate/index.js';
import { drawElements } from '../../../tools/screen/index.js';
import { blackened } from '../safety/index.js';
import { cutter, shownPlaces } from './crops.js';
import { renderTrace } from './html.js';

/** Keeps the pictures of a run in a folder, and at the end its record and a page that shows it. */
export interface TraceWriter {
  readonly onStep: (step: BrowseStep, pictures: StepPictures) => Promise<BrowseStep>;
  /** Writes `trace.json` and `trace.html`; gives the outcome with its artifacts. */
  readonly finish: (outcome: BrowseOutcome) => Promise<BrowseOutcome>;
}

/** `marks`: keeps a set-of-marks picture of each step, too. */
export async function createTraceWriter(folder: string, { marks = false }: { readonly marks?: boolean | undefined } = {}): Promise<TraceWriter> {
  await mkdir(folder, { recursive: true });
  let last: { readonly png: Buffer; readonly name: string } | undefined;
  /** The picture of a frame, and its name in the folder. */
  const keep = async (frame: Frame, name: string, masks: readonly Box[]): Promise<{ readonly name: string; readonly png: Buffer }> => {
    // The picture after one action is mostly the one before the next.
    if (last?.png.equals(frame.png) === true && masks.length === 0) return last;
    const png = await blackened(frame, masks);
    await writeFile(join(folder, name), png);
    last = { png: frame.png, name };
    return { name, png };
  };
  return {
    async onStep(unkept, { before, after, seen, masks }) {
      const number = String(unkept.n).padStart(3, '0');
      const marked = marks ? `${number}-marks.png` : null;
      if (marked !== null) await drawElements(await blackened(seen.frame, masks), seen.screen, join(folder, marked));
      const step = { ...unkept, marks: marked };
      const [was, is] = [await keep(before, `${number}-before.png`, masks), await keep(after, `${number}-after.png`, masks)];
      const places = shownPlaces(step.verdict, after);
      if (step.box === null && places.length === 0) return { ...step, before: was.name, after: is.name };
      const cutBefore = await cutter(was.png, before);
      const crop = step.box === null ? null : `${number}-target.png`;
      if (step.box !== null && crop !== null) await writeFile(join(folder, crop), await cutBefore(step.box));
      const cutAfter = places.length === 0 ? undefined : await cutter(is.png, after);
      const evidence = [];
      for (const [index, box] of places.entries()) {
        const [earlier, later] = ['before', 'after'].map((when) => `${number}-change-${index + 1}-${when}.png`) as [string, string];
        await writeFile(join(folder, earlier), await cutBefore(box));
        if (cutAfter) await writeFile(join(folder, later), await cutAfter(box));
        evidence.push({ box, before: earlier, after: later });
      }
      return { ...step, before: was.name, after: is.name, crop, evidence };
    },
    async finish(outcome) {
      const path = (name: string): string => join(folder, name);
      const pictures = [...new Set(outcome.steps.flatMap(({ before, after, crop, marks: marked, evidence }) => [before, after, crop, marked, ...evidence.flatMap((change) => [change.before, change.after])]).filter((name) => name !== null))];
      const whole: BrowseOutcome = { ...outcome, artifacts: ['trace.json', 'trace.html', ...pictures].map((name) => ({ name, path: path(name) })) };
      await writeFile(path('trace.json'), `${JSON.stringify(whole, null, 2)}\n`);
      await writeFile(path('trace.html'), await renderTrace(whole, folder));
      return whole;
    },
  };
}

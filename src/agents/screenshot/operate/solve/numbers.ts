import type { Box } from '../../../../core/index.js';
import type { Description, SubGoalOf } from '../../goal/index.js';
import { middleOf, overlap, type Candidate } from '../../ground/index.js';
import { follows, numberOf, type Shown } from '../numbers-seen.js';
import type { View } from '../view.js';
import { fieldsFor } from './fields.js';
import { fill } from './fill.js';
import { stepperFor } from './steppers.js';
import { candidatesFor, claimLater, clickOn, press, type Work } from './work.js';

/** So often a control is pressed on its way to a number. */
const PRESSES = 220;

/**
 * Sets a slider or a spinner to a number. It is pressed once to see which number on the screen follows it and by how much,
 * then as often as it takes. False where the screen has no such control, or where no number follows it.
 */
export async function setNumber(work: Work, part: SubGoalOf<'choose'>, wanted: number): Promise<boolean> {
  const view = await work.session.look();
  const stepper = part.from?.kind === 'slider' ? undefined : await stepperFor(view, part.from);
  if (stepper) {
    if (!(await approach(work, part, stepper.between, stepByMarks({ up: stepper.more, down: stepper.less }), wanted))) return false;
    claimLater(work, part.words, { is: 'number', box: stepper.between, value: wanted });
    return true;
  }
  const slider = controlFor(view, part.from, 'slider');
  const spinner = part.from?.kind === 'spinner' || slider === undefined ? controlFor(view, part.from, 'spinner') : undefined;
  const named = part.from && part.from.kind !== 'slider' ? fieldsFor(view, part.from, part)[0] : undefined;
  if (slider === undefined && named && part.from && part.from.texts.length > 0 && part.from.kind !== 'select' && named.element.kind === 'text-input') {
    await fill(work, part, named, { text: String(wanted) });
    return true;
  }
  if (part.from !== undefined && part.from.kind !== 'slider' && part.from.kind !== 'spinner' && slider === undefined) return false;
  if (part.from === undefined && slider === undefined) return false;
  const arrows = slider === undefined ? stackedArrows(view) : undefined;
  const control = (part.from?.kind === 'spinner' ? spinner : slider ?? spinner) ?? arrows?.up;
  if (!control) return false;
  const arrowWays = arrows ? [stepByMarks(arrows)] : spinner ? [stepByArrows(spinner)] : [];
  const ways = control.element.kind === 'slider' ? [slideByKeys(control), dragSlider(control)] : control === arrows?.up ? arrowWays : [typeInto(control), stepByKeys(control), ...arrowWays];
  for (const way of ways) {
    if (await approach(work, part, control.box, way, wanted)) {
      claimLater(work, part.words, { is: 'number', box: control.box, value: wanted });
      return true;
    }
  }
  return false;
}

export function controlFor(view: View, from: Description | undefined, kind: 'slider' | 'spinner'): Candidate | undefined {
  const description: Description = { ...(from ?? { words: kind, texts: [], quoted: false, sides: [], all: false }), kind };
  const fits = (candidate: Candidate): boolean => (kind === 'slider' ? candidate.element.kind === 'slider' : candidate.element.kind === 'text-input' || candidate.element.kind === 'select');
  const unnamed = candidatesFor(view, { ...description, texts: [] }).filter(fits);
  return candidatesFor(view, description).find(fits) ?? (description.texts.length === 0 || unnamed.length === 1 || from?.kind === kind ? unnamed[0] : undefined);
}

/** One way to move a control: to get ready, to step up (+1) or down (-1), or to go there at once. */
interface Way {
  readonly start?: (work: Work, words: string) => Promise<unknown>;
  readonly step: (work: Work, words: string, times: number, wanted: number, last: number | undefined) => Promise<View>;
}

/** Presses once, sees what number moves, and goes on with the rest; twice more where it ends beside the number. */
async function approach(work: Work, part: SubGoalOf<'choose'>, box: Box, way: Way, wanted: number): Promise<boolean> {
  const { session } = work;
  await way.start?.(work, part.words);
  let view = await session.look();
  const place = numberOf(view, box);
  if (place?.value === wanted) return true;
  let shown = place;
  let perStep = 0;
  for (let round = 0; round < 4; round += 1) {
    const from = shown?.value;
    const times = perStep === 0 || from === undefined ? Math.sign(wanted - (from ?? 0)) || 1 : Math.round((wanted - from) / perStep);
    if (times === 0 || Math.abs(times) > PRESSES) return false;
    view = await way.step(work, part.words, times, wanted, from);
    const read = follows(view, shown, box);
    // A number that cannot be read for its frame is counted on: most controls go by ones. The check at the end says what was seen.
    const next: Shown | undefined = read ? { ...read, value: signed(read.value, from, times) } : shown && from !== undefined ? { ...shown, value: from + times } : undefined;
    if (next === undefined) return false;
    if (next.value === wanted) return true;
    if (from !== undefined && next.value === from) return false;
    if (from !== undefined) perStep = (next.value - from) / times;
    shown = next;
  }
  return false;
}

/** A minus at the edge of a field is often not seen: a number that went the wrong way is its opposite. */
function signed(read: number, from: number | undefined, times: number): number {
  if (from === undefined) return read;
  const right = (value: number): boolean => Math.sign(value - from) === Math.sign(times);
  return !right(read) && right(-read) ? -read : read;
}

function slideByKeys(control: Candidate): Way {
  return {
    start: (work, words) => clickOn(work, control, `${words}: take the handle`, { is: 'nothing' }, { at: handleOf(control) }),
    step: (work, words, times) => pressMany(work, words, times > 0 ? 'ArrowRight' : 'ArrowLeft', times, control.box),
  };
}

/** Where the handle of a slider is. */
export function handleOf({ element, box }: Candidate): { x: number; y: number } {
  const along = element.state.value ?? 0;
  return box.width >= box.height ? { x: box.x + 4 + along * (box.width - 8), y: box.y + box.height / 2 } : { x: box.x + box.width / 2, y: box.y + 4 + along * (box.height - 8) };
}

/** Drags the handle by so many px a step as one px showed. */
function dragSlider(control: Candidate): Way {
  let at = handleOf(control);
  const level = control.box.width >= control.box.height;
  return {
    step: async (work, words, times) => {
      const to = level ? { x: at.x + times, y: at.y } : { x: at.x, y: at.y + times };
      const { view } = await work.session.do({ thought: `${words}: drag the handle`, action: { type: 'drag', path: [at, to] }, target: control.name, box: control.box, expect: { is: 'change' } });
      at = to;
      return view;
    },
  };
}

function typeInto(control: Candidate): Way {
  return {
    start: (work, words) => clickOn(work, control, `${words}: click into the field`, { is: 'nothing' }, { at: { x: control.box.x + Math.min(10, control.box.width / 4), y: control.box.y + control.box.height / 2 } }),
    step: async (work, words, _times, wanted) => {
      await press(work, 'Control+A', `${words}: mark the number`);
      return (await work.session.do({ thought: words, action: { type: 'type', text: String(wanted) }, target: control.name, box: control.box, expect: { is: 'nothing' } })).view;
    },
  };
}

function stepByKeys(control: Candidate): Way {
  return { step: (work, words, times) => pressMany(work, words, times > 0 ? 'ArrowUp' : 'ArrowDown', times, control.box) };
}

async function pressMany(work: Work, words: string, key: string, times: number, box: Box): Promise<View> {
  return (await work.session.do({ thought: `${words}: ${Math.abs(times)} times ${key}`, action: { type: 'key', chord: key, times: Math.abs(times) }, target: '', box, expect: { is: 'nothing' } })).view;
}

/** Two small marks, one above the other: the arrows of a spinner whose frame was not made out. */
function stackedArrows(view: View): { readonly up: Candidate; readonly down: Candidate } | undefined {
  const marks = view.screen.elements.filter(({ kind, box, text }) => (kind === 'icon' || kind === 'shape' || kind === 'button') && box.height <= 16 && box.width <= 24 && text.length <= 1);
  for (const up of marks) {
    const down = marks.find(({ box }) => box.y > up.box.y && box.y - (up.box.y + up.box.height) < 14 && overlap(box, up.box, 'x') > 0.6 * box.width);
    if (down) return { up: { element: up, box: up.box, score: 1, name: 'up' }, down: { element: down, box: down.box, score: 1, name: 'down' } };
  }
  return undefined;
}

function stepByMarks({ up, down }: { readonly up: Candidate; readonly down: Candidate }): Way {
  return { step: (work, words, times) => clickMany(work, words, times > 0 ? up : down, middleOf((times > 0 ? up : down).box), times) };
}

/** Several presses of one small control, looked at once: what it counts is read at the end. */
async function clickMany(work: Work, words: string, candidate: Candidate, at: { x: number; y: number }, times: number): Promise<View> {
  let left = Math.max(1, Math.abs(times));
  let view: View | undefined;
  for (; left > 0; left -= 3) ({ view } = await clickOn(work, candidate, `${words}: ${Math.min(3, left)} times`, { is: 'nothing' }, { at, count: Math.min(3, left) as 1 | 2 | 3 }));
  if (!view) throw new RangeError('unreachable: it is done at least once');
  return view;
}

/** The small arrows stand one above the other at the right end of the field. */
function stepByArrows(control: Candidate): Way {
  return {
    step: (work, words, times) => {
      const { box } = control;
      const at = { x: box.x + box.width - Math.min(8, box.width / 6), y: box.y + box.height * (times > 0 ? 0.28 : 0.72) };
      return clickMany(work, words, control, at, times);
    },
  };
}

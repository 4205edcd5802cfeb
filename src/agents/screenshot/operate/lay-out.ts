import { z } from 'zod';
import type { ScreenElement } from '../../../tools/screen/index.js';
import { loadPrompt } from '../../../tools/prompts.js';
import { setOrdersAside } from '../../../tools/text/index.js';
import { describeAction } from '../action.js';
import { contains, inReadingOrder, plain } from '../ground/index.js';
import { missingName } from './missing-name.js';
import type { Session } from './session.js';
import { inRows, tickedIn } from './think.js';
import { linesOf, type View } from './view.js';

/** One thing to be done with one element of the screen. */
export interface Doing {
  readonly element: ScreenElement;
  /** To be typed; what is without it is clicked. */
  readonly text?: string | undefined;
}

/** Elements that get a number, at most, and those up to which texts get one, too: what looks like a text may be what is to be pressed. */
const MOST = 40;
const FEW = 24;
/** Characters of a screen, at most. */
const LONGEST = 3_000;

const NAMES: Readonly<Partial<Record<ScreenElement['kind'], string>>> = { 'text-input': 'field', select: 'list' };
const UNUSABLE = new Set<ScreenElement['kind']>(['panel', 'dialog', 'scroll-bar', 'progress-bar', 'text']);

/** What the model makes of a task on a screen. */
export interface Layout {
  /** In a few words of its own. */
  readonly plan: string;
  readonly doings: readonly Doing[];
}

const NOTHING: Layout = { plan: '', doings: [] };

const Reply = z.object({ plan: z.string(), steps: z.array(z.object({ element: z.number().int(), do: z.enum(['click', 'type']), text: z.string().optional() })) });

/**
 * What is to be done on this screen for a task, laid out by the language model: it chooses among the elements, and what is typed stands in the task. Nothing
 * where what it says does not hold or the screen shows nothing of what the task names, where there is no model, or, with `mayBeDone`, where it sees nothing left to do.
 */
export async function layOut(session: Session, task: string, view: View, { mayBeDone }: { readonly mayBeDone: boolean }): Promise<Layout> {
  const { models } = session;
  const usable = usableOn(view);
  const told = await session.shown(view);
  if (!models.has('chat') || usable.length === 0) return NOTHING;
  const done = session.steps.map((step) => describeAction(step.action, step.target)).slice(-8);
  const request = loadPrompt('screenshot/lay-out').render({ task, done: done.length === 0 ? 'nothing yet' : done.join('; '), screen: screenInWords(told, usableOn(told)) });
  const schema = {
    type: 'object', required: ['plan', 'steps'], additionalProperties: false,
    properties: { plan: { type: 'string', maxLength: 100 }, steps: { type: 'array', minItems: mayBeDone ? 0 : 1, maxItems: 6, items: { type: 'object', required: ['element', 'do'], additionalProperties: false, properties: { element: { type: 'integer', enum: usable.map((_, index) => index + 1) }, do: { type: 'string', enum: ['click', 'type'] }, text: { type: 'string', maxLength: 200 } } } } },
  };
  const { json } = await session.think((signal) => models.chat({ ...request, schema }, { signal }));
  const reply = Reply.safeParse(json);
  if (!reply.success) return NOTHING;
  const doings = reply.data.steps.map((step): Doing | undefined => {
    const element = usable[step.element - 1];
    if (element === undefined) return undefined;
    if (step.do === 'click') return { element };
    const { text = '' } = step;
    return element.kind === 'text-input' && plain(text) !== '' && plain(task).includes(plain(text)) ? { element, text } : undefined;
  });
  // A half of what it meant would be something else.
  return doings.every((doing) => doing !== undefined) && (await missingName(task, view, doings.flatMap(({ text }) => text ?? []))) === undefined ? { plan: reply.data.plan, doings } : NOTHING;
}

function usableOn(view: View): ScreenElement[] {
  const shown = view.screen.elements.filter(({ number }) => !view.echo.has(number));
  const controls = shown.filter(({ kind }) => !UNUSABLE.has(kind));
  const texts = shown.filter(({ kind, box }) => kind === 'text' && !controls.some((control) => contains(control.box, box, 1)));
  const all = controls.length + texts.length <= FEW || controls.length === 0 ? [...controls, ...texts] : controls;
  return all.map((element) => ({ element, box: element.box })).sort(inReadingOrder).slice(0, MOST).map(({ element }) => element);
}

/** The screen row by row, what can be used with its number. */
function screenInWords(view: View, usable: readonly ScreenElement[]): string {
  const numbered = usable.map((element, index) => ({ box: element.box, text: tellNumbered(element, index + 1) }));
  const lines = linesOf(view).filter(({ box }) => !usable.some((element) => contains(element.box, box, 1)));
  return setOrdersAside(inRows([...numbered, ...lines]).join('\n')).text.slice(0, LONGEST);
}

function tellNumbered(element: ScreenElement, number: number): string {
  const { kind, text, label, colour, shape } = element;
  const says = text || label;
  const looks = kind === 'shape' ? `${colour.name} ${shape ?? ''} ` : '';
  return `[${number} ${looks}${NAMES[kind] ?? kind}${says === '' || says === kind ? '' : ` ${JSON.stringify(says.slice(0, 80))}`}${tickedIn(element)}]`;
}

import { z } from 'zod';

/** CSS px from the upper left corner of the viewport. */
export const ActionPoint = z.object({ x: z.number(), y: z.number() });
export type ActionPoint = z.infer<typeof ActionPoint>;

const keys = z.array(z.string()).optional().describe('modifier keys held down: Control, Shift, Alt, Meta');

/**
 * The one schema of what can be done to a page. Whatever a model's own format is, its adapter turns it into this;
 * whatever drives a page understands nothing else.
 */
export const Action = z.discriminatedUnion('type', [
  z.object({ type: z.literal('click'), at: ActionPoint, button: z.enum(['left', 'middle', 'right']).default('left'), count: z.number().int().min(1).max(3).default(1), keys }),
  z.object({ type: z.literal('hover'), at: ActionPoint }),
  z.object({ type: z.literal('mouse-down'), at: ActionPoint }).describe('presses the left button and keeps it down'),
  z.object({ type: z.literal('mouse-up'), at: ActionPoint }),
  z.object({ type: z.literal('drag'), path: z.array(ActionPoint).min(2) }),
  z.object({ type: z.literal('type'), text: z.string() }),
  z.object({ type: z.literal('key'), chord: z.string().min(1).describe('Control+A, Enter, ArrowDown'), times: z.number().int().min(1).max(300).default(1), holdMs: z.number().min(0).max(60_000).optional().describe('how long it is kept down') }),
  z.object({ type: z.literal('scroll'), at: ActionPoint.optional(), dx: z.number().default(0), dy: z.number().default(0).describe('CSS px; positive shows what is further down') }),
  z.object({ type: z.literal('wait'), ms: z.number().min(0).max(60_000) }),
  z.object({ type: z.literal('select'), at: ActionPoint, option: z.string().describe('label of the option of a native list') }),
  z.object({ type: z.literal('upload'), at: ActionPoint, file: z.string() }),
  z.object({ type: z.literal('navigate'), url: z.string() }),
  z.object({ type: z.literal('back') }),
  z.object({ type: z.literal('forward') }),
  z.object({ type: z.literal('tab'), number: z.number().int().min(0) }),
  z.object({ type: z.literal('ask'), question: z.string() }),
  z.object({ type: z.literal('done'), answer: z.string().default(''), success: z.boolean().default(true) }),
]);
export type Action = z.output<typeof Action>;
export type ActionType = Action['type'];

/** An action in words for people, without the secrets that `mask` hides. */
export function describeAction(action: Action, target?: string, mask: (text: string) => string = (text) => text): string {
  const on = target === undefined || target === '' ? '' : ` ${target}`;
  switch (action.type) {
    case 'click': {
      const how = action.count === 2 ? 'double-click' : action.count === 3 ? 'triple-click' : action.button === 'left' ? 'click' : `${action.button}-click`;
      return `${action.keys?.length ? `${action.keys.join('+')}+` : ''}${how}${on}`;
    }
    case 'hover': return `point at${on}`;
    case 'mouse-down': return `press the mouse button on${on}`;
    case 'mouse-up': return `let go of the mouse button on${on}`;
    case 'drag': return `drag${on}`;
    case 'type': return `type ${JSON.stringify(mask(action.text))}`;
    case 'key': return `press ${action.chord}${action.times > 1 ? ` ${action.times} times` : ''}${action.holdMs === undefined ? '' : ` for ${action.holdMs} ms`}`;
    case 'scroll': return `scroll ${Math.abs(action.dy) >= Math.abs(action.dx) ? (action.dy < 0 ? 'up' : 'down') : action.dx < 0 ? 'left' : 'right'}${on}`;
    case 'wait': return `wait ${action.ms} ms`;
    case 'select': return `choose ${JSON.stringify(mask(action.option))}${on}`;
    case 'upload': return `upload a file${on}`;
    case 'navigate': return `open ${action.url}`;
    case 'back': return 'go back';
    case 'forward': return 'go forward';
    case 'tab': return `go to tab ${action.number}`;
    case 'ask': return `ask: ${action.question}`;
    case 'done': return 'done';
  }
}

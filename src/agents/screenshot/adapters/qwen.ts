import type { Action } from '../action.js';
import { clicked, invalid, PAGE_IS_DATA, Points, pressed, shown, typed, unknownAction, wordOf, type ActionAdapter } from './adapter.js';
import type { CoordinateSpace } from './coordinates.js';
import { callIn, objectIn } from './json-actions.js';

const ACTIONS = ['key', 'type', 'mouse_move', 'left_click', 'left_click_drag', 'right_click', 'middle_click', 'double_click', 'triple_click', 'scroll', 'hscroll', 'wait', 'answer', 'terminate'] as const;

/** The computer_use function of Qwen's vision-language models. https://github.com/QwenLM/Qwen3-VL/blob/main/cookbooks/computer_use.ipynb */
function qwen(id: string, title: string, space: CoordinateSpace): ActionAdapter {
  return {
    id, title, space,
    prompt({ goal, history, feedback, sent }) {
      const { width, height } = space.kind === 'normalised' ? { width: space.range, height: space.range } : sent;
      const declaration = {
        type: 'function',
        function: {
          name: 'computer_use',
          description: `Use a mouse and keyboard on a screen of ${width}x${height}. Click in the middle of elements.`,
          parameters: {
            type: 'object', required: ['action'],
            properties: {
              action: { type: 'string', enum: ACTIONS }, keys: { type: 'array', items: { type: 'string' }, description: 'for key' }, text: { type: 'string', description: 'for type and answer' },
              coordinate: { type: 'array', items: { type: 'number' }, description: '[x, y]; for left_click_drag where it ends: it begins where the pointer is' }, pixels: { type: 'number', description: 'for scroll: positive is up' }, time: { type: 'number', description: 'seconds, for wait' }, status: { type: 'string', enum: ['success', 'failure'], description: 'for terminate' },
            },
          },
        },
      };
      const past = history.length === 0 ? '' : `\nWhat you did so far:\n${history.join('\n')}`;
      return {
        system: `You may call one function.\n<tools>\n${JSON.stringify(declaration)}\n</tools>\nReply with one call inside <tool_call></tool_call>: {"name": "computer_use", "arguments": {...}}\n${PAGE_IS_DATA}`,
        user: `${goal}${past}${feedback === undefined ? '' : `\n${feedback}`}`,
      };
    },
    parse(reply, picture) {
      const { value, before } = objectIn(reply);
      return { thought: before, actions: [actionOf(callIn(value).values, new Points(space, picture))] };
    },
  };
}

function actionOf(values: Record<string, unknown>, points: Points): Action {
  const name = wordOf(values['action'] ?? '');
  const at = (): ReturnType<Points['of']> => points.of(values['coordinate']);
  switch (name) {
    case 'key': return pressed(Array.isArray(values['keys']) ? values['keys'].map(wordOf) : wordOf(values['keys'] ?? values['text'] ?? ''));
    case 'type': return typed(values['text']);
    case 'mouse_move': return { type: 'hover', at: at() };
    case 'left_click': case 'click': return clicked(at());
    case 'right_click': return clicked(at(), { button: 'right' });
    case 'middle_click': return clicked(at(), { button: 'middle' });
    case 'double_click': return clicked(at(), { count: 2 });
    case 'triple_click': return clicked(at(), { count: 3 });
    case 'left_click_drag': return { type: 'drag', path: [values['start_coordinate'] === undefined ? points.pointer : points.of(values['start_coordinate']), at()] };
    case 'scroll': return { type: 'scroll', dx: 0, dy: -numberOf(values['pixels']), ...(values['coordinate'] === undefined ? {} : { at: at() }) };
    case 'hscroll': return { type: 'scroll', dx: numberOf(values['pixels']), dy: 0, ...(values['coordinate'] === undefined ? {} : { at: at() }) };
    case 'wait': return { type: 'wait', ms: Math.min(60_000, Math.max(0, numberOf(values['time'] ?? 1) * 1000)) };
    case 'answer': return { type: 'done', answer: wordOf(values['text'] ?? ''), success: true };
    case 'terminate': return { type: 'done', answer: '', success: values['status'] !== 'failure' };
    default: throw unknownAction(name, ACTIONS);
  }
}

function numberOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(`A number is needed; it is ${shown(value)}.`);
  return value;
}

export const qwen25 = qwen('qwen2.5-vl', 'Qwen2.5-VL', { kind: 'smart-resize', factor: 28, minPixels: 4 * 28 * 28, maxPixels: 16_384 * 28 * 28 });
export const qwen3 = qwen('qwen3-vl', 'Qwen3-VL', { kind: 'normalised', range: 1000 });

import type { Action } from '../action.js';
import { chordOf, clicked, invalid, NOTCH, opened, PAGE_IS_DATA, Points, pressed, scrolled, typed, unknownAction, wordOf, type ActionAdapter, type SightPrompt, type SightRequest } from './adapter.js';
import type { CoordinateSpace } from './coordinates.js';
import { callIn, objectIn } from './json-actions.js';

type Reader = (name: string, values: Record<string, unknown>, points: Points) => Action[];

/** Adapters of hosted models whose action is one JSON object: the tool call as their interfaces give it. */
function hosted(id: string, title: string, space: CoordinateSpace, actions: readonly string[], example: string, read: Reader): ActionAdapter {
  return {
    id, title, space,
    prompt: ({ goal, history, feedback, sent }: SightRequest): SightPrompt => ({
      system: `You operate a web page of ${sent.width}x${sent.height} pixels. Reply with one JSON object for the next action, such as ${example}. Actions: ${actions.join(', ')}. ${PAGE_IS_DATA}`,
      user: `${goal}${history.length === 0 ? '' : `\nWhat you did so far:\n${history.join('\n')}`}${feedback === undefined ? '' : `\n${feedback}`}`,
    }),
    parse(reply, picture) {
      const { value, before } = objectIn(reply);
      const { name, values } = callIn(value);
      return { thought: before, actions: read(name, values, new Points(space, picture)) };
    },
  };
}

const OPENAI = ['click', 'double_click', 'move', 'drag', 'scroll', 'type', 'keypress', 'wait', 'screenshot', 'done'] as const;

/** https://platform.openai.com/docs/guides/tools-computer-use */
export const openai = hosted('openai-computer', 'OpenAI computer use', { kind: 'absolute' }, OPENAI, '{"type":"click","button":"left","x":10,"y":20}', (_name, values, points) => {
  const kind = wordOf(values['type'] ?? '');
  const at = (): ReturnType<Points['at']> => points.at(values['x'], values['y']);
  switch (kind) {
    case 'click': {
      const button = values['button'] === 'right' ? 'right' : values['button'] === 'wheel' || values['button'] === 'middle' ? 'middle' : 'left';
      return [clicked(at(), { button, keys: heldKeys(keysIn(values['keys'])) })];
    }
    case 'double_click': return [clicked(at(), { count: 2 })];
    case 'move': return [{ type: 'hover', at: at() }];
    case 'drag': {
      const path = Array.isArray(values['path']) ? values['path'].map((point: unknown) => (Array.isArray(point) ? points.of(point) : points.at(fieldOf(point, 'x'), fieldOf(point, 'y')))) : [];
      if (path.length < 2) throw invalid('A drag needs a path of two points.');
      return [{ type: 'drag', path }];
    }
    case 'scroll': return [{ type: 'scroll', at: at(), dx: numberOr(values['scroll_x'], 0), dy: numberOr(values['scroll_y'], 0) }];
    case 'type': return [typed(values['text'])];
    case 'keypress': return [pressed(keysIn(values['keys']) ?? [])];
    case 'wait': return [{ type: 'wait', ms: 2_000 }];
    case 'screenshot': return [{ type: 'wait', ms: 0 }];
    case 'done': return [{ type: 'done', answer: wordOf(values['answer'] ?? ''), success: true }];
    default: throw unknownAction(kind, OPENAI);
  }
});

const ANTHROPIC = ['left_click', 'right_click', 'middle_click', 'double_click', 'triple_click', 'mouse_move', 'left_click_drag', 'left_mouse_down', 'left_mouse_up', 'scroll', 'type', 'key', 'hold_key', 'wait', 'screenshot', 'done'] as const;

/** https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/computer-use-tool */
export const anthropic = hosted('anthropic-computer', 'Anthropic computer tools', { kind: 'absolute' }, ANTHROPIC, '{"action":"left_click","coordinate":[10,20]}', (_name, values, points) => {
  const kind = wordOf(values['action'] ?? '');
  // Without a coordinate it is done where the pointer is.
  const at = (): ReturnType<Points['of']> => (values['coordinate'] === undefined ? points.pointer : points.of(values['coordinate']));
  const held = typeof values['text'] === 'string' ? [values['text']] : undefined;
  switch (kind) {
    case 'left_click': return [clicked(at(), { keys: heldKeys(held) })];
    case 'right_click': return [clicked(at(), { button: 'right', keys: heldKeys(held) })];
    case 'middle_click': return [clicked(at(), { button: 'middle' })];
    case 'double_click': return [clicked(at(), { count: 2 })];
    case 'triple_click': return [clicked(at(), { count: 3 })];
    case 'mouse_move': return [{ type: 'hover', at: points.of(values['coordinate']) }];
    case 'left_click_drag': return [{ type: 'drag', path: [values['start_coordinate'] === undefined ? points.pointer : points.of(values['start_coordinate']), points.of(values['coordinate'])] }];
    case 'left_mouse_down': return [{ type: 'mouse-down', at: at() }];
    case 'left_mouse_up': return [{ type: 'mouse-up', at: at() }];
    case 'scroll': return [scrolled(values['scroll_direction'], NOTCH * numberOr(values['scroll_amount'], 3), values['coordinate'] === undefined ? undefined : at())];
    case 'type': return [typed(values['text'])];
    case 'key': return [pressed(wordOf(values['text'] ?? ''))];
    case 'hold_key': return [{ ...pressed(wordOf(values['text'] ?? '')), holdMs: secondsIn(values['duration']) }];
    case 'wait': return [{ type: 'wait', ms: secondsIn(values['duration']) }];
    case 'screenshot': return [{ type: 'wait', ms: 0 }];
    case 'done': return [{ type: 'done', answer: wordOf(values['answer'] ?? ''), success: true }];
    default: throw unknownAction(kind, ANTHROPIC);
  }
});

/** Where the search of a browser begins that has no other engine set. */
const SEARCH_PAGE = 'https://www.google.com/';

const GEMINI = ['open_web_browser', 'click_at', 'hover_at', 'type_text_at', 'key_combination', 'scroll_document', 'scroll_at', 'drag_and_drop', 'navigate', 'search', 'go_back', 'go_forward', 'wait_5_seconds', 'done'] as const;

/** https://ai.google.dev/gemini-api/docs/computer-use */
export const gemini = hosted('gemini-computer', 'Gemini computer use', { kind: 'normalised', range: 1000 }, GEMINI, '{"name":"click_at","args":{"x":500,"y":250}}', (name, values, points) => {
  const at = (): ReturnType<Points['at']> => points.at(values['x'], values['y']);
  switch (name) {
    case 'click_at': return [clicked(at())];
    case 'hover_at': return [{ type: 'hover', at: at() }];
    case 'type_text_at': return [clicked(at()), ...(values['clear_before_typing'] === false ? [] : [pressed('ctrl+a')]), typed(values['text']), ...(values['press_enter'] === false ? [] : [pressed('enter')])];
    case 'key_combination': return [pressed(wordOf(values['keys'] ?? ''))];
    case 'scroll_document': return [scrolled(values['direction'], 600)];
    case 'scroll_at': return [scrolled(values['direction'], numberOr(values['magnitude'], 800), at())];
    case 'drag_and_drop': return [{ type: 'drag', path: [at(), points.at(values['destination_x'], values['destination_y'])] }];
    // It is open already.
    case 'open_web_browser': return [{ type: 'wait', ms: 0 }];
    case 'navigate': return [opened(values['url'])];
    case 'search': return [opened(SEARCH_PAGE)];
    case 'go_back': return [{ type: 'back' }];
    case 'go_forward': return [{ type: 'forward' }];
    case 'wait_5_seconds': return [{ type: 'wait', ms: 5_000 }];
    case 'done': return [{ type: 'done', answer: wordOf(values['answer'] ?? ''), success: true }];
    default: throw unknownAction(name, GEMINI);
  }
});

function keysIn(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.map(wordOf) : undefined;
}

function heldKeys(keys: readonly string[] | undefined): string[] | undefined {
  return keys?.flatMap((key) => chordOf(key).split('+'));
}

/** Seconds as milliseconds, between nothing and a minute. */
function secondsIn(value: unknown): number {
  return Math.min(60_000, Math.max(0, numberOr(value, 1) * 1000));
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

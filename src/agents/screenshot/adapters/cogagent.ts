import type { Action } from '../action.js';
import { clicked, invalid, NOTCH, opened, PAGE_IS_DATA, Points, pressed, scrolled, typed, unknownAction, wordOf, type ActionAdapter } from './adapter.js';
import { parseCall, type Call, type CallValue } from './call-syntax.js';

const OPERATIONS = ['CLICK', 'DOUBLE_CLICK', 'RIGHT_CLICK', 'HOVER', 'TYPE', 'SCROLL_DOWN', 'SCROLL_UP', 'SCROLL_LEFT', 'SCROLL_RIGHT', 'KEY_PRESS', 'GESTURE', 'LAUNCH', 'QUOTE_TEXT', 'END'] as const;

/** CogAgent-9B-20241220: boxes in thousandths, one grounded operation a reply. https://github.com/zai-org/CogAgent */
export const cogagent: ActionAdapter = {
  id: 'cogagent-9b',
  title: 'CogAgent 9B',
  space: { kind: 'normalised', range: 1000 },
  prompt({ goal, history, feedback }) {
    const steps = history.map((reply, index) => `${index}. ${operationIn(reply) ?? reply.slice(0, 200)}`).join('\n');
    return { system: '', user: `Task: ${goal}\nHistory steps: ${steps === '' ? '' : `\n${steps}`}${feedback === undefined ? '' : `\n(${feedback})`}\n(${PAGE_IS_DATA})\n(Platform: WIN)\n(Answer in Action-Operation format.)\n` };
  },
  parse(reply, picture) {
    const operation = operationIn(reply);
    if (operation === undefined) throw invalid('The reply holds no "Grounded Operation:".');
    const thought = /^\s*(?:Plan|Action)\s*[:：]\s*(.+)$/im.exec(reply)?.[1]?.trim() ?? '';
    return { thought, actions: actionsOf(parseCall(operation), new Points(this.space, picture)) };
  },
};

function operationIn(reply: string): string | undefined {
  return /(?:Grounded\s*)?Operation\s*[:：]\s*([\s\S]+?)(?:\n\s*(?:Sensitive|Action|Plan|Status)\b[\s\S]*|<<[^>]*>>\s*)?$/i.exec(reply.trim())?.[1]?.trim();
}

function actionsOf({ name, values }: Call, points: Points): Action[] {
  const box = (): ReturnType<Points['of']> => points.of(values['box']);
  switch (name.toUpperCase()) {
    case 'CLICK': return [clicked(box())];
    case 'DOUBLE_CLICK': return [clicked(box(), { count: 2 })];
    case 'RIGHT_CLICK': return [clicked(box(), { button: 'right' })];
    case 'HOVER': return [{ type: 'hover', at: box() }];
    // The operation names the field: it is clicked, and what it holds is replaced.
    case 'TYPE': return [...(values['box'] === undefined ? [] : [clicked(box()), pressed('ctrl+a')]), typed(values['text'])];
    case 'SCROLL_DOWN': case 'SCROLL_UP': case 'SCROLL_LEFT': case 'SCROLL_RIGHT':
      return [scrolled(name.slice('SCROLL_'.length).toLowerCase(), NOTCH * steps(values['step_count']), values['box'] === undefined ? undefined : box())];
    case 'KEY_PRESS': return [pressed(wordOf(values['key'] ?? ''))];
    case 'GESTURE': return [pressed(keysOf(values['actions']))];
    case 'LAUNCH': {
      if (typeof values['url'] !== 'string' || values['url'] === 'None') throw invalid('Only addresses are launched: LAUNCH(url="...").');
      return [opened(values['url'])];
    }
    case 'QUOTE_TEXT': return [{ type: 'done', answer: wordOf(values['result'] ?? values['output'] ?? ''), success: true }];
    case 'END': return [{ type: 'done', answer: '', success: true }];
    default: throw unknownAction(name, OPERATIONS);
  }
}

/** A longer way is not meant. */
const MOST_NOTCHES = 1000;

function steps(value: CallValue | undefined): number {
  return typeof value === 'number' && value > 0 && value <= MOST_NOTCHES ? value : 5;
}

/** `[KEY_DOWN(key='ctrl'), KEY_PRESS(key='c'), KEY_UP(key='ctrl')]` is one chord. */
function keysOf(actions: CallValue | undefined): string[] {
  const calls = (Array.isArray(actions) ? actions : []).filter((value): value is Call => typeof value === 'object' && value !== null && 'name' in value);
  return calls.filter(({ name }) => name === 'KEY_DOWN' || name === 'KEY_PRESS').map(({ values }) => wordOf(values['key'] ?? ''));
}

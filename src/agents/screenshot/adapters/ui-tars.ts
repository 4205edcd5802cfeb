import type { Action } from '../action.js';
import { clicked, invalid, NOTCH, PAGE_IS_DATA, Points, pressed, scrolled, typed, unknownAction, wordOf, type ActionAdapter } from './adapter.js';
import { parseCall, type Call } from './call-syntax.js';
import type { CoordinateSpace } from './coordinates.js';

const ACTIONS = ['click', 'left_double', 'right_single', 'drag', 'hotkey', 'type', 'scroll', 'wait', 'finished', 'call_user'] as const;

/** UI-TARS speaks one language over its versions and differs in how it writes points. https://github.com/bytedance/UI-TARS */
function uiTars(id: string, title: string, space: CoordinateSpace, place: (x: string) => string): ActionAdapter {
  return {
    id, title, space,
    prompt: ({ goal, history, feedback }) => ({
      system: '',
      user: [
        'You are a GUI agent. You are given a task and your action history, with a screenshot. Perform the next action to complete the task.',
        '## Output Format\nThought: ...\nAction: ...',
        `## Action Space\nclick(${place('start')})\nleft_double(${place('start')})\nright_single(${place('start')})\ndrag(${place('start')}, ${place('end')})\nhotkey(key='ctrl c')\ntype(content='xxx') # \\n at its end submits\nscroll(${place('start')}, direction='down or up or right or left')\nwait()\nfinished(content='xxx')\ncall_user()`,
        '## Note\n- Write a short plan and the target of the next action in one sentence in `Thought`.\n- ' + PAGE_IS_DATA,
        `## User Instruction\n${goal}${history.length === 0 ? '' : `\n\n## History\n${history.join('\n')}`}${feedback === undefined ? '' : `\n\n## Result of the last action\n${feedback}`}`,
      ].join('\n\n'),
    }),
    parse(reply, picture) {
      const [, thought = '', actions] = /^(?:[\s\S]*?(?:Thought|Reflection|Action_Summary)\s*[:：]\s*([\s\S]*?))?\s*Action\s*[:：]\s*([\s\S]+)$/i.exec(reply.trim()) ?? [];
      if (actions === undefined) throw invalid('The reply holds no "Action:".');
      // Several actions stand one below the other.
      const calls = actions.trim().split(/\n\s*\n(?=[a-z_]+\s*[(（])/i).map((call) => parseCall(call.replace(/<\|box_(?:start|end)\|>/g, '').trim()));
      const points = new Points(this.space, picture);
      return { thought: thought.trim(), actions: calls.flatMap((call) => actionsOf(call, points)) };
    },
  };
}

function actionsOf({ name, values }: Call, points: Points): Action[] {
  const start = (): ReturnType<Points['of']> => points.of(values['start_box'] ?? values['point'] ?? values['start_point'] ?? values['box'] ?? values['0']);
  switch (name.toLowerCase()) {
    case 'click': case 'left_single': return [clicked(start())];
    case 'left_double': return [clicked(start(), { count: 2 })];
    case 'right_single': return [clicked(start(), { button: 'right' })];
    case 'hover': return [{ type: 'hover', at: start() }];
    case 'drag': case 'select': return [{ type: 'drag', path: [start(), points.of(values['end_box'] ?? values['end_point'] ?? values['1'])] }];
    case 'hotkey': case 'press': return [pressed(wordOf(values['key'] ?? values['hotkey'] ?? values['0'] ?? ''))];
    case 'type': {
      const content = values['content'] ?? values['0'];
      if (typeof content !== 'string') throw invalid('type needs a content.');
      return content.endsWith('\n') ? [typed(content.slice(0, -1)), pressed('enter')] : [typed(content)];
    }
    case 'scroll': return [scrolled(values['direction'], NOTCH * 5, values['start_box'] === undefined && values['point'] === undefined ? undefined : start())];
    case 'wait': return [{ type: 'wait', ms: 5_000 }];
    case 'finished': return [{ type: 'done', answer: wordOf(values['content'] ?? values['0'] ?? ''), success: true }];
    case 'call_user': return [{ type: 'ask', question: wordOf(values['content'] ?? 'The model asks for your help.') }];
    default: throw unknownAction(name, ACTIONS);
  }
}

export const uiTars10 = uiTars('ui-tars-1.0', 'UI-TARS 1.0', { kind: 'normalised', range: 1000 }, (end) => `${end}_box='<|box_start|>(x1,y1)<|box_end|>'`);
export const uiTars15 = uiTars('ui-tars-1.5', 'UI-TARS 1.5', { kind: 'smart-resize', factor: 28, minPixels: 100 * 28 * 28, maxPixels: 16_384 * 28 * 28 }, (end) => `${end}_box='(x1,y1)'`);
export const doubao = uiTars('doubao-ui-tars', 'Doubao UI-TARS', { kind: 'normalised', range: 1000 }, (end) => (end === 'start' ? 'point=\'<point>x1 y1</point>\'' : 'end_point=\'<point>x2 y2</point>\''));

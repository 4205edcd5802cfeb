import { layOut } from '../../../src/agents/screenshot/operate/lay-out.js';
import { Session } from '../../../src/agents/screenshot/operate/session.js';
import type { Surface } from '../../../src/agents/screenshot/operate/surface.js';
import { Secrets } from '../../../src/agents/screenshot/safety/index.js';
import { deadlineAfter, type ChatRequest } from '../../../src/core/index.js';
import { ScriptedModels } from '../../../src/models/index.js';
import { screenOf, viewOf } from './support/sketch.js';

const unused = (): never => { throw new RangeError('No page is needed here.'); };
const surface: Surface = { frame: unused, glance: unused, act: unused, canHover: false, takeNotes: () => [] };

const view = viewOf(screenOf(
  { at: [10, 10, 60, 16], text: 'Name' },
  { at: [80, 10, 120, 16], kind: 'text-input', state: { filled: false } },
  { at: [10, 40, 16, 16], kind: 'checkbox', label: 'Gift', state: { checked: false } },
  { at: [10, 70, 80, 20], kind: 'button', text: 'Order' },
));

function asked(steps: unknown): { session: Session; models: ScriptedModels } {
  const models = new ScriptedModels([{ json: { plan: 'so', steps } }]);
  return { models, session: new Session({ goal: 'g', surface, models, maxSteps: 10, deadline: deadlineAfter(60_000), secrets: new Secrets(), prove: true }) };
}

test('the model sees the screen row by row with numbers, and chooses among them', async () => {
  const { session, models } = asked([{ element: 2, do: 'type', text: 'Ada Byron' }, { element: 3, do: 'click' }, { element: 4, do: 'click' }]);
  const { plan, doings } = await layOut(session, 'Order it for Ada Byron as a gift', view, { mayBeDone: false });
  expect(plan).toBe('so');
  expect(doings.map(({ element, text }) => [element.kind, text])).toEqual([['text-input', 'Ada Byron'], ['checkbox', undefined], ['button', undefined]]);
  const { messages } = models.calls[0]!.request as ChatRequest;
  expect(messages.at(-1)?.content).toContain('[1 text "Name"] | [2 field]\n[3 checkbox "Gift", not ticked]\n[4 button "Order"]');
});

test.each([
  ['a text that the task does not hold', [{ element: 2, do: 'type', text: 'Bob' }]],
  ['a text for something that is no field', [{ element: 4, do: 'type', text: 'Ada' }]],
  ['an element that there is none of', [{ element: 9, do: 'click' }]],
  ['one act of two that does not hold', [{ element: 3, do: 'click' }, { element: 2, do: 'type', text: 'Bob' }]],
])('%s makes it nothing', async (_name, steps) => {
  expect(await layOut(asked(steps).session, 'Order it for Ada', view, { mayBeDone: false })).toEqual({ plan: '', doings: [] });
});

test('that nothing is left may be said only where something was done', async () => {
  for (const mayBeDone of [false, true]) {
    const { session, models } = asked([]);
    await layOut(session, 'Order it', view, { mayBeDone });
    expect((models.calls[0]!.request as { schema: { properties: { steps: { minItems: number } } } }).schema.properties.steps.minItems).toBe(mayBeDone ? 0 : 1);
  }
});

test('a model that does not answer is given up at the deadline of the goal', async () => {
  const silent = { chat: (_request: unknown, { signal }: { signal: AbortSignal }) => new Promise((_answer, fail) => { signal.addEventListener('abort', () => { fail(signal.reason as Error); }); }) };
  const session = new Session({ goal: 'g', surface, models: new ScriptedModels([]), maxSteps: 10, deadline: deadlineAfter(80), secrets: new Secrets(), prove: true });
  await expect(session.think((signal) => silent.chat({}, { signal }))).rejects.toMatchObject({ code: 'BUDGET_SPENT' });
});

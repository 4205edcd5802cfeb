import {
  dependenciesOf, isEach, isMapped, isThere, mapItems, sourcesOf, splitRef, VouchError,
  type Binding, type Source, type Step, type StepState,
} from '../core/index.js';
import { decideCondition, whyNotDone } from './decide-condition.js';
import { dispatch, type DispatchNode, type Grow } from './dispatcher.js';
import { openLookAhead } from './look-ahead.js';
import type { RunContext } from './run-context.js';
import { runStep } from './step-runner.js';

/** The node that finds out the items of a mapped step; the node of the step's own id is done when all items are. */
const EXPANSION = '[]';

/** Executes the steps that have not come to an end. Resolves when nothing more can be done. */
export async function dispatchSteps(context: RunContext): Promise<void> {
  const nodes = (context.state.plan?.steps ?? []).flatMap(({ id }) => nodesOf(context, id));
  if (nodes.length === 0) return;
  const ahead = openLookAhead(context);
  await dispatch(nodes, {
    concurrency: context.executor.concurrency,
    signal: context.signal,
    onBlocked: (node, by) => {
      const step = withoutMark(node);
      // The end of a mapped step follows from its items; only one that has none is blocked itself.
      if (node === step && isMapped(stateOf(context, step).step)) return;
      context.emit({ type: 'step.blocked', data: { step, by: withoutMark(by) } });
    },
    execute: async (node, grow) => {
      try {
        const id = withoutMark(node);
        const step = stateOf(context, id);
        // It had failed before its process died; what waits for it is blocked now.
        if (step.status === 'failed') return false;
        if (node !== id) return await expand(context, id, grow);
        if (isMapped(step.step)) return true;
        if (skip(context, step) || !(await holds(context, step))) return true;
        ahead.began(step.itemOf?.step ?? id);
        return await runStep(context, id);
      } catch (error) {
        // What is thrown here concerns the whole run: the other steps stop, too.
        context.stop(error);
        throw error;
      }
    },
  }).finally(() => {
    ahead.end();
  });
}

/** What is left to do of a step of the plan, and what failed of it before its process died. */
function nodesOf(context: RunContext, id: string): DispatchNode[] {
  const state = stateOf(context, id);
  if (state.status !== 'pending' && state.status !== 'failed') return [];
  const isOver = state.status === 'failed';
  if (!isMapped(state.step)) return [{ id, dependencies: isOver ? [] : dependenciesOf(state.step) }];
  if (!state.items) return [{ id: id + EXPANSION, dependencies: isOver ? [] : expansionNeeds(context, state.step) }, { id, dependencies: [id + EXPANSION] }];
  const failed = state.items.filter((item) => stateOf(context, item).status === 'failed');
  const open = state.items.filter((item) => stateOf(context, item).status === 'pending');
  return [...failed.map((item) => ({ id: item, dependencies: [] })), ...open.map((item) => itemNode(context, item)), { id, dependencies: [...failed, ...open] }];
}

function itemNode(context: RunContext, id: string): DispatchNode {
  return { id, dependencies: dependenciesOf(stateOf(context, id).step) };
}

/** What must be done before the items of a mapped step are known: its lists, and what a condition for all of them looks at. */
function expansionNeeds(context: RunContext, step: Step): string[] {
  const walked = [...Object.values(step.inputs), ...(step.when ? [step.when.of] : [])].filter(isEach);
  const lists = walked.flatMap(({ map }) => (Array.isArray(map) ? map.flatMap((source) => listNeeds(context, source, true)) : sourcesOf(map).flatMap((source) => listNeeds(context, source, false))));
  const decides = step.when && !isEach(step.when.of) ? dependenciesOf({ inputs: { of: step.when.of } }) : [];
  return [...new Set([...lists, ...decides])];
}

/** `spread`: also the lists within a list are walked, so that all items must have made theirs. */
function listNeeds({ state, tools }: RunContext, source: Source, spread: boolean): string[] {
  if (!('ref' in source)) return [];
  const { step: id, port } = splitRef(source.ref);
  const step = state.steps.get(id)?.step;
  const makesList = step && (tools.get(step.tool)?.spec.outputs.find(({ name }) => name === port)?.list ?? false);
  if (step && isMapped(step)) return [spread && makesList ? id : id + EXPANSION];
  // A single value may come later: it is one item, whatever it will be.
  return makesList ? [id] : [];
}

/** Turns a mapped step into its items, now that its lists are known. False when the step fails as a whole. */
async function expand(context: RunContext, id: string, grow: Grow): Promise<boolean> {
  const state = stateOf(context, id);
  if (!isEachCondition(state.step) && (skipWith(context, state, conditionSources(state.step)) || !(await holds(context, state)))) return true;
  const items = mapItems(state.step, context.state);
  if (items.length === 0) {
    const lists = [...Object.values(state.step.inputs), ...(state.step.when ? [state.step.when.of] : [])].filter(isEach);
    const absent = lists.flatMap(sourcesOf).find((source) => !isThere(context.state, source));
    const by = absent && 'ref' in absent ? splitRef(absent.ref).step : undefined;
    const names = [...new Set(lists.flatMap(sourcesOf).flatMap((source) => ('ref' in source ? [source.ref] : [])))];
    skipStep(context, id, by === undefined ? `there was nothing to do: ${names.join(' and ')} is empty` : `${by} was not done`, by);
    return true;
  }
  if (items.length > context.items) {
    const error = new VouchError('BUDGET_SPENT', `${id} would have ${items.length} items; a step of this run may have ${context.items}. Allow more with --items ${items.length} (budget.items), or make the list shorter.`, { details: { budget: 'items', items: items.length, limit: context.items } });
    context.emit({ type: 'step.failed', data: { step: id, error: error.toJSON(), ms: 0 } });
    return false;
  }
  context.emit({ type: 'step.expanded', data: { step: id, items: items.map(({ about }) => about) } });
  grow((stateOf(context, id).items ?? []).map((item) => itemNode(context, item)), id);
  return true;
}

/** Skips a step that cannot do without something that was skipped; true when it did. */
function skip(context: RunContext, { step }: StepState): boolean {
  const ports = context.tools.get(step.tool)?.spec.inputs ?? [];
  const required = Object.entries(step.inputs).flatMap(([name, binding]) => (ports.find((port) => port.name === name)?.optional ? [] : [binding]));
  return skipWith(context, stateOf(context, step.id), [...required, ...conditionSources(step)]);
}

function skipWith(context: RunContext, { step }: StepState, bindings: readonly Binding[]): boolean {
  for (const binding of bindings) {
    const sources = sourcesOf(binding);
    const absent = sources.find((source) => !isThere(context.state, source));
    if (!absent || !('ref' in absent) || sources.some((source) => isThere(context.state, source))) continue;
    const by = splitRef(absent.ref).step;
    skipStep(context, step.id, `${by} was not done`, by);
    return true;
  }
  return false;
}

function skipStep(context: RunContext, step: string, reason: string, by?: string): void {
  context.emit({ type: 'step.skipped', data: { step, reason, ...(by === undefined ? {} : { by }) } });
}

/** Decides a step's condition where it has one, and skips the step when it does not hold. */
async function holds(context: RunContext, state: StepState): Promise<boolean> {
  const { step } = state;
  if (!step.when) return true;
  const decided = await decideCondition(context, state, step.when);
  if (decided.status === 'pass') return true;
  skipStep(context, step.id, whyNotDone(decided));
  return false;
}

function conditionSources(step: Step): Binding[] {
  return step.when ? [step.when.of] : [];
}

function isEachCondition(step: Step): boolean {
  return step.when !== undefined && isEach(step.when.of);
}

function stateOf(context: RunContext, id: string): StepState {
  const state = context.state.steps.get(id);
  if (!state) throw new VouchError('INTERNAL', `The plan has no step ${id}.`);
  return state;
}

function withoutMark(node: string): string {
  return node.endsWith(EXPANSION) ? node.slice(0, -EXPANSION.length) : node;
}

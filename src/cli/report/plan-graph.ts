import { Graph, layout as place } from '@dagrejs/dagre';
import { dependenciesOf, describeCondition, givensOf, type RunState, type StepState } from '../../core/index.js';
import { oneLine } from '../format.js';
import { html, type Markup } from './html.js';
import { STEP_LOOK } from './status.js';

const HEIGHT = 62;
const CHARACTER_WIDTH = 8.2;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Placed extends Point {
  readonly width: number;
  readonly height: number;
}

/** The plan as a drawing: what was given on top, every step with its status, arrows along the references. */
export function planGraph(state: RunState): Markup {
  if (!state.plan || state.plan.steps.length === 0) return html`<p>No plan was made.</p>`;
  const { graph, givens } = layout(state);
  const { width = 0, height = 0 } = graph.graph();
  const edges = graph.edges().map((edge) => arrow(graph.edge(edge).points ?? []));
  const nodes = graph.nodes().map((id) => {
    const { x = 0, y = 0, ...size } = graph.node(id);
    const place = { x, y, ...size };
    return givens.has(id) ? givenNode(id.slice(1), place) : stepNode(id, place, state);
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Plan as a graph"><svg class="graph" width="${Math.ceil(width)}" height="${Math.ceil(height)}" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" role="group" aria-label="${state.plan.steps.length} steps; the same steps are listed below with all details"><defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>${edges}${nodes}</svg></div>`;
}

function layout(state: RunState): { graph: Graph; givens: Set<string> } {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 44, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  const givens = new Set<string>();
  const steps = [...state.steps.values()].filter(({ itemOf }) => !itemOf);
  for (const one of steps) {
    const { step } = one;
    graph.setNode(step.id, { width: widthOf(step.id, step.tool, stateLine(one, state)), height: HEIGHT });
    for (const given of givensOf(step)) {
      // A prefix that no step id can have keeps the two kinds of node apart.
      const id = `<${given}`;
      givens.add(id);
      graph.setNode(id, { width: widthOf(oneLine(given, 32)), height: 34 });
      graph.setEdge(id, step.id);
    }
  }
  for (const { step } of steps) {
    for (const before of dependenciesOf(step)) if (state.steps.has(before)) graph.setEdge(before, step.id);
  }
  place(graph);
  return { graph, givens };
}

function widthOf(...lines: string[]): number {
  return Math.max(96, ...lines.map((line) => line.length * CHARACTER_WIDTH + 28));
}

function givenNode(name: string, { x, y, width, height }: Placed): Markup {
  return html`<g class="node given"><title>given: ${name}</title><rect x="${x - width / 2}" y="${y - height / 2}" width="${width}" height="${height}" rx="${height / 2}"/><text x="${x}" y="${y + 4}">${oneLine(name, 32)}</text></g>`;
}

/** Completed: round corners. Failed: cut corners. Blocked: dashed. Not done: dotted. Each with its sign and word. */
function stepNode(id: string, { x, y, width, height }: Placed, state: RunState): Markup {
  const step = state.steps.get(id);
  if (!step) return html``;
  const look = STEP_LOOK[step.status];
  const left = x - width / 2;
  const top = y - height / 2;
  const condition = step.step.when ? `, if ${describeCondition(step.step.when)}` : '';
  const words = stateLine(step, state);
  const shape = step.status === 'failed'
    ? html`<path d="M${left + 12} ${top}H${left + width - 12}L${left + width} ${top + 12}V${top + height - 12}L${left + width - 12} ${top + height}H${left + 12}L${left} ${top + height - 12}V${top + 12}Z"/>`
    : html`<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="10"/>`;
  return html`<a href="#step-${id}"><g class="node ${look.tone} ${step.status}"><title>${id}: ${step.step.tool}, ${words}${condition}</title>${shape}<text class="name" x="${x}" y="${top + 19}">${id}</text><text x="${x}" y="${top + 36}">${step.step.tool}</text><text class="state" x="${x}" y="${top + 53}">${look.sign} ${words}</text></g></a>`;
}

/** A step's status; with how many attempts where there were several, and of a mapped step how many of its items were done. */
function stateLine({ status, attempts, items }: StepState, state: RunState): string {
  const { word } = STEP_LOOK[status];
  if (!items) return attempts.length > 1 ? `${word} (${attempts.length})` : word;
  return `${word}, ${items.filter((item) => state.steps.get(item)?.status === 'completed').length} of ${items.length}`;
}

function arrow(points: readonly Point[]): Markup {
  return html`<path class="edge" marker-end="url(#tip)" d="${points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')}"/>`;
}

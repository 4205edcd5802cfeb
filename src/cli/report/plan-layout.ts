import { Graph, layout as place } from '@dagrejs/dagre';
import type { RunState, StepState } from '../../core/index.js';
// Not from the index: the chat page lays plans out, too, and carries no schemas.
import { dependenciesOf, givensOf } from '../../core/sources.js';
import { oneLine } from '../format.js';
import { STEP_LOOK } from './status.js';

const HEIGHT = 62;
const CHARACTER_WIDTH = 8.2;
const GIVEN_LENGTH = 32;

/** A box by its middle, in px of the drawing. */
export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything of a plan's drawing is. */
export interface PlanLayout {
  /** px */
  readonly width: number;
  readonly height: number;
  readonly steps: readonly (Placed & { readonly id: string })[];
  readonly givens: readonly (Placed & { readonly name: string })[];
  /** SVG path data of each arrow. */
  readonly edges: readonly string[];
}

/** Places a plan from top to bottom: what was given, then every step below what it waits for. */
export function layoutPlan(state: Pick<RunState, 'steps'>): PlanLayout {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 44, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  // A prefix that no step id can have keeps the two kinds of node apart.
  const nodeOf = (given: string): string => `<${given}`;
  const givens = new Set<string>();
  // Items are told of in the line of their mapped step.
  const steps = [...state.steps.values()].filter(({ itemOf }) => !itemOf);
  for (const one of steps) {
    const { step } = one;
    graph.setNode(step.id, { width: widthOf(step.id, step.tool, stateLine(one, state), longestLine(one)), height: HEIGHT });
    for (const given of givensOf(step)) {
      givens.add(given);
      graph.setNode(nodeOf(given), { width: widthOf(oneLine(given, GIVEN_LENGTH)), height: 34 });
      graph.setEdge(nodeOf(given), step.id);
    }
  }
  for (const { step } of steps) {
    for (const before of dependenciesOf(step)) if (state.steps.has(before)) graph.setEdge(before, step.id);
  }
  place(graph);
  const { width = 0, height = 0 } = graph.graph();
  const at = (node: string): Placed => ({ x: 0, y: 0, ...graph.node(node) });
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    steps: steps.map(({ step: { id } }) => ({ id, ...at(id) })),
    givens: [...givens].map((given) => ({ name: oneLine(given, GIVEN_LENGTH), ...at(nodeOf(given)) })),
    edges: graph.edges().map((edge) => pathOf(graph.edge(edge).points ?? [])),
  };
}

/** As long as a step's status may become: its box is not drawn anew for it. */
function longestLine({ items }: StepState): string {
  return `- ${STEP_LOOK.completed.word}${items ? `, ${items.length} of ${items.length}` : ' (2)'}`;
}

/** A step's status; with how many attempts where there were several, and of a mapped step how many of its items were done. */
export function stateLine({ status, attempts, items }: StepState, state: Pick<RunState, 'steps'>): string {
  const { word } = STEP_LOOK[status];
  if (!items) return attempts.length > 1 ? `${word} (${attempts.length})` : word;
  return `${word}, ${items.filter((item) => state.steps.get(item)?.status === 'completed').length} of ${items.length}`;
}

function widthOf(...lines: string[]): number {
  return Math.max(96, ...lines.map((line) => line.length * CHARACTER_WIDTH + 28));
}

function pathOf(points: readonly { readonly x: number; readonly y: number }[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

import { describeCondition, type RunState } from '../../core/index.js';
import { html, type Markup } from './html.js';
import { layoutPlan, stateLine, type Placed } from './plan-layout.js';
import { STEP_LOOK } from './status.js';

/** The plan as a drawing: what was given on top, every step with its status, arrows along the references. */
export function planGraph(state: RunState): Markup {
  if (!state.plan || state.plan.steps.length === 0) return html`<p>No plan was made.</p>`;
  const { width, height, steps, givens, edges } = layoutPlan(state);
  const arrows = edges.map((path) => html`<path class="edge" marker-end="url(#tip)" d="${path}"/>`);
  const nodes = [...givens.map(givenNode), ...steps.map((place) => stepNode(place.id, place, state))];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Plan as a graph"><svg class="graph" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="group" aria-label="${state.plan.steps.length} steps; the same steps are listed below with all details"><defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>${arrows}${nodes}</svg></div>`;
}

function givenNode({ name, x, y, width, height }: Placed & { readonly name: string }): Markup {
  return html`<g class="node given"><title>given: ${name}</title><rect x="${x - width / 2}" y="${y - height / 2}" width="${width}" height="${height}" rx="${height / 2}"/><text x="${x}" y="${y + 4}">${name}</text></g>`;
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

import { describeCondition, type AttemptState, type Provenance, type StepState } from '../../core/index.js';
import { describeChoice } from '../describe-choice.js';
import { formatDuration, formatValue } from '../format.js';
import { describeBinding } from '../run-view/describe-plan.js';
import { artifactLink, artifactSection } from './artifact-section.js';
import { html, type Markup } from './html.js';
import type { PageContext } from './page-context.js';
import { ATTEMPT_LOOK, badge, CONDITION_LOOK, STEP_LOOK } from './status.js';
import { verdictList } from './verdict-list.js';

/** A step with its inputs and every attempt, in order. */
export function stepSection(state: StepState, context: PageContext): Markup {
  const { step, status, attempts, climbs, error, blockedBy, itemOf, items, skipped, ms } = state;
  const extent = items ? html`${items.length} item${items.length === 1 ? '' : 's'}: ${items.map((item, index) => html`${index === 0 ? '' : ', '}<a href="#${stepAnchor(item)}">${context.state.steps.get(item)?.itemOf?.about ?? item}</a>`)}` : `${attempts.length} attempt${attempts.length === 1 ? '' : 's'}`;
  return html`<section class="step" id="${stepAnchor(step.id)}">
<h3>${step.id}${itemOf ? html` <span class="facts">${itemOf.about}</span>` : ''} ${badge(STEP_LOOK[status])}</h3>
<p class="facts">${step.tool}, ${extent}, ${formatDuration(ms)}${blockedBy === undefined ? '' : html`, waits for <a href="#${stepAnchor(blockedBy)}">${blockedBy}</a>`}</p>
${skipped ? html`<p>Skipped: ${skipped.reason}${skipped.by === undefined ? '' : html` (<a href="#${stepAnchor(skipped.by)}">${skipped.by}</a>)`}</p>` : ''}
${inputList(state)}
${conditionOf(state)}
${error ? html`<p class="critique"><b>${error.code}:</b> ${error.message}</p>` : ''}
${attempts.map((attempt, index) => html`${attemptSection(attempt, state, context)}${climbs[index] ? html`<p class="climb"><b>↻ ${climbs[index].rung}</b>${climbs[index].name === climbs[index].rung ? '' : ` (${climbs[index].name})`}: ${climbs[index].critique}</p>` : ''}`)}
</section>`;
}

/** Where the section of a step or an item stands in the page. */
function stepAnchor(id: string): string {
  return `step-${id.replace('[', '.').replace(']', '')}`;
}

/** A step's condition with what it came to, and the evidence. */
function conditionOf({ step, condition }: StepState): Markup {
  if (!condition) return step.when ? html`<p class="facts">Only if ${describeCondition(step.when)}.</p>` : html``;
  return html`<div class="verdict ${CONDITION_LOOK[condition.status].tone}"><p>${badge(CONDITION_LOOK[condition.status])} <b>if ${condition.condition}</b></p>${condition.evidence.length === 0 ? '' : html`<ul>${condition.evidence.map(({ message }) => html`<li>${message}</li>`)}</ul>`}</div>`;
}

function inputList({ step }: StepState): Markup {
  const inputs = Object.entries(step.inputs);
  if (inputs.length === 0) return html``;
  return html`<dl class="inputs">${inputs.map(([port, binding]) => html`<div><dt>${port}</dt><dd>${describeBinding(binding)}</dd></div>`)}</dl>`;
}

function attemptSection(attempt: AttemptState, { step, accepted }: StepState, context: PageContext): Markup {
  const counts = attempt.attempt === accepted ? ' Its outputs count.' : '';
  const how = [
    ...(attempt.rung === null ? [] : [attempt.rung]),
    ...(attempt.chosen ? [`chosen first: ${describeChoice(attempt.chosen)}`] : []),
    ...(attempt.tool === step.tool ? [] : [`tool ${attempt.tool}`]),
    ...(Object.keys(attempt.parameters).length === 0 ? [] : [`parameters ${formatValue(attempt.parameters, 300)}`]),
    ...(attempt.models.length === 0 ? [] : [`models ${attempt.models.join(', ')}`]),
    ...(attempt.reused ? ['reused from an equal step'] : []),
    formatDuration(attempt.ms),
  ].join(' · ');
  const outputs = Object.entries(attempt.outputs).flatMap(([port, ids]) => (Array.isArray(ids) ? ids.map((id, index) => [`${port} ${index + 1}`, id] as const) : [[port, ids] as const]));
  return html`<section class="attempt">
<h4>Attempt ${attempt.attempt} ${badge(ATTEMPT_LOOK[attempt.status])}</h4>
<p class="facts">${how}.${counts}</p>
${attempt.error ? html`<p class="critique"><b>${attempt.error.code}:</b> ${attempt.error.message}</p>` : ''}
${outputs.map(([title, id]) => artifactSection(id, title, context))}
${verdictList(attempt.verdicts)}
${provenanceOf(context.state.provenance.filter((record) => record.step === step.id && record.attempt === attempt.attempt))}
</section>`;
}

function provenanceOf(records: readonly Provenance[]): Markup {
  if (records.length === 0) return html``;
  return html`<details><summary>Provenance</summary><ul>${records.map(
    ({ port, tool, models, parameters, inputs, fallbacks = [] }) =>
      html`<li><b>${port}</b> by ${tool ?? 'the user'}${models.length === 0 ? '' : ` with ${models.join(', ')}`}, parameters <code>${formatValue(parameters, 1000)}</code>, from ${inputs.length === 0 ? 'no artifact' : inputs.map((id, index) => html`${index === 0 ? '' : ', '}${artifactLink(id)}`)}${fallbacks.length === 0 ? '' : `; less than the first choice: ${fallbacks.join('; ')}`}</li>`,
  )}</ul></details>`;
}

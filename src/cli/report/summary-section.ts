import { acceptedAttempt, assuranceOf, type RunState } from '../../core/index.js';
import { formatBytes, formatDuration, formatTime } from '../format.js';
import { describeAssurance } from '../run-view/index.js';
import { artifactSection } from './artifact-section.js';
import { html, type Markup } from './html.js';
import type { PageContext } from './page-context.js';
import { badge, runLook } from './status.js';
import { verdictList } from './verdict-list.js';

/** What was asked, how it ended, the answer and what nobody proved. */
export function summarySection(state: RunState): Markup {
  return html`<header>
<p class="facts">Vouch run <code>${state.runId}</code></p>
<h1>${state.goal.trim() === '' ? 'A saved plan' : state.goal}</h1>
<p>${badge(runLook(state))} <span class="facts">${formatTime(state.startedAt)}, ${usageLine(state)}</span></p>
${state.error ? html`<p class="critique"><b>${state.error.code}:</b> ${state.error.message}</p>` : ''}
${state.question ? html`<p class="critique"><b>Waits for an answer:</b> ${state.question.text}${state.question.options.length === 0 ? '' : ` (${state.question.options.join(' / ')})`}</p>` : ''}
</header>
<section><h2>Answer</h2>${state.answer.trim() === '' ? html`<p class="facts">There is none.</p>` : html`<div class="answer${state.status === 'completed' && state.unproved.length === 0 ? ' good' : ''}" dir="auto">${state.answer}</div>`}
${state.answerVerdicts.length === 0 ? '' : html`<h3>Checks of the whole answer</h3>${verdictList(state.answerVerdicts)}`}</section>
<section><h2>Not proved</h2>${
    state.unproved.length === 0 ? html`<p>${state.status === 'open' ? 'The run has not ended.' : 'Nothing: every check holds.'}</p>` : html`<ul class="gaps">${state.unproved.map((gap) => html`<li>${gap}</li>`)}</ul>`
  }${worthOfProof(state)}</section>
${state.notices.length === 0 ? '' : html`<section><h2>Notes</h2><ul>${state.notices.map((notice) => html`<li>${notice}</li>`)}</ul></section>`}`;
}

/** What "proved" means by the measured rates of the oracles. */
function worthOfProof(state: RunState): Markup | '' {
  const worth = describeAssurance(assuranceOf([...state.steps.values()].flatMap((step) => acceptedAttempt(step)?.verdicts ?? [])));
  return worth === '' ? '' : html`<p class="facts">What is proved: ${worth}.</p>`;
}

/** Files, texts and addresses that came with the request. */
export function givensSection(context: PageContext): Markup {
  const { state } = context;
  if (state.givens.length === 0) return html``;
  return html`<section><h2>Given</h2>${state.givens.map(({ name, modality, artifact, value }) =>
    artifact === undefined ? html`<p class="artifact"><b>${name}</b> <span class="facts">${modality}</span>${value === undefined || value === name ? '' : html` <code>${value}</code>`}</p>` : artifactSection(artifact, name, context),
  )}</section>`;
}

/** Budget beside what was used. */
export function usageSection({ budget, usage, steps }: RunState): Markup {
  const attempts = Math.max(0, ...[...steps.values()].map((step) => step.attempts.length));
  const rows: [string, string, string][] = [
    ['Wall time', formatDuration(usage.ms), budget ? formatDuration(budget.wallMs) : ''],
    ['Language-model tokens', String(usage.llmTokens), budget ? String(budget.tokens) : ''],
    ['Attempts of one step, at most', String(attempts), budget ? String(budget.attempts) : ''],
    ['Peak memory', usage.peakBytes > 0 ? formatBytes(usage.peakBytes) : 'not measured', ''],
  ];
  return html`<section><h2>Usage</h2><div class="scroll"><table><thead><tr><th scope="col">what</th><th scope="col">used</th><th scope="col">budget</th></tr></thead><tbody>${rows.map(([what, used, limit]) => html`<tr><th scope="row">${what}</th><td>${used}</td><td>${limit}</td></tr>`)}</tbody></table></div></section>`;
}

function usageLine({ usage, steps }: RunState): string {
  const all = [...steps.values()].flatMap(({ attempts }) => attempts.flatMap((attempt) => attempt.verdicts));
  return `${formatDuration(usage.ms)}, ${[...steps.values()].filter(({ itemOf }) => !itemOf).length} steps, ${all.filter(({ status }) => status === 'pass').length} of ${all.length} checks passed, ${usage.llmTokens} tokens`;
}

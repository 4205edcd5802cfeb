import type { Evidence, Verdict } from '../../core/index.js';
import { formatDuration, formatValue } from '../format.js';
import { describeRates } from '../run-view/index.js';
import { artifactLink } from './artifact-section.js';
import { html, type Markup } from './html.js';
import { badge, VERDICT_LOOK } from './status.js';

/** Verdicts with what was measured, the evidence and, for a fail, the critique. */
export function verdictList(verdicts: readonly Verdict[]): Markup {
  return verdicts.length === 0 ? html`<p class="facts">Nothing was checked.</p>` : html`<ul class="verdicts">${verdicts.map(verdictItem)}</ul>`;
}

function verdictItem(verdict: Verdict): Markup {
  const { oracle, kind, status, criterion, measured, expected, evidence, critique, ms } = verdict;
  const params = Object.keys(criterion.params).length === 0 ? '' : html` <code>${formatValue(criterion.params, 300)}</code>`;
  return html`<li class="verdict ${VERDICT_LOOK[status].tone}">
<p>${badge(VERDICT_LOOK[status])} <b>${oracle}</b>${params} <span class="facts">${kind}, from the ${criterion.origin}${criterion.port === undefined ? '' : `, on ${criterion.port}`}, ${formatDuration(ms)}</span></p>
${measured === null && expected === null ? '' : html`<p>measured <b>${formatValue(measured, 400)}</b>${expected === null ? '' : html`, expected <b>${formatValue(expected, 400)}</b>`}</p>`}
${evidence.length === 0 ? '' : html`<ul>${evidence.map(evidenceItem)}</ul>`}
${critique === null ? '' : html`<p class="critique"><b>Critique:</b> ${critique}</p>`}
<p class="facts">${describeRates(verdict)}</p>
</li>`;
}

function evidenceItem({ message, artifact, startMs, endMs, data }: Evidence): Markup {
  const when = startMs === undefined ? '' : html` <span class="facts">at ${formatDuration(startMs)}${endMs === undefined ? '' : ` to ${formatDuration(endMs)}`}</span>`;
  return html`<li>${message}${when}${artifact === undefined ? '' : html` ${artifactLink(artifact)}`}${data === undefined ? '' : html`<details><summary>details</summary><pre tabindex="0">${JSON.stringify(data, null, 2).slice(0, 20_000)}</pre></details>`}</li>`;
}

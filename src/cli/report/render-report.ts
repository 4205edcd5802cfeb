import { createHash } from 'node:crypto';
import type { RunState } from '../../core/index.js';
import { oneLine } from '../format.js';
import { html, trusted } from './html.js';
import { loadMedia, type PathOf } from './media-library.js';
import { collectMarks, type PageContext } from './page-context.js';
import { planGraph } from './plan-graph.js';
import { stepSection } from './step-section.js';
import { STYLE } from './style.js';
import { givensSection, summarySection, usageSection } from './summary-section.js';
import { timeline } from './timeline.js';

/** Nothing may be fetched or run; styles only by the hash of the one style sheet; media only from the page itself. */
const POLICY = `default-src 'none'; img-src data:; media-src data:; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** The whole page. */
export async function renderReport(state: RunState, pathOf: PathOf): Promise<string> {
  const context: PageContext = { state, media: await loadMedia(state.artifacts.values(), pathOf), marks: collectMarks(state), placed: new Set() };
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${oneLine(state.goal, 70) || state.runId} · Vouch run</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<main>
${summarySection(state)}
<section><h2>Plan</h2>${planGraph(state)}</section>
<section><h2>Timeline</h2>${timeline(state)}</section>
${givensSection(context)}
<section><h2>Steps</h2>${[...state.steps.values()].map((step) => stepSection(step, context))}</section>
${state.retired.length === 0 ? '' : html`<section><h2>Steps of replaced plans</h2>${state.retired.map((step) => stepSection(step, context))}</section>`}
${usageSection(state)}
<footer class="facts"><p>Written by Vouch from the run's journal, event ${state.seq}. Artifacts are named by the first twelve digits of their SHA-256.</p></footer>
</main>
</body>
</html>
`.source;
}

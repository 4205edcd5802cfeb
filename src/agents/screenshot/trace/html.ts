import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeAction } from '../action.js';
import type { BrowseOutcome, BrowseStep } from '../operate/index.js';

const STYLE = `body{font:15px/1.45 system-ui,sans-serif;margin:0 auto;max-width:1100px;padding:24px;color:#1c1c1c;background:#fafaf8}
h1{font-size:20px}section{border-top:1px solid #ddd;padding:16px 0}figure{display:inline-block;margin:8px 12px 0 0;vertical-align:top;max-width:47%}
img{max-width:100%;border:1px solid #ccc}figcaption{font-size:12px;color:#666}.expected,.proved{color:#1a7f37}.no-effect,.unproved{color:#9a6700}.unexpected,.failed{color:#c0332b}
.mark{position:relative;display:inline-block}.mark i{position:absolute;border:2px solid #e0332b}ul{padding-left:20px}code{background:#eee;padding:0 4px}`;

/** A trace as one page that needs nothing beside it: each action with its pictures before and after. */
export async function renderTrace(outcome: BrowseOutcome, folder: string): Promise<string> {
  const sections = await Promise.all(outcome.steps.map((step) => section(step, folder)));
  const checks = outcome.checks.map(({ part, status, reason }) => `<li><b class="${status}">${status}</b> ${safe(part)}: ${safe(reason)}</li>`).join('');
  const notes = outcome.notes.map((note) => `<li>${safe(note)}</li>`).join('');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Vouch: a page operated</title><style>${STYLE}</style>
<h1>${safe(outcome.status)}${outcome.answer === '' ? '' : `: ${safe(outcome.answer)}`}</h1>
${outcome.error === null ? '' : `<p class="failed">${safe(outcome.error.message)}</p>`}<ul>${checks}</ul>${notes === '' ? '' : `<h2>Noticed</h2><ul>${notes}</ul>`}
${sections.join('\n')}</html>\n`;
}

async function section(step: BrowseStep, folder: string): Promise<string> {
  const status = step.verdict.status;
  return `<section><p><b>${step.n}. ${safe(describeAction(step.action, step.target))}</b> <span class="${status.replace(' ', '-')}">${status}</span>: ${safe(step.verdict.reason)}</p>
<p>${safe(step.thought)} <small>Expected: ${safe(step.expect)}. ${step.ms} ms. <code>${safe(step.url.slice(0, 200))}</code></small></p>
${await figure(step.crop, 'target', folder)}${await figure(step.before, 'before', folder)}${await figure(step.after, 'after', folder)}${await figure(step.marks, 'what was seen', folder)}${await changes(step, folder)}</section>`;
}

/** What changed, close up: the evidence of the verdict. */
async function changes(step: BrowseStep, folder: string): Promise<string> {
  const pairs = await Promise.all(step.evidence.map(async ({ before, after }, index) => `<div>${await figure(before, `change ${index + 1}, before`, folder)}${await figure(after, `change ${index + 1}, after`, folder)}</div>`));
  return pairs.length === 0 ? '' : `<details${step.verdict.status === 'unexpected' ? ' open' : ''}><summary>what changed</summary>${pairs.join('')}</details>`;
}

async function figure(name: string | null, caption: string, folder: string): Promise<string> {
  if (name === null) return '';
  const bytes = await readFile(join(folder, name));
  return `<figure><img src="data:image/png;base64,${bytes.toString('base64')}" alt="${caption}"><figcaption>${caption}</figcaption></figure>`;
}

function safe(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

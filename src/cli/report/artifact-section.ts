import type { Artifact } from '../../core/index.js';
import { formatBytes, formatDuration } from '../format.js';
import { html, type Markup } from './html.js';
import type { Mark, PageContext } from './page-context.js';
import { badge, VERDICT_LOOK } from './status.js';

/** An artifact with its bytes where they can be shown; a second time only a link to the first. */
export function artifactSection(id: string, title: string, context: PageContext): Markup {
  const artifact = context.state.artifacts.get(id);
  if (!artifact) return html`<p class="artifact">${title}: <code>${shortId(id)}</code> is not in the journal.</p>`;
  const caption = html`<b>${title}</b> <span class="facts">${describe(artifact)} · <code title="${id}">${shortId(id)}</code></span>`;
  if (context.placed.has(id)) return html`<p class="artifact">${caption} · <a href="#${anchorOf(id)}">shown above</a></p>`;
  context.placed.add(id);
  return html`<figure class="artifact" id="${anchorOf(id)}"><figcaption>${caption}</figcaption>${body(artifact, title, context)}</figure>`;
}

/** Links to where an artifact is shown, with its short id. */
export function artifactLink(id: string): Markup {
  return html`<a href="#${anchorOf(id)}"><code>${shortId(id)}</code></a>`;
}

function body(artifact: Artifact, title: string, context: PageContext): Markup {
  const shown = context.media.get(artifact.id);
  switch (shown?.kind) {
    case undefined:
      return html`<p class="facts">Not loaded.</p>`;
    case 'gone':
      return html`<p class="facts">Its bytes are not in the store any more: ${shown.reason}</p>`;
    case 'linked':
      return html`<p>Kept outside this page: <a href="${shown.href}">${shown.path}</a></p>`;
    case 'text':
      return html`${textBlock(artifact.modality === 'json' ? pretty(shown.text) : shown.text, artifact.modality === 'json')}${shown.hiddenBytes > 0 ? html`<p class="facts">${formatBytes(shown.hiddenBytes)} more in ${shown.path}</p>` : ''}`;
    case 'embedded':
      break;
  }
  const label = `${title}: ${describe(artifact)}`;
  if (artifact.modality === 'audio') return html`<audio controls preload="metadata" src="${shown.uri}" aria-label="${label}"></audio>`;
  if (artifact.modality === 'video') return html`<video controls preload="metadata" src="${shown.uri}" aria-label="${label}"></video>`;
  return picture(artifact, shown.uri, label, context.marks.get(artifact.id) ?? []);
}

/** Long data is folded: it is evidence for those who want it, and texts are what people came for. */
function textBlock(text: string, isData: boolean): Markup {
  const block = html`<pre dir="auto" tabindex="0">${text}</pre>`;
  const lines = text.split('\n').length;
  return isData && lines > 12 ? html`<details><summary>${lines} lines of data</summary>${block}</details>` : block;
}

function picture({ metadata: { width, height } }: Artifact, uri: string, label: string, marks: readonly Mark[]): Markup {
  const drawn = width !== undefined && height !== undefined && marks.length > 0;
  const alt = marks.length === 0 ? label : `${label}, with ${marks.length} marked places that are listed below`;
  return html`<div class="picture"><img src="${uri}" alt="${alt}"${drawn ? html` width="${width}" height="${height}"` : ''}>${drawn ? overlay(width, height, marks) : ''}</div>${
    marks.length === 0 ? '' : html`<ol class="marks">${marks.map(({ status, message, box }) => html`<li>${badge(VERDICT_LOOK[status])} ${message} <span class="facts">at ${Math.round(box.x)}, ${Math.round(box.y)}, ${Math.round(box.width)}×${Math.round(box.height)} px</span></li>`)}</ol>`
  }`;
}

/** The boxes in the picture's own pixels, scaled with it. */
function overlay(width: number, height: number, marks: readonly Mark[]): Markup {
  const unit = Math.max(6, Math.max(width, height) / 110);
  return html`<svg viewBox="0 0 ${width} ${height}" aria-hidden="true">${marks.map(({ number, box, status }) => {
    const tone = VERDICT_LOOK[status].tone;
    const size = unit * (String(number).length > 1 ? 3.4 : 2.8);
    return html`<g class="mark ${tone}"><rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="none" stroke-width="${unit * 0.45}"/><rect class="tag" x="${box.x}" y="${Math.max(0, box.y - unit * 2.8)}" width="${size}" height="${unit * 2.8}"/><text x="${box.x + size / 2}" y="${Math.max(0, box.y - unit * 2.8) + unit * 2.1}" font-size="${unit * 2.1}" text-anchor="middle">${number}</text></g>`;
  })}</svg>`;
}

function describe({ modality, mime, bytes, metadata }: Artifact): string {
  return [
    modality,
    mime,
    ...(metadata.width !== undefined && metadata.height !== undefined ? [`${metadata.width}×${metadata.height} px`] : []),
    ...(metadata.durationMs === undefined ? [] : [formatDuration(metadata.durationMs)]),
    ...(metadata.sampleRate === undefined ? [] : [`${metadata.sampleRate} Hz`]),
    formatBytes(bytes),
  ].join(', ');
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Cut off at the page's limit: shown as it is.
    return text;
  }
}

function anchorOf(id: string): string {
  return `artifact-${shortId(id)}`;
}

function shortId(id: string): string {
  return id.slice(0, 12);
}

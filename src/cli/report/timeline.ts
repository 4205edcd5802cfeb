import type { RunState } from '../../core/index.js';
import { formatDuration } from '../format.js';
import { html, type Markup } from './html.js';
import { ATTEMPT_LOOK } from './status.js';

const ROW = 24;
const WIDTH = 760;
const LABELS = 210;

/** When each attempt ran, as bars over the run's time. */
export function timeline(state: RunState): Markup {
  const bars = [...state.steps.values()].flatMap(({ step, attempts }) =>
    attempts.map((attempt) => ({ name: `${step.id}${attempt.attempt > 1 ? ` #${attempt.attempt}` : ''}`, start: attempt.startedAt - state.startedAt, ms: attempt.ms, look: ATTEMPT_LOOK[attempt.status] })),
  );
  if (bars.length === 0) return html`<p>No step was started.</p>`;
  bars.sort((one, other) => one.start - other.start);
  const total = Math.max(1, ...bars.map(({ start, ms }) => start + ms));
  const scale = (ms: number): number => LABELS + (Math.max(0, ms) / total) * (WIDTH - LABELS - 90);
  const height = bars.length * ROW + 26;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Timeline"><svg class="timeline" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Attempts over time: ${bars.map(({ name, start, ms, look }) => `${name} from ${formatDuration(start)} for ${formatDuration(ms)}, ${look.word}`).join('; ')}">${bars.map(({ name, start, ms, look }, index) => {
    const y = index * ROW;
    const width = Math.max(2, scale(ms) - LABELS);
    return html`<text x="${LABELS - 8}" y="${y + 16}" text-anchor="end">${name.length > 26 ? `${name.slice(0, 25)}…` : name}</text><rect class="${look.tone}" x="${scale(start)}" y="${y + 4}" width="${width}" height="${ROW - 9}" rx="3"/><text x="${scale(start) + width + 6}" y="${y + 16}">${look.sign} ${formatDuration(ms)}</text>`;
  })}<line x1="${LABELS}" x2="${scale(total)}" y1="${height - 20}" y2="${height - 20}"/><text x="${LABELS}" y="${height - 4}">0</text><text x="${scale(total)}" y="${height - 4}" text-anchor="end">${formatDuration(total)}</text></svg></div>`;
}

import { applyEvent, emptyRunState, type RunState, type VouchEvent } from '../../core/index.js';
import { formatDuration, oneLine } from '../format.js';
import type { Terminal } from '../terminal.js';
import { linesOfEvent } from './event-lines.js';
import { LiveBlock } from './live-block.js';

const PLAIN_PROGRESS_EVERY_MS = 5000;

interface Progress {
  readonly startedAt: number;
  readonly label: string;
  fraction: number | null;
  note: string | null;
  shownAt: number;
}

/**
 * Shows a run from its events, on standard error. Lines that stay are written as events come; below them, on a terminal,
 * one line per running step is kept up to date. Without a terminal progress becomes a plain line every few seconds.
 */
export class RunView {
  readonly #terminal: Terminal;
  readonly #state: RunState;
  readonly #live: LiveBlock | undefined;
  readonly #running = new Map<string, Progress>();

  private constructor(terminal: Terminal, runId: string, live: LiveBlock | undefined) {
    this.#terminal = terminal;
    this.#state = emptyRunState(runId);
    this.#live = live;
  }

  /** `history`: what the run went through before this process, which is not shown again. */
  static async open(terminal: Terminal, runId: string, history: readonly VouchEvent[] = []): Promise<RunView> {
    const view: RunView = new RunView(terminal, runId, terminal.live ? await LiveBlock.open(terminal.errorStream, () => view.#liveLines()) : undefined);
    for (const event of history) applyEvent(view.#state, event);
    return view;
  }

  take(event: VouchEvent): void {
    if (event.seq <= this.#state.seq) return;
    applyEvent(this.#state, event);
    this.#track(event);
    const lines = linesOfEvent(event, this.#state, this.#terminal.colors);
    if (event.type === 'attempt.progress' && !this.#live) lines.push(...this.#plainProgress(event.data.step));
    if (lines.length === 0) return;
    if (this.#live) this.#live.keep(lines.join('\n'));
    else this.#terminal.talk(lines.join('\n'));
  }

  /** Takes the live lines away while something else is written, until `resume`. */
  pause(): void {
    this.#live?.pause();
  }

  resume(): void {
    this.#live?.resume();
  }

  close(): void {
    this.#live?.close();
  }

  #track(event: VouchEvent): void {
    const begin = (key: string, label: string): void => {
      this.#running.set(key, { startedAt: Date.now(), label, fraction: null, note: null, shownAt: Date.now() });
    };
    switch (event.type) {
      case 'run.started':
        begin('plan', 'planning');
        break;
      case 'plan.accepted':
        this.#running.delete('plan');
        break;
      case 'attempt.started':
        begin(event.data.step, event.data.attempt === 1 ? event.data.tool : `${event.data.tool}, attempt ${event.data.attempt}`);
        break;
      case 'attempt.progress':
        Object.assign(this.#running.get(event.data.step) ?? {}, { fraction: event.data.fraction, note: event.data.note });
        break;
      case 'attempt.ended':
        this.#running.delete(event.data.step);
        break;
      case 'run.completed':
      case 'run.failed':
      case 'run.suspended':
      case 'run.cancelled':
        this.#running.clear();
        break;
      default:
    }
  }

  #liveLines(): string[] {
    const now = Date.now();
    return [...this.#running].map(([step, progress]) => `${step}  ${progress.label}${describeProgress(progress)}  ${formatDuration(now - progress.startedAt)}`);
  }

  #plainProgress(step: string): string[] {
    const progress = this.#running.get(step);
    if (!progress || Date.now() - progress.shownAt < PLAIN_PROGRESS_EVERY_MS) return [];
    progress.shownAt = Date.now();
    return [`${step}  …${describeProgress(progress)}  ${formatDuration(Date.now() - progress.startedAt)}`];
  }
}

function describeProgress({ fraction, note }: Progress): string {
  return `${fraction === null ? '' : `  ${Math.floor(fraction * 100)} %`}${note === null ? '' : `  ${oneLine(note, 60)}`}`;
}

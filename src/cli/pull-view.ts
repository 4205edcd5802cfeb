import type { PullEvent, PythonEvent } from '../models/index.js';
import { formatBytes, formatDuration, oneLine } from './format.js';
import type { Terminal } from './terminal.js';

const PLAIN_EVERY_MS = 4000;

/** Shows how a pull gets on, on standard error. */
export interface PullView {
  models(event: PullEvent): void;
  python(event: PythonEvent): void;
  notice(message: string): void;
  close(): void;
}

/** A bar with speed and time left on a terminal, otherwise a plain line every few seconds. */
export async function openPullView(terminal: Terminal): Promise<PullView> {
  return terminal.live ? barView(terminal, await import('cli-progress')) : plainView(terminal);
}

function barView(terminal: Terminal, { default: progress }: { default: typeof import('cli-progress') }): PullView {
  const bars = new progress.MultiBar(
    { stream: terminal.errorStream, hideCursor: true, barsize: 28, format: '{label} {bar} {percentage} %  {facts}', barCompleteChar: '█', barIncompleteChar: '░', autopadding: true, forceRedraw: true, fps: 8, gracefulExit: false },
    progress.Presets.shades_classic,
  );
  let model: ReturnType<typeof bars.create> | undefined;
  let python: ReturnType<typeof bars.create> | undefined;
  return {
    models: (event) => {
      model ??= bars.create(event.totalBytes, 0, { label: 'models', facts: '' });
      model.setTotal(event.totalBytes);
      model.update(event.doneBytes, { facts: describePull(event) });
    },
    python: (event) => {
      python ??= bars.create(1, 0, { label: 'python', facts: '' }, { format: '{label} {facts}' });
      python.update(event.phase === 'done' ? 1 : 0, { facts: `${event.phase}: ${oneLine(event.note, 70)}` });
    },
    notice: (message) => { bars.log(`note: ${oneLine(message, 300)}\n`); },
    close: () => {
      bars.update();
      bars.stop();
    },
  };
}

function plainView(terminal: Terminal): PullView {
  let shownAt = -Infinity;
  let phase: PythonEvent['phase'] | undefined;
  return {
    models: (event) => {
      const whole = event.doneBytes === event.totalBytes && event.phase === 'done';
      if (!whole && performance.now() - shownAt < PLAIN_EVERY_MS) return;
      shownAt = performance.now();
      terminal.talk(`models  ${Math.floor((event.doneBytes / Math.max(1, event.totalBytes)) * 100)} %  ${describePull(event)}`);
    },
    python: (event) => {
      if (event.phase === phase) return;
      phase = event.phase;
      terminal.talk(`python  ${event.phase}: ${oneLine(event.note, 200)}`);
    },
    notice: (message) => { terminal.talk(`note: ${oneLine(message, 300)}`); },
    close: () => undefined,
  };
}

function describePull({ doneBytes, totalBytes, bytesPerSecond, etaMs, model, phase, source }: PullEvent): string {
  const rate = bytesPerSecond > 0 ? `, ${formatBytes(bytesPerSecond)}/s` : '';
  const left = etaMs === undefined || etaMs === 0 ? '' : `, ${formatDuration(etaMs)} left`;
  return `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}${rate}${left}  ${phase} ${model}${source === undefined || phase !== 'fetching' ? '' : ` from ${oneLine(source, 30)}`}`;
}

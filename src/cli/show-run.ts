import { applyEvent, emptyRunState } from '../core/index.js';
import type { Runtime } from '../runtime/index.js';
import { linesOfEvent, showEnding } from './run-view/index.js';
import type { Terminal } from './terminal.js';

/** Shows a run from its journal: what happened on standard error, its outcome on standard output. */
export function showRun(runtime: Runtime, runId: string, json: boolean, terminal: Terminal): void {
  const { status } = runtime.state(runId);
  if (json) {
    terminal.result(JSON.stringify(status === 'open' ? { ...runtime.outcome(runId), status: 'open' } : runtime.outcome(runId)));
    return;
  }
  const state = emptyRunState(runId);
  for (const event of runtime.history(runId)) {
    const lines = linesOfEvent(event, applyEvent(state, event), terminal.colors);
    if (lines.length > 0) terminal.talk(lines.join('\n'));
  }
  if (status === 'open') terminal.talk(`Not ended. If nothing is executing it: vouch resume ${runId}`);
  else showEnding(runtime.outcome(runId), terminal);
}

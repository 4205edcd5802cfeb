import { applyEvent, emptyRunState } from '../core/index.js';
import type { Runtime } from '../runtime/index.js';
import { linesOfEvent, showEnding } from './run-view/index.js';
import type { Terminal } from './terminal.js';

/** Shows a run from its journal: what happened on standard error, its outcome on standard output. */
export async function showRun(runtime: Runtime, runId: string, json: boolean, terminal: Terminal): Promise<void> {
  const { status } = await runtime.state(runId);
  if (json) {
    terminal.result(JSON.stringify(status === 'open' ? { ...(await runtime.outcome(runId)), status: 'open' } : await runtime.outcome(runId)));
    return;
  }
  const state = emptyRunState(runId);
  for (const event of await runtime.history(runId)) {
    const lines = linesOfEvent(event, applyEvent(state, event), terminal.colors);
    if (lines.length > 0) terminal.talk(lines.join('\n'));
  }
  if (status === 'open') terminal.talk(`Not ended. If nothing is executing it: vouch resume ${runId}`);
  else showEnding(await runtime.outcome(runId), terminal);
}

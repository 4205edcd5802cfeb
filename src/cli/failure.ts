import type { Outcome, VouchError } from '../core/index.js';
import { exitCodeOfError } from './exit-code.js';
import { oneLine, printable } from './format.js';
import type { Terminal } from './terminal.js';

/** An error from before there was a run, in the shape of an outcome. */
export function outcomeOfError(error: VouchError): Outcome {
  return {
    runId: '', status: error.code === 'CANCELLED' ? 'cancelled' : 'failed', answer: '', artifacts: [], steps: [], verdicts: [], unproved: [], plan: null,
    usage: { llmTokens: 0, ms: 0, peakBytes: 0 }, error: error.toJSON(),
  };
}

/** Reports an error that ended a command: for people on standard error, with `json` also as an object on standard output. */
export function reportFailure(error: VouchError, terminal: Terminal, json: boolean): number {
  terminal.talk(describeError(error, terminal));
  if (json) terminal.result(JSON.stringify(outcomeOfError(error)));
  return exitCodeOfError(error.code);
}

/** `error CODE: message`, with the faults of a plan one a line below. */
export function describeError(error: { code: string; message: string; details?: Record<string, unknown> | undefined }, terminal: Terminal): string {
  const head = `${terminal.colors.red('error')} ${error.code}: ${printable(error.message)}`;
  const missing = faultsOf(error.details).filter((fault) => !error.message.includes(fault.message));
  return [head, ...missing.map((fault) => `  ${fault.path}: ${oneLine(fault.message, 400)}`)].join('\n');
}

function faultsOf(details: Record<string, unknown> | undefined): { path: string; message: string }[] {
  const faults = details?.faults;
  if (!Array.isArray(faults)) return [];
  return faults.flatMap((fault: unknown) => {
    const { path, message } = (fault ?? {}) as { path?: unknown; message?: unknown };
    return typeof message === 'string' ? [{ path: Array.isArray(path) ? path.join('.') : String(path), message }] : [];
  });
}

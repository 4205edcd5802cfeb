import { toVouchError, VouchError, type Outcome, type Question, type VouchEvent } from '../core/index.js';
import type { Run } from '../runtime/index.js';
import type { CommandContext } from './command.js';
import { exitCodeOfOutcome } from './exit-code.js';
import { describeError } from './failure.js';
import { askOnTerminal, RunView, showEnding } from './run-view/index.js';

export interface FollowOptions {
  /** Prints one object at the end instead of text. */
  readonly json?: boolean;
  /** Prints each event as it comes instead of text. */
  readonly events?: boolean;
  /** Copies what the run made to this folder. */
  readonly out?: string;
}

/** Asks the user's questions; `undefined` where nobody can be asked. */
export type Ask = (question: Question, answered: AbortSignal) => Promise<string | undefined>;

/**
 * Starts a run, shows it until it ends and prints its outcome; gives the exit code. `start` gets the function that asks
 * the user, which is absent without a terminal: the run is suspended then.
 */
export async function followRun(start: (ask: Ask | undefined) => Run | Promise<Run>, options: FollowOptions, context: CommandContext, history: readonly VouchEvent[] = []): Promise<number> {
  const { terminal, signal } = context;
  let show: (view: RunView | undefined) => void = () => undefined;
  const shown = new Promise<RunView | undefined>((resolve) => { show = resolve; });
  // A resumed run asks at once, before its view is open.
  const ask: Ask = async (question, answered) => {
    const view = await shown;
    return view && askOnTerminal(question, terminal, view, AbortSignal.any([signal, answered]));
  };
  const run = await start(terminal.interactive && !options.events ? ask : undefined);
  const view = options.events ? undefined : await RunView.open(terminal, run.id, history);
  show(view);
  try {
    for await (const event of run.events({ since: history.at(-1)?.seq ?? 0 })) {
      if (options.events) terminal.result(JSON.stringify(event));
      view?.take(event);
    }
  } finally {
    view?.close();
  }
  const outcome = await delivered(await run.result, options.out);
  if (options.json) terminal.result(JSON.stringify(outcome));
  if (!options.json && !options.events) showEnding(outcome, terminal);
  else if (outcome.error) terminal.talk(describeError(outcome.error, terminal));
  return exitCodeOfOutcome(outcome);
}

/** A folder that cannot be filled loses no result: the outcome then has the paths in the store, and the error. */
async function delivered(outcome: Outcome, out: string | undefined): Promise<Outcome> {
  if (out === undefined || (outcome.artifacts.length === 0 && outcome.plan === null)) return outcome;
  const { fillOutFolder } = await import('./out-folder.js');
  try {
    return await fillOutFolder(outcome, out);
  } catch (thrown) {
    const error = toVouchError(thrown, 'STORE_FAILED');
    return { ...outcome, status: 'failed', error: new VouchError(error.code, `The run is ${outcome.status}, but its results could not be copied to ${out}: ${error.message}`, { cause: thrown }).toJSON() };
  }
}

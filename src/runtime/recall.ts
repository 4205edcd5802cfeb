import { toVouchError, VouchError } from '../core/index.js';
import type { StepResult } from '../store/index.js';
import { endsTheRun, type Checked, type TracedDecision } from './executor/index.js';
import type { RunContext } from './run-context.js';

/** What an earlier result is looked for by. */
export interface Recalling {
  readonly step: string;
  /** In the order in which they are tried. */
  readonly keys: readonly (string | undefined)[];
  /** What verdicts of today rest on: see checksOf. */
  readonly checks: () => Promise<string>;
  /** Has the outputs of the result under the key checked as they are checked today. */
  readonly check: (key: string, result: StepResult) => Promise<Checked>;
}

/** An earlier result that holds. */
export interface Recalled {
  readonly key: string;
  readonly result: Pick<StepResult, 'outputs' | 'models'>;
  readonly decisions: readonly TracedDecision[];
  /** It was checked for this attempt. */
  readonly isCheckedAnew: boolean;
}

/**
 * The earlier result of an equal step. Where its verdicts rest on other checks than those of today (an oracle, or its code, has changed), its
 * outputs are checked anew, which costs less than to make them. What does not hold any more, or cannot be checked, is not taken, and that is said;
 * what ends the run is thrown. `tokens`: what checking took.
 */
export async function recall(context: RunContext, { step, keys, checks, check }: Recalling): Promise<{ readonly earlier?: Recalled; readonly tokens: number }> {
  let tokens = 0;
  for (const key of keys) {
    const result = key === undefined ? undefined : await wholeResult(context, key, step);
    if (key === undefined || !result) continue;
    let why: string;
    try {
      if (result.checks === (await checks())) return { earlier: { key, result, decisions: result.verdicts, isCheckedAnew: false }, tokens };
      const { decisions, error, took } = await check(key, result);
      tokens += took.tokens;
      if (error) throw error;
      const failed = decisions.filter(({ status }) => status === 'fail').map(({ oracle }) => oracle);
      if (failed.length === 0) return { earlier: { key, result, decisions, isCheckedAnew: true }, tokens };
      why = `does not hold any more (${failed.join(', ')})`;
    } catch (thrown) {
      const error = toVouchError(thrown, 'TOOL_FAILED');
      if (context.signal.aborted || endsTheRun(error)) throw error;
      why = `could not be checked anew (${error.message})`;
    }
    context.emit({ type: 'notice', data: { message: `An earlier result ${why} and is not taken.`, step } });
  }
  return { tokens };
}

/** The result under a key whose artifacts are all there, unchanged. */
async function wholeResult(context: RunContext, key: string, step: string): Promise<StepResult | undefined> {
  const { results, artifacts } = context.stores;
  const known = await results.get(key);
  const ids = Object.values(known?.outputs ?? {}).flat().map(({ id }) => id);
  // From here on they are in use, whatever is cleared away beside us.
  if (!known || !(await Promise.all(ids.map((id) => artifacts.touch(id)))).every(Boolean)) return undefined;
  try {
    for (const id of ids) await artifacts.read(id);
    return known;
  } catch (error) {
    if (!VouchError.is(error) || error.code !== 'ARTIFACT_CORRUPT') throw error;
    context.emit({ type: 'notice', data: { message: `An earlier result is damaged and is made anew: ${error.message}`, step } });
    return undefined;
  }
}

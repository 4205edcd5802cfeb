import { VouchError } from '../core/index.js';

/** The full id of a run from itself or a unique start of it. Throws RUN_NOT_FOUND or, where several begin so, USAGE. */
export async function fullRunId(runtime: { runs(): Promise<readonly { readonly runId: string }[]> }, typed: string): Promise<string> {
  const ids = (await runtime.runs()).map(({ runId }) => runId);
  if (ids.includes(typed)) return typed;
  const matching = typed === '' ? [] : ids.filter((id) => id.startsWith(typed));
  if (matching.length > 1) throw new VouchError('USAGE', `${JSON.stringify(typed)} is the start of ${matching.length} runs: ${matching.slice(0, 5).join(', ')}. Write more of it.`);
  if (matching[0] === undefined) throw new VouchError('RUN_NOT_FOUND', `There is no run ${JSON.stringify(typed)} in the journal; \`vouch runs\` lists them.`);
  return matching[0];
}

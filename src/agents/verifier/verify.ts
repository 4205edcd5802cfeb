import {
  Finding as FindingSchema, messageOf, schemaFaults, VouchError, type Criterion, type ErrorRates, type Finding, type Oracle, type OracleContext, type OracleKind, type Subject,
} from '../../core/index.js';

/** One criterion decided: the finding with what it took. */
export interface Decision extends Finding {
  readonly criterion: Criterion;
  readonly oracle: string;
  readonly kind: OracleKind;
  readonly ms: number;
  /** Of the oracle, as measured; absent for an oracle that nobody measured, and where it did not run. */
  readonly errorRates?: ErrorRates | undefined;
}

/** Cheapest and surest first. */
const ORDER: readonly OracleKind[] = ['deterministic', 'model', 'judge'];

export interface VerifyRequest {
  readonly criteria: readonly Criterion[];
  readonly oracles: ReadonlyMap<string, Oracle>;
  /** The output that a criterion speaks of. */
  readonly subjectOf: (criterion: Criterion) => Subject;
  /** Default true. False: no language model is asked to judge, and what only one could decide stays `inconclusive`. */
  readonly judge?: boolean | undefined;
  readonly context: OracleContext;
  readonly onDecision?: (decision: Decision) => void;
}

/**
 * Decides criteria, layer by layer. A fail in one layer ends the check before the next, dearer layer: a deterministic
 * fail is never outvoted by a model or a judge. An oracle that cannot run gives `inconclusive` with the reason.
 */
export async function verify(request: VerifyRequest): Promise<Decision[]> {
  const decisions: Decision[] = [];
  for (const kind of ORDER) {
    for (const criterion of request.criteria) {
      const oracle = request.oracles.get(criterion.oracle);
      if ((oracle?.spec.kind ?? 'deterministic') !== kind) continue;
      const decision = await decide(criterion, oracle, request);
      decisions.push(decision);
      request.onDecision?.(decision);
    }
    if (decisions.some(({ status }) => status === 'fail')) break;
  }
  return decisions;
}

async function decide(criterion: Criterion, oracle: Oracle | undefined, { subjectOf, judge = true, context }: VerifyRequest): Promise<Decision> {
  const started = performance.now();
  const decision = (finding: Partial<Finding> & Pick<Finding, 'status'>): Decision => ({
    measured: null, expected: null, evidence: [], critique: null, ...finding,
    criterion, oracle: criterion.oracle, kind: oracle?.spec.kind ?? 'deterministic', ms: Math.round(performance.now() - started),
  });
  if (!oracle) return decision({ status: 'inconclusive', evidence: [{ message: `Not run: there is no oracle named ${criterion.oracle}.` }] });
  if (oracle.spec.kind === 'judge' && !judge) return decision({ status: 'inconclusive', evidence: [{ message: 'Not run: this run asks no judges.' }] });
  const params = oracle.params.safeParse(criterion.params);
  if (!params.success) return decision({ status: 'inconclusive', evidence: [{ message: `Not run: bad parameters for ${criterion.oracle}: ${params.error.message}` }] });
  try {
    const finding = FindingSchema.safeParse(asJson(await oracle.check(subjectOf(criterion), params.data, context)));
    if (finding.success) return { ...decision(finding.data), ...(oracle.spec.errorRates && { errorRates: oracle.spec.errorRates }) };
    return decision({ status: 'inconclusive', evidence: [{ message: `${criterion.oracle} gave no finding: ${schemaFaults(finding.error)}` }] });
  } catch (error) {
    if (context.signal.aborted || (VouchError.is(error) && (error.code === 'CANCELLED' || error.code === 'BUDGET_SPENT'))) throw error;
    return decision({ status: 'inconclusive', evidence: [{ message: `Not run: ${messageOf(error)}` }] });
  }
}

/** As it will stand in the journal: oracles of others may return anything. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value) ?? 'null') as unknown;
}

/** The critiques of all fails as one text for the next attempt, or `undefined` when nothing failed. */
export function critiqueOf(decisions: readonly Pick<Decision, 'status' | 'critique' | 'oracle' | 'evidence'>[]): string | undefined {
  const fails = decisions.filter(({ status }) => status === 'fail');
  if (fails.length === 0) return undefined;
  return fails.map(({ critique, oracle, evidence }) => critique ?? `${oracle} failed: ${evidence.map(({ message }) => message).join('; ')}`).join('\n');
}

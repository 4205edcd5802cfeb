import { VouchError, type Criterion, type PortValue, type Step, type Subject, type Tool, type Verdict } from '../core/index.js';
import { verify, type Decision } from '../agents/verifier/index.js';
import { modelsOfRun, type RunContext } from './run-context.js';
import { withScratch } from '../store/index.js';

/** One attempt's outputs beside what it was made from. */
export interface CheckRequest {
  readonly step: Step;
  readonly tool: Tool;
  readonly number: number;
  readonly inputs: readonly PortValue[];
  readonly outputs: readonly PortValue[];
  readonly parameters: Subject['parameters'];
  /** What was less than the first choice when the outputs were made. */
  readonly fallbacks: readonly string[];
}

/** A decision with the models behind it. */
export type TracedDecision = Decision & Pick<Verdict, 'provenance'>;

export interface Checked {
  readonly decisions: readonly TracedDecision[];
  /** Language-model tokens that it took. */
  readonly tokens: number;
}

/** Has the outputs of an attempt verified against the step's criteria, and journals each verdict as it is given. */
export async function checkAttempt(context: RunContext, request: CheckRequest): Promise<Checked> {
  const { signal } = context;
  const { step, tool, number } = request;
  const models = modelsOfRun(context, { step: step.id, attempt: number });
  const decisions: TracedDecision[] = [];
  await withScratch('verify', (scratch) =>
    verify({
      criteria: criteriaOf(step, tool).filter((criterion) => context.state.judge || criterion.origin !== 'tool' || context.oracles.get(criterion.oracle)?.spec.kind !== 'judge'),
      oracles: context.oracles,
      judge: context.state.judge,
      context: { signal, models: models.client, scratch },
      subjectOf: (criterion) => subject(criterion, request, context.state.goal),
      onDecision: (decision) => {
        const asked = models.takeRecent();
        const fallbacks = [...new Set([...request.fallbacks, ...asked.fallbacks])];
        const traced = { ...decision, ...(asked.models.length + fallbacks.length === 0 ? {} : { provenance: { models: asked.models, fallbacks } }) };
        decisions.push(traced);
        context.emit({ type: 'verdict.given', data: { ...traced, step: step.id, attempt: number } });
      },
    }),
  );
  return { decisions, tokens: models.tokens() };
}

/** The plan's criteria, and the tool's own where the plan does not decide the same oracle on the same port. */
export function criteriaOf(step: Step, tool: Tool): Criterion[] {
  const first = tool.spec.outputs[0]?.name;
  const key = ({ oracle, port }: Criterion): string => `${oracle} ${port ?? first}`;
  const own = new Set(step.criteria.map(key));
  return [...step.criteria, ...tool.spec.criteria.filter((criterion) => !own.has(key(criterion)))];
}

function subject(criterion: Criterion, { tool, inputs, outputs, parameters }: CheckRequest, goal: string): Subject {
  const port = criterion.port ?? tool.spec.outputs[0]?.name ?? '';
  const output = outputs.find((value) => value.port === port);
  if (!output) throw new VouchError('TOOL_OUTPUT_INVALID', `${tool.spec.name} gave no ${port}.`);
  return { ...output, tool: tool.spec.name, inputs, outputs, parameters, goal };
}

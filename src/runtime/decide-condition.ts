import {
  acceptedAttempt, compare, describeCondition, isListAt, isThere, outputsAt, sourcesOf, splitRef, testOf, valuesAt, VouchError,
  type Condition, type EventData, type Finding, type PortValue, type RunState, type Source, type StepState, type Subject,
} from '../core/index.js';
import { verify } from '../agents/verifier/index.js';
import { modelsOfRun, type RunContext } from './run-context.js';
import { withScratchOnDemand } from '../store/index.js';
import { loadArtifact, resolveInputs } from './values.js';

type Decided = EventData<'condition.decided'>;

/**
 * Decides the condition of a step whose value is there, and journals what was measured. What a killed process had decided
 * holds. What cannot be told is `inconclusive`, turned round or not.
 */
export async function decideCondition(context: RunContext, { step, condition: known }: StepState, condition: Condition): Promise<Decided> {
  if (known && known.status !== 'inconclusive') return known;
  const source = sourcesOf(condition.of).find((candidate) => isThere(context.state, candidate));
  if (!source) throw new VouchError('INTERNAL', `Step ${step.id}: what its condition looks at is not there.`);
  const finding = condition.criterion ? await askOracle(context, condition, condition.criterion, source, step.id) : await measure(context, condition, source);
  const decided: Decided = { step: step.id, condition: describeCondition(condition), ...finding };
  context.emit({ type: 'condition.decided', data: decided });
  return decided;
}

/** Why a step with this decision is not done. */
export function whyNotDone({ status, condition, measured, evidence }: Decided): string {
  const seen = evidence[0]?.message ?? `measured ${JSON.stringify(measured)}`;
  return status === 'inconclusive' ? `it could not be told whether ${condition}: ${seen}` : `it is not so that ${condition}: ${seen}`;
}

async function measure(context: RunContext, condition: Condition, source: Source): Promise<Finding> {
  const expected = condition[testOf(condition)] ?? null;
  const found = valuesAt(await valueOf(context, source), condition.field);
  const name = `${'ref' in source ? source.ref : 'given' in source ? source.given : 'the value'}${condition.field === undefined ? '' : ` ${condition.field}`}`;
  if (!found) return { status: 'inconclusive', measured: null, expected, evidence: [{ message: `${name} is not there` }], critique: null };
  const measured = (found.list ? found.values : found.values[0]) as Finding['measured'];
  return { status: compare(condition, measured), measured, expected, evidence: [{ message: `${name} is ${inWords(measured)}` }], critique: null };
}

/** `not` turns a pass into a fail and back; what the oracle cannot tell stays so. */
async function askOracle(context: RunContext, { not = false }: Condition, { oracle, params }: NonNullable<Condition['criterion']>, source: Source, step: string): Promise<Finding & { oracle: string }> {
  const subject = await subjectOf(context, source);
  const models = modelsOfRun(context, { step }).client;
  const [decision] = await withScratchOnDemand('condition', (scratch) =>
    verify({ criteria: [{ oracle, params, origin: 'plan' }], oracles: context.oracles, subjectOf: () => subject, context: { signal: context.signal, models, get scratch() { return scratch.folder; } } }));
  if (!decision) throw new VouchError('INTERNAL', 'The verifier gave no decision.');
  const { status, measured, expected, evidence, critique } = decision;
  return { status: status === 'inconclusive' || !not ? status : status === 'pass' ? 'fail' : 'pass', measured, expected, evidence, critique, oracle };
}

/** The value that a comparison looks at; a list where the source stands for one. */
async function valueOf({ state, stores }: RunContext, source: Source): Promise<unknown> {
  if ('value' in source) return source.value;
  const ids = 'ref' in source ? outputsAt(state, source.ref).map(({ artifact }) => artifact) : givenOf(state, source.given);
  if (typeof ids === 'string') return ids;
  const values = await Promise.all(ids.map((id) => loadArtifact(artifactOf(state, id), stores.artifacts)));
  return 'ref' in source && isListAt(state, source.ref) ? values : values[0];
}

/** The value as an oracle is asked about it, with what its step was given. */
async function subjectOf(context: RunContext, source: Source): Promise<Subject> {
  const { state, stores, tools } = context;
  const common = { tool: null, inputs: [], outputs: [], goal: state.goal };
  if (!('ref' in source)) {
    const ids = 'given' in source ? givenOf(state, source.given) : '';
    if (typeof ids === 'string') return { ...common, port: 'given', modality: 'url', value: ids };
    const artifact = artifactOf(state, ids[0] ?? '');
    return { ...common, port: 'given', modality: artifact.modality, value: await loadArtifact(artifact, stores.artifacts) };
  }
  const { step: id, port } = splitRef(source.ref);
  const step = state.steps.get(id);
  const attempt = acceptedAttempt(step);
  const tool = attempt && tools.get(attempt.tool);
  const [made] = outputsAt(state, source.ref);
  if (!step || !attempt || !tool || !made) throw new VouchError('TOOL_OUTPUT_INVALID', `${source.ref}, which a condition looks at, was left out by its tool.`, { retryable: false });
  const outputs: PortValue[] = [];
  for (const [name, ids] of Object.entries(attempt.outputs)) {
    for (const one of [ids].flat()) outputs.push({ port: name, modality: artifactOf(state, one).modality, value: await loadArtifact(artifactOf(state, one), stores.artifacts) });
  }
  const artifact = artifactOf(state, made.artifact);
  const { values } = await resolveInputs(step.step, tool.spec, state, stores.artifacts);
  return { port, modality: artifact.modality, value: await loadArtifact(artifact, stores.artifacts), tool: tool.spec.name, inputs: values, outputs, goal: state.goal };
}

/** The artifact of a given, or the address itself. */
function givenOf(state: RunState, name: string): string[] | string {
  const given = state.givens.find((candidate) => candidate.name === name);
  if (!given) throw new VouchError('INTERNAL', `Nothing named ${name} was given.`);
  return given.artifact === undefined ? (given.value ?? '') : [given.artifact];
}

function artifactOf(state: RunState, id: string): Parameters<typeof loadArtifact>[0] {
  const artifact = state.artifacts.get(id);
  if (!artifact) throw new VouchError('INTERNAL', `The journal names artifact ${id}, but not what it is.`);
  return artifact;
}

function inWords(measured: unknown): string {
  if (Array.isArray(measured)) return measured.length === 0 ? 'empty' : short([...new Set(measured.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))))].join(', '));
  return short(JSON.stringify(measured) ?? 'nothing');
}

function short(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

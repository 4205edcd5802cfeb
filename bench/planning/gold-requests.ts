import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { givensInText } from '../../src/agents/planner/index.js';
import { dependenciesOf, givensOf as givensOfStep, isEach, isMapped, sourcesOf, splitRef, type Condition, type Given, type Plan, type PlanReply, type Step } from '../../src/core/index.js';

const GoldRequest = z.strictObject({
  task: z.string(),
  /** File names and addresses. */
  givens: z.array(z.string()),
  /** Each once; `a/b`: either will do. */
  tools: z.array(z.string()).optional(),
  links: z.array(z.string()).default([]),
  criteria: z.array(z.strictObject({ tool: z.string(), oracle: z.string(), params: z.record(z.string(), z.json()) })).default([]),
  parameters: z.record(z.string(), z.record(z.string(), z.json())).default({}),
  /** A text that one of the tool's inputs must hold. */
  literals: z.record(z.string(), z.string()).default({}),
  /** How often the tool runs; a mapped step runs once an item. */
  runs: z.record(z.string(), z.number()).default({}),
  /** Tools that run once an item of a list. */
  mapped: z.array(z.string()).default([]),
  /** `tool` runs where something about the result of `on` (or the given of this name) holds, with `not` where it does not. */
  conditions: z.array(z.strictObject({ tool: z.string(), on: z.string(), not: z.boolean().default(false) })).default([]),
  /** Results of an earlier run that come as givens: modality by name. */
  earlier: z.record(z.string(), z.string()).default({}),
  /** The given that a tool must use. */
  uses: z.record(z.string(), z.string()).default({}),
  /** A part of the request cannot be done, and the reply must say so. */
  unmet: z.boolean().default(false),
  reply: z.enum(['missing', 'ambiguous']).optional(),
});
export type GoldRequest = z.infer<typeof GoldRequest>;

/** Requests with gold plans from a YAML file. */
export async function loadRequests(path: URL): Promise<GoldRequest[]> {
  return z.array(GoldRequest).parse(parse(await readFile(path, 'utf8')));
}

/** What a planner is told of the givens of a gold request. */
export function givensOf(request: GoldRequest): Given[] {
  const earlier = Object.entries(request.earlier).map(([name, modality]): Given => ({ name, modality }));
  return [...request.givens.flatMap((name) => givensInText(name).slice(0, 1)), ...earlier];
}

export interface Judgement {
  readonly toolsRight: boolean;
  readonly allRight: boolean;
  /** What is wrong, for people. */
  readonly faults: readonly string[];
}

/** Compares a reply with the gold request. */
export function judgeReply(request: GoldRequest, reply: PlanReply): Judgement {
  if (request.reply !== undefined || reply.status !== 'planned') {
    const right = reply.status === (request.reply ?? 'planned');
    return { toolsRight: right, allRight: right, faults: right ? [] : [`reply ${reply.status}, wanted ${request.reply ?? 'planned'}${reply.status === 'planned' ? `: ${reply.plan.steps.map((step) => step.tool).join(', ')}` : ''}`] };
  }
  const { plan } = reply;
  const tools = toolFaults(request, plan);
  const unmet = request.unmet && (reply.unmet ?? []).length === 0 ? ['does not say what cannot be done'] : [];
  const others = [...linkFaults(request, plan), ...valueFaults(request, plan), ...programFaults(request, plan), ...unmet];
  return { toolsRight: tools.length === 0, allRight: tools.length + others.length === 0, faults: [...tools, ...others] };
}

/** A tool that only finds out what a condition asks may be missing where the condition itself looks at what is there. */
function toolFaults(request: GoldRequest, plan: Plan): string[] {
  const decided = request.conditions.filter(({ tool }) => plan.steps.some((step) => isOneOf(step.tool, tool) && step.when?.criterion !== undefined)).map(({ on }) => on);
  const wanted = (request.tools ?? []).filter((names) => !decided.includes(names) || request.links.some((link) => link.split('>').includes(names)) || plan.steps.some((step) => isOneOf(step.tool, names)));
  const missing = wanted.filter((names) => !plan.steps.some((step) => isOneOf(step.tool, names)));
  const superfluous = plan.steps.filter((step) => !wanted.some((names) => isOneOf(step.tool, names)));
  return [...missing.map((names) => `lacks ${names}`), ...superfluous.map((step) => `superfluous ${step.tool}`)];
}

function linkFaults(request: GoldRequest, plan: Plan): string[] {
  const tool = new Map(plan.steps.map((step) => [step.id, step.tool]));
  const links = plan.steps.flatMap((step) => dependenciesOf(step).map((id) => [tool.get(id) ?? '', step.tool] as const));
  return request.links.flatMap((link) => {
    const [from = '', to = ''] = link.split('>');
    return links.some(([a, b]) => isOneOf(a, from) && isOneOf(b, to)) ? [] : [`lacks the link ${link}`];
  });
}

function valueFaults(request: GoldRequest, plan: Plan): string[] {
  const stepsOf = (names: string): Plan['steps'] => plan.steps.filter((step) => isOneOf(step.tool, names));
  const literals = (names: string): Record<string, unknown>[] => stepsOf(names).map((step) => Object.fromEntries(Object.entries(step.inputs).flatMap(([port, binding]) => (!Array.isArray(binding) && 'value' in binding ? [[port, binding.value]] : []))));
  const criteria = request.criteria.filter(({ tool, oracle, params }) => !stepsOf(tool).some((step) => step.criteria.some((criterion) => criterion.oracle === oracle && contains(criterion.params, params))));
  const parameters = Object.entries(request.parameters).filter(([tool, values]) => !literals(tool).some((found) => contains(found, values)));
  const texts = Object.entries(request.literals).filter(([tool, text]) => !literals(tool).some((found) => Object.values(found).includes(text)));
  return [...criteria.map(({ tool, oracle }) => `lacks the criterion ${oracle} on ${tool}`), ...parameters.map(([tool, values]) => `${tool} without ${JSON.stringify(values)}`), ...texts.map(([tool, text]) => `${tool} without the text ${JSON.stringify(text)}`)];
}

function programFaults(request: GoldRequest, plan: Plan): string[] {
  const stepsOf = (names: string): Plan['steps'] => plan.steps.filter((step) => isOneOf(step.tool, names));
  const runs = Object.entries(request.runs).filter(([tool, count]) => stepsOf(tool).reduce((sum, step) => sum + runsOf(step, plan), 0) !== count);
  const mapped = request.mapped.filter((tool) => !stepsOf(tool).some(isMapped) && stepsOf(tool).length < 2);
  const conditions = request.conditions.filter((wanted) => !stepsOf(wanted.tool).some((step) => step.when !== undefined && isAsked(step.when, wanted, request, plan)));
  const uses = Object.entries(request.uses).filter(([tool, given]) => !stepsOf(tool).some((step) => givensOfStep(step).includes(given)));
  return [
    ...runs.map(([tool, count]) => `${tool} does not run ${count} times`),
    ...mapped.map((tool) => `${tool} does not run once an item`),
    ...conditions.map(({ tool, on, not }) => `${tool} without the condition ${not ? 'that not ' : ''}on ${on}`),
    ...uses.map(([tool, given]) => `${tool} does not use ${given}`),
  ];
}

/** How often a step runs, as far as the plan says it; a list that a step makes counts as not known. */
function runsOf(step: Step, plan: Plan): number {
  const [walked] = Object.values(step.inputs).filter(isEach);
  if (!walked) return 1;
  const [source] = sourcesOf(walked);
  if (Array.isArray(walked.map) || !source || !('ref' in source)) return sourcesOf(walked).length;
  const maker = plan.steps.find(({ id }) => id === splitRef(source.ref).step);
  return maker && isMapped(maker) ? runsOf(maker, plan) : Number.NaN;
}

/** Whether a condition looks at what is wanted, and holds in the wanted case. Numbers can be asked for either way round. */
function isAsked(when: Condition, { on, not }: GoldRequest['conditions'][number], request: GoldRequest, plan: Plan): boolean {
  const [source] = sourcesOf(when.of);
  const maker = source && 'ref' in source ? plan.steps.find(({ id }) => id === splitRef(source.ref).step)?.tool : undefined;
  const looksAt = (maker !== undefined && isOneOf(maker, on)) || (source !== undefined && 'given' in source && (source.given === on || (when.criterion !== undefined && !request.givens.includes(on))));
  const byNumber = Object.values(when.criterion?.params ?? {}).some((value) => typeof value === 'number');
  return looksAt && (byNumber || (when.not ?? false) === not);
}

function contains(found: Record<string, unknown>, wanted: Record<string, unknown>): boolean {
  return Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(found[key], value));
}

function isOneOf(tool: string, names: string): boolean {
  return names.split('/').includes(tool);
}

import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { givensInText } from '../../src/agents/planner/index.js';
import { dependenciesOf, type Given, type Plan, type PlanReply } from '../../src/core/index.js';

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
  /** How many steps use the tool. */
  count: z.record(z.string(), z.number()).default({}),
  reply: z.enum(['missing', 'ambiguous']).optional(),
});
export type GoldRequest = z.infer<typeof GoldRequest>;

/** Requests with gold plans from a YAML file. */
export async function loadRequests(path: URL): Promise<GoldRequest[]> {
  return z.array(GoldRequest).parse(parse(await readFile(path, 'utf8')));
}

/** What a planner is told of the givens of a gold request. */
export function givensOf(request: GoldRequest): Given[] {
  return request.givens.flatMap((name) => givensInText(name).slice(0, 1));
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
  const others = [...linkFaults(request, plan), ...valueFaults(request, plan)];
  return { toolsRight: tools.length === 0, allRight: tools.length + others.length === 0, faults: [...tools, ...others] };
}

function toolFaults(request: GoldRequest, plan: Plan): string[] {
  const wanted = request.tools ?? [];
  const missing = wanted.filter((names) => !plan.steps.some((step) => isOneOf(step.tool, names)));
  const superfluous = plan.steps.filter((step) => !wanted.some((names) => isOneOf(step.tool, names)));
  const counts = Object.entries(request.count).filter(([tool, count]) => plan.steps.filter((step) => step.tool === tool).length !== count);
  return [...missing.map((names) => `lacks ${names}`), ...superfluous.map((step) => `superfluous ${step.tool}`), ...counts.map(([tool, count]) => `not ${count} × ${tool}`)];
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

function contains(found: Record<string, unknown>, wanted: Record<string, unknown>): boolean {
  return Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(found[key], value));
}

function isOneOf(tool: string, names: string): boolean {
  return names.split('/').includes(tool);
}

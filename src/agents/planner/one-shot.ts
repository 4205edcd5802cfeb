import { validatePlan, VouchError, type Given, type ModelClient, type PlanFault, type PlanReply, type PlanRequest, type Port, type ToolSpec } from '../../core/index.js';
import { loadPrompt } from '../../tools/prompts.js';

/** Answers after which the planner gives up, the first included. */
const ANSWERS = 3;

/** Of a plan. */
const MOST_STEPS = 12;

/**
 * The language model writes the whole plan as JSON, decoded by a schema that knows the tools' names; the validator's
 * faults go back to it by path, at most twice.
 */
export async function planInOneShot(request: PlanRequest, models: ModelClient): Promise<PlanReply> {
  const givens = [...request.givens, ...(request.allowOpenInputs ? unnamedMedia(request) : [])];
  const prompt = loadPrompt('planner/one-shot').render({
    tools: request.tools.map(describeTool).join('\n'),
    givens: givens.map((given) => `- ${JSON.stringify(given.name)}: ${given.modality}${given.earlier ? ', left by an earlier request' : request.givens.includes(given) ? '' : ', where the request speaks of one that it does not name'}`).join('\n') || '- none',
    goal: request.goal,
  });
  const messages = [...prompt.messages];
  let faults: readonly PlanFault[] = [];
  for (let answer = 1; answer <= ANSWERS; answer += 1) {
    const reply = await models.chat({ ...prompt, messages, schema: planSchema(request.tools, givens) }, { signal: request.signal });
    const check = validatePlan(asPlan(reply.json, request), { tools: request.tools, oracles: request.oracles, givens });
    if (check.plan) return { status: 'planned', plan: check.plan, notes: answer === 1 ? [] : [`The plan was repaired ${answer - 1} time${answer === 2 ? '' : 's'}.`] };
    faults = check.faults;
    messages.push({ role: 'assistant', content: reply.text }, { role: 'user', content: `The plan has faults. Write it again without them:\n${faults.map(({ path, message }) => `- ${path}: ${message}`).join('\n')}` });
  }
  throw new VouchError('PLAN_NOT_FOUND', `After ${ANSWERS} answers the model's plan still has faults: ${faults.map(({ path, message }) => `${path}: ${message}`).join('; ')}`, { details: { faults } });
}

/** Two names for each kind of medium that a tool takes and nobody gave. */
function unnamedMedia({ tools, givens }: PlanRequest): Given[] {
  const taken = new Set(tools.flatMap(({ inputs }) => inputs.map(({ modality }) => modality)));
  return [...taken].filter((modality) => !givens.some((given) => given.modality === modality)).flatMap((modality) => [{ name: modality, modality }, { name: `${modality}-2`, modality }]);
}

function describeTool(tool: ToolSpec): string {
  const port = (one: Port): string => `${one.name}${one.optional ? '?' : ''}: ${one.list ? 'list of ' : ''}${one.modality}`;
  return `- ${tool.name}(${tool.inputs.map(port).join(', ')}) -> ${tool.outputs.map(port).join(', ')}: ${tool.description}`;
}

/**
 * Step ids are s1, s2, ...; a source is `{"given": name}`, `{"ref": "s1.audio"}` or `{"value": text}`. References are listed: left to itself
 * a small model writes the pattern of one ("s1.port") instead of an output's name.
 */
function planSchema(tools: readonly ToolSpec[], givens: readonly Given[]): Record<string, unknown> {
  const object = (properties: Record<string, unknown>): Record<string, unknown> => ({ type: 'object', properties, required: Object.keys(properties), additionalProperties: false });
  const ids = Array.from({ length: MOST_STEPS }, (_, at) => `s${at + 1}`);
  const outputNames = [...new Set(tools.flatMap((tool) => tool.outputs.map((port) => port.name)))];
  const sources = [object({ value: { type: 'string' } })];
  if (outputNames.length > 0) sources.unshift(object({ ref: { enum: ids.flatMap((id) => outputNames.map((output) => `${id}.${output}`)) } }));
  if (givens.length > 0) sources.unshift(object({ given: { enum: givens.map((given) => given.name) } }));
  const inputNames = [...new Set(tools.flatMap((tool) => tool.inputs.map((port) => port.name)))];
  const input = object({ port: { enum: inputNames }, from: { anyOf: sources } });
  const step = object({ id: { enum: ids }, tool: { enum: tools.map((tool) => tool.name) }, inputs: { type: 'array', items: input, maxItems: 6 } });
  return object({ steps: { type: 'array', items: step, minItems: 1, maxItems: MOST_STEPS } });
}

/** The decoded answer in the plan format: the list of inputs becomes a record, sources of one port a list. */
function asPlan(json: unknown, request: PlanRequest): unknown {
  const answer = json as { steps?: { id: string; tool: string; inputs: { port: string; from: unknown }[] }[] } | undefined;
  const steps = answer?.steps?.map(({ id, tool, inputs }) => {
    const bound: Record<string, unknown> = {};
    for (const { port, from } of inputs) bound[port] = port in bound ? [bound[port], from].flat() : from;
    return { id, tool, inputs: bound, criteria: request.tools.find((one) => one.name === tool)?.criteria ?? [] };
  });
  return { version: 1, goal: request.goal, steps: steps ?? [], deliverables: [] };
}

import { readdir } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { givensOf, loadRequests, type GoldRequest } from '../../bench/planning/index.js';
import { builtInTools } from '../../src/agents/index.js';
import { builtInOracles } from '../../src/oracles/index.js';

const folder = new URL('./', import.meta.url);
const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
const requestsOf = new Map(await Promise.all(files.map(async (file) => [file, await loadRequests(new URL(file, folder))] as const)));
const tools = new Map(builtInTools.map(({ spec }) => [spec.name, spec]));
const oracles = new Map(builtInOracles.map((oracle) => [oracle.spec.name, oracle]));
const schemas = new Ajv2020({ strict: false });

/** What a gold plan says that no plan could be: a slip in it would count against every planner. */
function slipsOf(request: GoldRequest): string[] {
  const planned = (request.tools ?? []).flatMap((names) => names.split('/'));
  const given = [...request.givens, ...Object.keys(request.earlier)];
  const spokenOf = [
    ...request.links.flatMap((link) => link.split('>')), ...request.mapped, ...[request.criteria, request.conditions].flat().map(({ tool }) => tool),
    ...[request.parameters, request.literals, request.runs, request.uses].flatMap((record) => Object.keys(record)),
  ].flatMap((names) => names.split('/'));
  return [
    ...((request.tools === undefined) === (request.reply === undefined) ? ['wants both tools and a reply, or neither'] : []),
    ...planned.filter((name) => !tools.has(name)).map((name) => `no tool ${name}`),
    ...spokenOf.filter((name) => !planned.includes(name)).map((name) => `${name} is not in the plan`),
    ...request.links.filter((link) => link.split('>').length !== 2).map((link) => `${link} is no link`),
    ...request.conditions.filter(({ on }) => !on.split('/').every((name) => planned.includes(name)) && !given.includes(on)).map(({ on }) => `a condition on ${on}, which nobody has`),
    ...Object.values(request.uses).filter((name) => !given.includes(name)).map((name) => `${name} is not given`),
    ...request.criteria.flatMap(({ oracle, params }) => (oracles.get(oracle)?.params.strict().safeParse(params).success === true ? [] : [`no criterion ${oracle} ${JSON.stringify(params)}`])),
    ...Object.entries(request.parameters).flatMap(([names, values]) => Object.entries(values).flatMap(([port, value]) => (takes(names, port, value) ? [] : [`${names} takes no ${port} ${JSON.stringify(value)}`]))),
    ...(givensOf(request).length === given.length ? [] : ['a given that is no file, address or result']),
  ];
}

/** Whether one of the tools has the parameter, and the value is one for it. */
function takes(names: string, port: string, value: unknown): boolean {
  const inputs = names.split('/').flatMap((name) => tools.get(name)?.inputs ?? []);
  return inputs.some(({ name, role, schema }) => name === port && role === 'parameter' && schema !== undefined && schemas.validate(schema, value));
}

test.each(files)('every gold plan of %s is one that the tools and oracles allow', (file) => {
  const requests = requestsOf.get(file) ?? [];
  expect(requests.length).toBeGreaterThan(0);
  expect(requests.flatMap((request) => slipsOf(request).map((slip) => `${request.task}: ${slip}`))).toEqual([]);
});

test('no request stands twice in the files that measure and the files for tuning', () => {
  const tasks = [...requestsOf.values()].flat().map((request) => JSON.stringify([request.task.toLowerCase(), request.givens, request.earlier]));
  expect(tasks.filter((task, at) => tasks.indexOf(task) !== at)).toEqual([]);
});

import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { VouchError } from '../../src/core/index.js';
import { portsOf, type GraphRequest } from './graph-request.js';
import type { PlanGraph } from './score.js';
import { loadTaskBench } from './taskbench-data.js';

/** Tools in the form of a Vouch tools file, and requests about them. */
export interface RequestSet {
  readonly tools: readonly ToolEntry[];
  readonly requests: readonly GraphRequest[];
}

const Modalities = z.array(z.string());
const DomainFile = z.strictObject({
  tools: z.array(z.strictObject({ name: z.string(), does: z.string(), takes: Modalities, makes: Modalities })),
  requests: z.array(z.strictObject({ task: z.string(), again: z.string(), tools: z.array(z.string()), links: z.array(z.string()).default([]) })),
});

const ToolEntry = z.object({ name: z.string(), description: z.string() }).loose();
type ToolEntry = z.infer<typeof ToolEntry>;

/** Sets under test/planning/domains: tools of other fields, written before the planner was tried on them. */
export const DOMAINS = ['office', 'geo', 'mail'] as const;
export const REQUEST_SETS = ['mm', 'hf', ...DOMAINS] as const;
export type RequestSetName = (typeof REQUEST_SETS)[number];

/** How a set is changed to see whether the plans stay the same. */
export const VARIANTS = ['as-is', 'shuffled', 'snake-case', 'opaque-names', 'paraphrased'] as const;
export type Variant = (typeof VARIANTS)[number];

/** One set as it is or changed. TaskBench sets need the environment variables TASKBENCH and TASKBENCH_GOLD; see `loadTaskBench`. */
export async function loadRequestSet(name: RequestSetName, variant: Variant = 'as-is', env: NodeJS.ProcessEnv = process.env): Promise<RequestSet> {
  const isDomain = DOMAINS.some((domain) => domain === name);
  if (!isDomain && variant === 'paraphrased') throw new VouchError('USAGE', `Only ${DOMAINS.join(', ')} have their requests in a second wording.`);
  const set = name === 'mm' || name === 'hf' ? await taskBench(name, env) : await loadDomain(name, variant === 'paraphrased');
  return changed(set, variant);
}

async function taskBench(name: 'mm' | 'hf', env: NodeJS.ProcessEnv): Promise<RequestSet> {
  const { TASKBENCH: data, TASKBENCH_GOLD: gold } = env;
  if (data === undefined || gold === undefined) {
    throw new VouchError('USAGE', 'Set TASKBENCH to the taskbench folder of a checkout of microsoft/JARVIS and TASKBENCH_GOLD to the folder with mm_dev.tsv and hf_dev.tsv.');
  }
  const { tools, requests } = await loadTaskBench(name, data, gold);
  return { tools: z.array(ToolEntry).parse(tools), requests };
}

async function loadDomain(name: string, again: boolean): Promise<RequestSet> {
  const file = DomainFile.parse(parse(await readFile(new URL(`../../test/planning/domains/${name}.yaml`, import.meta.url), 'utf8')));
  const tools = file.tools.map((tool) => ({ name: tool.name, description: tool.does, inputs: portsOf(tool.takes), outputs: portsOf(tool.makes) }));
  const requests = file.requests.map((request, at) => {
    const gold = { tools: new Set(request.tools), links: new Set(request.links) };
    return { id: `${name}-${at + 1}`, type: typeOf(gold), task: again ? request.again : request.task, gold };
  });
  return { tools, requests };
}

function typeOf({ tools, links }: PlanGraph): string {
  if (tools.size < 2) return tools.size === 0 ? 'none' : 'single';
  const ends = [...links].map((link) => link.split('>'));
  const isChain = ends.length === tools.size - 1 && [0, 1].every((end) => new Set(ends.map((pair) => pair[end])).size === ends.length);
  return isChain ? 'chain' : 'dag';
}

function changed(set: RequestSet, variant: Variant): RequestSet {
  if (variant === 'shuffled') return { ...set, tools: shuffled(set.tools) };
  if (variant === 'snake-case') return renamed(set, (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, '_'));
  if (variant === 'opaque-names') return renamed(set, (_, at) => `tool_${at + 1}`);
  return set;
}

function renamed(set: RequestSet, rename: (name: string, at: number) => string): RequestSet {
  const names = new Map(set.tools.map((tool, at) => [tool.name, rename(tool.name, at)]));
  const named = (name: string): string => names.get(name) ?? name;
  return {
    tools: set.tools.map((tool) => ({ ...tool, name: named(tool.name) })),
    requests: set.requests.map((request) => ({
      ...request,
      gold: { tools: new Set([...request.gold.tools].map(named)), links: new Set([...request.gold.links].map((link) => link.split('>').map(named).join('>'))) },
    })),
  };
}

/** In an order that looks random and is the same each time. */
function shuffled<T>(items: readonly T[]): T[] {
  return items.map((item, at) => ({ item, key: ((at + 1) * 7919) % 104_729 % (items.length + 1) + at / 1000 })).sort((a, b) => a.key - b.key).map(({ item }) => item);
}

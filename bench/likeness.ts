/**
 * How often recipes would be offered rightly at each limit of likeness: pairs of requests that mean the same in two wordings, and pairs
 * that mean different work with the same tools in reach (test/planning/domains, test/planning/requests.yaml).
 *
 *   node --import tsx bench/likeness.ts
 */
import { similarity } from '../src/agents/planner/index.js';
import { createModels } from '../src/models/index.js';
import { machineLine } from './machine.js';
import { loadRequests } from './planning/gold-requests.js';
import { DOMAINS, loadRequestSet } from './planning/request-sets.js';

interface Pair {
  readonly like: boolean;
  readonly found: number;
}

const LIMITS = [0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];
const models = await createModels({ env: process.env, onNotice: (notice) => { process.stderr.write(`${notice}\n`); } });
const sets: Record<string, Pair[]> = { 'two wordings of the same, other work of the field': [], "other work with Vouch's own tools": [] };
for (const domain of DOMAINS) {
  const [first, second] = [await loadRequestSet(domain), await loadRequestSet(domain, 'paraphrased')];
  for (const [at, request] of first.requests.entries()) {
    const found = await similarity(request.task, second.requests.map(({ task }) => task), models);
    for (const [other, value] of found.entries()) sets['two wordings of the same, other work of the field']?.push({ like: other === at, found: value });
  }
}
const own = await loadRequests(new URL('../test/planning/requests.yaml', import.meta.url));
for (const [at, request] of own.entries()) {
  const others = own.filter((_, other) => other > at);
  const found = await similarity(request.task, others.map(({ task }) => task), models);
  // What has the same tools may be the same work on another thing, for which a recipe is rightly offered.
  for (const [index, value] of found.entries()) if (String(others[index]?.tools) !== String(request.tools)) sets["other work with Vouch's own tools"]?.push({ like: false, found: value });
}
await models.close();
process.stdout.write(`${machineLine()}\n`);
for (const [name, pairs] of Object.entries(sets)) {
  const like = pairs.filter((pair) => pair.like);
  process.stdout.write(`\n${name}: ${like.length} like, ${pairs.length - like.length} unlike pairs\n\n| limit | like found | unlike taken for like | share of offers that are right |\n| --- | --- | --- | --- |\n`);
  for (const limit of LIMITS) {
    const [right, wrong] = [true, false].map((wanted) => pairs.filter((pair) => pair.like === wanted && pair.found >= limit).length) as [number, number];
    const share = (of: number, all: number): string => (all === 0 ? '' : ` (${((100 * of) / all).toFixed(1)}%)`);
    process.stdout.write(`| ${limit} | ${right}${share(right, like.length)} | ${wrong}${share(wrong, pairs.length - like.length)} | ${right + wrong === 0 ? '' : `${((100 * right) / (right + wrong)).toFixed(0)}%`} |\n`);
  }
}

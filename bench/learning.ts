/**
 * What statistics bring: the same workload with a journal that forgets after every run, and with one that keeps them. The tools are
 * scripted, so that the truth is known and no model is needed; how long a way takes is set, and waited for.
 *
 *   node --import tsx bench/learning.ts [RUNS]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { createRuntime, defineOracle, defineTool, text, type Outcome, type Runtime } from '../src/index.js';
import { machineLine } from './machine.js';

const RUNS = Number(process.argv[2] ?? 40);
const ATTEMPTS = 3;

/** How often each way holds, and how long it takes. */
interface World {
  readonly name: string;
  readonly own: number;
  readonly slower: number;
  readonly ms: { readonly own: number; readonly slower: number };
}

const WORLDS: readonly World[] = [
  { name: 'the own way always holds', own: 1, slower: 1, ms: { own: 50, slower: 50 } },
  { name: 'the own way never holds, the alternative does', own: 0, slower: 1, ms: { own: 50, slower: 50 } },
  { name: 'the own way holds in 3 of 10, the alternative in 9', own: 0.3, slower: 0.9, ms: { own: 50, slower: 50 } },
  { name: 'both hold in 6 of 10', own: 0.6, slower: 0.6, ms: { own: 50, slower: 50 } },
  { name: 'both hold in 9 of 10, the alternative in a fifth of the time', own: 0.9, slower: 0.9, ms: { own: 150, slower: 30 } },
  { name: 'nothing ever holds', own: 0, slower: 0, ms: { own: 50, slower: 50 } },
];

/** A number from 0 to 1 that depends on nothing but its name: both arms meet the same cases. */
function chance(name: string): number {
  let hash = 2166136261;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
  return (Math.imul(hash ^ (hash >>> 13), 0x5bd1e995) >>> 0) / 2 ** 32;
}

function runtimeOf(world: World, dataFolder: string): Promise<Runtime> {
  const make = defineTool({
    name: 'make', description: 'Makes something of a case.', input: z.object({ item: text(), mode: z.enum(['own', 'slower']).default('own') }), output: z.object({ text: text() }),
    criteria: [{ oracle: 'bench_holds' }], alternatives: [{ name: 'slower', parameters: { mode: 'slower' } }],
    execute: async ({ item, mode }, { signal }) => {
      await wait(world.ms[mode], undefined, { signal });
      return { text: chance(`${item} ${mode}`) < world[mode] ? 'good' : 'bad' };
    },
  });
  const holds = defineOracle({
    name: 'bench_holds', description: 'It is good.', kind: 'deterministic', modalities: ['text'], params: z.object({}),
    check: ({ value }) => Promise.resolve(value === 'good' ? { status: 'pass' } : { status: 'fail', critique: 'It is bad.' }),
  });
  return createRuntime({ dataFolder, tools: [make], oracles: [holds] });
}

interface Sum {
  attempts: number;
  ms: number;
  done: number;
}

async function arm(world: World, keeps: boolean): Promise<Sum> {
  const sum: Sum = { attempts: 0, ms: 0, done: 0 };
  let folder = mkdtempSync(join(tmpdir(), 'vouch-bench-'));
  let runtime = await runtimeOf(world, folder);
  for (let number = 0; number < RUNS; number++) {
    const outcome: Outcome = await runtime.run({ plan: { steps: [{ id: 's', tool: 'make', inputs: { item: { value: `case ${number}` } } }] }, budget: { attempts: ATTEMPTS }, reuse: false }).result;
    sum.attempts += outcome.steps[0]?.attempts ?? 0;
    sum.ms += outcome.steps[0]?.ms ?? 0;
    sum.done += Number(outcome.status === 'completed');
    if (keeps && number < RUNS - 1) continue;
    await runtime.close();
    rmSync(folder, { recursive: true });
    if (number === RUNS - 1) break;
    folder = mkdtempSync(join(tmpdir(), 'vouch-bench-'));
    runtime = await runtimeOf(world, folder);
  }
  return sum;
}

console.log(`${machineLine()}\n${RUNS} runs an arm, ${ATTEMPTS} attempts a step\n`);
console.log('| world | journal | done | attempts a run | s a run |\n| --- | --- | --- | --- | --- |');
for (const world of WORLDS) {
  for (const keeps of [false, true]) {
    const { attempts, ms, done } = await arm(world, keeps);
    console.log(`| ${world.name} | ${keeps ? 'kept' : 'empty'} | ${done}/${RUNS} | ${(attempts / RUNS).toFixed(2)} | ${(ms / RUNS / 1000).toFixed(3)} |`);
  }
}

// What the dispatcher costs a step, and how close it comes to the critical path. Run: node --import tsx bench/dispatcher.ts
import { seededRandom } from './seeded-random.js';
import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { dispatch, type DispatchNode } from '../src/runtime/dispatcher.js';
import { machineLine, median } from './machine.js';

const STEPS = 10_000;
const LANGGRAPH_STEPS = 200;
const ROUNDS = 7;

const chain = (length: number): DispatchNode[] => Array.from({ length }, (_, index) => ({ id: `s${index}`, dependencies: index === 0 ? [] : [`s${index - 1}`] }));

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function overhead(): Promise<void> {
  const nodes = chain(STEPS);
  const graph = langGraphChain(LANGGRAPH_STEPS);
  const ours: number[] = [];
  const bare: number[] = [];
  const langgraph: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push((await timed(() => dispatch(nodes, { execute: () => Promise.resolve(true) }))) / STEPS);
    bare.push((await timed(() => nodes.reduce<Promise<unknown>>((before) => before.then(() => Promise.resolve(true)), Promise.resolve(true)))) / STEPS);
    langgraph.push((await timed(() => graph.invoke({ done: 0 }, { recursionLimit: LANGGRAPH_STEPS + 10 }))) / LANGGRAPH_STEPS);
  }
  console.log(`overhead of an empty step in a chain, ms, median of ${ROUNDS}`);
  console.log(`  Vouch dispatcher, ${STEPS} steps   ${median(ours).toFixed(5)}   (bar: 0.1)`);
  console.log(`  bare promise chain, ${STEPS} steps ${median(bare).toFixed(5)}`);
  console.log(`  LangGraph, ${LANGGRAPH_STEPS} nodes          ${median(langgraph).toFixed(5)}`);
}

function langGraphChain(length: number): { invoke: (state: { done: number }, config: { recursionLimit: number }) => Promise<unknown> } {
  const State = Annotation.Root({ done: Annotation<number> });
  const builder = new StateGraph(State) as unknown as {
    addNode: (name: string, action: (state: { done: number }) => Promise<{ done: number }>) => void;
    addEdge: (from: string, to: string) => void;
    compile: () => ReturnType<typeof langGraphChain>;
  };
  for (let index = 0; index < length; index++) builder.addNode(`s${index}`, ({ done }) => Promise.resolve({ done: done + 1 }));
  builder.addEdge(START, 's0');
  for (let index = 1; index < length; index++) builder.addEdge(`s${index - 1}`, `s${index}`);
  builder.addEdge(`s${length - 1}`, END);
  return builder.compile();
}

async function makespan(): Promise<void> {
  const ratios: number[] = [];
  for (let seed = 1; seed <= 20; seed++) {
    const next = seededRandom(seed);
    const count = 8 + Math.floor(next() * 12);
    const durations = new Map<string, number>();
    const nodes: DispatchNode[] = [];
    const finish = new Map<string, number>();
    for (let index = 0; index < count; index++) {
      const dependencies = nodes.filter(() => next() < 0.25).map(({ id }) => id);
      const id = `s${index}`;
      const ms = 50 + next() * 450;
      durations.set(id, ms);
      finish.set(id, ms + Math.max(0, ...dependencies.map((dependency) => finish.get(dependency) ?? 0)));
      nodes.push({ id, dependencies });
    }
    const critical = Math.max(...finish.values());
    const took = await timed(() => dispatch(nodes, { execute: (id) => new Promise((resolve) => setTimeout(() => { resolve(true); }, durations.get(id))) }));
    ratios.push(took / critical);
  }
  console.log(`makespan over critical path, 20 random graphs of 8-19 steps of 50-500 ms`);
  console.log(`  mean ${(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toFixed(4)}, worst ${Math.max(...ratios).toFixed(4)}   (bar: 1.02)`);
}

console.log(machineLine());
await overhead();
await makespan();

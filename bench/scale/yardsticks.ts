import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Annotation, END, START, StateGraph, type BaseCheckpointSaver } from '@langchain/langgraph';
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';
import { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';
import { Queue, QueueEvents, Worker } from 'bullmq';
import type { Services } from './distributed.js';
import { spreadOf, type Spread } from './spread.js';

/** ms a step of a chain of empty steps, done by something else than Vouch. */
export interface Yardstick extends Spread {
  readonly name: string;
  readonly steps: number;
  readonly stepsPerSecond: number;
}

function yardstickOf(name: string, gaps: readonly number[]): Yardstick {
  return { name, steps: gaps.length, ...spreadOf(gaps), stepsPerSecond: (gaps.length * 1000) / gaps.reduce((sum, gap) => sum + gap, 0) };
}

/** BullMQ alone: a chain of empty jobs, each put when the one before has ended; its worker in this process, and nothing kept but what BullMQ keeps. */
export async function measureBullmq({ redis }: Services, steps: number): Promise<Yardstick> {
  const connection = { url: redis, maxRetriesPerRequest: null };
  const name = `bench-${Date.now()}`;
  const queue = new Queue(name, { connection });
  const events = new QueueEvents(name, { connection });
  const worker = new Worker(name, ({ data }) => Promise.resolve(Number(data) + 1), { connection });
  try {
    await Promise.all([queue.waitUntilReady(), events.waitUntilReady(), worker.waitUntilReady()]);
    const gaps: number[] = [];
    let last: unknown = 0;
    for (let index = 0; index < steps + 10; index++) {
      const started = performance.now();
      last = await (await queue.add('step', last)).waitUntilFinished(events);
      if (index >= 10) gaps.push(performance.now() - started);
    }
    return yardstickOf('BullMQ alone', gaps);
  } finally {
    await worker.close();
    await events.close();
    await queue.obliterate({ force: true });
    await queue.close();
  }
}

/** LangGraph: a chain of empty nodes as one graph, with its checkpointer on a file, synced after every superstep. */
export async function measureLangGraphEmbedded(steps: number): Promise<Yardstick> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-scale-langgraph-'));
  try {
    return await chainInLangGraph('LangGraph with SQLite', SqliteSaver.fromConnString(join(folder, 'checkpoints.db')), steps);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same with its checkpointer in PostgreSQL. */
export async function measureLangGraphShared({ postgres }: Services, steps: number): Promise<Yardstick> {
  const saver = PostgresSaver.fromConnString(postgres, { schema: 'langgraph' });
  try {
    await saver.setup();
    return await chainInLangGraph('LangGraph with PostgreSQL', saver, steps);
  } finally {
    await saver.end();
  }
}

async function chainInLangGraph(name: string, checkpointer: BaseCheckpointSaver, steps: number): Promise<Yardstick> {
  const ends: number[] = [];
  const State = Annotation.Root({ text: Annotation<string>() });
  // One node that hands on to itself: what a graph costs does not depend on how many nodes stand for the steps.
  const graph = new StateGraph(State)
    .addNode('step', ({ text }) => {
      ends.push(performance.now());
      return { text: String(Number(text) + 1) };
    })
    .addEdge(START, 'step')
    .addConditionalEdges('step', ({ text }) => (Number(text) < steps + 10 ? 'step' : END))
    .compile({ checkpointer });
  await graph.invoke({ text: '0' }, { configurable: { thread_id: name }, recursionLimit: steps + 100, durability: 'sync' });
  return yardstickOf(name, ends.slice(11).map((end, index) => end - (ends[index + 10] ?? end)));
}

import { readFileSync } from 'node:fs';
import { request as send } from 'undici';
import { createModelStore, loadCatalog, vouchHome, type Models } from '../../src/models/index.js';
import { createClient } from '../../src/models/router/client.js';
import { Notices } from '../../src/models/router/notices.js';
import { Router } from '../../src/models/router/router.js';
import { supervisedOffer } from '../../src/models/router/supervised.js';
import { engineThreads, nodeLaunch, RAM, Supervisor, type ModelServer, type ServerAddress } from '../../src/models/servers/index.js';
import { median } from '../machine.js';
import { pairs, together } from './pairs.js';

const MODEL = 'qwen2.5-coder-1.5b';
const REPLY = 24;
const CONTEXT = 2048;
/** What an agent's steps have in common: some 900 tokens. */
const PREFIX = Array.from({ length: 90 }, (_, index) => `Tool ${index}: makes a thing of kind ${index} out of two others.`).join('\n');

interface Bed {
  readonly models: Models;
  readonly server: ModelServer;
  readonly supervisor: Supervisor;
  readonly address: ServerAddress;
}

async function open(sequences: number): Promise<Bed> {
  const store = createModelStore({ home: vouchHome(), entries: await loadCatalog() });
  const supervisor = new Supervisor({ memoryBytes: 1e12 });
  const launch = () => Promise.resolve(nodeLaunch('llama', { modelId: MODEL, files: store.files(MODEL), threads: engineThreads(64), settings: { contextTokens: CONTEXT, sequences } }));
  const server = supervisor.declare({ id: MODEL, ways: [{ name: `${sequences} sequences`, device: RAM, shrunk: 0, bytes: 1.5e9, assumedResidual: 0, weightBytes: 1.1e9, launch }] });
  const notices = new Notices();
  const offer = supervisedOffer(server, supervisor, { job: 'chat', engine: 'llama', version: null, configured: false, languages: undefined, width: sequences });
  const address = await supervisor.use(server, (found) => Promise.resolve(found), new AbortController().signal);
  return { models: createClient(new Router([offer], [], notices, supervisor), supervisor, notices), server, supervisor, address };
}

const story = (index: number): string => `Tell a story about the number ${index}.`;

async function routed({ models }: Bed, index: number, tokens = REPLY, system?: string): Promise<number> {
  const reply = await models.chat({ messages: [...(system === undefined ? [] : [{ role: 'system' as const, content: system }]), { role: 'user', content: story(index) }], maxTokens: tokens });
  return reply.usage.completionTokens;
}

async function direct({ address }: Bed, index: number): Promise<number> {
  const body = JSON.stringify({ model: MODEL, messages: [{ role: 'user', content: story(index) }], max_tokens: REPLY, temperature: 0 });
  const { body: answer } = await send(`${address.url}/v1/chat/completions`, { method: 'POST', headers: { authorization: `Bearer ${address.token ?? ''}`, 'content-type': 'application/json' }, body });
  return ((await answer.json()) as { usage: { completion_tokens: number } }).usage.completion_tokens;
}

/** Seconds of processor time that a process has used. */
function processorSeconds(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function rate(width: number, count: number, call: (index: number) => Promise<number>): Promise<number> {
  let tokens = 0;
  const seconds = await together(width, count, async (index) => {
    const made = await call(index);
    tokens += made;
  });
  return tokens / seconds;
}

async function timed(call: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await call();
  return performance.now() - began;
}

/** The language-model engine itself: batching, the cache of beginnings, threads; and the router in front of it. */
export async function engine(): Promise<void> {
  const bed = await open(4);
  try {
    await routed(bed, 0, 2);
    const before = processorSeconds(bed.server.pid);
    const began = performance.now();
    const batch = await pairs(4, () => rate(4, 4, (index) => routed(bed, index)), () => rate(1, 2, (index) => routed(bed, index)));
    const cores = (processorSeconds(bed.server.pid) - before) / ((performance.now() - began) / 1000);
    console.log(`${MODEL}, 4 requests together against one after the other: ${median(batch.one).toFixed(1)} and ${median(batch.other).toFixed(1)} tokens/s, ratio ${batch.ratio.toFixed(2)}, median of 4 pairs; resident ${((bed.server.residentBytes ?? 0) / 1e6).toFixed(0)} MB`);
    console.log(`threads: 64 asked for, ${engineThreads(64)} given; ${cores.toFixed(2)} cores used`);
    const through = await pairs(4, () => rate(4, 4, (index) => routed(bed, index)), () => rate(4, 4, (index) => direct(bed, index)));
    console.log(`router ${median(through.one).toFixed(1)}, direct ${median(through.other).toFixed(1)} tokens/s at 4, ratio ${through.ratio.toFixed(3)} (bar: 0.97), median of 4 pairs`);
    const cold: number[] = [];
    const warm: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const prefix = `Round ${round}.\n${PREFIX}`;
      cold.push(await timed(() => routed(bed, 100, 1, prefix)));
      for (let step = 0; step < 3; step += 1) warm.push(await timed(() => routed(bed, 101 + step, 1, prefix)));
    }
    console.log(`first token after a beginning of ${Math.round(PREFIX.length / 4)} tokens: ${(median(cold) / 1000).toFixed(2)} s when it is new, ${(median(warm) / 1000).toFixed(2)} s in the next steps`);
  } finally {
    await bed.models.close();
  }
}

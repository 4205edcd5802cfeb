/**
 * Checks on a machine with an NVIDIA GPU what elsewhere runs against stand-ins alone: that nvidia-smi is read rightly, and that model servers
 * share the GPU's real memory as the ledger says. `npm run check:gpu`; takes under 3 minutes, needs python3 and the driver, no model and no
 * CUDA toolkit. One line a check; ends with 1 where one failed, with 2 where there is no GPU.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../src/core/index.js';
import { failureOf, gpuBudget, logbookFile, machineMeter, RAM, readLogbook, Supervisor, type Device, type LoadWay, type ModelServer } from '../src/models/servers/index.js';

const HOLDER = process.env['VOUCH_GPU_HOLDER'] ?? fileURLToPath(new URL('hold-gpu.py', import.meta.url));
const GB = 1e9;
/** What the driver takes for a process beside what it asks for, at most. */
const CONTEXT_BYTES = 1.5 * GB;
const RELEASE_MS = 20_000;

const never = new AbortController().signal;
const meter = machineMeter();
let failed = 0;

/** Says how a check ended. */
function tell(name: string, ok: boolean, seen: string): void {
  if (!ok) failed += 1;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}: ${seen}`);
}

const gb = (bytes: number | undefined): string => (bytes === undefined ? 'not told' : `${(bytes / GB).toFixed(2)} GB`);

/** A way that declares `bytes` and takes `takes` of the device. */
function way(device: Device['id'], bytes: number, takes = bytes): LoadWay {
  const launch = { command: 'python3', arguments: [HOLDER, '{port}', String(Math.round(takes))], env: { CUDA_VISIBLE_DEVICES: device.startsWith('gpu:') ? device.slice('gpu:'.length) : '' }, engine: 'hold-gpu', port: 0, health: '/health' };
  return { name: `${gb(bytes)} on ${device}`, device, shrunk: 0, bytes, assumedResidual: 0, weightBytes: bytes, launch: () => Promise.resolve(launch) };
}

/** ms until so much is free; undefined: not in time. */
async function msUntilFree(device: Device['id'], bytes: number): Promise<number | undefined> {
  const began = performance.now();
  while (performance.now() - began < RELEASE_MS) {
    if (((await meter.freeBytes(device)) ?? 0) >= bytes) return performance.now() - began;
  }
  return undefined;
}

async function check(gpu: Device, folder: string): Promise<void> {
  const supervisor = new Supervisor({ folder, times: { releaseMs: RELEASE_MS } });
  const use = (server: ModelServer): Promise<void> => supervisor.use(server, () => Promise.resolve(), never);
  const budget = gpuBudget(gpu);
  const before = await meter.freeBytes(gpu.id);
  tell('free memory is told', before !== undefined && before > 0 && before <= gpu.totalBytes, `${gb(before)} of ${gb(gpu.totalBytes)}`);
  if (before === undefined) return;
  // What others hold on it is not to be counted as ours.
  const share = Math.min(budget, before) * 0.55;
  try {
    const first = supervisor.declare({ id: 'first', ways: [way(gpu.id, share)] });
    await use(first);
    const after = (await meter.freeBytes(gpu.id)) ?? Number.NaN;
    tell('a load is seen in the free memory', before - after >= share * 0.98 && before - after <= share + CONTEXT_BYTES, `${gb(before - after)} fewer free for a load of ${gb(share)}`);
    await first.measure();
    const held = first.holding.measuredBytes;
    // In a container the driver may tell the process numbers of the host: then nothing is known, and nothing is taken for zero.
    tell('what a process holds is told, or is unknown', held === undefined || (held >= share * 0.98 && held <= share + CONTEXT_BYTES), held === undefined ? 'unknown: the driver tells no process of ours' : gb(held));

    const second = supervisor.declare({ id: 'second', ways: [way(gpu.id, share)] });
    const began = performance.now();
    await use(second);
    const evicted = readLogbook(logbookFile(folder)).some(({ model, remedy, change }) => model === 'first' && remedy === 'evict' && change !== 'none');
    tell('a second that does not fit beside it is loaded after the memory came back', first.state === 'stopped' && second.state === 'ready' && evicted, `first ${first.state}, second ${second.state} after ${Math.round(performance.now() - began)} ms`);

    const refusal = await use(supervisor.declare({ id: 'giant', ways: [way(gpu.id, gpu.totalBytes * 1.5)] })).then(() => undefined, (error: unknown) => error);
    tell('one larger than the GPU is refused, and nothing is started', failureOf(refusal) === 'out-of-memory', messageOf(refusal));

    // It says that it needs little and takes more than there is: the driver refuses, and it goes on in main memory.
    const liar = supervisor.declare({ id: 'liar', ways: [way(gpu.id, GB, gpu.totalBytes * 2), way(RAM, 1e6, 0)] });
    await use(liar);
    const moves = readLogbook(logbookFile(folder)).filter(({ model }) => model === 'liar');
    tell('memory that runs out at the load is told by its kind, and the server moves to main memory', liar.way.device === RAM && liar.state === 'ready' && moves.some(({ failure, remedy }) => failure === 'out-of-memory' && remedy === 'move'), moves.map(({ failure, remedy, change }) => `${failure ?? ''} ${remedy} ${change}`).join('; '));
  } finally {
    await supervisor.close();
  }
  const ms = await msUntilFree(gpu.id, before * 0.98);
  tell('after the end all of it is free again', ms !== undefined, ms === undefined ? `${gb(await meter.freeBytes(gpu.id))} of ${gb(before)} after ${RELEASE_MS} ms` : `within ${Math.round(ms)} ms`);
}

const gpus = await meter.gpus();
console.log(gpus.length === 0 ? 'NOT RUN: there is no NVIDIA GPU here that nvidia-smi tells of. Nothing was checked.' : gpus.map(({ id, name, totalBytes }) => `${id} ${name} ${gb(totalBytes)}`).join('\n'));
for (const gpu of gpus) {
  const folder = await mkdtemp(join(tmpdir(), 'check-gpu-'));
  try {
    await check(gpu, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
process.exitCode = gpus.length === 0 ? 2 : Math.min(failed, 1);

import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { VouchError } from '../../../src/core/index.js';
import { logbookFile, machineMeter, readLogbook, RAM, Supervisor, type DeviceMeter, type LoadWay } from '../../../src/models/servers/index.js';
import { ChosenWay } from '../../../src/models/servers/chosen-way.js';
import { identify } from '../../../src/models/servers/process-identity.js';
import { ask, eventually, fakeLaunch, fakeServer, isAlive, QUICK, UNMEASURED } from './fake.js';

const none = new AbortController().signal;
const folder = mkdtempSync(join(tmpdir(), 'vouch-servers-'));
const open: Supervisor[] = [];
let marks = 0;
const mark = (): string => encodeURIComponent(join(folder, `mark-${(marks += 1)}`));

function supervise(options: ConstructorParameters<typeof Supervisor>[0] = {}): Supervisor {
  const supervisor = new Supervisor({ memoryBytes: 1e15, meter: UNMEASURED, ...options, times: { ...QUICK, ...options.times } });
  open.push(supervisor);
  return supervisor;
}

const remedies = (supervisor: Supervisor): string[] => supervisor.records.logbook.entries.map(({ failure, remedy, change }) => [failure, remedy, change].filter((word) => word !== null && word !== '').join(' '));

afterEach(async () => {
  await Promise.all(open.splice(0).map((supervisor) => supervisor.close()));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const way = (name: string, shrunk: number, device: string, settings: Record<string, unknown>, bytes = 100): LoadWay => ({
  name, shrunk, device, bytes, assumedResidual: 0, weightBytes: 0, launch: () => Promise.resolve(fakeLaunch('model', settings)),
});

describe('a failing server is mended by one change at a time', () => {
  test('a broken connection is tried again on the same process', async () => {
    const supervisor = supervise();
    const server = supervisor.declare(fakeServer('one'));
    const { pid } = await supervisor.use(server, (address) => ask(address, '/echo'), none);
    const file = mark();
    const reply = await supervisor.use(server, (address) => ask(address, `/break-once?mark=${file}`), none);
    expect(reply.pid).toBe(pid);
    expect(remedies(supervisor)).toEqual(['broken-connection retry']);
    expect(server.generation).toBe(1);
  });

  test('a doubtful one that has too much to do for its health check is not ended, unless it says nothing else', async () => {
    const supervisor = supervise();
    let busy = true;
    const server = supervisor.declare({ ...fakeServer('one'), probe: () => {
      if (server.generation === 0 || server.state === 'warming' || !busy) return Promise.resolve();
      return Promise.reject(new VouchError('MODEL_SERVER_FAILED', 'the queue is full', { details: { status: 503 } }));
    } });
    const broken = async (): Promise<number> => {
      const file = mark();
      return (await supervisor.use(server, (address) => ask(address, `/break-once?mark=${file}`), none)).pid;
    };
    const first = await broken();
    expect([await broken(), server.generation, server.state]).toEqual([first, 1, 'ready']);
    busy = false;
    expect(await broken()).toBe(first);
  });

  test('a process that dies in a request is started again, and the request is done', async () => {
    const supervisor = supervise();
    const server = supervisor.declare(fakeServer('one'));
    const file = mark();
    expect((await supervisor.use(server, (address) => ask(address, `/crash-once?mark=${file}`), none)).modelId).toBe('one');
    expect(remedies(supervisor)).toEqual(['crash restart']);
    expect(server.generation).toBe(2);
  });

  test('but not when a part of the answer was handed on already', async () => {
    const supervisor = supervise();
    const server = supervisor.declare(fakeServer('one'));
    const file = mark();
    const request = supervisor.use(server, (address) => ask(address, `/crash-once?mark=${file}`), none, { begun: () => true });
    await expect(request).rejects.toMatchObject({ details: { failure: 'crash', generation: 1 } });
    expect(server.generation).toBe(1);
  });

  test('many requests that meet the same death are mended once', async () => {
    const supervisor = supervise();
    const server = supervisor.declare(fakeServer('one'));
    const file = mark();
    const others = Array.from({ length: 4 }, () => supervisor.use(server, (address) => ask(address, '/slow?ms=1500'), none));
    await eventually(() => server.active === 4 && server.state === 'ready');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const all = await Promise.all([...others, supervisor.use(server, (address) => ask(address, `/crash-once?mark=${file}`), none)]);
    expect(all.map(({ modelId }) => modelId)).toEqual(Array(5).fill('one'));
    expect(remedies(supervisor)).toEqual(['crash restart']);
    expect(server.generation).toBe(2);
  });

  test('where memory runs out, limits shrink, then the device changes, and what is less is said', async () => {
    const supervisor = supervise({ meter: { ...UNMEASURED, gpus: () => Promise.resolve([{ id: 'gpu:0', name: 'G', totalBytes: 1e15 }]) } });
    const full = { dieAtStart: 'CUDA error: out of memory' };
    const server = supervisor.declare({ id: 'model', ways: [way('large on gpu', 0, 'gpu:0', full), way('small on gpu', 1, 'gpu:0', full), way('large on cpu', 0, RAM, {})] });
    expect((await supervisor.use(server, (address) => ask(address, '/echo'), none)).modelId).toBe('model');
    expect(remedies(supervisor)).toEqual(['out-of-memory shrink large on gpu → small on gpu', 'out-of-memory move small on gpu → large on cpu']);
    expect(server.reduction).toBe('model runs with large on cpu instead of large on gpu');
  });

  test('where memory is short before anything is started, it shrinks as often as it must', async () => {
    const supervisor = supervise({ meter: { ...UNMEASURED, freeBytes: () => Promise.resolve(50) } });
    const server = supervisor.declare({ id: 'model', ways: [way('large', 0, RAM, {}, 100), way('middle', 1, RAM, {}, 80), way('small', 2, RAM, {}, 40)] });
    const answers = await Promise.all([1, 2].map(() => supervisor.use(server, (address) => ask(address, '/echo'), none)));
    expect(answers.map(({ modelId }) => modelId)).toEqual(['model', 'model']);
    expect(remedies(supervisor)).toEqual(['out-of-memory shrink large → middle', 'out-of-memory shrink middle → small']);
  });

  test('where no way to load it fits into memory, that is the error', async () => {
    const supervisor = supervise({ meter: { ...UNMEASURED, freeBytes: () => Promise.resolve(10) } });
    const server = supervisor.declare({ id: 'model', ways: [way('large', 0, RAM, {}, 100), way('middle', 1, RAM, {}, 80), way('small', 2, RAM, {}, 40)] });
    await expect(supervisor.use(server, (address) => ask(address, '/echo'), none)).rejects.toMatchObject({ details: { failure: 'out-of-memory' }, message: expect.stringContaining('with nothing left to unload') });
    expect(remedies(supervisor).at(-1)).toBe('out-of-memory give-up');
    expect(server.generation).toBe(0);
  });

  test('that cannot be mended gives up with the reason, its log file and what was tried', async () => {
    const supervisor = supervise({ folder: join(folder, 'gives-up') });
    const server = supervisor.declare({ id: 'model', ways: [way('only', 0, RAM, { dieAtStart: 'the moon is in the wrong phase' })] });
    const failure = supervisor.use(server, (address) => ask(address, '/echo'), none);
    await expect(failure).rejects.toMatchObject({ code: 'MODEL_SERVER_FAILED', details: { failure: 'crash-at-load', log: join(folder, 'gives-up', 'logs', 'model.log') } });
    await expect(failure).rejects.toThrow(/wrong phase/);
    expect(readFileSync(join(folder, 'gives-up', 'logs', 'model.log'), 'utf8').match(/wrong phase/g)).toHaveLength(2);
    expect(readLogbook(logbookFile(join(folder, 'gives-up'))).map(({ remedy }) => remedy)).toEqual(['restart', 'give-up']);
  });

  test('whose file is damaged says which, and how to mend it', async () => {
    const supervisor = supervise();
    const server = supervisor.declare({ id: 'model', ways: [way('only', 0, RAM, { failStart: 'no such tensor' })], diagnose: () => Promise.resolve('weights.bin of the model is damaged') });
    await expect(supervisor.use(server, (address) => ask(address, '/echo'), none)).rejects.toMatchObject({ retryable: false, message: expect.stringContaining('weights.bin of the model is damaged'), details: { failure: 'damaged-files' } });
  });

  test('that hangs is ended and its request done elsewhere or failed; one that only works long is left alone', async () => {
    const supervisor = supervise({ times: { wedgedMs: 400 } });
    const server = supervisor.declare(fakeServer('one'));
    expect((await supervisor.use(server, (address) => ask(address, '/work?ms=1200'), none)).modelId).toBe('one');
    expect(server.generation).toBe(1);
    const hanging = supervisor.use(server, (address) => ask(address, '/hang'), none);
    await expect(hanging).rejects.toMatchObject({ details: { failure: 'hang' }, message: expect.stringContaining('nothing moved') });
    expect(remedies(supervisor)).toEqual(['hang restart', 'hang give-up']);
  });
});

test('an engine that is started while others compute gets what they leave of the cores, and one that is started alone all that it can use', async () => {
  const supervisor = supervise();
  const given: (number | undefined)[] = [];
  const [first, second] = ['first', 'second'].map((id) => supervisor.declare({ id, ways: [{ ...way('only', 0, RAM, {}), threads: 64, launch: (_signal, threads) => {
    given.push(threads);
    return Promise.resolve(fakeLaunch(id));
  } }] }));
  await supervisor.use(first!, async () => supervisor.use(second!, (address) => ask(address, '/echo'), none), none);
  await second!.stop();
  await supervisor.use(second!, (address) => ask(address, '/echo'), none);
  const cores = availableParallelism();
  // Half of what it can use, where the first has taken all cores; two are not halved.
  expect(given).toEqual([cores, Math.min(cores, Math.max(2, Math.ceil(cores / 2))), cores]);
});

describe('a hot spare', () => {
  test('takes over when the serving process dies, without another load, and another is made ready', async () => {
    const loads: number[] = [];
    const supervisor = supervise();
    const { ways: [only], ...rest } = fakeServer('one');
    const launch = (signal: AbortSignal): ReturnType<typeof only.launch> => {
      loads.push(performance.now());
      return only.launch(signal);
    };
    const server = supervisor.declare({ ...rest, ways: [{ ...only, launch }], spare: true });
    const first = await supervisor.use(server, (address) => ask(address, '/pids'), none);
    expect(await eventually(() => server.hasSpare)).toBe(true);
    const file = mark();
    const second = await supervisor.use(server, (address) => ask(address, `/crash-once?mark=${file}`), none);
    expect(second.pid).not.toBe(first.pid);
    expect([server.generation, server.state]).toEqual([2, 'ready']);
    expect(await eventually(() => server.hasSpare)).toBe(true);
    // The first, its spare, and the spare of the one that took over.
    expect(loads).toHaveLength(3);
    await supervisor.close();
    expect(server.hasSpare).toBe(false);
  });
});

describe('the memory of a device', () => {
  /** A device whose memory comes back `lateMs` after a server was stopped. */
  function gpu(total: number, lateMs: number): DeviceMeter & { readonly lowest: () => number } {
    const held = new Map<number, number>();
    let lowest = total;
    const free = (): number => {
      const gone = performance.now() - lateMs;
      for (const [pid, since] of held) {
        if (!isAlive(pid) && since === Infinity) held.set(pid, performance.now());
        if (since < gone) held.delete(pid);
      }
      return total - held.size * 40;
    };
    return {
      gpus: () => Promise.resolve([{ id: 'gpu:0', name: 'G', totalBytes: total }]),
      freeBytes: () => Promise.resolve((lowest = Math.min(lowest, free())) && free()),
      heldBytes: (_device, pid) => {
        if (!held.has(pid) && isAlive(pid)) held.set(pid, Infinity);
        return Promise.resolve(held.has(pid) ? 40 : undefined);
      },
      lowest: () => lowest,
    };
  }

  test('is waited for until it is really free, before the next model is loaded', async () => {
    const supervisor = supervise({ meter: gpu(100, 600), times: { releaseMs: 5_000 } });
    const [a, b, c] = ['a', 'b', 'c'].map((id) => supervisor.declare({ id, ways: [{ ...way('only', 0, 'gpu:0', {}, 40), launch: () => Promise.resolve(fakeLaunch(id)) }] }));
    await supervisor.use(a!, (address) => ask(address, '/echo'), none);
    await supervisor.use(b!, (address) => ask(address, '/echo'), none);
    const began = performance.now();
    expect((await supervisor.use(c!, (address) => ask(address, '/echo'), none)).modelId).toBe('c');
    expect(performance.now() - began).toBeGreaterThan(600);
    expect(remedies(supervisor)).toEqual([expect.stringMatching(/^evict unloaded from gpu:0$/)]);
  });

  test('of two GPUs that are as good: a model goes where there is room, and that is nothing less', async () => {
    const gpus = ['gpu:0', 'gpu:1'].map((id) => ({ id, name: 'G', totalBytes: 100 }));
    const supervisor = supervise({ meter: { ...UNMEASURED, gpus: () => Promise.resolve(gpus) } });
    const on = (device: string, id: string): LoadWay => ({ ...way(device, 0, device, {}, 60), isAsGood: true, launch: () => Promise.resolve(fakeLaunch(id)) });
    const servers = ['a', 'b', 'c'].map((id) => supervisor.declare({ id, ways: [on('gpu:0', id), on('gpu:1', id)] }));
    for (const server of servers) await Promise.all([1, 2].map(() => supervisor.use(server, (address) => ask(address, '/echo'), none)));
    expect(servers.map(({ state, way: { device } }) => `${state} ${device}`)).toEqual(['stopped gpu:0', 'ready gpu:1', 'ready gpu:0']);
    expect(servers.map(({ reduction }) => reduction)).toEqual([undefined, undefined, undefined]);
    expect(remedies(supervisor)).toEqual(['evict unloaded from gpu:0']);
  });

  const two = ['gpu:0', 'gpu:1'].map((id) => ({ id, name: 'G', totalBytes: 100 }));
  const onEither = (id: string, settings: Record<string, unknown> = {}): ((device: string) => LoadWay) =>
    (device) => ({ ...way(device, 0, device, {}, 60), isAsGood: device !== RAM, launch: () => Promise.resolve(fakeLaunch(id, settings[device] as Record<string, unknown> ?? {})) });

  test('of two GPUs is shared by two models that are first asked for at the same time', async () => {
    const slowly = (): Promise<undefined> => new Promise((resolve) => setTimeout(() => { resolve(undefined); }, 50));
    const supervisor = supervise({ meter: { ...UNMEASURED, gpus: () => Promise.resolve(two), freeBytes: slowly } });
    const servers = ['a', 'b'].map((id) => supervisor.declare({ id, ways: [onEither(id)('gpu:0'), onEither(id)('gpu:1')] }));
    await Promise.all(servers.map((server) => supervisor.use(server, (address) => ask(address, '/echo'), none)));
    expect(servers.map(({ state, way: { device } }) => `${state} ${device}`)).toEqual(['ready gpu:0', 'ready gpu:1']);
  });

  test('that a model is moved away from is left for the other GPU before main memory', async () => {
    const full = { dieAtStart: 'CUDA error: out of memory' };
    const supervisor = supervise({ meter: { ...UNMEASURED, gpus: () => Promise.resolve(two) } });
    const first = supervisor.declare({ id: 'a', ways: [onEither('a')('gpu:0')] });
    const second = supervisor.declare({ id: 'b', ways: [...['gpu:0', 'gpu:1', RAM].map(onEither('b', { 'gpu:1': full }))] as unknown as [LoadWay, ...LoadWay[]] });
    await supervisor.use(first, (address) => ask(address, '/echo'), none);
    await supervisor.use(second, (address) => ask(address, '/echo'), none);
    expect(remedies(supervisor)).toEqual(['out-of-memory move gpu:1 → gpu:0', 'evict unloaded from gpu:0']);
    expect([second.way.device, second.reduction]).toEqual(['gpu:0', undefined]);
  });

  test('is chosen anew at each start, and that keeps nobody from trying the best way again', async () => {
    const ways = [0, 1].flatMap((shrunk) => ['gpu:0', 'gpu:1'].map((device): LoadWay => ({ ...way(`${device} ${shrunk}`, shrunk, device, {}), isAsGood: true })));
    const [best] = ways;
    const chosen = new ChosenWay([best!, ...ways.slice(1)], 300);
    chosen.choose(ways[2]!);
    for (let start = 0; start < 4; start += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      chosen.place(ways[3]!);
    }
    expect(chosen.current(true)).toBe(ways[3]);
    expect(chosen.current(false)).toBe(best);
    chosen.place(ways[1]!);
    expect(chosen.current(false)).toBe(ways[1]);
  });

  test('of the machine itself is not waited for: what is not free when a process has ended does not come by waiting', async () => {
    let free = 100;
    const meter: DeviceMeter = { gpus: () => Promise.resolve([]), freeBytes: () => Promise.resolve(free), heldBytes: () => Promise.resolve(40) };
    const supervisor = supervise({ meter, times: { releaseMs: 60_000 } });
    const [a, b] = ['a', 'b'].map((id) => supervisor.declare({ id, ways: [{ ...way('only', 0, RAM, {}, 40), launch: () => Promise.resolve(fakeLaunch(id)) }] }));
    await supervisor.use(a!, (address) => ask(address, '/echo'), none);
    free = 10;
    await expect(supervisor.use(b!, (address) => ask(address, '/echo'), AbortSignal.timeout(30_000))).rejects.toMatchObject({ details: { failure: 'out-of-memory' } });
    expect(remedies(supervisor)).toContainEqual('evict unloaded from ram');
  });

  test('that holds too little for a model, with nothing to unload, is an error that says how much', async () => {
    const supervisor = supervise({ meter: gpu(100, 0) });
    const server = supervisor.declare({ id: 'model', ways: [way('only', 0, 'gpu:0', {}, 5_000_000_000)] });
    await expect(supervisor.use(server, (address) => ask(address, '/echo'), none)).rejects.toMatchObject({ details: { failure: 'out-of-memory' }, message: expect.stringContaining('model needs 5.0 GB on gpu:0') });
  });

  test('is given to one of two runtimes that look at it at the same moment, and to the other once it is seen what is left', async () => {
    const place = join(folder, 'two-runtimes');
    // What a load takes is not seen while it loads.
    const meter: DeviceMeter = { ...UNMEASURED, freeBytes: () => Promise.resolve(150) };
    const load = (bytes = 100) => {
      const supervisor = supervise({ folder: place, meter });
      const server = supervisor.declare({ id: 'model', ways: [way('only', 0, RAM, { loadMs: 800 }, bytes)] });
      return supervisor.use(server, (address) => ask(address, '/echo'), none);
    };
    const began = performance.now();
    // The second is not refused for what the first is about to take, and does not load beside it.
    await Promise.all([load(), load()]);
    expect(performance.now() - began).toBeGreaterThan(1_600);
    await expect(load()).resolves.toMatchObject({ modelId: 'model' });
    expect(readdirSync(join(place, 'loading'))).toEqual([]);
    // What a runtime that was killed had begun does not count.
    writeFileSync(join(place, 'loading', 'dead-model.json'), JSON.stringify({ owner: { pid: 2 ** 22 - 1, started: '1' }, device: RAM, bytes: 140 }));
    await expect(load()).resolves.toMatchObject({ modelId: 'model' });
  });

  test('is not refused, nor taken from an idle model, for what another runtime has taken already of what it loads', async () => {
    const place = join(folder, 'other-loads');
    const loading = join(place, 'loading', 'other-model.json');
    mkdirSync(join(place, 'loading'), { recursive: true });
    // The other one has taken 9 of its 10.
    let free = 15;
    const supervisor = supervise({ folder: place, meter: { ...UNMEASURED, freeBytes: () => Promise.resolve(free) } });
    const [idle, wanted] = [['idle', 2], ['wanted', 8]].map(([id, bytes]) => supervisor.declare({ id: String(id), ways: [{ ...way('only', 0, RAM, {}, Number(bytes)), launch: () => Promise.resolve(fakeLaunch(String(id))) }] }));
    for (const server of [idle!, wanted!]) {
      writeFileSync(loading, JSON.stringify({ owner: identify(process.pid), device: RAM, bytes: 14 }));
      const request = supervisor.use(server, (address) => ask(address, '/echo'), none);
      await expect(Promise.race([request, new Promise((resolve) => setTimeout(resolve, 600, 'waits'))])).resolves.toBe('waits');
      rmSync(loading);
      await expect(request).resolves.toMatchObject({ modelId: server.id });
    }
    expect([idle!.state, remedies(supervisor)]).toEqual(['ready', []]);
    // Once nobody else loads, what does not fit is refused as ever.
    await Promise.all([idle!.stop(), wanted!.stop()]);
    free = 1;
    await expect(supervisor.use(wanted!, (address) => ask(address, '/echo'), none)).rejects.toMatchObject({ details: { failure: 'out-of-memory' } });
  });

  test('is read from nvidia-smi, and what it does not tell is no number', async () => {
    const command = join(folder, 'nvidia-smi');
    writeFileSync(command, `#!/bin/sh
case "$1" in
  --query-gpu=index,name,memory.total,uuid) echo "0, NVIDIA H200, 143771, GPU-574a"; echo "1, Old, [N/A], GPU-99"; echo "2, NVIDIA H200, 143771, GPU-6b";;
  --query-gpu=index,memory.free) echo "0, 140490"; echo "1, [N/A]";;
  --query-gpu=index,uuid) echo "0, GPU-574a"; echo "1, GPU-99";;
  --query-compute-apps=*) echo "GPU-574a, 467, 2658"; echo "GPU-99, 467, 10";;
esac`);
    chmodSync(command, 0o755);
    const meter = machineMeter(command, undefined);
    const gpu = (index: number) => ({ id: `gpu:${index}`, name: 'NVIDIA H200', totalBytes: 143_771 * 2 ** 20 });
    expect(await meter.gpus()).toEqual([gpu(0), gpu(2)]);
    const visible = await Promise.all(['2,0', 'GPU-6b', '0,7,2', '', '-1'].map((devices) => machineMeter(command, devices, 'PCI_BUS_ID').gpus()));
    expect(visible).toEqual([[gpu(2), gpu(0)], [gpu(2)], [gpu(0)], [], []]);
    const { emitWarning } = process;
    const warnings: string[] = [];
    process.emitWarning = (warning: string | Error) => void warnings.push(String(warning));
    try {
      // A part of a GPU is none of the rows: all of them are better than a run on the CPU that nobody asked for.
      expect(await machineMeter(command, 'MIG-7c').gpus()).toEqual([gpu(0), gpu(2)]);
      expect(warnings).toEqual([expect.stringContaining('CUDA_VISIBLE_DEVICES names MIG-7c')]);
      await machineMeter(command, '0', 'PCI_BUS_ID').gpus();
      expect(warnings).toHaveLength(1);
      await machineMeter(command, '0', undefined).gpus();
      expect(warnings[1]).toContain('CUDA_DEVICE_ORDER=PCI_BUS_ID');
    } finally {
      process.emitWarning = emitWarning;
    }
    expect(await meter.freeBytes('gpu:0')).toBe(140_490 * 2 ** 20);
    expect(await meter.freeBytes('gpu:1')).toBeUndefined();
    expect(await meter.heldBytes('gpu:0', 467)).toBe(2658 * 2 ** 20);
    expect(await meter.heldBytes('gpu:0', 1)).toBeUndefined();
    const without = machineMeter(join(folder, 'no-such-program'));
    expect([await without.gpus(), await without.freeBytes('gpu:0')]).toEqual([[], undefined]);
    expect(await without.freeBytes(RAM)).toBeGreaterThan(1e6);
    expect(await without.heldBytes(RAM, process.pid)).toBeGreaterThan(1e6);
  });
});

describe('what a killed runtime leaves', () => {
  test('is ended by the next one, and nobody else is', async () => {
    const place = join(folder, 'reaped');
    const orphan = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    const bystander = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    const supervisor = supervise({ folder: place });
    const running = join(place, 'running');
    await supervisor.use(supervisor.declare(fakeServer('first')), (address) => ask(address, '/echo'), none);
    const write = (pid: number, server: { pid: number; started: string } | undefined, owner: { pid: number; started: string } | undefined): void => {
      writeFileSync(join(running, `${pid}.json`), JSON.stringify({ server, owner, model: 'left' }));
    };
    write(orphan.pid!, identify(orphan.pid!), { pid: 2 ** 22 - 1, started: '1' });
    // The number of a server that is long gone now belongs to somebody else.
    write(bystander.pid!, { pid: bystander.pid!, started: '1' }, { pid: 2 ** 22 - 1, started: '1' });
    const next = supervise({ folder: place });
    await next.use(next.declare(fakeServer('second')), (address) => ask(address, '/echo'), none);
    expect(await eventually(() => identify(orphan.pid!) === undefined)).toBe(true);
    expect(isAlive(bystander.pid!)).toBe(true);
    bystander.kill();
    expect(next.records.logbook.entries).toEqual([expect.objectContaining({ model: 'left', remedy: 'reap' })]);
    // Both that run now are noted, and nothing else.
    expect(readdirSync(running)).toHaveLength(2);
    await Promise.all([supervisor.close(), next.close()]);
    expect(readdirSync(running)).toEqual([]);
  });

  test('servers that do not heed their parent\'s death are found by the next runtime', async () => {
    const place = join(folder, 'stubborn');
    const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const parent = spawn(process.execPath, ['--import', loader, fileURLToPath(new URL('parent.ts', import.meta.url)), place, 'ignoreStop'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) => createInterface({ input: parent.stdout }).once('line', (line) => {
      resolve(Number(line));
    }));
    parent.kill('SIGKILL');
    await new Promise((resolve) => parent.once('close', resolve));
    expect(isAlive(pid)).toBe(true);
    const next = supervise({ folder: place });
    await next.use(next.declare(fakeServer('one')), (address) => ask(address, '/echo'), none);
    expect(await eventually(() => identify(pid) === undefined)).toBe(true);
  });
});

describe('a server program that knows nothing of us', () => {
  const program = fileURLToPath(new URL('fake-program.cjs', import.meta.url));
  const launch = (port: number) => ({ command: process.execPath, arguments: [program, '--port', '{port}'], env: {}, engine: 'program', port, health: '/health' });

  test('gets a free port, is ready when its health route says so, and is ended with its supervisor', async () => {
    const supervisor = supervise();
    const server = supervisor.declare({ id: 'program', ways: [{ ...way('only', 0, RAM, {}), launch: () => Promise.resolve(launch(0)) }] });
    const { pid } = await supervisor.use(server, (address) => ask(address, '/echo'), none);
    expect(isAlive(pid)).toBe(true);
    // Its memory, and not that of the shell that ends it with us.
    expect(pid).not.toBe(server.pid);
    expect(server.residentBytes).toBeGreaterThan(25e6);
    await supervisor.close();
    expect(await eventually(() => !isAlive(pid))).toBe(true);
  });

  test('is left alone while it computes and hears nothing: nobody knows that it tells how it gets on', async () => {
    const supervisor = supervise({ times: { wedgedMs: 300 } });
    const server = supervisor.declare({ id: 'program', ways: [{ ...way('only', 0, RAM, {}), launch: () => Promise.resolve(launch(0)) }] });
    expect(await supervisor.use(server, (address) => ask(address, '/busy?ms=3500'), none)).toMatchObject({ modelId: 'program' });
    expect([server.generation, remedies(supervisor)]).toEqual([1, []]);
  });

  test('whose port is taken says so', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => other.listen(0, '127.0.0.1', () => {
      const address = other.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    }));
    const supervisor = supervise();
    const server = supervisor.declare({ id: 'program', ways: [{ ...way('only', 0, RAM, {}), launch: () => Promise.resolve(launch(port)) }] });
    await expect(supervisor.use(server, (address) => ask(address, '/echo'), none)).rejects.toMatchObject({ details: { failure: 'port-taken' }, message: expect.stringContaining(`The port ${port}`) });
    other.close();
  });
});

describe('records that cannot be written', () => {
  const { emitWarning } = process;
  afterEach(() => {
    process.emitWarning = emitWarning;
  });

  test('cost a warning, and nothing else', async () => {
    const warnings: string[] = [];
    process.emitWarning = (warning: string | Error) => {
      warnings.push(String(warning));
    };
    const place = join(folder, 'a-file');
    writeFileSync(place, 'in the way of the folder of records');
    const supervisor = supervise({ folder: place, meter: { ...UNMEASURED, heldBytes: () => Promise.resolve(1e9) } });
    const server = supervisor.declare(fakeServer('one'));
    const { pid } = await supervisor.use(server, (address) => ask(address, '/echo'), none);
    const file = mark();
    await supervisor.use(server, (address) => ask(address, `/crash-once?mark=${file}`), none);
    expect(remedies(supervisor)).toEqual(['crash restart']);
    const second = server.pid!;
    await supervisor.close();
    expect([pid, second].filter(isAlive)).toEqual([]);
    // One for each folder.
    const ours = warnings.filter((text) => text.includes(place));
    expect(ours.map((text) => / in (\S+):/.exec(text)?.[1]).sort()).toEqual([place, join(place, 'loading'), join(place, 'logs'), join(place, 'running')]);
  });
});

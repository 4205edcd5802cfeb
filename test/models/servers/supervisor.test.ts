import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { VouchError } from '../../../src/core/index.js';
import { Supervisor } from '../../../src/models/servers/index.js';
import { ask, eventually, fakeServer, isAlive, QUICK, UNMEASURED } from './fake.js';

const none = new AbortController().signal;
const open: Supervisor[] = [];

function supervise(options: ConstructorParameters<typeof Supervisor>[0] = {}): Supervisor {
  const supervisor = new Supervisor({ memoryBytes: 1e15, meter: UNMEASURED, ...options, times: { ...QUICK, ...options.times } });
  open.push(supervisor);
  return supervisor;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((supervisor) => supervisor.close()));
});

describe('a supervised server', () => {
  test('is started by its first request, once for many, and leaves no process when it is closed', async () => {
    const supervisor = supervise();
    const server = supervisor.declare(fakeServer('one'));
    expect(server.state).toBe('declared');
    const answers = await Promise.all([1, 2, 3].map(() => supervisor.use(server, (address) => ask(address, '/echo'), none)));
    const pids = new Set(answers.map((answer) => answer.pid));
    expect(pids.size).toBe(1);
    expect(server.state).toBe('ready');
    expect(server.residentBytes).toBeGreaterThan(1e6);
    await supervisor.close();
    expect(server.state).toBe('stopped');
    expect([...pids].some(isAlive)).toBe(false);
    await expect(supervisor.use(server, (address) => ask(address, '/echo'), none)).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('that dies in a request fails it as retryable with its last words, and serves the next', async () => {
    const supervisor = supervise();
    const server = supervisor.declare(fakeServer('crashing'));
    const failure = supervisor.use(server, (address) => ask(address, '/crash'), none);
    await expect(failure).rejects.toMatchObject({ code: 'MODEL_SERVER_FAILED', retryable: true });
    await expect(failure).rejects.toThrow(/crashing died during a request \(signal SIGKILL\)[\s\S]*hit a wall/);
    const { pid } = await supervisor.use(server, (address) => ask(address, '/echo'), none);
    expect(isAlive(pid)).toBe(true);
  });

  test('that keeps crashing is quarantined, and serves again after the cool-down', async () => {
    const supervisor = supervise();
    const server = supervisor.declare(fakeServer('bad'));
    const crash = () => supervisor.use(server, (address) => ask(address, '/crash'), none);
    await expect(crash()).rejects.toThrow('died');
    await expect(crash()).rejects.toThrow('failed repeatedly');
    expect(server.state).toBe('quarantined');
    await expect(supervisor.use(server, (address) => ask(address, '/echo'), none)).rejects.toMatchObject({ code: 'MODEL_SERVER_FAILED', retryable: false });
    await eventually(() => server.state === 'stopped');
    expect((await supervisor.use(server, (address) => ask(address, '/echo'), none)).modelId).toBe('bad');
  });

  test('says why it could not load its model', async () => {
    const supervisor = supervise();
    const server = supervisor.declare(fakeServer('broken', { failStart: 'weights.bin is not a model' }));
    await expect(supervisor.use(server, (address) => ask(address, '/echo'), none)).rejects.toMatchObject({ code: 'MODEL_SERVER_FAILED', retryable: false, message: expect.stringContaining('weights.bin is not a model') });
  });

  test('that never listens is given up after its start time', async () => {
    const supervisor = supervise({ times: { startMs: 200 } });
    const server = supervisor.declare(fakeServer('silent', { silent: true }));
    await expect(supervisor.use(server, (address) => ask(address, '/echo'), none)).rejects.toThrow(/did not start within/);
    expect(server.pid).toBeUndefined();
  });

  test('that listens but cannot infer is not ready', async () => {
    const supervisor = supervise();
    const server = supervisor.declare(fakeServer('hollow', { deafHealth: true }));
    await expect(supervisor.use(server, (address) => ask(address, '/echo'), none)).rejects.toThrow(/failed its first inference: status 500/);
    expect(server.pid).toBeUndefined();
  });

  test('that does not heed the request to stop is killed with its descendants', async () => {
    const supervisor = supervise();
    const server = supervisor.declare(fakeServer('stubborn', { ignoreStop: true, grandchild: true }));
    const { pid, grandchild } = await supervisor.use(server, (address) => ask(address, '/pids'), none);
    expect(isAlive(pid) && isAlive(grandchild!)).toBe(true);
    await supervisor.close();
    expect(isAlive(pid)).toBe(false);
    expect(await eventually(() => !isAlive(grandchild!))).toBe(true);
  });

  test('is unloaded when it idles', async () => {
    const supervisor = supervise({ times: { idleMs: 100 } });
    const server = supervisor.declare(fakeServer('idle'));
    const { pid } = await supervisor.use(server, (address) => ask(address, '/echo'), none);
    expect(await eventually(() => server.state === 'stopped')).toBe(true);
    expect(isAlive(pid)).toBe(false);
  });

  test('a request that is cancelled while the server starts ends at once, and the start serves the next', async () => {
    const supervisor = supervise();
    const server = supervisor.declare(fakeServer('cancelled'));
    const controller = new AbortController();
    const waiting = supervisor.use(server, (address) => ask(address, '/echo'), controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    expect((await supervisor.use(server, (address) => ask(address, '/echo'), none)).modelId).toBe('cancelled');
  });

  test('closing while a server starts leaves no process', async () => {
    const supervisor = supervise();
    const server = supervisor.declare(fakeServer('young', { silent: true }));
    const waiting = supervisor.use(server, (address) => ask(address, '/echo'), none);
    const outcome = expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    await eventually(() => server.state === 'starting');
    await supervisor.close();
    await outcome;
    expect(server.pid).toBeUndefined();
  });

  test('that all have left while it started is unloaded when it idles', async () => {
    const supervisor = supervise({ times: { idleMs: 100 } });
    const server = supervisor.declare(fakeServer('left', { loadMs: 200 }));
    const controller = new AbortController();
    const waiting = supervisor.use(server, (address) => ask(address, '/echo'), controller.signal);
    const outcome = expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    await eventually(() => server.state === 'starting');
    controller.abort();
    await outcome;
    expect(await eventually(() => server.state === 'ready')).toBe(true);
    expect(await eventually(() => server.state === 'stopped')).toBe(true);
  });

  test('is not started again by a request that was looking at its health when it was closed', async () => {
    const supervisor = supervise();
    let probes = 0;
    const probe = async (): Promise<void> => {
      if ((probes += 1) === 1) return;
      await supervisor.close();
      throw new Error('It is gone.');
    };
    const server = supervisor.declare({ ...fakeServer('late'), probe });
    let asked = 0;
    const broken = supervisor.use(server, async () => {
      asked += 1;
      throw new VouchError('MODEL_SERVER_FAILED', 'The connection broke.', { retryable: true });
    }, none);
    await expect(broken).rejects.toMatchObject({ code: 'CANCELLED' });
    expect([probes, asked, server.generation, server.pid]).toEqual([2, 1, 1, undefined]);
  });

  test('that says that it is busy stays ready, and its other requests go on', async () => {
    const supervisor = supervise();
    const server = supervisor.declare(fakeServer('busy'));
    const other = supervisor.use(server, (address) => ask(address, '/slow?ms=500'), none);
    await eventually(() => server.state === 'ready');
    const busy = supervisor.use(server, () => Promise.reject(new VouchError('MODEL_SERVER_FAILED', 'Too many requests.', { retryable: true, details: { status: 503 } })), none);
    await expect(busy).rejects.toThrow('Too many requests.');
    expect(server.state).toBe('ready');
    expect((await other).modelId).toBe('busy');
    expect(server.generation).toBe(1);
  });
});

describe('the memory budget', () => {
  const big = 1e15;

  test('unloads an idle server to make room: not the one that a plan needs next', async () => {
    const supervisor = supervise({ memoryBytes: 2.5 * big });
    const [first, second, third] = ['a', 'b', 'c'].map((id) => supervisor.declare(fakeServer(id, {}, big)));
    supervisor.lookahead.expect('run', [['c'], ['a']]);
    for (const server of [first, second, third]) await supervisor.use(server!, (address) => ask(address, '/echo'), none);
    expect([first, second, third].map((server) => server!.state)).toEqual(['ready', 'stopped', 'ready']);
    expect(supervisor.records.logbook.entries).toEqual([expect.objectContaining({ model: 'b', remedy: 'evict', failure: null })]);
  });

  test('waits for a server in use instead of unloading it', async () => {
    const supervisor = supervise({ memoryBytes: 1.5 * big });
    const busy = supervisor.declare(fakeServer('busy', {}, big));
    const next = supervisor.declare(fakeServer('next', {}, big));
    await supervisor.use(busy, (address) => ask(address, '/echo'), none);
    const slow = supervisor.use(busy, (address) => ask(address, '/slow?ms=300'), none);
    const order: string[] = [];
    await Promise.all([slow.then(() => order.push('busy')), supervisor.use(next, (address) => ask(address, '/echo'), none).then(() => order.push('next'))]);
    expect(order).toEqual(['busy', 'next']);
    expect(busy.state).toBe('stopped');
  });

  test('what is warmed ahead takes free room and the place of what nobody needs, but of nothing that a plan needs as soon', async () => {
    const supervisor = supervise({ memoryBytes: 1.5 * big });
    const [first, second] = ['a', 'b'].map((id) => supervisor.declare(fakeServer(id, {}, big)));
    await supervisor.warm(first!, none);
    expect(first!.state).toBe('ready');
    supervisor.lookahead.expect('run', [['b'], ['a']]);
    await expect(supervisor.warm(second!, AbortSignal.timeout(400))).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect([first!.state, second!.state]).toEqual(['ready', 'declared']);
    supervisor.lookahead.expect('run', [['b']]);
    await supervisor.warm(second!, none);
    expect([first!.state, second!.state]).toEqual(['stopped', 'ready']);
  });

  test('serves a model above the budget alone', async () => {
    const supervisor = supervise({ memoryBytes: 10 });
    const huge = supervisor.declare(fakeServer('huge', {}, big));
    expect((await supervisor.use(huge, (address) => ask(address, '/echo'), none)).modelId).toBe('huge');
  });

  test('many concurrent requests for more models than fit are all served', async () => {
    const supervisor = supervise({ memoryBytes: 2.5 * big });
    const servers = ['p', 'q', 'r', 's'].map((id) => supervisor.declare(fakeServer(id, {}, big)));
    const answers = await Promise.all([...servers, ...servers].map((server) => supervisor.use(server, (address) => ask(address, '/slow?ms=20'), none)));
    expect(answers.map((answer) => answer.modelId)).toEqual(['p', 'q', 'r', 's', 'p', 'q', 'r', 's']);
  });
});

test('a parent that is killed takes its servers with it', async () => {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const script = fileURLToPath(new URL('parent.ts', import.meta.url));
  const parent = spawn(process.execPath, ['--import', loader, script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = await new Promise<number>((resolve) => createInterface({ input: parent.stdout }).once('line', (line) => {
    resolve(Number(line));
  }));
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  expect(await eventually(() => !isAlive(pid))).toBe(true);
});

import fc from 'fast-check';
import { parseConfig, profileServers } from '../../../src/models/index.js';
import { BUILT_IN_ENTRIES } from '../../../src/models/catalog/index.js';
import { PROFILE_NAMES } from '../../../src/models/catalog/profile-names.js';
import { commandFor, PROFILES, ProfileModel, profileFor, profileOf, pythonModelsOf, type MachineSize } from '../../../src/models/catalog/profiles.js';
import { startedDeclaration } from '../../../src/models/router/started.js';
import { Supervisor } from '../../../src/models/servers/index.js';
import { ask, fakeLaunch, QUICK } from '../servers/fake.js';

test('each profile has a model for each thing, each of them fits, and what takes minutes on a CPU is said to', () => {
  expect(PROFILES.map(({ name }) => name)).toEqual([...PROFILE_NAMES]);
  for (const { name, deviceBytes, models } of PROFILES) {
    expect(models.map(({ role }) => role)).toEqual(['language', 'vision', 'speech in', 'speech out', 'image-text', 'picture', 'sound']);
    expect(models.flatMap(({ role, slow }) => (slow ? [role] : []))).toEqual(name.startsWith('cpu') ? ['picture', 'sound'] : []);
    for (const model of models) {
      expect(ProfileModel.parse(model)).toEqual(model);
      expect(model.memoryBytes).toBeLessThanOrEqual(deviceBytes * 0.92);
    }
  }
});

test('what Vouch runs itself is in the catalogue, with the same licence; nothing else is said to have been tried', () => {
  for (const { model, server, licence, tried } of PROFILES.flatMap(({ models }) => models)) {
    expect(tried).toBe(server === 'vouch');
    if (server === 'vouch') expect(BUILT_IN_ENTRIES.find(({ id }) => id === model)?.licence).toBe(licence);
  }
});

test('a larger machine never gets a smaller profile', () => {
  const size: fc.Arbitrary<MachineSize> = fc.record({ ramBytes: fc.integer({ min: 1e9, max: 1e12 }), cores: fc.integer({ min: 1, max: 128 }), gpuBytes: fc.option(fc.integer({ min: 1e9, max: 2e11 }), { nil: undefined }) });
  const rank = (machine: MachineSize): number => PROFILE_NAMES.indexOf(profileFor(machine));
  fc.assert(fc.property(size, fc.nat(1e11), fc.nat(64), (machine, more, cores) => {
    const larger = { ramBytes: machine.ramBytes + more, cores: machine.cores + cores, gpuBytes: machine.gpuBytes === undefined ? undefined : machine.gpuBytes + more };
    expect(rank(larger)).toBeGreaterThanOrEqual(rank(machine));
    if (machine.gpuBytes === undefined) expect(profileFor(machine)).toMatch(/^cpu/);
  }));
});

test.each<[string, MachineSize, string]>([
  ['a laptop', { ramBytes: 16e9, cores: 4, gpuBytes: undefined }, 'cpu'],
  ['a desktop', { ramBytes: 33.5e9, cores: 16, gpuBytes: undefined }, 'cpu-large'],
  ['an 8 GB card', { ramBytes: 33.5e9, cores: 16, gpuBytes: 8188 * 2 ** 20 }, 'gpu-8gb'],
  ['a 24 GB card', { ramBytes: 33.5e9, cores: 16, gpuBytes: 24_564 * 2 ** 20 }, 'gpu-24gb'],
  ['an H100', { ramBytes: 33.5e9, cores: 16, gpuBytes: 81_559 * 2 ** 20 }, 'gpu-80gb'],
  ['an H200', { ramBytes: 128e9, cores: 16, gpuBytes: 143_771 * 2 ** 20 }, 'gpu-80gb'],
])('%s gets its profile', (_what, machine, name) => {
  expect(profileFor(machine)).toBe(name);
});

test('the servers of others are told what to serve', () => {
  const gpu = profileOf('gpu-24gb');
  expect(gpu.models.map((model) => commandFor(model, gpu.deviceBytes)).filter((command) => command !== undefined)).toEqual([`vllm serve Qwen/Qwen3-14B-AWQ --gpu-memory-utilization 0.75 --max-model-len 16384 --default-chat-template-kwargs '{"enable_thinking":false}'`, 'vllm serve Qwen/Qwen3-VL-8B-Instruct --gpu-memory-utilization 0.89 --max-model-len 8192']);
  expect(pythonModelsOf(gpu)).toContainEqual({ id: 'siglip2-so400m-patch14-384', engine: 'image-text-embed', source: 'google/siglip2-so400m-patch14-384' });
});

test.each(PROFILES)('the servers of $name can be started: each has a command, its memory and its device', (profile) => {
  const servers = profileServers(profile, '/data/models.json');
  const parsed = parseConfig({ servers }, 'test').servers;
  expect(new Set(parsed.map(({ id }) => id)).size).toBe(parsed.length);
  for (const { start } of parsed) {
    expect(start).toMatchObject({ device: profile.name.startsWith('gpu-') ? 0 : 'cpu', memoryBytes: expect.any(Number) });
    expect(start?.command.join(' ')).not.toContain('{model}');
  }
});

test('on a card of 24 GB the language model and the one that sees do not fit together, and so the ledger has them take turns', () => {
  const [language, vision, ...others] = profileServers(profileOf('gpu-24gb'), '/data/models.json');
  expect(language).toEqual({
    id: 'qwen3-14b-awq', dialect: 'vllm', jobs: { chat: '' },
    start: { command: ['vllm', 'serve', 'Qwen/Qwen3-14B-AWQ', '--host', '127.0.0.1', '--port', '{port}', '--gpu-memory-utilization', '0.75', '--max-model-len', '16384', '--default-chat-template-kwargs', '{"enable_thinking":false}'], health: '/health', device: 0, memoryBytes: 18e9, idleSeconds: 900 },
  });
  expect((language?.start?.memoryBytes ?? 0) + (vision?.start?.memoryBytes ?? 0)).toBeGreaterThan(24e9);
  expect(others.map(({ id, jobs }) => [id, jobs])).toEqual([['faster-whisper-large-v3-turbo-ct2', { transcribe: 'faster-whisper-large-v3-turbo-ct2' }]]);
});

test('no server of a profile takes the place of the model that compares texts', () => {
  for (const profile of PROFILES) expect(profileServers(profile, '/data/models.json').filter(({ jobs }) => jobs.embed !== undefined)).toEqual([]);
});

test('the largest GPU that there is gets the models, and a vLLM takes no more of it than is set aside for it', () => {
  const gpus = [{ id: 'gpu:1', name: 'G', totalBytes: 24e9 }, { id: 'gpu:3', name: 'H', totalBytes: 141e9 }];
  for (const server of profileServers(profileOf('gpu-80gb'), '/data/models.json', gpus)) {
    const { device, memoryBytes = 0, command = [] } = server.start ?? {};
    expect(device).toBe(3);
    if (server.dialect !== 'vllm') continue;
    const taken = Number(command[command.indexOf('--gpu-memory-utilization') + 1]) * 141e9;
    expect(taken).toBeLessThanOrEqual(memoryBytes);
    expect(taken).toBeGreaterThan(memoryBytes * 0.95);
  }
});

test('beside a vLLM of a profile the small models have room: what it takes is what the ledger counts', async () => {
  const profile = profileOf('gpu-80gb');
  const [language, ...others] = parseConfig({ servers: profileServers(profile, '/data/models.json') }, 'test').servers;
  const ear = others.find(({ jobs }) => jobs.transcribe !== undefined);
  const command = language?.start?.command ?? [];
  const share = Number(command[command.indexOf('--gpu-memory-utilization') + 1]);
  const gpus = [{ id: 'gpu:0', name: 'G', totalBytes: profile.deviceBytes }];
  const running = new Set<number>();
  const meter = { gpus: () => Promise.resolve(gpus), freeBytes: () => Promise.resolve(profile.deviceBytes * (1 - (running.size > 0 ? share : 0))), heldBytes: () => Promise.resolve(undefined) };
  const supervisor = new Supervisor({ meter, times: QUICK });
  try {
    const [large, small] = [language!, ear!].map((server) => {
      const { ways: [best, ...less], ...rest } = startedDeclaration(server, server.start!, undefined, gpus);
      return supervisor.declare({ ...rest, activity: undefined, ways: [{ ...best, launch: () => Promise.resolve(fakeLaunch(server.id)) }, ...less] });
    });
    const signal = new AbortController().signal;
    running.add((await supervisor.use(large!, (address) => ask(address, '/echo'), signal)).pid);
    await supervisor.use(small!, (address) => ask(address, '/echo'), signal);
    expect([large?.state, small?.state, supervisor.records.logbook.entries]).toEqual(['ready', 'ready', []]);
  } finally {
    await supervisor.close();
  }
});

import fc from 'fast-check';
import { BUILT_IN_ENTRIES } from '../../../src/models/catalog/index.js';
import { PROFILE_NAMES } from '../../../src/models/catalog/profile-names.js';
import { commandFor, PROFILES, ProfileModel, profileFor, profileOf, pythonModelsOf, type MachineSize } from '../../../src/models/catalog/profiles.js';

test('each profile has a model for each thing that its device can do in reasonable time, and each of them fits', () => {
  expect(PROFILES.map(({ name }) => name)).toEqual([...PROFILE_NAMES]);
  for (const { name, deviceBytes, models } of PROFILES) {
    const roles = models.map(({ role }) => role);
    expect(roles).toEqual(name.startsWith('cpu') ? ['language', 'vision', 'speech in', 'speech out', 'image-text'] : ['language', 'vision', 'speech in', 'speech out', 'image-text', 'picture', 'sound']);
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
  expect(gpu.models.map(commandFor).filter((command) => command !== undefined)).toEqual([`vllm serve Qwen/Qwen3-14B-AWQ --max-model-len 16384 --default-chat-template-kwargs '{"enable_thinking":false}'`, 'vllm serve Qwen/Qwen3-VL-8B-Instruct --max-model-len 8192']);
  expect(pythonModelsOf(gpu)).toContainEqual({ id: 'siglip2-so400m-patch14-384', engine: 'image-text-embed', source: 'google/siglip2-so400m-patch14-384' });
});

import fc from 'fast-check';
import { admit, isMemoryBack, type DeviceState } from '../../../../src/models/servers/decide/admission.js';
import { chanceOfReuse, chooseVictim, mayGiveWay, type EvictionCandidate } from '../../../../src/models/servers/decide/eviction.js';
import { defaultMemoryBudget } from '../../../../src/models/servers/devices.js';
import { assumedResidual, cacheBytesPerToken, computedBytes } from '../../../../src/models/servers/decide/memory-need.js';

const bytes = fc.integer({ min: 1, max: 1e11 });
const holder = fc.record({ id: fc.uuid(), chargedBytes: bytes, inUse: fc.boolean() });
const device: fc.Arbitrary<DeviceState> = fc.record({ budgetBytes: bytes, freeBytes: fc.option(bytes, { nil: undefined }), holders: fc.array(holder, { maxLength: 6 }) });

test.each([
  ['the machine has', 32e9, 0, 16e9],
  ['the machine has, where nothing bounds what is nearly all', 32e9, 2 ** 64, 16e9],
  ['the container may have', 32e9, 6e9, 3e9],
])('models may take half of what %s', (_whose, total, allowed, budget) => {
  expect(defaultMemoryBudget(total, allowed)).toBe(budget);
});

describe('admission', () => {
  test('never lets models take more than the budget together, nor more than is free', () => {
    fc.assert(fc.property(bytes, device, (need, state) => {
      if (admit(need, state) !== 'admit') return;
      const charged = state.holders.reduce((sum, { chargedBytes }) => sum + chargedBytes, 0);
      if (state.holders.length > 0) expect(charged + need).toBeLessThanOrEqual(state.budgetBytes);
      if (state.freeBytes !== undefined) expect(need).toBeLessThanOrEqual(state.freeBytes);
    }));
  });

  test('unloads only what is idle, waits only for what is in use, and refuses only what fits nowhere', () => {
    fc.assert(fc.property(bytes, device, (need, state) => {
      const decision = admit(need, state);
      if (decision === 'evict') expect(state.holders.some(({ inUse }) => !inUse)).toBe(true);
      if (decision === 'wait') expect(state.holders.length > 0 && state.holders.every(({ inUse }) => inUse)).toBe(true);
      if (decision === 'refuse') expect([state.holders.length, need > (state.freeBytes ?? Infinity)]).toEqual([0, true]);
    }));
  });

  test('ends: whatever is loaded, unloading what is idle one by one leads to an answer', () => {
    fc.assert(fc.property(bytes, device, (need, state) => {
      let { holders } = state;
      for (let left = holders.length; admit(need, { ...state, holders }) === 'evict'; left -= 1) {
        expect(left).toBeGreaterThan(0);
        const at = holders.findIndex(({ inUse }) => !inUse);
        holders = holders.filter((_, index) => index !== at);
      }
    }));
  });

  test('a device that nobody measured is neither full nor empty', () => {
    const state = { budgetBytes: 100, freeBytes: undefined, holders: [] };
    expect(admit(50, state)).toBe('admit');
    expect(admit(50, { ...state, freeBytes: 0 })).toBe('refuse');
  });

  test.each([
    ['most of it is free', 1000, 500, 1400, 5000, true],
    ['it is still held', 1000, 500, 1100, 5000, false],
    ['it is still held, and there is room without it', 1000, 500, 1000, 900, true],
    ['nobody measured it before', undefined, 500, 1500, 900, undefined],
    ['nobody measures it now', 1000, 500, undefined, 900, undefined],
    ['nobody knows what was held', 1000, undefined, 1500, 900, undefined],
  ])('memory is back, or not, or unknown, when %s', (_when, before, held, now, need, back) => {
    expect(isMemoryBack(before, held, now, need)).toBe(back);
  });
});

describe('what is unloaded', () => {
  const candidate: fc.Arbitrary<EvictionCandidate> = fc.record({
    id: fc.uuid(), inUse: fc.boolean(), reloadMs: fc.integer({ min: 0, max: 1e6 }), stepsAhead: fc.option(fc.nat(30), { nil: undefined }), idleMs: fc.nat(1e6),
  });

  test('is never in use, and there is something as long as anything idles', () => {
    fc.assert(fc.property(fc.array(candidate), (candidates) => {
      const victim = chooseVictim(candidates);
      expect(victim !== undefined).toBe(candidates.some(({ inUse }) => !inUse));
      expect(victim?.inUse ?? false).toBe(false);
    }));
  });

  test('is never dearer than another idle one', () => {
    fc.assert(fc.property(fc.array(candidate, { minLength: 1 }), (candidates) => {
      const price = (one: EvictionCandidate): number => one.reloadMs * chanceOfReuse(one);
      const victim = chooseVictim(candidates);
      if (victim) for (const other of candidates.filter(({ inUse }) => !inUse)) expect(price(victim)).toBeLessThanOrEqual(price(other));
    }));
  });

  test('is what no plan names rather than what one needs, the later needed rather than the sooner, and the cheaper to load', () => {
    const base = { inUse: false, reloadMs: 1000, stepsAhead: undefined, idleMs: 0 };
    expect(chooseVictim([{ ...base, id: 'planned', stepsAhead: 3 }, { ...base, id: 'not' }])?.id).toBe('not');
    expect(chooseVictim([{ ...base, id: 'soon', stepsAhead: 0 }, { ...base, id: 'later', stepsAhead: 9 }])?.id).toBe('later');
    expect(chooseVictim([{ ...base, id: 'dear' }, { ...base, id: 'cheap', reloadMs: 100 }])?.id).toBe('cheap');
    expect(chooseVictim([{ ...base, id: 'fresh' }, { ...base, id: 'old', idleMs: 60_000 }])?.id).toBe('old');
  });
});

test('what is only asked for ahead of need takes the place of what no plan needs, or clearly later', () => {
  expect([mayGiveWay(undefined, 1), mayGiveWay(2, 1), mayGiveWay(20, 1), mayGiveWay(0, Infinity)]).toEqual([true, false, true, false]);
});

test('a model takes its weights, a key and a value for each layer, head and token, and its encoder', () => {
  const cache = { layers: 28, kvHeads: 2, headDim: 128, bytes: 2 };
  expect(cacheBytesPerToken(cache)).toBe(28_672);
  expect(computedBytes({ weightBytes: 1e9, cache, encoderPeakBytes: 5e8 }, { tokens: 8192, sequences: 2 })).toBe(1e9 + 28_672 * 16_384 + 5e8);
  expect(computedBytes({ weightBytes: 1e9 }, { tokens: 8192, sequences: 2 })).toBe(1e9);
  expect(assumedResidual(1e6)).toBe(150_000_000);
});

import fc from 'fast-check';
import { afterCrash, cooldownMs, CRASHES_TO_QUARANTINE, NO_CRASHES } from '../../../../src/models/servers/decide/crash-policy.js';
import { FAILURES, readFailure, wasKilled, type FailureKind } from '../../../../src/models/servers/decide/failure-kind.js';
import { loadDeadlineMs } from '../../../../src/models/servers/decide/load-deadline.js';
import { nextRemedy, REMEDIES, type Remedy } from '../../../../src/models/servers/decide/remedy.js';
import { hasHadItsTurn, nextToLoad } from '../../../../src/models/servers/decide/schedule.js';
import { isWedged, look, type Activity } from '../../../../src/models/servers/decide/wedge.js';

const failure = fc.constantFrom(...(Object.keys(FAILURES) as FailureKind[]));

describe('the ladder of remedies', () => {
  /** How many limits each device has, the best first. */
  const devices = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

  test('climbs, takes each limit of each device at most once and nothing else twice, and ends, whatever fails at each rung', () => {
    fc.assert(fc.property(devices, fc.boolean(), fc.array(failure, { minLength: 25, maxLength: 25 }), (limits, hasOther, failures) => {
      const taken: Remedy[] = [];
      let [device, shrunk] = [0, 0];
      for (const next of failures) {
        const canShrink = shrunk + 1 < (limits[device] ?? 0);
        const canMove = device + 1 < limits.length;
        const remedy = nextRemedy({ failure: next, taken, canShrink, canMove, hasOther });
        if (remedy === 'other-model' || remedy === 'give-up') {
          expect(remedy).toBe(hasOther ? 'other-model' : 'give-up');
          return;
        }
        if (remedy === 'shrink' || remedy === 'move') {
          expect(remedy === 'shrink' ? canShrink : canMove).toBe(true);
          [device, shrunk] = remedy === 'shrink' ? [device, shrunk + 1] : [device + 1, 0];
        } else {
          expect(taken).not.toContain(remedy);
          for (const milder of taken) expect(REMEDIES.indexOf(milder)).toBeLessThan(REMEDIES.indexOf(remedy));
        }
        taken.push(remedy);
      }
      throw new Error('The ladder has no end.');
    }));
  });

  const all = { hasOther: true };
  test.each<[FailureKind, Remedy[]]>([
    ['broken-connection', ['retry', 'restart', 'shrink', 'move', 'other-model']],
    ['crash', ['restart', 'shrink', 'move', 'other-model']],
    ['out-of-memory', ['shrink', 'move', 'other-model']],
    ['ended-at-load', ['restart', 'other-model']],
    ['hang', ['restart', 'shrink', 'move', 'other-model']],
    ['damaged-files', ['other-model']],
    ['quarantined', ['other-model']],
  ])('against "%s" is climbed one change at a time', (kind, rungs) => {
    const taken: Remedy[] = [];
    for (const rung of rungs) {
      const remedy = nextRemedy({ ...all, failure: kind, taken, canShrink: !taken.includes('shrink'), canMove: !taken.includes('move') });
      expect(remedy).toBe(rung);
      taken.push(remedy);
    }
  });
});

test('a program that ends at a limit which it was never seen to take gets another limit, or another device, and not the same again', () => {
  const against = { failure: 'ended-at-load', isAgainstLimit: true, hasOther: false } as const;
  expect(nextRemedy({ ...against, taken: ['shrink'], canShrink: true, canMove: true })).toBe('shrink');
  expect(nextRemedy({ ...against, taken: ['shrink', 'shrink'], canShrink: false, canMove: true })).toBe('move');
  expect(nextRemedy({ ...against, taken: [], canShrink: false, canMove: false })).toBe('give-up');
});

test.each([
  ['signal SIGKILL', '', true],
  ['exit code 137', '', true],
  ['exit code 1', "RuntimeError: Engine core initialization failed. See root cause above. Failed core proc(s): {'EngineCore_DP0': -9}", true],
  ['exit code 1', "RuntimeError: Engine core initialization failed. See root cause above. Failed core proc(s): {'EngineCore_DP0': 1}", false],
  ['exit code 1', 'Rank 0 scheduler is dead. Exit code: -9', true],
  ['exit code 1', 'the other workers ended: exitcode -15', false],
  ['exit code 2', 'unrecognized arguments: --max-num-seqs 16', false],
])('whether one that ended with "%s" and said "%s" was killed: %s', (how, said, killed) => {
  expect(wasKilled(how, said)).toBe(killed);
});

test.each([
  ['CUDA error: out of memory', 'out-of-memory'],
  ['ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 1', 'out-of-memory'],
  ['terminate called after throwing an instance of std::bad_alloc', 'out-of-memory'],
  ["ValueError: To serve at least one request with the model's max seq len (131072), 48.01 GiB KV cache is needed, which is larger than the available KV cache memory (13.2 GiB)", 'out-of-memory'],
  ['ValueError: Free memory on device cuda:0 (2.6/121.63 GiB) on startup is less than desired GPU memory utilization (0.9, 109.47 GiB)', 'out-of-memory'],
  ['Error: listen EADDRINUSE: address already in use 127.0.0.1:8000', 'port-taken'],
  ['segmentation fault', 'crash'],
  ['there is room for more', 'crash'],
])('"%s" is read as %s', (text, kind) => {
  expect(readFailure('crash', text)).toBe(kind);
});

test('loading may take longer the larger a model is', () => {
  fc.assert(fc.property(fc.nat(1e6), fc.nat(), fc.nat(), (base, one, other) => {
    expect(loadDeadlineMs(base, one)).toBeGreaterThanOrEqual(base);
    if (one <= other) expect(loadDeadlineMs(base, one)).toBeLessThanOrEqual(loadDeadlineMs(base, other));
  }));
  expect(loadDeadlineMs(180_000, 100e9)).toBeGreaterThan(30 * 60_000);
});

describe('crashes in a row', () => {
  const times = { backoffMs: 100, quarantineMs: 1000 };

  test('lead to quarantine, which grows but never beyond all measure', () => {
    let record = NO_CRASHES;
    const quarantines: number[] = [];
    for (let crash = 0; crash < 60; crash += 1) {
      const next = afterCrash(record, false, times);
      record = next.record;
      if (next.quarantineMs !== undefined) quarantines.push(next.quarantineMs);
      expect(cooldownMs(record, times)).toBeLessThanOrEqual(times.backoffMs * 2 ** (CRASHES_TO_QUARANTINE - 1));
    }
    expect(quarantines).toHaveLength(60 / CRASHES_TO_QUARANTINE);
    expect(quarantines.slice(0, 3)).toEqual([1000, 2000, 4000]);
    expect(Math.max(...quarantines)).toBe(32_000);
  });

  test('are fewer where memory ran out', () => {
    const once = afterCrash(NO_CRASHES, true, times);
    expect(once.quarantineMs).toBeUndefined();
    expect(afterCrash(once.record, true, times).quarantineMs).toBe(1000);
  });
});

describe('a server', () => {
  const limit = 1000;
  const seen = (looks: readonly (Activity | undefined)[]): boolean => {
    let watch = { progress: Number.NaN, since: 0 };
    return looks.some((activity, index) => {
      watch = look(watch, activity, index * 200);
      return isWedged(watch, index * 200, limit);
    });
  };

  test('that gets on, however slowly, or has nothing to do, is not wedged', () => {
    fc.assert(fc.property(fc.array(fc.nat(3), { maxLength: 60 }), (gaps) => {
      const looks = gaps.flatMap((gap, index) => Array<Activity>(gap + 1).fill({ running: 1, progress: index }));
      expect(seen(looks)).toBe(false);
    }));
    expect(seen(Array<Activity>(50).fill({ running: 0, progress: 7 }))).toBe(false);
  });

  test('that stands still with work in hand, or does not answer any more, is', () => {
    expect(seen(Array<Activity>(10).fill({ running: 1, progress: 7 }))).toBe(true);
    expect(seen([{ running: 1, progress: 7 }, ...Array<undefined>(10).fill(undefined)])).toBe(true);
  });
});

describe('who is loaded next', () => {
  const waiting = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 3 }), requests: fc.integer({ min: 1, max: 9 }), waitedMs: fc.nat(60_000), ahead: fc.boolean() }), { selector: ({ id }) => id });

  test('is somebody, never one asked for ahead while another is needed, and the oldest once it waited long', () => {
    fc.assert(fc.property(waiting, (list) => {
      const next = nextToLoad(list);
      expect(next === undefined).toBe(list.length === 0);
      const needed = list.filter(({ ahead }) => !ahead);
      if (needed.length > 0) expect(next?.ahead).toBe(false);
      const oldest = Math.max(...needed.map(({ waitedMs }) => waitedMs));
      if (oldest >= 20_000) expect(next?.waitedMs).toBe(oldest);
    }));
  });

  test('a busy server keeps its memory for a while that fits the time of its load, then makes room', () => {
    expect(hasHadItsTurn(1000, 100, 60_000)).toBe(false);
    expect(hasHadItsTurn(2500, 100, 60_000)).toBe(true);
    expect(hasHadItsTurn(2500, 10_000, 60_000)).toBe(false);
    expect(hasHadItsTurn(60_000, 100, 10)).toBe(false);
  });
});

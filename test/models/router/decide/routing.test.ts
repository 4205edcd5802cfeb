import fc from 'fast-check';
import { VouchError } from '../../../../src/core/index.js';
import { arrange, expectedMs, type Choice } from '../../../../src/models/router/decide/arrange.js';
import { CLOSED, mayPass, onAbandoned, onFailure, onPass, onSuccess, type Breaker } from '../../../../src/models/router/decide/breaker.js';
import { overloadRetryMs } from '../../../../src/models/router/decide/retry.js';
import { isOverload } from '../../../../src/models/servers/index.js';
import { afterDone, afterOverload, fixedWindow, newWindow, type Window } from '../../../../src/models/router/decide/window.js';
import { FairQueue } from '../../../../src/models/router/fair-queue.js';
import { Locality } from '../../../../src/models/router/locality.js';
import { readMetrics } from '../../../../src/models/providers/index.js';

describe('the window of a server', () => {
  type Event = { kind: 'done'; ms: number; full: boolean; waiting: number | undefined } | { kind: 'overload'; ms: number };
  const ms = fc.integer({ min: 1, max: 5000 });
  const event: fc.Arbitrary<Event> = fc.oneof(
    fc.record({ kind: fc.constant('done' as const), ms, full: fc.boolean(), waiting: fc.option(fc.nat(9), { nil: undefined }) }),
    fc.record({ kind: fc.constant('overload' as const), ms }),
  );
  const play = (start: Window, events: readonly Event[], each: (before: Window, after: Window, event: Event) => void): void => {
    let [window, now] = [start, 0];
    for (const one of events) {
      now += 100;
      const after = one.kind === 'done' ? afterDone(window, { startedAt: now - one.ms, now, full: one.full, waiting: one.waiting }) : afterOverload(window, { startedAt: now - one.ms, now });
      each(window, after, one);
      window = after;
    }
  };

  test('keeps its bounds, grows only while it is full and nothing waits, and shrinks only where it was too much', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 64 }), fc.array(event, { maxLength: 60 }), (most, events) => {
      play(newWindow(4, most), events, (before, after, one) => {
        expect(after.limit).toBeGreaterThanOrEqual(1);
        expect(after.limit).toBeLessThanOrEqual(most);
        if (one.kind === 'overload') expect(after.limit).toBeLessThanOrEqual(before.limit);
        else {
          expect(after.limit).toBeGreaterThanOrEqual(before.limit);
          if (!one.full || (one.waiting ?? 0) > 0) expect(after.limit).toBe(before.limit);
        }
      });
    }));
  });

  test('halves once for all that were sent before', () => {
    const halved = afterOverload(newWindow(32, 64), { startedAt: 0, now: 100 });
    expect(halved.limit).toBe(16);
    expect(afterOverload(halved, { startedAt: 50, now: 120 }).limit).toBe(16);
    expect(afterOverload(halved, { startedAt: 130, now: 140 }).limit).toBe(8);
  });

  test('doubles quickly at first and then grows by one a round', () => {
    let window = newWindow(4, 64);
    for (let answer = 0; answer < 4; answer += 1) window = afterDone(window, { startedAt: 0, now: 10, full: true, waiting: 0 });
    expect(window.limit).toBe(8);
    window = afterOverload(window, { startedAt: 20, now: 30 });
    for (let answer = 0; answer < 4; answer += 1) window = afterDone(window, { startedAt: 40, now: 50, full: true, waiting: 0 });
    expect(window.limit).toBeGreaterThan(4.8);
    expect(window.limit).toBeLessThan(5.2);
  });

  test('of a server that tells nothing stops where answers become much slower', () => {
    let window = newWindow(4, 64);
    for (let answer = 0; answer < 4; answer += 1) window = afterDone(window, { startedAt: 0, now: 10, full: true, waiting: undefined });
    const before = window.limit;
    for (let answer = 0; answer < 20; answer += 1) window = afterDone(window, { startedAt: 0, now: 100, full: true, waiting: undefined });
    expect(window.limit).toBeLessThan(before + 3);
    expect(fixedWindow(3)).toMatchObject({ limit: 3, least: 3, most: 3 });
  });
});

describe('the breaker', () => {
  const step = fc.constantFrom('failure', 'success', 'abandoned', 'time');

  test('lets everything through while answers come, and one request at a time once it has opened', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      let breaker: Breaker = CLOSED;
      let now = 0;
      for (const next of steps) {
        if (next === 'time') now += 5_000;
        else if (mayPass(breaker, now)) {
          breaker = onPass(breaker);
          if (breaker.openUntil !== undefined) expect(mayPass(breaker, now)).toBe(false);
          breaker = next === 'failure' ? onFailure(breaker, now) : next === 'success' ? onSuccess() : onAbandoned(breaker);
        }
        if (next === 'success' && breaker.openUntil === undefined) expect(mayPass(breaker, now)).toBe(true);
        // It never stays shut for ever.
        expect(breaker.trying || mayPass(breaker, now + 60_000)).toBe(true);
      }
    }));
  });

  test('opens after five failures in a row, for longer each time, and closes with an answer', () => {
    let breaker: Breaker = CLOSED;
    for (let failure = 0; failure < 5; failure += 1) {
      expect(mayPass(breaker, 0)).toBe(true);
      breaker = onFailure(onPass(breaker), 0);
    }
    expect([mayPass(breaker, 1_999), mayPass(breaker, 2_000)]).toEqual([false, true]);
    breaker = onFailure(onPass(breaker), 2_000);
    expect([mayPass(breaker, 5_999), mayPass(breaker, 6_000)]).toEqual([false, true]);
    expect(onSuccess()).toEqual(CLOSED);
  });
});

describe('the order in which offers are asked', () => {
  const choice = fc.record({
    model: fc.constantFrom('large', 'small', 'tiny'), isOpen: fc.boolean(), load: fc.nat(20), width: fc.integer({ min: 1, max: 8 }),
    meanMs: fc.option(fc.integer({ min: 1, max: 10_000 }), { nil: undefined }), loadMs: fc.constantFrom(0, 5_000), isLocal: fc.boolean(),
  });
  const choices = fc.array(choice, { minLength: 1, maxLength: 8 }).map((list) => list.map((one, place): Choice => ({ ...one, place })));
  const base = { isOpen: true, load: 0, width: 1, meanMs: 100, loadMs: 0, isLocal: false };

  test('holds each once, those that let requests through first, and no lesser model before a better one that is in time', () => {
    fc.assert(fc.property(choices, (list) => {
      const ordered = arrange(list);
      expect(ordered.map(({ place }) => place).sort((a, b) => a - b)).toEqual(list.map(({ place }) => place));
      const rank = (one: Choice): number => Math.min(...list.filter(({ model }) => model === one.model).map(({ place }) => place));
      for (const [index, one] of ordered.entries()) {
        const next = ordered[index + 1];
        if (!next) continue;
        expect(Number(one.isOpen)).toBeGreaterThanOrEqual(Number(next.isOpen));
        if (one.isOpen !== next.isOpen) continue;
        expect(rank(one)).toBeLessThanOrEqual(rank(next));
        if (rank(one) === rank(next)) expect(expectedMs(one)).toBeLessThanOrEqual(expectedMs(next));
      }
    }));
  });

  test('between servers with the same model: the one that has the beginning, unless it is much busier', () => {
    const [there, here] = [{ ...base, model: 'm', place: 0 }, { ...base, model: 'm', place: 1, isLocal: true }];
    expect(arrange([there, here])[0]).toBe(here);
    const busy = { ...here, load: 5 };
    expect(arrange([there, busy])[0]).toBe(there);
  });

  test('a better model that is known to be too late for the deadline comes after one that is in time', () => {
    const [large, small] = [{ ...base, model: 'large', place: 0, meanMs: 5_000 }, { ...base, model: 'small', place: 1 }];
    expect(arrange([large, small])[0]).toBe(large);
    expect(arrange([large, small], 1_000)[0]).toBe(small);
    expect(arrange([{ ...large, meanMs: undefined }, small], 1_000)[0]?.model).toBe('large');
  });
});

test.each([
  [{ status: 429 }, true], [{ status: 503 }, true], [{ status: 503, code: 'out_of_memory' }, false], [{ status: 500 }, false], [{ code: 'overloaded' }, true], [{ unreachable: true }, false],
])('%j is an overload: %s', (details, overload) => {
  expect(isOverload(new VouchError('MODEL_SERVER_FAILED', 'no', { details }))).toBe(overload);
});

test('an overloaded server is asked again a few times, later each time, never past the deadline', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(5_000), (attempt, spread, deadline) => {
    const ms = overloadRetryMs(attempt, spread, deadline);
    if (attempt > 4) expect(ms).toBeUndefined();
    if (ms !== undefined) expect([ms > 0, ms < deadline]).toEqual([true, true]);
  }));
});

test('owners take turns in a queue, and each keeps its own order', () => {
  fc.assert(fc.property(fc.array(fc.record({ owner: fc.constantFrom('a', 'b', 'c'), remove: fc.boolean() }), { maxLength: 40 }), (pushed) => {
    const queue = new FairQueue<number>();
    pushed.forEach(({ owner }, item) => {
      queue.push(owner, item);
    });
    pushed.forEach(({ owner, remove }, item) => {
      if (remove) queue.remove(owner, item);
    });
    const left = pushed.flatMap(({ owner, remove }, item) => (remove ? [] : [{ owner, item }]));
    expect(queue.size).toBe(left.length);
    const served: { owner: string; item: number }[] = [];
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) served.push({ owner: pushed[item]!.owner, item });
    expect(served.map(({ item }) => item).sort((a, b) => a - b)).toEqual(left.map(({ item }) => item));
    for (const owner of ['a', 'b', 'c']) {
      const own = served.filter((entry) => entry.owner === owner).map(({ item }) => item);
      expect(own).toEqual([...own].sort((a, b) => a - b));
    }
    // While an owner waits, no other is served twice.
    served.forEach(({ owner }, index) => {
      const again = served.findIndex((entry, later) => later > index && entry.owner === owner);
      if (again < 0) return;
      const between = new Set(served.slice(index + 1, again).map((entry) => entry.owner));
      for (const other of new Set(served.slice(again).map((entry) => entry.owner))) if (other !== owner) expect(between.has(other)).toBe(true);
    });
  }));
});

test('groups of owners take turns, however many owners each has', () => {
  const queue = new FairQueue<string>();
  for (const run of ['1', '2', '3']) for (const call of ['a', 'b']) queue.push(`red/${run}`, `red ${run}${call}`);
  queue.push('blue/9', 'blue 9a');
  queue.push('blue/9', 'blue 9b');
  queue.push('alone', 'alone a');
  queue.remove('red/2', 'red 2a');
  queue.remove('red/7', 'red 2b');
  const served: (string | undefined)[] = [];
  while (queue.size > 0) served.push(queue.shift());
  expect(served).toEqual(['red 1a', 'blue 9a', 'alone a', 'red 2b', 'blue 9b', 'red 3a', 'red 1b', 'red 3b']);
  expect(queue.shift()).toBeUndefined();
});

test('where a beginning went last is remembered, and only so much of it', () => {
  const locality = new Locality();
  locality.note('one', ['a', 'b']);
  locality.note('two', ['b']);
  expect([locality.has('one', ['a']), locality.has('one', ['b']), locality.has('two', ['x', 'b'])]).toEqual([true, false, true]);
  locality.note('three', Array.from({ length: 5_000 }, (_, index) => String(index)));
  expect([locality.has('one', ['a']), locality.has('three', ['0']), locality.has('three', ['4999'])]).toEqual([false, false, true]);
});

test.each([
  ['vLLM', `# HELP vllm:num_requests_waiting Number of requests waiting.
vllm:num_requests_running{engine="0",model_name="a {b} c"} 3.0
vllm:num_requests_waiting{engine="0",model_name="a {b} c"} 2.0
vllm:num_requests_waiting{engine="1",model_name="n"} 1
vllm:num_requests_waiting_by_reason{reason="capacity"} 9
vllm:prompt_tokens_total{model_name="m"} 1.5e+06
vllm:generation_tokens_total{model_name="m"} 20
vllm:num_preemptions_total{model_name="m"} 4
`, { running: 3, waiting: 3, progress: 1_500_020, preempted: 4 }],
  ['SGLang', `sglang:num_running_reqs{tp_rank="0"} 2
sglang:num_queue_reqs{tp_rank="0"} 0
sglang:realtime_tokens_total{mode="prefill_compute"} 3
sglang:realtime_tokens_total{mode="decode"} 4
sglang:generation_tokens_total{tp_rank="0"} 70
sglang:num_retracted_reqs{tp_rank="0"} 5
sglang:num_retracted_requests_total{tp_rank="0"} 6
`, { running: 2, waiting: 0, progress: 7, preempted: 6 }],
  ['llama-server', `llamacpp:prompt_tokens_total 30
llamacpp:tokens_predicted_total 10
llamacpp:n_decode_total 2
llamacpp:requests_processing 1
llamacpp:requests_deferred 0
`, { running: 1, waiting: 0, progress: 42, preempted: undefined }],
  ['somebody else', 'process_cpu_seconds_total 1\nvllm:num_requests_running NaN\n', { running: undefined, waiting: undefined, progress: undefined, preempted: undefined }],
])('what goes on inside %s is read from its metrics', (_kind, text, told) => {
  expect(readMetrics(text)).toEqual(told);
});

import fc from 'fast-check';
import { dispatch, type DispatchNode } from '../../src/runtime/dispatcher.js';

const node = (id: string, ...dependencies: string[]): DispatchNode => ({ id, dependencies });
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

test('a step starts as soon as its own inputs exist, not when its level is done', async () => {
  const order: string[] = [];
  await dispatch([node('fast'), node('slow'), node('after-fast', 'fast')], {
    execute: async (id) => {
      await sleep(id === 'slow' ? 60 : 5);
      order.push(id);
      return true;
    },
  });
  expect(order).toEqual(['fast', 'after-fast', 'slow']);
});

test('a failed step blocks its descendants, each once, and nothing else', async () => {
  const ran: string[] = [];
  const blocked: string[] = [];
  await dispatch([node('a'), node('b'), node('c', 'a'), node('d', 'c', 'b'), node('e', 'b')], {
    execute: async (id) => {
      ran.push(id);
      return id !== 'a';
    },
    onBlocked: (id, by) => blocked.push(`${id} by ${by}`),
  });
  expect(ran.sort()).toEqual(['a', 'b', 'e']);
  expect(blocked).toEqual(['c by a', 'd by a']);
});

test('a rejection is thrown only after everything under way has settled', async () => {
  let settled = false;
  const running = dispatch([node('bad'), node('long')], {
    execute: async (id) => {
      if (id === 'bad') throw new Error('boom');
      await sleep(30);
      settled = true;
      return true;
    },
  });
  await expect(running).rejects.toThrow('boom');
  expect(settled).toBe(true);
});

test('an abort starts nothing new and waits for what is under way', async () => {
  const controller = new AbortController();
  const ran: string[] = [];
  const running = dispatch([node('a'), node('b', 'a')], {
    signal: controller.signal,
    execute: async (id) => {
      ran.push(id);
      controller.abort();
      await sleep(10);
      return true;
    },
  });
  await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(ran).toEqual(['a']);
});

test('never more steps under way than the limit', async () => {
  let running = 0;
  let most = 0;
  await dispatch(Array.from({ length: 50 }, (_, index) => node(`s${index}`)), {
    concurrency: 3,
    execute: async () => {
      most = Math.max(most, ++running);
      await sleep(1);
      running--;
      return true;
    },
  });
  expect(most).toBe(3);
});

test('steps that wait for each other are an error and not a silent end', async () => {
  await expect(dispatch([node('a', 'b'), node('b', 'a')], { execute: async () => true })).rejects.toMatchObject({ code: 'PLAN_INVALID' });
  await expect(dispatch([node('x'), node('a', 'b'), node('b', 'a')], { execute: async () => true })).rejects.toMatchObject({ code: 'PLAN_INVALID' });
});

test('in every random graph each step runs once, after all that it needs, or is blocked', async () => {
  const graph = fc.array(fc.tuple(fc.array(fc.nat(), { maxLength: 4 }), fc.boolean()), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(graph, async (shape) => {
      const nodes = shape.map(([links], index) => node(`n${index}`, ...new Set(index === 0 ? [] : links.map((link) => `n${link % index}`))));
      const done = new Set<string>();
      const started = new Set<string>();
      const blocked = new Set<string>();
      await dispatch(nodes, {
        execute: async (id) => {
          expect(started.has(id)).toBe(false);
          started.add(id);
          for (const dependency of nodes.find((candidate) => candidate.id === id)!.dependencies) expect(done.has(dependency)).toBe(true);
          const ok = shape[Number(id.slice(1))]![1];
          if (ok) done.add(id);
          return ok;
        },
        onBlocked: (id) => blocked.add(id),
      });
      expect(started.size + blocked.size).toBe(nodes.length);
      for (const { id, dependencies } of nodes) if (blocked.has(id)) expect(dependencies.some((dependency) => !done.has(dependency))).toBe(true);
    }),
  );
});

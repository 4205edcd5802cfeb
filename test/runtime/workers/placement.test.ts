import { choosePlace, mostAble, type Line } from '../../../src/runtime/workers/placement.js';
import type { Capability } from '../../../src/runtime/workers/capability.js';

const line = (name: string, can: Capability[], rest: Partial<Line> = {}): Line => ({ name, can: new Set(can), slots: 1, queued: 0, resident: new Set(), ...rest });
const want = (needs: Capability[], rest: { models?: string[]; near?: Map<string, number> } = {}): Parameters<typeof choosePlace>[1] => ({ needs, models: [], near: new Map(), ...rest });

test('a step goes only where all is that it needs', () => {
  expect(choosePlace([line('a', ['chat']), line('b', ['chat', 'ocr'])], want(['chat', 'ocr']))?.name).toBe('b');
  expect(choosePlace([line('a', ['chat'])], want(['detect']))).toBeUndefined();
  expect(choosePlace([], want(['plain']))).toBeUndefined();
});

test('what needs little leaves free who can do much, until it would wait for that', () => {
  const gpu = line('gpu', ['chat', 'plain', 'see']);
  expect(choosePlace([gpu, line('cpu', ['plain'])], want(['plain']))?.name).toBe('cpu');
  expect(choosePlace([gpu, line('cpu', ['plain'], { queued: 1 })], want(['plain']))?.name).toBe('gpu');
});

test('a loaded model is worth a short wait and no long one', () => {
  const cold = line('cold', ['chat']);
  const warm = (queued: number): Line => line('warm', ['chat'], { queued, resident: new Set(['m']) });
  expect(choosePlace([cold, warm(2)], want(['chat'], { models: ['m'] }))?.name).toBe('warm');
  expect(choosePlace([cold, warm(4)], want(['chat'], { models: ['m'] }))?.name).toBe('cold');
});

test('of equal places the one counts where the inputs were made', () => {
  const places = [line('a', ['plain']), line('b', ['plain'])];
  expect(choosePlace(places, want(['plain'], { near: new Map([['b', 1]]) }))?.name).toBe('b');
  expect(choosePlace(places, want(['plain']))?.name).toBe('a');
});

test('a pool without workers is chosen only where nobody alive can do the step, or the queue is long', () => {
  const empty = line('empty', ['chat'], { slots: 0 });
  expect(choosePlace([empty, line('busy', ['chat'], { queued: 5 })], want(['chat']))?.name).toBe('busy');
  expect(choosePlace([empty, line('full', ['chat'], { queued: 30 })], want(['chat']))?.name).toBe('empty');
  expect(choosePlace([empty], want(['chat']))?.name).toBe('empty');
});

test('where nobody can do all that is wanted, most of it is taken', () => {
  expect(mostAble([line('a', ['ocr']), line('b', ['ocr', 'detect'])], ['ocr', 'detect', 'embed'])).toEqual(['ocr', 'detect']);
  expect(mostAble([line('a', ['plain'])], ['embed'])).toEqual([]);
});

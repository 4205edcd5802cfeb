import { inputsOfRun } from '../../src/runtime/index.js';
import type { Artifact, AttemptState, RunState, StepState } from '../../src/core/index.js';

const artifact = (id: string, modality: string): Artifact => ({ id: id.repeat(64), modality, mime: `${modality}/x`, bytes: 1, metadata: {} });
const step = (id: string, outputs: Record<string, string | string[]>, accepted?: number): StepState =>
  ({ step: { id, tool: id, inputs: {}, criteria: [] }, status: 'completed', attempts: [{ attempt: 1, outputs } as unknown as AttemptState], accepted }) as unknown as StepState;

test('a later run gets what an earlier one was given and what it accepted, by name', () => {
  const artifacts = [artifact('a', 'image'), artifact('b', 'text'), artifact('c', 'audio')];
  const state = {
    givens: [{ name: 'dog.jpg', modality: 'image', artifact: 'a'.repeat(64) }, { name: 'https://example.org', modality: 'url', value: 'https://example.org' }],
    artifacts: new Map(artifacts.map((one) => [one.id, one])),
    steps: new Map([
      ['describe', step('describe', { text: 'b'.repeat(64), frames: ['a'.repeat(64)] }, 1)],
      ['speak', step('speak', { audio: 'c'.repeat(64) })],
    ]),
  } as unknown as RunState;
  expect(inputsOfRun(state)).toEqual([
    { artifact: { ...artifacts[0], name: 'dog.jpg' }, earlier: true },
    { url: 'https://example.org', earlier: true },
    { artifact: { ...artifacts[1], name: 'describe.text' }, earlier: true },
  ]);
});

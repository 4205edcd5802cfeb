import { expect, test } from '@jest/globals';
import type { EmbedOptions, ModelClient } from '../../src/core/index.js';
import { bindModels } from '../../src/runtime/attempt-models.js';
import { noModels } from '../support/no-models.js';

test('vectors that may be kept are taken from what an earlier process kept, inside a run as outside of one', async () => {
  const asked: (EmbedOptions | undefined)[] = [];
  const inner: ModelClient = { ...noModels, modelsFor: () => ['m'], embed: (_texts, options) => { asked.push(options); return Promise.resolve([[1]]); } };
  const { client } = bindModels(inner, { used: 0, prompt: 0, completion: 0, limit: 1 }, new AbortController().signal, { owner: 'run' });
  await client.embed(['a tool'], { keep: true });
  await client.embed(['a request']);
  expect(asked).toMatchObject([{ keep: true, owner: 'run' }, { owner: 'run' }]);
  expect(asked[1]?.keep).toBeUndefined();
});

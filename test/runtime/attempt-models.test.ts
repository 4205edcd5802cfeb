import { expect, test } from '@jest/globals';
import type { ChatReply, EmbedOptions, ModelClient } from '../../src/core/index.js';
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

test('what was asked greedily before in the run is not asked again where replies are kept; samples and other models are', async () => {
  let asked = 0;
  const reply = (): ChatReply => ({ text: 'yes', model: 'm', finish: 'stop', usage: { promptTokens: 10, completionTokens: 1 }, json: undefined });
  const inner: ModelClient = { ...noModels, modelsFor: () => ['m'], chat: () => { asked += 1; return Promise.resolve(reply()); } };
  const [meter, replies] = [{ used: 0, prompt: 0, completion: 0, limit: 1_000 }, new Map<string, ChatReply>()];
  const bound = () => bindModels(inner, meter, new AbortController().signal, { replies });
  const request = { messages: [{ role: 'user', content: 'Is it?' }] } as const;
  await bound().client.chat(request);
  const again = bound();
  expect((await again.client.chat(request)).text).toBe('yes');
  expect({ asked, used: meter.used, models: [...again.used] }).toEqual({ asked: 1, used: 11, models: ['m'] });
  await bound().client.chat({ ...request, temperature: 0.7 });
  await bound().client.chat(request, { model: 'other' });
  await bindModels(inner, meter, new AbortController().signal).client.chat(request);
  expect(asked).toBe(4);
});

test('what another model said instead is not kept, so that each attempt tells it', async () => {
  const inner: ModelClient = { ...noModels, modelsFor: () => ['m'], chat: (_, options) => {
    options?.onFallback?.('m did not answer');
    return Promise.resolve({ text: 'yes', model: 'other', finish: 'stop', usage: { promptTokens: 10, completionTokens: 1 }, json: undefined });
  } };
  const replies = new Map<string, ChatReply>();
  for (const attempt of [1, 2].map(() => bindModels(inner, { used: 0, prompt: 0, completion: 0, limit: 1_000 }, new AbortController().signal, { replies }))) {
    await attempt.client.chat({ messages: [{ role: 'user', content: 'Is it?' }] });
    expect([...attempt.fallbacks]).toEqual(['m did not answer']);
  }
  expect(replies.size).toBe(0);
});

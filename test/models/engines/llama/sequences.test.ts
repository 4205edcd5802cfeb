import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { SequencePool } from '../../../../src/models/engines/llama/sequences.js';

/** A sequence in which nothing was evaluated. */
const empty = { nextTokenIndex: 0, compareContextTokens: () => ({ firstDifferentIndex: 0 }) } as unknown as LlamaContextSequence;
const tokens = [1, 2, 3] as Token[];
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const none = new AbortController().signal;

test('a request that is cancelled leaves at once, and the next gets its sequence when its work has ended', async () => {
  const pool = new SequencePool([empty]);
  const controller = new AbortController();
  const order: string[] = [];
  const work = gate();
  const first = pool.lend(tokens, controller.signal, async () => {
    await work.opened;
    order.push('first ended');
  });
  const left = first.catch(() => order.push('first left'));
  const second = pool.lend(tokens, none, async () => order.push('second began'));
  controller.abort();
  await left;
  work.open();
  await second;
  expect(order).toEqual(['first left', 'first ended', 'second began']);
});

test('a request that is cancelled while it waits for a sequence never begins', async () => {
  const pool = new SequencePool([empty]);
  const controller = new AbortController();
  const work = gate();
  const first = pool.lend(tokens, none, () => work.opened);
  let began = false;
  const second = pool.lend(tokens, controller.signal, async () => {
    began = true;
  });
  controller.abort();
  await expect(second).rejects.toMatchObject({ code: 'CANCELLED' });
  work.open();
  await first;
  await pool.lend(tokens, none, async () => undefined);
  expect(began).toBe(false);
});

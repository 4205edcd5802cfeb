import { fixedWindow } from '../../../src/models/router/decide/window.js';
import { Lane } from '../../../src/models/router/lane.js';

test('runs are held where more than eight of them wait for each request that a server does at a time, however many requests each has', async () => {
  const lane = new Lane({ server: 's', window: fixedWindow(2), breaks: false });
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => { open = resolve; });
  const leave = new AbortController();
  const calls: Promise<unknown>[] = [];
  const ask = (owner: string, signal = new AbortController().signal): void => { calls.push(lane.run(() => opened, { signal, owner }).catch((error: unknown) => error)); };
  for (const owner of ['a', 'b', ...Array.from({ length: 40 }, () => 'red/one')]) ask(owner);
  for (let n = 0; n < 15; n++) ask(`blue/${n}`);
  expect(lane.held).toBe(0);
  ask('c', leave.signal);
  ask('c', leave.signal);
  expect(lane.held).toBe(1);
  leave.abort();
  expect(lane.held).toBe(0);
  open();
  await Promise.all(calls);
});

// The server of the measurements, in a process of its own; told what to do over IPC by index.ts.
import { eventSource } from './event-source.js';

export type Order = { readonly order: 'say'; readonly count: number; readonly everyMs: number; readonly bytes: number } | { readonly order: 'measure' };
export type Report = { readonly report: 'ready'; readonly url: string; readonly runId: string } | { readonly report: 'said' } | { readonly report: 'measured'; readonly rss: number; readonly peakRss: number; readonly cpuMs: number };

const source = await eventSource();
let peakRss = 0;
setInterval(() => { peakRss = Math.max(peakRss, process.memoryUsage.rss()); }, 10);
const tell = (report: Report): void => { process.send?.(report); };

/** Events at a steady pace, each with the time at which it was about to be journaled (ns, a clock that all processes of a machine share). */
async function say({ count, everyMs, bytes }: Extract<Order, { order: 'say' }>): Promise<void> {
  const started = performance.now();
  for (let n = 1; n <= count; n++) {
    source.say(`${process.hrtime.bigint()} ${'x'.repeat(bytes)}`);
    const wait = started + n * everyMs - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

process.on('message', (order: Order) => {
  if (order.order === 'say') void say(order).then(() => { tell({ report: 'said' }); });
  else {
    const { user, system } = process.cpuUsage();
    tell({ report: 'measured', rss: process.memoryUsage.rss(), peakRss: Math.max(peakRss, process.memoryUsage.rss()), cpuMs: (user + system) / 1000 });
    peakRss = 0;
  }
});
process.once('disconnect', () => { void source.close().finally(() => { process.exit(); }); });
tell({ report: 'ready', url: source.server.url, runId: source.runId });

// How fast and how lean `vouch serve` passes events on. Real sockets on loopback, no model; clients and server share this process.
// Run: node --import tsx bench/serve/index.ts [latency] [reconnect] [upload] [watch]
import { randomBytes } from 'node:crypto';
import { VouchError } from '../../src/core/index.js';
import { machineLine } from '../machine.js';
import { pause, quantile, watcher } from './clients.js';
import { eventSource } from './event-source.js';

const now = (): number => performance.timeOrigin + performance.now();
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

/** From before the event is journaled to when a client has parsed it: 200 clients, 20 events a second, 10 s. */
async function latency(): Promise<void> {
  const source = await eventSource();
  const times: number[] = [];
  const sockets = await Promise.all(Array.from({ length: 200 }, () => watcher(source.server.url, source.runId, 0, ({ type, data }) => {
    if (type === 'notice') times.push(now() - Number(data.message));
  })));
  for (let n = 0; n < 200; n++) {
    source.say(String(now()));
    await pause(50);
  }
  await pause(500);
  console.log(`event latency, 200 clients x 20 events/s: ${times.length} of 40000 received, p50 ${quantile(times, 0.5).toFixed(2)} ms (bar: 5), p99 ${quantile(times, 0.99).toFixed(2)} ms (bar: 50)`);
  for (const socket of sockets) socket.terminate();
  await source.close();
}

/** Clients that come, read a few events and go, again and again, while events keep coming: each must have every event once. */
async function reconnect(): Promise<void> {
  const source = await eventSource();
  const TOTAL = 10_000;
  const CLIENTS = 100;
  let said = 0;
  const timer = setInterval(() => { source.say(`event ${++said}`); }, 20);
  const started = performance.now();
  let wrong = 0;
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    let seen = 0;
    for (let n = 0; n < TOTAL / CLIENTS; n++) {
      const socket = await watcher(source.server.url, source.runId, seen, ({ seq }) => {
        if (seq !== seen + 1) wrong++;
        seen = seq;
      });
      await pause(Math.random() * 20);
      socket.terminate();
      // What was under way when the line was cut is not counted as seen.
      socket.removeAllListeners('message');
    }
  }));
  clearInterval(timer);
  console.log(`${TOTAL} reconnects of ${CLIENTS} clients in ${((performance.now() - started) / 1000).toFixed(1)} s while ${said} events came: ${wrong} lost or repeated (bar: 0)`);
  await source.close();
}

/** 200 MB over HTTP, and the most memory that the process held meanwhile beyond what it held before. */
async function upload(): Promise<void> {
  const source = await eventSource();
  const piece = Buffer.from(randomBytes(500_000).toString('hex'));
  async function* body(): AsyncGenerator<Buffer> {
    for (let n = 0; n < 200; n++) {
      yield piece;
      await Promise.resolve();
    }
  }
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => { peak = Math.max(peak, process.memoryUsage.rss()); }, 20);
  const started = performance.now();
  // Text of this size is above what a run takes; the bytes are streamed to disk and hashed all the same.
  const response = await fetch(`${source.server.url}/v1/artifacts?name=large.mp4`, { method: 'POST', body: body(), duplex: 'half' });
  const answer = (await response.json()) as { error?: { code: string } };
  clearInterval(timer);
  console.log(`upload of 200 MB in ${((performance.now() - started) / 1000).toFixed(1)} s: at most ${megabytes(peak - before)} more memory, client included (answered ${response.status} ${answer.error?.code ?? ''})`);
  await source.close();
}

/** Memory of the whole process, with 1,000 clients that watch one run, the clients' own side included. */
async function watch(): Promise<void> {
  const source = await eventSource();
  const before = process.memoryUsage.rss();
  let received = 0;
  const sockets = [];
  for (let n = 0; n < 1000; n++) sockets.push(await watcher(source.server.url, source.runId, 0, () => { received++; }));
  for (let n = 0; n < 100; n++) {
    source.say('x'.repeat(500));
    await pause(100);
  }
  await pause(1000);
  console.log(`1000 clients that watch one run: ${megabytes(process.memoryUsage.rss())} resident, ${megabytes(process.memoryUsage.rss() - before)} of it theirs and the server's for them (bar: 300 MB), ${received} events received`);
  for (const socket of sockets) socket.terminate();
  await source.close();
}

const PARTS = { latency, reconnect, upload, watch };
const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in PARTS));
if (unknown.length > 0) throw new VouchError('USAGE', `There is no part ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}.`);
console.log(machineLine());
for (const [name, part] of Object.entries(PARTS)) if (named.length === 0 || named.includes(name)) await part();

// How fast and how lean `vouch serve` passes events on. Real sockets on loopback, no model but in the part voice; the server runs in a process of its own.
// Run: npm run build && node --import tsx bench/serve/index.ts [latency] [reconnect] [upload] [watch] [voice]
import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { VouchClient, type SocketConstructor } from '../../src/client/index.js';
import { VouchError } from '../../src/core/index.js';
import { runFfmpeg } from '../../src/tools/media/index.js';
import { machineLine } from '../machine.js';
import { pause, quantile, watcher } from './clients.js';
import { startServerProcess } from './server-process.js';
import { voice } from './voice.js';

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** From before the event is journaled to when a client has parsed it: 200 clients, 20 events a second, 10 s. */
async function latency(): Promise<void> {
  const server = await startServerProcess();
  const times: number[] = [];
  const sockets = await Promise.all(Array.from({ length: 200 }, () => watcher(server.url, server.runId, 0, ({ type, data }) => {
    if (type === 'notice') times.push(Number(process.hrtime.bigint() - BigInt((data.message ?? '').split(' ')[0] ?? 0)) / 1e6);
  })));
  await server.say({ count: 20, everyMs: 50 });
  await pause(200);
  times.length = 0;
  const before = await server.measure();
  await server.say({ count: 200, everyMs: 50 });
  await pause(500);
  const { cpuMs } = await server.measure();
  const perEvent = ((cpuMs - before.cpuMs) * 1000) / Math.max(1, times.length);
  console.log(`event latency, 200 clients x 20 events/s: ${times.length} of 40000 received, p50 ${quantile(times, 0.5).toFixed(2)} ms (bar: 5), p99 ${quantile(times, 0.99).toFixed(2)} ms (bar: 50); the server spent ${perEvent.toFixed(0)} us of CPU an event and client`);
  for (const socket of sockets) socket.terminate();
  await server.close();
}

/** Clients that come, read a few events and go, again and again, while events keep coming: each must have every event once. */
async function reconnect(): Promise<void> {
  const server = await startServerProcess();
  const TOTAL = 10_000;
  const CLIENTS = 100;
  const EVENTS = 2000;
  const started = performance.now();
  let wrong = 0;
  const seen: number[] = [];
  const said = server.say({ count: EVENTS, everyMs: 20 });
  await Promise.all(Array.from({ length: CLIENTS }, async (_, client) => {
    let last = 0;
    for (let n = 0; n < TOTAL / CLIENTS; n++) {
      const socket = await watcher(server.url, server.runId, last, ({ seq }) => {
        if (seq !== last + 1) wrong++;
        last = seq;
      });
      await pause(Math.random() * 20);
      // What was under way when the line was cut is not counted as seen.
      socket.removeAllListeners('message');
      socket.terminate();
    }
    seen[client] = last;
  }));
  const took = seconds(started);
  await said;
  // Each comes once more, to the end: nothing may be missing.
  const end = Math.max(...seen, 0);
  await Promise.all(seen.map(async (last) => {
    let now = last;
    const socket = await watcher(server.url, server.runId, last, ({ seq }) => {
      if (seq !== now + 1) wrong++;
      now = seq;
    });
    while (now < EVENTS && now < end + EVENTS) {
      const before = now;
      await pause(200);
      if (now === before) break;
    }
    if (now < EVENTS) wrong++;
    socket.terminate();
  }));
  console.log(`${TOTAL} reconnects of ${CLIENTS} clients in ${took} while ${EVENTS} events came: ${wrong} lost or repeated (bar: 0)`);
  await server.close();
}

/** A video of 200 MB over both ways in, and the most memory that the server held meanwhile beyond what it held before. */
async function upload(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-bench-'));
  try {
    const path = join(folder, 'large.mkv');
    await runFfmpeg(['-f', 'lavfi', '-i', 'testsrc2=s=1280x720:r=30,noise=alls=90:allf=t', '-c:v', 'mjpeg', '-q:v', '2', '-fs', '200M', '-y', path], { signal: AbortSignal.timeout(300_000) });
    const { size } = await stat(path);
    for (const way of ['HTTP', 'WebSocket'] as const) {
      const server = await startServerProcess();
      const before = await server.measure();
      const started = performance.now();
      const answer = way === 'HTTP' ? await overHttp(server.url, path) : await overSocket(server.url, path);
      const { peakRss } = await server.measure();
      console.log(`upload of a video of ${megabytes(size)} over ${way} in ${seconds(started)}: the server held at most ${megabytes(peakRss - before.rss)} more memory (${answer})`);
      await server.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function overHttp(url: string, path: string): Promise<string> {
  const response = await fetch(`${url}/v1/artifacts?name=large.mkv`, { method: 'POST', body: (await openAsBlob(path)).stream(), duplex: 'half' });
  const { artifact, error } = (await response.json()) as { artifact?: { modality: string; metadata: { durationMs?: number } }; error?: { code: string } };
  return `${response.status} ${artifact ? `${artifact.modality}, ${artifact.metadata.durationMs ?? 0} ms long` : (error?.code ?? '')}`;
}

async function overSocket(url: string, path: string): Promise<string> {
  const client = new VouchClient({ url, WebSocket: WebSocket as unknown as SocketConstructor });
  try {
    const { modality, metadata } = await client.upload(await openAsBlob(path), 'large.mkv');
    return `${modality}, ${metadata.durationMs ?? 0} ms long`;
  } finally {
    client.close();
  }
}

/** Memory of the server with 1,000 clients that watch one run. */
async function watch(): Promise<void> {
  const server = await startServerProcess();
  const before = await server.measure();
  let received = 0;
  const sockets = [];
  for (let n = 0; n < 1000; n++) sockets.push(await watcher(server.url, server.runId, 0, () => { received++; }));
  await server.say({ count: 100, everyMs: 100, bytes: 500 });
  await pause(1000);
  const { rss, peakRss } = await server.measure();
  console.log(`1000 clients that watch one run: the server holds ${megabytes(rss)}, at most ${megabytes(peakRss)} (bar: 300 MB), ${megabytes(rss - before.rss)} more than before; ${received} events received`);
  for (const socket of sockets) socket.terminate();
  await server.close();
}

const PARTS = { latency, reconnect, upload, watch, voice };
const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in PARTS));
if (unknown.length > 0) throw new VouchError('USAGE', `There is no part ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}.`);
console.log(machineLine());
for (const [name, part] of Object.entries(PARTS)) if (named.length === 0 || named.includes(name)) await part();

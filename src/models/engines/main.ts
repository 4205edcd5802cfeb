/**
 * Entry of an engine process. Reads one StartLine from standard input, loads the model, answers with one ReadyLine and
 * serves until standard input ends: that is when the parent closes it on purpose or dies, however it dies.
 */
import { createInterface } from 'node:readline';
import { startEngineHost, type EngineHost } from './host.js';
import { StartLine, type ReadyLine } from './protocol.js';
import { ENGINES } from './table.js';

const CLOSE_GRACE_MS = 3_000;

let host: EngineHost | undefined;
let stopping = false;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // Native code may never come back; the process must go all the same.
  setTimeout(() => process.exit(0), CLOSE_GRACE_MS).unref();
  await host?.close();
  process.exit(0);
}

function answer(line: ReadyLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function serve(text: string): Promise<void> {
  const { engine: name, token, ...options } = StartLine.parse(JSON.parse(text));
  const load = ENGINES[name];
  if (!load) throw new Error(`There is no engine "${name}"; engines are ${Object.keys(ENGINES).join(', ')}.`);
  const create = await load();
  const engine = await create(options);
  host = await startEngineHost(engine, options, token);
  answer({ port: host.port, ...(engine.device ? { device: engine.device } : {}) });
}

const lines = createInterface({ input: process.stdin });
lines.once('line', (text) => {
  serve(text).catch((error: unknown) => {
    answer({ error: { message: error instanceof Error ? error.message : String(error), code: 'start_failed' } });
    process.exit(1);
  });
});
lines.once('close', () => void stop());
process.once('SIGTERM', () => void stop());
// Ctrl-C reaches the whole process group; the parent decides when its engines stop.
process.on('SIGINT', () => undefined);

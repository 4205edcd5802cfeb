import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { request as send } from 'undici';
import { createModels, parseConfig, type Models } from '../../src/models/index.js';
import { median } from '../machine.js';
import { seededRandom } from '../seeded-random.js';
import { mainThreadMs, pairs, together } from './pairs.js';

const TOKENS = 24;
const EMPTY = { entries: [], state: () => 'missing' as const, files: () => ({}), verify: () => Promise.resolve({ sound: true, damaged: [] }) };

/** A picture of noise of about so many bytes. */
export async function noise(path: string, bytes: number): Promise<string> {
  const side = Math.round(Math.sqrt(bytes / 3));
  const random = seededRandom(7);
  await writeFile(path, await sharp(Uint8Array.from({ length: side * side * 3 }, () => Math.floor(random() * 256)), { raw: { width: side, height: side, channels: 3 } }).png().toBuffer());
  return path;
}

export interface Batcher {
  readonly url: string;
  readonly models: Models;
  readonly close: () => Promise<void>;
}

export async function openBatcher(): Promise<Batcher> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('batching-server.cjs', import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
  const url = `http://127.0.0.1:${port}/v1`;
  const config = parseConfig({ servers: [{ id: 'batcher', url, dialect: 'sglang', jobs: { chat: 'm', see: 'm' } }] }, 'bench');
  const models = await createModels({ config, store: EMPTY, env: {} });
  return {
    url, models,
    close: async () => {
      await models.close();
      child.kill();
    },
  };
}

/** The same request without Vouch: the file as base64 in JSON, the stream read to its end. */
async function direct(url: string, text: string, tokens: number, image?: string): Promise<void> {
  const parts = image === undefined ? text : [{ type: 'text', text }, { type: 'image_url', image_url: { url: `data:image/png;base64,${(await readFile(image)).toString('base64')}` } }];
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: parts }], max_tokens: tokens, temperature: 0, stream: true, stream_options: { include_usage: true } });
  const { body: answer } = await send(`${url}/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  let count = 0;
  for (const line of (await answer.text()).split('\n')) if (line.startsWith('data: {')) count += Object.keys(JSON.parse(line.slice(6)) as object).length > 0 ? 1 : 0;
  if (count < tokens) throw new Error(`${count} of ${tokens} tokens came.`);
}

async function routed(models: Models, text: string, tokens: number, image?: string): Promise<void> {
  const content = image === undefined ? text : [{ type: 'text' as const, text }, { type: 'image' as const, path: image }];
  const { usage } = await models.chat({ messages: [{ role: 'user', content }], maxTokens: tokens });
  if (usage.completionTokens !== tokens) throw new Error(`${usage.completionTokens} of ${tokens} tokens came.`);
}

/** Tokens a second through the router over direct, where direct peaks; and what the router adds to the first token. */
export async function throughput(folder: string): Promise<void> {
  const { url, models, close } = await openBatcher();
  try {
    const rate = async (width: number, call: (index: number) => Promise<void>, count = width * 3): Promise<number> => (count * TOKENS) / (await together(width, count, call));
    const seen: [number, number][] = [];
    for (const width of [1, 2, 4, 8, 16]) seen.push([width, await rate(width, () => direct(url, 'Hello', TOKENS))]);
    const most = Math.max(...seen.map(([, value]) => value));
    const [peak] = seen.find(([, value]) => value >= 0.97 * most) ?? [8];
    console.log(`direct, by callers: ${seen.map(([width, value]) => `${width}: ${value.toFixed(0)} tokens/s`).join(', ')}; the peak is reached at ${peak}`);
    // The window finds its size first.
    await rate(peak, () => routed(models, 'Hello', TOKENS));
    const text = await pairs(8, () => rate(peak, () => routed(models, 'Hello', TOKENS)), () => rate(peak, () => direct(url, 'Hello', TOKENS)));
    console.log(`text at ${peak}: router ${median(text.one).toFixed(0)}, direct ${median(text.other).toFixed(0)} tokens/s, ratio ${text.ratio.toFixed(3)} (bar: 0.97), median of 8 pairs; the window is ${models.concurrency('chat')}`);
    const image = await noise(`${folder}/one-megabyte.png`, 1_000_000);
    const pictures = await pairs(8, () => rate(peak, () => routed(models, 'What is it?', TOKENS, image)), () => rate(peak, () => direct(url, 'What is it?', TOKENS, image)));
    console.log(`1 MB images at ${peak}: router ${median(pictures.one).toFixed(0)}, direct ${median(pictures.other).toFixed(0)} tokens/s, ratio ${pictures.ratio.toFixed(3)} (bar: 0.95), median of 8 pairs`);
    const first = async (call: () => Promise<void>): Promise<{ clock: number; processor: number }> => {
      const [clock, processor] = [performance.now(), mainThreadMs()];
      await call();
      return { clock: performance.now() - clock, processor: mainThreadMs() - processor };
    };
    const added: { clock: number; processor: number }[] = [];
    for (let pair = 0; pair < 100; pair += 1) {
      const early = pair % 2 === 0 ? await first(() => routed(models, 'Hello', 1)) : undefined;
      const other = await first(() => direct(url, 'Hello', 1));
      const one = early ?? (await first(() => routed(models, 'Hello', 1)));
      added.push({ clock: one.clock - other.clock, processor: one.processor - other.processor });
    }
    console.log(`first token, alone, 100 pairs: router adds p50 ${median(added.map(({ clock }) => clock)).toFixed(2)} ms by the clock (bar: 5), ${median(added.map(({ processor }) => processor)).toFixed(2)} ms of the main thread's processor time`);
  } finally {
    await close();
  }
}

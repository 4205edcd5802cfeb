import { readFile } from 'node:fs/promises';
import { noise, openBatcher } from './throughput.js';
import { mainThreadMs, together } from './pairs.js';

/** Turns of the event loop while 5 MB images are sent: by the clock, and by processor time, which other programs cannot lengthen. */
export async function blocking(folder: string): Promise<void> {
  const image = await noise(`${folder}/five-megabytes.png`, 5_000_000);
  const began = performance.now();
  const whole = JSON.stringify({ url: `data:image/png;base64,${(await readFile(image)).toString('base64')}` });
  console.log(`for comparison, a 5 MB image as one JSON string: ${(performance.now() - began).toFixed(1)} ms at a stretch, ${(whole.length / 1e6).toFixed(1)} MB`);
  const { models, close } = await openBatcher();
  const turns = { clock: [] as number[], processor: [] as number[] };
  let on = true;
  let last = { clock: performance.now(), processor: mainThreadMs() };
  const turn = (): void => {
    const now = { clock: performance.now(), processor: mainThreadMs() };
    turns.clock.push(now.clock - last.clock);
    turns.processor.push(now.processor - last.processor);
    last = now;
    if (on) setImmediate(turn);
  };
  try {
    const ask = (): Promise<unknown> => models.chat({ messages: [{ role: 'user', content: [{ type: 'text', text: 'What is it?' }, { type: 'image', path: image }] }], maxTokens: 2 });
    await ask();
    last = { clock: performance.now(), processor: mainThreadMs() };
    setImmediate(turn);
    const seconds = await together(4, 40, ask);
    on = false;
    const show = (values: number[]): string => {
      const sorted = [...values].sort((a, b) => a - b);
      return `longest ${(sorted.at(-1) ?? 0).toFixed(1)} ms, p99.9 ${(sorted[Math.floor(sorted.length * 0.999)] ?? 0).toFixed(1)} ms, above 20 ms: ${sorted.filter((value) => value > 20).length}`;
    };
    console.log(`40 requests with a 5 MB image, 4 at a time, ${seconds.toFixed(1)} s, ${turns.clock.length} turns of the event loop: by the clock ${show(turns.clock)}; by processor time ${show(turns.processor)} (bar: none above 20)`);
  } finally {
    on = false;
    await close();
  }
}

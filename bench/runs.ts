// What a run costs beside its models: time to a plan, bytes that move with an artifact, memory with a 500 MB video.
// Run: node --import tsx bench/runs.ts   (needs the default models for the first part)
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { createPlanner } from '../src/agents/planner/index.js';
import { createModels } from '../src/models/index.js';
import { createRuntime } from '../src/runtime/index.js';
import { output, runFfmpeg } from '../src/tools/media/index.js';
import { machineLine, median } from './machine.js';

const folder = await mkdtemp(join(tmpdir(), 'vouch-bench-'));
console.log(machineLine());
try {
  await planning();
  await movedBytes();
  await largeVideo();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function planning(): Promise<void> {
  const runtime = await createRuntime({ dataFolder: join(folder, 'plan') });
  const models = await createModels();
  const planner = createPlanner({ models });
  const common = { tools: runtime.tools(), oracles: runtime.oracles() };
  const goals = [
    'Describe the picture in one sentence and say it aloud.',
    'Transcribe the recording, translate it into French and give me three bullet points.',
    'Read the page and sum it up in two sentences.',
    'Cut the clip to its first five seconds and take the sound out of it.',
    'Compare the two pictures.',
  ];
  const givens = [
    { name: 'photo.jpg', modality: 'image' }, { name: 'other.jpg', modality: 'image' }, { name: 'talk.wav', modality: 'audio' },
    { name: 'clip.mp4', modality: 'video' }, { name: 'https://example.org/', modality: 'url', value: 'https://example.org/' },
  ];
  const needs = [[0], [2], [4], [3], [0, 1]];
  const first: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < 2; round++) {
    for (const [index, goal] of goals.entries()) {
      const started = performance.now();
      let firstStep: number | undefined;
      const attached = givens.filter((_, at) => needs[index]?.includes(at));
      const reply = await planner.plan({ ...common, goal, givens: attached, onStep: () => (firstStep ??= performance.now() - started) });
      const took = performance.now() - started;
      const label = round === 0 && index === 0 ? 'cold' : 'warm';
      console.log(`  plan, ${label}: ${reply.status === 'planned' ? reply.plan.steps.map(({ tool }) => tool).join(' > ') : reply.status}, ${(took / 1000).toFixed(2)} s`);
      if (label === 'warm' && firstStep !== undefined) {
        first.push(firstStep);
        whole.push(took);
      }
    }
  }
  console.log(`time to the first plan step ${(median(first) / 1000).toFixed(2)} s, whole plan ${(median(whole) / 1000).toFixed(2)} s (medians, warm)`);
  await models.close();
  await runtime.close();
}

async function movedBytes(): Promise<void> {
  const picture = join(folder, 'noise.png');
  await sharp({ create: { width: 1200, height: 900, channels: 3, background: 'white', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).png().toFile(picture);
  const runtime = await createRuntime({ dataFolder: join(folder, 'moved') });
  const crop = (id: string, source: object): object => ({ id, tool: 'crop_image', inputs: { image: source, box: { value: { x: 0, y: 0, width: 1190, height: 890 } } } });
  const steps = [crop('a', { given: 'noise.png' }), crop('b', { ref: 'a.image' }), crop('c', { ref: 'b.image' })];
  const run = runtime.run({ plan: { steps }, inputs: [picture] });
  const outcome = await run.result;
  const journal = Buffer.byteLength(JSON.stringify(await runtime.history(run.id)));
  const stored = outcome.artifacts.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`three crops of a picture of ${(await stat(picture)).size} bytes: ${outcome.status}; ${outcome.artifacts.length} artifacts of ${stored} bytes written once each; all events together ${journal} bytes, ${(journal / Math.max(1, outcome.artifacts.length)).toFixed(0)} an artifact`);
  await runtime.close();
}

async function largeVideo(): Promise<void> {
  const clip = join(folder, 'large.mkv');
  const noise = 'nullsrc=s=640x360:r=25,geq=random(1)*255:128:128';
  await runFfmpeg(['-f', 'lavfi', '-t', '60', '-i', noise, '-c:v', 'rawvideo', '-pix_fmt', 'yuv420p', ...output(clip)], { timeoutMs: 300_000 });
  const runtime = await createRuntime({ dataFolder: join(folder, 'video') });
  const before = process.memoryUsage.rss();
  const steps = [
    { id: 'facts', tool: 'video_facts', inputs: { video: { given: 'large.mkv' } } },
    { id: 'frames', tool: 'sample_frames', inputs: { video: { given: 'large.mkv' } } },
    { id: 'cut', tool: 'cut_video', inputs: { video: { given: 'large.mkv' }, startMs: { value: 1000 }, endMs: { value: 4000 } } },
  ];
  const outcome = await runtime.run({ plan: { steps }, inputs: [clip] }).result;
  const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  console.log(`video of ${mega((await stat(clip)).size)}: ${outcome.status} ${outcome.error?.message ?? ''} in ${(outcome.usage.ms / 1000).toFixed(1)} s; resident before ${mega(before)}, peak of all processes ${mega(outcome.usage.peakBytes)}`);
  await runtime.close();
}

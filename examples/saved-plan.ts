// A plan is data: saved once, run again on other files.
//   node --import tsx examples/saved-plan.ts [first.jpg second.jpg ...]
// Needs no model. `vouch plan TASK --file FILE --json > plan.json` writes such a plan from words.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import sharp from 'sharp';
import { createRuntime } from 'vouch-runtime';

const plan: unknown = JSON.parse(await readFile(new URL('./plans/still-clip.json', import.meta.url), 'utf8'));
const files = process.argv.length > 2 ? process.argv.slice(2) : await makePictures();
const runtime = await createRuntime();
try {
  // Each run is checked by the criteria that are saved with the plan; independent runs may overlap.
  const outcomes = await Promise.all(files.map((path) => runtime.run({ plan, inputs: [{ path }] }).result));
  outcomes.forEach(({ status, artifacts, verdicts, error }, index) => {
    console.log(files[index], status, error?.message ?? artifacts.map(({ path }) => path).join(' '), `${verdicts.filter((verdict) => verdict.status === 'pass').length} of ${verdicts.length} checks passed`);
  });
} finally {
  await runtime.close();
}

function makePictures(): Promise<string[]> {
  return Promise.all(
    ['#c33', '#393', '#33c'].map(async (background, index) => {
      const path = join(tmpdir(), `square-${process.pid}-${index + 1}.png`);
      const dot = Buffer.from('<svg width="600" height="400"><circle cx="300" cy="200" r="120" fill="#fff"/></svg>');
      await sharp({ create: { width: 600, height: 400, channels: 3, background } }).composite([{ input: dot }]).png().toFile(path);
      return path;
    }),
  );
}

// A tool of your own beside the built-in ones: ports are zod schemas, and the planner can choose it by its description.
//   node --import tsx examples/custom-tool.ts [photo.jpg]
// Needs no model: the plan is given, so that nothing has to be decided.
import { basename, join } from 'node:path';
import { tmpdir } from 'node:os';
import sharp from 'sharp';
import { artifact, createRuntime, defineTool } from 'vouch-runtime';
import { z } from 'zod';

const pixelate = defineTool({
  name: 'pixelate_image',
  description: 'Makes a picture unrecognisable by enlarging its pixels.',
  input: z.object({ image: artifact('image'), blocks: z.number().int().min(2).max(200).default(24).describe('Blocks across the picture.') }),
  output: z.object({ image: artifact('image') }),
  criteria: [{ oracle: 'decodes' }],
  async execute({ image, blocks }, context) {
    const { width, height } = await sharp(image.path).metadata();
    context.signal.throwIfAborted();
    context.progress(0.5, 'enlarging');
    const small = await sharp(image.path).resize(blocks).png().toBuffer();
    const path = join(context.scratch, 'pixelated.png');
    await sharp(small).resize(width, height, { kernel: 'nearest', fit: 'fill' }).toFile(path);
    return { image: { path } };
  },
});

const photo = process.argv[2] ?? (await makePicture());
const runtime = await createRuntime({ tools: [pixelate] });
try {
  const plan = { steps: [{ id: 'hide', tool: 'pixelate_image', inputs: { image: { given: basename(photo) }, blocks: { value: 12 } } }] };
  const outcome = await runtime.run({ plan, inputs: [{ path: photo }] }).result;
  console.log(outcome.status, outcome.error?.message ?? '');
  for (const { step, port, mime, path } of outcome.artifacts) console.log(`${step}.${port}`, mime, path);
  for (const { oracle, status } of outcome.verdicts) console.log(oracle, status);
} finally {
  await runtime.close();
}

async function makePicture(): Promise<string> {
  const path = join(tmpdir(), `circle-${process.pid}.png`);
  await sharp(Buffer.from('<svg width="400" height="300"><rect width="400" height="300" fill="#245"/><circle cx="200" cy="150" r="90" fill="#fc6"/></svg>')).png().toFile(path);
  return path;
}

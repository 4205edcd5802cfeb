// An oracle of your own: it measures, says what it saw, and its critique sends the step back until it holds.
//   node --import tsx examples/custom-oracle.ts
// Needs no model.
import { join } from 'node:path';
import sharp from 'sharp';
import { artifact, createRuntime, defineOracle, defineTool, type ArtifactHandle } from 'vouch-runtime';
import { z } from 'zod';

const bright = defineOracle({
  name: 'bright_enough',
  description: 'The mean brightness of a picture is at least a limit.',
  kind: 'deterministic',
  modalities: ['image'],
  params: z.object({ atLeast: z.number().min(0).max(255) }),
  async check({ value }, { atLeast }) {
    const { channels } = await sharp((value as ArtifactHandle).path).removeAlpha().stats();
    const measured = Math.round(channels.reduce((sum, { mean }) => sum + mean, 0) / channels.length);
    return {
      status: measured >= atLeast ? 'pass' : 'fail',
      measured,
      expected: `at least ${atLeast}`,
      evidence: [{ message: `mean brightness ${measured} of 255` }],
      critique: measured >= atLeast ? null : `brightness ${measured} is below ${atLeast}: use a background of brightness ${atLeast + 20}`,
    };
  },
});

const drawCard = defineTool({
  name: 'draw_card',
  description: 'Draws an empty card.',
  input: z.object({ width: z.number().int().default(320) }),
  output: z.object({ card: artifact('image') }),
  async execute({ width }, { scratch, critique }) {
    // A first try is dark; what was wrong with it comes with the next.
    const level = Number(/background of brightness (\d+)/.exec(critique ?? '')?.[1] ?? 60);
    const path = join(scratch, 'card.png');
    await sharp({ create: { width, height: 200, channels: 3, background: { r: level, g: level, b: level } } }).png().toFile(path);
    return { card: { path } };
  },
});

const runtime = await createRuntime({ tools: [drawCard], oracles: [bright] });
try {
  const plan = { steps: [{ id: 'card', tool: 'draw_card', inputs: {}, criteria: [{ oracle: 'bright_enough', params: { atLeast: 150 } }] }] };
  const outcome = await runtime.run({ plan }).result;
  for (const { attempt, oracle, status, evidence } of outcome.verdicts) console.log(`attempt ${attempt}: ${oracle} ${status}, ${evidence[0]?.message ?? ''}`);
  console.log(outcome.status, outcome.artifacts[0]?.path ?? '', outcome.error?.message ?? '');
} finally {
  await runtime.close();
}

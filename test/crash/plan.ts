import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { artifact, defineOracle, defineTool, json, text, url, type Oracle, type Tool, type ToolContext } from '../../src/core/index.js';
import type { World } from './world.js';

/** Twelve steps with every modality, a ladder, a doubt, a mapped list and two deeds outside; and one step that is not to be done. */
export const crashPlan = {
  steps: [
    { id: 'write', tool: 'write', inputs: { topic: { value: 'a harbour at dawn' } } },
    { id: 'count', tool: 'count', inputs: { text: { ref: 'write.text' } } },
    { id: 'draw', tool: 'draw', inputs: { text: { ref: 'write.text' } } },
    { id: 'speak', tool: 'speak', inputs: { text: { ref: 'write.text' } } },
    { id: 'film', tool: 'film', inputs: { image: { ref: 'draw.image' } } },
    { id: 'look', tool: 'look', inputs: { image: { ref: 'draw.image' } }, criteria: [{ oracle: 'lively' }] },
    { id: 'watch', tool: 'watch', inputs: { video: { ref: 'film.video' } }, criteria: [{ oracle: 'believed' }] },
    { id: 'page', tool: 'page', inputs: { address: { value: 'https://example.org/harbour' } } },
    { id: 'each', tool: 'shout', inputs: { text: { map: [{ ref: 'look.text' }, { ref: 'watch.text' }] } } },
    { id: 'never', tool: 'shout', inputs: { text: { ref: 'page.text' } }, when: { of: { ref: 'count.count' }, field: 'words', moreThan: 1000 } },
    { id: 'gather', tool: 'gather', inputs: { parts: { ref: 'each.text' }, audio: { ref: 'speak.audio' }, page: { ref: 'page.text' } } },
    { id: 'post', tool: 'post', inputs: { text: { ref: 'gather.text' } } },
    { id: 'file', tool: 'file', inputs: { text: { ref: 'post.text' } } },
  ],
  deliverables: ['gather.text', 'file.text', 'film.video', 'count.count', 'never.text'],
};

/** One who sends a letter that cannot be taken back and asks nobody whether it was sent already. */
export const letterPlan = { steps: [{ id: 'write', tool: 'write', inputs: { topic: { value: 'dear' } } }, { id: 'mail', tool: 'mail', inputs: { text: { ref: 'write.text' } } }] };

/** Tools that do the same in every process. `clip`: the path of a short film. */
export function crashTools(world: World, clip: string): Tool[] {
  const made = <T>(context: ToolContext, value: T): T => {
    world.called(context.step);
    return value;
  };
  const common = { description: '' };
  const words = z.object({ text: text() });
  const deed = (context: ToolContext, sent: string): { text: string } => {
    world.doOnce(context.idempotencyKey);
    // The process may be killed at this event: what follows is that nobody knows whether the deed was done.
    context.progress(0.9, 'sent');
    return made(context, { text: `${sent} (sent)` });
  };
  return [
    defineTool({ name: 'write', ...common, input: z.object({ topic: z.string() }), output: words, execute: async ({ topic }, context) => made(context, { text: `Three words on ${topic}` }) }),
    defineTool({ name: 'count', ...common, input: words, output: z.object({ count: json(z.object({ words: z.number() })) }), execute: async (input, context) => made(context, { count: { words: input.text.split(' ').length } }) }),
    defineTool({ name: 'draw', ...common, effects: 'reads-world', input: words, output: z.object({ image: artifact('image') }), execute: async (_, context) => {
      const path = join(context.scratch, 'drawn.png');
      await sharp({ create: { width: 16, height: 16, channels: 3, background: '#246' } }).png().toFile(path);
      return made(context, { image: { path } });
    } }),
    defineTool({ name: 'speak', ...common, input: words, output: z.object({ audio: artifact('audio') }), execute: async (_, context) => {
      const path = join(context.scratch, 'spoken.wav');
      await writeFile(path, tone());
      return made(context, { audio: { path } });
    } }),
    defineTool({ name: 'film', ...common, input: z.object({ image: artifact('image') }), output: z.object({ video: artifact('video') }), execute: async (_, context) => {
      const path = join(context.scratch, 'film.mp4');
      await copyFile(clip, path);
      return made(context, { video: { path } });
    } }),
    defineTool({ name: 'look', ...common, effects: 'reads-world', input: z.object({ image: artifact('image') }), output: words, execute: async (_, context) => made(context, { text: context.critique === undefined ? 'something blue' : 'something blue!' }) }),
    defineTool({ name: 'watch', ...common, effects: 'reads-world', input: z.object({ video: artifact('video') }), output: words, execute: async (_, context) => made(context, { text: 'it moves' }) }),
    defineTool({ name: 'page', ...common, effects: 'reads-world', input: z.object({ address: url() }), output: words, execute: async ({ address }, context) => made(context, { text: `seen ${address}` }) }),
    defineTool({ name: 'shout', ...common, input: words, output: words, execute: async (input, context) => made(context, { text: input.text.toUpperCase() }) }),
    defineTool({ name: 'gather', ...common, input: z.object({ parts: z.array(text()).min(1), audio: artifact('audio'), page: text() }), output: words, execute: async ({ parts, page }, context) => made(context, { text: [...parts, page].join('; ') }) }),
    defineTool({ name: 'post', ...common, effects: 'external', idempotent: true, input: words, output: words, execute: async (input, context) => deed(context, `posted ${input.text}`) }),
    defineTool({ name: 'file', ...common, effects: 'external', idempotent: true, input: words, output: words, execute: async (input, context) => deed(context, `filed ${input.text.length} letters`) }),
    defineTool({ name: 'mail', ...common, effects: 'external', input: words, output: words, execute: async (input, context) => {
      context.progress(0.1, 'about to send');
      world.doIt('mail');
      // Long enough that the second word of the tool is heard.
      await new Promise((resolve) => setTimeout(resolve, 550));
      context.progress(0.9, 'sent');
      return made(context, { text: `mailed ${input.text}` });
    } }),
  ];
}

export function crashOracles(): Oracle[] {
  const shape = { description: '', modalities: ['text' as const], params: z.object({}) };
  return [
    defineOracle({ name: 'lively', kind: 'deterministic', ...shape, check: async ({ value }) => (String(value).endsWith('!') ? { status: 'pass', measured: '!' } : { status: 'fail', measured: '', critique: 'Be lively.' }) }),
    defineOracle({ name: 'believed', kind: 'model', ...shape, check: async () => ({ status: 'fail', measured: 0.2, expected: 0.5, critique: 'It is hard to believe.' }) }),
  ];
}

/** A tenth of a second at 8 kHz, as WAV. */
function tone(): Buffer {
  const samples = 800;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8);
  for (const [at, value] of [[16, 16], [24, 8000], [28, 16_000]] as const) wav.writeUInt32LE(value, at);
  for (const [at, value] of [[20, 1], [22, 1], [32, 2], [34, 16]] as const) wav.writeUInt16LE(value, at);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let n = 0; n < samples; n++) wav.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * 440 * n) / 8000)), 44 + n * 2);
  return wav;
}

import { z } from 'zod';
import type { ChatPart, ToolContext } from '../../core/index.js';
import { VouchError } from '../../core/index.js';

import { clock, type TimedEvent } from '../../tools/captions/index.js';
import { extractFrames, type MediaFacts } from '../../tools/media/index.js';
import { loadPrompt } from '../../tools/prompts.js';
import { chooseTimes, measureActivity } from './activity.js';

/** Frames that go to the model in one request. */
const FRAMES = 10;
const FRAME_WIDTH = 640;

const Reply = z.object({
  caption: z.string().min(1),
  events: z.array(z.object({ startFrame: z.number().int(), endFrame: z.number().int(), text: z.string(), objects: z.array(z.object({ label: z.string(), count: z.number().int().nonnegative() })).default([]) })),
});

export interface Seen {
  readonly text: string;
  readonly events: readonly TimedEvent[];
  readonly sampledMs: readonly number[];
  readonly shotsMs: readonly number[];
}

/** Has a vision-language model tell a video from a row of its frames; events come back by frame number and are timed here. */
export async function seeVideo(path: string, facts: MediaFacts, context: ToolContext): Promise<Seen> {
  const durationMs = facts.durationMs ?? 0;
  const activity = await measureActivity(path, durationMs, context.signal);
  const frames = await extractFrames(path, chooseTimes(activity, FRAMES), context.scratch, { signal: context.signal, maximumWidth: FRAME_WIDTH });
  const request = loadPrompt('video/see').render({ frames: frames.map(({ timeMs }, index) => `${index + 1}: ${clock(timeMs)}`).join(', '), notes: context.critique ?? 'none' });
  const pictures = frames.map(({ path: file }): ChatPart => ({ type: 'image', path: file, mime: 'image/png' }));
  const messages = request.messages.map((message, index) => (index === request.messages.length - 1 ? { ...message, content: [...pictures, { type: 'text' as const, text: typeof message.content === 'string' ? message.content : '' }] } : message));
  const reply = await context.models.chat({ ...request, messages }, { signal: context.signal });
  const parsed = Reply.safeParse(reply.json);
  if (!parsed.success) throw new VouchError('MODEL_REPLY_INVALID', `${reply.model} did not answer with a caption and events: ${parsed.error.message}`);
  const timeOf = (frame: number): number => frames[Math.min(frames.length, Math.max(1, frame)) - 1]?.timeMs ?? 0;
  const events = parsed.data.events.map((event, index): TimedEvent => {
    const [startMs = 0, endMs = 0] = [timeOf(event.startFrame), timeOf(event.endFrame)].sort((a, b) => a - b);
    return { startMs, endMs, kind: index === 0 ? 'state' : 'change', text: event.text, objects: event.objects };
  });
  return { text: parsed.data.caption, events: events.sort((a, b) => a.startMs - b.startMs), sampledMs: frames.map(({ timeMs }) => timeMs), shotsMs: activity.shotsMs };
}

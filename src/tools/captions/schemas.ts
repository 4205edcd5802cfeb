import { z } from 'zod';

/** A stretch of a video, ms from its start. */
const span = { startMs: z.number().nonnegative(), endMs: z.number().nonnegative() };

/** How many of a kind are in view during a stretch. */
export const CountSpan = z.object({ ...span, count: z.number().int().nonnegative() });
export type CountSpan = z.infer<typeof CountSpan>;

/** One kind of thing and how many of it are in view when; the spans follow each other without gaps. */
export const ObjectTimeline = z.object({ label: z.string(), maximum: z.number().int().positive(), spans: z.array(CountSpan) });
export type ObjectTimeline = z.infer<typeof ObjectTimeline>;

/** `state`: what is in view at the start or after a cut. The others say what changed. */
export const EventKind = z.enum(['state', 'appears', 'leaves', 'change', 'cut', 'speech', 'text']);
export type EventKind = z.infer<typeof EventKind>;

/** Something that is or happens in a video. For a change, the stretch within which it happened. */
export const TimedEvent = z.object({
  ...span,
  kind: EventKind,
  text: z.string(),
  /** Kinds of things that the event is about, with how many are in view after it. */
  objects: z.array(z.object({ label: z.string(), count: z.number().int().nonnegative() })),
});
export type TimedEvent = z.infer<typeof TimedEvent>;

export const SpokenSegment = z.object({ ...span, text: z.string() });
export type SpokenSegment = z.infer<typeof SpokenSegment>;

/** Everything that was measured on a video; the caption says nothing else. */
export const VideoObservations = z.object({
  durationMs: z.number().nonnegative(),
  /** Start times of the shots, the first always 0. */
  shotsMs: z.array(z.number().nonnegative()),
  hasAudio: z.boolean(),
  /** Times of the frames that were looked at. */
  sampledMs: z.array(z.number().nonnegative()),
  objects: z.array(ObjectTimeline),
  screenText: z.array(z.object({ text: z.string(), timeMs: z.number().nonnegative() })),
  speech: z.array(SpokenSegment),
  /** What was not looked at, and why. */
  notes: z.array(z.string()),
  /** Who worded the caption: a language model within the facts, a vision-language model from the frames, or a program. */
  wordedBy: z.enum(['language model', 'vision-language model', 'program']),
});
export type VideoObservations = z.infer<typeof VideoObservations>;

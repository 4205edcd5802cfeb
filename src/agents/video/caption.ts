import { z } from 'zod';
import { artifact, defineTool, json, text, VouchError } from '../../core/index.js';
import { TimedEvent, VideoObservations } from '../../tools/captions/index.js';
import { observeVideo } from './observe.js';
import { seeVideo } from './see.js';
import { videoFacts } from './source.js';
import { wordCaption } from './wording.js';
import { wordings } from './wordings.js';

/**
 * Says what happens in a video. With a vision-language model its frames are shown to that; otherwise detections that are
 * followed over time, text read in the picture and speech make the facts, and a language model only words them.
 */
export const captionVideoTool = defineTool({
  name: 'caption_video',
  description: 'Describes a video over time: what is in it, what appears, leaves or changes and when, and what is said.',
  wordings: wordings.caption_video,
  input: z.object({ video: artifact('video').describe('the video to describe') }),
  output: z.object({
    text: text().describe('the caption, in sentences'),
    events: json(z.array(TimedEvent)).describe('what is or happens when'),
    observations: json(VideoObservations).describe('counts over time, shots, speech, text in the picture'),
  }),
  needs: ['detect'],
  timeoutMs: 300_000,
  criteria: [
    { oracle: 'timing_within_media', port: 'events' },
    { oracle: 'grounded_caption', port: 'text' },
  ],
  async execute({ video }, context) {
    const facts = await videoFacts(video, context);
    if (facts.durationMs === 0) throw new VouchError('INPUT_CORRUPT', 'Nothing of the video decodes.');
    if (context.models.has('see')) {
      const seen = await seeVideo(video.path, facts, context);
      const observations = { durationMs: facts.durationMs, shotsMs: [...seen.shotsMs], hasAudio: facts.hasAudio, sampledMs: [...seen.sampledMs], objects: [], screenText: [], speech: [], notes: [], wordedBy: 'vision-language model' as const };
      return { text: seen.text, events: [...seen.events], observations };
    }
    const observed = await observeVideo(video.path, facts, context);
    const worded = await wordCaption(observed, context);
    if (worded.rejected.length > 0) context.progress(1, `${worded.rejected.length} wordings were rejected for saying more or less than was seen`);
    const notes = [...observed.observations.notes, ...worded.rejected.map((faults) => `A wording was rejected: ${faults}`)];
    return { text: worded.text, events: [...observed.events], observations: { ...observed.observations, notes, wordedBy: worded.wordedBy } };
  },
});

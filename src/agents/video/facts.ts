import { z } from 'zod';
import { artifact, defineTool, json, text } from '../../core/index.js';
import { clock } from '../../tools/captions/index.js';
import { MediaFacts } from '../../tools/media/index.js';
import { videoFacts } from './source.js';
import { wordings } from './wordings.js';

/** Length, size, rate, codecs and sound of a video. */
export const videoFactsTool = defineTool({
  name: 'video_facts',
  description: 'Measures a video: duration, width, height, frame rate, codecs, whether it has sound.',
  wordings: wordings.video_facts,
  input: z.object({ video: artifact('video').describe('the video to measure') }),
  criteria: [{ oracle: 'video_facts_hold', port: 'facts' }],
  output: z.object({ facts: json(MediaFacts).describe('the measured facts'), text: text().describe('the facts in one sentence') }),
  async execute({ video }, context) {
    const facts = await videoFacts(video, context);
    const rate = facts.frameRate === undefined ? '' : `, ${Number(facts.frameRate.toFixed(2))} frames per second`;
    const sound = facts.hasAudio ? `sound (${facts.audioCodec ?? 'unknown codec'}, ${facts.sampleRate ?? '?'} Hz, ${facts.channels ?? '?'} channel${facts.channels === 1 ? '' : 's'})` : 'no sound';
    const sentence = `A ${(facts.durationMs / 1000).toFixed(1)} s video (${clock(facts.durationMs)}), ${facts.width ?? '?'}×${facts.height ?? '?'} pixels${rate}, ${facts.codec ?? 'unknown codec'} in ${facts.mime}, ${facts.bytes} bytes, ${sound}.`;
    return { facts, text: sentence };
  },
});

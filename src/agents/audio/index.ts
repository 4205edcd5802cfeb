/** The audio agent: hears, speaks, measures and edits sound. */
import type { Tool } from '../../core/index.js';
import { changeAudio, convertAudio } from './convert.js';
import { cutAudio, joinAudio } from './edit.js';
import { audioFacts } from './facts.js';
import { speak } from './speak.js';
import { transcribe } from './transcribe.js';

export { AudioFacts } from './facts.js';
export { NO_SPEECH, Transcript } from './transcribe.js';

/** All tools of the audio agent. */
export const audioTools: readonly Tool[] = [transcribe, speak, audioFacts, cutAudio, joinAudio, convertAudio, changeAudio];

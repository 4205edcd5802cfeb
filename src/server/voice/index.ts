/** Speaking with the server: speech in as frames, the answer out sentence by sentence. */
export { VoiceSession, type VoiceSurroundings } from './voice-session.js';

/** Text to speech in a child process: text to spoken form to phonemes to samples, by Piper or Kokoro voices. */
export { createKokoroEngine } from './kokoro.js';
export { createPiperEngine } from './piper.js';

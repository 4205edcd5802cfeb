// The clip of the video demo: one from beside the checkout, or one that is made here from the demo page and its speech.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serveFolder } from './serve-folder.mjs';

const READY_MADE = fileURLToPath(new URL('../../shared/media/bottles.mp4', import.meta.url));

/**
 * Path of a video to caption.
 * @param {(...args: string[]) => Promise<number>} vouch
 */
export async function demoClip(vouch) {
  if (existsSync(READY_MADE)) return READY_MADE;
  const page = await serveFolder(new URL('./notice/', import.meta.url));
  const folder = `out/demo-clip-${Date.now()}`;
  mkdirSync(folder, { recursive: true });
  // A plan as data: a picture of the page, its headline as speech, both together as a film.
  const plan = {
    steps: [
      { id: 'page', tool: 'capture_page', inputs: { url: { value: page.url } } },
      { id: 'voice', tool: 'speak', inputs: { text: { value: 'The reading room is closed for repairs in March.' } } },
      { id: 'film', tool: 'make_video', inputs: { images: [{ ref: 'page.image' }], audio: { ref: 'voice.audio' } } },
    ],
    deliverables: ['film.video'],
  };
  writeFileSync(`${folder}/wanted.json`, JSON.stringify(plan, null, 2));
  try {
    const exitCode = await vouch('run', '--plan', `${folder}/wanted.json`, '--out', folder);
    if (exitCode !== 0 && exitCode !== 3) process.exit(exitCode);
    return `${folder}/film-video.mp4`;
  } finally {
    page.close();
  }
}

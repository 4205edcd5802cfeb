import type { Kit } from '../case.js';
import { made } from './sound.js';

const CODEC = ['-an', '-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast'];
const SIZE = 'scale=320:-2';

/** A part of a real clip, 4 to 8 s where it is that long, 320 px wide, without sound. */
export async function clip(kit: Kit, { source = 'bottles.mp4', from = kit.random.between(0, 30), seconds = kit.random.between(4, 7), name = 'clip.mp4', filter = '' }: { source?: string; from?: number; seconds?: number; name?: string; filter?: string } = {}): Promise<string> {
  const isLong = source === 'bottles.mp4';
  const at = isLong ? ['-ss', from.toFixed(2), '-t', seconds.toFixed(2)] : [];
  return made(kit, name, [...at, '-i', kit.media(source), '-vf', filter === '' ? SIZE : `${SIZE},${filter}`, ...CODEC]);
}

/** The clip with the sound of the real recording. */
export async function withSound(kit: Kit, path: string, name = 'sound.mp4'): Promise<string> {
  return made(kit, name, ['-i', path, '-i', kit.media('jfk.wav'), '-map', '0:v', '-map', '1:a', '-c:v', 'copy', '-c:a', 'aac', '-shortest']);
}

/** Clips behind each other, with black or a still frame between them where asked. */
export async function joined(kit: Kit, paths: readonly string[], name = 'joined.mp4'): Promise<string> {
  const inputs = paths.flatMap((path) => ['-i', path]);
  const chain = `${paths.map((_, index) => `[${index}:v]fps=25,scale=320:180,setsar=1[v${index}]`).join(';')};${paths.map((_, index) => `[v${index}]`).join('')}concat=n=${paths.length}:v=1[out]`;
  return made(kit, name, [...inputs, '-filter_complex', chain, '-map', '[out]', ...CODEC]);
}

/** A stretch of one colour. */
export async function blackClip(kit: Kit, seconds: number, colour = 'black', name = 'black.mp4'): Promise<string> {
  return made(kit, name, ['-f', 'lavfi', '-t', seconds.toFixed(2), '-i', `color=c=${colour}:s=320x180:r=25`, ...CODEC]);
}

/** One frame of the real clip, standing still. */
export async function stillClip(kit: Kit, seconds: number, name = 'still.mp4'): Promise<string> {
  const frame = await made(kit, 'still.png', ['-ss', kit.random.between(0, 35).toFixed(2), '-i', kit.media('bottles.mp4'), '-frames:v', '1', '-vf', SIZE]);
  return made(kit, name, ['-loop', '1', '-t', seconds.toFixed(2), '-i', frame, '-vf', 'fps=25,scale=320:180', ...CODEC]);
}


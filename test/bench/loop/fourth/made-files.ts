import sharp, { type Sharp } from 'sharp';
import type { Workbench } from '../../../../bench/loop/task.js';
import { makeMedia } from '../../../support/make-media.js';

/** Files that are what a task asks for, and near misses; each is made at the path that it is given, whose ending says the format. */
export interface MadeFiles {
  readonly modality: 'image' | 'audio' | 'video';
  readonly right: readonly Make[];
  readonly wrong: readonly Make[];
}

interface Make {
  readonly as: string;
  readonly make: (path: string, bench: Workbench) => Promise<unknown>;
}

/** ffmpeg on a real file. */
const by = (as: string, name: string, before: readonly string[], after: readonly string[]): Make => ({ as, make: (path, { media }) => makeMedia(path, [...before, '-i', `${media}/${name}`, ...after]) });
const clip = (from: number, seconds: number, as = 'mp4'): Make => by(as, 'bottles.mp4', ['-ss', String(from), '-t', String(seconds)], ['-r', '15', '-vf', 'scale=160:-2', '-c:v', 'libx264', '-preset', 'ultrafast', '-threads', '1']);
const sound = (as: string, after: readonly string[], before: readonly string[] = []): Make => by(as, 'jfk.wav', before, after);
const gif = (from: number, seconds: number, width: number, turned = 'hflip'): Make => by('gif', 'bottles.mp4', ['-ss', String(from), '-t', String(seconds)], ['-vf', `fps=5,${turned},scale=${width}:-1`]);
const photo = (as: string, name: string, change: (picture: Sharp) => Sharp): Make => ({ as, make: (path, { media }) => change(sharp(`${media}/${name}`)).toFile(path) });

export const madeFiles: Readonly<Record<string, MadeFiles>> = {
  'edit-cut-middle': { modality: 'video', right: [clip(18, 6), clip(18.1, 5.9, 'mkv')], wrong: [clip(0, 6), clip(18, 9), clip(24, 6)] },
  'edit-flac': { modality: 'audio', right: [sound('flac', ['-ar', '8000']), sound('flac', ['-ar', '8000', '-ac', '1']), sound('flac', ['-ar', '8000', '-ac', '2'])], wrong: [sound('flac', []), sound('wav', ['-ar', '8000']), sound('flac', ['-ar', '8000'], ['-t', '5']), sound('flac', ['-ar', '8000', '-af', 'volume=-40dB'])] },
  'edit-narrower': {
    modality: 'image', right: [photo('jpg', 'eagle.jpg', (picture) => picture.resize(400)), photo('png', 'eagle.jpg', (picture) => picture.resize(400)), photo('webp', 'eagle.jpg', (picture) => picture.resize(400, 264, { fit: 'fill' }))],
    wrong: [photo('jpg', 'eagle.jpg', (picture) => picture), photo('jpg', 'eagle.jpg', (picture) => picture.resize(400, 400, { fit: 'fill' })), photo('jpg', 'dog.jpg', (picture) => picture.resize(400, 265, { fit: 'fill' })), photo('jpg', 'eagle.jpg', (picture) => picture.resize(400, 265, { fit: 'fill' }).flop())],
  },
  'edit-louder-speech': { modality: 'audio', right: [sound('wav', ['-af', 'volume=-8dB']), sound('wav', ['-af', 'volume=-8.4dB']), sound('flac', ['-af', 'volume=-8dB'])], wrong: [sound('wav', ['-af', 'volume=-18dB']), sound('wav', ['-af', 'volume=-28dB']), sound('wav', []), sound('wav', ['-af', 'volume=-8dB'], ['-t', '6'])] },
  'planned-mirrored-gif': { modality: 'image', right: [gif(0, 4, 200), gif(0, 4.2, 200), by('gif', 'bottles.mp4', ['-t', '4'], ['-vf', 'hflip,fps=8,scale=200:-1,split[a][b];[a]palettegen[p];[b][p]paletteuse'])], wrong: [gif(0, 4, 320), gif(0, 7, 200), gif(18, 4, 200), gif(0, 4, 200, 'null'), gif(0, 4, 200, 'vflip'), by('gif', 'bottles.mp4', [], ['-frames:v', '1', '-vf', 'hflip,scale=200:-1'])] },
  'planned-print': {
    modality: 'image', right: [photo('png', 'dog.jpg', (picture) => picture.resize(300).greyscale()), photo('png', 'dog.jpg', (picture) => picture.greyscale().toColourspace('b-w').resize(300, 225)), photo('png', 'dog.jpg', (picture) => picture.greyscale().resize(300, 226, { fit: 'fill' }).toColourspace('srgb'))],
    wrong: [photo('jpg', 'dog.jpg', (picture) => picture.resize(300).greyscale()), photo('png', 'dog.jpg', (picture) => picture.resize(300)), photo('png', 'dog.jpg', (picture) => picture.resize(600).greyscale()), photo('png', 'dog.jpg', (picture) => picture.resize(300).greyscale().negate())],
  },
};

/** A short clip, with a track of subtitles or without. */
export async function subtitledClip(path: string, subtitles: string | undefined, bench: Workbench): Promise<string> {
  const track = subtitles === undefined ? [] : ['-i', subtitles, '-map', '0:v', '-map', '1', '-c:s', 'mov_text'];
  return makeMedia(path, ['-t', '1', '-i', `${bench.media}/bottles.mp4`, ...track, '-r', '5', '-c:v', 'libx264', '-preset', 'ultrafast', '-threads', '1']);
}

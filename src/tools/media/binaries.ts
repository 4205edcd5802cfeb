import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { VouchError } from '../../core/index.js';

/** The two programs of the FFmpeg project. */
export type MediaProgram = 'ffmpeg' | 'ffprobe';

const SETTINGS: Record<MediaProgram, { variable: string; packageName: string }> = {
  ffmpeg: { variable: 'VOUCH_FFMPEG', packageName: '@ffmpeg-installer/ffmpeg' },
  ffprobe: { variable: 'VOUCH_FFPROBE', packageName: '@ffprobe-installer/ffprobe' },
};

/**
 * Absolute path of a media program: what the environment names (VOUCH_FFMPEG, VOUCH_FFPROBE), else the one on PATH, else
 * the one that came with the package. Throws ENGINE_MISSING.
 */
export function mediaProgram(name: MediaProgram): string {
  const { variable, packageName } = SETTINGS[name];
  const named = process.env[variable];
  if (named) {
    if (isExecutable(named)) return named;
    throw new VouchError('ENGINE_MISSING', `${variable} names ${named}, which is not an executable file.`);
  }
  return onPath(name) ?? fromPackage(name, packageName);
}

/**
 * Variables to add to a program's environment. The packaged builds are linked statically and crash where they load the C
 * library's character-set modules (MPEG transport streams make them do so); without modules they go on with the raw names.
 */
export function mediaEnvironment(program: string): Record<string, string> {
  return /[\\/]@ff(mpeg|probe)-installer[\\/]/.test(program) ? { GCONV_PATH: '/nonexistent' } : {};
}

function onPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function fromPackage(name: MediaProgram, packageName: string): string {
  try {
    const { path } = createRequire(import.meta.url)(packageName) as { path: string };
    if (isExecutable(path)) return path;
    throw new Error(`${path} is not executable`);
  } catch (cause) {
    throw new VouchError('ENGINE_MISSING', `${name} was found neither on PATH nor in the package ${packageName}. Install FFmpeg, or run npm ci again with install scripts allowed.`, { cause });
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

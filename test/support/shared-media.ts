import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with real photos, sounds and clips that lies beside the checkout. */
const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/media');

/** Path of a real photo, sound or clip. Throws when it is not there, so that a test which needs it fails. */
export function sharedMedia(name: string): string {
  const path = join(FOLDER, name);
  if (!existsSync(path)) throw new Error(`The test media file ${name} is missing; it is expected in shared/media beside the checkout.`);
  return path;
}

/** True when the media are there; they must be on a CI machine (CI=true), where this never answers false. */
export function hasSharedMedia(): boolean {
  return process.env['CI'] === 'true' || existsSync(FOLDER);
}

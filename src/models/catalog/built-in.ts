import { LANGUAGE_ENTRIES } from './entries/language.js';
import { REMOTE_ENTRIES } from './entries/remote.js';
import { SPEECH_ENTRIES } from './entries/speech.js';
import { VISION_ENTRIES } from './entries/vision.js';
import { CatalogEntry } from './schema.js';

/** All models that Vouch knows by itself; of several for one job the first is the default. */
export const BUILT_IN_ENTRIES: readonly CatalogEntry[] = [...LANGUAGE_ENTRIES, ...SPEECH_ENTRIES, ...VISION_ENTRIES, ...REMOTE_ENTRIES].map((entry) => CatalogEntry.parse(entry));

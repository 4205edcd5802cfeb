import type { Oracle } from '../core/index.js';
import { notBlack, notFrozen } from './video-blank.js';
import { groundedCaption } from './video-caption.js';
import { hasAudio, subtitleSync, timingWithinMedia } from './video-timing.js';

/** Checks of videos, their captions and their subtitles. */
export const videoOracles: readonly Oracle[] = [notBlack, notFrozen, hasAudio, timingWithinMedia, subtitleSync, groundedCaption];

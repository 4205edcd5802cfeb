/** What videos are told in: observations and timed events, the check of a caption against them, subtitles. */
export { ungroundedClaims, type UngroundedClaim } from './claims.js';
export { formatSubtitles, looksLikeSubtitles, parseSubtitles, type Cue, type SubtitleFormat } from './cues.js';
export { CountSpan, EventKind, ObjectTimeline, SpokenSegment, TimedEvent, VideoObservations } from './schemas.js';
export { clock, countOf, pluralOf } from './wording.js';

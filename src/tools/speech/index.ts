/** What was said, cleaned of what nobody said, and compared with what should have been said. */
export { findClipping } from './clipping.js';
export { comparisonWords, normalizeForComparison, type ComparisonWord } from './comparison.js';
export { loadSoundComparison, type SoundComparison } from './sound.js';
export { spansOf, type TimedSpan } from './timing.js';
export { spokenSegments, textOf, wordsOf } from './transcript.js';
export { compareWords, wordErrorRate, type WordDifference, type WordErrorRate } from './word-error-rate.js';
export { spokenForm, withoutMarkup } from '../../models/engines/speech/spoken-form/index.js';
export { agreed, hear, timed, type Hearing, type HeardDifference, type HearRequest } from './hearing.js';
export { decisiveDifferences, weightOf } from './decisive.js';
export { doubtfulPlaces, likelierBy, toldApart, type DoubtfulPlace } from './likelihood.js';
export { cutsIn, listenTo, type ListenRequest } from './listen.js';

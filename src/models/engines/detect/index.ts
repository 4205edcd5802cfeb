/** Finding objects in images with CenterNet; runs in an engine process. */
export { createDetectEngine, DEFAULT_MIN_SCORE } from './engine.js';
export { COCO_LABELS } from './labels.js';
export { loadDetectionNetwork, type DetectionNetwork } from './network.js';
export { dropDuplicates, mergeViews } from './merge.js';

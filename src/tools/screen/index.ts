/** Seeing a user interface in screenshots alone: elements with their states, text, and what changed between two pictures. */
export { hashDistance, perceptualHash, type RgbaFrame } from '../../kernels/index.js';
export { changedRegions, compareFrames, type CompareOptions, type FrameComparison } from './compare.js';
export { decodeFrame } from './frame.js';
export { drawElements } from './marks.js';
export { perceive, type PerceiveOptions } from './perceive.js';
export { Colour, ElementKind, ElementState, Perception, ScreenElement, ScreenLine, Shape } from './schema.js';

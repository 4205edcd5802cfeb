/** FFmpeg as the tools, agents and oracles use it: running, probing, measuring, reading samples and frames. */
export { input, output, probeInput, seconds, type InputOptions } from './arguments.js';
export { mediaProgram, type MediaProgram } from './binaries.js';
export { decodeCheck, type DecodeOptions, type DecodeReport } from './decode.js';
export { MediaFacts, metadataOf } from './facts.js';
export { extractFrames, frameDifference, grayFrames, type ExtractOptions, type FrameFile, type GrayFrame, type GrayOptions } from './frames.js';
export { findSilences, measureLoudness, type Loudness, type Span } from './loudness.js';
export { readPcm, type PcmOptions } from './pcm.js';
export { probe, probeImage } from './probe.js';
export { inSeconds } from './in-seconds.js';
export { progressOf } from './progress.js';
export { runFfmpeg, runFfprobe, streamFfmpeg, type FfmpegOptions, type FfmpegReport, type MediaRunOptions } from './run.js';
export { sampleFrames } from './sample-frames.js';
export { sniffMime, sniffStart } from './sniff.js';
export { stretchWithin } from './stretch.js';

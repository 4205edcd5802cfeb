import { input, type InputOptions } from './arguments.js';
import { streamFfmpeg, type MediaRunOptions } from './run.js';

const BYTES_PER_SAMPLE = 4;

export interface PcmOptions extends MediaRunOptions, InputOptions {
  /** Hz; default 16,000. */
  readonly sampleRate?: number;
  /** Default 1: all channels mixed down. */
  readonly channels?: number;
}

/** Decodes the first audio stream and yields blocks of samples, -1 to 1, channels interleaved; memory stays constant. */
export async function* readPcm(path: string, options: PcmOptions = {}): AsyncGenerator<Float32Array, void, void> {
  const { sampleRate = 16_000, channels = 1, signal, timeoutMs } = options;
  const args = [...input(path, options), '-map', '0:a:0', '-ac', String(channels), '-ar', String(sampleRate), '-f', 'f32le', 'pipe:1'];
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of streamFfmpeg(args, { signal, timeoutMs })) {
    const joined = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const whole = joined.length - (joined.length % (BYTES_PER_SAMPLE * channels));
    rest = joined.subarray(whole);
    // Copied, because the chunk's memory need not start at a multiple of four.
    if (whole > 0) yield new Float32Array(Uint8Array.prototype.slice.call(joined, 0, whole).buffer);
  }
}

/** What the memory of a model is made of. Sizes in bytes. */
export interface ModelShape {
  /** Of the weights as they lie in memory. */
  readonly weightBytes: number;
  /** Absent: the model keeps no cache of tokens. */
  readonly cache?: CacheShape | undefined;
  /** The most that an encoder of pictures or sound takes beside the rest. */
  readonly encoderPeakBytes?: number | undefined;
}

/** A transformer's cache of keys and values. */
export interface CacheShape {
  readonly layers: number;
  readonly kvHeads: number;
  readonly headDim: number;
  /** Of one number: 2 at 16 bit. */
  readonly bytes: number;
}

/** What is kept of conversations at the same time. */
export interface CacheUse {
  /** Tokens of one sequence. */
  readonly tokens: number;
  readonly sequences: number;
}

/** Bytes that one token takes in the cache: a key and a value in each layer for each head. */
export function cacheBytesPerToken({ layers, kvHeads, headDim, bytes }: CacheShape): number {
  return 2 * layers * kvHeads * headDim * bytes;
}

/** Weights, cache and encoder, without what only a measurement shows (code, buffers). */
export function computedBytes(shape: ModelShape, use: CacheUse): number {
  const cache = shape.cache ? cacheBytesPerToken(shape.cache) * use.tokens * use.sequences : 0;
  return shape.weightBytes + cache + (shape.encoderPeakBytes ?? 0);
}

/** What is set aside for code and buffers before anything was measured: a tenth of the rest, at least 150 MB. */
export function assumedResidual(computed: number): number {
  return Math.max(150_000_000, Math.round(computed * 0.1));
}

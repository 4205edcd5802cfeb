import { probe, readPcm, type Span } from '../media/index.js';

/** So close to full scale counts as full scale. */
const FULL_SCALE = 0.998;
/** This many equal samples in a row are a flat top, not a peak that happens to touch its level. */
const RUN = 3;
/** Samples this close are equal: a step and a half of 16 bits. */
const EQUAL = 1.5 / 32_768;
/** Below full scale a flat top has edges: the wave goes up to it and down from it by more than this, of full scale and of its level. Rounded peaks do not. */
const EDGE = 3e-4;
const EDGE_OF_LEVEL = 0.003;
/** Below full scale so many tops have to be cut off at one level, with nothing above it. */
const FEWEST_TOPS = 3;
/** Quieter tops than this tell nothing (-26 dBFS). */
const QUIET = 0.05;
/** Flat tops this close together are one stretch. */
const MERGE_MS = 250;
/** Steps of these are so coarse that whole waves have flat tops. */
const COARSE = /^pcm_(?:u8|s8|mulaw|alaw)/;

/**
 * Stretches in which the wave is cut off: at full scale, or, where it was made quieter afterwards, at the level that all its highest
 * tops end at. Each channel is looked at for itself. Lossy coding after the clipping rounds the tops, so that they are not found below
 * full scale. Throws as `probe` and `readPcm` do.
 */
export async function findClipping(path: string, options: { signal?: AbortSignal | undefined } = {}): Promise<Span[]> {
  const { sampleRate = 44_100, channels = 1, audioCodec = '' } = await probe(path, options);
  const sides = Array.from({ length: channels }, () => new Channel(sampleRate));
  let index = 0;
  for await (const block of readPcm(path, { sampleRate, channels, signal: options.signal })) {
    for (const sample of block) {
      sides[index % channels]?.add(sample, Math.floor(index / channels));
      index += 1;
    }
  }
  const frames = Math.floor(index / channels);
  return merged(sides.flatMap((side) => side.spans(frames, !COARSE.test(audioCodec))));
}

/** Flat tops at one level. */
interface Rail {
  level: number;
  tops: number;
  spans: Span[];
}

/** The flat tops of one channel, by the level that they end at. */
class Channel {
  private readonly atFullScale: Span[] = [];
  /** The highest tops below full scale, of the upper and of the lower side of the wave. */
  private readonly rails = new Map<number, Rail>();
  /** The highest samples of both sides. */
  private readonly peaks = new Map([[1, 0], [-1, 0]]);
  private run = { level: 0, length: 0, start: 0, before: 0 };

  constructor(private readonly sampleRate: number) {}

  add(sample: number, frame: number): void {
    const value = Math.abs(sample) >= FULL_SCALE ? Math.sign(sample) : sample;
    if (Math.abs(value - this.run.level) <= EQUAL) {
      this.run.length += 1;
      return;
    }
    this.close(value, frame);
    this.run = { level: value, length: 1, start: frame, before: this.run.level };
  }

  /** All stretches, when `frames` samples were seen. */
  spans(frames: number, belowFullScale: boolean): Span[] {
    this.close(0, frames);
    const isCut = ([side, { level, tops }]: [number, Rail]): boolean => tops >= FEWEST_TOPS && level >= (this.peaks.get(side) ?? 0) - EQUAL;
    return [...this.atFullScale, ...(belowFullScale ? [...this.rails].filter(isCut).flatMap(([, { spans }]) => spans) : [])];
  }

  private close(next: number, frame: number): void {
    const { level, length, start, before } = this.run;
    const [side, size] = [Math.sign(level), Math.abs(level)];
    if (size > (this.peaks.get(side) ?? 0)) this.peaks.set(side, size);
    if (length < RUN) return;
    const span = { startMs: (start / this.sampleRate) * 1000, endMs: (frame / this.sampleRate) * 1000 };
    if (size === 1) append(this.atFullScale, span);
    else if (size >= QUIET && isEdge(size, side * (level - before)) && isEdge(size, side * (level - next))) this.addTop(side, size, span);
  }

  private addTop(side: number, level: number, span: Span): void {
    const rail = this.rails.get(side);
    if (!rail || level > rail.level + EQUAL) this.rails.set(side, { level, tops: 1, spans: [span] });
    else if (level >= rail.level - EQUAL) {
      rail.tops += 1;
      append(rail.spans, span);
    }
  }
}

/** A wave that jumps over the middle is a square one, which is meant to be flat. */
function isEdge(level: number, drop: number): boolean {
  return drop > Math.max(EDGE, EDGE_OF_LEVEL * level) && drop <= level;
}

function append(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last && span.startMs - last.endMs < MERGE_MS) spans[spans.length - 1] = { startMs: last.startMs, endMs: Math.max(last.endMs, span.endMs) };
  else spans.push(span);
}

function merged(spans: readonly Span[]): Span[] {
  const together: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.startMs - other.startMs)) append(together, span);
  return together;
}

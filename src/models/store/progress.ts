/** waiting: another process fetches it; fetching: from a source; joining: out of packages; verifying: hash and publish. */
export type PullPhase = 'waiting' | 'fetching' | 'joining' | 'verifying' | 'done';

/** A moment of a pull. Byte counts are of the model files themselves, over all that this pull has to fetch; never falling. */
export interface PullEvent {
  readonly model: string;
  /** Name of the file inside the model's folder. */
  readonly file: string;
  readonly phase: PullPhase;
  /** Where it comes from, for people; absent before a source has been tried. */
  readonly source: string | undefined;
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Over the last seconds; 0 before anything came. */
  readonly bytesPerSecond: number;
  /** `undefined` where the speed is not known. */
  readonly etaMs: number | undefined;
}

/** Progress of one file within a pull. */
export interface FileProgress {
  /** `bytes`: how much of the file is there, an estimate while it comes inside a package. */
  report(phase: PullPhase, bytes: number): void;
  from(source: string): void;
  /** Bytes that were there before this pull: they count as done but not as speed. */
  found(bytes: number): void;
}

const WINDOW_MS = 8_000;
const QUIET_MS = 100;

/** Adds up the progress of several files, at most ten events a second unless a phase changes. */
export class PullProgress {
  private done = 0;
  private free = 0;
  private total = 0;
  private lastEvent = 0;
  private readonly samples: { at: number; bytes: number }[] = [];

  constructor(
    private readonly listener: ((event: PullEvent) => void) | undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Every file that is to be fetched must be announced before the first report, or the total would grow later. */
  file(model: string, name: string, bytes: number): FileProgress {
    this.total += bytes;
    let reached = 0;
    let phase: PullPhase | undefined;
    let source: string | undefined;
    const advance = (to: number): number => {
      const gained = Math.max(0, Math.min(bytes, Math.floor(to)) - reached);
      reached += gained;
      this.done += gained;
      return gained;
    };
    return {
      from: (name) => { source = name; },
      found: (count) => { this.free += advance(count); },
      report: (next, count) => {
        advance(count);
        const changed = next !== phase;
        phase = next;
        this.emit(changed, { model, file: name, phase, source });
      },
    };
  }

  private emit(now: boolean, where: Pick<PullEvent, 'model' | 'file' | 'phase' | 'source'>): void {
    const at = this.now();
    if (!now && at - this.lastEvent < QUIET_MS) return;
    this.lastEvent = at;
    const bytesPerSecond = this.speed(at);
    const left = this.total - this.done;
    const etaMs = left === 0 ? 0 : bytesPerSecond > 0 ? Math.round((left / bytesPerSecond) * 1000) : undefined;
    this.listener?.({ ...where, doneBytes: this.done, totalBytes: this.total, bytesPerSecond, etaMs });
  }

  private speed(at: number): number {
    this.samples.push({ at, bytes: this.done - this.free });
    while (this.samples.length > 2 && (this.samples[1]?.at ?? at) < at - WINDOW_MS) this.samples.shift();
    const first = this.samples[0];
    if (first === undefined || at - first.at < 1) return 0;
    return Math.max(0, Math.round(((this.done - this.free - first.bytes) / (at - first.at)) * 1000));
  }
}

/** Samples a second, and of one window of the detector. */
export const SAMPLE_RATE = 16_000;
export const WINDOW = 512;
const WINDOW_MS = (WINDOW / SAMPLE_RATE) * 1000;

/** From this probability on somebody speaks; below the other one nobody does. Between them it stays as it was. */
const SPEAKS = 0.5;
const SILENT = 0.35;
/**
 * ms of speech before it counts, so that a click is none; of silence before it may have ended, before it has where what was said is known to be a
 * whole sentence, and before it has in any case; kept before and after it; and of one utterance at most.
 */
const BEGIN_MS = 96;
const PAUSE_MS = 256;
const WHOLE_MS = 416;
const END_MS = 700;
const KEPT_MS = 320;
const LONGEST_MS = 60_000;

const windowsOf = (ms: number): number => Math.round(ms / WINDOW_MS);

export interface Utterance {
  readonly pcm: Buffer;
  /** When its last window of speech came in, ms of `performance.now()`. */
  readonly endedAt: number;
}

export interface UtteranceListener {
  began(): void;
  /** Silence after what was said so far: it may be over. */
  paused(utterance: Utterance): void;
  /** It was not over. */
  resumed(): void;
  ended(utterance: Utterance): void;
}

interface Heard {
  readonly pcm: Buffer;
  readonly at: number;
}

/** Cuts a stream of windows into what somebody says, by the detector's probabilities. */
export class Utterances {
  readonly #listener: UtteranceListener;
  /** The latest windows: what comes before speech, then all of it. */
  #windows: Heard[] = [];
  #speaking = false;
  #loud = 0;
  #quiet = 0;
  #lastSpeechAt = 0;
  #paused = false;
  #whole = false;

  constructor(listener: UtteranceListener) {
    this.#listener = listener;
  }

  /** Takes one window that came in at `at`. */
  take(pcm: Buffer, probability: number, at: number): void {
    this.#windows.push({ pcm, at });
    this.#loud = probability >= SPEAKS ? this.#loud + 1 : probability < SILENT ? 0 : this.#loud;
    this.#quiet = probability < SILENT ? this.#quiet + 1 : 0;
    if (probability >= SILENT) this.#lastSpeechAt = at;
    if (this.#speaking) {
      this.#goOn();
      return;
    }
    if (this.#loud >= windowsOf(BEGIN_MS)) {
      this.#speaking = true;
      this.#listener.began();
    } else this.#windows = this.#windows.slice(-windowsOf(KEPT_MS) - this.#loud);
  }

  /** What was said before the present silence is a whole sentence: less of it is waited for. */
  isWhole(): void {
    if (!this.#paused) return;
    this.#whole = true;
    this.#goOn();
  }

  #goOn(): void {
    if (this.#quiet >= windowsOf(this.#whole ? WHOLE_MS : END_MS) || this.#windows.length >= windowsOf(LONGEST_MS)) this.finish();
    else if (!this.#paused && this.#quiet >= windowsOf(PAUSE_MS)) {
      this.#paused = true;
      this.#listener.paused(this.#said());
    } else if (this.#paused && this.#quiet === 0) {
      this.#paused = false;
      this.#whole = false;
      this.#listener.resumed();
    }
  }

  /** What has been said so far, with a little of the silence around it. */
  #said(): Utterance {
    const { length } = this.#windows;
    const kept = this.#windows.slice(0, Math.max(1, length - Math.max(0, this.#quiet - windowsOf(KEPT_MS))));
    return { pcm: Buffer.concat(kept.map(({ pcm }) => pcm)), endedAt: this.#lastSpeechAt };
  }

  /** The microphone is off: what was being said has ended. False when nothing was. */
  finish(): boolean {
    const said = this.#speaking ? this.#said() : undefined;
    this.#windows = [];
    this.#speaking = false;
    this.#loud = 0;
    this.#quiet = 0;
    this.#paused = false;
    this.#whole = false;
    if (said) this.#listener.ended(said);
    return said !== undefined;
  }
}

/** Samples a second, and of one window of the detector. */
export const SAMPLE_RATE = 16_000;
export const WINDOW = 512;
const WINDOW_MS = (WINDOW / SAMPLE_RATE) * 1000;

/** From this probability on somebody speaks; below the other one nobody does. Between them it stays as it was. */
const SPEAKS = 0.5;
const SILENT = 0.35;
/** ms of speech before it counts, so that a click is none; of silence before it has ended; kept before and after it; and of one utterance at most. */
const BEGIN_MS = 96;
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
      if (this.#quiet >= windowsOf(END_MS) || this.#windows.length >= windowsOf(LONGEST_MS)) this.finish();
      return;
    }
    if (this.#loud >= windowsOf(BEGIN_MS)) {
      this.#speaking = true;
      this.#listener.began();
    } else this.#windows = this.#windows.slice(-windowsOf(KEPT_MS) - this.#loud);
  }

  /** The microphone is off: what was being said has ended. False when nothing was. */
  finish(): boolean {
    const { length } = this.#windows;
    const spoken = this.#speaking;
    const kept = this.#windows.slice(0, Math.max(1, length - Math.max(0, this.#quiet - windowsOf(KEPT_MS))));
    this.#windows = [];
    this.#speaking = false;
    this.#loud = 0;
    this.#quiet = 0;
    if (spoken) this.#listener.ended({ pcm: Buffer.concat(kept.map(({ pcm }) => pcm)), endedAt: this.#lastSpeechAt });
    return spoken;
  }
}

import type { Spoken } from '../../src/client/index.js';

/** Plays sentences one after the other as they come. */
export class SentencePlayer {
  readonly #audio = new Audio();
  readonly #changed: () => void;
  #waiting: Spoken[] = [];
  #playing: Spoken | undefined;
  /** ms from the end of the question to the first sound of its answer; `undefined` before there is one. */
  firstSoundMs: number | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
    this.#audio.addEventListener('ended', () => { this.#next(); });
    this.#audio.addEventListener('error', () => { if (this.#playing) this.#next(); });
  }

  /** What is being said now. */
  get sentence(): string | undefined {
    return this.#playing?.text;
  }

  add(spoken: Spoken): void {
    this.#waiting.push(spoken);
    if (!this.#playing) this.#next();
  }

  /** Silence at once, and nothing more of what was to come. */
  stop(): void {
    this.#waiting = [];
    this.#audio.pause();
    this.#next();
  }

  #next(): void {
    URL.revokeObjectURL(this.#audio.src);
    this.#playing = this.#waiting.shift();
    const playing = this.#playing;
    if (playing) {
      const came = performance.now();
      if (playing.index === 0) this.#audio.addEventListener('playing', () => { this.firstSoundMs = Math.round(playing.afterMs + performance.now() - came); this.#changed(); }, { once: true });
      this.#audio.src = URL.createObjectURL(new Blob([new Uint8Array(playing.wav)], { type: 'audio/wav' }));
      this.#audio.play().catch(() => { if (this.#playing === playing) this.#next(); });
    } else this.#audio.removeAttribute('src');
    this.#changed();
  }
}

import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { throwIfAborted, type SpeakRequest } from '../../core/index.js';
import { withScratch } from '../../store/index.js';
import { beginShort, sentencesOf } from './sentences.js';

/** One spoken sentence: a WAV. */
export interface Spoken {
  readonly text: string;
  readonly wav: Buffer;
}

/** Says texts sentence by sentence, each as soon as it is made, in their order. */
export class Speaker {
  readonly #voice: (request: SpeakRequest) => Promise<unknown>;
  readonly #signal: AbortSignal;
  readonly #out: (spoken: Spoken) => void;
  #work: Promise<void> = Promise.resolve();
  #begun = false;

  /** `voice` makes a sentence's sound; `out` gets each; nothing more once the signal is aborted. */
  constructor(voice: (request: SpeakRequest) => Promise<unknown>, signal: AbortSignal, out: (spoken: Spoken) => void) {
    this.#voice = voice;
    this.#signal = signal;
    this.#out = out;
  }

  /** Adds a text to what is said. */
  say(text: string): void {
    const sentences = this.#begun ? sentencesOf(text) : beginShort(sentencesOf(text));
    this.#begun ||= sentences.length > 0;
    this.#work = this.#work.then(() => this.#speak(sentences));
    // Told by `done`.
    this.#work.catch(() => undefined);
  }

  /** Resolves when all is said. Rejects with what ended it. */
  done(): Promise<void> {
    return this.#work;
  }

  async #speak(sentences: readonly string[]): Promise<void> {
    await withScratch('voice', async (folder) => {
      for (const text of sentences) {
        throwIfAborted(this.#signal);
        const into = join(folder, `${randomUUID()}.wav`);
        await this.#voice({ text, into });
        const wav = await readFile(into);
        throwIfAborted(this.#signal);
        this.#out({ text, wav });
        await rm(into, { force: true });
      }
    });
  }
}

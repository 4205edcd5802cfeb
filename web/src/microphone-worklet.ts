/** Runs in the browser's audio thread: what the microphone gives becomes 16-bit PCM at 16 kHz, 32 ms a message. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

const RATE = 16_000;
const SAMPLES = 512;

registerProcessor('pcm', class extends AudioWorkletProcessor {
  #pcm = new Int16Array(SAMPLES);
  #filled = 0;
  /** Sum and number of the samples that make the next one, and how much of a sample is left over. */
  #sum = 0;
  #count = 0;
  #phase = 0;

  process([channels]: Float32Array[][]): boolean {
    for (const sample of channels?.[0] ?? []) {
      this.#sum += sample;
      this.#count++;
      this.#phase += RATE / sampleRate;
      if (this.#phase < 1) continue;
      // The mean of what falls into one sample keeps most of what is above 8 kHz out.
      this.#pcm[this.#filled++] = Math.round(Math.max(-1, Math.min(1, this.#sum / this.#count)) * 32_767);
      this.#phase -= 1;
      this.#sum = 0;
      this.#count = 0;
      if (this.#filled < SAMPLES) continue;
      this.port.postMessage(this.#pcm.slice().buffer);
      this.#filled = 0;
    }
    return true;
  }
});

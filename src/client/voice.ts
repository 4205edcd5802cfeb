import type { SpokenHeader } from '../server/protocol/index.js';

/** One sentence of a spoken answer. */
export interface Spoken extends Omit<SpokenHeader, 'kind'> {
  /** A WAV. */
  readonly wav: Uint8Array;
}

export interface VoiceOptions {
  readonly conversation?: string;
  /** Default true. False: the answer is shown, not spoken. */
  readonly speak?: boolean;
  /** Told of each spoken sentence, in order. What is being played is to stop at the note `voice.began`. */
  readonly onSpoken?: (spoken: Spoken) => void;
}

/** An open microphone. What is heard comes as notes `voice.*` with its `id`. */
export interface Voice {
  readonly id: string;
  /** Sends 16-bit little-endian PCM, mono, 16 kHz. Throws ServerError `DISCONNECTED` when the connection was lost: open a new one then. */
  send(pcm: Uint8Array): void;
  /** The microphone is off; what was being said is over. More may be sent later. */
  end(): void;
  /** Ends what is being spoken. */
  hush(): Promise<void>;
  close(): Promise<void>;
}

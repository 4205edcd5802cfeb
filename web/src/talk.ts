import type { Note, Voice, VoiceOptions } from '../../src/client/index.js';
import { openMicrophone } from './microphone.js';
import { SentencePlayer } from './sentence-player.js';

export type TalkState = 'off' | 'opening' | 'listening' | 'hearing' | 'working' | 'speaking';

/** What the page needs of its connection to be spoken with. */
export interface TalkLine {
  open(options: VoiceOptions): Promise<Voice>;
  conversation(): string | undefined;
  changed(): void;
  failed(error: unknown): void;
}

/** Speaking with the server: the microphone, what it heard, and the answer aloud. */
export class Talk {
  readonly player: SentencePlayer;
  /** What was understood last. */
  heard = '';
  readonly #line: TalkLine;
  #state: Exclude<TalkState, 'speaking'> = 'off';
  #voice: Voice | undefined;
  #closeMicrophone: (() => void) | undefined;

  constructor(line: TalkLine) {
    this.#line = line;
    this.player = new SentencePlayer(() => { line.changed(); });
  }

  get state(): TalkState {
    return this.player.sentence !== undefined && this.#state !== 'hearing' ? 'speaking' : this.#state;
  }

  get open(): boolean {
    return this.#closeMicrophone !== undefined;
  }

  /** Opens the microphone; what is being spoken stops. */
  async start(): Promise<void> {
    this.player.stop();
    if (this.open || this.#state === 'opening') return;
    this.#set('opening');
    try {
      const conversation = this.#line.conversation();
      this.#voice ??= await this.#line.open({ ...(conversation === undefined ? {} : { conversation }), onSpoken: (spoken) => { this.player.add(spoken); } });
      await this.#voice.hush();
      const close = await openMicrophone((pcm) => { this.#send(pcm); });
      // Let go before it was open.
      if (this.#opening()) {
        this.#closeMicrophone = close;
        this.#set('listening');
      } else close();
    } catch (error) {
      this.#lost();
      throw error;
    }
  }

  /** Closes the microphone: what was said is over. The answer comes all the same. */
  stop(): void {
    this.#closeMicrophone?.();
    this.#closeMicrophone = undefined;
    if (this.#state === 'opening') this.#set('off');
    else if (this.#state !== 'off') {
      this.#set('working');
      this.#guard(() => this.#voice?.end());
    }
  }

  /** Silences the answer. */
  hush(): void {
    this.player.stop();
    this.#voice?.hush().catch((error: unknown) => { this.#line.failed(error); });
  }

  /** The connection has gone, and with it the session. */
  dropped(): void {
    if (this.#voice) this.#lost();
  }

  /** Another conversation is shown: the next word belongs to it. */
  forget(): void {
    this.dropped();
    this.heard = '';
    this.player.stop();
  }

  note(note: Note): void {
    if (!('voice' in note) || note.voice !== this.#voice?.id) return;
    if (note.note === 'voice.began') {
      this.player.stop();
      this.#set('hearing');
    } else if (note.note === 'voice.heard') {
      this.heard = note.text;
      this.#set('working');
    } else if (note.note === 'voice.failed') {
      this.#set(this.open ? 'listening' : 'off');
      this.#line.failed(new Error(note.error.message));
    } else this.#set(this.open ? 'listening' : 'off');
  }

  #send(pcm: Uint8Array): void {
    this.#guard(() => this.#voice?.send(pcm));
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#lost();
      this.#line.failed(error);
    }
  }

  #opening(): boolean {
    return this.#state === 'opening';
  }

  #lost(): void {
    this.#closeMicrophone?.();
    this.#closeMicrophone = undefined;
    this.#voice = undefined;
    this.#set('off');
  }

  #set(state: Exclude<TalkState, 'speaking'>): void {
    this.#state = state;
    this.#line.changed();
  }
}

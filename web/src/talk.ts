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
  /** Counts what was lost: what was being opened before is nobody's any more. */
  #losses = 0;

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
    const losses = this.#losses;
    const isStale = (): boolean => losses !== this.#losses;
    try {
      const conversation = this.#line.conversation();
      const voice = this.#voice ?? await this.#line.open({ ...(conversation === undefined ? {} : { conversation }), onSpoken: (spoken) => { if (this.isVoice(spoken.voice)) this.player.add(spoken); } });
      if (isStale()) {
        // One that is opened since has replaced it.
        if (this.#state === 'off') await voice.close();
        return;
      }
      this.#voice = voice;
      await voice.hush();
      const close = await openMicrophone((pcm) => { this.#send(pcm); });
      // Let go before it was open.
      if (!isStale() && this.#opening()) {
        this.#closeMicrophone = close;
        this.#set('listening');
      } else close();
    } catch (error) {
      if (!isStale()) this.#lost();
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
    if (this.#state === 'working') this.#set(this.open ? 'listening' : 'off');
    this.#voice?.hush().catch((error: unknown) => { this.#line.failed(error); });
  }

  /** The connection has gone, and with it the session. */
  dropped(): void {
    if (this.#voice || this.#opening()) this.#lost();
  }

  /** True for the session that goes on now. */
  isVoice(id: string): boolean {
    return this.#voice?.id === id;
  }

  /** Another conversation is shown: the next word belongs to it. */
  forget(): void {
    const voice = this.#voice;
    this.dropped();
    voice?.close().catch((error: unknown) => { this.#line.failed(error); });
    this.heard = '';
    this.player.stop();
  }

  note(note: Note): void {
    if (!('voice' in note) || !this.isVoice(note.voice)) return;
    if (note.note === 'voice.began') {
      this.player.stop();
      this.#set('hearing');
    } else if (note.note === 'voice.ended') this.#set('working');
    else if (note.note === 'voice.heard') {
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
    this.#losses++;
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

import type { WebSocket } from 'ws';
import { toVouchError } from '../../core/index.js';
import type { ServerContext } from '../context.js';
import { joinFrame, type FrameHeader, type Note, type ParsedParams, type Result } from '../protocol/index.js';
import type { Access } from '../security/index.js';
import { VoiceSession } from '../voice/index.js';

/** The microphone of one connection: at most one person speaks over it. */
export class Microphone {
  readonly #context: ServerContext;
  readonly #socket: WebSocket;
  readonly #address: string;
  readonly #tell: (note: Note) => void;
  #voice: VoiceSession | undefined;

  constructor(context: ServerContext, socket: WebSocket, address: string, tell: (note: Note) => void) {
    this.#context = context;
    this.#socket = socket;
    this.#address = address;
    this.#tell = tell;
  }

  /** A second session replaces the first. Throws NOT_FOUND for a conversation that is not there, MODEL_MISSING. */
  async open({ conversation, speak }: ParsedParams<'voice.open'>, access: Access): Promise<Result<'voice.open'>> {
    if (conversation !== undefined) await this.#context.chat.get(conversation);
    this.close();
    this.#voice = new VoiceSession({
      context: this.#context, access, conversation, speak,
      count: () => this.#context.gate.count(access, this.#address),
      tell: this.#tell,
      play: (header, wav) => { if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(joinFrame(header, wav), { binary: true }); },
    });
    return { voice: this.#voice.id, sampleRate: 16_000 };
  }

  hush(): void {
    this.#voice?.hush();
  }

  close(): void {
    this.#voice?.close();
    this.#voice = undefined;
  }

  /** Resolves when the next frame may come. What is still under way when its session has been replaced is nobody's any more. */
  async hear({ voice: id, last }: Extract<FrameHeader, { kind: 'speech' }>, pcm: Uint8Array): Promise<void> {
    const voice = this.#voice;
    if (voice?.id !== id) return;
    try {
      await voice.take(Buffer.from(pcm), last);
    } catch (error) {
      if (this.#voice === voice) this.#tell({ note: 'voice.failed', voice: id, error: toVouchError(error).toJSON() });
    }
  }
}

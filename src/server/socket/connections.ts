import { VouchError, type Message } from '../../core/index.js';
import type { Note, PendingQuestion } from '../protocol/index.js';

/** What the server says to a connection, whatever protocol it speaks. */
export interface Listener {
  /** The conversation that it has opened last. */
  readonly conversation: string | undefined;
  watches(runId: string): boolean;
  tell(note: Note): void;
  /** Ends it; `reason` is for people. */
  close(reason: string): void;
}

/** All open connections, and the event streams beside them. */
export class Connections {
  readonly #open = new Set<Listener>();
  readonly #limit: number;
  #streams = 0;

  /** `limit`: how many may be open, of both kinds together. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#open.size + this.#streams;
  }

  /** Throws RATE_LIMITED when as many are open as the server takes. */
  mustHaveRoom(): void {
    if (this.size >= this.#limit) throw new VouchError('RATE_LIMITED', `${this.#limit} connections are open, as many as this server takes.`);
  }

  /** Counts an event stream until the returned function is called. Throws RATE_LIMITED. */
  openStream(): () => void {
    this.mustHaveRoom();
    this.#streams++;
    let open = true;
    return () => {
      if (open) this.#streams--;
      open = false;
    };
  }

  add(connection: Listener): void {
    this.#open.add(connection);
  }

  remove(connection: Listener): void {
    this.#open.delete(connection);
  }

  /** To those who watch the run. */
  tellQuestion(pending: PendingQuestion): void {
    this.#tell((connection) => connection.watches(pending.runId), { note: 'question', pending });
  }

  tellQuestionClosed(runId: string, question: string): void {
    this.#tell((connection) => connection.watches(runId), { note: 'question.closed', runId, question });
  }

  /** To those who have the conversation open, the sender's window too. */
  tellMessage(conversation: string, message: Message): void {
    this.#tell((connection) => connection.conversation === conversation, { note: 'message', conversation, message });
  }

  closeAll(reason: string): void {
    for (const connection of this.#open) {
      connection.tell({ note: 'closing', reason });
      connection.close(reason);
    }
  }

  #tell(to: (connection: Listener) => boolean, note: Note): void {
    for (const connection of this.#open) if (to(connection)) connection.tell(note);
  }
}

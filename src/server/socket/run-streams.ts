import type { WebSocket } from 'ws';
import { AG_UI, AgUiTranslator } from '../ag-ui/index.js';
import type { ServerContext } from '../context.js';
import { outwardJson } from '../outward.js';
import type { Note } from '../protocol/index.js';
import type { WrittenEvent } from '../runs/index.js';
import { Outlet } from './outlet.js';

/** The runs that one connection watches: their events go out as the journal has them, or in the words of AG-UI. */
export class RunStreams {
  readonly outlet: Outlet;
  readonly #context: ServerContext;
  readonly #socket: WebSocket;
  readonly #write: (text: string | Buffer) => void;
  readonly #stops = new Map<string, () => void>();
  /** By run, where the client asked for the words of AG-UI. */
  readonly #translators = new Map<string, AgUiTranslator>();

  constructor(context: ServerContext, socket: WebSocket, write: (text: string | Buffer) => void) {
    this.#context = context;
    this.#socket = socket;
    this.#write = write;
    this.outlet = new Outlet(socket, context.options.stallMs, (event) => { this.#send(event); });
  }

  has(runId: string): boolean {
    return this.#stops.has(runId);
  }

  /** A second subscription to a run replaces the first. `tell` is told when it ends because the client does not read. */
  async start(runId: string, since: number, tell: (note: Note) => void): Promise<void> {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.stop(runId);
    if (this.#socket.protocol === AG_UI) this.#translators.set(runId, await this.#translatorAt(runId, since));
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#stops.set(runId, this.#context.host.channel(runId).subscribe(since, this.outlet, (last, fault) => {
      this.#stops.delete(runId);
      tell({ note: 'resubscribe', runId, since: last, reason: fault === undefined ? 'The events of this run were not read in time.' : 'The events of this run could not be read just now.' });
    }));
  }

  stop(runId: string): void {
    this.#stops.get(runId)?.();
    this.#stops.delete(runId);
    this.#translators.delete(runId);
  }

  stopAll(): void {
    for (const stop of this.#stops.values()) stop();
    this.#stops.clear();
  }

  /** A translator that knows what came before: patches build on it. */
  async #translatorAt(runId: string, since: number): Promise<AgUiTranslator> {
    const { runtime } = this.#context;
    const translator = new AgUiTranslator((await runtime.conversations.ofRun(runId)) ?? runId);
    if (since > 0) for (const event of await runtime.history(runId, 0, since)) if (event.seq <= since) translator.translate(event);
    return translator;
  }

  #send({ event, bytes }: WrittenEvent): void {
    const translator = this.#translators.get(event.runId);
    if (!translator) this.#write(bytes);
    else for (const translated of translator.translate(event)) this.#write(outwardJson(translated));
  }
}

import type { RawData, WebSocket } from 'ws';
import { schemaFaults, toVouchError, VouchError } from '../../core/index.js';
import type { ServerContext } from '../context.js';
import { handle, type CommonMethod } from '../methods.js';
import { outwardJson } from '../outward.js';
import { CallEnvelope, ClientMessage, METHODS, type CallId, type Note, type ParsedParams, type PendingQuestion, type Reply, type Result } from '../protocol/index.js';
import { mustHave, type Access } from '../security/index.js';
import type { Listener } from './connections.js';
import { Microphone } from './microphone.js';
import { parseJson } from './parse-json.js';
import { RunStreams } from './run-streams.js';
import { parseFrame, UploadFrames } from './upload-frames.js';

/** Close codes: 1001 the server goes away; 1008 the client breaks the rules. */
const GOING_AWAY = 1001;
const POLICY = 1008;
/** ms in which a client must say who it is. */
const GREETING_MS = 10_000;
/** Calls that may be under way at a time over one connection. */
const CALLS_AT_A_TIME = 64;
/** Bytes of frames that wait for their turn before the network has to. */
const WAITING_BYTES = 1_000_000;
/** Heartbeats without a sign of life after which a connection is taken for dead. */
const SILENT_BEATS = 3;

/** One client over `/v1/ws`: its calls, its subscriptions and its heartbeat. */
export class Connection implements Listener {
  readonly #socket: WebSocket;
  readonly #context: ServerContext;
  readonly #address: string;
  readonly #streams: RunStreams;
  readonly #uploads: UploadFrames;
  readonly #microphone: Microphone;
  /** Aborted when the connection ends. */
  readonly #gone = new AbortController();
  readonly #heartbeat: NodeJS.Timeout;
  #greeting: NodeJS.Timeout | undefined;
  #access: Access | undefined;
  #conversation: string | undefined;
  #calls = 0;
  #silent = 0;
  /** Ends with the last subscription that was asked for. */
  #watching: Promise<void> = Promise.resolve();
  /** Frames are taken one after the other. */
  #frames: Promise<void> = Promise.resolve();
  #waitingBytes = 0;
  /** Ends when the last message that came has been let in. */
  #admitting: Promise<unknown> = Promise.resolve();

  /** `access`: who it is, where the request said so already. */
  constructor(socket: WebSocket, context: ServerContext, access: Access | undefined, address: string) {
    this.#socket = socket;
    this.#context = context;
    this.#access = access ?? context.gate.open;
    this.#address = address;
    this.#streams = new RunStreams(context, socket, (text) => { this.#write(text); });
    this.#microphone = new Microphone(context, socket, address, (note) => { this.tell(note); });
    this.#uploads = new UploadFrames(context.uploads, {
      count: () => this.#count(),
      stored: async (id, artifact) => {
        if (this.#access) await context.tenants.own(this.#access, 'artifact', artifact.id);
        this.#reply({ id, result: { artifact } });
      },
      refused: (id, error) => { this.#reply({ id, error: this.#toWire(error) }); },
    });
    this.#heartbeat = setInterval(() => {
      this.#beat();
    }, context.options.heartbeatMs);
    socket.on('message', (data, binary) => {
      this.#silent = 0;
      if (binary) this.#queueFrame(bytesOf(data));
      else void this.#takeText(bytesOf(data).toString('utf8'));
    });
    socket.on('pong', () => {
      this.#silent = 0;
    });
    // A broken socket closes; what it did before holds.
    socket.on('error', (error) => {
      context.log.debug({ err: error }, 'connection broke');
    });
    socket.once('close', () => {
      this.#end();
    });
    context.connections.add(this);
    if (!this.#access) {
      this.#greeting = setTimeout(() => {
        if (!this.#access) socket.close(POLICY, 'no token came');
      }, GREETING_MS);
    }
  }

  get conversation(): string | undefined {
    return this.#conversation;
  }

  watches(runId: string): boolean {
    return this.#streams.has(runId);
  }

  tell(note: Note): void {
    this.#write(outwardJson(note));
  }

  close(reason: string): void {
    this.#socket.close(GOING_AWAY, reason.slice(0, 100));
  }

  async #takeText(text: string): Promise<void> {
    let id: CallId | null = null;
    let counted = false;
    try {
      const value = parseJson(text);
      id = CallEnvelope.safeParse(value).data?.id ?? null;
      const message = parseMessage(value);
      const call = message.id;
      id = call;
      if (this.#calls >= CALLS_AT_A_TIME) throw new VouchError('RATE_LIMITED', `${CALLS_AT_A_TIME} calls are under way over this connection. Wait for their replies.`);
      this.#calls++;
      counted = true;
      const answer = async (): Promise<void> => {
        const result = await this.#perform(message);
        this.#reply({ id: call, result });
        if (message.method === 'subscribe') await this.#watch(message.params, (result as Result<'subscribe'>).questions);
      };
      // What is said of one run's events holds in the order in which it was said.
      if (message.method === 'subscribe' || message.method === 'unsubscribe') await (this.#watching = this.#watching.catch(() => undefined).then(answer));
      else await answer();
    } catch (error) {
      this.#reply({ id, error: this.#toWire(error) });
    } finally {
      if (counted) this.#calls--;
    }
  }

  async #perform(message: ClientMessage): Promise<unknown> {
    if (message.method === 'session.open') return this.#open(message.params);
    const access = await this.#letIn();
    mustHave(access, METHODS[message.method].scope);
    if (message.method === 'subscribe') return this.#subscribe(message.params, access);
    if (message.method === 'unsubscribe') {
      this.#streams.stop(message.params.runId);
      return {};
    }
    if (message.method === 'voice.open') await this.#context.tenants.mustSee(access, message.params);
    if (message.method === 'voice.open') return this.#microphone.open(message.params, access);
    if (message.method === 'voice.hush' || message.method === 'voice.close') {
      this.#microphone[message.method === 'voice.hush' ? 'hush' : 'close']();
      return {};
    }
    return handle(message.method, this.#context, message.params as ParsedParams<CommonMethod>, access, this.#gone.signal);
  }

  async #open({ token, conversation }: ParsedParams<'session.open'>): Promise<Result<'session.open'>> {
    const { chat, options, version } = this.#context;
    const access = await this.#letIn(token);
    if (conversation !== undefined) mustHave(access, 'read');
    await this.#context.tenants.mustSee(access, { conversation });
    const opened = conversation === undefined ? null : await chat.get(conversation);
    this.#conversation = conversation;
    const { heartbeatMs, messageBytes, uploadBytes } = options;
    return { conversation: opened, scopes: [...access.scopes], version, heartbeatMs, limits: { messageBytes, uploadBytes } };
  }

  /** One message after the other, however long the counting takes: what comes right behind a token is its, and calls begin in the order in which they came. */
  #letIn(token?: string): Promise<Access> {
    const { gate } = this.#context;
    const letIn = this.#admitting.then(async () => {
      if (token !== undefined || this.#access === undefined) this.#access = await gate.admit(token, this.#address);
      await gate.count(this.#access, this.#address);
      return this.#access;
    });
    this.#admitting = letIn.catch(() => undefined);
    return letIn;
  }

  /** The reply comes before the first event. */
  async #subscribe({ runId, since }: ParsedParams<'subscribe'>, access: Access): Promise<Result<'subscribe'>> {
    const { runtime, host, tenants } = this.#context;
    await tenants.mustSee(access, { runId });
    const run = await runtime.summary(runId);
    await host.channel(runId).mustHave(runId, since);
    this.#streams.stop(runId);
    return { run, questions: await host.questions.of(runId) };
  }

  /** From here on it is told of the run; what was asked or answered since the reply was put together is told at once. */
  async #watch({ runId, since }: ParsedParams<'subscribe'>, told: readonly PendingQuestion[]): Promise<void> {
    await this.#streams.start(runId, since, (note) => { this.tell(note); });
    this.#context.host.catchUp(runId, told, {
      asked: (pending) => { this.tell({ note: 'question', pending }); },
      closed: (id, question) => { this.tell({ note: 'question.closed', runId: id, question }); },
    });
  }

  async #count(): Promise<void> {
    if (!this.#access) throw new VouchError('UNAUTHORIZED', 'Open the session with a token first.');
    await this.#context.gate.count(this.#access, this.#address);
  }

  /** The network waits while the disk is behind. */
  #queueFrame(frame: Buffer): void {
    this.#waitingBytes += frame.length;
    if (this.#waitingBytes > WAITING_BYTES) this.#socket.pause();
    this.#frames = this.#frames.then(() => this.#takeFrame(frame)).finally(() => {
      this.#waitingBytes -= frame.length;
      if (this.#waitingBytes <= WAITING_BYTES) this.#socket.resume();
    });
  }

  async #takeFrame(frame: Buffer): Promise<void> {
    await this.#admitting;
    if (this.#gone.signal.aborted) return;
    try {
      if (!this.#access) throw new VouchError('UNAUTHORIZED', 'Open the session with a token before uploads.');
      mustHave(this.#access, 'run');
      const { header, body } = parseFrame(frame);
      if (header.kind === 'upload') await this.#uploads.take(header, body);
      else await this.#microphone.hear(header, body);
    } catch (error) {
      // Without a header nobody knows whose frame it was: such a client cannot be told which call failed.
      this.#reply({ id: null, error: this.#toWire(error) });
      this.#socket.close(POLICY, 'a binary frame that cannot be taken');
    }
  }

  #beat(): void {
    // A connection that the server itself does not read is not silent.
    if (!this.#socket.isPaused && ++this.#silent > SILENT_BEATS) {
      this.#socket.terminate();
      return;
    }
    this.#socket.ping();
    // A client that does not read has its heartbeats waiting already.
    if (this.#streams.outlet.ready()) this.tell({ note: 'heartbeat', ts: Date.now() });
  }

  #reply(reply: Reply): void {
    this.#write(outwardJson(reply));
  }

  #write(text: string | Buffer): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(text, { binary: false }, () => {
      this.#streams.outlet.flushed();
    });
  }

  #toWire(error: unknown): ReturnType<VouchError['toJSON']> {
    const known = toVouchError(error);
    if (known.code === 'INTERNAL') this.#context.log.error({ err: error }, 'a call failed');
    return known.toJSON();
  }

  #end(): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#greeting);
    this.#gone.abort(new VouchError('CANCELLED', 'The client has gone.'));
    this.#context.connections.remove(this);
    this.#streams.stopAll();
    this.#microphone.close();
    // After the frame that is being taken: it may have begun one more.
    void this.#frames.then(() => this.#uploads.abandonAll()).catch((error: unknown) => {
      this.#context.log.error({ err: error }, 'the rest of an upload could not be removed');
    });
  }
}

function parseMessage(value: unknown): ClientMessage {
  const parsed = ClientMessage.safeParse(value);
  if (parsed.success) return parsed.data;
  const { method } = CallEnvelope.safeParse(value).data ?? {};
  if (method !== undefined && !(method in METHODS)) throw new VouchError('NOT_FOUND', `There is no method ${JSON.stringify(method)}. There are: ${Object.keys(METHODS).join(', ')}.`);
  throw new VouchError('USAGE', `The message is not one: ${schemaFaults(parsed.error)}`);
}

function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

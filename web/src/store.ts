import {
  applyEvent, emptyRunState, ServerError, VouchClient,
  type Artifact, type Conversation, type ConversationEntry, type Draft, type LineStatus, type Message, type Note, type PendingQuestion, type Result, type RunEntry, type RunState,
} from '../../src/client/index.js';
import { Talk } from './talk.js';

/** A file on its way to the server, and what it became there. */
export interface Attachment {
  readonly key: number;
  readonly name: string;
  /** 0 to 1 */
  progress: number;
  artifact?: Artifact;
  error?: string;
}

/** What the page shows that nobody asked for: an error, with what to do next. */
export interface Alert {
  readonly text: string;
  readonly code: string;
}

type ServerStatus = Result<'server.status'>;

const STORED = 'vouch.conversation';

/**
 * All that the page knows, in one place. Views read its fields and call its methods; it tells them when something has changed.
 * Runs are folded from their events, as the runtime does it.
 */
export class Store {
  line: LineStatus = 'connecting';
  retryInMs: number | undefined;
  conversation: Conversation | undefined;
  conversations: readonly ConversationEntry[] = [];
  runList: readonly RunEntry[] = [];
  readonly runs = new Map<string, RunState>();
  readonly questions = new Map<string, PendingQuestion>();
  draft: { readonly message: Message; readonly draft: Draft } | undefined;
  attachments: Attachment[] = [];
  alert: Alert | undefined;
  status: ServerStatus | undefined;
  /** True where the server wants a token and none was accepted yet. */
  locked = false;
  readonly client: VouchClient;
  readonly talk: Talk;
  readonly #listeners = new Set<() => void>();
  readonly #watched = new Map<string, () => void>();
  #keys = 0;
  #changed = false;

  constructor() {
    this.talk = new Talk({
      open: (options) => this.client.openVoice(options),
      conversation: () => this.conversation?.id,
      changed: () => { this.#tell(); },
      failed: (error) => { this.fail(error); },
    });
    const known = new URLSearchParams(location.search).get('conversation') ?? sessionStorage.getItem(STORED) ?? undefined;
    this.client = new VouchClient({
      ...(known === undefined ? {} : { conversation: known }),
      onStatus: (status, retryInMs) => {
        this.line = status;
        this.retryInMs = retryInMs;
        if (status !== 'open') this.talk.dropped();
        this.#tell();
      },
      onSession: (session) => {
        this.locked = false;
        if (session.conversation) this.#show(session.conversation);
        void this.refresh();
      },
      onNote: (note) => { this.#note(note); },
      onFault: (error) => { this.fail(error); },
    });
    window.addEventListener('online', () => { this.client.reconnect(); });
  }

  /** Calls back when something has changed, at most once a frame. Returns how to stop. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => { this.#listeners.delete(listener); };
  }

  /** Does something that can fail; a failure is shown to the user. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      this.alert = undefined;
      await work();
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    } finally {
      this.#tell();
    }
  }

  fail(error: unknown): void {
    const code = error instanceof ServerError ? error.code : 'INTERNAL';
    if (code === 'UNAUTHORIZED') this.locked = true;
    this.alert = { code, text: error instanceof Error ? error.message : String(error) };
    this.#tell();
  }

  dismiss(): void {
    this.alert = undefined;
    this.#tell();
  }

  async refresh(): Promise<void> {
    const [{ conversations }, { runs }, status] = await Promise.all([this.client.call('conversation.list', {}), this.client.call('run.list', { limit: 50 }), this.client.call('server.status', {})]);
    Object.assign(this, { conversations, runList: runs, status });
    this.#tell();
  }

  /** Keeps the token in a cookie that no script can read, then connects anew. */
  async unlock(token: string): Promise<void> {
    const response = await fetch('/v1/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) });
    if (!response.ok) throw new Error(response.status === 401 ? 'The server does not know this token.' : `The server answered ${response.status}.`);
    location.reload();
  }

  attach(files: Iterable<File>): void {
    for (const file of files) {
      const attachment: Attachment = { key: ++this.#keys, name: file.name || 'recording', progress: 0 };
      this.attachments = [...this.attachments, attachment];
      const progress = (sent: number, total: number): void => {
        attachment.progress = total === 0 ? 1 : sent / total;
        this.#tell();
      };
      this.client.upload(file, attachment.name, progress).then(
        (artifact) => { attachment.artifact = artifact; },
        (error: unknown) => { attachment.error = error instanceof Error ? error.message : String(error); },
      ).finally(() => { this.#tell(); });
    }
    this.#tell();
  }

  detach(key: number): void {
    this.attachments = this.attachments.filter((attachment) => attachment.key !== key);
    this.#tell();
  }

  /** Sends a message with what is attached. With `review` its plan is shown first. */
  async send(text: string, review: boolean): Promise<void> {
    const attachments = this.attachments.flatMap(({ artifact, name }) => (artifact ? [{ artifact: artifact.id, name }] : []));
    const reply = await this.client.call('message.send', { text, attachments, review, ...(this.conversation ? { conversation: this.conversation.id } : {}) });
    this.attachments = [];
    await this.#took(reply.conversation, reply.message);
    this.draft = reply.draft ? { message: reply.message, draft: reply.draft } : undefined;
    this.#tell();
  }

  async approve(draft: Draft, edited: unknown): Promise<void> {
    if (edited !== undefined) {
      const reply = await this.client.call('plan.edit', { draft: draft.id, plan: edited as { steps: unknown[] } });
      if (this.draft) this.draft = { ...this.draft, draft: reply.draft };
    }
    const { conversation, message } = await this.client.call('plan.approve', { draft: draft.id });
    this.draft = undefined;
    await this.#took(conversation, message);
  }

  discardDraft(): void {
    this.draft = undefined;
    this.#tell();
  }

  /** Does a run again: by an edited plan, or with some steps made anew. */
  async again(runId: string, options: { plan?: unknown; anew?: string[] }): Promise<void> {
    const { conversation, message } = await this.client.call('run.again', { runId, ...(options.plan === undefined ? {} : { plan: options.plan as { steps: unknown[] } }), ...(options.anew ? { anew: options.anew } : {}) });
    await this.#took(conversation, message);
  }

  async answer({ runId, question, approval }: PendingQuestion, answer: string): Promise<void> {
    if (approval) await this.client.call('approval.resolve', { runId, approval: approval.id, argumentsHash: approval.argumentsHash, answer: answer === 'yes' ? 'yes' : 'no' });
    else await this.client.call('question.answer', { runId, question: question.id, answer });
  }

  async open(id: string): Promise<void> {
    const { conversation } = await this.client.call('session.open', { conversation: id });
    if (conversation) this.#show(conversation);
    this.#tell();
  }

  begin(): void {
    this.talk.forget();
    this.conversation = undefined;
    this.draft = undefined;
    sessionStorage.removeItem(STORED);
    history.replaceState(null, '', location.pathname);
    this.#unwatch();
    this.#tell();
  }

  /** Shows a run: its events from the start, then as they come. */
  watch(runId: string): void {
    if (this.#watched.has(runId)) return;
    const state = this.runs.get(runId) ?? emptyRunState(runId);
    this.runs.set(runId, state);
    this.#watched.set(runId, this.client.watch(runId, (event) => {
      applyEvent(state, event);
      if (state.status !== 'open') void this.refresh().catch((error: unknown) => { this.fail(error); });
      this.#tell();
    }, state.seq));
  }

  async #took(conversation: string, message: Message): Promise<void> {
    if (this.conversation?.id === conversation) this.#add(message);
    else await this.open(conversation);
    if (message.runId !== null) this.watch(message.runId);
    await this.refresh();
  }

  #add(message: Message): void {
    if (!this.conversation) return;
    const others = this.conversation.messages.filter(({ id }) => id !== message.id);
    this.conversation = { ...this.conversation, messages: [...others, message] };
  }

  #show(conversation: Conversation): void {
    if (this.conversation && this.conversation.id !== conversation.id) {
      this.talk.forget();
      this.#unwatch();
    }
    this.conversation = conversation;
    sessionStorage.setItem(STORED, conversation.id);
    history.replaceState(null, '', `?conversation=${encodeURIComponent(conversation.id)}`);
    for (const { runId } of conversation.messages) if (runId !== null) this.watch(runId);
  }

  #unwatch(): void {
    for (const stop of this.#watched.values()) stop();
    this.#watched.clear();
    this.runs.clear();
  }

  #note(note: Note): void {
    this.talk.note(note);
    if (note.note === 'voice.heard' && this.talk.isVoice(note.voice)) void this.attempt(() => this.#took(note.conversation, note.message));
    if (note.note === 'question') this.questions.set(`${note.pending.runId} ${note.pending.question.id}`, note.pending);
    else if (note.note === 'question.closed') this.questions.delete(`${note.runId} ${note.question}`);
    else if (note.note === 'message' && note.conversation === this.conversation?.id) {
      this.#add(note.message);
      if (note.message.runId !== null) this.watch(note.message.runId);
    } else if (note.note !== 'closing') return;
    this.#tell();
  }

  /** A run tells much at once: views are made anew once a frame. */
  #tell(): void {
    if (this.#changed) return;
    this.#changed = true;
    const now = (): void => {
      if (!this.#changed) return;
      this.#changed = false;
      for (const listener of this.#listeners) listener();
    };
    requestAnimationFrame(now);
    // Hidden windows get no frames.
    setTimeout(now, 200);
  }
}

import { Artifact, type Conversation, type ConversationEntry, type Message } from '../core/index.js';
import { change, type Sql } from './sql.js';

/** Characters of a first message that name its conversation. */
const TITLE_LENGTH = 80;

/** Conversations with their messages; what their runs did stands in the journal. Methods throw STORE_FAILED or STORE_FULL. */
export interface Conversations {
  /** Makes an empty one. */
  create(): Promise<Conversation>;
  get(id: string): Promise<Conversation | undefined>;
  /** Latest first, at most `limit`; those without a message are left out. */
  list(limit: number): Promise<ConversationEntry[]>;
  /** Adds a message to a conversation that is there. */
  add(conversation: string, message: Message): Promise<void>;
  /** Names the run that a message started. */
  setRun(message: string, runId: string): Promise<void>;
  summarize(conversation: string, summary: string): Promise<void>;
  /** The conversation that a run belongs to. */
  ofRun(runId: string): Promise<string | undefined>;
}

interface ConversationRow {
  id: string;
  title: string;
  summary: string;
  created: number;
  updated: number;
}

interface MessageRow {
  id: string;
  ts: number;
  text: string;
  attachments: string;
  run_id: string | null;
}

export function openConversations(sql: Sql): Conversations {
  return {
    async create() {
      const entry = { id: crypto.randomUUID(), title: '', createdAt: Date.now(), updatedAt: Date.now() };
      await sql.run("INSERT INTO conversations (id, title, summary, created, updated) VALUES (?, '', '', ?, ?)", entry.id, entry.createdAt, entry.updatedAt);
      return { ...entry, messages: [], summary: '' };
    },
    async get(id) {
      const [row] = (await sql.rows('SELECT id, title, summary, created, updated FROM conversations WHERE id = ?', id)) as ConversationRow[];
      if (!row) return undefined;
      const messages = (await sql.rows('SELECT id, ts, text, attachments, run_id FROM messages WHERE conversation = ? ORDER BY ts, rowid', id)) as MessageRow[];
      return { ...toEntry(row), summary: row.summary, messages: messages.map(toMessage) };
    },
    list: async (limit) => ((await sql.rows("SELECT id, title, summary, created, updated FROM conversations WHERE title <> '' ORDER BY updated DESC LIMIT ?", limit)) as ConversationRow[]).map(toEntry),
    add: (conversation, { id, ts, text, attachments, runId }) => sql.transaction(function* () {
      yield* change('INSERT INTO messages (id, conversation, ts, text, attachments, run_id) VALUES (?, ?, ?, ?, ?, ?)', id, conversation, ts, text, JSON.stringify(attachments), runId);
      yield* change("UPDATE conversations SET updated = ?, title = CASE title WHEN '' THEN ? ELSE title END WHERE id = ?", ts, titleOf(text, attachments), conversation);
    }),
    async setRun(message, runId) {
      await sql.run('UPDATE messages SET run_id = ? WHERE id = ?', runId, message);
    },
    async summarize(conversation, summary) {
      await sql.run('UPDATE conversations SET summary = ? WHERE id = ?', summary, conversation);
    },
    ofRun: async (runId) => ((await sql.rows('SELECT conversation FROM messages WHERE run_id = ?', runId)) as { conversation: string }[])[0]?.conversation,
  };
}

function titleOf(text: string, attachments: readonly Artifact[]): string {
  const words = text.replace(/\s+/g, ' ').trim() || attachments.map(({ name, modality }) => name ?? modality).join(', ');
  return words.length > TITLE_LENGTH ? `${words.slice(0, TITLE_LENGTH - 1)}…` : words;
}

function toEntry({ id, title, created, updated }: ConversationRow): ConversationEntry {
  return { id, title, createdAt: created, updatedAt: updated };
}

function toMessage({ id, ts, text, attachments, run_id }: MessageRow): Message {
  return { id, ts, text, attachments: Artifact.array().parse(JSON.parse(attachments)), runId: run_id };
}

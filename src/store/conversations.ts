import type Database from 'libsql';
import { Artifact, type Conversation, type ConversationEntry, type Message } from '../core/index.js';
import { guarded } from './database.js';

/** Characters of a first message that name its conversation. */
const TITLE_LENGTH = 80;

/** Conversations with their messages; what their runs did stands in the journal. */
export interface Conversations {
  /** Makes an empty one. */
  create(): Conversation;
  get(id: string): Conversation | undefined;
  /** Latest first, at most `limit`; those without a message are left out. */
  list(limit: number): ConversationEntry[];
  /** Adds a message to a conversation that is there. */
  add(conversation: string, message: Message): void;
  /** Names the run that a message started. */
  setRun(message: string, runId: string): void;
  summarize(conversation: string, summary: string): void;
  /** The conversation that a run belongs to. */
  ofRun(runId: string): string | undefined;
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

/** Conversations in the journal's database. */
export function openConversations(database: Database.Database, path: string): Conversations {
  const insert = database.prepare('INSERT INTO conversations (id, title, summary, created, updated) VALUES (?, ?, ?, ?, ?)');
  const select = database.prepare('SELECT id, title, summary, created, updated FROM conversations WHERE id = ?');
  const latest = database.prepare("SELECT id, title, summary, created, updated FROM conversations WHERE title <> '' ORDER BY updated DESC LIMIT ?");
  const messages = database.prepare('SELECT id, ts, text, attachments, run_id FROM messages WHERE conversation = ? ORDER BY ts, rowid');
  const insertMessage = database.prepare('INSERT INTO messages (id, conversation, ts, text, attachments, run_id) VALUES (?, ?, ?, ?, ?, ?)');
  const touch = database.prepare("UPDATE conversations SET updated = ?, title = CASE title WHEN '' THEN ? ELSE title END WHERE id = ?");
  const nameRun = database.prepare('UPDATE messages SET run_id = ? WHERE id = ?');
  const setSummary = database.prepare('UPDATE conversations SET summary = ? WHERE id = ?');
  const byRun = database.prepare('SELECT conversation FROM messages WHERE run_id = ?');
  return {
    create() {
      const entry = { id: crypto.randomUUID(), title: '', createdAt: Date.now(), updatedAt: Date.now() };
      guarded(path, () => insert.run(entry.id, '', '', entry.createdAt, entry.updatedAt));
      return { ...entry, messages: [], summary: '' };
    },
    get: (id) => guarded(path, () => {
      const row = select.get(id) as ConversationRow | undefined;
      return row && { ...toEntry(row), summary: row.summary, messages: (messages.all(id) as MessageRow[]).map(toMessage) };
    }),
    list: (limit) => guarded(path, () => (latest.all(limit) as ConversationRow[]).map(toEntry)),
    add(conversation, { id, ts, text, attachments, runId }) {
      guarded(path, () => { database.transaction(() => {
        insertMessage.run(id, conversation, ts, text, JSON.stringify(attachments), runId);
        touch.run(ts, titleOf(text, attachments), conversation);
      }).immediate(); });
    },
    setRun: (message, runId) => { guarded(path, () => nameRun.run(runId, message)); },
    summarize: (conversation, summary) => { guarded(path, () => setSummary.run(summary, conversation)); },
    ofRun: (runId) => guarded(path, () => (byRun.get(runId) as { conversation: string } | undefined)?.conversation),
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

import { createHash } from 'node:crypto';
import type { ChatMessage, ImageSource } from '../../core/index.js';
import type { FileDigests } from './file-digests.js';

/** So many beginnings and media are remembered; the rest was forgotten by the servers, too. */
const REMEMBERED = 2_000;
/** Characters of a conversation by which its beginning is known. */
const PREFIX_CHARACTERS = 2_000;

/** Which model on which server had which beginning of a conversation or which picture last: its cache may still hold it. */
export class Locality {
  readonly #servers = new Map<string, string>();

  /** Whether it has seen one of these. */
  has(server: string, keys: readonly string[]): boolean {
    return keys.some((key) => this.#servers.get(key) === server);
  }

  note(server: string, keys: readonly string[]): void {
    for (const key of keys) {
      this.#servers.delete(key);
      this.#servers.set(key, server);
    }
    while (this.#servers.size > REMEMBERED) {
      const [oldest] = this.#servers.keys();
      if (oldest === undefined) return;
      this.#servers.delete(oldest);
    }
  }
}

/** What a conversation is known by: the digests of its media, and of the beginning of its text with these in their places. */
export async function keysOfChat(messages: readonly ChatMessage[], digests: FileDigests, signal: AbortSignal): Promise<string[]> {
  const parts = messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content));
  const paths = new Set(parts.flatMap((part) => (part.type === 'text' ? [] : [part.path])));
  const media = new Map(await Promise.all([...paths].map(async (path) => [path, await digests.of(path, signal)] as const)));
  let text = '';
  for (const { role, content } of messages) {
    text += `${role}\n${typeof content === 'string' ? content : content.map((part) => (part.type === 'text' ? part.text : media.get(part.path))).join('\n')}\n`;
    if (text.length >= PREFIX_CHARACTERS) break;
  }
  return [...known([...media.values()]), createHash('sha256').update(text.slice(0, PREFIX_CHARACTERS)).digest('hex')];
}

export async function keysOfImage(image: ImageSource, digests: FileDigests, signal: AbortSignal): Promise<string[]> {
  return 'path' in image ? keysOfFile(image.path, digests, signal) : [];
}

export async function keysOfFile(path: string, digests: FileDigests, signal: AbortSignal): Promise<string[]> {
  return known([await digests.of(path, signal)]);
}

function known(digests: readonly (string | undefined)[]): string[] {
  return digests.filter((digest) => digest !== undefined);
}

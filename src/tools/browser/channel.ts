import type { CDPSession } from 'playwright-core';
import { z } from 'zod';
import { VouchError } from '../../core/index.js';

type Send = CDPSession['send'];

/** A line to a target of a browser, by the browser's own protocol. Its end is the end of its parent. */
export interface Channel {
  readonly send: Send;
  /** Hears every event of this kind, from now on. */
  listen(method: string, listener: (params: unknown) => void): void;
  /** The line to what this target holds itself (a frame in a process of its own, a worker) or, of a browser, to one of its windows. */
  child(sessionId: string): Channel;
}

const Received = z.object({ sessionId: z.string(), message: z.string() });
const Ended = z.object({ sessionId: z.string() });
const Message = z.object({
  id: z.number().optional(), method: z.string().optional(), params: z.unknown().optional(), result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

/** The line that a session of the library is; the library itself speaks to pages and browsers only, so that lines to all else lead through it. */
export function channelOf(session: CDPSession): Channel {
  const line = new Line((method, params) => session.send(method, params));
  session.on('event', ({ method, params }) => { line.hear(method, params); });
  session.on('close', () => { line.end(); });
  return line;
}

class Line implements Channel {
  private readonly listeners = new Map<string, ((params: unknown) => void)[]>();
  private readonly children = new Map<string, Line>();
  private readonly waiting = new Map<number, { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void }>();
  private sent = 0;

  constructor(readonly send: Send) {}

  listen(method: string, listener: (params: unknown) => void): void {
    this.listeners.set(method, [...(this.listeners.get(method) ?? []), listener]);
  }

  child(sessionId: string): Line {
    const child: Line = new Line((method, params) => new Promise((resolve, reject) => {
      const id = (child.sent += 1);
      child.waiting.set(id, { resolve: resolve as (result: unknown) => void, reject });
      this.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params: params ?? {} }) }).catch(reject);
    }));
    this.children.set(sessionId, child);
    return child;
  }

  hear(method: string, params: unknown): void {
    if (method === 'Target.receivedMessageFromTarget') {
      const { sessionId, message } = Received.parse(params);
      this.children.get(sessionId)?.take(message);
    } else if (method === 'Target.detachedFromTarget') {
      const { sessionId } = Ended.parse(params);
      this.children.get(sessionId)?.end();
      this.children.delete(sessionId);
    }
    for (const listener of this.listeners.get(method) ?? []) listener(params);
  }

  end(): void {
    for (const { reject } of this.waiting.values()) reject(new VouchError('TOOL_FAILED', 'What was spoken to in the browser is gone.'));
    this.waiting.clear();
    for (const child of this.children.values()) child.end();
  }

  private take(text: string): void {
    const { id, method, params, result, error } = Message.parse(JSON.parse(text));
    if (method !== undefined) this.hear(method, params);
    const waiting = id === undefined ? undefined : this.waiting.get(id);
    if (id === undefined || !waiting) return;
    this.waiting.delete(id);
    if (error) waiting.reject(new VouchError('TOOL_FAILED', error.message));
    else waiting.resolve(result);
  }
}

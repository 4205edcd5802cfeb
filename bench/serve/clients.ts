import WebSocket from 'ws';

/** What a client needs of the stream. */
interface Received {
  readonly seq: number;
  readonly type: string;
  readonly data: { readonly message?: string };
}

/** Connects and subscribes; resolves when the server has said yes. */
export async function watcher(url: string, runId: string, since: number, onEvent: (event: Received) => void): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/ws`);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  await new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Received | { id: number };
      if ('id' in message) resolve();
      else if ('seq' in message) onEvent(message);
    });
    socket.send(JSON.stringify({ id: 1, method: 'subscribe', params: { runId, since } }));
  });
  return socket;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The value below which the share of all values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

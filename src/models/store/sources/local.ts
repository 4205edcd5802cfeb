import { createReadStream } from 'node:fs';
import type { ModelSource } from '../../catalog/index.js';
import { messageOf, throwIfAborted } from '../../../core/index.js';
import { sourceFailed } from './failure.js';
import type { FetchContext } from './source.js';

/** Appends the rest of a file on this machine. The store keeps a copy: what it has verified cannot change later. */
export async function copyLocalFile(source: Extract<ModelSource, { kind: 'file' }>, { file, part, progress, signal }: FetchContext): Promise<void> {
  const stream = createReadStream(source.path, { start: part.size, highWaterMark: 1 << 20 });
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    for (;;) {
      const next = await chunks.next().catch((error: unknown) => { throw sourceFailed(`${source.path} cannot be read (${messageOf(error)})`); });
      if (next.done) return;
      throwIfAborted(signal);
      await part.write(next.value);
      progress.report('fetching', Math.min(part.size, file.bytes));
    }
  } finally {
    stream.destroy();
  }
}

import { toVouchError } from './error.js';

/** The promise, or the signal's reason when that comes first; the work behind the promise goes on. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let abort: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => {
      reject(toVouchError(signal.reason, 'CANCELLED'));
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([aborted, promise]);
  } finally {
    if (abort) signal.removeEventListener('abort', abort);
  }
}

import { VouchError } from '../core/index.js';
import { isArtifactMissing } from '../store/index.js';

/**
 * Asks the artifact store for a client. Throws NOT_FOUND in the words of `missing` only for what is not there, ARTIFACT_CORRUPT for bytes that have changed, and
 * STORE_FAILED where the store could not be used, both without saying where it lies: that is nobody's business, and stands in the cause.
 */
export async function fromStore<T>(id: string, missing: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (isArtifactMissing(error)) throw new VouchError('NOT_FOUND', missing);
    if (!VouchError.is(error)) throw unusable(error);
    if (error.code === 'ARTIFACT_CORRUPT') throw new VouchError('ARTIFACT_CORRUPT', `The stored bytes of artifact ${id} have changed; the log of the server says where.`, { cause: error, details: { artifact: id } });
    throw error.code.startsWith('STORE_') ? unusable(error) : error;
  }
}

function unusable(cause: unknown): VouchError {
  return new VouchError('STORE_FAILED', 'The artifact store cannot be used at this moment. Try again later.', { cause });
}

import { createClient } from './client.js';
import { openRouter } from './open-router.js';
import type { CreateModelsOptions, Models } from './options.js';

/** A client of the models that this machine and this configuration offer; `close()` ends everything that it started. */
export async function createModels(options: CreateModelsOptions = {}): Promise<Models> {
  const { router, supervisor, notices, vectors, disk } = await openRouter(options);
  return createClient(router, supervisor, notices, { vectors, disk });
}

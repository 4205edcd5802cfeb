/** A process that pulls: `pull-once.ts CACHE CATALOGUE ID`; prints `done` or the error's code. Run with tsx. */
import { toVouchError } from '../../src/core/index.js';
import { readCatalogFile } from '../../src/models/catalog/index.js';
import { createModelStore } from '../../src/models/store/index.js';

const [cache = '', catalogue = '', id = ''] = process.argv.slice(2);
const store = createModelStore({ home: { cache, data: cache }, entries: await readCatalogFile(catalogue) });
try {
  await store.pull([id], { onProgress: ({ phase, doneBytes }) => { process.stdout.write(`${phase} ${doneBytes}\n`); } });
  process.stdout.write('done\n');
} catch (error) {
  process.stdout.write(`${toVouchError(error).code}\n`);
  process.exitCode = 1;
}

import { messageOf } from '../../src/core/index.js';
import { loadCatalog } from '../../src/models/catalog/index.js';
import { vouchHome } from '../../src/models/home.js';
import { pullPack } from '../../src/models/store/index.js';

const SAY_EVERY_MS = 5_000;
const home = vouchHome();
let saidAt = performance.now();

function say(message: string): void {
  process.stderr.write(`model tests: ${message}\n`);
}

try {
  await pullPack({
    home,
    entries: await loadCatalog(),
    onNotice: say,
    onProgress: ({ doneBytes, totalBytes, model }) => {
      if (performance.now() - saidAt < SAY_EVERY_MS) return;
      saidAt = performance.now();
      say(`fetching models into ${home.cache}: ${Math.round(doneBytes / 1e6)} of ${Math.round(totalBytes / 1e6)} MB (${model})`);
    },
  });
} catch (error) {
  say(messageOf(error));
  process.exitCode = 1;
}

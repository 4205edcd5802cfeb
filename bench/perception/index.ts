// How well elements are found on pages whose truth the DOM gives, and how long it takes. Run: node --import tsx bench/perception/index.ts [PART OF A NAME]
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { kernelStatus } from '../../src/kernels/index.js';
import { createModels } from '../../src/models/index.js';
import { openBrowser } from '../../src/tools/browser/index.js';
import { decodeFrame, perceive } from '../../src/tools/screen/index.js';
import { machineLine, median } from '../machine.js';
import { addScore, noScore, rates, scorePage } from './score.js';
import { truthOf } from './truth.js';

const PAGES = fileURLToPath(new URL('./pages/', import.meta.url));
const names = readdirSync(PAGES).filter((name) => name.endsWith('.html') && name.includes(process.argv[2] ?? ''));
console.log(`${machineLine()}, ${kernelStatus().kind} kernels`);
const models = await createModels();
const lease = await openBrowser();
try {
  for (const deviceScaleFactor of [2, 1]) {
    let total = noScore();
    const times: { full: number; change: number }[] = [];
    for (const name of names) {
      const page = await lease.browser.newPage({ viewport: name.startsWith('small') ? { width: 160, height: 210 } : { width: 700, height: 520 }, deviceScaleFactor });
      await page.goto(`file://${PAGES}${name}`);
      const frame = await decodeFrame(await page.screenshot());
      const options = { deviceScaleFactor, models };
      let started = performance.now();
      const seen = await perceive(frame, options);
      const full = performance.now() - started;
      total = addScore(total, scorePage(await truthOf(page), seen, name));
      // A word appears in a corner.
      await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<b style="position:fixed;right:2px;bottom:2px;font:12px sans-serif;color:#000;background:#fff">changed</b>')`);
      const changed = await decodeFrame(await page.screenshot());
      started = performance.now();
      await perceive(changed, { ...options, previous: seen });
      times.push({ full, change: performance.now() - started });
      await page.close();
    }
    console.log(`scale ${deviceScaleFactor}, ${names.length} pages: ${rates(total)}`);
    console.log(`  median ms a page: full ${median(times.map(({ full }) => full)).toFixed(0)}, after a small change ${median(times.map(({ change }) => change)).toFixed(0)}; change / full ${median(times.map(({ full, change }) => change / full)).toFixed(2)}`);
    for (const fault of total.faults) console.log(`  ${fault}`);
  }
} finally {
  lease.release();
  await models.close();
}

import { fileURLToPath } from 'node:url';
import { createModels, type Models } from '../../../src/models/index.js';
import { closeBrowser, openBrowser } from '../../../src/tools/browser/index.js';
import { decodeFrame, drawElements, perceive } from '../../../src/tools/screen/index.js';
import sharp from 'sharp';
import { scorePage } from '../../../bench/perception/score.js';
import { truthOf } from '../../../bench/perception/truth.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
let models: Models;
beforeAll(async () => {
  models = await createModels();
});
afterAll(async () => {
  await models.close();
  await closeBrowser();
});

test.each([['native-form.html', 2], ['custom-dark.html', 2], ['small-widget.html', 1]])('%s at scale %d is seen as its DOM says', async (name, deviceScaleFactor) => {
  const { browser, release } = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 700, height: 520 }, deviceScaleFactor });
    await page.goto(`file://${fileURLToPath(new URL(`../../../bench/perception/pages/${name}`, import.meta.url))}`);
    const png = await page.screenshot();
    const seen = await perceive(await decodeFrame(png), { deviceScaleFactor, models });
    const score = scorePage(await truthOf(page), seen, name);
    await page.close();
    expect(score.found / score.elements).toBeGreaterThanOrEqual(0.85);
    expect(score.kindRight / score.found).toBeGreaterThanOrEqual(0.85);
    expect(score.claimedReal / score.claimed).toBeGreaterThanOrEqual(0.85);
    expect(score.wordsRead / score.words).toBeGreaterThanOrEqual(0.9);
    const { path } = await drawElements(png, seen, folder(`${name}.png`));
    expect((await sharp(path).metadata()).width).toBe(700 * deviceScaleFactor);
  } finally {
    release();
  }
});

// Pictures of the page in each of its states, to be looked at: node --import tsx test/web/pictures.ts FOLDER [STATE...]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { ModelClient } from '../../src/core/index.js';
import { closeBrowser } from '../../src/tools/browser/index.js';
import { buildWeb } from '../../scripts/build-web.mjs';
import { noModels } from '../support/no-models.js';
import { freshFolder, removeFolders } from '../support/workshop.js';
import { send, waiting } from '../support/sample-tools.js';
import { ask, ended, openPage, type Opened } from './support.js';

const [folder = 'page-pictures', ...wanted] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const pageFolder = freshFolder();
await buildWeb(pageFolder);

const scene = (hue: number): Promise<Buffer> => sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="420"><rect width="640" height="420" fill="hsl(${hue} 60% 80%)"/><circle cx="480" cy="110" r="60" fill="hsl(${hue + 60} 80% 60%)"/><path d="M0 420 220 160 400 330 500 260 640 420z" fill="hsl(${hue + 160} 40% 35%)"/></svg>`)).png().toBuffer();

async function attach(page: Page, ...names: string[]): Promise<void> {
  await page.getByLabel('Files to attach').setInputFiles(await Promise.all(names.map(async (name, index) => ({ name, mimeType: 'image/png', buffer: await scene(200 + 70 * index) }))));
  for (const name of names) await page.locator('.attachments li', { hasText: name }).getByText('image').waitFor();
}

/** Models that are there and hear silence. */
const hearing: ModelClient = { ...noModels, has: () => true, modelsFor: (job) => [`test-${job}`], listen: ({ pcm }) => Promise.resolve({ probabilities: Array.from({ length: pcm.length / 1024 }, () => 0), state: '', model: 'test-listen' }) };

const longText = 'The lighthouse was built in 1887 and has been lit every night since, except for two winters.';

/** By name: what is done on a fresh page before the picture is taken. */
const STATES: Readonly<Record<string, (opened: Opened, go: () => void) => Promise<void>>> = {
  empty: () => Promise.resolve(),
  attached: ({ page }) => attach(page, 'mountains.png', 'evening.png'),
  running: async ({ page }) => {
    await ask(page, `wait ${longText}`);
    await page.getByText('working on work').waitFor();
  },
  'plan-review': async ({ page }) => {
    await page.getByLabel('Show me the plan first').check();
    await ask(page, `shout ${longText}`);
    await page.getByText('Change the plan').click();
  },
  approval: async ({ page }) => {
    await ask(page, 'send a letter to the harbour master');
    await page.getByText('May send do this?').waitFor();
  },
  verified: async ({ page }) => {
    await ask(page, `shout ${longText}`);
    await ended(page, 'completed');
    await page.getByText('Why do you say so?').click();
  },
  unproved: async ({ page }) => {
    await ask(page, `echo ${longText}`);
    await page.getByText('Not proved').waitFor();
  },
  'failed-step': async ({ page }) => {
    await ask(page, 'quiet hello');
    await ended(page, 'failed');
    await page.getByRole('button', { name: /^work quiet/ }).click();
  },
  'sent-back': async ({ page }) => {
    await ask(page, `shout ${longText}`);
    await ended(page, 'completed');
    await page.getByRole('button', { name: /^work shout/ }).click();
  },
  'before-after': async ({ page }) => {
    await attach(page, 'mountains.png');
    await ask(page, 'grey');
    await ended(page, 'completed');
    await page.getByRole('button', { name: /^work grey/ }).click();
    await page.locator('.compare .over').waitFor();
  },
  sound: async ({ page }) => {
    await ask(page, 'tone please');
    await ended(page, 'completed');
    await page.getByRole('button', { name: /^work tone/ }).click();
  },
  video: async ({ page }) => {
    await ask(page, 'film please');
    await ended(page, 'completed');
    await page.locator('video').first().waitFor();
  },
  items: async ({ page }) => {
    await attach(page, 'mountains.png', 'evening.png', 'harbour.png');
    await ask(page, 'each of these');
    await ended(page, 'completed');
    await page.getByRole('button', { name: /^work grey/ }).click();
  },
  impossible: async ({ page }) => {
    await ask(page, 'nothing at all');
    await page.getByText('Ask for something else.').waitFor();
  },
  'bad-file': async ({ page }) => {
    await page.getByLabel('Files to attach').setInputFiles({ name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('\x89PNG\r\n\x1a\nbroken', 'latin1') });
    await page.locator('.attachments .bad').waitFor();
  },
  'nobody-to-talk-to': async ({ page }) => {
    await page.getByRole('button', { name: 'Talk', exact: true }).press('Enter');
    await page.getByRole('alert').waitFor();
  },
  voice: async ({ page }) => {
    // A microphone that hears nothing.
    await page.evaluate('navigator.mediaDevices.getUserMedia = async () => new AudioContext().createMediaStreamDestination().stream');
    await page.getByRole('button', { name: 'Talk', exact: true }).press('Enter');
    await page.getByText('Listening. Speak when you like.').waitFor();
  },
  offline: async ({ page, context }) => {
    await ask(page, 'shout hello');
    await ended(page, 'completed');
    await context.setOffline(true);
    await page.evaluate('dispatchEvent(new Event("online"))');
    await page.locator('.line.waiting, .line.connecting').waitFor();
  },
  history: async ({ page }) => {
    for (const words of ['shout one', 'echo two', 'nothing three', 'echo a much longer task whose words do not fit into the list of what was done before']) {
      await ask(page, words);
      await page.waitForTimeout(400);
    }
    await page.reload();
    await page.getByText('Connected', { exact: true }).waitFor();
    await page.waitForTimeout(500);
  },
};

const SIZES = { wide: { size: { width: 1200, height: 800 }, dark: false }, dark: { size: { width: 1200, height: 800 }, dark: true }, phone: { size: { width: 390, height: 780 }, dark: false } } as const;

for (const [name, reach] of Object.entries(STATES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const [kind, { size, dark }] of Object.entries(SIZES)) {
    const { tool, go } = waiting();
    const opened = await openPage(pageFolder, { tools: [tool, send], size, dark, ...(name === 'voice' ? { models: hearing } : {}) });
    try {
      await reach(opened, go);
      await opened.page.waitForTimeout(150);
      await opened.page.screenshot({ path: join(folder, `${name}-${kind}.png`) });
      console.log(`${name}-${kind}${opened.problems.length > 0 ? `: ${opened.problems.join('; ')}` : ''}`);
    } catch (error) {
      console.error(`${name}-${kind}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
      process.exitCode = 1;
      await opened.page.screenshot({ path: join(folder, `${name}-${kind}-missed.png`) });
    } finally {
      go();
      await opened.close();
    }
  }
}
await closeBrowser();
removeFolders();

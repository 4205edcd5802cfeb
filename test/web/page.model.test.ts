import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { Tool } from '../../src/core/index.js';
import { closeBrowser } from '../../src/tools/browser/index.js';
import { buildWeb } from '../../scripts/build-web.mjs';
import { freshFolder, removeFolders } from '../support/workshop.js';
import { send, waiting } from '../support/sample-tools.js';
import { ask, ended, openPage, violations, type Opened } from './support.js';

jest.setTimeout(60_000);
/** gzipped bytes of all that a browser loads for the page. */
const LARGEST_PAGE = 90_000;
const pageFolder = freshFolder();

beforeAll(async () => { await buildWeb(pageFolder); });
afterAll(async () => {
  await closeBrowser();
  removeFolders();
});

async function open(tools: Tool[] = [], size = { width: 1200, height: 800 }, dark = false): Promise<Opened> {
  const opened = await openPage(pageFolder, { tools, size, dark });
  return {
    ...opened,
    async close() {
      await opened.close();
      expect(opened.problems).toEqual([]);
    },
  };
}

test('the whole page is small and loads nothing from elsewhere', () => {
  const files = ['index.html', 'page.js', 'microphone.js', 'page.css', 'icon.svg'].map((name) => readFileSync(join(pageFolder, name)));
  expect(gzipSync(Buffer.concat(files)).length).toBeLessThan(LARGEST_PAGE);
  expect(readFileSync(join(pageFolder, 'index.html'), 'utf8')).not.toMatch(/https?:/);
});

test('a task is sent, its plan is drawn, and the answer comes with its proof; what was sent back shows why', async () => {
  const { page, close } = await open();
  await ask(page, 'shout hi');
  await ended(page, 'completed');
  expect(await page.locator('.answer').textContent()).toBe('HI');
  const step = page.getByRole('button', { name: /^work shout ✓ completed \(2\)/ });
  await step.click();
  const panel = page.getByRole('region', { name: 'Step work' });
  expect(await panel.getByText('Sent back: retry').count()).toBe(1);
  expect(await panel.locator('.critique', { hasText: 'Write it in capitals.' }).count()).toBeGreaterThan(0);
  expect(await panel.locator('.difference del').textContent()).toBe('HI');
  await page.getByText('Why do you say so?').click();
  expect(await page.locator('.why').textContent()).toContain('every letter is a capital');
  expect(await violations(page)).toEqual([]);
  await close();
});

test('an example is written into the message, to be changed before it is sent', async () => {
  const { page, close } = await open();
  const example = page.getByRole('list', { name: 'Examples' }).getByRole('button').first();
  const task = await example.textContent();
  await example.click();
  expect(await page.getByLabel('Task').inputValue()).toBe(task);
  expect(await page.evaluate('document.activeElement.id')).toBe('message');
  expect(await violations(page)).toEqual([]);
  await close();
});

test('a claim without a proof looks unproved, and a task that cannot be done says what to do', async () => {
  const { page, close } = await open();
  await ask(page, 'echo hello');
  await page.getByText('Not proved').waitFor();
  expect(await page.locator('.unproved').textContent()).toContain('no criterion that could prove it');
  expect(await page.locator('section.card [role=status] .badge').textContent()).toBe('? completed, not all proved');
  await ask(page, 'nothing at all');
  await page.getByText('Ask for something else.').waitFor();
  expect(await violations(page)).toEqual([]);
  await close();
});

test('a picture that is chosen is shown, worked on, and compared with what came out', async () => {
  const { page, close } = await open();
  await page.getByLabel('Files to attach').setInputFiles({ name: 'red.png', mimeType: 'image/png', buffer: await sharp({ create: { width: 64, height: 48, channels: 3, background: 'red' } }).png().toBuffer() });
  // Sent at once: it goes when the file is there.
  await ask(page, 'grey');
  await ended(page, 'completed');
  expect(await page.locator('.said').count()).toBe(1);
  await page.getByRole('button', { name: /^work grey/ }).click();
  await page.getByLabel('How much of the picture before is seen').fill('30');
  expect(await page.locator('.compare .over').evaluate((element) => (element as unknown as { naturalWidth: number }).naturalWidth)).toBe(64);
  expect(await violations(page)).toEqual([]);
  await close();
});

test('each item of a step for many is listed with its state, and opens by itself', async () => {
  const { page, close } = await open();
  const picture = (background: string): Promise<Buffer> => sharp({ create: { width: 64, height: 48, channels: 3, background } }).png().toBuffer();
  await page.getByLabel('Files to attach').setInputFiles([{ name: 'red.png', mimeType: 'image/png', buffer: await picture('red') }, { name: 'blue.png', mimeType: 'image/png', buffer: await picture('blue') }]);
  await page.locator('.attachments', { hasText: 'blue.png' }).waitFor();
  await ask(page, 'each of these');
  await ended(page, 'completed');
  await page.getByRole('button', { name: /^work grey/ }).click();
  const items = page.getByRole('list', { name: 'Items' }).getByRole('button');
  expect(await items.allTextContents()).toEqual([expect.stringMatching(/^red\.png.*completed/), expect.stringMatching(/^blue\.png.*completed/)]);
  expect(await violations(page)).toEqual([]);
  await items.nth(1).press('Enter');
  const panel = page.getByRole('region', { name: 'Step work[2]' });
  await panel.waitFor();
  expect(await panel.getByRole('region', { name: 'Attempt 1' }).count()).toBe(1);
  expect(await violations(page)).toEqual([]);
  await panel.getByRole('button', { name: 'All items of work' }).click();
  await page.getByRole('region', { name: 'Step work', exact: true }).waitFor();
  await close();
});

/** Asks from outside: the page's policy forbids what Playwright's own waiting evaluates inside. */
async function comesTrue(page: Page, expression: string): Promise<void> {
  while (!(await page.evaluate(expression))) await page.waitForTimeout(50);
}

test('a sound shows where a verdict points, and goes there', async () => {
  const { page, close } = await open();
  await ask(page, 'tone please');
  await ended(page, 'completed');
  const place = page.getByRole('list', { name: 'Where verdicts point' }).getByRole('button').first();
  expect(await page.locator('.times li').first().textContent()).toContain('heard: a click');
  await comesTrue(page, 'document.querySelector("audio").readyState > 0');
  await place.click();
  expect(await page.locator('audio').first().evaluate((player) => (player as unknown as { currentTime: number }).currentTime)).toBeCloseTo(0.25, 2);
  expect(await violations(page)).toEqual([]);
  await close();
});

test('a video that was made with subtitles has them as a track', async () => {
  const { page, close } = await open();
  await ask(page, 'film please');
  await ended(page, 'completed');
  await page.locator('video track').waitFor({ state: 'attached' });
  await comesTrue(page, 'document.querySelector("video").textTracks[0]?.cues?.length === 1');
  expect(await page.evaluate('document.querySelector("video").textTracks[0].cues[0].text')).toBe('Colours and a counter.');
  expect(await violations(page)).toEqual([]);
  await close();
});

test('a file that no run would take is refused by name, and can be removed', async () => {
  const { page, close } = await open();
  await page.getByLabel('Files to attach').setInputFiles({ name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('\x89PNG\r\n\x1a\nbroken', 'latin1') });
  await page.locator('.attachments .bad', { hasText: 'broken.png' }).waitFor();
  await page.getByRole('button', { name: 'Remove broken.png' }).click();
  await page.locator('.attachments').waitFor({ state: 'detached' });
  await close();
});

test('reloading in the middle shows the same run, and it can be cancelled there', async () => {
  const { tool } = waiting();
  const { page, close } = await open([tool]);
  await ask(page, 'wait here');
  await page.getByText('working on work').waitFor();
  await page.reload();
  await page.getByText('working on work').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await ended(page, 'cancelled');
  await close();
});

test('five seconds without network lose nothing', async () => {
  const { tool, go } = waiting();
  const { page, context, close } = await open([tool]);
  await ask(page, 'wait here');
  await page.getByText('working on work').waitFor();
  await page.evaluate('void (window.lost = new Promise((done) => new MutationObserver(() => { if (document.querySelector(".line.waiting, .line.connecting")) done(true); }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })))');
  await context.setOffline(true);
  // Chromium leaves open sockets open while it is offline: the page's own line is cut as a network would.
  await page.evaluate('dispatchEvent(new Event("online"))');
  await page.evaluate('window.lost');
  go();
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  await context.setOffline(false);
  await ended(page, 'completed');
  expect(await page.locator('.answer').textContent()).toBe('here');
  await close();
});

test('two tabs of one conversation see the same messages', async () => {
  const { page, context, server, close } = await open();
  await ask(page, 'echo first');
  await page.locator('.answer', { hasText: 'first' }).waitFor();
  const other = await context.newPage();
  await other.goto(page.url().replace(/^http:\/\/[^/]+/, server.url));
  await other.locator('.answer', { hasText: 'first' }).waitFor();
  await ask(other, 'echo second');
  await page.locator('.answer', { hasText: 'second' }).waitFor();
  await close();
});

test('an act on the world waits until it is approved, and a refused one is not done', async () => {
  const { page, close } = await open([send]);
  await ask(page, 'send a letter');
  await page.getByText('May send do this?').waitFor();
  expect(await page.locator('.question dl').textContent()).toContain('a letter');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.locator('.answer', { hasText: 'sent a letter' }).waitFor();
  await ask(page, 'send another letter');
  await page.getByRole('button', { name: 'Refuse' }).click();
  await page.getByText('The user did not approve').first().waitFor();
  expect(await page.locator('.answer', { hasText: 'another' }).count()).toBe(0);
  await close();
});

test('a plan is shown first, changed, its faults named, and run', async () => {
  const { page, close } = await open();
  await page.getByLabel('Show me the plan first').check();
  await ask(page, 'echo hello');
  await page.getByText('Change the plan').click();
  const editor = page.getByLabel('Plan as JSON');
  const plan = await editor.inputValue();
  await editor.fill(plan.replace('"echo"', '"eccho"'));
  await page.getByRole('button', { name: 'Run this plan' }).click();
  await page.getByRole('alert').filter({ hasText: 'PLAN_INVALID' }).waitFor();
  await editor.fill(plan.replace('"hello"', '"changed"'));
  await page.getByRole('button', { name: 'Run this plan' }).click();
  await page.locator('.answer', { hasText: 'changed' }).waitFor();
  await close();
});

test('everything can be reached and done with the keyboard alone', async () => {
  const { page, close } = await open();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the message');
  await page.keyboard.press('Enter');
  await page.keyboard.type('shout hi');
  await page.keyboard.press('Enter');
  await ended(page, 'completed');
  for (let presses = 0; presses < 40 && !(await page.evaluate('document.activeElement.textContent.startsWith("work shout") && document.activeElement.tagName === "g"')); presses++) await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Step work' }).waitFor();
  await close();
});

test.each([['a phone', { width: 360, height: 740 }, false], ['a dark screen', { width: 1200, height: 800 }, true]] as const)('on %s nothing is cut off and contrasts hold', async (_name, size, dark) => {
  const { page, close } = await open([], size, dark);
  await ask(page, 'shout a-rather-long-word-that-must-wrap-somewhere-because-the-screen-is-narrow');
  await ended(page, 'completed');
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  expect(await violations(page)).toEqual([]);
  await close();
});

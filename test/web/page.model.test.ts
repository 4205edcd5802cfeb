import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { jest } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { z } from 'zod';
import { artifact, defineOracle, defineTool, text, type Planner, type Tool } from '../../src/core/index.js';
import { startServer, type VouchServer } from '../../src/server/index.js';
import { closeBrowser, openBrowser } from '../../src/tools/browser/index.js';
import { runFfmpeg } from '../../src/tools/media/index.js';
import { buildWeb } from '../../scripts/build-web.mjs';
import { freshFolder, removeFolders, testRuntime } from '../support/workshop.js';
import { echo, send, waiting } from '../server/support.js';

jest.setTimeout(60_000);
/** gzipped bytes of all that a browser loads for the page. */
const LARGEST_PAGE = 90_000;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pageFolder = freshFolder();

beforeAll(async () => { await buildWeb(pageFolder); });
afterAll(async () => {
  await closeBrowser();
  removeFolders();
});

const loud = defineOracle({
  name: 'loud', description: 'The text is in capitals.', kind: 'deterministic', modalities: ['text'], params: z.object({}),
  check: async ({ value }) => (value === String(value).toUpperCase()
    ? { status: 'pass', measured: 'capitals', expected: 'capitals', evidence: [{ message: 'every letter is a capital' }] }
    : { status: 'fail', measured: 'small letters', expected: 'capitals', critique: 'Write it in capitals.', evidence: [{ message: 'small letters', data: { expected: 'HI', heard: String(value) } }] }),
});
/** Right at the second attempt only. */
const shout = defineTool({ name: 'shout', description: '', input: z.object({ text: text() }), output: z.object({ text: text() }), criteria: [{ oracle: 'loud' }], execute: async ({ text: said }, { critique }) => ({ text: critique === undefined ? said : said.toUpperCase() }) });
const grey = defineTool({
  name: 'grey', description: '', input: z.object({ image: artifact('image') }), output: z.object({ image: artifact('image') }),
  execute: async ({ image }, { scratch }) => {
    const path = join(scratch, 'grey.png');
    await sharp(image.path).greyscale().png().toFile(path);
    return { image: { path } };
  },
});

/** A second of sound, in which something is heard. */
const tone = defineTool({
  name: 'tone', description: '', input: z.object({ text: text() }), output: z.object({ audio: artifact('audio') }), criteria: [{ oracle: 'heard' }],
  execute: async (_input, { scratch, signal }) => {
    const path = join(scratch, 'tone.wav');
    await runFfmpeg(['-f', 'lavfi', '-i', 'sine=frequency=440:duration=1', '-y', path], { signal });
    return { audio: { path } };
  },
});
const heard = defineOracle({
  name: 'heard', description: 'Something is heard.', kind: 'deterministic', modalities: ['audio'], params: z.object({}),
  check: async () => ({ status: 'pass', measured: 1, expected: 1, evidence: [{ message: 'a click', startMs: 250, endMs: 500 }] }),
});
/** A short film with its subtitles. */
const film = defineTool({
  name: 'film', description: '', input: z.object({ text: text() }), output: z.object({ video: artifact('video'), text: text() }),
  execute: async (_input, { scratch, signal }) => {
    const path = join(scratch, 'film.webm');
    await runFfmpeg(['-f', 'lavfi', '-i', 'testsrc=s=64x48:r=10:d=2', '-c:v', 'libvpx', '-b:v', '200k', '-y', path], { signal });
    return { video: { path }, text: '1\n00:00:00,000 --> 00:00:02,000\nColours and a counter.\n' };
  },
});
const PORTS: Readonly<Record<string, string>> = { grey: 'image', tone: 'audio', film: 'video' };

/** One step with the tool that the first word names, on the given picture where there is one, else on the rest of the words. */
const planner: Planner = {
  plan: async ({ goal, givens }) => {
    const [name = '', ...rest] = (goal.split('\n')[0] ?? '').split(' ');
    const picture = givens.find(({ modality }) => modality === 'image');
    const inputs = picture && name === 'grey' ? { image: { given: picture.name } } : { text: { value: rest.join(' ') } };
    if (name === 'nothing') return { status: 'missing', capability: name, message: 'Nothing can do this. Ask for something else.' };
    return { status: 'planned', plan: { version: 1, goal, steps: [{ id: 'work', tool: name, inputs, criteria: [] }], deliverables: [`work.${PORTS[name] ?? 'text'}`] }, notes: [] };
  },
};

interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly server: VouchServer;
  readonly problems: string[];
  close(): Promise<void>;
}

async function open(tools: Tool[] = [echo], size = { width: 1200, height: 800 }, dark = false): Promise<Opened> {
  const runtime = testRuntime({ tools: [...tools, echo, shout, grey, tone, film], oracles: [loud, heard], planner });
  const server = await startServer({ port: 0 }, { runtime, pageFolder });
  const lease = await openBrowser();
  const context = await lease.browser.newContext({ viewport: size, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error' && !/net::|WebSocket/.test(message.text())) problems.push(message.text()); });
  await page.goto(server.url);
  await page.getByText('Connected', { exact: true }).waitFor();
  return {
    page, context, server, problems,
    async close() {
      await context.close();
      lease.release();
      await server.close();
      await runtime.close();
      expect(problems).toEqual([]);
    },
  };
}

async function ask(page: Page, words: string): Promise<void> {
  await page.getByLabel('Task').fill(words);
  await page.getByLabel('Task').press('Enter');
}

/** Waits until the run of a card has ended so. */
async function ended(page: Page, word: string): Promise<void> {
  await page.locator('section.card [role=status] .badge', { hasText: word }).first().waitFor();
}

/** What axe-core finds against WCAG 2.2 AA. */
async function violations(page: Page): Promise<string[]> {
  // By the page's own policy a script element would be refused; the debugger is not bound by it.
  await page.evaluate(axe);
  const { violations: found }: { violations: { id: string; nodes: { html: string }[] }[] } = await page.evaluate('axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })');
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
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

test('a claim without a proof looks unproved, and a task that cannot be done says what to do', async () => {
  const { page, close } = await open();
  await ask(page, 'echo hello');
  await page.getByText('Not proved').waitFor();
  expect(await page.locator('.unproved').textContent()).toContain('no criterion that could prove it');
  await ask(page, 'nothing at all');
  await page.getByText('Ask for something else.').waitFor();
  expect(await violations(page)).toEqual([]);
  await close();
});

test('a picture that is chosen is shown, worked on, and compared with what came out', async () => {
  const { page, close } = await open();
  await page.getByLabel('Files to attach').setInputFiles({ name: 'red.png', mimeType: 'image/png', buffer: await sharp({ create: { width: 64, height: 48, channels: 3, background: 'red' } }).png().toBuffer() });
  await page.locator('.attachments', { hasText: 'image' }).waitFor();
  await ask(page, 'grey');
  await ended(page, 'completed');
  await page.getByRole('button', { name: /^work grey/ }).click();
  await page.getByLabel('How much of the picture before is seen').fill('30');
  expect(await page.locator('.compare .over').evaluate((element) => (element as unknown as { naturalWidth: number }).naturalWidth)).toBe(64);
  expect(await violations(page)).toEqual([]);
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
  expect(await page.locator('.question pre').textContent()).toContain('a letter');
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
  const { page, close } = await open([echo], size, dark);
  await ask(page, 'shout a-rather-long-word-that-must-wrap-somewhere-because-the-screen-is-narrow');
  await ended(page, 'completed');
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  expect(await violations(page)).toEqual([]);
  await close();
});

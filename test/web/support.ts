import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import sharp from 'sharp';
import { z } from 'zod';
import { artifact, defineOracle, defineTool, text, type ModelClient, type Planner, type Tool } from '../../src/core/index.js';
import { startServer, type VouchServer } from '../../src/server/index.js';
import { findBrowser, openBrowser } from '../../src/tools/browser/index.js';
import { runFfmpeg } from '../../src/tools/media/index.js';
import { noModels } from '../support/no-models.js';
import { testRuntime } from '../support/workshop.js';
import { echo } from '../support/sample-tools.js';

const loud = defineOracle({
  name: 'loud', description: 'The text is in capitals.', kind: 'deterministic', modalities: ['text'], params: z.object({}),
  check: async ({ value }) => (value === String(value).toUpperCase()
    ? { status: 'pass', measured: 'capitals', expected: 'capitals', evidence: [{ message: 'every letter is a capital' }] }
    : { status: 'fail', measured: 'small letters', expected: 'capitals', critique: 'Write it in capitals.', evidence: [{ message: 'small letters', data: { expected: 'HI', heard: String(value) } }] }),
});
/** Right at the second attempt only. */
const shout = defineTool({ name: 'shout', description: '', input: z.object({ text: text() }), output: z.object({ text: text() }), criteria: [{ oracle: 'loud' }], execute: async ({ text: said }, { critique }) => ({ text: critique === undefined ? said : said.toUpperCase() }) });
/** Wrong at every attempt. */
const quiet = defineTool({ name: 'quiet', description: '', input: z.object({ text: text() }), output: z.object({ text: text() }), criteria: [{ oracle: 'loud' }], execute: async ({ text: said }) => ({ text: said }) });
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
const PORTS: Readonly<Record<string, string>> = { grey: 'image', each: 'image', tone: 'audio', film: 'video' };

/** One step with the tool that the first word names, on the given picture where there is one, else on the rest of the words; `each` is `grey` for each picture. */
const planner: Planner = {
  plan: async ({ goal, givens }) => {
    const [name = '', ...rest] = (goal.split('\n')[0] ?? '').split(' ');
    const picture = givens.find(({ modality }) => modality === 'image');
    const pictures = givens.filter(({ modality }) => modality === 'image');
    const inputs = name === 'each' ? { image: { map: pictures.map((one) => ({ given: one.name })) } } : picture && name === 'grey' ? { image: { given: picture.name } } : { text: { value: rest.join(' ') } };
    if (name === 'nothing') return { status: 'missing', capability: name, message: 'Nothing can do this. Ask for something else.' };
    return { status: 'planned', plan: { version: 1, goal, steps: [{ id: 'work', tool: name === 'each' ? 'grey' : name, inputs, criteria: [] }], deliverables: [`work.${PORTS[name] ?? 'text'}`] }, notes: [] };
  },
};

export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly server: VouchServer;
  /** What the page complained of. */
  readonly problems: string[];
  close(): Promise<void>;
}

/** The page in a Chromium, served from `pageFolder`. */
export async function openPage(pageFolder: string, { tools = [], size = { width: 1200, height: 800 }, dark = false, models = noModels }: { readonly tools?: Tool[]; readonly size?: { width: number; height: number }; readonly dark?: boolean; readonly models?: ModelClient } = {}): Promise<Opened> {
  const runtime = testRuntime({ tools: [...tools, echo, shout, quiet, grey, tone, film], oracles: [loud, heard], planner, models });
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
    },
  };
}

export async function ask(page: Page, words: string): Promise<void> {
  await page.getByLabel('Task').fill(words);
  await page.getByLabel('Task').press('Enter');
}

/** Waits until the run of a card has ended so. */
export async function ended(page: Page, word: string): Promise<void> {
  await page.locator('section.card [role=status] .badge', { hasText: word }).first().waitFor();
}

export interface OpenedWithDevices {
  readonly browser: Browser;
  readonly page: Page;
  /** What the page complained of. */
  readonly problems: string[];
}

/** The page at `url` in a Chromium of its own, with a camera that shows a test picture and a microphone that beeps. */
export async function openWithDevices(url: string, args: readonly string[] = []): Promise<OpenedWithDevices> {
  const executable = await findBrowser();
  const browser = await chromium.launch({ executablePath: executable.path, env: { ...process.env, ...executable.env }, args: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', '--autoplay-policy=no-user-gesture-required', ...args] });
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
  await page.goto(url);
  await page.getByText('Connected', { exact: true }).waitFor();
  return { browser, page, problems };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds against WCAG 2.2 AA. */
export async function violations(page: Page): Promise<string[]> {
  // By the page's own policy a script element would be refused; the debugger is not bound by it.
  await page.evaluate(axe);
  const { violations: found }: { violations: { id: string; nodes: { html: string }[] }[] } = await page.evaluate('axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })');
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

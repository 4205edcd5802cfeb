import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { artifact, defineTool, text, type Planner, type Tool } from '../../src/core/index.js';
import { startServer, type VouchServer } from '../../src/server/index.js';
import { probe } from '../../src/tools/media/index.js';
import { buildWeb } from '../../scripts/build-web.mjs';
import { freshFolder, removeFolders, testRuntime } from '../support/workshop.js';
import { ask, ended, openWithDevices, violations } from './support.js';

jest.setTimeout(120_000);

/** Says what the file is, measured anew. */
const measurer = (modality: 'audio' | 'video' | 'image'): Tool => defineTool({
  name: `measure_${modality}`, description: '', input: z.object({ file: artifact(modality) }), output: z.object({ text: text() }),
  execute: async ({ file }, { signal }) => {
    const { durationMs, width, height, hasAudio } = await probe(file.path, { signal });
    return { text: JSON.stringify({ durationMs, width, height, hasAudio }) };
  },
});
const planner: Planner = {
  plan: async ({ goal, givens }) => ({
    status: 'planned', notes: [],
    plan: { version: 1, goal, steps: givens.map(({ name, modality }, index) => ({ id: `s${index}`, tool: `measure_${modality}`, inputs: { file: { given: name } }, criteria: [] })), deliverables: givens.map((_, index) => `s${index}.text`) },
  }),
};

const pageFolder = join(freshFolder(), 'page');
let server: VouchServer;
let closeAll: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  await buildWeb(pageFolder);
  const runtime = testRuntime({ tools: [measurer('audio'), measurer('video'), measurer('image')], planner });
  server = await startServer({ port: 0 }, { runtime, pageFolder });
  closeAll = async () => {
    await server.close();
    await runtime.close();
  };
});
afterAll(async () => {
  await closeAll();
  removeFolders();
});

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Record', exact: true });

async function choose(page: Page, kind: string): Promise<void> {
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await dialogOf(page).getByLabel(kind).check();
  await dialogOf(page).getByText('Ready.').waitFor();
}

async function measured(page: Page): Promise<unknown> {
  await ask(page, 'measure it');
  await ended(page, 'completed');
  return JSON.parse((await page.locator('.answer').last().textContent()) ?? '');
}

test('sound and video are recorded until one stops them, and a picture is taken, each attached and whole', async () => {
  const { browser, page, problems } = await openWithDevices(server.url);
  try {
    for (const [kind, attached, expected] of [
      ['Sound', /sound-\d{6}\.webm.*audio/, { durationMs: expect.any(Number), hasAudio: true }],
      ['Video', /video-\d{6}\.(webm|mp4).*video/, { durationMs: expect.any(Number), width: 1280, height: 720, hasAudio: true }],
    ] as const) {
      await choose(page, kind);
      await dialogOf(page).getByRole('button', { name: 'Start recording' }).click();
      await dialogOf(page).getByText('0:02').waitFor();
      await dialogOf(page).getByRole('button', { name: 'Stop and attach' }).click();
      await page.locator('.attachments li', { hasText: attached }).waitFor();
      const facts = await measured(page);
      expect(facts).toMatchObject(expected);
      expect((facts as { durationMs: number }).durationMs).toBeGreaterThan(1500);
      await page.getByRole('button', { name: 'New conversation' }).click();
    }
    await choose(page, 'Picture');
    await dialogOf(page).getByRole('button', { name: 'Take the picture' }).click();
    await page.locator('.attachments li', { hasText: /picture-\d{6}\.jpeg.*image/ }).waitFor();
    expect(await measured(page)).toMatchObject({ width: 1280, height: 720 });
    expect(problems).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('the dialog is used by keyboard: Enter in it sends nothing, Escape keeps what is being recorded, and the button has the focus again', async () => {
  const { browser, page, problems } = await openWithDevices(server.url);
  try {
    await page.getByLabel('Task').fill('not yet');
    await page.getByRole('button', { name: 'Record', exact: true }).press('Enter');
    await dialogOf(page).getByText('Ready.').waitFor();
    expect(await violations(page)).toEqual([]);
    await dialogOf(page).getByLabel('Sound').press('Enter');
    await page.keyboard.press('Escape');
    await dialogOf(page).waitFor({ state: 'detached' });
    expect(await page.locator('.attachments li, section.card').count()).toBe(0);
    expect(await page.locator(':focus').textContent()).toBe('Record');

    await choose(page, 'Video');
    await dialogOf(page).getByRole('button', { name: 'Start recording' }).press('Enter');
    await dialogOf(page).getByText('0:01').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.attachments li', { hasText: /video-/ }).waitFor();
    expect(problems).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('a picture is taken only once the camera shows something, whatever was ready before it', async () => {
  const { browser, page, problems } = await openWithDevices(server.url);
  try {
    // A camera that needs a second to be opened and another to show something.
    await page.addInitScript('const devices = navigator.mediaDevices; const open = devices.getUserMedia.bind(devices); devices.getUserMedia = async (asked) => { if (asked.video) await new Promise((later) => { setTimeout(later, 1000); }); return open(asked); };');
    await page.addInitScript('const camera = HTMLMediaElement.prototype; const source = Object.getOwnPropertyDescriptor(camera, "srcObject"); Object.defineProperty(camera, "srcObject", { get() { return source.get.call(this); }, set(stream) { if (stream?.getVideoTracks().length) setTimeout(() => source.set.call(this, stream), 1000); else source.set.call(this, stream); } })');
    await page.reload();
    await choose(page, 'Sound');
    await dialogOf(page).getByLabel('Picture').check();
    await dialogOf(page).getByText('Waiting for the camera…').waitFor();
    expect(await dialogOf(page).getByRole('button', { name: 'Take the picture' }).isDisabled()).toBe(true);
    await dialogOf(page).getByRole('button', { name: 'Take the picture' }).click();
    await page.locator('.attachments li', { hasText: /picture-\d{6}\.jpeg.*image/ }).waitFor();
    expect(problems).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('a refusal says what was refused and what to do, and nothing stays open', async () => {
  const { browser, page } = await openWithDevices(server.url);
  try {
    await page.addInitScript('navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"))');
    await page.reload();
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await dialogOf(page).getByText('The browser may not use the microphone. Allow it in the settings beside the address, or attach a file.').waitFor();
    expect(await dialogOf(page).getByRole('button', { name: 'Start recording' }).isDisabled()).toBe(true);
    await dialogOf(page).getByLabel('Picture').check();
    await dialogOf(page).getByText(/may not use the camera/).waitFor();
    await dialogOf(page).getByRole('button', { name: 'Cancel' }).click();
    await dialogOf(page).waitFor({ state: 'detached' });
  } finally {
    await browser.close();
  }
});

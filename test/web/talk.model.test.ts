import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import WebSocket from 'ws';
import { VouchClient, type Note, type SocketConstructor, type Spoken } from '../../src/client/index.js';
import type { Planner } from '../../src/core/index.js';
import { createModels, type Models } from '../../src/models/index.js';
import { startServer, type VouchServer } from '../../src/server/index.js';
import { input, output, runFfmpeg } from '../../src/tools/media/index.js';
import { buildWeb } from '../../scripts/build-web.mjs';
import { echo } from '../server/support.js';
import { openWithDevices, type OpenedWithDevices } from './support.js';
import { freshFolder, removeFolders, testRuntime } from '../support/workshop.js';

jest.setTimeout(240_000);

const folder = freshFolder();
const pageFolder = join(folder, 'page');
const said = join(folder, 'said.wav');
let models: Models;
let server: VouchServer;
let closeAll: () => Promise<void> = () => Promise.resolve();

/** Says back what was said. */
const planner: Planner = {
  plan: async ({ goal }) => ({ status: 'planned', plan: { version: 1, goal, steps: [{ id: 'a', tool: 'echo', inputs: { text: { value: goal } }, criteria: [] }], deliverables: ['a.text'] }, notes: [] }),
};

beforeAll(async () => {
  await buildWeb(pageFolder);
  models = await createModels({});
  const spoken = join(folder, 'spoken.wav');
  await models.speak({ text: 'The museum opens at nine in the morning.', into: spoken });
  // A second of silence before, and two after.
  await runFfmpeg([...input(spoken), '-af', 'aresample=48000,adelay=1000,apad=pad_len=96000', '-ar', '48000', '-ac', '1', '-c:a', 'pcm_s16le', '-f', 'wav', ...output(said)], { signal: AbortSignal.timeout(60_000) });
  const runtime = testRuntime({ tools: [echo], planner, models });
  server = await startServer({ port: 0 }, { runtime, pageFolder });
  closeAll = async () => {
    await server.close();
    await runtime.close();
    await models.close();
  };
}, 240_000);

afterAll(async () => {
  await closeAll();
  removeFolders();
});

test('real speech over the socket is heard by the detector, understood and answered aloud', async () => {
  const pcm = join(folder, 'said.pcm');
  await runFfmpeg([...input(said), '-ar', '16000', '-ac', '1', '-f', 's16le', ...output(pcm)], { signal: AbortSignal.timeout(60_000) });
  const { readFile } = await import('node:fs/promises');
  const bytes = await readFile(pcm);
  const notes: Note[] = [];
  const spoken: Spoken[] = [];
  const ended = new Promise<void>((resolve) => {
    const client = new VouchClient({ url: server.url, WebSocket: WebSocket as unknown as SocketConstructor, onNote: (note) => {
      notes.push(note);
      if (note.note !== 'voice.said' && note.note !== 'voice.failed') return;
      client.close();
      resolve();
    } });
    void client.openVoice({ onSpoken: (sentence) => spoken.push(sentence) }).then((voice) => {
      for (let from = 0; from < bytes.length; from += 1024) voice.send(bytes.subarray(from, from + 1024));
      voice.end();
    });
  });
  await ended;
  expect(notes.map(({ note }) => note).filter((note) => note.startsWith('voice'))).toEqual(['voice.began', 'voice.ended', 'voice.heard', 'voice.said']);
  expect(notes.find(({ note }) => note === 'voice.heard')).toMatchObject({ text: expect.stringMatching(/museum opens at (nine|9)/i), language: 'en' });
  expect(spoken[0]!.text).toMatch(/museum opens/i);
  // A spoken sentence of this length lasts longer than a second.
  expect(spoken[0]!.wav.length).toBeGreaterThan(32_000);
});

/** The page in a Chromium whose microphone plays the recording once. */
const open = (): Promise<OpenedWithDevices> => openWithDevices(server.url, [`--use-file-for-fake-audio-capture=${said}%noloop`]);

test('in the page one talks: what was said is shown, and the answer is spoken until one cuts in', async () => {
  const { browser, page, problems } = await open();
  try {
    await page.getByRole('button', { name: 'Talk', exact: true }).press('Enter');
    await page.locator('.said', { hasText: /museum opens/i }).waitFor({ timeout: 120_000 });
    await page.getByRole('button', { name: 'Be quiet' }).waitFor({ timeout: 120_000 });
    expect(await page.locator('.talk').textContent()).toMatch(/Speaking\. Speak to cut in\. .*museum/i);
    await page.getByRole('button', { name: 'Be quiet' }).click();
    await page.getByRole('button', { name: 'Be quiet' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /Stop talking/ }).press('Enter');
    await page.getByRole('button', { name: 'Talk', exact: true }).waitFor();
    expect(await page.locator('.answer').textContent()).toMatch(/museum/i);
    expect(problems).toEqual([]);
  } finally {
    await browser.close();
  }
});

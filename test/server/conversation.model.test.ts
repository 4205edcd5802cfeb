import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import WebSocket from 'ws';
import { VouchClient, type SocketConstructor } from '../../src/client/index.js';
import { createModels, type Models } from '../../src/models/index.js';
import { createRuntime, type Runtime } from '../../src/runtime/index.js';
import { startServer, type VouchServer } from '../../src/server/index.js';
import { wordErrorRate } from '../../src/tools/speech/index.js';
import { freshFolder, removeFolders } from '../support/workshop.js';
import { hasSharedMedia, sharedMedia } from '../support/shared-media.js';
import { watchToEnd } from './support.js';

jest.setTimeout(600_000);

let models: Models;
let runtime: Runtime;
let server: VouchServer;
beforeAll(async () => {
  models = await createModels({});
  runtime = await createRuntime({ dataFolder: freshFolder(), models });
  server = await startServer({ port: 0 }, { runtime });
});
afterAll(async () => {
  await server.close();
  await runtime.close();
  await models.close();
  removeFolders();
});

(hasSharedMedia() ? test : test.skip)('a conversation goes on with what it made: a picture is described, that made shorter and said again, and what means neither starts anew', async () => {
  const chat = new VouchClient({ url: server.url, WebSocket: WebSocket as unknown as SocketConstructor });
  try {
    const picture = await chat.upload(await openAsBlob(sharedMedia('dog.jpg')), 'dog.jpg');
    const described = await chat.call('message.send', { text: 'Describe this picture.', attachments: [{ artifact: picture.id }] });
    const { conversation } = described;
    await watchToEnd(chat, described.message.runId!);
    const description = (await runtime.outcome(described.message.runId!)).answer;
    expect(description).toMatch(/dog/i);

    const again = await chat.call('message.send', { text: 'make it shorter and say it again', conversation });
    await watchToEnd(chat, again.message.runId!);
    const outcome = await runtime.outcome(again.message.runId!);
    expect(outcome.status).toBe('completed');
    const { steps, artifacts } = await runtime.state(again.message.runId!);
    const made = [...steps.values()].flatMap(({ attempts, accepted }) => Object.values(attempts[(accepted ?? 1) - 1]?.outputs ?? {})).map((id) => artifacts.get(String(id))!);
    const shorter = await models.transcribe({ path: outcome.artifacts.find(({ modality }) => modality === 'audio')!.path });
    const text = await readFile(await runtime.readArtifact(made.find(({ modality }) => modality === 'text')!.id), 'utf8');
    expect(text.length).toBeLessThan(description.length);
    expect(wordErrorRate(text, shorter.text).rate).toBeLessThan(0.2);

    for (const [goal, givens] of [['How many dogs are in the picture?', ['dog.jpg']], ['Write a limerick about autumn.', []]] as const) {
      const { draft } = await chat.call('message.send', { text: goal, conversation, review: true });
      expect([goal, JSON.stringify(draft!.plan).match(/"given":"[^"]*"/g) ?? []]).toEqual([goal, givens.map((name) => `"given":"${name}"`)]);
    }
  } finally {
    chat.close();
  }
});

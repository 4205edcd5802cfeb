import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { ScriptedModels, type ScriptedStep } from '../../src/models/scripted.js';
import { secondLookOracles } from '../../src/oracles/second-look.js';
import { oracleNamed } from './check.js';

let folder: string;
let picture: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-look-'));
  picture = join(folder, 'picture.png');
  await sharp({ create: { width: 60, height: 40, channels: 3, background: '#336699' } }).png().toFile(picture);
});
afterAll(() => rm(folder, { recursive: true }));

/** What a look sees: labels with their scores. */
const look = (seen: Record<string, number>): ScriptedStep => ({ detect: { detections: Object.entries(seen).map(([label, score]) => ({ label, score, box: { x: 0, y: 0, width: 9, height: 9 } })) } });

/** Compares a picture with itself: `told` of the first picture, which is looked at once or twice; the second one shows nothing. */
async function compared(told: Record<string, number>, looks: Record<string, number>[]): Promise<string> {
  const oracle = oracleNamed(secondLookOracles, 'comparison_holds');
  const handle = { id: 'a'.repeat(64), modality: 'image', mime: 'image/png', bytes: 1, metadata: {}, path: picture };
  const value = { changedShare: 0, sameSize: true, regions: [], counts: Object.entries(told).map(([label, first]) => ({ label, first, second: 0 })) };
  const inputs = ['first', 'second'].map((port) => ({ port, modality: 'image', value: handle }));
  const models = new ScriptedModels([...looks.map(look), look({})], { jobs: ['detect'] });
  const { status } = await oracle.check({ port: 'json', modality: 'json', value, tool: 'compare_images', inputs, outputs: [], goal: '' }, {}, { signal: new AbortController().signal, models, scratch: folder });
  return status;
}

test.each<[string, Record<string, number>, Record<string, number>[], string]>([
  ['what the second look sees', { dog: 1 }, [{ dog: 0.8 }], 'pass'],
  ['what no look sees', { giraffe: 2 }, [{ dog: 0.8 }, { dog: 0.8 }], 'fail'],
  ['less than both looks are sure of', { dog: 0 }, [{ dog: 0.8 }, { dog: 0.8 }], 'fail'],
  ['more than one look sees and not the other', { bird: 1 }, [{}, { bird: 0.4 }], 'inconclusive'],
  ['less than one look is sure of and not the other', { bird: 0 }, [{ bird: 0.6 }, { bird: 0.4 }], 'inconclusive'],
  ['a thing that is taken for another', { horse: 1 }, [{ cow: 0.4 }, { cow: 0.4 }], 'inconclusive'],
  ['two things where one was seen that is taken for them', { horse: 2 }, [{ cow: 0.4 }, { cow: 0.4 }], 'fail'],
])('a comparison that tells of %s', async (_, told, looks, status) => {
  expect(await compared(told, looks)).toBe(status);
});

/** Detections that were told of a picture and are seen again in the mirror, where an enlarged look sees `enlarged` in the thing's place. */
async function confirmed(score: number, enlarged: Record<string, number>): Promise<string> {
  const oracle = oracleNamed(secondLookOracles, 'detections_confirmed');
  const image = { id: 'a'.repeat(64), modality: 'image', mime: 'image/png', bytes: 1, metadata: {}, path: picture };
  const told = [{ label: 'cat', score, box: { x: 10, y: 10, width: 10, height: 10 } }];
  // The mirrored picture is 72 px wide; of the enlarged part, of 20 × 20 px around the thing, each px is 32.
  const mirrored: ScriptedStep = { detect: { width: 72, height: 48, detections: [{ label: 'cat', score, box: { x: 48, y: 12, width: 12, height: 12 } }] } };
  const larger: ScriptedStep = { detect: { width: 640, height: 640, detections: Object.entries(enlarged).map(([label, sure]) => ({ label, score: sure, box: { x: 160, y: 160, width: 320, height: 320 } })) } };
  const models = new ScriptedModels([mirrored, larger], { jobs: ['detect'] });
  const { status } = await oracle.check({ port: 'json', modality: 'json', value: { detections: told }, tool: 'detect_objects', inputs: [{ port: 'image', modality: 'image', value: image }], outputs: [], goal: '' }, {}, { signal: new AbortController().signal, models, scratch: folder });
  return status;
}

test.each<[string, number, Record<string, number>, string]>([
  ['another thing in its place', 0.44, { dog: 0.46, cat: 0.2 }, 'inconclusive'],
  ['the same thing', 0.44, { cat: 0.4, dog: 0.2 }, 'pass'],
  ['nothing sure', 0.44, { dog: 0.2 }, 'pass'],
  ['another thing, though it was sure before', 0.8, { dog: 0.46 }, 'pass'],
])('a thing that was told where an enlarged look sees %s', async (_, score, enlarged, status) => {
  expect(await confirmed(score, enlarged)).toBe(status);
});

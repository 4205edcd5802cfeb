import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { talkToBot, type BotOutput } from '../../../src/agents/screenshot/index.js';
import { noModels } from '../../support/no-models.js';

const folder = mkdtempSync(join(tmpdir(), 'vouch-bot-test-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

async function answers(...lines: string[]): Promise<BotOutput[]> {
  const written: BotOutput[] = [];
  await talkToBot((async function* () { yield* lines; })(), (output) => { written.push(output); }, { models: noModels, secrets: new Map(), wallMs: 10_000 });
  return written;
}

test.each([
  ['no JSON', '{"type":', 'USAGE'],
  ['another message', '{"type":"act"}', 'USAGE'],
  ['an answer that nobody asked for', '{"type":"answer","approved":true}', 'USAGE'],
  ['a goal without words', observe({ goal: ' ' }), 'USAGE'],
  ['a picture that is not there', observe({ image: join(folder, 'none.png') }), 'INPUT_NOT_FOUND'],
  ['a device in place of a picture', observe({ image: '/dev/zero' }), 'INPUT_UNSUPPORTED'],
  ['a folder in place of a picture', observe({ image: folder }), 'INPUT_UNSUPPORTED'],
  ['bytes that are no picture', observe({ image: Buffer.alloc(100, 7).toString('base64') }), 'INPUT_CORRUPT'],
])('%s is answered with an error, and the bot may go on', async (_what, line, code) => {
  expect(await answers(line, '')).toEqual([expect.objectContaining({ type: 'error', code })]);
});

test('a picture of too many pixels is refused on its header', async () => {
  const path = join(folder, 'huge.png');
  writeFileSync(path, await sharp({ create: { width: 12_000, height: 9000, channels: 3, background: 'white' } }).png().toBuffer());
  const [answer] = await answers(observe({ image: path }));
  expect(answer).toMatchObject({ type: 'error', message: expect.stringContaining('pixel') });
});

function observe(more: object): string {
  return JSON.stringify({ type: 'observe', goal: 'Click on OK.', image: 'x.png', ...more });
}

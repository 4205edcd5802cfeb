import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import sharp from 'sharp';
import { ADAPTERS, browse, type BrowseOptions, type BrowseOutcome } from '../../../src/agents/screenshot/index.js';
import { createModels, loadConfig, type Models } from '../../../src/models/index.js';
import { withScratch } from '../../../src/store/index.js';
import { closeBrowser } from '../../../src/tools/browser/index.js';

jest.setTimeout(240_000);

const PAGE = '<!doctype html><style>body{font:16px Arial;margin:20px}button{font:16px Arial;padding:4px 10px}</style><h1>Lamps</h1><button style="position:absolute;left:60px;top:100px;width:140px;height:40px" onclick="o.textContent=\'In the basket\'">Basket</button><button style="position:absolute;left:60px;top:160px;width:140px;height:40px" onclick="o.textContent=\'Written\'">Write to us</button><p id=o style="position:absolute;left:60px;top:220px"></p>';

const KEY_PAGE = '<!doctype html><style>body{font:16px Arial;margin:20px}input,button{font:16px Arial;padding:4px 10px;position:absolute;left:60px;height:36px}</style><p>Access key</p><input style="top:60px;width:240px" oninput="o.textContent=\'Your key: \'+value"><button style="top:120px;width:140px">Send</button><p id=o style="position:absolute;left:60px;top:180px"></p>';

/** What a vision-language server was sent. */
interface Asked { readonly text: string; readonly image: Buffer }

let site: Server;
let eyes: Server;
let asked: Asked[] = [];
/** What it answers next: the words of a reply for what it was asked. */
let answer: (request: Asked, turn: number) => string;
let models: Models;
let origin = '';

beforeAll(async () => {
  site = createServer(({ url }, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(url === '/key' ? KEY_PAGE : PAGE));
  eyes = createServer((request, response) => void reply(request).then((body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))));
  for (const server of [site, eyes]) await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  origin = `http://127.0.0.1:${portOf(site)}`;
  models = await createModels({ config: loadConfig({ env: { VOUCH_SEE_URL: `http://127.0.0.1:${portOf(eyes)}/v1`, VOUCH_SEE_MODEL: 'eyes' }, cwd: '/' }) });
});

afterAll(async () => {
  await closeBrowser();
  await models.close();
  for (const server of [site, eyes]) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

beforeEach(() => { asked = []; });

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** The server's side of the OpenAI-compatible wire. */
async function reply(request: IncomingMessage): Promise<object> {
  if (request.method === 'GET') return { object: 'list', data: [{ id: 'eyes', object: 'model' }] };
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { messages } = JSON.parse(Buffer.concat(chunks).toString()) as { messages: { content: string | { type: string; text?: string; image_url?: { url: string } }[] }[] };
  const parts = messages.flatMap(({ content }) => (typeof content === 'string' ? [{ type: 'text', text: content }] : content));
  const image = parts.find(({ type }) => type === 'image_url');
  const one = { text: parts.map(({ text }) => text ?? '').join('\n'), image: Buffer.from((image && 'image_url' in image ? image.image_url?.url : undefined)?.split(',')[1] ?? '', 'base64') };
  // The same conversation comes without its picture, too, so that the client learns what the picture counts for.
  if (image) asked.push(one);
  const tokens = one.text.length + (image ? 500 : 0);
  return { id: 'x', object: 'chat.completion', created: 0, model: 'eyes', choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: image ? answer(one, asked.length) : '' } }], usage: { prompt_tokens: tokens, completion_tokens: 1, total_tokens: tokens + 1 } };
}

const on = (goal: string, sight?: string, more: Partial<BrowseOptions> = {}): Promise<BrowseOutcome> => browse(goal, { url: origin, models, viewport: { width: 420, height: 320 }, ...(sight === undefined ? {} : { sight: ADAPTERS[sight] }), ...more });

test('a model acts itself on a picture of exactly the size that its format resizes to; what is no action goes back to it', async () => {
  // 840 × 640 px become multiples of 28; the button's middle is at 130, 120 CSS px.
  const [width, height] = [840, 644];
  answer = (_request, turn) => [
    'Thought: fly there\nAction: fly(start_box=\'(1,1)\')',
    `Thought: press it\nAction: click(start_box='(${Math.round((130 / 420) * width)},${Math.round((120 / 320) * height)})')`,
    "Thought: it is there\nAction: finished(content='put in')",
  ][turn - 1] ?? '';
  const outcome = await on('Put a lamp into the basket.', 'ui-tars-1.5');
  const sizes = await Promise.all(asked.map(async ({ image }) => sharp(image).metadata()));
  expect(sizes.map((size) => [size.width, size.height])).toEqual([[width, height], [width, height], [width, height]]);
  expect(asked[1]?.text).toContain('There is no action "fly"');
  expect(asked[2]?.text).toContain('The last action had an effect');
  expect(outcome).toMatchObject({ status: 'completed', answer: 'put in', steps: [{ action: { type: 'click' }, target: 'button "Basket"', verdict: { status: 'expected' } }] });
  // The model's word proves nothing.
  expect(outcome.unproved).toHaveLength(1);
});

test('a model that never names an action ends the run after three replies', async () => {
  answer = () => 'I would rather not.';
  expect(await on('Put a lamp into the basket.', 'qwen3-vl')).toMatchObject({ status: 'failed', error: { code: 'MODEL_REPLY_INVALID' }, steps: [] });
  expect(asked).toHaveLength(3);
});

test('a key, a tab and an address that there are not go back to the model, and the run goes on', async () => {
  answer = (_request, turn) => [
    'Thought: t\nAction: hotkey(key=\'nosuchkey\')',
    "Thought: press it\nAction: click(start_box='(309,375)')",
    "Thought: done\nAction: finished(content='put in')",
  ][turn - 1] ?? '';
  const outcome = await on('Put a lamp into the basket.', 'ui-tars-1.0');
  expect(asked[1]?.text).toContain('There is no key "nosuchkey"');
  expect(outcome).toMatchObject({ status: 'completed', answer: 'put in', steps: [{ action: { type: 'click' } }] });
  answer = (_request, turn) => ['{"name":"navigate","args":{"url":"http://example.invalid/"}}', '{"name":"navigate","args":{"url":"javascript:alert(1)"}}', '{"name":"done","args":{"answer":"no way"}}'][turn - 1] ?? '{"name":"done","args":{}}';
  asked = [];
  expect(await on('Look elsewhere.', 'gemini-computer')).toMatchObject({ status: 'completed', steps: [] });
  expect(asked.map(({ text }) => text).join('\n')).toMatch(/example\.invalid is not in the list of allowed hosts[^]*only http, https and file/);
});

test('a secret is on no picture that a vision-language server or who approves is shown, neither where it was typed nor where the page repeats it', async () => {
  answer = (_request, turn) => ['{"type":"click","x":300,"y":156}', '{"type":"type","text":"{{key}}"}', '{"type":"click","x":200,"y":276}', '{"type":"done","answer":"sent"}'][turn - 1] ?? '';
  const approvals: Buffer[] = [];
  const outcome = await on('Send the key {{key}}.', 'openai-computer', { url: `${origin}/key`, secrets: new Map([['key', 'Kestrel-4417-Maple']]), approve: ({ picture }) => Promise.resolve(approvals.push(picture) > 0) });
  expect(outcome).toMatchObject({ status: 'completed', steps: [{}, { action: { type: 'type', text: '{{key}}' } }, { target: 'button "Send"' }] });
  const pictures = [...asked.slice(2).map(({ image }) => image), ...approvals];
  expect(pictures).toHaveLength(3);
  await withScratch('seen', async (folder) => {
    for (const [index, picture] of pictures.entries()) {
      const path = join(folder, `${index}.png`);
      await writeFile(path, picture);
      const read = (await models.ocr({ path })).lines.map(({ text }) => text).join(' ');
      // The picture is that of the page, and can be read.
      expect(read).toMatch(/Access key/i);
      expect(read.toLowerCase()).not.toMatch(/kestrel|4417|maple/);
    }
  });
  expect(asked.map(({ text }) => text).join()).not.toContain('Kestrel');
});

test('a line end that a model types presses Enter, and waits for the approval of what that may press', async () => {
  answer = (_request, turn) => ['{"type":"click","x":300,"y":156}', '{"type":"type","text":"yes\\n"}'][turn - 1] ?? '';
  expect(await on('Fill in.', 'openai-computer', { url: `${origin}/key` })).toMatchObject({ status: 'suspended', question: expect.stringContaining('"Send"') as string, steps: [{}] });
});

test('where no name fits, a model that sees chooses by numbered boxes in the picture', async () => {
  answer = ({ text }) => JSON.stringify({ number: Number(/(\d+)\. button "Write to us"/.exec(text)?.[1] ?? 0) });
  const outcome = await on('Click the "Contact" button.');
  expect(asked).toHaveLength(1);
  const marked = asked[0]?.image ?? Buffer.alloc(0);
  expect(await sharp(marked).metadata()).toMatchObject({ width: 840, height: 640 });
  expect(outcome.steps.at(-1)).toMatchObject({ target: 'button "Write to us"', verdict: { status: 'expected' } });
  // Nobody could prove that the words mean this button.
  expect(outcome.unproved).toHaveLength(1);
});

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import sharp from 'sharp';
import { ADAPTERS, browse, type BrowseOutcome } from '../../../src/agents/screenshot/index.js';
import { createModels, loadConfig, type Models } from '../../../src/models/index.js';
import { closeBrowser } from '../../../src/tools/browser/index.js';

jest.setTimeout(240_000);

const PAGE = '<!doctype html><style>body{font:16px Arial;margin:20px}button{font:16px Arial;padding:4px 10px}</style><h1>Lamps</h1><button style="position:absolute;left:60px;top:100px;width:140px;height:40px" onclick="o.textContent=\'In the basket\'">Basket</button><button style="position:absolute;left:60px;top:160px;width:140px;height:40px" onclick="o.textContent=\'Written\'">Write to us</button><p id=o style="position:absolute;left:60px;top:220px"></p>';

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
  site = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE));
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

const on = (goal: string, sight?: string): Promise<BrowseOutcome> => browse(goal, { url: origin, models, viewport: { width: 420, height: 320 }, ...(sight === undefined ? {} : { sight: ADAPTERS[sight] }) });

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

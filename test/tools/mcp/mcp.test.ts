import { afterAll, afterEach, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { z } from 'zod';
import { artifact, defineTool, text } from '../../../src/core/index.js';
import { McpServerConfig } from '../../../src/models/index.js';
import { connectMcpServers } from '../../../src/tools/mcp/index.js';
import { echo, removeFolders, serve, testRuntime, type Served } from '../../server/support.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const path = temporaryFolder();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(removeFolders);

const look = defineTool({
  name: 'look', description: 'Looks at a picture.', input: z.object({ image: artifact('image'), loud: z.boolean().default(false) }), output: z.object({ image: artifact('image'), text: text() }),
  execute: async ({ image, loud }) => ({ image: { path: image.path }, text: loud ? 'WIDE' : `wide: ${image.metadata.width ?? 0}` }),
});

async function server(): Promise<Served> {
  const served = await serve([echo, look]);
  closing.push(() => served.stop());
  return served;
}

async function connected(tools: object): Promise<Awaited<ReturnType<typeof connectMcpServers>>> {
  const { server: { url } } = await server();
  const mcp = await connectMcpServers({ far: McpServerConfig.parse({ url: `${url}/mcp`, tools }) }, {});
  closing.push(() => mcp.close());
  return mcp;
}

test('a tool of an MCP server becomes a tool with ports, external until told otherwise', async () => {
  const { tools } = await connected({ look: { effects: 'none', media: { image: { modality: 'image' } }, gives: ['image'] } });
  const specs = new Map(tools.map(({ spec }) => [spec.name, spec]));
  expect([...specs.keys()].sort()).toEqual(['far_echo', 'far_look', 'far_run_task']);
  expect(specs.get('far_echo')).toMatchObject({ effects: 'external', inputs: [{ name: 'text', modality: 'text', role: 'content' }], outputs: [{ name: 'text', modality: 'text' }] });
  expect(specs.get('far_look')).toMatchObject({ effects: 'none', inputs: [{ name: 'image', modality: 'image', role: 'content' }, { name: 'loud', role: 'parameter' }], outputs: [{ name: 'text' }, { name: 'image', modality: 'image' }] });
});

test('a step with such a tool sends its picture and takes the words and the picture that come back', async () => {
  const { tools } = await connected({ look: { effects: 'none', media: { image: { modality: 'image' } }, gives: ['image'] } });
  const file = path('red.png');
  await sharp({ create: { width: 12, height: 8, channels: 3, background: 'red' } }).png().toFile(file);
  const runtime = testRuntime({ tools: [...tools] });
  closing.push(() => runtime.close());
  const outcome = await runtime.run({ plan: { steps: [{ id: 'a', tool: 'far_look', inputs: { image: { given: 'red.png' } } }] }, inputs: [file] }).result;
  expect(outcome).toMatchObject({ status: 'completed', answer: expect.stringContaining('wide: 12') });
  expect(outcome.artifacts.map(({ port, modality }) => [port, modality])).toEqual(expect.arrayContaining([['image', 'image'], ['text', 'text']]));
});

test('what the configuration says of a tool must fit it, and a server must be there', async () => {
  await expect(connected({ fly: {} })).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('fly') });
  await expect(connected({ look: { media: { sound: { modality: 'audio' } } } })).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('sound') });
  await expect(connectMcpServers({ gone: McpServerConfig.parse({ url: 'http://127.0.0.1:9/mcp' }) }, {})).rejects.toMatchObject({ code: 'TOOL_FAILED', message: expect.stringContaining('gone') });
  await expect(connectMcpServers({ gone: McpServerConfig.parse({ command: '/nonexistent/program' }) }, {})).rejects.toMatchObject({ code: 'TOOL_FAILED' });
});

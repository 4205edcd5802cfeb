import { afterAll, afterEach, expect, test } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import sharp from 'sharp';
import { z } from 'zod';
import { artifact, defineTool, text } from '../../src/core/index.js';
import { echo, removeFolders, send, serve, until, waiting, type Served } from './support.js';

const open: Served[] = [];
const clients: Client[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  for (const served of open.splice(0)) await served.stop();
});
afterAll(removeFolders);

/** Gives its picture back, and says how wide it is. */
const look = defineTool({
  name: 'look', description: 'Looks at a picture.',
  input: z.object({ image: artifact('image').describe('The picture.'), loud: z.boolean().default(false).describe('In capitals.') }),
  output: z.object({ image: artifact('image'), text: text() }),
  execute: async ({ image, loud }) => ({ image: { path: image.path }, text: loud ? 'A PICTURE' : `a picture, ${image.metadata.width ?? 0} wide` }),
});

async function connected(tools: Parameters<typeof serve>[0], mode: 'legacy' | 'auto' = 'legacy'): Promise<{ mcp: Client; served: Served }> {
  const served = await serve(tools);
  open.push(served);
  const mcp = new Client({ name: 'a-host', version: '1.0.0' }, { versionNegotiation: { mode } });
  clients.push(mcp);
  await mcp.connect(new StreamableHTTPClientTransport(new URL(`${served.server.url}/mcp`)));
  return { mcp, served };
}

test('every tool is offered with a schema that says what it takes, and so is run_task', async () => {
  const { mcp } = await connected([echo, look, send]);
  const { tools } = await mcp.listTools();
  expect(tools.map(({ name }) => name).sort()).toEqual(['echo', 'look', 'run_task', 'send']);
  const schema = tools.find(({ name }) => name === 'look')!.inputSchema as { properties: Record<string, object>; required: string[] };
  expect(schema.properties['image']).toMatchObject({ type: 'string', description: expect.stringContaining('artifact id') });
  expect(schema.properties['loud']).toMatchObject({ type: 'boolean' });
  expect(schema.required).toEqual(['image']);
  expect(tools.find(({ name }) => name === 'send')!.annotations).toMatchObject({ readOnlyHint: false });
});

test('a tool works on a picture and gives a picture, a link and words', async () => {
  const { mcp, served } = await connected([look]);
  const picture = await sharp({ create: { width: 12, height: 8, channels: 3, background: 'red' } }).png().toBuffer();
  const { content, isError } = await mcp.callTool({ name: 'look', arguments: { image: `data:image/png;base64,${picture.toString('base64')}` } });
  expect(isError ?? false).toBe(false);
  expect(content).toEqual(expect.arrayContaining([
    expect.objectContaining({ type: 'text', text: expect.stringContaining('a picture, 12 wide') }),
    expect.objectContaining({ type: 'image', mimeType: 'image/png', data: picture.toString('base64') }),
    expect.objectContaining({ type: 'resource_link', uri: expect.stringContaining(`${served.server.url}/v1/artifacts/`) }),
  ]));
});

test('run_task does a whole task with progress, and says what cannot be done', async () => {
  const { mcp } = await connected([echo]);
  const told: string[] = [];
  const done = await mcp.callTool({ name: 'run_task', arguments: { task: 'echo hello' } }, { onprogress: ({ message }) => { told.push(message ?? ''); } });
  expect(done.content).toContainEqual({ type: 'text', text: 'hello' });
  expect(told).toEqual(expect.arrayContaining(['planned 1 step', 'a completed']));
  const not = await mcp.callTool({ name: 'run_task', arguments: { task: 'fly away' } });
  expect([not.isError, not.content]).toEqual([true, [expect.objectContaining({ text: expect.stringMatching(/^CAPABILITY_MISSING/) })]]);
});

test('what acts on the world is not done over a line where nobody can approve it', async () => {
  const { mcp, served } = await connected([send]);
  const { isError, content } = await mcp.callTool({ name: 'send', arguments: { text: 'a letter' } });
  expect(isError).toBe(true);
  expect(JSON.stringify(content)).toContain('waits for a decision');
  expect((await served.runtime.runs())[0]!.status).toBe('suspended');
});

test.each(['legacy', 'auto'] as const)('a call that its host cancels cancels the run, revision: %s', async (mode) => {
  const { mcp, served } = await connected([waiting().tool], mode);
  const controller = new AbortController();
  const call = mcp.callTool({ name: 'run_task', arguments: { task: 'wait' } }, { signal: controller.signal });
  call.catch(() => undefined);
  await until(async () => (await served.runtime.runs())[0]?.status === 'open');
  controller.abort();
  await expect(call).rejects.toThrow();
  await until(async () => (await served.runtime.runs())[0]!.status === 'cancelled');
});

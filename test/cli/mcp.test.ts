import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import sharp from 'sharp';
import { ROOT, temporaryFolder } from './command-line.js';

const folder = temporaryFolder();
/** The command is compiled as it starts. */
const STARTS_MS = 180_000;

test('vouch mcp gives an MCP host the tools over standard input and output, with files by their path', async () => {
  const file = join(folder, 'noise.png');
  await sharp({ create: { width: 64, height: 48, channels: 3, background: 'black', noise: { type: 'gaussian', mean: 128, sigma: 60 } } }).png().toFile(file);
  const client = new Client({ name: 'a-host', version: '1.0.0' });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: ['--import', 'tsx', join(ROOT, 'src/cli/main.ts'), 'mcp', '--data', folder], cwd: ROOT, stderr: 'ignore' }), { timeout: STARTS_MS });
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(expect.arrayContaining(['run_task', 'crop_image', 'describe_image']));
  const cut = await client.callTool({ name: 'crop_image', arguments: { image: file, box: { x: 0, y: 0, width: 32, height: 24 } } });
  expect(cut.content).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'image' }), expect.objectContaining({ type: 'resource_link', uri: expect.stringMatching(/^file:\/\//) })]));
  const missing = await client.callTool({ name: 'crop_image', arguments: { image: join(folder, 'none.png'), box: { x: 0, y: 0, width: 32, height: 24 } } });
  expect([missing.isError, JSON.stringify(missing.content)]).toEqual([true, expect.stringContaining('INPUT_NOT_FOUND')]);
  await client.close();
}, STARTS_MS);

import { pathToFileURL } from 'node:url';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { RunInput, Runtime } from '../../runtime/index.js';
import { packageVersion } from '../version.js';
import type { McpBackend } from './backend.js';
import { mcpServer } from './server.js';

/** Serves MCP on standard input and output until the host closes them or the signal is aborted. Standard output carries the protocol alone. */
export async function serveMcpOnStdio(runtime: Runtime, signal: AbortSignal, onError: (error: Error) => void): Promise<void> {
  const backend: McpBackend = {
    runtime,
    version: packageVersion(),
    start: (request) => Promise.resolve(runtime.run({ ...request, signal })),
    files: 'A file is an absolute path, or an http(s) address.',
    take: async (file): Promise<RunInput> => {
      if (/^https?:\/\//.test(file)) return { url: file };
      return { artifact: await runtime.takeIn(/^[0-9a-f]{64}$/.test(file) ? { path: await runtime.artifactPath(file) } : { path: file }, { signal }) };
    },
    link: async (artifact) => pathToFileURL(await runtime.artifactPath(artifact)).href,
  };
  const handle = serveStdio(() => mcpServer(backend), { onerror: onError });
  await new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve);
    signal.addEventListener('abort', () => { resolve(); }, { once: true });
  });
  await handle.close();
}

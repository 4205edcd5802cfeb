import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { messageOf, VouchError } from '../core/index.js';
import type { ServerConfig } from './config.js';
import type { VouchHome } from './home.js';
import { chat, recogniseServer, type Endpoint } from './providers/index.js';
import { replaceFile } from './replace-file.js';
import { endpointFor, joinedEndpoint } from './router/remote.js';

/** ms for which what was found out counts. */
const FRESH_MS = 24 * 3_600_000;
/** ms for one server. */
const PROBE_MS = 20_000;
/** px; large enough for every vision encoder. */
const TEST_PICTURE = 64;

const Takes = z.strictObject({ image: z.boolean().optional(), audio: z.boolean().optional(), video: z.boolean().optional() });

/** What a server was found to be. */
export const ServerCapabilities = z.strictObject({
  dialect: z.string(),
  models: z.array(z.strictObject({ id: z.string(), contextTokens: z.number().optional(), takes: Takes })),
  /** For a server that is to see: `yes` once a test picture was seen, `unproved` where nothing can show it, else the error's code. */
  sees: z.string().optional(),
  /** ISO 8601 */
  askedAt: z.string(),
});
export type ServerCapabilities = z.infer<typeof ServerCapabilities>;

export interface ProbeOptions {
  readonly home: VouchHome;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ask anew, whatever is known. */
  readonly refresh?: boolean | undefined;
  readonly signal: AbortSignal;
}

/**
 * What a joined server is, which models it has and what these take; a server that is to look at pictures is shown one. The answer is
 * kept for a day. Undefined for a server that Vouch starts: it is not started to be asked. Throws VouchError where it does not answer.
 */
export async function probeServer(server: ServerConfig, options: ProbeOptions): Promise<ServerCapabilities | undefined> {
  if (server.url === undefined) return undefined;
  const folder = join(options.home.cache, 'servers');
  const key = createHash('sha256').update(JSON.stringify([server.url, server.dialect, server.jobs])).digest('hex').slice(0, 32);
  const file = join(folder, `${key}.json`);
  const known = options.refresh ? undefined : await readKept(file);
  if (known && Date.now() - Date.parse(known.askedAt) < FRESH_MS) return known;
  const found = await ask(server, server.url, folder, options);
  await replaceFile(file, JSON.stringify(found));
  return found;
}

/** Undefined where nothing, or what cannot be understood, is kept. */
async function readKept(file: string): Promise<ServerCapabilities | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new VouchError('STORE_FAILED', `${file} cannot be read: ${messageOf(error)}.`, { cause: error });
  });
  if (text === undefined) return undefined;
  try {
    return ServerCapabilities.safeParse(JSON.parse(text)).data;
  } catch {
    // No JSON: something else has written there. The server is asked anew.
    return undefined;
  }
}

async function ask(server: ServerConfig, url: string, folder: string, { env, signal }: ProbeOptions): Promise<ServerCapabilities> {
  const limits = AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS)]);
  const plain = joinedEndpoint(server, url, env);
  const found = await recogniseServer(plain, server.dialect === undefined ? undefined : plain.dialect, limits, Object.values(server.jobs));
  const { see } = server.jobs;
  return {
    dialect: found.dialect.name,
    models: found.models.map(({ id, contextTokens, takes }) => ({ id, contextTokens, takes })),
    ...(see === undefined ? {} : { sees: await lookAt(endpointFor(plain, see, found, 'see'), join(folder, 'test-picture.png'), limits) }),
    askedAt: new Date().toISOString(),
  };
}

/** Shows it the test picture, which stays at `path`: what is kept there lasts for every server. */
async function lookAt(endpoint: Endpoint, path: string, signal: AbortSignal): Promise<string> {
  let sees = 'yes';
  await replaceFile(path, await sharp({ create: { width: TEST_PICTURE, height: TEST_PICTURE, channels: 3, background: 'white' } }).png().toBuffer());
  try {
    await chat(endpoint, { messages: [{ role: 'user', content: [{ type: 'image', path }, { type: 'text', text: 'Colour?' }] }], maxTokens: 1 }, signal, () => {
      sees = 'unproved';
    });
    return sees;
  } catch (error) {
    if (VouchError.is(error) && !signal.aborted) return error.code;
    throw error;
  }
}

import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-fs';
import { VouchError, messageOf } from '../../core/index.js';
import { vouchHome } from '../../models/home.js';
import type { BrowserExecutable } from './browser-executable.js';

/** The folder of the installed package, found without running its code. */
function packageFolder(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  return join(dirname(entry), '..', '..');
}

/** Fonts of the system first, then the ones that came with the browser, so that a bare machine still draws letters. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`;
}

/**
 * The headless Chromium inside @sparticuz/chromium, unpacked once into `<cache>/chromium/<version>` (200 MB). The folder
 * appears only when it is complete, also when several processes unpack at once. Libraries that the package carries are
 * used only where the system lacks them.
 */
export async function bundledBrowser(env: NodeJS.ProcessEnv, probe: (path: string, env: Readonly<Record<string, string>>) => Promise<string>): Promise<BrowserExecutable> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new VouchError('ENGINE_MISSING', `The bundled browser is for Linux on x64 only, not for ${process.platform} on ${process.arch}.`);
  }
  const source = packageFolder();
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string };
  const folder = join(vouchHome(env).cache, 'chromium', version);
  const path = join(folder, 'chromium');
  if (!(await exists(path))) await unpack(join(source, 'bin'), folder);
  const fonts = { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  try {
    return { path, source: 'bundled', version: await probe(path, fonts), env: fonts };
  } catch (error) {
    if (!/shared librar|libnss|libnspr/i.test(messageOf(error))) throw error;
    const libraries = { ...fonts, LD_LIBRARY_PATH: [join(folder, 'lib'), ...(env['LD_LIBRARY_PATH'] ?? '').split(':')].filter((part) => part !== '').join(':') };
    return { path, source: 'bundled', version: await probe(path, libraries), env: libraries };
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}

async function unpack(packed: string, folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const staging = await mkdtemp(`${folder}.part-`);
  try {
    await Promise.all([
      inflate(join(packed, 'chromium.br'), createWriteStream(join(staging, 'chromium'), { mode: 0o755 })),
      inflate(join(packed, 'fonts.tar.br'), extract(staging)),
      inflate(join(packed, 'al2023.tar.br'), extract(staging)),
    ]);
    await writeFile(join(staging, 'fonts.conf'), fontConfiguration(folder));
    await rename(staging, folder).catch(async (error: unknown) => {
      // Another process was faster: its folder is complete, and the same.
      if (!(await exists(join(folder, 'chromium')))) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function inflate(from: string, into: NodeJS.WritableStream): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress({ chunkSize: 2 ** 21 }), into);
}

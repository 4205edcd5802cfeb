import { existsSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { chromium } from 'playwright-core';
import { VouchError, messageOf } from '../../core/index.js';
import type { BrowserExecutable } from './browser-executable.js';
import { bundledBrowser } from './bundled.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge-stable'];
const MAC_APPS = ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium', 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge'];

/** Places where a system browser may be, in order of preference. */
function systemCandidates(env: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'darwin') return ['/Applications', join(env['HOME'] ?? '', 'Applications')].flatMap((folder) => MAC_APPS.map((app) => join(folder, app)));
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'].filter((folder) => folder !== '');
  return NAMES.flatMap((name) => [...new Set(folders)].map((folder) => join(folder, name)));
}

/** Runs `--version`; throws when the program does not start, with what the loader said. */
export async function probeVersion(path: string, env: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await execa(path, ['--version'], { timeout: 15_000, env: { ...env }, stdin: 'ignore' });
  return stdout.trim().split('\n')[0] ?? '';
}

/**
 * The browser to use: VOUCH_CHROMIUM, else one of the system, else Playwright's own download, else the one that the
 * package @sparticuz/chromium carries (Linux x64; unpacked into the cache once). Throws ENGINE_MISSING, saying what was tried.
 */
export async function findBrowser(env: NodeJS.ProcessEnv = process.env): Promise<BrowserExecutable> {
  const named = env['VOUCH_CHROMIUM'];
  if (named !== undefined && named !== '') {
    try {
      return { path: named, source: 'VOUCH_CHROMIUM', version: await probeVersion(named, {}), env: {} };
    } catch (error) {
      throw new VouchError('ENGINE_MISSING', `VOUCH_CHROMIUM names ${named}, which does not start: ${messageOf(error)}. Name a Chromium executable, or unset the variable.`, { cause: error });
    }
  }
  const tried: string[] = [];
  const candidates = [...systemCandidates(env).map((path) => ({ path, source: 'system' as const })), { path: playwrightPath(), source: 'playwright' as const }];
  for (const { path, source } of candidates) {
    if (path === '' || !existsSync(path)) continue;
    try {
      await access(path, constants.X_OK);
      return { path, source, version: await probeVersion(path, {}), env: {} };
    } catch (error) {
      tried.push(`${path}: ${messageOf(error)}`);
    }
  }
  try {
    return await bundledBrowser(env, probeVersion);
  } catch (error) {
    tried.push(messageOf(error));
    throw new VouchError('ENGINE_MISSING', `No browser starts here. Install Chromium or Chrome, or name one with VOUCH_CHROMIUM. Tried: ${tried.join('; ')}`, { cause: error });
  }
}

function playwrightPath(): string {
  try {
    return chromium.executablePath();
  } catch {
    // Playwright throws where it has no build for the platform: then there is none to try.
    return '';
  }
}

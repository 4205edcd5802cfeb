import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createColors } from 'picocolors';
import { runCommandLine, type Terminal } from '../../src/cli/index.js';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Said {
  exitCode: number;
  /** Standard output. */
  result: string;
  /** Standard error. */
  talk: string;
}

/** A terminal that nobody can answer at, and that keeps what was written. */
export function quietTerminal(): Terminal & { readonly said: { result: string; talk: string } } {
  const said = { result: '', talk: '' };
  return {
    said, interactive: false, live: false, colors: createColors(false), errorStream: process.stderr,
    result: (text) => { said.result += `${text}\n`; },
    talk: (text) => { said.talk += `${text}\n`; },
    flush: () => Promise.resolve(),
  };
}

/** Runs one command line in this process. */
export async function vouch(...args: string[]): Promise<Said> {
  const terminal = quietTerminal();
  const exitCode = await runCommandLine(args, terminal);
  return { exitCode, ...terminal.said };
}

/** Starts `vouch` as a process of its own, from source. */
export function startVouch(args: readonly string[], env: NodeJS.ProcessEnv = {}): { readonly child: ChildProcess; readonly ended: Promise<Said & { signal: NodeJS.Signals | null }>; waitFor(text: string): Promise<void> } {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'src/cli/main.ts'), ...args], { cwd: ROOT, env: { ...process.env, NODE_OPTIONS: '', CI: '1', NO_COLOR: '1', FORCE_COLOR: undefined, ...env } });
  const said = { result: '', talk: '' };
  const waiting = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => { said.result += chunk.toString(); waiting.forEach((look) => { look(); }); });
  child.stderr.on('data', (chunk: Buffer) => { said.talk += chunk.toString(); waiting.forEach((look) => { look(); }); });
  const ended = new Promise<Said & { signal: NodeJS.Signals | null }>((resolve) => {
    child.on('close', (code, signal) => { resolve({ exitCode: code ?? -1, signal, ...said }); });
  });
  const waitFor = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!said.talk.includes(text) && !said.result.includes(text)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      void ended.then(() => { reject(new Error(`ended without saying ${text}: ${said.result}${said.talk}`)); });
    });
  return { child, ended, waitFor };
}

/** A folder that is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-cli-test-'));
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });
  return folder;
}

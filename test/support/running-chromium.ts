import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { findBrowser } from '../../src/tools/browser/index.js';

/** A Chromium that somebody else has started, as a user does to have it joined. */
export interface RunningChromium {
  /** `http://127.0.0.1:PORT` */
  readonly devtools: string;
  /** Addresses of its pages, as the browser itself tells them. */
  pages(): Promise<string[]>;
  /** Opens a tab as its user does. */
  open(url: string): Promise<void>;
  /** Closes its tabs that show this, as its user does. */
  close(url: string): Promise<void>;
  end(): Promise<void>;
}

export async function runningChromium(profile: string, url: string): Promise<RunningChromium> {
  const { path, env } = await findBrowser();
  // Each site has a process of its own, as in the browsers that people use.
  const started = execa(path, ['--headless', '--no-sandbox', '--disable-gpu', '--site-per-process', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--window-size=500,400', url], { env: { ...env }, reject: false, stdin: 'ignore' });
  for await (const line of createInterface({ input: started.stderr })) {
    const address = /DevTools listening on ws:\/\/([^/]+)\//.exec(line)?.[1];
    if (address === undefined) continue;
    const devtools = `http://${address}`;
    const targets = async (): Promise<{ id: string; type: string; url: string }[]> => (await (await fetch(`${devtools}/json/list`)).json()) as { id: string; type: string; url: string }[];
    return {
      devtools,
      pages: async () => (await targets()).filter(({ type }) => type === 'page').map((page) => page.url),
      close: async (shown) => { for (const { id } of (await targets()).filter((one) => one.url === shown)) await fetch(`${devtools}/json/close/${id}`); },
      open: async (other) => { await fetch(`${devtools}/json/new?${other}`, { method: 'PUT' }); },
      end: async () => {
        started.kill();
        await started;
      },
    };
  }
  throw new Error('The browser ended before it could be spoken to.');
}

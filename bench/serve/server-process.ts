import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { VouchError } from '../../src/core/index.js';
import type { Order, Report } from './serving.js';

type Measured = Extract<Report, { report: 'measured' }>;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The server's side of the measurement on the built package (`npm run build`), as users run it: nothing is compiled while it is measured. */
async function compiled(): Promise<string> {
  const outfile = join(ROOT, 'node_modules/.cache/vouch-bench/serving.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('serving.ts', import.meta.url))], outfile, bundle: true, packages: 'external', platform: 'node', format: 'esm', logLevel: 'error',
    plugins: [{
      name: 'built-package',
      setup(builder) {
        builder.onResolve({ filter: /^(\.\.\/)+src\// }, ({ path, resolveDir }) => ({ path: pathToFileURL(resolve(resolveDir, path).replace(join(ROOT, 'src'), join(ROOT, 'dist'))).href, external: true }));
      },
    }],
  });
  return outfile;
}

/** The server in another process, so that the load does not compete with it for one event loop. */
export interface ServerProcess {
  readonly url: string;
  readonly runId: string;
  /** Journals events at a steady pace; resolves when the last is out. */
  say(order: { count: number; everyMs: number; bytes?: number }): Promise<void>;
  /** Memory and CPU time of the server; `peakRss` since the last look. */
  measure(): Promise<Measured>;
  close(): Promise<void>;
}

export async function startServerProcess(): Promise<ServerProcess> {
  const child = fork(await compiled(), { execArgv: [] });
  const next = async <R extends Report['report']>(wanted: R): Promise<Extract<Report, { report: R }>> => {
    for (;;) {
      const ended = new AbortController();
      const [report] = (await Promise.race([once(child, 'message', { signal: ended.signal }), once(child, 'exit', { signal: ended.signal })]).finally(() => { ended.abort(); })) as [Report | number | null];
      if (report === null || typeof report === 'number') throw new VouchError('INTERNAL', `The server of the measurement has ended with ${report ?? 'a signal'}.`);
      if (report.report === wanted) return report as Extract<Report, { report: R }>;
    }
  };
  const order = (what: Order): void => { child.send(what); };
  const { url, runId } = await next('ready');
  return {
    url,
    runId,
    async say({ count, everyMs, bytes = 0 }) {
      order({ order: 'say', count, everyMs, bytes });
      await next('said');
    },
    async measure() {
      order({ order: 'measure' });
      return next('measured');
    },
    async close() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { makeClip } from '../support/make-media.js';
import { testRuntime, type TestRuntime } from '../support/workshop.js';
import { crashOracles, crashTools } from './plan.js';
import type { Expected } from './unharmed.js';
import { openWorld, type World } from './world.js';

/** Packages that find files of their own beside them. */
const NATIVE = ['libsql', 'sharp', 'eld', 'onnxruntime-node', 'node-llama-cpp', '@sparticuz/chromium', '@ffmpeg-installer/ffmpeg', '@ffprobe-installer/ffprobe', 'playwright-core'];

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A place for one run, its victims and what lies outside of it. */
export interface Scene {
  readonly folder: string;
  readonly world: World;
  /** Starts a process on the run; see victim.ts. */
  victim(order: { plan?: 'crash' | 'letter'; killAfter?: number; unwritten?: true; stopAfter?: number; resume?: string }): Victim;
  /** A process whose disk is full for a while, and which says what is wrong with how its run ended; see disk.ts. */
  onFullDisk(expected: Expected): Victim;
  /** A process that runs the plan while all its writing comes late; see slow-disk.ts. */
  onSlowDisk(): Victim;
  /** Resumes a run in a process that cannot write to the data folder. */
  onReadOnlyDisk(runId: string): Victim;
  /** A runtime of this process on the same data. */
  runtime(): TestRuntime;
}

export interface Victim {
  readonly child: ChildProcess;
  /** What it said, once it is gone with all that it had started. */
  readonly said: Promise<string>;
}

export interface Stage {
  /** A fresh one, or one where all lies that lies at another. */
  scene(like?: Scene): Scene;
  /** The temporary folder of all victims. */
  readonly temporary: string;
  close(): void;
}

/** Builds the victims once, so that each process starts quickly, and keeps their temporary files in one place. */
export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-test-crash-'));
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  // Beside the packages that it uses, and where prompts are found.
  const bundles = join(ROOT, 'node_modules', '.cache', `crash-${process.pid}`);
  const built = (name: string): string => join(bundles, `${name}.js`);
  await build({
    entryPoints: ['victim', 'disk', 'slow-disk'].map((name) => join(ROOT, 'test/crash', `${name}.ts`)), outdir: bundles, bundle: true, external: NATIVE, format: 'esm', platform: 'node', target: 'node20', mainFields: ['module', 'main'], logLevel: 'error',
    banner: { js: "import { createRequire as vouchRequire } from 'node:module'; const require = vouchRequire(import.meta.url);" },
  });
  const clip = await makeClip(join(folder, 'clip.mp4'), 1);
  let scenes = 0;
  return {
    temporary,
    scene(like) {
      const place = join(folder, `scene-${++scenes}`);
      if (like) cpSync(dirname(like.folder), place, { recursive: true });
      const data = join(place, 'data');
      const worldFolder = join(place, 'world');
      const world = openWorld(worldFolder);
      const common = { folder: data, world: worldFolder, clip };
      const victim = (order: object, ...options: string[]): Victim => start(temporary, process.execPath, [...options, built('victim'), JSON.stringify({ ...common, plan: 'crash', ...order })]);
      return {
        folder: data,
        world,
        onFullDisk: (expected) => startWithMount(temporary, 'mount -t tmpfs -o size=4m tmpfs "$0"', built('disk'), { ...common, expected }),
        onReadOnlyDisk: (resume) => startWithMount(temporary, 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"', built('victim'), { ...common, plan: 'crash', resume }),
        onSlowDisk: () => victim({}, '--import', pathToFileURL(built('slow-disk')).href),
        victim: (order) => victim(order),
        runtime: () => testRuntime({ tools: crashTools(world, clip), oracles: crashOracles() }, data),
      };
    },
    close() {
      rmSync(bundles, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `mount` changes the data folder ("$0") for this process and its children alone. */
function startWithMount(temporary: string, mount: string, script: string, order: Readonly<Record<string, unknown>> & { readonly folder: string }): Victim {
  mkdirSync(order.folder, { recursive: true });
  const asUser = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  return start(temporary, 'unshare', [...asUser, '--mount', 'sh', '-c', `${mount} && exec "$1" "$2" "$3"`, order.folder, process.execPath, script, JSON.stringify(order)]);
}

function start(temporary: string, program: string, args: readonly string[]): Victim {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true, env: { ...process.env, NODE_OPTIONS: '', TMPDIR: temporary } });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => { text += chunk.toString(); });
  const said = new Promise<void>((resolve) => child.on('close', () => { resolve(); })).then(() => groupEnds(child.pid!)).then(() => text);
  return { child, said };
}

/** Resolves when no process of the group is left; a group is all that a detached child has started. Rejects where one stays. */
async function groupEnds(pid: number): Promise<void> {
  for (const since = performance.now(); performance.now() - since < 30_000;) {
    try {
      process.kill(-pid, 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Processes of the group ${pid} stay although the one that started them is gone.`);
}

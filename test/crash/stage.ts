import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Outcome } from '../../src/core/index.js';
import { makeClip } from '../support/make-media.js';
import { testRuntime, type TestRuntime } from '../support/workshop.js';
import { crashOracles, crashTools } from './plan.js';
import { openWorld, type World } from './world.js';

/** Packages that find files of their own beside them. */
const NATIVE = ['libsql', 'sharp', 'eld', 'onnxruntime-node', 'node-llama-cpp', '@sparticuz/chromium', '@ffmpeg-installer/ffmpeg', '@ffprobe-installer/ffprobe', 'playwright-core'];

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A place for one run, its victims and what lies outside of it. */
export interface Scene {
  readonly folder: string;
  readonly world: World;
  /** Starts a process on the run; see victim.ts. */
  victim(order: { plan?: 'crash' | 'letter'; killAfter?: number; stopAfter?: number; resume?: string }): Victim;
  /** A process whose disk is full for a while; see disk.ts. */
  onFullDisk(): Victim;
  /** Resumes a run in a process that cannot write to the data folder. */
  onReadOnlyDisk(runId: string): Victim;
  /** A runtime of this process on the same data. */
  runtime(): TestRuntime;
}

export interface Victim {
  readonly child: ChildProcess;
  /** What it said, once it is gone. */
  readonly said: Promise<string>;
}

export interface Stage {
  scene(): Scene;
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
  const [script, disk] = [join(bundles, 'victim.js'), join(bundles, 'disk.js')];
  await build({
    entryPoints: [join(ROOT, 'test/crash/victim.ts'), join(ROOT, 'test/crash/disk.ts')], outdir: bundles, bundle: true, external: NATIVE, format: 'esm', platform: 'node', target: 'node20', mainFields: ['module', 'main'], logLevel: 'error',
    banner: { js: "import { createRequire as vouchRequire } from 'node:module'; const require = vouchRequire(import.meta.url);" },
  });
  const clip = await makeClip(join(folder, 'clip.mp4'), 1);
  let scenes = 0;
  return {
    temporary,
    scene() {
      const place = join(folder, `scene-${++scenes}`);
      const data = join(place, 'data');
      const worldFolder = join(place, 'world');
      const world = openWorld(worldFolder);
      return {
        folder: data,
        world,
        onFullDisk: () => startWithMount(temporary, 'mount -t tmpfs -o size=4m tmpfs "$0"', disk, { folder: data, world: worldFolder, clip }),
        onReadOnlyDisk: (resume) => startWithMount(temporary, 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"', script, { folder: data, world: worldFolder, clip, plan: 'crash', resume }),
        victim: ({ plan = 'crash', ...order }) => start(temporary, process.execPath, [script, JSON.stringify({ folder: data, world: worldFolder, clip, plan, ...order })]),
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
function startWithMount(temporary: string, mount: string, script: string, order: { readonly folder: string } & Record<string, string>): Victim {
  mkdirSync(order.folder, { recursive: true });
  const asUser = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  return start(temporary, 'unshare', [...asUser, '--mount', 'sh', '-c', `${mount} && exec "$1" "$2" "$3"`, order.folder, process.execPath, script, JSON.stringify(order)]);
}

function start(temporary: string, program: string, args: readonly string[]): Victim {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true, env: { ...process.env, NODE_OPTIONS: '', TMPDIR: temporary } });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => { text += chunk.toString(); });
  const said = new Promise<string>((resolve) => child.on('close', () => { resolve(text); }));
  return { child, said };
}

/** What must be the same however often a run was killed. */
export function essence({ status, answer, artifacts, steps, unproved, error }: Outcome): object {
  return {
    status, answer, unproved, error: error?.code,
    artifacts: artifacts.map(({ step, port, id }) => [step, port, id]),
    steps: steps.map(({ id, status: ended }) => [id, ended]),
  };
}

/** Resolves when no process of the group is left; a group is all that a detached child has started. */
export async function groupEnds(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(-pid, 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Every file in a folder, by its path in it. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** The bytes of a file as text. */
export function textOf(path: string): string {
  return readFileSync(path, 'utf8');
}

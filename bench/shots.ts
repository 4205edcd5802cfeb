// Where shots begin: Vouch's detector against ffmpeg's scene filter, on clips whose cuts are known because they were made here.
// Needs VOUCH_BENCH_MEDIA with dog.jpg, eagle.jpg, person.jpg, bottles.mp4 and sign-milk.mkv. Run: node --import tsx bench/shots.ts [seed]
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureActivity } from '../src/agents/video/activity.js';
import { VouchError } from '../src/core/index.js';
import { mediaProgram } from '../src/tools/media/index.js';
import { machineLine } from './machine.js';
import { seededRandom } from './seeded-random.js';

const media = process.env['VOUCH_BENCH_MEDIA'];
if (media === undefined) throw new VouchError('USAGE', 'VOUCH_BENCH_MEDIA names the folder with the pictures and films.');
const ffmpeg = mediaProgram('ffmpeg');
/** A cut counts as found within this, ms; Vouch looks four times a second. */
const NEAR_MS = 400;
const CLIPS = 12;
const FRAME = 'scale=320:240,setsar=1,fps=25,format=yuv420p';

interface Piece {
  readonly seconds: number;
  readonly input: readonly string[];
  readonly filter: string;
}

/** Still pictures that are panned over or zoomed into, and parts of films: what may follow each other. */
function pieceOf(random: () => number): Piece {
  const seconds = 1.5 + Math.round(random() * 6) / 4;
  const kind = Math.floor(random() * 5);
  const frames = Math.ceil(seconds * 25);
  const pan = random() < 0.5 ? `zoompan=z='1+on/${frames * 2}':d=1:s=640x480:fps=25` : `zoompan=z=1.6:x='on*${(3 + random() * 4).toFixed(1)}':y=40:d=1:s=640x480:fps=25`;
  if (kind < 3) return { seconds, input: ['-loop', '1', '-framerate', '25', '-t', String(seconds), '-i', join(media ?? '', ['dog.jpg', 'eagle.jpg', 'person.jpg'][kind] ?? '')], filter: `scale=1280:960,${pan},${FRAME}` };
  if (kind === 3) return { seconds, input: ['-ss', (random() * 34).toFixed(2), '-t', String(seconds), '-i', join(media ?? '', 'bottles.mp4')], filter: FRAME };
  return { seconds: 1.5, input: ['-t', '1.5', '-i', join(media ?? '', 'sign-milk.mkv')], filter: FRAME };
}

/** Makes a clip; returns the ms of its cuts. */
function makeClip(path: string, random: () => number): number[] {
  const pieces = Array.from({ length: 2 + Math.floor(random() * 5) }, () => pieceOf(random));
  const inputs = pieces.flatMap(({ input }) => input);
  const parts = pieces.map(({ filter, seconds }, index) => `[${index}:v]${filter},tpad=stop_mode=clone:stop_duration=2,trim=duration=${seconds},setpts=PTS-STARTPTS[p${index}]`).join(';');
  execFileSync(ffmpeg, ['-v', 'error', ...inputs, '-filter_complex', `${parts};${pieces.map((_, index) => `[p${index}]`).join('')}concat=n=${pieces.length}:v=1[v]`, '-map', '[v]', '-c:v', 'libx264', '-preset', 'veryfast', '-y', path]);
  let at = 0;
  return pieces.slice(0, -1).map(({ seconds }) => (at += seconds * 1000));
}

function byScene(path: string, threshold: number): number[] {
  const { stderr } = spawnSync(ffmpeg, ['-hide_banner', '-nostats', '-i', path, '-vf', `select='gt(scene,${threshold})',showinfo`, '-f', 'null', '-'], { encoding: 'utf8' });
  return [...stderr.matchAll(/pts_time:([\d.]+)/g)].map(([, time]) => Number(time) * 1000);
}

/** Other numbers make other clips. */
const random = seededRandom(Number(process.argv[2] ?? 7));
const folder = mkdtempSync(join(tmpdir(), 'vouch-bench-'));
const ways: Record<string, { right: number; wrong: number; ms: number }> = {};
let cuts = 0;
/** Each cut is found once; what is left over is wrong. */
function count(way: string, found: readonly number[], known: readonly number[], ms: number): void {
  const left = [...found];
  const score = (ways[way] ??= { right: 0, wrong: 0, ms: 0 });
  for (const cut of known) {
    const index = left.findIndex((at) => Math.abs(at - cut) <= NEAR_MS);
    if (index < 0) continue;
    left.splice(index, 1);
    score.right++;
  }
  score.wrong += left.length;
  score.ms += ms;
}
try {
  console.log(machineLine());
  for (let clip = 0; clip < CLIPS; clip++) {
    const path = join(folder, `${clip}.mp4`);
    const known = makeClip(path, random);
    cuts += known.length;
    let started = performance.now();
    const { shotsMs } = await measureActivity(path, (known.at(-1) ?? 0) + 3000, AbortSignal.timeout(60_000));
    count('Vouch', shotsMs.slice(1), known, performance.now() - started);
    for (const threshold of [0.2, 0.3, 0.4]) {
      started = performance.now();
      count(`ffmpeg, scene > ${threshold}`, byScene(path, threshold), known, performance.now() - started);
    }
  }
  console.log(`${CLIPS} clips with ${cuts} cuts between panned pictures and parts of films`);
  for (const [way, { right, wrong, ms }] of Object.entries(ways)) console.log(`${way.padEnd(22)} found ${right} of ${cuts} (${((100 * right) / cuts).toFixed(0)}%), ${wrong} that are none, ${(ms / CLIPS).toFixed(0)} ms a clip`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

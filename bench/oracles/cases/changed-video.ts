import { maker, mediaInput, mediaSubject, type Kit, type Maker, type OracleCases } from '../case.js';
import { clip, withSound } from './clips.js';
import { made } from './sound.js';

interface Done {
  readonly told: Record<string, unknown>;
  readonly path: string;
}

/** A step that was told something of a part of the real clip, with or without sound, and what it made. */
function step(what: string, make: (kit: Kit, source: string) => Promise<Done>, { sound }: { readonly sound?: boolean } = {}): Maker {
  return maker(what, async (kit) => {
    const silent = await clip(kit, { seconds: 6, name: 'silent.mp4' });
    const source = (sound ?? kit.random.chance(0.5)) ? await withSound(kit, silent) : silent;
    const { told, path } = await make(kit, source);
    return { subject: { ...mediaSubject(path, 'video', { inputs: [mediaInput(source, 'video')] }), parameters: told }, note: JSON.stringify(told) };
  });
}

const CODERS: Readonly<Record<string, readonly string[]>> = {
  mp4: ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'], mkv: ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
  webm: ['-c:v', 'libvpx', '-b:v', '1M', '-deadline', 'realtime', '-cpu-used', '5', '-c:a', 'libvorbis'],
};
const ENDINGS = Object.keys(CODERS);
const ffmpeg = (kit: Kit, source: string, args: readonly string[], ending = 'mp4'): Promise<string> => made(kit, `made.${ending}`, ['-i', source, '-map', '0:v:0', '-map', '0:a:0?', ...args, ...(CODERS[ending] ?? [])]);
const piece = (kit: Kit, source: string, from: number, to: number, args: readonly string[] = []): Promise<string> => made(kit, 'part.mp4', ['-ss', (from / 1000).toFixed(3), '-t', ((to - from) / 1000).toFixed(3), '-i', source, '-map', '0:v:0', '-map', '0:a:0?', ...args, ...(CODERS['mp4'] ?? [])]);
/** Moves and changes nobody could overlook, so that another scene is one. */
const otherScene = (kit: Kit, seconds: number): Promise<string> => clip(kit, { source: 'sign-milk.mkv', name: 'other.mp4', filter: `loop=loop=20:size=40,setpts=N/25/TB,trim=duration=${seconds},scale=320:180,setsar=1,fps=25` });

function stretchIn({ random }: Kit): { startMs: number; endMs: number } {
  const startMs = random.integer(200, 2000);
  return { startMs, endMs: startMs + random.integer(1200, 2800) };
}

const cut: OracleCases = {
  defects: [
    step('too long', async (kit, source) => { const told = stretchIn(kit); return { told, path: await piece(kit, source, told.startMs, told.endMs + kit.random.integer(300, 900)) }; }),
    step('too short', async (kit, source) => { const told = stretchIn(kit); return { told, path: await piece(kit, source, told.startMs, told.endMs - kit.random.integer(300, 900)) }; }),
    step('the whole', async (kit, source) => ({ told: stretchIn(kit), path: await ffmpeg(kit, source, []) })),
    step('mirrored', async (kit, source) => { const told = stretchIn(kit); return { told, path: await piece(kit, source, told.startMs, told.endMs, ['-vf', 'hflip']) }; }),
    step('another scene', async (kit) => { const told = stretchIn(kit); return { told, path: await piece(kit, await otherScene(kit, 6), told.startMs, told.endMs) }; }, { sound: false }),
    step('without its sound', async (kit, source) => { const told = stretchIn(kit); return { told, path: await piece(kit, source, told.startMs, told.endMs, ['-an']) }; }, { sound: true }),
    step('smaller', async (kit, source) => { const told = stretchIn(kit); return { told, path: await piece(kit, source, told.startMs, told.endMs, ['-vf', 'scale=240:-2']) }; }),
  ],
  clean: [
    step('as asked', async (kit, source) => { const told = stretchIn(kit); return { told, path: await piece(kit, source, told.startMs, told.endMs) }; }),
    step('from the beginning', async (kit, source) => { const endMs = kit.random.integer(1000, 4000); return { told: { startMs: 0, endMs }, path: await piece(kit, source, 0, endMs) }; }),
    step('as asked, by another coder', async (kit, source) => { const told = stretchIn(kit); return { told, path: await made(kit, 'part.webm', ['-ss', (told.startMs / 1000).toFixed(3), '-t', ((told.endMs - told.startMs) / 1000).toFixed(3), '-i', source, ...(CODERS['webm'] ?? [])]) }; }),
  ],
};

const saved: OracleCases = {
  defects: [
    step('another format', async (kit, source) => { const [format, other] = kit.random.some(ENDINGS, 2) as [string, string]; return { told: { format }, path: await ffmpeg(kit, source, [], other) }; }),
    step('not made smaller', async (kit, source) => { const format = kit.random.pick(ENDINGS); return { told: { format, maximumWidth: kit.random.integer(80, 240) }, path: await ffmpeg(kit, source, [], format) }; }),
    step('another width', async (kit, source) => { const maximumWidth = 2 * kit.random.integer(60, 120); return { told: { format: 'mp4', maximumWidth }, path: await ffmpeg(kit, source, ['-vf', `scale=${maximumWidth - 20}:-2`]) }; }),
    step('squeezed', async (kit, source) => { const maximumWidth = 2 * kit.random.integer(60, 120); return { told: { format: 'mp4', maximumWidth }, path: await ffmpeg(kit, source, ['-vf', `scale=${maximumWidth}:180`]) }; }),
    step('the end is missing', async (kit, source) => { const format = kit.random.pick(ENDINGS); return { told: { format }, path: await ffmpeg(kit, source, ['-t', kit.random.between(2, 5).toFixed(2)], format) }; }),
    step('without its sound', async (kit, source) => { const format = kit.random.pick(ENDINGS); return { told: { format }, path: await ffmpeg(kit, source, ['-an'], format) }; }, { sound: true }),
    step('upside down', async (kit, source) => { const format = kit.random.pick(ENDINGS); return { told: { format }, path: await ffmpeg(kit, source, ['-vf', 'vflip'], format) }; }),
  ],
  clean: [
    step('as asked', async (kit, source) => { const format = kit.random.pick(ENDINGS); return { told: { format }, path: await ffmpeg(kit, source, [], format) }; }),
    step('smaller as asked', async (kit, source) => { const [format, maximumWidth] = [kit.random.pick(ENDINGS), kit.random.integer(80, 300)]; return { told: { format, maximumWidth }, path: await ffmpeg(kit, source, ['-vf', `scale='trunc(min(${maximumWidth},iw)/2)*2':-2`], format) }; }),
    step('no smaller than it was', async (kit, source) => ({ told: { format: 'mp4', maximumWidth: 1280 }, path: await ffmpeg(kit, source, []) })),
  ],
};

const TURNS: readonly { readonly told: Record<string, unknown>; readonly filter: string }[] = [
  { told: { degrees: 90 }, filter: 'transpose=1' }, { told: { degrees: 180 }, filter: 'transpose=1,transpose=1' }, { told: { degrees: 270 }, filter: 'transpose=2' },
  { told: { mirror: 'left-right' }, filter: 'hflip' }, { told: { mirror: 'top-bottom' }, filter: 'vflip' }, { told: { degrees: 90, mirror: 'left-right' }, filter: 'transpose=1,hflip' },
];

const turned: OracleCases = {
  defects: [
    step('turned otherwise', async (kit, source) => { const [one, other] = kit.random.some([...TURNS], 2) as [(typeof TURNS)[number], (typeof TURNS)[number]]; return { told: one.told, path: await ffmpeg(kit, source, ['-vf', other.filter]) }; }),
    step('not turned', async (kit, source) => ({ told: kit.random.pick([...TURNS]).told, path: await ffmpeg(kit, source, []) })),
    step('turned, and without its sound', async (kit, source) => { const { told, filter } = kit.random.pick([...TURNS]); return { told, path: await ffmpeg(kit, source, ['-vf', filter, '-an']) }; }, { sound: true }),
    step('turned, and the end is missing', async (kit, source) => { const { told, filter } = kit.random.pick([...TURNS]); return { told, path: await ffmpeg(kit, source, ['-vf', filter, '-t', kit.random.between(2, 5).toFixed(2)]) }; }),
  ],
  clean: [step('turned as asked', async (kit, source) => { const { told, filter } = kit.random.pick([...TURNS]); return { told, path: await ffmpeg(kit, source, ['-vf', filter]) }; })],
};

/** Cases for the oracles that hold a changed video against its source. */
export const changedVideoCases: Readonly<Record<string, OracleCases>> = { video_cut_as_asked: cut, video_saved_as_asked: saved, video_turned_as_asked: turned };

import { maker, mediaInput, mediaSubject, type Kit, type Maker, type OracleCases } from '../case.js';
import { clip } from './clips.js';
import { made } from './sound.js';

/** What a step was told, and what was made of the video instead where something went wrong. */
interface Animation {
  readonly fromMs: number;
  readonly toMs: number;
  readonly width: number;
  readonly rate: number;
}

async function gifOf(kit: Kit, video: string, { fromMs, toMs, width, rate }: Animation, { filter = '', palette = true } = {}): Promise<string> {
  const shown = `fps=${rate},scale=${width}:-1${filter}`;
  const graph = palette ? `${shown},split[a][b];[a]palettegen[p];[b][p]paletteuse` : shown;
  return made(kit, 'made.gif', ['-ss', (fromMs / 1000).toFixed(3), '-t', ((toMs - fromMs) / 1000).toFixed(3), '-i', video, '-filter_complex', graph]);
}

/** A step that was told one thing, with what it made. */
function animation(what: string, make: (kit: Kit, video: string, told: Animation) => Promise<string>): Maker {
  return maker(what, async (kit) => {
    const { random } = kit;
    const video = await clip(kit, { seconds: 7, from: random.between(0, 25) });
    const fromMs = random.integer(0, 2000);
    const told: Animation = { fromMs, toMs: fromMs + random.integer(1500, 3500), width: random.pick([160, 240, 320]), rate: random.pick([8, 10, 12]) };
    const path = await make(kit, video, told);
    return { subject: { ...mediaSubject(path, 'image', { tool: 'make_gif', inputs: [mediaInput(video, 'video')] }), parameters: { startMs: told.fromMs, endMs: told.toMs, width: told.width, framesPerSecond: told.rate } }, note: JSON.stringify(told) };
  });
}

const animated: OracleCases = {
  defects: [
    animation('too short', (kit, video, told) => gifOf(kit, video, { ...told, toMs: told.toMs - 700 })),
    animation('another part', async (kit, _video, told) => gifOf(kit, await clip(kit, { seconds: 7, source: 'sign-milk.mkv', name: 'other.mp4', filter: 'loop=loop=10:size=60' }), told)),
    animation('mirrored', (kit, video, told) => gifOf(kit, video, told, { filter: ',hflip,eq=brightness=0.12' })),
    animation('another width', (kit, video, told) => gifOf(kit, video, { ...told, width: told.width - 40 })),
    animation('half of the pictures', (kit, video, told) => gifOf(kit, video, { ...told, rate: told.rate / 2 })),
    animation('no GIF', async (kit, video, told) => made(kit, 'made.webp', ['-ss', (told.fromMs / 1000).toFixed(3), '-i', video, '-frames:v', '1', '-vf', `scale=${told.width}:-1`])),
  ],
  clean: [
    animation('as asked', gifOf),
    animation('as asked with the common palette', (kit, video, told) => gifOf(kit, video, told, { palette: false })),
  ],
};

/** Cases for what is made of videos and moves without sound. */
export const animationCases: Readonly<Record<string, OracleCases>> = { animated_as_asked: animated };

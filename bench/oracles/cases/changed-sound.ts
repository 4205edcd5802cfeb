import { maker, mediaInput, mediaSubject, type Kit, type Maker, type OracleCases } from '../case.js';
import { lengthOf, made } from './sound.js';

/** A recording of 4 to 9 s: speech as it is, in two channels, between pauses, or notes of changing loudness. */
async function sourceOf(kit: Kit): Promise<string> {
  const { random } = kit;
  const [from, seconds] = [random.between(0, 2), random.between(4, 9)];
  const speech = (...filter: string[]): Promise<string> => made(kit, 'source.wav', ['-ss', from.toFixed(2), '-t', seconds.toFixed(2), '-i', kit.media('jfk.wav'), ...filter, '-c:a', 'pcm_s16le']);
  return random.pick([
    () => speech(),
    () => speech('-ac', '2', '-ar', '44100'),
    () => speech('-af', `volume=-${random.integer(4, 14)}dB,volume=enable='between(t,1,${random.between(1.4, 2.2).toFixed(2)})':volume=0`),
    () => made(kit, 'source.wav', ['-f', 'lavfi', '-t', seconds.toFixed(2), '-i', `aevalsrc=0.5*exp(-3*mod(t\\,0.${random.integer(3, 9)}))*sin(${random.integer(1200, 4000)}*t)*(0.3+0.7*gt(mod(t\\,1.7)\\,0.8)):s=22050`, '-c:a', 'pcm_s16le']),
  ])();
}

const ffmpeg = (kit: Kit, source: string, args: readonly string[], ending = 'wav'): Promise<string> => made(kit, `made.${ending}`, ['-i', source, '-map', '0:a:0', ...args]);

interface Done {
  readonly told: Record<string, unknown>;
  readonly path: string;
}

/** A step that was told something of a recording, with what it made. */
function step(what: string, make: (kit: Kit, source: string) => Promise<Done>): Maker {
  return maker(what, async (kit) => {
    const source = await sourceOf(kit);
    const { told, path } = await make(kit, source);
    return { subject: { ...mediaSubject(path, 'audio', { inputs: [mediaInput(source, 'audio')] }), parameters: told }, note: JSON.stringify(told) };
  });
}

const CODERS: Readonly<Record<string, string>> = { wav: 'pcm_s16le', mp3: 'libmp3lame', flac: 'flac', ogg: 'libvorbis', m4a: 'aac' };
const ENDINGS = Object.keys(CODERS);
const coded = (ending: string): string[] => ['-c:a', CODERS[ending] ?? ''];
const LOSSY = ['mp3', 'ogg', 'm4a'];
const RATES = [8000, 16_000, 22_050, 44_100, 48_000];

const saved: OracleCases = {
  defects: [
    step('another format', async (kit, source) => { const [format, other] = kit.random.some(ENDINGS, 2) as [string, string]; return { told: { format }, path: await ffmpeg(kit, source, coded(other), other) }; }),
    step('another rate', async (kit, source) => { const [sampleRate, other] = kit.random.some(RATES, 2) as [number, number]; return { told: { format: 'wav', sampleRate }, path: await ffmpeg(kit, source, ['-ar', String(other)]) }; }),
    step('another number of channels', async (kit, source) => { const channels = kit.random.integer(1, 2); return { told: { format: 'flac', channels }, path: await ffmpeg(kit, source, ['-ac', String(3 - channels)], 'flac') }; }),
    step('telephone quality that nobody asked for', async (kit, source) => ({ told: { format: 'mp3' }, path: await ffmpeg(kit, source, ['-ar', '8000', ...coded('mp3')], 'mp3') })),
    step('another bit rate', async (kit, source) => { const [kilobits, other] = kit.random.some([48, 64, 96, 128, 160], 2) as [number, number]; return { told: { format: 'mp3', kilobits, sampleRate: 44_100 }, path: await ffmpeg(kit, source, ['-ar', '44100', '-b:a', `${other}k`, ...coded('mp3')], 'mp3') }; }),
    step('the end is missing', async (kit, source) => { const format = kit.random.pick(ENDINGS); return { told: { format }, path: await ffmpeg(kit, source, ['-t', ((await lengthOf(kit, source)) / 1000 - kit.random.between(0.5, 2)).toFixed(2), ...coded(format)], format) }; }),
    step('backwards', async (kit, source) => { const format = kit.random.pick(ENDINGS); return { told: { format }, path: await ffmpeg(kit, source, ['-af', 'areverse', ...coded(format)], format) }; }),
    step('a gap in it', async (kit, source) => { const format = kit.random.pick(ENDINGS); return { told: { format }, path: await ffmpeg(kit, source, ['-af', `volume=enable='between(t,0.3,${kit.random.between(2, 3).toFixed(2)})':volume=0`, ...coded(format)], format) }; }),
  ],
  clean: [
    step('as asked', async (kit, source) => { const format = kit.random.pick(ENDINGS); return { told: { format }, path: await ffmpeg(kit, source, coded(format), format) }; }),
    step('rate and channels as asked', async (kit, source) => { const [sampleRate, channels] = [kit.random.pick(RATES), kit.random.integer(1, 2)]; const format = kit.random.pick(['wav', 'flac', 'mp3', 'm4a']); return { told: { format, sampleRate, channels }, path: await ffmpeg(kit, source, ['-ar', String(sampleRate), '-ac', String(channels), ...coded(format)], format) }; }),
    step('bit rate as asked', async (kit, source) => { const [format, kilobits] = [kit.random.pick(LOSSY), kit.random.pick([64, 96, 128, 160])]; return { told: { format, kilobits, sampleRate: 44_100 }, path: await ffmpeg(kit, source, ['-ar', '44100', '-b:a', `${kilobits}k`, ...coded(format)], format) }; }),
  ],
};

const SPEEDS = [0.5, 0.6, 0.75, 0.8, 1.1, 1.25, 1.5, 2];
const faster = (speed: number): string => `atempo=${speed}`;
const louder = (gain: number): string => `volume=${gain}dB,alimiter=limit=0.98:level=disabled`;
const GAINS = [-12, -6, -3, 3, 6, 10];

const changed: OracleCases = {
  defects: [
    step('another speed', async (kit, source) => { const [speed, other] = kit.random.some(SPEEDS, 2) as [number, number]; return { told: { speed }, path: await ffmpeg(kit, source, ['-af', faster(other)]) }; }),
    step('not changed at all', async (kit, source) => ({ told: kit.random.pick([{ speed: kit.random.pick(SPEEDS) }, { volumeDb: kit.random.pick([-12, -6, -3]) }]), path: await ffmpeg(kit, source, []) })),
    step('slower in place of faster', async (kit, source) => { const speed = kit.random.pick([1.25, 1.5, 2]); return { told: { speed }, path: await ffmpeg(kit, source, ['-af', faster(1 / speed)]) }; }),
    step('quieter in place of louder', async (kit, source) => { const volumeDb = kit.random.pick([3, 6, 10]); return { told: { volumeDb }, path: await ffmpeg(kit, source, ['-af', louder(-volumeDb)]) }; }),
    step('another loudness', async (kit, source) => { const [volumeDb, other] = kit.random.some([-12, -9, -6, -3], 2) as [number, number]; return { told: { volumeDb }, path: await ffmpeg(kit, source, ['-af', louder(other)]) }; }),
    step('faster with its pitch', async (kit, source) => { const speed = kit.random.pick([1.5, 2]); return { told: { speed }, path: await ffmpeg(kit, source, ['-af', `aresample=16000,asetrate=${16_000 * speed},aresample=16000`]) }; }),
    step('faster and quieter', async (kit, source) => { const speed = kit.random.pick([0.75, 1.25, 1.5]); return { told: { speed }, path: await ffmpeg(kit, source, ['-af', `${faster(speed)},volume=-${kit.random.integer(3, 9)}dB`]) }; }),
    step('not brought to one loudness', async (kit, source) => ({ told: { normalise: true }, path: await ffmpeg(kit, source, ['-af', `volume=-${kit.random.integer(15, 25)}dB`]) })),
    step('cut and stretched to the right length', async (kit, source) => { const speed = kit.random.pick([1.25, 1.5]); const seconds = (await lengthOf(kit, source)) / 1000; return { told: { speed }, path: await ffmpeg(kit, source, ['-t', (seconds / speed).toFixed(3)]) }; }),
  ],
  clean: [
    step('as fast as asked', async (kit, source) => { const speed = kit.random.pick(SPEEDS); return { told: { speed, volumeDb: 0, normalise: false }, path: await ffmpeg(kit, source, ['-af', faster(speed)]) }; }),
    step('as loud as asked', async (kit, source) => { const volumeDb = kit.random.pick(GAINS); return { told: { speed: 1, volumeDb }, path: await ffmpeg(kit, source, ['-af', louder(volumeDb)]) }; }),
    step('both as asked', async (kit, source) => { const [speed, volumeDb] = [kit.random.pick(SPEEDS), kit.random.pick(GAINS)]; return { told: { speed, volumeDb }, path: await ffmpeg(kit, source, ['-af', `${faster(speed)},${louder(volumeDb)}`]) }; }),
    step('of one loudness', async (kit, source) => ({ told: { normalise: true, speed: 1, volumeDb: 0 }, path: await ffmpeg(kit, source, ['-af', 'loudnorm=I=-16:TP=-1.5:LRA=11', '-ar', '44100']) })),
  ],
};

const piece = (kit: Kit, source: string, from: number, to: number): Promise<string> => ffmpeg(kit, source, ['-ss', from.toFixed(3), '-to', to.toFixed(3)]);

/** A stretch that lies in every recording here. */
function stretchIn({ random }: Kit): [number, number] {
  const from = Number(random.between(0.2, 1.5).toFixed(2));
  return [from, Number((from + random.between(1, 2)).toFixed(2))];
}

const cut: OracleCases = {
  defects: [
    step('elsewhere', async (kit, source) => { const [from, to] = stretchIn(kit); const off = kit.random.between(0.3, 0.9); return { told: { startSeconds: from, endSeconds: to }, path: await piece(kit, source, from + off, to + off) }; }),
    step('too long', async (kit, source) => { const [from, to] = stretchIn(kit); return { told: { startSeconds: from, endSeconds: to }, path: await piece(kit, source, from, to + kit.random.between(0.2, 0.6)) }; }),
    step('too short', async (kit, source) => { const [from, to] = stretchIn(kit); return { told: { startSeconds: from, endSeconds: to }, path: await piece(kit, source, from, to - kit.random.between(0.15, 0.6)) }; }),
    step('the whole', async (kit, source) => { const [from, to] = stretchIn(kit); return { told: { startSeconds: from, endSeconds: to }, path: await ffmpeg(kit, source, []) }; }),
    step('the beginning in place of the end', async (kit, source) => ({ told: { startSeconds: -2 }, path: await piece(kit, source, 0, 2) })),
    step('backwards', async (kit, source) => { const [from, to] = stretchIn(kit); return { told: { startSeconds: from, endSeconds: to }, path: await made(kit, 'back.wav', ['-i', await piece(kit, source, from, to), '-af', 'areverse']) }; }),
  ],
  clean: [
    step('as asked', async (kit, source) => { const [from, to] = stretchIn(kit); return { told: { startSeconds: from, endSeconds: to }, path: await piece(kit, source, from, to) }; }),
    step('from the end', async (kit, source) => { const seconds = (await lengthOf(kit, source)) / 1000; const last = kit.random.integer(1, 3); return { told: { startSeconds: -last }, path: await piece(kit, source, seconds - last, seconds) }; }),
    step('from the beginning', async (kit, source) => { const to = kit.random.integer(1, 4); return { told: { startSeconds: 0, endSeconds: to }, path: await piece(kit, source, 0, to) }; }),
  ],
};

/** Cases for the oracles that hold a changed recording against its source. */
export const changedSoundCases: Readonly<Record<string, OracleCases>> = { sound_saved_as_asked: saved, sound_changed_as_asked: changed, sound_cut_as_asked: cut };

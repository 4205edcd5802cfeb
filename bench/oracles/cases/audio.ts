import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import type { Criterion } from '../../../src/core/index.js';
import { audioFacts } from '../../../src/agents/audio/facts.js';
import { fileIn, maker, mediaInput, mediaSubject, valueSubject, type Kit, type Maker, type OracleCase, type OracleCases } from '../case.js';
import { photoFile, PHOTOS } from './pictures.js';
import { lengthOf, made, recording } from './sound.js';
import { clip } from './clips.js';
import { outputOf } from './tool-output.js';

function sound(path: string, params: Criterion['params'] = {}, note = ''): OracleCase {
  return { subject: mediaSubject(path, 'audio', { tool: 'convert_audio' }), params, note: `${note} ${JSON.stringify(params)}` };
}

const filtered = (what: string, filter: (kit: Kit) => string, params: Criterion['params'] = {}): Maker =>
  maker(what, async (kit) => {
    const chosen = filter(kit);
    return sound(await recording(kit, 'sound.wav', chosen), params, chosen);
  });

const notSilent: OracleCases = {
  defects: [
    maker('silence', async (kit) => sound(await made(kit, 'silence.wav', ['-f', 'lavfi', '-t', kit.random.between(1, 6).toFixed(2), '-i', 'anullsrc=r=16000:cl=mono']))),
    filtered('much too quiet', ({ random }) => `volume=-${random.integer(45, 60)}dB`),
    filtered('silent but for a moment', ({ random }) => `volume=enable='gt(t,${random.between(0.1, 0.25).toFixed(2)})':volume=0`),
    maker('a video without sound', async (kit) => ({ subject: mediaSubject(await clip(kit), 'video'), note: 'no sound track' })),
  ],
  clean: [
    filtered('speech', () => 'anull'),
    filtered('quiet speech', ({ random }) => `volume=-${random.integer(6, 18)}dB`),
    filtered('speech between pauses', ({ random }) => `volume=enable='between(t,0.5,${random.between(1, 1.8).toFixed(2)})':volume=0`),
    maker('a tone', async (kit) => sound(await made(kit, 'tone.wav', ['-f', 'lavfi', '-t', '2', '-i', `sine=frequency=${kit.random.integer(80, 4000)}`]))),
  ],
};

const notClipped: OracleCases = {
  defects: [
    filtered('clipped speech', ({ random }) => `volume=${random.integer(12, 30)}dB`),
    filtered('clipped for a moment', ({ random }) => `volume=enable='between(t,0.6,${random.between(1.2, 1.8).toFixed(2)})':volume=${random.integer(18, 26)}dB`),
    maker('a clipped tone', async (kit) => sound(await made(kit, 'tone.wav', ['-f', 'lavfi', '-t', '2', '-i', `sine=frequency=${kit.random.integer(100, 800)}`, '-af', `volume=${kit.random.integer(20, 34)}dB`, '-c:a', 'pcm_s16le']))),
    maker('clipped before it was made quieter', async (kit) => {
      const loud = await recording(kit, 'loud.wav', `volume=${kit.random.integer(16, 28)}dB`);
      return sound(await made(kit, 'quieter.wav', ['-i', loud, '-af', `volume=-${kit.random.integer(1, 6)}dB`, '-c:a', 'pcm_s16le']));
    }),
  ],
  clean: [
    filtered('speech', () => 'anull'),
    filtered('speech close to full scale', () => 'alimiter=limit=0.95:level=0'),
    filtered('quiet speech', ({ random }) => `volume=-${random.integer(3, 20)}dB`),
    maker('a tone close to full scale', async (kit) => sound(await made(kit, 'tone.wav', ['-f', 'lavfi', '-t', '2', '-i', `sine=frequency=${kit.random.integer(100, 1500)}`, '-af', `volume=${kit.random.between(16, 17.8).toFixed(1)}dB`, '-c:a', 'pcm_s16le']))),
  ],
};

const lasting = (what: string, params: (ms: number, kit: Kit) => Criterion['params']): Maker =>
  maker(what, async (kit) => {
    const path = await recording(kit, 'sound.wav');
    const ms = await lengthOf(kit, path);
    return sound(path, params(ms, kit), `${ms} ms`);
  });

const duration: OracleCases = {
  defects: [
    lasting('too long', (ms, { random }) => ({ maxMs: Math.round(ms - random.integer(60, 900)) })),
    lasting('too short', (ms, { random }) => ({ minMs: Math.round(ms + random.integer(60, 900)) })),
    lasting('not about so long', (ms, { random }) => ({ aroundMs: Math.round(ms * random.pick([0.8, 1.25])) })),
  ],
  clean: [
    lasting('within limits', (ms, { random }) => ({ minMs: Math.floor(ms - random.integer(1, 900)), maxMs: Math.ceil(ms + random.integer(1, 900)) })),
    lasting('about so long', (ms, { random }) => ({ aroundMs: Math.round(ms * random.between(0.95, 1.05)) })),
    maker('cut by a program', async (kit) => {
      const seconds = kit.random.integer(1, 6);
      return sound(await made(kit, 'cut.wav', ['-t', String(seconds), '-i', kit.media('jfk.wav')]), { aroundMs: seconds * 1000, tolerance: 0.02 });
    }),
  ],
};

const FORMATS = [['wav', 'pcm_s16le'], ['flac', 'flac'], ['mp3', 'libmp3lame'], ['ogg', 'libvorbis'], ['m4a', 'aac']] as const;

async function converted(kit: Kit, format: (typeof FORMATS)[number], rate: number, channels: number): Promise<string> {
  return made(kit, `out.${format[0]}`, ['-t', '2', '-i', kit.media('jfk.wav'), '-ar', String(rate), '-ac', String(channels), '-c:a', format[1]]);
}

const RATES = [16_000, 22_050, 44_100, 48_000];

const inFormat = (what: string, params: (made_: { format: string; rate: number; channels: number }, kit: Kit) => Criterion['params']): Maker =>
  maker(what, async (kit) => {
    const format = kit.random.pick(FORMATS);
    const [rate, channels] = [kit.random.pick(RATES), kit.random.integer(1, 2)];
    return sound(await converted(kit, format, rate, channels), params({ format: format[0], rate, channels }, kit), `${format[0]} ${rate} Hz, ${channels}`);
  });

const audioFormat: OracleCases = {
  defects: [
    inFormat('another format', ({ format }, { random }) => ({ format: random.pick(FORMATS.filter(([name]) => name !== format))[0] })),
    inFormat('another rate', ({ rate }, { random }) => ({ sampleRate: random.pick(RATES.filter((one) => one !== rate)) })),
    inFormat('another number of channels', ({ channels }) => ({ channels: 3 - channels })),
  ],
  clean: [inFormat('as asked', ({ format, rate, channels }) => ({ format, sampleRate: rate, channels })), inFormat('the format', ({ format }) => ({ format }))],
};

/** A file of some kind that decodes. */
async function anyMedia(kit: Kit): Promise<{ path: string; modality: 'image' | 'audio' | 'video' }> {
  const modality = kit.random.pick(['image', 'audio', 'video'] as const);
  if (modality === 'image') return { path: await photoFile(kit, kit.random.pick(PHOTOS)), modality };
  if (modality === 'video') return { path: await clip(kit), modality };
  return { path: await converted(kit, kit.random.pick(FORMATS), 44_100, 2), modality };
}

const media = ({ path, modality }: { path: string; modality: 'image' | 'audio' | 'video' }, params: Criterion['params'] = {}): OracleCase => ({ subject: mediaSubject(path, modality), params, note: `${modality} ${JSON.stringify(params)}` });

const decodes: OracleCases = {
  defects: [
    maker('cut off', async (kit) => {
      const file = await anyMedia(kit);
      await truncate(file.path, Math.round((await stat(file.path)).size * kit.random.between(0.2, 0.8)));
      return media(file);
    }),
    maker('another kind of media', async (kit) => {
      const { path, modality } = await anyMedia(kit);
      return media({ path, modality: modality === 'image' ? 'audio' : 'image' });
    }),
    maker('bytes overwritten', async (kit) => {
      const path = kit.random.chance(0.5) ? await converted(kit, ['flac', 'flac'], 44_100, 2) : await photoPng(kit);
      const bytes = await readFile(path);
      const at = Math.round(bytes.length * kit.random.between(0.3, 0.7));
      bytes.fill(kit.random.integer(0, 255), at, at + kit.random.integer(200, 2000));
      await writeFile(path, bytes);
      return media({ path, modality: path.endsWith('flac') ? 'audio' : 'image' });
    }),
    maker('no media', async (kit) => {
      const path = await fileIn(kit, 'picture.png');
      await writeFile(path, kit.random.chance(0.5) ? '' : 'This is not a picture, but a few words in a file.'.repeat(kit.random.integer(1, 50)));
      return media({ path, modality: 'image' });
    }),
  ],
  clean: [maker('whole media', async (kit) => media(await anyMedia(kit)))],
};

async function photoPng(kit: Kit): Promise<string> {
  const from = await photoFile(kit, kit.random.pick(PHOTOS));
  return made(kit, 'photo-png.png', ['-i', from]);
}

const fileSize: OracleCases = {
  defects: [
    maker('too large', async (kit) => {
      const file = await anyMedia(kit);
      return media(file, { maxBytes: (await stat(file.path)).size - kit.random.integer(1, 200) });
    }),
    maker('too small', async (kit) => {
      const file = await anyMedia(kit);
      return media(file, { minBytes: (await stat(file.path)).size + kit.random.integer(1, 200) });
    }),
  ],
  clean: [
    maker('within the limits', async (kit) => {
      const file = await anyMedia(kit);
      const { size } = await stat(file.path);
      return media(file, { minBytes: size - kit.random.integer(0, 90), maxBytes: size + kit.random.integer(0, 90) });
    }),
  ],
};

type Facts = Record<string, unknown> & { durationMs: number; peakDb: number | null; meanDb: number | null; silentShare: number };

/** What the tool measures on a recording; `spoil` makes it wrong. */
function measured(what: string, spoil: (facts: Facts, kit: Kit) => Record<string, unknown>, filter: (kit: Kit) => string = ({ random }) => `volume=-${random.integer(0, 12)}dB`): Maker {
  return maker(what, async (kit) => {
    const path = await recording(kit, 'sound.wav', filter(kit));
    const { facts } = await outputOf(kit, audioFacts, { audio: path });
    const value = spoil(facts as Facts, kit);
    return { subject: valueSubject(value, { port: 'facts', tool: 'audio_facts', inputs: [mediaInput(path, 'audio')] }), note: JSON.stringify(value).slice(0, 300) };
  });
}

const audioFactsHold: OracleCases = {
  defects: [
    measured('another length', (facts, { random }) => ({ ...facts, durationMs: Math.round(facts.durationMs * random.pick([0.8, 1.2, 1.5])) })),
    measured('another rate', (facts) => ({ ...facts, sampleRate: 44_100 })),
    measured('another number of channels', (facts) => ({ ...facts, channels: 2 })),
    measured('another level', (facts, { random }) => ({ ...facts, peakDb: (facts.peakDb ?? 0) - random.integer(5, 20) })),
    measured('silence that is not there', (facts) => ({ ...facts, silences: [{ startMs: 200, endMs: facts.durationMs - 200 }], silentShare: 0.9 })),
    measured('clipping not seen', (facts) => ({ ...facts, clipped: false }), ({ random }) => `volume=${random.integer(16, 28)}dB`),
  ],
  clean: [measured('as measured', (facts) => facts), measured('as measured, with a silence', (facts) => facts, () => 'volume=enable=\'between(t,0.5,1.6)\':volume=0')],
};

/** By oracle. */
export const audioCases: Readonly<Record<string, OracleCases>> = { not_silent: notSilent, not_clipped: notClipped, duration, audio_format: audioFormat, decodes, file_size: fileSize, audio_facts_hold: audioFactsHold };

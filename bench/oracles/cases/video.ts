import type { Criterion } from '../../../src/core/index.js';
import { videoFactsTool } from '../../../src/agents/video/facts.js';
import { observeVideo } from '../../../src/agents/video/observe.js';
import { factLines } from '../../../src/agents/video/wording.js';
import { formatSubtitles } from '../../../src/tools/captions/index.js';
import { probe } from '../../../src/tools/media/index.js';
import { maker, mediaInput, mediaSubject, valueSubject, type Kit, type Maker, type OracleCase, type OracleCases } from '../case.js';
import { fill, templatesOf } from '../material/index.js';
import { blackClip, clip, joined, stillClip, withSound } from './clips.js';
import { ABSENT } from './pictures.js';
import { lengthOf, made, spoken } from './sound.js';
import { outputOf } from './tool-output.js';

const video = (path: string, params: Criterion['params'] = {}, note = ''): OracleCase => ({ subject: mediaSubject(path, 'video', { tool: 'cut_video' }), params, note: `${note} ${JSON.stringify(params)}` });

const notBlack: OracleCases = {
  defects: [
    maker('black at the start', async (kit) => video(await joined(kit, [await blackClip(kit, kit.random.between(1.2, 4)), await clip(kit)]))),
    maker('black within', async (kit) => video(await joined(kit, [await clip(kit, { seconds: 2 }), await blackClip(kit, kit.random.between(1, 3)), await clip(kit, { seconds: 2, name: 'clip2.mp4' })]))),
    maker('all black', async (kit) => video(await blackClip(kit, kit.random.between(1, 5)))),
    maker('much too dark', async (kit) => video(await clip(kit, { filter: `eq=brightness=-${kit.random.between(0.85, 1).toFixed(2)}:contrast=0.3` }))),
  ],
  clean: [
    maker('a part of a clip', async (kit) => video(await clip(kit))),
    maker('another clip', async (kit) => video(await clip(kit, { source: 'sign-milk.mkv', filter: kit.random.chance(0.5) ? 'hflip' : 'eq=brightness=0.03' }))),
    maker('darker', async (kit) => video(await clip(kit, { filter: `eq=brightness=-${kit.random.between(0.05, 0.2).toFixed(2)}` }))),
    maker('a short fade from black', async (kit) => video(await clip(kit, { filter: 'fade=in:0:8' }))),
  ],
};

const notFrozen: OracleCases = {
  defects: [
    maker('a still picture', async (kit) => video(await stillClip(kit, kit.random.between(3, 6)))),
    maker('frozen at the end', async (kit) => video(await joined(kit, [await clip(kit, { source: 'sign-milk.mkv' }), await stillClip(kit, kit.random.between(2.5, 5))]))),
    maker('frozen within', async (kit) => video(await joined(kit, [await clip(kit, { source: 'sign-milk.mkv' }), await stillClip(kit, kit.random.between(3, 4)), await clip(kit, { source: 'sign-milk.mkv', name: 'clip2.mp4' })]))),
  ],
  clean: [
    maker('hands that move', async (kit) => video(await clip(kit, { from: kit.random.between(2, 30) }))),
    maker('a person who signs', async (kit) => video(await clip(kit, { source: 'sign-milk.mkv', filter: kit.random.pick(['hflip', 'eq=brightness=0.05', 'eq=contrast=1.1']) }))),
    maker('a slow pan over a still picture', async (kit) => video(await made(kit, 'pan.mp4', ['-loop', '1', '-t', '4', '-i', kit.media(kit.random.pick(['dog.jpg', 'eagle.jpg', 'person.jpg'])), '-vf', `scale=480:-2,crop=320:180:'(iw-320)*t/${kit.random.integer(5, 9)}':20,fps=25`, '-an', '-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast']))),
  ],
};

const hasAudio: OracleCases = {
  defects: [
    maker('no sound', async (kit) => video(await clip(kit))),
    maker('sound that is not wanted', async (kit) => video(await withSound(kit, await clip(kit)), { expected: false })),
  ],
  clean: [
    maker('sound', async (kit) => video(await withSound(kit, await clip(kit)))),
    maker('no sound, as wanted', async (kit) => video(await clip(kit), { expected: false })),
  ],
};

interface Cue {
  startMs: number;
  endMs: number;
  text: string;
}

/** Cues that lie within `durationMs`. */
function cuesWithin(kit: Kit, durationMs: number): Cue[] {
  const { random, half } = kit;
  const sentences = fill(random.pick(templatesOf(half)), random).text.split(/(?<=[.])\s+/);
  const count = random.integer(2, 5);
  const step = Math.floor(durationMs / count);
  return Array.from({ length: count }, (_, index) => ({ startMs: index * step, endMs: index * step + Math.round(step * random.between(0.5, 1)), text: sentences[index % sentences.length] ?? '' }));
}

function timing(what: string, spoil: (cues: Cue[], durationMs: number, kit: Kit) => Cue[]): Maker {
  return maker(what, async (kit) => {
    const path = kit.random.chance(0.5) ? kit.media('jfk.wav') : kit.media('bottles.mp4');
    const durationMs = await lengthOf(kit, path);
    const cues = spoil(cuesWithin(kit, durationMs), durationMs, kit);
    // Subtitles cannot hold times before the start.
    const value = kit.random.chance(0.5) && cues.every(({ startMs }) => startMs >= 0) ? formatSubtitles(cues, kit.random.pick(['srt', 'vtt'])) : cues;
    return { subject: valueSubject(value, { port: 'events', tool: 'make_subtitles', inputs: [mediaInput(path, path.endsWith('wav') ? 'audio' : 'video')] }), note: JSON.stringify(cues.map(({ startMs, endMs }) => [startMs, endMs])) };
  });
}

const timingWithinMedia: OracleCases = {
  defects: [
    timing('past the end', (cues, durationMs, { random }) => [...cues, { startMs: durationMs - 100, endMs: durationMs + random.integer(300, 9000), text: 'More.' }]),
    timing('an end before its start', (cues, _, { random }) => cues.map((cue, index) => (index === 1 ? { ...cue, endMs: cue.startMs - random.integer(1, 900) } : cue))),
    timing('out of order', (cues) => [...cues].reverse()),
    timing('before the start', (cues, _, { random }) => cues.map((cue, index) => (index === 0 ? { ...cue, startMs: -random.integer(1, 900) } : cue))),
    timing('seconds taken for minutes', (cues) => cues.map((cue) => ({ ...cue, startMs: cue.startMs * 60, endMs: cue.endMs * 60 }))),
  ],
  clean: [timing('within', (cues) => cues), timing('up to the end', (cues, durationMs) => cues.map((cue, index) => (index === cues.length - 1 ? { ...cue, endMs: durationMs } : cue)))],
};

/** Samples a second of joined speech. */
const RATE = 22_050;

/** Sentences spoken behind each other with pauses, and subtitles whose times are known from that. */
function subtitled(what: string, spoil: (cues: Cue[], kit: Kit) => Cue[]): Maker {
  return maker(what, async (kit) => {
    const filled = fill(kit.random.pick(templatesOf(kit.half).filter(({ language }) => language === 'en')), kit.random);
    const sentences = kit.random.some(filled.text.split(/(?<=[.])\s+/).filter((sentence) => sentence.split(' ').length >= 5), 3);
    const files: string[] = [];
    const chains: string[] = [];
    const cues: Cue[] = [];
    let at = 0;
    for (const [index, text] of sentences.entries()) {
      const file = await spoken(kit, text, { voice: kit.random.pick(['piper-joe', 'espeak-ng']), name: `said-${index}.wav` });
      const length = await lengthOf(kit, file);
      const pauseMs = kit.random.integer(400, 1000);
      cues.push({ startMs: Math.round(at), endMs: Math.round(at + length + pauseMs - 300), text });
      at += length + pauseMs;
      files.push(file);
      chains.push(`[${index}:a]aresample=${RATE},aformat=sample_fmts=s16:channel_layouts=mono,apad=pad_len=${Math.round((pauseMs / 1000) * RATE)}[a${index}]`);
    }
    const path = await made(kit, 'speech.wav', [...files.flatMap((file) => ['-i', file]), '-filter_complex', `${chains.join(';')};${files.map((_, index) => `[a${index}]`).join('')}concat=n=${files.length}:v=0:a=1`]);
    return { subject: valueSubject(spoil(cues, kit), { port: 'json', tool: 'make_subtitles', inputs: [mediaInput(path, 'audio')] }), params: { language: 'en' }, note: sentences.join(' ') };
  });
}

const moved = (cues: readonly Cue[], ms: number): Cue[] => cues.map((cue) => ({ ...cue, startMs: cue.startMs + ms, endMs: cue.endMs + ms }));

const subtitleSync: OracleCases = {
  defects: [
    subtitled('2 s late', (cues) => moved(cues, 2000)),
    subtitled('1.5 to 4 s late or early', (cues, { random }) => moved(cues, random.pick([-1, 1]) * random.integer(1500, 4000))),
    subtitled('drifting', (cues) => cues.map((cue) => ({ ...cue, startMs: Math.round(cue.startMs * 1.5), endMs: Math.round(cue.endMs * 1.5) }))),
    subtitled('texts exchanged', (cues) => cues.map((cue, index) => ({ ...cue, text: cues[(index + 1) % cues.length]?.text ?? '' }))),
  ],
  clean: [
    subtitled('on time', (cues) => cues),
    subtitled('a little late or early', (cues, { random }) => moved(cues, random.integer(-400, 400))),
  ],
};

/** A clip that captions are made of. The part of the real clip differs in each half; there are a few of them, since looking at one takes long. */
async function captionable(kit: Kit): Promise<{ path: string; kind: 'bottles' | 'person'; name: string }> {
  const { random, half } = kit;
  const filter = random.pick(['null', 'hflip', 'eq=brightness=0.04']);
  const from = (half === 'development' ? 4 : 18) + 4 * random.integer(0, 2);
  const kind = random.chance(0.6) ? 'bottles' : 'person';
  const source = kind === 'bottles' ? ['-ss', String(from), '-t', '6', '-i', kit.media('bottles.mp4')] : ['-i', kit.media('sign-milk.mkv')];
  const path = await made(kit, 'film.mp4', [...source, '-vf', filter, '-an', '-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast']);
  return { path, kind, name: JSON.stringify([kind, from, filter]) };
}

type Observed = Awaited<ReturnType<typeof observeVideo>>;

/** What the captioning tool observes in a clip, by the name of the clip: the same frames are looked at once a run of the bench. */
const observations = new Map<string, Promise<Observed>>();

async function observe(kit: Kit, path: string, name: string): Promise<Observed> {
  const known = observations.get(name);
  if (known) return known;
  const facts = await probe(path, { signal: kit.signal });
  const looking = observeVideo(path, facts, { runId: 'bench', step: 'bench', attempt: 1, idempotencyKey: 'run/step/1', signal: kit.signal, models: kit.models, scratch: kit.folder, goal: '', critique: undefined, previous: undefined, allowedFolders: [], progress: () => undefined });
  observations.set(name, looking);
  // A look that broke off says nothing to the next case.
  looking.catch(() => observations.delete(name));
  return looking;
}

function caption(what: string, say: (told: string[], kind: 'bottles' | 'person', kit: Kit) => string): Maker {
  return maker(what, async (kit) => {
    const { path, kind, name } = await captionable(kit);
    const observed = await observe(kit, path, name);
    const text = say(factLines(observed), kind, kit);
    const outputs = [{ port: 'events', modality: 'json', value: observed.events }, { port: 'observations', modality: 'json', value: { ...observed.observations, wordedBy: 'language model' } }];
    return { subject: valueSubject(text, { tool: 'caption_video', inputs: [mediaInput(path, 'video')], outputs }), note: `${kind} SAYS ${text}` };
  });
}

const groundedCaption: OracleCases = {
  defects: [
    caption('something invented', (told, _, { random }) => [...told, `A ${random.pick(ABSENT)} is on the table.`].join(' ')),
    caption('a count that is wrong', (told, kind, { random }) => [...told, `There are ${random.pick(['seven', 'eight', 'nine'])} ${kind === 'bottles' ? 'bottles' : 'people'}.`].join(' ')),
    caption('about another clip', (_, kind) => (kind === 'bottles' ? 'Two dogs run over a beach, and a horse follows them. There is no sound.' : 'Hands set five bottles on a table and take them away. There is no sound.')),
    caption('speech that is not there', (told) => [...told, 'A man says: “Welcome to our shop”.'].join(' ')),
    caption('the wrong length', (told, _, { random }) => [`The video is ${random.integer(20, 59)} seconds long.`, ...told.slice(1)].join(' ')),
  ],
  clean: [
    caption('what was observed', (told) => told.join(' ')),
    caption('a part of it', (told, _, { random }) => random.some(told, Math.max(1, told.length - 1)).join(' ')),
  ],
};

type Facts = Record<string, unknown> & { durationMs?: number; width?: number; height?: number; frameRate?: number; hasAudio: boolean };

function measured(what: string, spoil: (facts: Facts, kit: Kit) => Record<string, unknown>): Maker {
  return maker(what, async (kit) => {
    const silent = await clip(kit, kit.random.chance(0.3) ? { source: 'sign-milk.mkv' } : {});
    const path = kit.random.chance(0.5) ? await withSound(kit, silent) : silent;
    const { facts } = await outputOf(kit, videoFactsTool, { video: path });
    const value = spoil(facts as Facts, kit);
    return { subject: valueSubject(value, { port: 'facts', tool: 'video_facts', inputs: [mediaInput(path, 'video')] }), note: JSON.stringify(value) };
  });
}

const videoFactsHold: OracleCases = {
  defects: [
    measured('another length', (facts, { random }) => ({ ...facts, durationMs: Math.round((facts.durationMs ?? 0) * random.pick([0.7, 1.3, 2])) })),
    measured('width and height exchanged', (facts) => ({ ...facts, width: facts.height, height: facts.width })),
    measured('half the size', (facts) => ({ ...facts, width: Math.round((facts.width ?? 2) / 2), height: Math.round((facts.height ?? 2) / 2) })),
    measured('another rate', (facts, { random }) => ({ ...facts, frameRate: (facts.frameRate ?? 25) * random.pick([0.5, 2]) })),
    measured('sound told wrongly', (facts) => ({ ...facts, hasAudio: !facts.hasAudio })),
  ],
  clean: [measured('as measured', (facts) => facts)],
};

/** By oracle. */
export const videoCases: Readonly<Record<string, OracleCases>> = {
  not_black: notBlack, not_frozen: notFrozen, has_audio: hasAudio, timing_within_media: timingWithinMedia, subtitle_sync: subtitleSync, grounded_caption: groundedCaption, video_facts_hold: videoFactsHold,
};

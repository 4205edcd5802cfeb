import type { PortValue } from '../../../src/core/index.js';
import { joinAudio } from '../../../src/agents/audio/edit.js';
import { joinVideoTool } from '../../../src/agents/video/cutting.js';
import { joinText, makeTable } from '../../../src/agents/writer/index.js';
import { maker, mediaInput, mediaSubject, textInput, valueSubject, type Kit, type Maker, type OracleCases } from '../case.js';
import { fill, passagesOf, templatesOf } from '../material/index.js';
import { clip, withSound } from './clips.js';
import { made, recording } from './sound.js';
import { outputOf } from './tool-output.js';

/** Some texts of the half, short and long, at times one of them twice. */
function texts(kit: Kit): string[] {
  const { random, half } = kit;
  const one = (): string => {
    const language = random.pick(['en', 'de', 'fr', 'es'] as const);
    if (random.chance(0.5)) return fill(random.pick(templatesOf(half)), random).text;
    return random.some(random.pick(passagesOf(half, language)).sentences, random.integer(1, 2)).join(random.pick([' ', '\n']));
  };
  const list = Array.from({ length: random.integer(2, 6) }, one);
  return random.chance(0.2) ? [...list, list[0] ?? ''] : list;
}

/** Texts joined by the tool, then spoiled. `spoil` gets the texts to join, too: some defects are made before the joining. */
function joinedTexts(what: string, spoilTexts: (list: readonly string[], kit: Kit) => readonly string[], spoil: (whole: string, kit: Kit) => string = (whole) => whole): Maker {
  return maker(what, async (kit) => {
    const wanted = texts(kit);
    const { text } = await outputOf(kit, joinText, {}, { texts: spoilTexts(wanted, kit), separator: kit.random.pick(['\n\n', '\n', ' ', '\n\n---\n\n']) });
    const value = spoil(String(text), kit);
    return { subject: valueSubject(value, { tool: 'join_text', inputs: wanted.map((part) => textInput(part, 'texts')) }), params: { of: 'texts' }, note: `WANTED ${wanted.join(' ‖ ')} GOT ${value}` };
  });
}

/** The list with one of its texts changed. */
const changed = (change: (part: string, kit: Kit) => string) => (list: readonly string[], kit: Kit): string[] => {
  const at = kit.random.integer(0, list.length - 1);
  return list.map((part, index) => (index === at ? change(part, kit) : part));
};

const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, index) => index !== at);

/** Two neighbours that differ change places. */
function exchanged<T>(list: readonly T[], same: (a: T | undefined, b: T | undefined) => boolean = (a, b) => a === b): T[] {
  const at = list.findIndex((item, index) => index + 1 < list.length && !same(item, list[index + 1]));
  return at < 0 ? [...list] : [...list.slice(0, at), ...list.slice(at + 1, at + 2), ...list.slice(at, at + 1), ...list.slice(at + 2)];
}

function withoutWord(part: string, { random }: Kit): string {
  const words = part.split(' ');
  return without(words, random.integer(0, words.length - 1)).join(' ');
}

const textsInOrder: OracleCases = {
  defects: [
    joinedTexts('a text is missing', (list, { random }) => without(list, random.integer(0, list.length - 1))),
    joinedTexts('two texts exchanged', (list) => exchanged(list)),
    joinedTexts('a word left out', changed(withoutWord)),
    joinedTexts('a text cut off', changed((part, { random }) => part.slice(0, Math.floor(part.length * random.between(0.5, 0.95))))),
    joinedTexts('in small letters', changed((part) => part.toLowerCase())),
    joinedTexts('a sentence put into a text', changed((part, { random }) => `${part.slice(0, Math.floor(part.length / 2))} ${random.pick(['In short:', 'See above.', 'Note this.'])} ${part.slice(Math.floor(part.length / 2))}`)),
    joinedTexts('cut off at the end', (list) => list, (whole, { random }) => whole.slice(0, -random.integer(1, 40))),
    joinedTexts('a digit or letter exchanged', changed((part, { random }) => {
      const at = random.integer(0, part.length - 1);
      return `${part.slice(0, at)}${part[at] === '7' ? '8' : '7'}${part.slice(at + 1)}`;
    })),
  ],
  clean: [joinedTexts('as joined', (list) => list), joinedTexts('as joined, with a heading', (list) => list, (whole, { random }) => `# ${random.pick(['All texts', 'Texte', 'Summary'])}\n\n${whole}\n`)],
};

interface Item {
  readonly about: string;
  readonly text: string;
  readonly data: Readonly<Record<string, string | number>>;
}

const THINGS = ['dog', 'cat', 'bird', 'person', 'horse', 'bottle', 'car'];

/** What steps gave for several items: a text each, and data with counts. */
function items(kit: Kit): Item[] {
  const { random, half } = kit;
  const kind = random.pick(['photo-', 'IMG_', 'page ', 'clip']);
  return Array.from({ length: random.integer(2, 7) }, (_, index) => ({
    about: `${kind}${index + 1}${random.pick(['.jpg', '.png', ''])}`,
    text: fill(random.pick(templatesOf(half)), random).text.split(/(?<=[.])\s+/).slice(0, random.integer(1, 2)).join(' '),
    data: { count: random.integer(0, 12), thing: random.pick(THINGS), score: random.integer(1, 99) / 100, durationMs: random.integer(800, 90_000) },
  }));
}

function valuesOf(list: readonly Item[]): PortValue[] {
  return list.flatMap(({ about, text, data }, index) => [
    { port: 'values', name: 'tell.text', modality: 'text', value: text, item: { number: index + 1, about } },
    { port: 'values', name: 'measure.json', modality: 'json', value: data, item: { number: index + 1, about } },
  ]);
}

/** A table made by the tool of spoiled results, in Markdown or as data. */
function table(what: string, spoil: (list: readonly Item[], kit: Kit) => readonly Item[]): Maker {
  return maker(what, async (kit) => {
    const wanted = items(kit);
    const port = kit.random.pick(['text', 'json']);
    const { [port]: value } = await outputOf(kit, makeTable, {}, { values: valuesOf(spoil(wanted, kit)) });
    return { subject: valueSubject(value, { port, tool: 'make_table', inputs: valuesOf(wanted) }), params: { of: 'values' }, note: `WANTED ${JSON.stringify(wanted)} GOT ${typeof value === 'string' ? value : JSON.stringify(value)}`.slice(0, 3000) };
  });
}

const itemChanged = (change: (item: Item, kit: Kit, list: readonly Item[]) => Partial<Item>) => (list: readonly Item[], kit: Kit): Item[] => {
  const at = kit.random.integer(0, list.length - 1);
  return list.map((item, index) => (index === at ? { ...item, ...change(item, kit, list) } : item));
};

const rowsMatchItems: OracleCases = {
  defects: [
    table('a row is missing', (list, { random }) => without(list, random.integer(0, list.length - 1))),
    table('a row twice', (list) => [...list, ...list.slice(-1)]),
    table('rows exchanged', (list) => exchanged(list)),
    table('texts of two rows exchanged', (list) => list.map((item, index) => ({ ...item, text: exchanged(list, (a, b) => a?.text === b?.text)[index]?.text ?? '' }))),
    table('another word', itemChanged(({ text }, kit) => ({ text: withoutWord(text, kit) }))),
    table('a count with one more digit', itemChanged(({ data }, { random }) => ({ data: { ...data, count: Number(`${random.integer(1, 9)}${data['count']}`) } }))),
    table('a count off by one', itemChanged(({ data }) => ({ data: { ...data, count: Number(data['count']) + 1 } }))),
    table('another measure', itemChanged(({ data }, { random }) => ({ data: { ...data, durationMs: Number(data['durationMs']) + random.integer(1, 500) } }))),
    table('another thing', itemChanged(({ data }, { random }) => ({ data: { ...data, thing: random.pick(THINGS.filter((thing) => thing !== data['thing'])) } }))),
    table('a value lost', itemChanged(({ data }) => ({ data: Object.fromEntries(Object.entries(data).filter(([key]) => key !== 'count')) }))),
    table('a text cut off', itemChanged(({ text }, { random }) => ({ text: text.slice(0, Math.floor(text.length * random.between(0.4, 0.9))) }))),
    table('another name', itemChanged(({ about }) => ({ about: about.replace(/\d/, (digit) => String((Number(digit) + 5) % 10)) }))),
  ],
  clean: [table('as arranged', (list) => list)],
};

interface Lengths {
  readonly files: readonly string[];
  readonly pause: number;
}

async function recordings(kit: Kit): Promise<Lengths> {
  const files: string[] = [];
  for (let index = 0; index < kit.random.integer(2, 4); index += 1) {
    const sound = await recording(kit, `part-${index}.wav`);
    files.push(kit.random.chance(0.3) ? await made(kit, `part-${index}.${kit.random.pick(['mp3', 'ogg', 'm4a'])}`, ['-i', sound]) : sound);
  }
  return { files, pause: kit.random.pick([0, 0.3, 0.3, 1, 2.5]) };
}

/** Recordings joined by the tool; `spoil` changes what it is given, `filter` what came out. */
function recordingsJoined(what: string, spoil: (given: Lengths, kit: Kit) => Lengths, filter?: (kit: Kit) => string): Maker {
  return maker(what, async (kit) => {
    const given = await recordings(kit);
    const { files, pause } = spoil(given, kit);
    const { audio } = await outputOf(kit, joinAudio, { audios: files }, { gapSeconds: pause });
    const path = (audio as { path: string }).path;
    const whole = filter === undefined ? path : await made(kit, 'spoiled.wav', ['-i', path, '-af', filter(kit)]);
    const subject = { ...mediaSubject(whole, 'audio', { tool: 'join_audio', inputs: given.files.map((file) => mediaInput(file, 'audio', 'audios')) }), parameters: { gapSeconds: given.pause } };
    return { subject, params: { pause: 'gapSeconds' }, note: `${given.files.length} parts, pause ${given.pause} s` };
  });
}

/** Clips joined by the tool, likewise. */
function clipsJoined(what: string, spoil: (files: readonly string[], kit: Kit) => readonly string[], filter?: (kit: Kit) => readonly string[]): Maker {
  return maker(what, async (kit) => {
    const files: string[] = [];
    for (let index = 0; index < kit.random.integer(2, 3); index += 1) {
      const silent = await clip(kit, { seconds: kit.random.between(2, 4), name: `clip-${index}.mp4`, ...(kit.random.chance(0.25) ? { source: 'sign-milk.mkv' } : {}) });
      files.push(kit.random.chance(0.3) ? await withSound(kit, silent, `sound-${index}.mp4`) : silent);
    }
    const { video } = await outputOf(kit, joinVideoTool, { videos: spoil(files, kit) });
    const path = (video as { path: string }).path;
    const whole = filter === undefined ? path : await made(kit, 'spoiled.mp4', ['-i', path, ...filter(kit)]);
    return { subject: mediaSubject(whole, 'video', { tool: 'join_video', inputs: files.map((file) => mediaInput(file, 'video', 'videos')) }), note: `${files.length} parts` };
  });
}

const asLongAsParts: OracleCases = {
  defects: [
    recordingsJoined('a recording is missing', ({ files, pause }, { random }) => ({ files: without(files, random.integer(0, files.length - 1)), pause })),
    recordingsJoined('a recording twice', ({ files, pause }) => ({ files: [...files, ...files.slice(0, 1)], pause })),
    recordingsJoined('another pause', ({ files, pause }, { random }) => ({ files, pause: pause === 0 ? random.pick([0.5, 1]) : pause >= 1 ? 0.3 : pause + 0.5 })),
    recordingsJoined('cut off', (given) => given, ({ random }) => `atrim=0:${random.between(2, 3.2).toFixed(2)}`),
    recordingsJoined('at another speed', (given) => given, ({ random }) => `atempo=${random.pick([0.8, 0.88, 1.12, 1.25])}`),
    clipsJoined('a clip is missing', (files, { random }) => without(files, random.integer(0, files.length - 1))),
    clipsJoined('a clip twice', (files) => [...files, ...files.slice(-1)]),
    clipsJoined('a clip cut off', (files) => files, ({ random }) => ['-t', random.between(2, 3.2).toFixed(2), '-preset', 'ultrafast']),
  ],
  clean: [recordingsJoined('recordings as joined', (given) => given), clipsJoined('clips as joined', (files) => files), recordingsJoined('recordings joined, written anew', (given) => given, () => 'volume=0.8')],
};

/** By oracle. */
export const wholeCases: Readonly<Record<string, OracleCases>> = { texts_in_order: textsInOrder, rows_match_items: rowsMatchItems, as_long_as_parts: asLongAsParts };

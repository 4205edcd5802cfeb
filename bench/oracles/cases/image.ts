import { copyFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { Criterion, PortValue } from '../../../src/core/index.js';
import { compareImages, gatherFacts } from '../../../src/tools/image/index.js';
import { answerFromFacts } from '../../../src/tools/image-answer/index.js';
import { fileIn, maker, mediaInput, mediaSubject, textInput, valueSubject, type Kit, type Maker, type OracleCase, type OracleCases } from '../case.js';
import { fill, templatesOf } from '../material/index.js';
import { Random } from '../random.js';
import { ABSENT, flock, photoFile, PHOTOS, textPicture, type Photo } from './pictures.js';

function picture(path: string, params: Criterion['params'] = {}, note = '', inputs: readonly PortValue[] = []): OracleCase {
  return { subject: mediaSubject(path, 'image', { tool: 'capture_page', inputs }), params, note: `${note} ${JSON.stringify(params)}` };
}

/** A picture of one colour, with at most so much noise. */
async function even(kit: Kit, noise: number): Promise<string> {
  const { random } = kit;
  const [width, height] = [random.integer(64, 900), random.integer(64, 700)];
  const into = await fileIn(kit, `even.${random.pick(['png', 'jpg'])}`);
  const background = { r: random.integer(0, 255), g: random.integer(0, 255), b: random.integer(0, 255) };
  const base = sharp({ create: { width, height, channels: 3, background } });
  if (noise === 0) await base.toFile(into);
  else await base.composite([{ input: await sharp({ create: { width, height, channels: 3, background, noise: { type: 'gaussian', mean: (background.r + background.g + background.b) / 3, sigma: noise } } }).png().toBuffer() }]).toFile(into);
  return into;
}

/** So many lines of a few words each, from texts of the half. */
export function linesOf({ half, random }: Kit, count: number): string[] {
  const { text } = fill(random.pick(templatesOf(half).filter(({ language }) => language === 'en')), random);
  return random.some(text.split(/(?<=[.])\s+/), count).map((line) => line.split(' ').slice(0, 7).join(' ').replace(/[,.;:]$/, ''));
}

const notBlank: OracleCases = {
  defects: [
    maker('one colour', async (kit) => picture(await even(kit, 0))),
    maker('one colour with a trace of noise', async (kit) => picture(await even(kit, kit.random.between(0.3, 1.5)))),
    maker('a transparent picture', async (kit) => {
      const into = await fileIn(kit, 'clear.png');
      await sharp({ create: { width: kit.random.integer(50, 900), height: kit.random.integer(50, 700), channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } }).png().toFile(into);
      return picture(into);
    }),
    maker('a photo turned black', async (kit) => {
      const into = await fileIn(kit, 'dark.png');
      await sharp(kit.media(kit.random.pick(PHOTOS).file)).linear(0.004, 0).png().toFile(into);
      return picture(into);
    }),
  ],
  clean: [
    maker('a photo', async (kit) => picture(await photoFile(kit, kit.random.pick(PHOTOS)))),
    maker('a dark photo', async (kit) => {
      const into = await fileIn(kit, 'night.png');
      await sharp(kit.media(kit.random.pick(PHOTOS).file)).linear(kit.random.between(0.15, 0.4), 0).png().toFile(into);
      return picture(into);
    }),
    maker('one line of text', async (kit) => picture(await textPicture(kit, linesOf(kit, 1)))),
    maker('a small mark on an even ground', async (kit) => {
      const ground = await even(kit, 0);
      const into = await fileIn(kit, 'marked.png');
      const mark = await sharp({ create: { width: 24, height: 24, channels: 3, background: kit.random.pick(['#ff0000', '#00ff00', '#0000ff']) } }).png().toBuffer();
      await sharp(await sharp(ground).greyscale().toBuffer()).toColourspace('srgb').composite([{ input: mark, left: 10, top: 10 }]).png().toFile(into);
      return picture(into);
    }),
  ],
};

async function sized(kit: Kit): Promise<{ path: string; width: number; height: number }> {
  const [width, height] = [kit.random.integer(40, 1200), kit.random.integer(40, 1200)];
  const path = await fileIn(kit, `sized.${kit.random.pick(['png', 'jpg', 'webp'])}`);
  await sharp(kit.media(kit.random.pick(PHOTOS).file)).resize(width, height, { fit: 'fill' }).toFile(path);
  return { path, width, height };
}

const dimensions = (what: string, params: (size: { width: number; height: number }, kit: Kit) => Criterion['params']): Maker =>
  maker(what, async (kit) => {
    const { path, width, height } = await sized(kit);
    return picture(path, params({ width, height }, kit), `${width}×${height}`);
  });

const imageDimensions: OracleCases = {
  defects: [
    dimensions('another width', ({ width }, { random }) => ({ width: width + random.pick([-1, 1, 20]) })),
    dimensions('width and height exchanged', ({ width, height }) => ({ width: height === width ? width + 1 : height, height: width })),
    dimensions('too low', ({ height }, { random }) => ({ minHeight: height + random.integer(1, 50) })),
    dimensions('too wide', ({ width }, { random }) => ({ maxWidth: width - random.integer(1, 30) })),
  ],
  clean: [
    dimensions('the size', ({ width, height }) => ({ width, height })),
    dimensions('within limits', ({ width, height }, { random }) => ({ minWidth: width - random.integer(0, 30), maxHeight: height + random.integer(0, 30) })),
    maker('a photo that a camera turned', async (kit) => {
      const path = await fileIn(kit, 'turned.jpg');
      const [width, height] = [kit.random.integer(300, 900), kit.random.integer(100, 290)];
      await sharp(kit.media('dog.jpg')).resize(width, height, { fit: 'fill' }).withMetadata({ orientation: kit.random.pick([6, 8]) }).jpeg().toFile(path);
      return picture(path, { width: height, height: width }, `${width}×${height} turned`);
    }),
  ],
};

const imageContains: OracleCases = {
  defects: [
    maker('a thing that is not there', async (kit) => picture(await photoFile(kit, kit.random.pick(PHOTOS)), { object: kit.random.pick(ABSENT) })),
    maker('one too many', async (kit) => {
      const photo = kit.random.pick(PHOTOS);
      return picture(await photoFile(kit, photo), { object: kit.random.pick(photo.shows), count: 2 }, photo.file);
    }),
    maker('one bird missing', async (kit) => {
      const count = kit.random.integer(1, 4);
      return picture(await flock(kit, count), { object: 'bird', count: count + 1 });
    }),
    maker('one bird too many', async (kit) => {
      const count = kit.random.integer(2, 4);
      return picture(await flock(kit, count), { object: 'bird', max: count - 1 });
    }),
    maker('a picture of text', async (kit) => picture(await textPicture(kit, linesOf(kit, 2)), { object: kit.random.pick(['dog', 'bird', 'person', 'horse']) })),
  ],
  clean: [
    maker('what the photo shows', async (kit) => {
      const photo = kit.random.pick(PHOTOS);
      return picture(await photoFile(kit, photo), { object: kit.random.pick(photo.shows) }, photo.file);
    }),
    maker('one of it', async (kit) => {
      const photo = kit.random.pick(PHOTOS);
      return picture(await photoFile(kit, photo), { object: photo.file === 'eagle.jpg' ? 'eagle' : 'dog', count: 1 }, photo.file);
    }),
    maker('so many birds', async (kit) => {
      const count = kit.random.integer(1, 4);
      return picture(await flock(kit, count), { object: 'bird', count });
    }),
    maker('none of it', async (kit) => picture(await photoFile(kit, kit.random.pick(PHOTOS)), { object: kit.random.pick(ABSENT), count: 0 })),
  ],
};

/** The line with its longest word replaced by one that it lacks. */
function withOtherWord(line: string, random: Kit['random']): string {
  const longest = [...line.split(' ')].sort((a, b) => b.length - a.length)[0] ?? '';
  return line.replace(longest, random.pick(['umbrella', 'Tuesday', 'chocolate', 'elephant'].filter((word) => !line.includes(word))));
}

const textVisible: OracleCases = {
  defects: [
    maker('another text', async (kit) => {
      const [shown, wanted] = linesOf(kit, 2) as [string, string];
      return picture(await textPicture(kit, [shown]), { text: wanted }, shown);
    }),
    maker('a word replaced', async (kit) => {
      const shown = linesOf(kit, 2);
      return picture(await textPicture(kit, shown), { text: withOtherWord(shown[0] ?? '', kit.random) }, shown[0]);
    }),
    maker('another number', async (kit) => {
      const number = kit.random.integer(1_000, 8_999);
      const text = `${kit.random.pick(['Room', 'Invoice', 'Flight', 'Gate', 'Call'])} ${number}`;
      return picture(await textPicture(kit, [text, ...linesOf(kit, 1)]), { text: text.replace(String(number), String(number + kit.random.pick([1, 10, 100, 111]))) }, text);
    }),
    maker('a picture without text', async (kit) => picture(await photoFile(kit, kit.random.pick(PHOTOS)), { text: linesOf(kit, 1)[0] ?? 'text' })),
  ],
  clean: [
    maker('a line of the picture', async (kit) => {
      const shown = linesOf(kit, kit.random.integer(1, 3));
      return picture(await textPicture(kit, shown), { text: kit.random.pick(shown) });
    }),
    maker('a number', async (kit) => {
      const text = `${kit.random.pick(['Room', 'Invoice', 'Flight', 'Gate', 'Call'])} ${kit.random.integer(1_000, 9_999)}`;
      return picture(await textPicture(kit, [text, ...linesOf(kit, 1)]), { text });
    }),
    maker('some words of a line', async (kit) => {
      const shown = linesOf(kit, 2);
      const words = (shown[0] ?? '').split(' ');
      return picture(await textPicture(kit, shown), { text: words.slice(0, Math.max(2, words.length - 2)).join(' ') });
    }),
  ],
};

/** The same picture written anew by a program that changes nothing visible. */
async function rewritten(kit: Kit, path: string): Promise<string> {
  const into = await fileIn(kit, `again.${kit.random.pick(['png', 'jpg', 'webp'])}`);
  const how = sharp(path);
  await (into.endsWith('jpg') ? how.jpeg({ quality: kit.random.integer(88, 98) }) : into.endsWith('webp') ? how.webp({ quality: kit.random.integer(88, 98) }) : how.png()).toFile(into);
  return into;
}

/** The picture with something visible put into it. */
async function withMark(kit: Kit, path: string): Promise<string> {
  const { width, height } = await sharp(path).metadata();
  const into = await fileIn(kit, 'marked.png');
  const [w, h] = [Math.round(width * kit.random.between(0.08, 0.3)), Math.round(height * kit.random.between(0.08, 0.3))];
  const mark = await sharp({ create: { width: w, height: h, channels: 3, background: kit.random.pick(['#e02020', '#20c040', '#ffffff', '#101010']) } }).png().toBuffer();
  await sharp(path).composite([{ input: mark, left: kit.random.integer(0, width - w), top: kit.random.integer(0, height - h) }]).png().toFile(into);
  return into;
}

const before = async (kit: Kit): Promise<string> => (kit.random.chance(0.5) ? photoFile(kit, kit.random.pick(PHOTOS), 'before') : textPicture(kit, linesOf(kit, 3), 'before'));

const same: Maker[] = [
  maker('the same file', async (kit) => {
    const path = await before(kit);
    const copy = await fileIn(kit, 'copy');
    await copyFile(path, copy);
    return picture(copy, {}, '', [mediaInput(path, 'image')]);
  }),
  maker('written anew', async (kit) => {
    const path = await before(kit);
    return picture(await rewritten(kit, path), {}, '', [mediaInput(path, 'image')]);
  }),
];

const different: Maker[] = [
  maker('something put in', async (kit) => {
    const path = await before(kit);
    return picture(await withMark(kit, path), {}, '', [mediaInput(path, 'image')]);
  }),
  maker('another line of text', async (kit) => {
    const [first = '', ...rest] = linesOf(kit, 3);
    const style = String(kit.random.integer(0, 1e6));
    const shown = (name: string, lines: readonly string[]): Promise<string> => textPicture({ ...kit, random: new Random(style) }, lines, name);
    const path = await shown('before', [first, ...rest]);
    return picture(await shown('after', [first.split('').reverse().join(''), ...rest]), {}, '', [mediaInput(path, 'image')]);
  }),
  maker('another picture', async (kit) => {
    const [one, other] = kit.random.some(PHOTOS, 2) as [Photo, Photo];
    return picture(await photoFile(kit, one), {}, '', [mediaInput(await photoFile(kit, other, 'before'), 'image')]);
  }),
  maker('cropped', async (kit) => {
    const path = await photoFile(kit, kit.random.pick(PHOTOS), 'before');
    const { width, height } = await sharp(path).metadata();
    const into = await fileIn(kit, 'crop.png');
    await sharp(path).extract({ left: Math.round(width * 0.2), top: Math.round(height * 0.2), width: Math.round(width * 0.6), height: Math.round(height * 0.6) }).png().toFile(into);
    return picture(into, {}, '', [mediaInput(path, 'image')]);
  }),
];

function describes(text: string, path: string): OracleCase {
  return { subject: valueSubject(text, { tool: 'describe_image', inputs: [mediaInput(path, 'image')] }), note: `SAYS ${text}` };
}

const article = (thing: string): string => (/^[aeiou]/.test(thing) ? 'an' : 'a');

/** An honest sentence about a photo. */
function told(photo: Photo, random: Kit['random']): string {
  const things = random.some(photo.shows, random.integer(1, photo.shows.length)).map((thing) => `${article(thing)} ${thing}`);
  const list = things.length === 1 ? things[0] ?? '' : `${things.slice(0, -1).join(', ')} and ${things.at(-1) ?? ''}`;
  return random.pick([`The picture shows ${list}.`, `There is ${list} in the picture.`, `You can see ${list} here.`]);
}

const about = (what: string, say: (photo: Photo, kit: Kit) => string): Maker =>
  maker(what, async (kit) => {
    const photo = kit.random.pick(PHOTOS);
    return describes(say(photo, kit), await photoFile(kit, photo));
  });

/** An answer to a question about a picture. */
function answers(question: string, text: string, path: string): OracleCase {
  return { subject: valueSubject(text, { tool: 'answer_about_image', inputs: [mediaInput(path, 'image'), textInput(question, 'question')] }), note: `ASKED ${question} SAYS ${text}` };
}

const groundedDescription: OracleCases = {
  defects: [
    maker('an answer with a count off by one', async (kit) => {
      const count = kit.random.integer(2, 4);
      return answers('How many birds are there?', `There are ${String(count + kit.random.pick([-1, 1]))} birds in the picture.`, await flock(kit, count));
    }),
    maker('an answer that tells an act', async (kit) => {
      const photo = kit.random.pick(PHOTOS);
      const thing = kit.random.pick(photo.shows);
      return answers(`What is the ${thing} doing?`, `The ${thing} is ${kit.random.pick(['sleeping', 'being painted', 'waiting for a bus', 'jumping over a fence'])}.`, await photoFile(kit, photo));
    }),
    about('something invented', (photo, { random }) => {
      const thing = random.pick(ABSENT);
      return `${told(photo, random)} Next to it is ${article(thing)} ${thing}.`;
    }),
    about('a count off by one', (photo, { random }) => `There are two ${photo.file === 'eagle.jpg' ? 'birds' : 'dogs'} in the picture.${random.chance(0.5) ? ` ${told(photo, random)}` : ''}`),
    about('a denial', (photo, { random }) => `There is no ${random.pick(photo.shows)} in the picture.`),
    maker('a count of birds off by one', async (kit) => {
      const count = kit.random.integer(2, 4);
      return describes(`${['Zero', 'One', 'Two', 'Three', 'Four', 'Five'][count + kit.random.pick([-1, 1])] ?? ''} birds sit in the picture.`, await flock(kit, count));
    }),
    maker('another text', async (kit) => {
      const [shown, said] = linesOf(kit, 2) as [string, string];
      return describes(`A sign says “${said}”.`, await textPicture(kit, [shown]));
    }),
    maker('swapped pictures', async (kit) => {
      const [one, other] = kit.random.pick([[PHOTOS[0], PHOTOS[2]], [PHOTOS[2], PHOTOS[0]], [PHOTOS[1], PHOTOS[2]], [PHOTOS[2], PHOTOS[1]]]) as [Photo, Photo];
      return describes(told(one, kit.random), await photoFile(kit, other));
    }),
  ],
  clean: [
    maker('an answer with the count', async (kit) => {
      const count = kit.random.integer(2, 4);
      const path = await flock(kit, count);
      const question = kit.random.pick(['How many birds are there?', 'How many animals can you see?', 'Which animals are in the picture?', 'Is there a bird?']);
      return answers(question, answerFromFacts(question, await gatherFacts(path, kit)) ?? '', path);
    }),
    about('what the photo shows', (photo, { random }) => told(photo, random)),
    about('two sentences', (photo, { random }) => `${told(photo, random)} No ${random.pick(ABSENT)} can be seen.`),
    maker('so many birds', async (kit) => {
      const count = kit.random.integer(1, 4);
      return describes(count === 1 ? 'There is one bird.' : `${['', '', 'Two', 'Three', 'Four'][count] ?? ''} birds sit in the picture.`, await flock(kit, count));
    }),
    maker('the text of a sign', async (kit) => {
      const [shown] = linesOf(kit, 1) as [string];
      return describes(`A sign says “${shown}”.`, await textPicture(kit, [shown]));
    }),
  ],
};

async function detections(kit: Kit, path: string): Promise<{ width: number; height: number; detections: { label: string; score: number; box: { x: number; y: number; width: number; height: number } }[] }> {
  const reply = await kit.models.detect({ path }, { signal: kit.signal });
  return { width: reply.width, height: reply.height, detections: [...reply.detections] };
}

type Found = Awaited<ReturnType<typeof detections>>;

/** What a detecting tool gives: data with its count. */
function detected(what: string, spoil: (found: Found, kit: Kit) => Found['detections'], photos = true): Maker {
  return maker(what, async (kit) => {
    const path = photos && kit.random.chance(0.7) ? await photoFile(kit, kit.random.pick(PHOTOS)) : await flock(kit, kit.random.integer(1, 3));
    const found = await detections(kit, path);
    const list = spoil(found, kit);
    const value = { width: found.width, height: found.height, count: list.length, detections: list };
    return { subject: valueSubject(value, { port: 'json', tool: 'detect_objects', inputs: [mediaInput(path, 'image')] }), note: list.map(({ label, score }) => `${label} ${score.toFixed(2)}`).join(', ') };
  });
}

const detectionsConfirmed: OracleCases = {
  defects: [
    detected('something invented', ({ detections: list, width, height }, { random }) => [...list, { label: random.pick(ABSENT), score: 0.6, box: { x: width * random.between(0, 0.5), y: height * random.between(0, 0.5), width: width * 0.3, height: height * 0.3 } }]),
    detected('another label', ({ detections: list }, { random }) => list.map((one, index) => (index === 0 ? { ...one, label: random.pick(ABSENT) } : one))),
    detected('the surest thing left out', ({ detections: list }) => list.slice(1)),
    detected('a thing counted twice', ({ detections: list, width }) => [...list, ...list.slice(0, 1).map((one) => ({ ...one, box: { ...one.box, x: Math.max(0, Math.min(width - one.box.width, one.box.x > width / 3 ? one.box.x - width / 3 : one.box.x + width / 3)) } }))]),
    detected('boxes elsewhere', ({ detections: list, width, height }) => list.map(({ box, ...rest }) => ({ ...rest, box: { x: width - box.x - box.width < box.x ? 0 : width - box.width * 0.4, y: height - box.y - box.height < box.y ? 0 : height - box.height * 0.4, width: box.width * 0.4, height: box.height * 0.4 } }))),
  ],
  clean: [detected('as detected', ({ detections: list }) => list), detected('as detected, several birds', ({ detections: list }) => list, false)],
};

/** What a comparing tool gives for two pictures; `spoil` makes it wrong. */
function compared(what: string, spoil: (result: { changedShare: number; sameSize: boolean; regions: object[]; counts: { label: string; first: number; second: number }[] }, kit: Kit) => object): Maker {
  return maker(what, async (kit) => {
    const [one, other] = kit.random.chance(0.5) ? (kit.random.some(PHOTOS, 2) as [Photo, Photo]) : [PHOTOS[0], PHOTOS[0]];
    const first = await photoFile(kit, one, 'first');
    const second = one === other ? await withMark(kit, first) : await photoFile(kit, other, 'second');
    const { changedShare, sameSize, regions } = await compareImages(first, second);
    const [a, b] = [await detections(kit, first), await detections(kit, second)];
    const labels = [...new Set([...a.detections, ...b.detections].map(({ label }) => label))];
    const of = (found: Found, label: string): number => found.detections.filter((detection) => detection.label === label).length;
    const result = { changedShare, sameSize, regions: [...regions], counts: labels.map((label) => ({ label, first: of(a, label), second: of(b, label) })) };
    return { subject: valueSubject(spoil(result, kit), { port: 'json', tool: 'compare_images', inputs: [mediaInput(first, 'image', 'first'), mediaInput(second, 'image', 'second')] }), note: JSON.stringify({ changedShare, counts: result.counts }) };
  });
}

const comparisonHolds: OracleCases = {
  defects: [
    compared('no change seen', (result) => ({ ...result, changedShare: 0, regions: [] })),
    compared('too much change', (result) => ({ ...result, changedShare: Math.min(1, result.changedShare > 0.5 ? result.changedShare - 0.45 : result.changedShare + 0.45) })),
    compared('the other size', (result) => ({ ...result, sameSize: !result.sameSize })),
    compared('an invented count', (result, { random }) => ({ ...result, counts: [...result.counts, { label: random.pick(ABSENT), first: 0, second: 2 }] })),
    compared('pictures exchanged', (result) => ({ ...result, counts: result.counts.map(({ label, first, second }) => ({ label, first: second + (first === second ? 2 : 0), second: first })) })),
  ],
  clean: [compared('as compared', (result) => result)],
};

/** By oracle. */
export const imageCases: Readonly<Record<string, OracleCases>> = {
  not_blank: notBlank, image_dimensions: imageDimensions, image_contains: imageContains, text_visible: textVisible,
  image_changed: { defects: same, clean: different }, same_image: { defects: different, clean: same },
  grounded_description: groundedDescription, detections_confirmed: detectionsConfirmed, comparison_holds: comparisonHolds,
};

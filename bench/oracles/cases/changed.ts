import sharp, { type Sharp } from 'sharp';
import { fileIn, maker, mediaInput, mediaSubject, type Kit, type Maker, type OracleCase, type OracleCases } from '../case.js';
import { photoFile, PHOTOS } from './pictures.js';

/** A picture that was made of another, with what the step was told. */
async function changed(kit: Kit, source: string, image: Sharp, told: Record<string, unknown>, ending?: string): Promise<OracleCase> {
  const into = await fileIn(kit, `changed.${ending ?? kit.random.pick(['png', 'jpg', 'webp'])}`);
  await (into.endsWith('gif') ? image.gif() : into.endsWith('avif') ? image.avif({ effort: 2 }) : image).toFile(into);
  return { subject: { ...mediaSubject(into, 'image', { inputs: [mediaInput(source, 'image')] }), parameters: told }, note: JSON.stringify(told) };
}

interface Source {
  readonly path: string;
  readonly width: number;
  readonly height: number;
}

async function sourceOf(kit: Kit): Promise<Source> {
  const path = await photoFile(kit, kit.random.pick(PHOTOS), 'source');
  const { width, height } = await sharp(path).metadata();
  return { path, width, height };
}

/** A step that was told `told` and made `image` of a photo. */
function made(what: string, make: (source: Source, kit: Kit) => { readonly told: Record<string, unknown>; readonly image: Sharp | Promise<Sharp>; readonly ending?: string }): Maker {
  return maker(what, async (kit) => {
    const source = await sourceOf(kit);
    const { told, image, ending } = make(source, kit);
    return changed(kit, source.path, await image, told, ending);
  });
}

/** The picture scaled as asked: by width, height, longer side, share, or both sides with the middle kept. */
function scaledWell({ path, width, height }: Source, { random }: Kit): { told: Record<string, unknown>; image: Sharp } {
  const side = random.integer(80, 1100);
  const other = random.integer(80, 900);
  const share = random.pick([0.25, 0.5, 0.75, 1.5]);
  const image = sharp(path);
  return random.pick([
    { told: { width: side }, image: image.clone().resize({ width: side }) },
    { told: { height: other }, image: image.clone().resize({ height: other }) },
    { told: { longestSide: side }, image: image.clone().resize({ width: side, height: side, fit: 'inside' }) },
    { told: { scale: share }, image: image.clone().resize({ width: Math.round(width * share), height: Math.round(height * share), fit: 'fill' }) },
    { told: { width: side, height: other }, image: image.clone().resize({ width: side, height: other, fit: 'cover' }) },
    { told: { thumbnail: true }, image: image.clone().resize({ width: 256, height: 256, fit: 'inside' }) },
  ]);
}

/** Another photo in the size of the source. */
function anotherPhoto(kit: Kit, { width, height }: { width: number; height: number }, path: string): Sharp {
  return sharp(kit.media(kit.random.pick(PHOTOS).file)).resize(width, height, { fit: 'fill' }).modulate({ hue: path.length % 2 === 0 ? 90 : 180 });
}

const resized: OracleCases = {
  defects: [
    made('another width', ({ path }, { random }) => { const side = random.integer(80, 900); return { told: { width: side }, image: sharp(path).resize({ width: side + random.pick([-2, 2, 25]) }) }; }),
    made('distorted', ({ path, width, height }, { random }) => { const side = random.integer(200, 900); return { told: { width: side }, image: sharp(path).resize({ width: side, height: Math.round(((side * height) / width) * random.pick([0.8, 1.25])), fit: 'fill' }) }; }),
    made('squeezed and not cut', ({ path, width, height }, { random }) => { const side = random.integer(200, 700); return { told: { width: side, height: side }, image: sharp(path).resize({ width: side, height: side, fit: Math.abs(width - height) > 40 ? 'fill' : 'contain' }) }; }),
    made('another picture', (source, kit) => { const side = kit.random.integer(200, 700); return { told: { width: side }, image: anotherPhoto(kit, { width: side, height: Math.round((side * source.height) / source.width) }, source.path) }; }),
    made('half as large and not twice', ({ path, width }) => ({ told: { scale: 2 }, image: sharp(path).resize({ width: Math.round(width / 2) }) })),
    made('mirrored on the way', ({ path }, { random }) => { const side = random.integer(200, 700); return { told: { width: side }, image: sharp(path).resize({ width: side }).flop() }; }),
    made('a large preview', ({ path }) => ({ told: { thumbnail: true }, image: sharp(path) })),
  ],
  clean: [made('scaled as asked', scaledWell), made('scaled as asked by another filter', (source, kit) => { const side = kit.random.integer(60, 900); return { told: { width: side }, image: sharp(source.path).resize({ width: side, kernel: kit.random.pick(['nearest', 'cubic', 'mitchell']) }) }; })],
};

type Turn = { readonly degrees?: number; readonly mirror?: string };
const TURNS: readonly Turn[] = [{ degrees: 90 }, { degrees: 180 }, { degrees: 270 }, { mirror: 'left-right' }, { mirror: 'top-bottom' }, { degrees: 90, mirror: 'left-right' }];

async function turn(path: string, { degrees, mirror }: Turn): Promise<Sharp> {
  const rotated = sharp(await sharp(path).rotate(degrees ?? 0).png().toBuffer());
  return mirror === 'left-right' ? rotated.flop() : mirror === 'top-bottom' ? rotated.flip() : rotated;
}

const turned: OracleCases = {
  defects: [
    made('turned otherwise', ({ path }, { random }) => { const [told, done] = random.some(TURNS, 2) as [Turn, Turn]; return { told, image: turn(path, done) }; }),
    made('not turned at all', ({ path }, { random }) => ({ told: random.pick(TURNS), image: sharp(path) })),
    made('turned the other way', ({ path }, { random }) => { const degrees = random.pick([90, 270]); return { told: { degrees }, image: turn(path, { degrees: 360 - degrees }) }; }),
    made('turned and cut', ({ path }, { random }) => { const told = random.pick(TURNS); return { told, image: turn(path, told).then((image) => image.clone().png().toBuffer()).then(async (bytes) => { const { width, height } = await sharp(bytes).metadata(); const cut = Math.round(width * 0.08); return sharp(bytes).extract({ left: cut, top: 0, width: width - cut, height }).resize(width, height, { fit: 'fill' }); }) }; }),
  ],
  clean: [made('turned as asked', ({ path }, { random }) => { const told = random.pick(TURNS); return { told, image: turn(path, told) }; })],
};

const SEPIA: [[number, number, number], [number, number, number], [number, number, number]] = [[0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131]];

const recoloured: OracleCases = {
  defects: [
    made('still coloured', ({ path }) => ({ told: { style: 'greyscale' }, image: sharp(path) })),
    made('only paler', ({ path }, { random }) => ({ told: { style: 'greyscale' }, image: sharp(path).modulate({ saturation: random.between(0.3, 0.6) }) })),
    made('grey, and another picture', ({ path }, kit) => ({ told: { style: 'greyscale' }, image: anotherPhoto(kit, { width: 640, height: 480 }, path).greyscale() })),
    made('grey in place of sepia', ({ path }) => ({ told: { style: 'sepia' }, image: sharp(path).greyscale() })),
    made('not inverted', ({ path }) => ({ told: { style: 'inverted' }, image: sharp(path) })),
    made('grey, and inverted', ({ path }) => ({ told: { style: 'greyscale' }, image: sharp(path).greyscale().negate() })),
    made('a coloured corner left', ({ path, width, height }) => ({ told: { style: 'greyscale' }, image: sharp(path).greyscale().toColourspace('srgb').png().toBuffer().then((grey) => sharp(grey).toColourspace('srgb').composite([{ input: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width / 6}" height="${height / 6}" fill="#c03030"/></svg>`) }])) })),
  ],
  clean: [
    made('grey', ({ path }) => ({ told: { style: 'greyscale' }, image: sharp(path).greyscale() })),
    made('grey by other weights', ({ path }, { random }) => { const row = random.pick([[0.299, 0.587, 0.114], [0.2126, 0.7152, 0.0722], [0.333, 0.334, 0.333]] as [number, number, number][]); return { told: { style: 'greyscale' }, image: sharp(path).recomb([row, row, row]) }; }),
    made('sepia', ({ path }) => ({ told: { style: 'sepia' }, image: sharp(path).recomb(SEPIA) })),
    made('inverted', ({ path }) => ({ told: { style: 'inverted' }, image: sharp(path).negate({ alpha: false }) })),
  ],
};

const ENDINGS = ['png', 'jpg', 'webp', 'tiff', 'avif', 'gif'] as const;
const saved: OracleCases = {
  defects: [
    made('another format', ({ path }, { random }) => { const [told, done] = random.some(ENDINGS, 2) as [string, string]; return { told: { format: told }, image: sharp(path), ending: done }; }),
    made('smaller', ({ path, width }, { random }) => { const format = random.pick(ENDINGS); return { told: { format }, image: sharp(path).resize({ width: width - random.integer(2, 60) }), ending: format }; }),
    made('another picture', ({ path, width, height }, kit) => { const format = kit.random.pick(ENDINGS); return { told: { format }, image: anotherPhoto(kit, { width, height }, path), ending: format }; }),
    made('turned on the way', ({ path }, { random }) => { const format = random.pick(ENDINGS); return { told: { format }, image: sharp(path).rotate(180), ending: format }; }),
  ],
  clean: [made('saved as asked', ({ path }, { random }) => { const format = random.pick(ENDINGS); return { told: { format }, image: sharp(path), ending: format }; })],
};

const PARTS: Readonly<Record<string, (size: { width: number; height: number }) => { left: number; top: number; width: number; height: number }>> = {
  'left half': ({ width, height }) => ({ left: 0, top: 0, width: Math.round(width / 2), height }),
  'right half': ({ width, height }) => ({ left: width - Math.round(width / 2), top: 0, width: Math.round(width / 2), height }),
  'top half': ({ width, height }) => ({ left: 0, top: 0, width, height: Math.round(height / 2) }),
  'bottom half': ({ width, height }) => ({ left: 0, top: height - Math.round(height / 2), width, height: Math.round(height / 2) }),
  'top left quarter': ({ width, height }) => ({ left: 0, top: 0, width: Math.round(width / 2), height: Math.round(height / 2) }),
  'bottom right quarter': ({ width, height }) => ({ left: width - Math.round(width / 2), top: height - Math.round(height / 2), width: Math.round(width / 2), height: Math.round(height / 2) }),
  centre: ({ width, height }) => ({ left: Math.floor(width / 4), top: Math.floor(height / 4), width: Math.round(width / 2), height: Math.round(height / 2) }),
};

const cropped: OracleCases = {
  defects: [
    made('another part', (source, { random }) => { const [told, done] = random.some(Object.keys(PARTS), 2) as [string, string]; return { told: { region: told }, image: sharp(source.path).extract(PARTS[done]?.(source) ?? { left: 0, top: 0, width: 1, height: 1 }) }; }),
    made('the whole', (source, { random }) => ({ told: { region: random.pick(Object.keys(PARTS)) }, image: sharp(source.path) })),
    made('a box elsewhere', ({ path, width, height }, { random }) => { const box = { x: 20, y: 20, width: Math.round(width / 3), height: Math.round(height / 3) }; return { told: { box }, image: sharp(path).extract({ left: random.integer(120, Math.round(width / 2)), top: random.integer(80, Math.round(height / 2)), width: box.width, height: box.height }) }; }),
    made('no square', ({ path, width, height }) => ({ told: { shape: 'square' }, image: sharp(path).extract({ left: 0, top: 0, width: Math.round(width * 0.7), height: Math.round(height * 0.9) }) })),
    made('a square that was squeezed', ({ path, width, height }) => { const side = Math.min(width, height); return { told: { shape: 'square' }, image: sharp(path).resize(side, side, { fit: 'fill' }) }; }),
    made('a square and no circle', ({ path, width, height }) => { const side = Math.min(width, height); return { told: { shape: 'circle' }, image: sharp(path).resize(side, side, { fit: 'cover' }), ending: 'png' }; }),
  ],
  clean: [
    made('the named part', (source, { random }) => { const region = random.pick(Object.keys(PARTS)); return { told: { region }, image: sharp(source.path).extract(PARTS[region]?.(source) ?? { left: 0, top: 0, width: 1, height: 1 }) }; }),
    made('the box', ({ path, width, height }, { random }) => { const box = { x: random.integer(0, Math.round(width / 2)), y: random.integer(0, Math.round(height / 2)), width: random.integer(60, Math.round(width / 2)), height: random.integer(60, Math.round(height / 2)) }; return { told: { box }, image: sharp(path).extract({ left: box.x, top: box.y, width: box.width, height: box.height }) }; }),
    made('the largest square', ({ path, width, height }) => { const side = Math.min(width, height); return { told: { shape: 'square' }, image: sharp(path).extract({ left: Math.floor((width - side) / 2), top: Math.floor((height - side) / 2), width: side, height: side }) }; }),
    made('a circle', ({ path, width, height }) => { const side = Math.min(width, height); return { told: { shape: 'circle' }, ending: 'png', image: sharp(path).resize(side, side, { fit: 'cover' }).ensureAlpha().png().toBuffer().then((bytes) => sharp(bytes).composite([{ input: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><circle cx="${side / 2}" cy="${side / 2}" r="${side / 2}"/></svg>`), blend: 'dest-in' }])) }; }),
  ],
};

/** Cases for the oracles that hold a changed picture against its source. */
export const changedCases: Readonly<Record<string, OracleCases>> = { resized_as_asked: resized, turned_as_asked: turned, recoloured_as_asked: recoloured, saved_as_asked: saved, cropped_as_asked: cropped };

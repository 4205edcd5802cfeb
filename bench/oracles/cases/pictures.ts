import sharp from 'sharp';
import { fileIn, type Kit } from '../case.js';

/** What the real photos show, by the labels of the detector. */
export const PHOTOS = [
  { file: 'dog.jpg', shows: ['dog', 'bicycle'], colour: 'black' },
  { file: 'person.jpg', shows: ['person', 'dog', 'horse'], colour: 'brown' },
  { file: 'eagle.jpg', shows: ['bird'], colour: 'white' },
] as const;
export type Photo = (typeof PHOTOS)[number];

/** Things that none of the photos shows. */
export const ABSENT = ['cat', 'boat', 'airplane', 'pizza', 'umbrella', 'elephant', 'laptop', 'train', 'bus', 'giraffe', 'banana', 'clock'] as const;

/** A photo in another size, brightness, side and quality, so that no two cases are the same file. */
export async function photoFile(kit: Kit, photo: Photo, name = 'photo'): Promise<string> {
  const { random } = kit;
  const into = await fileIn(kit, `${name}.${random.pick(['jpg', 'png', 'webp'])}`);
  let image = sharp(kit.media(photo.file)).resize({ width: random.integer(560, 900) }).modulate({ brightness: random.between(0.85, 1.15), saturation: random.between(0.8, 1.2) });
  if (random.chance(0.5)) image = image.flop();
  await image.toFile(into);
  return into;
}

const FONTS = ['DejaVu Sans', 'DejaVu Serif', 'DejaVu Sans Mono', 'Liberation Sans', 'Liberation Serif'];
const COLOURS = [['#ffffff', '#111111'], ['#fdf6e3', '#22305a'], ['#12324a', '#f5f5f5'], ['#f2d24b', '#1a1a1a'], ['#dfe8e2', '#5a1020']] as const;

/** Lines of text as a picture, in one of several fonts and colours. */
export async function textPicture(kit: Kit, lines: readonly string[], name = 'text'): Promise<string> {
  const { random } = kit;
  const size = random.integer(26, 44);
  const [paper, ink] = random.pick(COLOURS);
  const width = Math.max(320, Math.round(Math.max(...lines.map((line) => line.length)) * size * 0.68) + 80);
  const rows = lines.map((line, index) => `<text x="40" y="${60 + size + index * size * 1.6}" font-family="${random.pick(FONTS)}" font-size="${size}" fill="${ink}">${line.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</text>`);
  const height = Math.round(120 + size + lines.length * size * 1.6);
  const into = await fileIn(kit, `${name}.png`);
  await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${paper}"/>${rows.join('')}</svg>`)).png().toFile(into);
  return into;
}

/** So many birds beside each other on an even ground: each is the real one, cut out with what is around it. */
export async function flock(kit: Kit, count: number, name = 'flock'): Promise<string> {
  const { random } = kit;
  const width = random.integer(300, 360);
  const tiles = await Promise.all(Array.from({ length: count }, async (_, index) => {
    const bird = sharp(kit.media('eagle.jpg')).resize({ width }).modulate({ brightness: random.between(0.9, 1.1) });
    return { input: await (random.chance(0.5) ? bird.flop() : bird).png().toBuffer(), left: 20 + index * (width + 20), top: 20 };
  }));
  const into = await fileIn(kit, `${name}.png`);
  await sharp({ create: { width: count * (width + 20) + 20, height: 300, channels: 3, background: random.pick(['#c9d8e6', '#dcdcdc', '#b7c9a8']) } }).composite(tiles).png().toFile(into);
  return into;
}

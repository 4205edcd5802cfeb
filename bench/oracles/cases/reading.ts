import sharp from 'sharp';
import { compareWords, layoutText } from '../../../src/tools/ocr/index.js';
import { fileIn, maker, mediaInput, valueSubject, type Kit, type Maker, type OracleCase, type OracleCases } from '../case.js';
import { linesOf } from './image.js';
import { photoFile, PHOTOS } from './pictures.js';

const FONTS = ['DejaVu Sans', 'DejaVu Serif', 'DejaVu Sans Mono', 'DejaVu Sans Condensed', 'DejaVu Serif Condensed'];
const COLOURS = [['#ffffff', '#111111'], ['#fdf6e3', '#22305a'], ['#12324a', '#f5f5f5'], ['#f2d24b', '#1a1a1a'], ['#dfe8e2', '#5a1020'], ['#303030', '#ffd860'], ['#e8d5c0', '#603010']] as const;

interface Style {
  /** px */
  readonly size: number;
  /** Standard deviation of the noise on it, 0 to 255. */
  readonly noise: number;
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

function lettering(lines: readonly string[], { size }: Style, { random }: Kit, ink: string, left: number, top: number, more = ''): string {
  const font = `font-family="${random.pick(FONTS)}" font-weight="${random.pick(['normal', 'bold'])}" font-size="${size}"`;
  return lines.map((line, index) => `<text x="${left}" y="${top + size + index * size * 1.7}" ${font} fill="${ink}" ${more}>${escaped(line)}</text>`).join('');
}

/** A page of lines, with noise on it, saved with loss. */
async function page(kit: Kit, lines: readonly string[], style: Style): Promise<string> {
  const { random } = kit;
  const [paper, ink] = random.pick(COLOURS);
  const width = Math.round(Math.max(...lines.map((line) => line.length)) * style.size * 0.78) + 90;
  const height = Math.round(90 + lines.length * style.size * 1.7);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${paper}"/>${lettering(lines, style, kit, ink, 40, 40)}</svg>`;
  return noisy(kit, await sharp(Buffer.from(svg)).removeAlpha().png().toBuffer(), style.noise);
}

async function noisy(kit: Kit, picture: Buffer, sigma: number): Promise<string> {
  const { width, height, data } = await sharp(picture).raw().toBuffer({ resolveWithObject: true }).then(({ data: bytes, info }) => ({ width: info.width, height: info.height, data: bytes }));
  for (let at = 0; sigma > 0 && at < data.length; at += 3) {
    const shift = (kit.random.unit() + kit.random.unit() + kit.random.unit() - 1.5) * 2 * sigma;
    for (let channel = 0; channel < 3; channel += 1) data[at + channel] = Math.max(0, Math.min(255, (data[at + channel] as number) + shift));
  }
  const into = await fileIn(kit, `page.${kit.random.pick(['png', 'jpg', 'webp'])}`);
  const image = sharp(data, { raw: { width, height, channels: 3 } });
  await (into.endsWith('png') ? image.png() : image.toFormat(into.endsWith('jpg') ? 'jpeg' : 'webp', { quality: kit.random.integer(60, 95) })).toFile(into);
  return into;
}

/** A photo with lines laid on it, as captions are. */
async function lettered(kit: Kit, lines: readonly string[]): Promise<string> {
  const photo = await photoFile(kit, kit.random.pick(PHOTOS), 'ground');
  const { width, height } = await sharp(photo).metadata();
  const size = Math.max(16, Math.floor(Math.min(kit.random.integer(22, 34), (width - 60) / (Math.max(...lines.map((line) => line.length)) * 0.72))));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${lettering(lines, { size, noise: 0 }, kit, '#ffffff', 25, kit.random.integer(10, Math.max(11, Math.round(height / 2))), 'stroke="#000000" stroke-width="4" paint-order="stroke"')}</svg>`;
  const into = await fileIn(kit, 'lettered.png');
  await sharp(photo).composite([{ input: Buffer.from(svg) }]).png().toFile(into);
  return into;
}

const style = ({ random }: Kit): Style => ({ size: random.integer(20, 44), noise: random.pick([0, 0, 6, 12]) });

/** Lines as they stand on signs and forms, some with numbers. */
function lines(kit: Kit): string[] {
  const { random } = kit;
  const numbered = [`${random.pick(['Room', 'Gate', 'Invoice', 'Platform', 'Table'])} ${random.integer(12, 9_876)}`, `${random.pick(['Tea', 'Lunch', 'Ticket', 'Parking', 'Total'])} ${random.integer(1, 89)}.${random.integer(10, 99)}`];
  return [...linesOf(kit, random.integer(2, 5)), ...random.some([...numbered, marked(kit)], random.integer(1, 2))];
}

/** A number with what says of what it is one: a currency, a sign or per cent. */
function marked({ random }: Kit): string {
  return random.pick([`Now ${random.pick(['$', '€', '£'])}${random.integer(2, 99)}.${random.integer(10, 99)}`, `Keep at -${random.integer(2, 30)} degrees`, `Save ${random.integer(5, 75)}% today`]);
}

async function shown(kit: Kit, text: readonly string[]): Promise<string> {
  return kit.random.chance(0.3) ? lettered(kit, text) : page(kit, text, style(kit));
}

function reads(path: string, claimed: string, truth: string): OracleCase {
  return { subject: valueSubject(claimed, { tool: 'read_text', inputs: [mediaInput(path, 'image')] }), note: `SHOWN ${truth} READ ${claimed}` };
}

/** A reading of lines that are shown; `write` says what is claimed of them. */
function reading(what: string, write: (text: string[], kit: Kit) => readonly string[]): Maker {
  return maker(what, async (kit) => {
    const text = lines(kit);
    return reads(await shown(kit, text), write([...text], kit).join('\n'), text.join(' / '));
  });
}

const OTHER_WORDS = ['umbrella', 'Tuesday', 'chocolate', 'elephant', 'garden', 'window'];

function withOtherWord(text: string[], { random }: Kit): string[] {
  const at = random.integer(0, text.length - 1);
  const words = (text[at] ?? '').split(' ');
  const longest = [...words].sort((a, b) => b.length - a.length)[0] ?? '';
  return text.map((line, index) => (index === at ? line.replace(longest, random.pick(OTHER_WORDS.filter((word) => !text.join(' ').includes(word)))) : line));
}

function withOtherDigit(text: string[], { random }: Kit): string[] {
  const at = text.findLastIndex((line) => /\d/.test(line));
  const line = text[at] ?? '';
  const places = [...line.matchAll(/\d/g)].map(({ index }) => index);
  const place = random.pick(places);
  const digit = String((Number(line[place]) + random.integer(1, 9)) % 10);
  return text.map((one, index) => (index === at ? `${line.slice(0, place)}${digit}${line.slice(place + 1)}` : one));
}

/** What is said of a number that it is not: another currency, no sign, no per cent. */
const otherMark = maker('a currency, sign or per cent of a number changed', async (kit) => {
  const line = marked(kit);
  const other = line.replace(/[$€£]/, (sign) => kit.random.pick(['$', '€', '£'].filter((one) => one !== sign))).replace(/(?<=\s)-|%/, '');
  const text = [...linesOf(kit, kit.random.integer(2, 4)), line];
  return reads(await shown(kit, text), [...text.slice(0, -1), other].join('\n'), text.join(' / '));
});

/** What the recogniser itself makes of lettering that is hard to read, where that is not what stands there. */
const misreading = maker('its own misreading of faint lettering', async (kit) => {
  const text = lines(kit);
  for (let noise = 30; noise < 400; noise += 15) {
    const path = await page(kit, text, { size: kit.random.integer(12, 18), noise });
    const read = layoutText(await kit.models.ocr({ path }, { signal: kit.signal })).text;
    const { lost, added } = compareWords(text.join('\n'), read);
    if (lost.length + added.length > 0 && read.trim() !== '') return reads(path, read, text.join(' / '));
  }
  throw new Error('The recogniser read all of it.');
});

const readingAgrees: OracleCases = {
  defects: [
    reading('a word exchanged', withOtherWord),
    reading('a digit changed', withOtherDigit),
    otherMark,
    reading('a line missing', (text, { random }) => text.toSpliced(random.integer(0, text.length - 1), 1)),
    reading('a line invented', (text, kit) => text.toSpliced(kit.random.integer(0, text.length), 0, ...linesOf(kit, 1))),
    reading("another picture's reading", (_, kit) => lines(kit)),
    maker('words for a picture without any', async (kit) => reads(await photoFile(kit, kit.random.pick(PHOTOS)), linesOf(kit, 2).join('\n'), '')),
    misreading,
  ],
  clean: [
    maker('a page', async (kit) => {
      const text = lines(kit);
      return reads(await page(kit, text, style(kit)), text.join('\n'), text.join(' / '));
    }),
    maker('small lettering', async (kit) => {
      const text = lines(kit);
      return reads(await page(kit, text, { size: kit.random.integer(13, 19), noise: 0 }), text.join('\n'), text.join(' / '));
    }),
    maker('a photo with lettering', async (kit) => {
      const text = linesOf(kit, kit.random.integer(1, 3));
      return reads(await lettered(kit, text), text.join('\n'), text.join(' / '));
    }),
    maker('a picture without text', async (kit) => reads(await photoFile(kit, kit.random.pick(PHOTOS)), '(no text found)', '')),
  ],
};

/** By oracle. */
export const readingCases: Readonly<Record<string, OracleCases>> = { reading_agrees: readingAgrees };

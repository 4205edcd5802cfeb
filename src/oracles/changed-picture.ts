import { Box, type Oracle } from '../core/index.js';
import { ratioOf, readHeader } from '../tools/image/index.js';
import { sniffMime } from '../tools/media/index.js';
import { changeOracle, numberIn, textIn } from './change-oracle.js';
import { inconclusive } from './finding.js';
import { CELLS, circleCells, gridDifference, gridOf, pixelsOf, settledCells, turnedGrid, WHOLE, type Colour, type Pixels, type View } from './picture-grid.js';
import { placeOfPart } from './picture-part.js';
import { verdictOf } from './text.js';

/** A cell whose mean colour differs by more (0 to 255) shows something else: saving anew and scaling change less. */
const VISIBLE = 12;
/** Up to this share of cells may differ at sharp edges, and all of them by this much in the mean. */
const MOST_CELLS = 0.03;
const MOST_MEAN = 4;
/** Largest distance of the channels of a grey pixel: saving anew moves them a little. */
const GREY_SPREAD = 6;
const COLOURED_PIXELS = 0.001;
/** Of a picture made this much smaller the filter decides what is left of fine patterns: a cell may be so much farther off. */
const MUCH_SMALLER = 3;
const SMALL_SLACK = 2;
/** Where few pixels were made many, each holds some of the way to its neighbours: it may be off by this share of what they differ by. */
const TOWARDS_NEIGHBOURS = 0.5;
/** Longer side of a preview where no size was stated, px. */
const LARGEST_THUMBNAIL = 512;

/** Cells a side in which a picture of this size can be compared. */
const cellsIn = ({ width, height }: { readonly width: number; readonly height: number }): number => Math.max(1, Math.min(CELLS, Math.floor(width), Math.floor(height)));
const sizeWords = ({ width, height }: { readonly width: number; readonly height: number }): string => `${width}×${height} px`;

/** What is wrong where two grids are not the same picture; `slack` for changes that are not exact. */
function otherPicture(made: readonly Colour[], wanted: readonly Colour[], what: string, slack = 1): string[] {
  const { mean, share } = gridDifference(made, wanted, VISIBLE * slack);
  return share <= MOST_CELLS && mean <= MOST_MEAN * slack ? [] : [`${what}: ${Math.max(1, Math.round(share * 100))}% of it shows something else.`];
}

const resized = changeOracle('image', 'resized_as_asked', 'The picture has the size that was asked for, and shows the whole of the other one undistorted (where width and height were given, the middle of it).', async ({ made, source, told }) => {
  const [is, was] = [await readHeader(made.path), await readHeader(source.path)];
  const [width, height, longest, scale] = ['width', 'height', 'longestSide', 'scale'].map((name) => numberIn(told, name)) as [number?, number?, number?, number?];
  const isStated = (width ?? height ?? longest ?? scale) !== undefined;
  const isOff = (measured: number, wanted: number): boolean => Math.abs(measured - wanted) > 1;
  const both = width !== undefined && height !== undefined && scale === undefined && longest === undefined;
  const ratioOff = isOff(is.width, (is.height * was.width) / was.height) && isOff(is.height, (is.width * was.height) / was.width);
  const problems = [
    ...(width !== undefined && scale === undefined && longest === undefined && is.width !== width ? [`It is ${is.width} px wide and not ${width} px.`] : []),
    ...(height !== undefined && scale === undefined && longest === undefined && is.height !== height ? [`It is ${is.height} px high and not ${height} px.`] : []),
    ...(longest !== undefined && scale === undefined && Math.max(is.width, is.height) !== longest ? [`Its longer side has ${Math.max(is.width, is.height)} px and not ${longest} px.`] : []),
    ...(scale !== undefined && (isOff(is.width, was.width * scale) || isOff(is.height, was.height * scale)) ? [`It has ${sizeWords(is)}, which is not ${scale} of ${sizeWords(was)}.`] : []),
    ...(!isStated && Math.max(is.width, is.height) > LARGEST_THUMBNAIL ? [`With ${sizeWords(is)} it is no small preview.`] : []),
    ...(ratioOff && !both ? [`It has another shape than the picture: ${sizeWords(is)} of ${sizeWords(was)}.`] : []),
  ];
  const view = both ? middleOf(was, width / height) : WHOLE;
  const what = 'It is not the same picture in another size';
  if (Math.min(was.width, was.height) < CELLS && is.width > was.width) problems.push(...await otherPixels(made.path, source.path, view, what));
  else problems.push(...otherPicture(gridOf(await pixelsOf(made.path), WHOLE, { cells: cellsIn(is) }), gridOf(await pixelsOf(source.path), view, { cells: cellsIn(is) }), what, was.width > MUCH_SMALLER * is.width ? SMALL_SLACK : 1));
  return verdictOf(problems, { width: is.width, height: is.height }, { ...told }, `${sizeWords(is)} of ${sizeWords(was)}`);
});

/** What is wrong where a picture of few pixels was enlarged: made as small again it must have their colours. */
async function otherPixels(made: string, source: string, { x, y, width, height }: View, what: string): Promise<string[]> {
  const whole = await pixelsOf(source);
  const side = (share: number, pixels: number): number => Math.max(1, Math.round(share * pixels));
  const [across, down] = [side(width, whole.width), side(height, whole.height)];
  const [left, top] = [Math.min(whole.width - across, Math.round(x * whole.width)), Math.min(whole.height - down, Math.round(y * whole.height))];
  const shrunk = await pixelsOf(made, { width: across, height: down });
  let off = 0;
  for (let pixel = 0; pixel < across * down; pixel += 1) {
    const [column, row] = [pixel % across, Math.floor(pixel / across)];
    for (let channel = 0; channel < 4; channel += 1) {
      const near = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => whole.data[((top + Math.min(down - 1, Math.max(0, row + dy))) * whole.width + left + Math.min(across - 1, Math.max(0, column + dx))) * 4 + channel] ?? 0));
      const spread = Math.max(...near) - Math.min(...near);
      if (Math.abs((shrunk.data[pixel * 4 + channel] ?? 0) - (near[4] ?? 0)) <= VISIBLE + TOWARDS_NEIGHBOURS * spread) continue;
      off += 1;
      break;
    }
  }
  return off / (across * down) <= MOST_CELLS ? [] : [`${what}: ${Math.max(1, Math.round((100 * off) / (across * down)))}% of it shows something else.`];
}

/** The largest part of a shape in the middle of a picture. */
function middleOf({ width, height }: { readonly width: number; readonly height: number }, ratio: number): View {
  const [across, down] = [Math.min(1, (height * ratio) / width), Math.min(1, width / ratio / height)];
  return { x: (1 - across) / 2, y: (1 - down) / 2, width: across, height: down };
}

const turned = changeOracle('image', 'turned_as_asked', 'The picture is the other one rotated and mirrored as asked: its pixels are compared with those of the other one, taken from where they must have been.', async ({ made, source, told }) => {
  const [is, was] = [await readHeader(made.path), await readHeader(source.path)];
  const degrees = numberIn(told, 'degrees') ?? 0;
  const mirror = textIn(told, 'mirror');
  const wanted = degrees % 180 === 90 ? { width: was.height, height: was.width } : { width: was.width, height: was.height };
  const cells = gridOf(await pixelsOf(source.path), WHOLE, { cells: cellsIn(is) });
  const problems = [
    ...(is.width === wanted.width && is.height === wanted.height ? [] : [`It has ${sizeWords(is)} and not ${sizeWords(wanted)}.`]),
    ...otherPicture(gridOf(await pixelsOf(made.path), WHOLE, { cells: cellsIn(is) }), turnedGrid(cells, degrees, mirror), `It is not the picture turned by ${degrees} degrees${mirror === undefined ? '' : ` and mirrored ${mirror}`}`),
  ];
  return verdictOf(problems, { width: is.width, height: is.height }, { degrees, mirror: mirror ?? null }, `compared with the picture turned by ${degrees} degrees${mirror === undefined ? '' : `, mirrored ${mirror}`}`);
});

/** Brightness as light adds up: of linear values, and back (IEC 61966-2-1). */
function lightness([red, green, blue]: Colour): number {
  const linear = (value: number): number => (value <= 10.3 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  return 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055);
}

const TINTS: Readonly<Record<string, (colour: Colour) => Colour>> = {
  greyscale: (colour) => { const value = lightness(colour); return [value, value, value]; },
  inverted: ([red, green, blue]) => [255 - red, 255 - green, 255 - blue],
  sepia: ([red, green, blue]) => [Math.min(255, 0.393 * red + 0.769 * green + 0.189 * blue), Math.min(255, 0.349 * red + 0.686 * green + 0.168 * blue), Math.min(255, 0.272 * red + 0.534 * green + 0.131 * blue)],
};
/** Greys may be made by other weights of the colours: a cell may then be this much farther off. */
const GREY_SLACK = 3;

/** Share of the pixels that have a colour. */
function colouredShare({ data }: Pixels): number {
  let coloured = 0;
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    if ((data[at + 3] ?? 255) > 0 && Math.max(red, green, blue) - Math.min(red, green, blue) > GREY_SPREAD) coloured += 1;
  }
  return coloured / (data.length / 4);
}

const recoloured = changeOracle('image', 'recoloured_as_asked', 'The picture shows the other one in the colours that were asked for: without any (the channels of every pixel are alike), in sepia or inverted.', async ({ made, source, told }) => {
  const style = textIn(told, 'style') ?? 'greyscale';
  const tint = TINTS[style];
  if (!tint) return inconclusive(`It is not known how ${style} looks.`);
  const [is, was] = [await readHeader(made.path), await readHeader(source.path)];
  const pixels = await pixelsOf(made.path);
  const share = colouredShare(pixels);
  const problems = [
    ...(is.width === was.width && is.height === was.height ? [] : [`It has ${sizeWords(is)} and not ${sizeWords(was)}.`]),
    ...(style === 'greyscale' && share > COLOURED_PIXELS ? [`${(share * 100).toFixed(1)}% of its pixels have a colour.`] : []),
    ...otherPicture(gridOf(pixels, WHOLE, { cells: cellsIn(is) }), gridOf(await pixelsOf(source.path), WHOLE, { cells: cellsIn(is), tint }), `It is not the picture in ${style}`, style === 'greyscale' ? GREY_SLACK : 1),
  ];
  return verdictOf(problems, { coloured: Math.round(share * 10_000) / 10_000 }, { style }, `${(share * 100).toFixed(1)}% of the pixels have a colour`);
});

const MIMES: Readonly<Record<string, string>> = { png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', webp: 'image/webp', tiff: 'image/tiff', avif: 'image/avif', gif: 'image/gif' };
/** Few colours, or much compression: a cell may be this much farther off. */
const COARSE_SLACK = 2;
const COARSE_QUALITY = 40;

const saved = changeOracle('image', 'saved_as_asked', 'The file is of the format that was asked for, by its first bytes, and shows the same picture in the same size.', async ({ made, source, told }) => {
  const format = String(told['format']);
  const [mime, is, was] = [await sniffMime(made.path), await readHeader(made.path), await readHeader(source.path)];
  const slack = format === 'gif' || (numberIn(told, 'quality') ?? 100) < COARSE_QUALITY ? COARSE_SLACK : 1;
  const problems = [
    ...(mime === MIMES[format] ? [] : [`It is ${mime ?? 'of no known format'} and not ${format}.`]),
    ...(is.width === was.width && is.height === was.height ? [] : [`It has ${sizeWords(is)} and not ${sizeWords(was)}.`]),
  ];
  const [shown, whole] = [await pixelsOf(made.path), await pixelsOf(source.path)];
  const cells = cellsIn(is);
  // A GIF shows a pixel or does not: what shone through half must look otherwise.
  const compared = format === 'gif' ? settledCells(whole, cells) : undefined;
  const at = (grid: readonly Colour[]): readonly Colour[] => compared?.map((place) => grid[place] as Colour) ?? grid;
  if (problems.length === 0 && compared?.length === 0) return inconclusive('The picture is half transparent everywhere, which a GIF cannot be: the two cannot look alike.');
  problems.push(...otherPicture(at(gridOf(shown, WHOLE, { cells })), at(gridOf(whole, WHOLE, { cells })), 'It does not show the same', slack));
  return verdictOf(problems, { mime: mime ?? null, width: is.width, height: is.height }, { format }, `${mime ?? 'unknown'}, ${sizeWords(is)}`);
});

/** Where a named part of a picture lies. */
function viewOf(region: string): View {
  const part = region.endsWith('third') ? 1 / 3 : 1 / 2;
  const [across, down] = [/left|right|centre/.test(region) ? part : 1, /top|bottom|centre/.test(region) ? part : 1];
  return { x: region === 'centre' ? 0.25 : region.includes('right') ? 1 - across : 0, y: region === 'centre' ? 0.25 : region.includes('bottom') ? 1 - down : 0, width: across, height: down };
}

/** Whether a box, px, holds the middle of a part, in shares. */
function holdsMiddle(box: Box, part: View, { width, height }: { readonly width: number; readonly height: number }): boolean {
  const [x, y] = [(part.x + part.width / 2) * width, (part.y + part.height / 2) * height];
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

const cropped = changeOracle('image', 'cropped_as_asked', 'The picture is the part of the other one that was asked for, in its place, size and shape. Of an object, and of a shape around a named part, it is looked for pixel by pixel where it was cut out; that this is the object nobody checks.', async ({ made, source, told }) => {
  const [is, was] = [await readHeader(made.path), await readHeader(source.path)];
  const [box, region, shape] = [Box.safeParse(told['box']).data, told['region'], told['shape']];
  const ratio = typeof shape === 'string' ? ratioOf(shape) : undefined;
  const named = box ? { x: box.x / was.width, y: box.y / was.height, width: box.width / was.width, height: box.height / was.height } : typeof region === 'string' ? viewOf(region) : undefined;
  // An object is looked for in the part that is named.
  const view = told['object'] !== undefined ? undefined : ratio === undefined ? named : named ? undefined : middleOf(was, ratio);
  const wanted = view && { width: (Math.min(1, view.x + view.width) - Math.max(0, view.x)) * was.width, height: (Math.min(1, view.y + view.height) - Math.max(0, view.y)) * was.height };
  const isOff = (measured: number, side: number): boolean => Math.abs(measured - side) > 1.5;
  const problems = [
    ...(wanted && (isOff(is.width, wanted.width) || isOff(is.height, wanted.height)) ? [`It has ${sizeWords(is)} and not ${sizeWords({ width: Math.round(wanted.width), height: Math.round(wanted.height) })}.`] : []),
    ...(ratio !== undefined && isOff(is.width, is.height * ratio) && isOff(is.height, is.width / ratio) ? [`With ${sizeWords(is)} it has not the shape ${String(shape)}.`] : []),
    ...(is.width > was.width || is.height > was.height ? ['It is larger than the picture that it is a part of.'] : []),
    ...(shape === 'circle' && !is.hasAlpha ? ['Nothing of it is transparent: it is no circle.'] : []),
  ];
  if (view) {
    const cells = cellsIn(is);
    const [part, whole] = [gridOf(await pixelsOf(made.path), WHOLE, { cells }), gridOf(await pixelsOf(source.path), view, { cells })];
    const { inside, outside } = shape === 'circle' ? circleCells(cells) : { inside: [...part.keys()], outside: [] };
    const at = (grid: readonly Colour[], places: readonly number[]): Colour[] => places.map((place) => grid[place] as Colour);
    problems.push(...otherPicture(at(part, inside), at(whole, inside), 'It is another part of the picture'));
    if (outside.length > 0 && gridDifference(at(part, outside), outside.map((): Colour => [255, 255, 255]), VISIBLE).share > MOST_CELLS) problems.push('Something is left outside of the circle.');
  }
  const found = view ? undefined : await placeOfPart(made.path, source.path, was);
  if (!view && !found && problems.length === 0) return inconclusive('Where in the picture it was cut out was not found.');
  const cut = found && { ...found, width: is.width, height: is.height };
  const isElsewhere = cut && named && (told['object'] === undefined ? !holdsMiddle(cut, named, was) : !holdsMiddle({ x: named.x * was.width, y: named.y * was.height, width: named.width * was.width, height: named.height * was.height }, { x: cut.x / was.width, y: cut.y / was.height, width: cut.width / was.width, height: cut.height / was.height }, was));
  if (isElsewhere) problems.push('It is another part of the picture.');
  return verdictOf(problems, { width: is.width, height: is.height }, { box: box ?? null, region: region ?? null, shape: shape ?? null }, `${sizeWords(is)} of ${sizeWords(was)}`);
});

/** Oracles that hold a changed picture against the one that it was made of, by another way than it was made. */
export const changedPictureOracles: readonly Oracle[] = [resized, turned, recoloured, saved, cropped];

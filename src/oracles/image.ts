import { z } from 'zod';
import { defineOracle, type ArtifactHandle, type FindingInput, type Oracle, type Subject } from '../core/index.js';
import { layoutText } from '../tools/ocr/index.js';
import { compareImages, counted, labelsFor, measureImage, plainText, pluralOf, readHeader, similarityWithin } from '../tools/image/index.js';
import { probe } from '../tools/media/index.js';
import { handlesOf, inconclusive, mediaBeside, shownBy } from './finding.js';

/** Applies a check to every image of a port: the first that does not pass decides. */
async function each(subject: Subject, check: (image: ArtifactHandle) => Promise<FindingInput>): Promise<FindingInput> {
  const images = handlesOf(subject);
  let last = inconclusive('There is no image to look at.');
  for (const image of images) {
    last = await check(image);
    if (last.status !== 'pass') return last;
  }
  return last;
}

const notBlank = defineOracle({
  name: 'not_blank',
  description: 'The picture shows something: its pixels are not all (nearly) the same.',
  kind: 'deterministic',
  modalities: ['image'],
  params: z.object({ minDeviation: z.number().nonnegative().default(3).describe('smallest standard deviation of brightness (0 to 255) in the liveliest tile') }),
  check: (subject, { minDeviation }) => each(subject, async ({ path, id }) => {
    const { tileDeviation, meanBrightness } = await measureImage(path);
    const measured = Math.round(tileDeviation * 100) / 100;
    if (tileDeviation >= minDeviation) return { status: 'pass', measured, expected: minDeviation, evidence: [{ message: `brightness varies by ${String(measured)}`, artifact: id }] };
    for (const source of subject.inputs.filter(({ modality }) => modality === 'image').flatMap(handlesOf)) {
      if ((await measureImage(source.path)).tileDeviation < minDeviation) return inconclusive('The picture is blank, and so is the one that it was made from.', { measured, expected: minDeviation, evidence: [{ message: source.name ?? 'the source', ...shownBy(source) }] });
    }
    return { status: 'fail', measured, expected: minDeviation, evidence: [{ message: `an even area of brightness ${meanBrightness.toFixed(0)}`, artifact: id }], critique: 'The picture is blank. Make it again: wait until the content is there, or choose another part or moment.' };
  }),
});

const side = z.number().int().positive().optional();
const imageDimensions = defineOracle({
  name: 'image_dimensions',
  description: 'The picture or video has exactly, at least or at most so many pixels in width and height.',
  kind: 'deterministic',
  modalities: ['image', 'video'],
  params: z.object({ width: side, height: side, minWidth: side, minHeight: side, maxWidth: side, maxHeight: side }),
  check: (subject, params, { signal }) => each(subject, async ({ path, id }) => {
    const size = subject.modality === 'video' ? await frameSize(path, signal) : await readHeader(path);
    if (!size) return inconclusive('The size of the picture could not be measured.');
    const wrong = (['width', 'height'] as const).flatMap((name) => {
      const capital = name === 'width' ? 'Width' : 'Height';
      const [exact, least, most] = [params[name], params[`min${capital}`], params[`max${capital}`]];
      return [
        ...(exact !== undefined && size[name] !== exact ? [`${name} must be ${String(exact)} px`] : []),
        ...(least !== undefined && size[name] < least ? [`${name} must be at least ${String(least)} px`] : []),
        ...(most !== undefined && size[name] > most ? [`${name} must be at most ${String(most)} px`] : []),
      ];
    });
    const measured = { width: size.width, height: size.height };
    const expected = Object.fromEntries(Object.entries(params).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
    const evidence = [{ message: `${String(size.width)}×${String(size.height)} px`, artifact: id }];
    return wrong.length === 0 ? { status: 'pass', measured, expected, evidence } : { status: 'fail', measured, expected, evidence, critique: `The picture is ${String(size.width)}×${String(size.height)} px: ${wrong.join('; ')}.` };
  }),
});

/** Size of a video as it is shown, px; undefined when its header does not say. */
async function frameSize(path: string, signal: AbortSignal): Promise<{ width: number; height: number } | undefined> {
  const { width, height } = await probe(path, { signal });
  return width === undefined || height === undefined ? undefined : { width, height };
}

const number = z.number().int().nonnegative().optional();
const imageContains = defineOracle({
  name: 'image_contains',
  description: 'An object detector finds the object in the picture, so often as wanted (default: at least once).',
  kind: 'model',
  asks: ['detect'],
  modalities: ['image'],
  params: z.object({ object: z.string().min(1), count: number, min: number, max: number }),
  check: (subject, { object, count, min, max }, { models, signal }) => each(subject, async ({ path, id }) => {
    const labels = labelsFor(object);
    if (labels === undefined) return inconclusive(`The detector does not know "${object}".`);
    const found = (await models.detect({ path }, { signal })).detections.filter(({ label }) => labels.includes(label));
    const [least, most] = [count ?? min ?? (max === undefined ? 1 : 0), count ?? max ?? Infinity];
    const expected = { object, min: least, ...(most === Infinity ? {} : { max: most }) };
    const evidence = found.length === 0 ? [{ message: `no ${object} found`, artifact: id }] : found.map(({ label, score, box }) => ({ message: `${label} (${score.toFixed(2)})`, artifact: id, box }));
    if (found.length >= least && found.length <= most) return { status: 'pass', measured: found.length, expected, evidence };
    const wanted = most === Infinity ? `at least ${String(least)}` : least === most ? String(least) : `${String(least)} to ${String(most)}`;
    return { status: 'fail', measured: found.length, expected, evidence, critique: `The picture shows ${counted(found.length, object)}; wanted: ${wanted}. Use a picture, part or moment that shows ${wanted} ${pluralOf(object)}.` };
  }),
});

/** Up to this likeness a word of a few letters is another word, not the same one misread. */
const OTHER_WORD = 0.5;

/** Words and numbers of a text that were not read anywhere: a likeness of the whole hides one that is replaced. Numbers must be read exactly. */
function wordsNotIn(text: string, read: string): string[] {
  const all = plainText(read).replace(/ /g, '');
  const looksAlike = (digits: string): string => digits.replace(/[oO]/g, '0').replace(/[lI|]/g, '1');
  return plainText(text).split(' ').filter((word) => {
    if (/\d/.test(word)) return !looksAlike(all).includes(looksAlike(word));
    return word.length >= 4 && similarityWithin(word, read) <= OTHER_WORD;
  });
}

const textVisible = defineOracle({
  name: 'text_visible',
  description: 'The text can be read in the picture (OCR; small reading errors are allowed).',
  kind: 'model',
  asks: ['ocr'],
  modalities: ['image'],
  params: z.object({ text: z.string().min(1), minSimilarity: z.number().min(0).max(1).default(0.8) }),
  check: (subject, { text, minSimilarity }, { models, signal }) => each(subject, async ({ path, id }) => {
    const layout = layoutText(await models.ocr({ path }, { signal }));
    const measured = Math.round(similarityWithin(text, layout.text) * 100) / 100;
    const best = layout.blocks.flatMap(({ lines }) => lines).map((line) => ({ line, score: similarityWithin(line.text.length < text.length ? line.text : text, line.text.length < text.length ? text : line.text) })).sort((a, b) => b.score - a.score)[0];
    const evidence = best ? [{ message: `nearest: "${best.line.text}"`, artifact: id, box: best.line.box }] : [{ message: 'no text can be read', artifact: id }];
    const foreign = wordsNotIn(text, layout.text);
    if (measured >= minSimilarity && foreign.length === 0) return { status: 'pass', measured, expected: minSimilarity, evidence };
    if (measured >= minSimilarity) return { status: 'fail', measured, expected: minSimilarity, evidence, critique: `The picture reads nearly so, but not ${foreign.map((word) => `"${word}"`).join(', ')}.` };
    return { status: 'fail', measured, expected: minSimilarity, evidence, critique: `"${text}" cannot be read in the picture. Show the part that holds it, larger or sharper.` };
  }),
});

/** Below this part of changed tiles two images count as the same. */
const LEAST_CHANGE = 0.002;

function compareWith(name: string, description: string, wantChange: boolean): Oracle {
  return defineOracle({
    name,
    description,
    kind: 'deterministic',
    modalities: ['image'],
    params: z.object({ from: z.string().optional().describe('input or output port of the step that holds the other picture; the first image input when absent'), media: z.string().optional().describe('path of the other picture, where a file is checked by itself'), minChange: z.number().min(0).max(1).default(LEAST_CHANGE) }),
    check: (subject, { from, minChange, media }) => each(subject, async ({ path, id }) => {
      const others = from === undefined ? mediaBeside(subject, ['image'], media) : [...subject.inputs, ...subject.outputs].filter(({ port }) => port === from).flatMap(handlesOf);
      const other = others.find((image) => image.path !== path) ?? others[0];
      if (!other) return inconclusive('There is no other picture to compare with.');
      const { changedShare, regions, sameSize } = await compareImages(other.path, path);
      const changed = changedShare >= minChange || !sameSize;
      const measured = { changedShare: Math.round(changedShare * 10_000) / 10_000, sameSize };
      const evidence = [{ message: `${(changedShare * 100).toFixed(1)}% of the picture differs${sameSize ? '' : ', and so does its size'}`, artifact: id, ...(regions[0] ? { box: regions[0] } : {}) }];
      if (changed === wantChange) return { status: 'pass', measured, expected: { minChange }, evidence };
      return { status: 'fail', measured, expected: { minChange }, evidence, critique: wantChange ? 'The picture shows the same as before: the action had no visible effect. Do it again or do something else.' : 'The pictures differ where they should be the same.' };
    }),
  });
}

/** Checks of pictures. */
export const imageOracles: readonly Oracle[] = [
  notBlank,
  imageDimensions,
  imageContains,
  textVisible,
  compareWith('image_changed', 'The picture differs visibly from the one that the step began with.', true),
  compareWith('same_image', 'The picture shows the same as the one that the step began with.', false),
];

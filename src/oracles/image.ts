import { z } from 'zod';
import { defineOracle, type ArtifactHandle, type FindingInput, type Oracle, type OracleContext, type Subject } from '../core/index.js';
import { layoutText } from '../tools/ocr/index.js';
import { compareImages, counted, gatherFacts, labelsFor, measureImage, NOT_TOLD, objectMentions, plainText, pluralOf, readHeader, similarityWithin, ungroundedImageClaims, type ImageClaim, type ImageFacts } from '../tools/image/index.js';
import { probe } from '../tools/media/index.js';
import { handlesOf, inconclusive, mediaBeside, shownBy } from './finding.js';
import { FAINT, inPlaceOf, lookAgain, takenForOthers } from './second-look.js';

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

/** Counts this much apart, as a share, are no contradiction. */
const NEAR_COUNT = 0.2;
/** Below this likeness to anything that was read a quotation is invented; up to the claim's own limit OCR may have misread it. */
const FOREIGN_TEXT = 0.4;

const groundedDescription = defineOracle({
  name: 'grounded_description',
  description: 'Each object, count, quoted text and colour that a text names is found in the picture by detection, OCR and colour statistics. What the programs may have overlooked is left open.',
  kind: 'model',
  asks: ['detect', 'ocr'],
  modalities: ['text'],
  params: z.object({ media: z.string().optional().describe('path of the picture, where a text is checked by itself') }),
  async check(subject, { media }, context) {
    const images = mediaBeside(subject, ['image'], media);
    if (images.length === 0 || typeof subject.value !== 'string') return inconclusive('There is no picture that the text could be compared with.');
    if (!context.models.has('detect') || !context.models.has('ocr')) return inconclusive('A model for detection or for OCR is missing.');
    const seen: ImageFacts[] = [];
    for (const { path } of images) seen.push(await gatherFacts(path, context));
    const text = subject.value;
    // With several pictures a statement is grounded when one of them carries it.
    const faults = ungroundedImageClaims(text, seen[0] as ImageFacts).filter((claim) => seen.every((facts) => ungroundedImageClaims(text, facts).some((other) => other.claim === claim.claim)));
    const objects = seen.flatMap((facts, i) => facts.objects.map(({ label, score, box, place }) => ({ message: `${label} (${score.toFixed(2)}) ${place}`, ...shownBy(images[i] as ArtifactHandle), box })));
    const measured = faults.map(({ kind, claim }) => `${kind}: ${claim}`);
    if (faults.length === 0) {
      if (text.startsWith(NOT_TOLD)) return inconclusive('The question was not answered: nothing that was detected or read in the picture tells it.');
      const denied = objectMentions(text).filter(({ negated }) => negated).map(({ word }) => word);
      if (denied.length > 0) return inconclusive(`That there is nothing of this rests on the detector alone, which overlooks small things: ${denied.join(', ')}.`, { measured: denied, expected: [], evidence: objects });
      const accidental = await seenOnlyOnce(text, images, context);
      if (accidental.length > 0) return inconclusive(`In a second look, mirrored and scaled, nothing of this is seen: ${accidental.join(', ')}.`, { measured: accidental, expected: [], evidence: objects });
      const mistaken = await namedAndMistaken(text, seen, images, context);
      if (mistaken.length > 0) return inconclusive(mistaken.join(' '), { measured: mistaken, expected: [], evidence: objects });
      return { status: 'pass', measured, expected: [], evidence: objects };
    }
    const wrong: ImageClaim[] = [];
    for (const claim of faults) if (await isRefuted(claim, seen, images, context)) wrong.push(claim);
    const evidence = [...faults.map(({ kind, claim, known }) => ({ message: `${kind} "${claim}" was not found in the picture; known: ${known}` })), ...objects];
    if (wrong.length === 0) return { status: 'inconclusive', measured, expected: [], evidence };
    return { status: 'fail', measured, expected: [], evidence, critique: `The picture does not carry: ${wrong.map(({ kind, claim }) => `${kind}: ${claim}`).join('; ')}. Leave these out. It shows: ${wrong[0]?.known ?? ''}.` };
  },
});

/** Things of a text that a second look at none of the pictures shows: the first look is the producer's own. */
async function seenOnlyOnce(text: string, images: readonly ArtifactHandle[], context: OracleContext): Promise<string[]> {
  const mentions = objectMentions(text).filter(({ negated }) => !negated);
  if (mentions.length === 0) return [];
  const seen = new Set<string>();
  for (const { path } of images) for (const { label } of await lookAgain(path, context)) seen.add(label);
  return mentions.filter(({ labels }) => !labels.some((label) => seen.has(label))).map(({ word }) => word);
}

/** Things of a text that rest on one thing in one picture alone, of which the detector says something else once it sees it larger. */
async function namedAndMistaken(text: string, seen: readonly ImageFacts[], images: readonly ArtifactHandle[], context: OracleContext): Promise<string[]> {
  const named = new Set(objectMentions(text).filter(({ negated }) => !negated).flatMap(({ labels }) => labels));
  const found: string[] = [];
  for (const [at, { objects }] of seen.entries()) {
    const told = objects.filter(({ label, score }) => named.has(label) && seen.every((facts) => facts.objects.every((other) => other.label !== label || other.score <= score)));
    for (const mistake of await takenForOthers((images[at] as ArtifactHandle).path, told, context)) found.push(inPlaceOf(mistake));
  }
  return found;
}

/** Whether the pictures speak against a claim, and not only the programs' limits: small things are overlooked, colours are sampled. */
async function isRefuted({ kind, claim }: ImageClaim, seen: readonly ImageFacts[], images: readonly ArtifactHandle[], { models, signal }: OracleContext): Promise<boolean> {
  if (kind === 'absence') return true;
  if (kind === 'colour') return false;
  if (kind === 'text') return seen.every(({ texts }) => similarityWithin(claim, texts.map(({ text }) => text).join(' ')) < FOREIGN_TEXT);
  const word = kind === 'count' ? claim.replace(/^\d+ /, '') : claim;
  const labels = labelsFor(word) ?? [];
  const wanted = kind === 'count' ? Number.parseInt(claim, 10) : 1;
  for (const { path } of images) {
    const faint = (await models.detect({ path, minScore: FAINT }, { signal })).detections.filter(({ label }) => labels.includes(label)).length;
    const sure = Math.max(...seen.map((facts) => facts.counts.filter(({ label }) => labels.includes(label)).reduce((sum, { count }) => sum + count, 0)));
    // Between what is sure and what may be there nobody can tell, nor whether one of many was counted twice.
    if (wanted >= Math.min(sure, faint) && wanted <= faint) return false;
    if (Math.abs(wanted - sure) <= NEAR_COUNT * sure) return false;
  }
  return true;
}

/** Checks of pictures and of what is said about them. */
export const imageOracles: readonly Oracle[] = [
  notBlank,
  imageDimensions,
  imageContains,
  textVisible,
  compareWith('image_changed', 'The picture differs visibly from the one that the step began with.', true),
  compareWith('same_image', 'The picture shows the same as the one that the step began with.', false),
  groundedDescription,
];

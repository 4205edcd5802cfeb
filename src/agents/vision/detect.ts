import { join } from 'node:path';
import { z } from 'zod';
import { artifact, Box, defineTool, json, text, VouchError, type Detection, type ToolContext } from '../../core/index.js';
import { boxOf, counted, cropped, drawMarks, inCircle, labelsFor, OBJECT_LABELS, openPicture, placeOf, REGIONS, SHAPE, shapedBox, writePicture } from '../../tools/image/index.js';
import { wordings } from './wordings.js';

const DetectionItem = z.object({ label: z.string(), score: z.number(), box: Box, place: z.string() });
const minScore = z.number().min(0).max(1).default(0.3).describe('least score, 0 to 1');

/** Throws USAGE for a word that the detector does not know. */
function wanted(words: string): readonly string[] {
  const labels = labelsFor(words);
  if (labels === undefined) throw new VouchError('USAGE', `The detector does not know "${words}". It knows: ${OBJECT_LABELS.join(', ')}.`);
  return labels;
}

function only(detections: readonly Detection[], labels: readonly string[] | undefined): Detection[] {
  const allowed = labels?.flatMap(wanted);
  return detections.filter(({ label }) => allowed === undefined || allowed.length === 0 || allowed.includes(label));
}

/** How many there are of each kind, in words. */
function countsOf(found: readonly Pick<Detection, 'label'>[]): string[] {
  return [...new Set(found.map(({ label }) => label))].map((label) => counted(found.filter((other) => other.label === label).length, label));
}

export const detectObjects = defineTool({
  name: 'detect_objects',
  description: 'Finds and counts objects in a picture (people, animals, vehicles, household things), with boxes and scores.',
  wordings: wordings.detect_objects,
  input: z.object({ image: artifact('image').describe('the picture'), labels: z.array(z.string()).optional().describe('only these kinds of objects'), minScore }),
  output: z.object({ json: json(z.object({ width: z.number(), height: z.number(), count: z.number(), detections: z.array(DetectionItem) })), text: text().describe('counts in words') }),
  needs: ['detect'],
  criteria: [{ oracle: 'detections_confirmed', port: 'json' }],
  async execute({ image, labels, minScore: least }, { models, signal }) {
    const { width, height, detections } = await models.detect({ path: image.path, minScore: least }, { signal });
    const found = only(detections, labels).map((detection) => ({ ...detection, place: placeOf(detection.box, { width, height }) }));
    return { json: { width, height, count: found.length, detections: found }, text: found.length === 0 ? 'No object was found.' : `Found ${countsOf(found).join(', ')}.` };
  },
});

export const annotateImage = defineTool({
  name: 'annotate_image',
  description: 'Draws boxes with labels around the objects in a picture and gives the marked picture.',
  wordings: wordings.annotate_image,
  input: z.object({ image: artifact('image').describe('the picture'), labels: z.array(z.string()).optional().describe('only these kinds of objects'), minScore }),
  output: z.object({
    image: artifact('image').describe('the picture with boxes'),
    json: json(z.object({ detections: z.array(z.object({ label: z.string(), score: z.number(), box: Box })) })),
  }),
  needs: ['detect'],
  criteria: [{ oracle: 'not_blank', port: 'image' }],
  async execute({ image, labels, minScore: least }, { models, signal, scratch }) {
    const found = only((await models.detect({ path: image.path, minScore: least }, { signal })).detections, labels);
    const marks = found.map(({ label, score, box }) => ({ box, label: `${label} ${score.toFixed(2)}` }));
    return { image: { ...await drawMarks(image.path, marks, join(scratch, 'annotated.png')), name: `${countsOf(found).join(', ') || 'nothing'} marked.png` }, json: { detections: found } };
  },
});

export const cropImageTool = defineTool({
  name: 'crop_image',
  description: 'Cuts a part out of a picture: a box in pixels, a named part such as the left half, the surest object of a kind, or a square, a circle or another shape.',
  wordings: wordings.crop_image,
  input: z.object({
    image: artifact('image').describe('the picture'),
    box: Box.optional().describe('px from the upper left corner; with an object, where that is looked for'),
    region: z.enum(REGIONS).optional().describe('a part that has a name; with an object, where that is looked for'),
    object: z.string().optional().describe('kind of object to cut out, such as dog'),
    shape: z.string().regex(SHAPE).optional().describe('square, circle, or width to height such as 16:9; around the part, or the largest that fits into the picture'),
  }),
  output: z.object({ image: artifact('image').describe('the part') }),
  criteria: [{ oracle: 'not_blank', port: 'image' }, { oracle: 'cropped_as_asked', port: 'image' }],
  async execute({ image, box, region, object, shape }, { models, signal, scratch }) {
    const picture = await openPicture(image.path);
    const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
    const part = box ?? (region === undefined ? undefined : boxOf(region, picture));
    const place = object === undefined ? part ?? (shape === undefined ? undefined : whole) : await boxAround(object, image.path, { models, signal }, part && { box: part, name: region ?? 'box' });
    if (!place) throw new VouchError('USAGE', 'crop_image needs a box, a named part, an object or a shape.');
    const cut = shape === undefined ? place : shapedBox(place, shape, picture);
    const made = cropped(picture, cut);
    const isRound = shape === 'circle';
    return { image: await writePicture(isRound ? await inCircle(made, cut.width) : made, 'png', join(scratch, 'crop'), { signal }) };
  },
});

/** Where the surest object of a kind is, of those whose middle lies in a part where one is named. Throws USAGE for a word that the detector does not know. */
async function boxAround(object: string, path: string, { models, signal }: Pick<ToolContext, 'models' | 'signal'>, part?: { readonly box: Box; readonly name: string }): Promise<Box> {
  const all = only((await models.detect({ path }, { signal })).detections, [object]);
  const found = all.find(({ box }) => !part || liesIn(box, part.box));
  if (!found) throw new VouchError('TOOL_FAILED', `No ${object} was found in the ${part?.name ?? 'picture'}${all.length > 0 ? `, but ${all.length} elsewhere in the picture` : ''}.`, { retryable: false });
  return found.box;
}

function liesIn(inner: Box, outer: Box): boolean {
  const [x, y] = [inner.x + inner.width / 2, inner.y + inner.height / 2];
  return x >= outer.x && x <= outer.x + outer.width && y >= outer.y && y <= outer.y + outer.height;
}

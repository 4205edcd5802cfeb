import { z } from 'zod';
import { Box, type Detection, type ModelClient, type OcrReply } from '../../core/index.js';
import { layoutText } from '../ocr/index.js';
import { COLOUR_NAMES, dominantColours } from './colours.js';
import { counted } from './object-words.js';
import { readHeader } from './open.js';
import { placeOf } from './place.js';
import { coloursOfThing } from './thing-colours.js';

const Colour = z.enum(COLOUR_NAMES);

/** What programs can tell about an image; every statement about it must be carried by these. */
export const ImageFacts = z.object({
  /** px */
  width: z.number(),
  height: z.number(),
  /** Each thing by itself, surest first. `place` in words, `colours` of what is frequent in its box and rare around it. */
  objects: z.array(z.object({ label: z.string(), score: z.number(), box: Box, place: z.string(), colours: z.array(Colour) })),
  counts: z.array(z.object({ label: z.string(), count: z.number().int() })),
  /** How two things lie to each other: `person next to dog`. */
  relations: z.array(z.string()),
  /** Blocks of text in reading order. */
  texts: z.array(z.object({ text: z.string(), kind: z.enum(['heading', 'paragraph']), place: z.string(), box: Box })),
  /** Of the whole image, most frequent first. */
  colours: z.array(z.object({ name: Colour, share: z.number() })),
  /** What was not looked at, because no model for it is there. */
  missing: z.array(z.string()),
});
export type ImageFacts = z.infer<typeof ImageFacts>;

/** What looking at an image needs. */
export interface Watch {
  readonly models: ModelClient;
  readonly signal: AbortSignal;
}

/** Looks at an image file with every model there is for it. */
export async function gatherFacts(path: string, { models, signal }: Watch): Promise<ImageFacts> {
  const { width, height } = await readHeader(path);
  const size = { width, height };
  const missing = [...(models.has('detect') ? [] : ['objects']), ...(models.has('ocr') ? [] : ['texts'])];
  const detections = models.has('detect') ? (await models.detect({ path }, { signal })).detections : [];
  const ocr: Pick<OcrReply, 'lines'> = models.has('ocr') ? await models.ocr({ path }, { signal }) : { lines: [] };
  const objects = [];
  for (const { label, score, box } of detections) {
    objects.push({ label, score, box, place: placeOf(box, size), colours: await coloursOfThing(path, box) });
  }
  const counts = [...new Set(detections.map(({ label }) => label))].map((label) => ({ label, count: detections.filter((other) => other.label === label).length }));
  const texts = layoutText(ocr).blocks.map(({ text, kind, box }) => ({ text, kind, box, place: placeOf(box, size) }));
  return { ...size, objects, counts, relations: relationsOf(detections), texts, colours: await dominantColours(path), missing };
}

/** Pairs of unlike things that touch or lie close; at most six. */
function relationsOf(detections: readonly Detection[]): string[] {
  const found: string[] = [];
  detections.forEach((a, i) => {
    for (const b of detections.slice(i + 1)) {
      if (a.label === b.label || found.length >= 6) continue;
      const gapX = Math.max(a.box.x, b.box.x) - Math.min(a.box.x + a.box.width, b.box.x + b.box.width);
      const gapY = Math.max(a.box.y, b.box.y) - Math.min(a.box.y + a.box.height, b.box.y + b.box.height);
      if (gapX < 0 && gapY < 0) found.push(`${a.label} overlaps ${b.label}`);
      else if (Math.max(gapX, gapY) < 0.5 * Math.min(a.box.width, b.box.width)) found.push(`${a.label} near ${b.label}`);
    }
  });
  return [...new Set(found)];
}

/** The facts as plain sentences, which claim nothing else. */
export function factSentences(facts: ImageFacts): string[] {
  const sentences = facts.counts.map(({ label, count }) => {
    const places = [...new Set(facts.objects.filter((object) => object.label === label).map(({ place }) => place))];
    return `There ${count === 1 ? 'is' : 'are'} ${counted(count, label)} ${places.join(' and ')}.`;
  });
  const texts = facts.texts.slice(0, 12).map(({ text }) => `“${text.replace(/[“”"]/g, "'").slice(0, 300)}”`);
  const colours = facts.colours.slice(0, 3).map(({ name }) => name);
  return [
    ...(facts.counts.length === 0 && !facts.missing.includes('objects') ? ['No known object was found in the picture.'] : sentences),
    ...(texts.length > 0 ? [`The picture shows the text ${texts.join(', ')}.`] : []),
    ...(colours.length > 0 ? [`The main colours are ${colours.join(', ')}.`] : []),
  ];
}

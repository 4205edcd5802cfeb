import type { Detection, OracleContext } from '../core/index.js';
import { coloursOfMiddle, placeOf, type ImageFacts } from '../tools/image/index.js';
import { layoutText } from '../tools/ocr/index.js';
import { readAgain } from './read-again.js';

/** As sure as the first look wants a thing. */
const SURE = 0.3;

/** What a second look at a picture tells: things in a mirrored and scaled copy, their colours by the middle of their boxes alone, and, where lettering matters, what is read in a larger copy, slightly turned. */
export async function factsAgain(path: string, first: ImageFacts, again: readonly Detection[], isRead: boolean, context: OracleContext): Promise<ImageFacts> {
  const objects: ImageFacts['objects'] = [];
  for (const { label, score, box } of again.filter(({ score }) => score >= SURE)) objects.push({ label, score, box, place: placeOf(box, first), colours: await coloursOfMiddle(path, box) });
  const counts = [...new Set(objects.map(({ label }) => label))].map((label) => ({ label, count: objects.filter((other) => other.label === label).length }));
  return { ...first, objects, counts, texts: isRead ? await textsAgain(path, first, context) : first.texts };
}

async function textsAgain(path: string, first: ImageFacts, context: OracleContext): Promise<ImageFacts['texts']> {
  const { factor, ...reply } = await readAgain(path, 'turned', context);
  return layoutText(reply).blocks.map(({ kind, text, box }) => {
    const there = { x: box.x / factor, y: box.y / factor, width: box.width / factor, height: box.height / factor };
    return { text, kind, box: there, place: placeOf(there, first) };
  });
}

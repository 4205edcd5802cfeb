import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { Box, defineOracle, type Detection, type FindingInput, type Oracle, type OracleContext, type Subject } from '../core/index.js';
import { openImage, partAround, readHeader } from '../tools/image/index.js';
import { inconclusive, mediaBeside } from './finding.js';
import { verdictOf } from './text.js';

/** The second picture is this much larger: the network then sees other pixels. */
const SCALE = 1.2;
/** What is not even this sure in the second look is not there. */
export const FAINT = 0.12;
/** What is this sure in the second look was there to be seen. */
const SURE = 0.5;
/** Boxes that overlap so much (intersection over union) are the same thing. */
const SAME_PLACE = 0.35;
/** Below this score a thing may well be seen in one look only. */
const DOUBTFUL = 0.45;

/**
 * Detections in the scaled picture, mirrored unless said otherwise, in px of the original. What the detector sees by accident is gone there; what
 * it always mistakes stays: it is the same network.
 */
export async function lookAgain(path: string, { models, signal, scratch }: OracleContext, mirror = true): Promise<Detection[]> {
  const { width, height } = await readHeader(path);
  const again = join(scratch, `again-${randomUUID()}.png`);
  await (await openImage(path)).flop(mirror).resize({ width: Math.round(Math.min(width * SCALE, 2_000)) }).png().toFile(again);
  const reply = await models.detect({ path: again, minScore: FAINT }, { signal });
  const [x, y] = [width / reply.width, height / reply.height];
  return reply.detections.map(({ label, score, box }) => ({ label, score, box: { x: mirror ? width - (box.x + box.width) * x : box.x * x, y: box.y * y, width: box.width * x, height: box.height * y } }));
}

/** A thing this sure is hardly taken for another. */
const CLEAR = 0.5;
/** What an enlarged look sees in a thing's place counts from this score, and where it covers the thing so far (intersection over union). */
const RIVAL = { score: 0.3, overlap: 0.6 };
/** The surroundings that are enlarged with a thing, as a share of its longer side: cut out closely it is told worse. */
const SURROUNDINGS = 0.5;
/** Longer side of the enlarged cut-out, px. */
const ENLARGED = 640;
/** Looks at things of one picture, the least sure first. */
const MOST_ENLARGED = 4;

/**
 * What the detector takes for something else once it sees it larger: names of things that it is not sure of, with what stands in
 * their place then. A network that is given the same picture mirrored repeats such a mistake.
 */
export async function takenForOthers(path: string, told: readonly Detection[], { models, signal, scratch }: OracleContext): Promise<{ readonly label: string; readonly rival: string }[]> {
  const size = await readHeader(path);
  const doubtful = told.filter(({ score }) => score < CLEAR).sort((a, b) => a.score - b.score).slice(0, MOST_ENLARGED);
  const found: { label: string; rival: string }[] = [];
  for (const { label, box } of doubtful) {
    const margin = Math.max(box.width, box.height) * SURROUNDINGS;
    const part = partAround(box, size, { x: margin, y: margin });
    const enlarged = join(scratch, `enlarged-${randomUUID()}.png`);
    const scale = ENLARGED / Math.max(part.width, part.height);
    await (await openImage(path)).extract(part).resize({ width: Math.max(1, Math.round(part.width * scale)) }).png().toFile(enlarged);
    const { detections } = await models.detect({ path: enlarged, minScore: FAINT }, { signal });
    const place = { x: (box.x - part.left) * scale, y: (box.y - part.top) * scale, width: box.width * scale, height: box.height * scale };
    const [best] = detections.filter((one) => overlap(one.box, place) >= RIVAL.overlap).sort((a, b) => b.score - a.score);
    if (best && best.label !== label && best.score >= RIVAL.score) found.push({ label, rival: best.label });
  }
  return found;
}

/** The same in words. */
export function inPlaceOf({ label, rival }: { readonly label: string; readonly rival: string }): string {
  return `Seen larger, the ${label} looks like: ${rival}.`;
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (a.width * a.height + b.width * b.height - width * height);
}

const Detected = z.looseObject({ detections: z.array(z.looseObject({ label: z.string(), score: z.number(), box: Box })) });

/** A parameter that the step was given. */
function parameter(subject: Subject, port: string): unknown {
  return subject.inputs.find((input) => input.port === port)?.value;
}

const detectionsConfirmed = defineOracle({
  name: 'detections_confirmed',
  description: 'A second look at the picture, mirrored and scaled, finds the same things in the same places, and no other sure ones.',
  kind: 'model',
  asks: ['detect'],
  modalities: ['json'],
  params: z.object({ media: z.string().optional().describe('path of the picture, where detections are checked by themselves') }),
  async check(subject, { media }, context): Promise<FindingInput> {
    const told = Detected.safeParse(subject.value).data?.detections;
    const [picture] = mediaBeside(subject, ['image'], media);
    if (!told || !picture) return inconclusive('There are no detections, or no picture to look at.');
    if (!context.models.has('detect')) return inconclusive('No model for detection is installed.');
    const seen = await lookAgain(picture.path, context);
    const taken = new Set<Detection>();
    const lost = [...told].sort((a, b) => b.score - a.score).filter(({ label, box }) => {
      const same = seen.filter((one) => one.label === label && !taken.has(one) && overlap(one.box, box) >= SAME_PLACE).sort((a, b) => b.score - a.score)[0];
      if (same) taken.add(same);
      return same === undefined;
    });
    const [labels, least] = [parameter(subject, 'labels'), parameter(subject, 'minScore')];
    const asked = (label: string): boolean => !Array.isArray(labels) || labels.length === 0 || told.some((one) => one.label === label);
    const overlooked = seen.filter((one) => one.score >= Math.max(SURE, typeof least === 'number' ? least + 0.2 : 0) && asked(one.label) && !told.some(({ label, box }) => label === one.label && overlap(box, one.box) >= SAME_PLACE / 2));
    const wrong = lost.filter(({ score }) => score >= DOUBTFUL);
    const problems = [...wrong.map(({ label }) => `The ${label} is not there in a second look.`), ...overlooked.map(({ label }) => `A ${label} was overlooked.`)];
    const message = `Seen again: ${seen.filter(({ score }) => score >= DOUBTFUL).map(({ label, score }) => `${label} (${score.toFixed(2)})`).join(', ') || 'nothing sure'}.`;
    const mistaken = problems.length > 0 ? [] : await takenForOthers(picture.path, told, context);
    if (mistaken.length > 0) return inconclusive(mistaken.map(inPlaceOf).join(' '), { measured: mistaken, expected: [], evidence: [{ message }] });
    if (problems.length === 0 && lost.length > 0) return inconclusive(`In a second look ${lost.map(({ label, score }) => `the ${label} (${score.toFixed(2)})`).join(', ')} cannot be told.`, { measured: lost.length, expected: 0, evidence: [{ message }] });
    return verdictOf(problems, problems.length, 0, message);
  },
});

const Comparison = z.looseObject({ changedShare: z.number(), sameSize: z.boolean(), counts: z.array(z.object({ label: z.string(), first: z.number(), second: z.number() })).default([]) });

/** By how much two ways to measure the changed share may differ. */
const SHARE_SLACK = 0.2;
/** Grid and least difference (0 to 255) of the second way to measure change. */
const GRID = 32;
const VISIBLE = 9;

const comparisonHolds = defineOracle({
  name: 'comparison_holds',
  description: 'What a comparison of two pictures says (sizes, how much differs, counts of things) is what a second, other measurement says.',
  kind: 'model',
  asks: ['detect'],
  modalities: ['json'],
  params: z.object({}),
  async check(subject, _params, context): Promise<FindingInput> {
    const told = Comparison.safeParse(subject.value).data;
    const [first, second] = mediaBeside(subject, ['image']);
    if (!told || !first || !second) return inconclusive('There is no comparison, or not two pictures to look at.');
    const [share, one, other] = [await changedShare(first.path, second.path), await readHeader(first.path), await readHeader(second.path)];
    const sameSize = one.width === other.width && one.height === other.height;
    const problems = [
      ...(told.sameSize === sameSize ? [] : [`The pictures are ${one.width}×${one.height} and ${other.width}×${other.height} px.`]),
      ...(Math.abs(told.changedShare - share) > SHARE_SLACK || (told.changedShare === 0 && share > 2 / GRID ** 2) ? [`About ${Math.round(share * 100)}% of the picture differs and not ${Math.round(told.changedShare * 100)}%.`] : []),
    ];
    const doubts: string[] = [];
    if (context.models.has('detect')) {
      for (const [side, { path }] of [['first', first], ['second', second]] as const) {
        const seen = await lookAgain(path, context);
        let unmirrored: Detection[] | undefined;
        for (const { label, [side]: count } of told.counts) {
          const { sure, faint } = countsOf([label], seen);
          if (count <= faint && count >= sure) continue;
          unmirrored ??= await lookAgain(path, context, false);
          const isDoubtful = mayBeRight(label, [seen, unmirrored], told.counts.map((one) => ({ label: one.label, count: one[side] })));
          (isDoubtful ? doubts : problems).push(`The ${side} picture shows ${sure === faint ? sure : `${sure} to ${faint}`} of "${label}" and not ${count}.`);
        }
      }
    }
    if (problems.length === 0 && doubts.length > 0) return inconclusive(doubts.join(' '));
    return verdictOf(problems, { changedShare: share, sameSize }, { changedShare: told.changedShare, sameSize: told.sameSize }, `${Math.round(share * 100)}% differs, measured on a grid of ${GRID}×${GRID}.`);
  },
});

/** How many of some things were seen for sure, and how many at all. */
function countsOf(labels: readonly string[], seen: readonly Detection[]): { sure: number; faint: number } {
  const those = seen.filter((detection) => labels.includes(detection.label));
  return { sure: those.filter(({ score }) => score >= SURE).length, faint: those.length };
}

/** Things that a detector takes for each other. */
const LOOKALIKES: readonly (readonly string[])[] = [['horse', 'cow', 'sheep'], ['car', 'truck', 'bus'], ['cat', 'dog']];

/**
 * Whether a count that the first look excludes may be right all the same: another look allows it, one more than was seen is
 * told, which is soon overlooked, or it is right together with the things that it is taken for.
 */
function mayBeRight(label: string, looks: readonly (readonly Detection[])[], told: readonly { readonly label: string; readonly count: number }[]): boolean {
  const allows = (labels: readonly string[]): boolean => {
    const count = told.filter((one) => labels.includes(one.label)).reduce((sum, one) => sum + one.count, 0);
    const seen = looks.map((look) => countsOf(labels, look));
    const most = Math.max(...seen.map(({ faint }) => faint));
    return count >= Math.min(...seen.map(({ sure }) => sure)) && (count <= most || (most > 0 && count === most + 1 && labels.length === 1));
  };
  return allows([label]) || LOOKALIKES.some((labels) => labels.includes(label) && allows(labels));
}

/** Share of a grid's cells whose mean colour or mean detail differs visibly; another measure than the tool's. */
async function changedShare(first: string, second: string): Promise<number> {
  const [a, b] = await Promise.all([first, second].map((path) => cellsOf(path))) as [Uint8Array, Uint8Array];
  let changed = 0;
  const cell = 4;
  const side = GRID * cell;
  for (let y = 0; y < GRID; y += 1) {
    for (let x = 0; x < GRID; x += 1) {
      let sum = 0;
      for (let dy = 0; dy < cell; dy += 1) for (let dx = 0; dx < cell * 3; dx += 1) {
        const at = ((y * cell + dy) * side + x * cell) * 3 + dx;
        sum += Math.abs((a[at] ?? 0) - (b[at] ?? 0));
      }
      if (sum / (cell * cell * 3) > VISIBLE) changed += 1;
    }
  }
  return changed / GRID ** 2;
}

async function cellsOf(path: string): Promise<Uint8Array> {
  const side = GRID * 4;
  return new Uint8Array(await sharp(path).rotate().flatten({ background: '#fff' }).resize(side, side, { fit: 'fill', kernel: 'cubic' }).removeAlpha().toColourspace('srgb').raw().toBuffer());
}

/** Oracles that look at pictures a second time, in another way. */
export const secondLookOracles: readonly Oracle[] = [detectionsConfirmed, comparisonHolds];

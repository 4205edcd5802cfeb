import { z } from 'zod';
import { defineOracle, type ArtifactHandle, type Detection, type Oracle, type OracleContext } from '../core/index.js';
import { gatherFacts, labelsFor, objectMentions, openPartsOf, similarityWithin, ungroundedImageClaims, withoutOpenParts, type ImageClaim, type ImageFacts } from '../tools/image/index.js';
import { CLOSE, withLettering } from '../tools/image-answer/index.js';
import { answeredOtherwise, colouredOtherwise, miscounted } from './answer-again.js';
import { inconclusive, mediaBeside, questionOf, shownBy } from './finding.js';
import { FAINT, inPlaceOf, lookAgain, takenForOthers } from './second-look.js';

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
    const question = questionOf(subject);
    for (const { path } of images) seen.push(await withLettering(path, question ?? '', await gatherFacts(path, context), CLOSE, context));
    // What an answer leaves open claims nothing.
    const text = withoutOpenParts(subject.value);
    const open = openPartsOf(subject.value);
    // With several pictures a statement is grounded when one of them carries it.
    const faults = ungroundedImageClaims(text, seen[0] as ImageFacts).filter((claim) => seen.every((facts) => ungroundedImageClaims(text, facts).some((other) => other.claim === claim.claim)));
    const objects = seen.flatMap((facts, i) => facts.objects.map(({ label, score, box, place }) => ({ message: `${label} (${score.toFixed(2)}) ${place}`, ...shownBy(images[i] as ArtifactHandle), box })));
    const measured = faults.map(({ kind, claim }) => `${kind}: ${claim}`);
    if (faults.length === 0) {
      if (open.length > 0) return inconclusive(`${text === '' ? 'The question was not answered' : 'A part of the question was not answered'}: nothing that was detected or read in the picture tells it. ${open.join(' ')}`, { measured: open, expected: [], evidence: objects });
      const denied = [...objectMentions(text, { asked: true }).filter(({ negated }) => negated).map(({ word }) => word), ...(deniesText(text) ? ['text'] : [])];
      if (denied.length > 0) return inconclusive(`That there is nothing of this rests on the first look alone, which overlooks small things: ${denied.join(', ')}.`, { measured: denied, expected: [], evidence: objects });
      const again: Detection[][] = [];
      const isAbout = objectMentions(text).length > 0 || question !== undefined;
      if (isAbout) for (const { path } of images) again.push(await lookAgain(path, context));
      const accidental = seenOnlyOnce(text, again);
      if (accidental.length > 0) return inconclusive(`In a second look, mirrored and scaled, nothing of this is seen: ${accidental.join(', ')}.`, { measured: accidental, expected: [], evidence: objects });
      const mistaken = await namedAndMistaken(text, seen, images, context);
      if (mistaken.length > 0) return inconclusive(mistaken.join(' '), { measured: mistaken, expected: [], evidence: objects });
      const looks = { seen, again, images };
      const doubts = [...miscounted(text, question, again), ...await colouredOtherwise(text, looks, context), ...await answeredOtherwise(subject.value, question, looks, context)];
      if (doubts.length > 0) return inconclusive(doubts.join(' '), { measured: doubts, expected: [], evidence: objects });
      return { status: 'pass', measured, expected: [], evidence: objects };
    }
    const wrong: ImageClaim[] = [];
    for (const claim of faults) if (await isRefuted(claim, seen, images, context)) wrong.push(claim);
    const evidence = [...faults.map(({ kind, claim, known }) => ({ message: `${kind} "${claim}" was not found in the picture; known: ${known}` })), ...objects];
    if (wrong.length === 0) return { status: 'inconclusive', measured, expected: [], evidence };
    return { status: 'fail', measured, expected: [], evidence, critique: `The picture does not carry: ${wrong.map(({ kind, claim }) => `${kind}: ${claim}`).join('; ')}. Leave these out. It shows: ${wrong[0]?.known ?? ''}.` };
  },
});

/** Whether a sentence says that something cannot be read, or is not written there. */
function deniesText(text: string): boolean {
  const sentences = text.replace(/["“«][^"“”«»]*["”»]/g, ' ').split(/[.;!?\n]/);
  return sentences.some((sentence) => /\b(?:no|not|none|nothing|neither|nor|without|never|cannot)\b|n['’]t\b/i.test(sentence) && /\b(?:texts?|writing|written|lettering|letters?|words?|captions?|inscriptions?|read|readable|legible)\b/i.test(sentence));
}

/** Things of a text that a second look at none of the pictures shows: the first look is the producer's own. */
function seenOnlyOnce(text: string, again: readonly (readonly Detection[])[]): string[] {
  const seen = new Set(again.flat().map(({ label }) => label));
  return objectMentions(text).filter(({ negated, labels }) => !negated && !labels.some((label) => seen.has(label))).map(({ word }) => word);
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

/** Checks of what is said about pictures. */
export const saidOfPicturesOracles: readonly Oracle[] = [groundedDescription];

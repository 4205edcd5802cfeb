import { z } from 'zod';
import { defineOracle, type Evidence, type FindingInput, type Oracle, type Subject } from '../core/index.js';
import { asRead, compareWords, isMisreadOf, layoutText, NO_TEXT, type WordDifference, wordsOf } from '../tools/ocr/index.js';
import { inconclusive, mediaBeside } from './finding.js';
import { readAgain } from './read-again.js';

/** Words that are shown of a difference. */
const NAMED = 12;
/** Below this confidence of its line a word is left open though it is read again: what is hard to read is misread alike. */
const UNSURE = 0.8;
/** So many words that nobody else reads are no slip of the eye. */
const INVENTED = 2;
/** A letter of another script than Latin. */
const OTHER_SCRIPT = /(?=\p{L})[^\p{Script=Latin}\p{Script=Common}]/u;

const readingAgrees = defineOracle({
  name: 'reading_agrees',
  description: 'The text in a picture is read two more times, larger and slightly turned, and in grey of full contrast, and comes to the same words. Words on which the readings differ are named and left open; where both other readings agree on something else, the text is wrong. That there is no text is left open.',
  kind: 'model',
  asks: ['ocr'],
  modalities: ['text'],
  params: z.object({ media: z.string().optional().describe('path of the picture, where a reading is checked by itself') }),
  async check(subject, { media }, context): Promise<FindingInput> {
    const [picture] = mediaBeside(subject, ['image'], media);
    if (!picture || typeof subject.value !== 'string') return inconclusive('There is no picture to read.');
    if (!context.models.has('ocr')) return inconclusive('No model for reading is installed.');
    const claimed = subject.value.trim() === NO_TEXT ? '' : subject.value;
    const turned = layoutText(await readAgain(picture.path, 'turned', context)).text;
    const grey = layoutText(await readAgain(picture.path, 'grey', context)).text;
    return { ...compareReadings(claimed, [turned, grey], unsureWords(subject)), ...(OTHER_SCRIPT.test(claimed) ? { outsideMeasured: 'measured on Latin script only' } : {}) };
  },
});

/** Words of lines that the reading itself was not sure of; nothing where it does not say. */
function unsureWords({ outputs }: Subject): string[] {
  const Lines = z.object({ blocks: z.array(z.object({ lines: z.array(z.object({ text: z.string(), confidence: z.number() })) })) });
  const told = outputs.map(({ value }) => Lines.safeParse(value).data).find((data) => data !== undefined);
  return (told?.blocks ?? []).flatMap(({ lines }) => lines).filter(({ confidence }) => confidence < UNSURE).flatMap(({ text }) => wordsOf(text));
}

/** Agreement of a text with two other readings of its picture. */
export function compareReadings(claimed: string, [one, other]: readonly [string, string], unsure: readonly string[] = []): FindingInput {
  const [first, second] = [compareWords(claimed, one), compareWords(claimed, other)];
  const lost = bothOf(first.lost, second.lost);
  const added = bothOf(first.added, second.added);
  const doubtful = [...new Set([...first.lost, ...second.lost, ...unsure.filter((word) => wordsOf(claimed).includes(word))])];
  // One look alone takes an edge or a speck for a letter now and then.
  const overlooked = [...new Set([...first.added, ...second.added])].filter((word) => word.length > 1);
  const measured = { words: wordsOf(claimed).length, doubtful: doubtful.length, overlooked: overlooked.length };
  const evidence: Evidence[] = [
    ...(doubtful.length === 0 ? [] : [{ message: `not read so again: ${shown(doubtful, [claimed])}` }]),
    ...(overlooked.length === 0 ? [] : [{ message: `read by another look only: ${shown(overlooked, [one, other])}` }]),
  ];
  const wrong = [...added.map((word) => `"${asRead(word, [one, other])}" is missing`), ...inventedWords(lost, [first, second]).map((word) => `"${asRead(word, [claimed])}" is not there`)];
  if (wrong.length > 0) return { status: 'fail', measured, expected: { doubtful: 0, overlooked: 0 }, evidence, critique: `Two other readings of the picture agree: ${wrong.slice(0, NAMED).join(', ')}. Read it again.` };
  if (doubtful.length + overlooked.length > 0) return inconclusive(`The readings differ: ${shown([...doubtful, ...overlooked], [claimed, one, other])}.`, { measured, expected: { doubtful: 0, overlooked: 0 }, evidence });
  if (measured.words === 0) return inconclusive('That there is no text rests on the network that saw none: what it overlooks once it overlooks again.', { measured, expected: { doubtful: 0, overlooked: 0 }, evidence });
  return { status: 'pass', measured, expected: { doubtful: 0, overlooked: 0 }, evidence: [{ message: `${String(measured.words)} words are read so three times` }] };
}

function bothOf(one: readonly string[], other: readonly string[]): string[] {
  return one.filter((word) => other.includes(word));
}

/** Words that neither reading has, nor anything that they could be misread for: one alone may have been too faint for both. */
function inventedWords(lost: readonly string[], differences: readonly WordDifference[]): string[] {
  const invented = lost.filter((word) => differences.every(({ added }) => !added.some((seen) => isMisreadOf(word, seen))));
  return invented.length < INVENTED ? [] : invented;
}

function shown(words: readonly string[], readings: readonly string[]): string {
  return `${words.slice(0, NAMED).map((word) => `"${asRead(word, readings)}"`).join(', ')}${words.length > NAMED ? `, and ${String(words.length - NAMED)} more` : ''}`;
}

/** Oracles that read pictures a second time. */
export const pictureReadingOracles: readonly Oracle[] = [readingAgrees];

import type { SubGoal, SubGoalOf } from '../../goal/index.js';
import type { Box } from '../../../../core/index.js';
import { around } from '../../../../tools/ocr/index.js';
import { bestRun, gapBetween, textScore, type Candidate } from '../../ground/index.js';
import { textBlocks } from '../text-seen.js';
import { linesOf, type View } from '../view.js';
import { fieldsOn } from './fields.js';
import { find } from './find.js';
import { candidatesFor, claimUntold, clickOn, naming, press, settleClaims, Unsolved, type Work } from './work.js';

const LETTERS: Readonly<Record<string, string>> = { bold: 'B', italic: 'I', underline: 'U' };
const CHORDS: Readonly<Record<string, string>> = { bold: 'Control+B', italic: 'Control+I', underline: 'Control+U' };

/** Marks the text and presses the tool for the style: by its letter or its name, else by the keys that editors share. */
export async function solveFormat(work: Work, part: SubGoalOf<'format'>): Promise<void> {
  const { session } = work;
  settleClaims(work, await session.look());
  await markText(work, part);
  const view = await session.look();
  const marker = part.style in LETTERS ? undefined : swatchOf(view, part.style);
  if (marker) {
    claimUntold(work, part.words, `the press on ${naming(marker)}`, await clickOn(work, marker, part.words, { is: 'change' }));
    return;
  }
  const tool = toolFor(view, part.style);
  if (tool) {
    const done = await clickOn(work, tool, part.words, { is: 'change' });
    if (!(part.style in LETTERS)) await chooseColour(work, part);
    if (done.step.verdict.status === 'expected') {
      claimUntold(work, part.words, `the press on ${naming(tool)}`, done);
      return;
    }
  }
  const chord = CHORDS[part.style];
  if (chord === undefined) throw new Unsolved(`There is no tool for ${part.style} letters.`);
  claimUntold(work, part.words, `the press on ${chord}`, await press(work, chord, part.words, { is: 'change' }));
}

/** All of the text, or the words in question. */
export async function markText(work: Work, part: SubGoal & { readonly text?: string | undefined }): Promise<void> {
  const { session } = work;
  const view = await session.look();
  if (part.text === undefined) {
    const editor = [...fieldsOn(view)].sort((a, b) => b.box.height * b.box.width - a.box.height * a.box.width)[0];
    const line = linesOf(view).sort((a, b) => b.words.length - a.words.length)[0];
    const box = editor?.box ?? line?.box;
    if (!box) throw new Unsolved('There is no text to give a style.');
    await session.do({ thought: `${part.words}: click into the text`, target: 'the text', box, expect: { is: 'nothing' }, action: { type: 'click', at: { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 20) }, button: 'left', count: 1 } });
    await press(work, 'Control+A', `${part.words}: mark all of it`, { is: 'change' });
    return;
  }
  const lines = runOver(view, part.text);
  const [first, last] = [lines[0], lines.at(-1)];
  if (first && last && lines.length > 1) {
    await session.do({ thought: `${part.words}: mark the text`, target: 'the text', box: first, expect: { is: 'change' }, action: { type: 'drag', path: [{ x: Math.max(0, first.x - 1), y: first.y + first.height / 2 }, { x: last.x + last.width + 1, y: last.y + last.height / 2 }] } });
    return;
  }
  const { candidate } = await find(work, { words: part.text, texts: [part.text], quoted: true, sides: [], all: false }, part);
  const y = candidate.box.y + candidate.box.height / 2;
  const isWord = !/\s/.test(part.text);
  await session.do({
    thought: `${part.words}: mark the text`, target: naming(candidate), box: candidate.box, expect: { is: 'change' },
    action: isWord ? { type: 'click', at: { x: candidate.box.x + candidate.box.width / 2, y }, button: 'left', count: 2 } : { type: 'drag', path: [{ x: Math.max(0, candidate.box.x - 1), y }, { x: candidate.box.x + candidate.box.width + 1, y }] },
  });
}

/** Where a text stands that runs over the end of a line: a box on each of its lines; none where it does not. */
function runOver(view: View, text: string): Box[] {
  for (const block of textBlocks(linesOf(view))) {
    const words = block.flatMap((line) => line.words.map((word) => ({ ...word, line })));
    const run = bestRun(text, words.map((word) => word.text), 0.88);
    if (!run) continue;
    const own = words.slice(run.start, run.end);
    return [...new Set(own.map(({ line }) => line))].map((line) => around(own.filter((word) => word.line === line).map(({ box }) => box)));
  }
  return [];
}

/** A small control with the letter of the style, or with its name; for a colour, the one that opens colours. */
function toolFor(view: View, style: string): Candidate | undefined {
  const letter = LETTERS[style];
  const small = view.screen.elements.filter(({ box, kind, number }) => !view.echo.has(number) && kind !== 'panel' && kind !== 'text-input' && box.width <= 60 && box.height <= 48);
  const own = small.find(({ text }) => (letter !== undefined ? text === letter || textScore(style, text) >= 0.9 : /^A$/.test(text) || textScore('color', text) >= 0.9));
  return own ? { element: own, box: own.box, score: 1, name: own.text } : candidatesFor(view, { words: style, texts: letter === undefined ? ['color', 'colour'] : [style], quoted: false, sides: [], all: false })[0];
}

/** A small area of the colour, to be pressed. */
function swatchOf(view: View, style: string): Candidate | undefined {
  return candidatesFor(view, { words: style, texts: [], quoted: false, colour: style, kind: 'item', sides: [], all: false }).filter(({ element, box }) => element.kind !== 'text' && element.kind !== 'link' && box.width < 60 && box.width > 8 && box.height < 60).sort((a, b) => b.score - a.score || gapBetween(a.box, b.box))[0];
}

/** A swatch of the colour near where the tool opened. */
async function chooseColour(work: Work, part: SubGoalOf<'format'>): Promise<void> {
  const view = await work.session.look();
  const swatch = swatchOf(view, part.style);
  const named = candidatesFor(view, { words: part.style, texts: [part.style], quoted: true, sides: [], all: false })[0];
  const choice = swatch ?? named;
  if (!choice) throw new Unsolved(`No ${part.style} is offered for the letters.`);
  await clickOn(work, choice, part.words, { is: 'change' });
}

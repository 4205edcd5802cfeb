import type { SubGoal } from '../../goal/index.js';
import { gapBetween, plain, type Candidate } from '../../ground/index.js';
import { layOut, type Doing } from '../lay-out.js';
import { differenceOf } from '../prove/index.js';
import type { View } from '../view.js';
import { fill } from './fill.js';
import { claimNow, claimUntold, clickOn, naming, settleClaims, Unsolved, type Work } from './work.js';

/** So often the model is asked what is to be done on the screen that has come. */
const ROUNDS = 3;

/**
 * Where no rule reads the words, or finds what they mean, the model lays out what is to be done on the screen. Each act is proved like any other; that the acts are
 * what the words ask for is not, and the outcome says so.
 */
export async function solveFree(work: Work, part: SubGoal): Promise<void> {
  const { session } = work;
  if (!session.models.has('chat')) throw new Unsolved('The goal is not a plain instruction, and there is no language model to read it.');
  const acts: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const view = await session.look();
    const { plan, doings } = await layOut(session, part.words, view, { mayBeDone: round > 0 });
    if (doings.length === 0) break;
    for (const doing of doings) {
      const candidate = foundAgain(await session.look(), doing);
      // Another screen than the one that was laid out.
      if (candidate === undefined) break;
      const words = inWords(doing, candidate);
      // What brought nothing the first time is not done again.
      if (round > 0 && acts.includes(words)) return settle(work, part, acts);
      await act(work, { words: part.words, thought: plan }, doing, candidate);
      acts.push(words);
    }
    // What was typed has come, too, and asks for nothing.
    const typed = doings.flatMap(({ text }) => (text === undefined ? [] : [plain(text)]));
    if (differenceOf(view, await session.look()).come.every((line) => typed.some((text) => text.includes(plain(line)) || plain(line).includes(text)))) break;
  }
  return settle(work, part, acts);
}

async function settle(work: Work, part: SubGoal, acts: readonly string[]): Promise<void> {
  if (acts.length === 0) throw new Unsolved('The language model found nothing on the screen that would do it.');
  claimNow(work, part.words, { is: 'open', reason: `The language model took it for: ${acts.join('; ')}. Whether that is all it asks for is not proved.` }, await work.session.look());
}

/** The element on a screen that has changed meanwhile: of its kind, with its words, nearest to where it was. */
function foundAgain(view: View, { element: { kind, text, box } }: Doing): Candidate | undefined {
  const [element] = view.screen.elements.filter((one) => one.kind === kind && (kind === 'text-input' || one.text === text)).sort((a, b) => gapBetween(a.box, box) - gapBetween(b.box, box));
  return element && { element, box: element.box, score: 1, name: element.text || element.label || element.kind };
}

const inWords = ({ text }: Doing, candidate: Candidate): string => (text === undefined ? `the click on ${naming(candidate)}` : `typing ${JSON.stringify(text)} into ${naming(candidate)}`);

async function act(work: Work, part: { readonly words: string; readonly thought: string }, doing: Doing, candidate: Candidate): Promise<void> {
  if (doing.text !== undefined) return fill(work, part, candidate, { text: doing.text });
  settleClaims(work, await work.session.look());
  claimUntold(work, part.words, inWords(doing, candidate), await clickOn(work, candidate, part.thought, { is: 'change' }));
}

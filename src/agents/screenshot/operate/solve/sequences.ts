import type { SubGoalOf } from '../../goal/index.js';
import { anchorsOf, iconCandidates, likeness, middleOf, overlap, sameRow, textScore, withinScope, type Candidate } from '../../ground/index.js';
import { numbersOn, type Shown } from '../numbers-seen.js';
import { linesOf, type View } from '../view.js';
import { find } from './find.js';
import { candidatesFor, claimChange, claimNow, claimUntold, clickOn, naming, settleClaims, Unsolved, type Work } from './work.js';

/** So many things are pressed for one part of a goal. */
const MOST = 30;

const asCandidate = (view: View, { value, box }: Shown): Candidate => {
  const element = view.screen.elements.find((one) => likeness(one.box, box) > 0.3 || (one.kind !== 'panel' && overlap(one.box, box, 'x') >= box.width - 1 && overlap(one.box, box, 'y') >= box.height - 1));
  const fallback = view.screen.elements[0];
  if (!element && !fallback) throw new Unsolved('There is nothing on the screen.');
  return { element: element ?? (fallback as Candidate['element']), box, score: 1, name: String(value) };
};

/** Each entry of a menu is pointed at, and pressed where that opens nothing; the last one is pressed. */
export async function solveMenu(work: Work, part: SubGoalOf<'menu'>): Promise<void> {
  const { session } = work;
  settleClaims(work, await session.look());
  for (const [index, item] of part.items.entries()) {
    const description = { words: item, texts: [item], quoted: true, sides: [], all: false };
    const isLast = index === part.items.length - 1;
    // A framed entry with its word at the left looks like a field that is filled in.
    const { candidate } = await find(work, description, part, ({ element }) => element.kind !== 'text-input' || element.state.filled === true);
    const words = `${part.words}: ${item}`;
    if (isLast) {
      const done = await clickOn(work, candidate, words, { is: 'change' });
      claimNow(work, words, { is: 'clicked', target: description, within: part.within, box: candidate.box, name: naming(candidate), byForm: false, ignore: [...session.volatile] }, done.view, done);
      return;
    }
    const next = part.items[index + 1] ?? '';
    const shows = (view: View): boolean => candidatesFor(view, { ...description, words: next, texts: [next] }).some(({ score }) => score >= 0.85);
    if (shows(await session.look())) continue;
    const pointed = await session.do({ thought: `${words}: point at it`, target: naming(candidate), box: candidate.box, expect: { is: 'nothing' }, action: { type: 'hover', at: middleOf(candidate.box) } });
    // Menus open after a moment.
    if (!shows(pointed.view)) await session.wait(350);
    if (!shows(await session.look({ again: true }))) await clickOn(work, candidate, words, { is: 'change' });
  }
}

/** The same press for every thing of one owner, those further down as well. */
export async function solveEach(work: Work, part: SubGoalOf<'each'>): Promise<void> {
  const { session } = work;
  settleClaims(work, await session.look());
  const most = part.count ?? MOST;
  const pressed = new Set<string>();
  for (let page = 0; page < 10 && pressed.size < most; page += 1) {
    const view = await session.look();
    for (const anchor of ownersOn(view, part)) {
      const key = wordsAt(view, anchor);
      if (pressed.size >= most || pressed.has(key)) continue;
      const own = nearestBelow(await targetsOn(view, part), anchor, view);
      if (!own) continue;
      const done = await clickOn(work, own, `${part.words}: ${key}`, { is: 'change' });
      claimChange(work, `${part.words}: ${pressed.size + 1}`, `the press on ${naming(own)}`, done, own.box);
      pressed.add(key);
    }
    if (pressed.size >= most) break;
    const { step } = await session.do({ thought: 'There may be more further down: scroll.', target: 'the page', expect: { is: 'nothing' }, action: { type: 'scroll', at: middleOf(ownersOn(view, part).at(-1)?.box ?? { x: 0, y: 0, width: view.screen.width, height: view.screen.height }), dx: 0, dy: Math.round(0.4 * view.screen.height) } });
    if (step.verdict.regions.length === 0) break;
  }
  if (pressed.size === 0) throw new Unsolved(`There is nothing of ${JSON.stringify(part.owner.words)} on the screen to press.`);
  if (part.count !== undefined && pressed.size < part.count) throw new Unsolved(`Only ${pressed.size} of ${part.count} were found.`);
}

/** Every place where the name of the owner stands. */
function ownersOn(view: View, { owner }: SubGoalOf<'each'>): Candidate[] {
  return anchorsOf(owner, view.screen, view.echo).filter(({ name, element }) => owner.texts.some((text) => textScore(text, name) >= 0.9 || element.text.includes(text))).sort((a, b) => a.box.y - b.box.y);
}

/** What tells one thing of an owner from the next: its head and the line below. */
function wordsAt(view: View, { box }: Candidate): string {
  const lines = linesOf(view);
  const below = lines.filter((line) => line.box.y > box.y + 0.5 * box.height && line.box.y < box.y + 4 * box.height).sort((a, b) => a.box.y - b.box.y)[0];
  return [...lines.filter((line) => sameRow(line.box, box)).map(({ text }) => text), below?.text ?? ''].join(' ');
}

async function targetsOn(view: View, part: SubGoalOf<'each'>): Promise<Candidate[]> {
  const named = candidatesFor(view, part.target);
  return named.length > 0 ? named : iconCandidates(part.target, view);
}

/** The one that belongs to an owner: in its row or below it, before the next head of the same kind. */
function nearestBelow(found: readonly Candidate[], owner: Candidate, view: View): Candidate | undefined {
  const best = Math.max(0, ...found.map(({ score }) => score));
  const below = withinScope(found.filter(({ score }) => score >= best - 0.15), { words: owner.name, texts: [owner.name], quoted: true, sides: [], all: false }, view.screen, view.echo).filter(({ box }) => box.y + box.height > owner.box.y && box.y + box.height <= view.screen.height);
  return below.filter(({ box }) => box.y - owner.box.y < 160).sort((a, b) => Math.abs(a.box.y - owner.box.y) - Math.abs(b.box.y - owner.box.y))[0];
}

/** The largest or smallest number is pressed. */
export async function solveExtreme(work: Work, part: SubGoalOf<'extreme'>): Promise<void> {
  const view = await work.session.look();
  settleClaims(work, view);
  const numbers = numbersOn(view);
  const best = [...numbers].sort((a, b) => (part.most ? b.value - a.value : a.value - b.value))[0];
  if (!best) throw new Unsolved('There are no numbers on the screen to compare.');
  work.memory = { text: String(best.value), box: best.box };
  const candidate = asCandidate(view, best);
  const done = await clickOn(work, candidate, `${part.words}: ${best.value}`, { is: 'change' });
  claimUntold(work, part.words, `the press on ${naming(candidate)}, at the ${part.most ? 'largest' : 'smallest'} of ${numbers.length} numbers, ${best.value},`, done);
}

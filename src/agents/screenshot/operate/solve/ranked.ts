import { isDayOrMonth, type Description, type SubGoal } from '../../goal/index.js';
import { withinScope } from '../../ground/index.js';
import { chosenRecord, recordsOn, type SeenRecord } from '../records-seen.js';
import { linesOf, type View } from '../view.js';
import { pageBack, nextPage } from './pager.js';
import { claimNow, clickOn, Unsolved, type Work } from './work.js';

/** So often the page is scrolled on, and so many pages of a list are turned, to see all that is compared. */
const SCROLLS = 10;
const PAGES = 15;

/** A part of a goal with the name of what is meant in place of each superlative ("the cheapest tent"). Throws Unsolved where the page compares nothing. */
export async function withNames(work: Work, part: SubGoal): Promise<SubGoal> {
  let named = part;
  for (const key of ['target', 'within', 'from', 'field', 'of', 'owner', 'recipient'] as const) {
    const description = (part as { readonly [name in typeof key]?: Description })[key];
    if (description && rankIn(description)) named = { ...named, [key]: await nameIn(work, part, description) };
  }
  if (part.kind === 'enter' && part.value.from === 'label' && part.value.of.rank) {
    const { name, shown } = await meant(work, part, part.value.of);
    const asksValue = part.value.of.rank.readings.some(({ names }) => names.some((word) => new RegExp(`\\b${word}\\b.*\\bof\\b`, 'i').test(part.words)));
    return { ...part, value: { from: 'goal', text: asksValue ? shown : name } };
  }
  if (part.kind === 'drag' && part.to.at === 'thing' && rankIn(part.to.thing)) named = { ...named, to: { at: 'thing', thing: await nameIn(work, part, part.to.thing) } } as SubGoal;
  if (!('target' in part) || part.target?.rank === undefined || !((named.kind === 'click' && named.picks !== undefined) || named.kind === 'open')) return named;
  return pick(named, await work.session.look());
}

const rankIn = (description: Description): boolean => description.rank !== undefined || (description.relation !== undefined && rankIn(description.relation.of));

async function nameIn(work: Work, part: SubGoal, description: Description): Promise<Description> {
  if (description.rank === undefined) return description.relation ? { ...description, relation: { ...description.relation, of: await nameIn(work, part, description.relation.of) } } : description;
  const { name } = await meant(work, part, description);
  return { words: description.words, texts: [name], quoted: true, sides: [], all: false };
}

/** The thing with the most or the least, of all that the page shows, also further down and on its other pages. */
async function meant(work: Work, part: SubGoal, description: Description): Promise<SeenRecord> {
  const { session } = work;
  const ranking = description.rank;
  if (!ranking) throw new Unsolved(`Nothing is compared by ${JSON.stringify(description.words)}.`);
  let view = await session.look();
  view = await underTab(work, description, view);
  if (!recordsOn(view, ranking)) {
    await session.wait(500);
    view = await session.look({ again: true });
  }
  const found: { readonly record: SeenRecord; readonly view: View; readonly page: number }[] = [];
  let most = true;
  let page = 0;
  const note = (): void => {
    const seen = recordsOn(view, ranking);
    most = seen?.most ?? most;
    for (const record of seen?.records ?? []) if (!found.some((other) => other.record.name === record.name && other.record.shown === record.shown)) found.push({ record, view, page });
  };
  for (; page < PAGES; page += 1) {
    note();
    for (let turn = 0; turn < SCROLLS; turn += 1) {
      const { step, view: after } = await session.do({ thought: 'More may be compared further down: scroll.', target: 'the page', expect: { is: 'nothing' }, action: { type: 'scroll', at: { x: view.screen.width / 2, y: view.screen.height / 2 }, dx: 0, dy: Math.round(0.6 * view.screen.height) } });
      if (step.verdict.regions.length === 0) break;
      view = after;
      note();
    }
    const next = nextPage(view);
    if (!next) break;
    const done = await clickOn(work, next, 'More may be compared on the next page.', { is: 'change' });
    if (done.step.verdict.status !== 'expected') break;
    view = done.view;
  }
  const chosen = chosenRecord(found.map(({ record }) => record), most, ranking, description.texts);
  const where = found.find(({ record }) => record === chosen);
  const missing = chosen ? namesIn(description).find((name) => !holds(chosen.text, name) && !found.some((one) => linesOf(one.view).some(({ text }) => holds(text, name)))) : undefined;
  if (missing !== undefined) throw new Unsolved(`Nothing on the page speaks of ${JSON.stringify(missing)}.`);
  if (!chosen || !where) throw new Unsolved(`The page shows no values to tell ${JSON.stringify(description.words)} by.`);
  for (let turn = Math.min(page, PAGES - 1); turn > where.page; turn -= 1) {
    const back = pageBack(await session.look());
    if (back) await clickOn(work, back, `${JSON.stringify(chosen.name)} is on an earlier page.`, { is: 'change' });
  }
  // Only what one picture shows can be compared anew on it.
  const shown = recordsOn(where.view, ranking);
  if (shown && chosenRecord(shown.records, most, { ...ranking, nth: 1 }, description.texts)?.name === chosen.name) claimNow(work, `${part.words}: ${chosen.name}`, { is: 'ranked', ranking: { ...ranking, nth: 1 }, nouns: [...description.texts], name: chosen.name }, where.view);
  else if (shown && found.every((one) => one.view === where.view)) claimNow(work, `${part.words}: ${chosen.name}`, { is: 'ranked', ranking, nouns: [...description.texts], name: chosen.name }, where.view);
  return chosen;
}

/** Names and numbers of the noun phrase: "Ghent" and "Friday" of "the earliest train to Ghent on Friday". */
const namesIn = ({ texts }: Description): string[] => (texts[0] ?? '').match(/(?<![\p{L}\p{N}])[\p{Lu}\d][\p{L}\p{N}-]*/gu) ?? [];

/** Days and months are mostly written short. */
const holds = (text: string, name: string): boolean => text.toLowerCase().includes(name.toLowerCase()) || (isDayOrMonth(name) && new RegExp(`\\b${name.slice(0, 3)}\\b`, 'i').test(text));

/** What is compared may stand under a tab that the phrase names, such as a day: it is opened first. */
async function underTab(work: Work, description: Description, view: View): Promise<View> {
  const seen = description.rank ? recordsOn(view, description.rank) : undefined;
  const name = namesIn(description).find((one) => !seen?.records.some(({ text }) => holds(text, one)));
  const tab = name === undefined ? undefined : view.screen.elements.find(({ number, kind, text, state }) => !view.echo.has(number) && kind !== 'text-input' && kind !== 'panel' && state.selected !== true && text.length <= name.length + 6 && holds(text.split(' ')[0] ?? '', name));
  if (!tab) return view;
  return (await clickOn(work, { element: tab, box: tab.box, score: 1, name: tab.text }, `What is compared stands under ${JSON.stringify(tab.text)}.`, { is: 'nothing' })).view;
}

const PICKS = /^(?:select|choose|pick|take|book|get|continue|view|open|see|show|details?|more)\b/i;

/** What is chosen is ticked where it has a box, pressed on its button where that says so, and otherwise pressed itself. */
function pick(part: Extract<SubGoal, { kind: 'click' | 'open' }>, view: View): SubGoal {
  const { target } = part;
  const own = (kinds: readonly string[]): boolean => withinScope(view.screen.elements.filter(({ kind, text }) => kinds.includes(kind) && (kind !== 'button' || PICKS.test(text))).map((element) => ({ element, box: element.box, score: 1, name: element.text })), target, view.screen, view.echo).length > 0;
  if (part.kind === 'click' && own(['checkbox', 'radio'])) return { kind: 'choose', words: part.words, items: [...target.texts], on: part.picks !== false, every: false };
  const button = view.screen.elements.find(({ kind, text }) => kind === 'button' && PICKS.test(text.trim()));
  if (button && view.screen.elements.filter(({ kind, text }) => kind === 'button' && text === button.text).length > 1) return { kind: 'click', words: part.words, count: 1, button: 'left', target: { words: button.text, texts: [button.text], quoted: true, kind: 'button', sides: [], all: false, relation: { is: 'in', of: target } } };
  return part;
}

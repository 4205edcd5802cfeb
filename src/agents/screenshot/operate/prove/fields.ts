import type { Box } from '../../../../core/index.js';
import { contains, gapBetween, sameRow, textScore } from '../../ground/index.js';
import { changedRegions } from '../../../../tools/screen/index.js';
import type { Claim } from '../claim.js';
import { numbersOn } from '../numbers-seen.js';
import { controlAt, elementAt, shownScore, textIn } from '../verdict.js';
import { caretAt, inkIn } from '../ink.js';
import type { View } from '../view.js';
import type { Finding, Pictures } from './finding.js';

type Of<K extends Claim['is']> = Extract<Claim, { is: K }>;

/** The field shows the text; a caret that was read as a letter does not make it another. */
export function provesText({ box, text, hidden }: Of<'shows'>, { at }: Pictures): Finding {
  const shown = textIn(box, at.screen);
  if (hidden) return shown !== '' || inkIn(at, box) >= 10 + 4 * text.length ? { status: 'proved', reason: 'The field holds something that it hides.' } : { status: 'failed', reason: 'The field is empty.' };
  const score = shownScore(text, shown, caretAt(at, lastLine(at, box, shown)));
  if (score >= 0.8) return { status: 'proved', reason: `The field shows ${JSON.stringify(shown)}.` };
  if (shown === '') return { status: 'failed', reason: 'The field is empty.' };
  // The half of the day stands beside the sign of a clock, and may be read as a part of it.
  const isTime = /^\d{3,4}[ap]m$/i.test(text) && isCutOff(text, shown);
  return { status: score > 0.5 || isTime ? 'unproved' : 'failed', reason: `The field shows ${JSON.stringify(shown)} and not ${JSON.stringify(text)}.` };
}

/** Where the last line of a field of several lines stands, with room for a caret; of one line all of the field. */
function lastLine({ screen }: View, box: Box, shown: string): Box {
  const line = box.height <= 36 ? undefined : screen.lines.filter((one) => contains(box, one.box, 1) && shown.includes(one.text)).sort((a, b) => b.box.y - a.box.y)[0]?.box;
  return line ? { x: line.x - 9, y: line.y - 7, width: line.width + 18, height: line.height + 14 } : box;
}

/** What a closed list shows of its option; a narrow one shows its beginning only, perhaps run together with its arrow. */
export function provesOption({ box, item }: Of<'list'>, { at }: Pictures): Finding {
  const shown = listText(box, at);
  if (textScore(item, shown) >= 0.8) return { status: 'proved', reason: `The list shows ${JSON.stringify(shown)}.` };
  // Of several choices each stands there with its cross.
  if (shown.split(/\s*(?:[×✕]|\bx\b)\s*/i).slice(0, -1).some((chip) => textScore(item, chip.replace(/^\S\s+(?=\S{2})/, '')) >= 0.9)) return { status: 'proved', reason: `The list shows ${JSON.stringify(item)} among its choices.` };
  if (isCutOff(item, shown)) return { status: 'proved', reason: `The list shows the beginning of ${JSON.stringify(item)}, for which it is too narrow.` };
  return { status: 'failed', reason: `The list shows ${JSON.stringify(shown)} and not ${JSON.stringify(item)}.` };
}

export function listText(box: Box, { screen }: Pick<View, 'screen'>): string {
  // Choices that stand in it with round ends look like buttons.
  const chips = screen.elements.filter((element) => element.kind === 'button' && contains(box, element.box, 2) && element.box.width < 0.9 * box.width).map(({ text }) => text).join(' ');
  return textIn(box, screen) || chips || (elementAt(box, screen)?.text ?? '');
}

/** At least three letters of a longer text; the arrow may have been read as a short word behind them, and of many letters the last may be cut through. */
export function isCutOff(item: string, shown: string): boolean {
  const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const wanted = bare(item);
  const parts = [bare(shown), bare(shown.replace(/\s+\S{1,2}$/, ''))];
  return [...parts, ...parts.filter(({ length }) => length >= 9).map((part) => part.slice(0, -1))].some((part) => part.length >= 3 && part.length < wanted.length && wanted.startsWith(part));
}

export function provesTick({ box, item, checked }: Of<'ticked'>, { at }: Pictures): Finding {
  const state = controlAt(box, at.screen)?.state.checked;
  if (state === undefined) return { status: 'unproved', reason: `Whether ${JSON.stringify(item)} is ticked cannot be seen.` };
  return { status: state === checked ? 'proved' : 'failed', reason: `${JSON.stringify(item)} is ${state ? '' : 'not '}ticked.` };
}

export function provesNoTick({ at }: Pictures): Finding {
  const ticked = at.screen.elements.filter(({ kind, state }) => (kind === 'checkbox' || kind === 'radio') && state.checked === true);
  return ticked.length === 0 ? { status: 'proved', reason: 'Nothing is ticked.' } : { status: 'failed', reason: `${ticked.map(({ label }) => JSON.stringify(label)).join(', ')} is ticked.` };
}

/** A goal that does not speak of a control may have meant what became of it: that is left open, and never called wrong. */
export function provesKept({ box, name, was }: Of<'kept'>, { at }: Pictures): Finding {
  const holds = typeof was === 'boolean' ? controlAt(box, at.screen)?.state.checked === was : shownScore(was, textIn(box, at.screen)) >= 0.8;
  if (holds) return { status: 'proved', reason: `${JSON.stringify(name)} is as it was.` };
  const now = typeof was === 'string' ? `no longer shows ${JSON.stringify(was)}` : `is ${was ? 'no longer' : 'now'} ticked`;
  return { status: 'unproved', reason: `${JSON.stringify(name)} ${now}, which the goal does not ask for.` };
}

/** CSS px: the number of a control stands no further from it. */
const BESIDE = 60;

export function provesNumber({ box, value }: Of<'number'>, { at }: Pictures): Finding {
  const seen = numbersOn(at).filter((shown) => (shown.value === value || shown.value === -value) && (gapBetween(shown.box, box) < BESIDE || sameRow(shown.box, box))).sort((a, b) => gapBetween(a.box, box) - gapBetween(b.box, box));
  return seen.length > 0 ? { status: 'proved', reason: `The screen shows ${Math.abs(value)}, counted from where it stood.` } : { status: 'unproved', reason: `${value} cannot be read on the screen.` };
}

/** A handle stands no further from its place, as a share of its way. */
const NEAR_ENOUGH = 0.05;

export function provesSlide({ box, share }: Of<'slid'>, { at }: Pictures): Finding {
  const value = at.screen.elements.find((element) => element.kind === 'slider' && gapBetween(element.box, box) === 0)?.state.value;
  if (value === undefined) return { status: 'unproved', reason: 'Where the handle of the slider stands cannot be seen.' };
  return { status: Math.abs(value - share) <= NEAR_ENOUGH ? 'proved' : 'failed', reason: `The handle stands at ${Math.round(100 * value)} % of its way.` };
}

/** A caret or a ring in the field, or else that its frame looks otherwise than before. */
export async function provesFocus({ box, name }: Of<'focused'>, pictures: Pictures): Promise<Finding> {
  if (elementAt(box, pictures.at.screen)?.state.focused === true) return { status: 'proved', reason: `${name} has the keyboard: a caret or a ring shows it.` };
  const before = await pictures.before();
  if (before === undefined) return { status: 'unproved', reason: `No picture shows that ${name} has the keyboard.` };
  const regions = changedRegions(before.pixels, pictures.at.pixels, { deviceScaleFactor: pictures.at.frame.scale });
  if (regions.some((region) => gapBetween(region, box) < 4)) return { status: 'proved', reason: `${name} looks otherwise since it was clicked.` };
  return { status: regions.length === 0 ? 'unproved' : 'failed', reason: `Nothing about ${name} changed when it was clicked.` };
}

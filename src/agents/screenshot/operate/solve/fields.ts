import type { Description, SubGoal } from '../../goal/index.js';
import { contains, gapBetween, inReadingOrder, overlap, sameRow, textScore, type Candidate } from '../../ground/index.js';
import type { View } from '../view.js';
import { candidatesFor } from './work.js';

const INPUT: Description = { words: 'the field', texts: [], quoted: false, kind: 'input', sides: [], all: false };

/** CSS px: a field for one line is no higher. */
const ONE_LINE = 36;

/** What can be typed into, in reading order; where nothing looks like a field, empty frames of the size of one. */
export function fieldsOn(view: View): Candidate[] {
  const fields = candidatesFor(view, INPUT).filter(({ element }) => element.kind === 'text-input').sort(inReadingOrder);
  if (fields.length > 0) return fields;
  const frames = view.screen.elements.filter(({ kind, box, text }) => (kind === 'shape' || kind === 'panel') && text === '' && box.height >= 12 && box.height <= 80 && box.width >= 1.2 * box.height);
  const controls = view.screen.elements.filter(({ kind }) => kind === 'button');
  const lines = view.screen.lines.filter((line) => !controls.some(({ box }) => contains(box, line.box, 1)));
  return frames.filter(({ box }) => !lines.some((line) => contains(box, line.box, 0))).map((element) => ({ element, box: element.box, score: 0.5, name: element.label }));
}

/** The fields that a description means; without one: the only field, else the first that is empty. */
export function fieldsFor(view: View, field: Description | undefined, part: SubGoal): Candidate[] {
  const all = fieldsOn(view);
  const lines = all.filter(({ box }) => box.height <= ONE_LINE);
  if (field === undefined) return [...(lines.length > 0 ? lines : all)].sort((a, b) => Number(a.element.state.filled ?? false) - Number(b.element.state.filled ?? false));
  if (field.all) return all;
  const named = named_(field, view, part, all);
  if (named.length > 0) return named;
  const prompted = field.texts.length > 0 ? prompts(field, view).filter(({ box }) => !all.some((one) => overlap(one.box, box, 'x') > 0 && overlap(one.box, box, 'y') > 0)) : [];
  if (prompted.length > 0) return prompted;
  const seen = candidatesFor(view, { ...field, kind: field.kind === 'textarea' ? 'textarea' : 'input', texts: [] }, part).filter(({ element }) => element.kind === 'text-input');
  // "the text field" is the one for a line of text where there are areas for more beside it.
  const single = field.kind === 'input' && field.ordinal === undefined ? seen.filter(({ box }) => box.height <= ONE_LINE) : [];
  const direct = single.length > 0 ? single : seen.length > 0 ? seen : all;
  // A name that is nowhere on the screen says nothing where there is one field only.
  if (field.texts.length > 0 && field.ordinal === undefined && all.length > 1 && !isGeneric(field)) return [];
  return direct;
}

/** The fields that bear the name of a description, and no others. */
export function fieldsNamed(view: View, field: Description, part: SubGoal): Candidate[] {
  return named_(field, view, part, fieldsOn(view));
}

/** CSS px around a prompt that still belong to its field, and how wide a field is at least. */
const AROUND = 8;
const WIDE = 160;

const asField = (element: Candidate['element']): Candidate => ({ element: { ...element, state: { ...element.state, filled: false } }, score: 0.5, name: element.text, box: { x: Math.max(0, element.box.x - AROUND), y: Math.max(0, element.box.y - AROUND), width: Math.max(WIDE, element.box.width + 2 * AROUND), height: element.box.height + 2 * AROUND } });

/** Pale texts that ask for something to be typed, where no frame is seen around them. */
export function promptsOn(view: View): Candidate[] {
  return view.screen.elements.filter(({ number, kind, text, colour }) => kind === 'text' && !view.echo.has(number) && PROMPT.test(text) && colour.name === 'grey').map(asField);
}

/** Where no frame of a field is seen: its name in pale letters stands in it; else in letters like all others below its name. */
function prompts(field: Description, view: View): Candidate[] {
  const texts = view.screen.elements.filter(({ number, kind }) => kind === 'text' && !view.echo.has(number));
  const named = texts.filter(({ text }) => field.texts.some((wanted) => textScore(wanted, text) >= 0.85));
  const below = named.flatMap(({ box }) => texts.find((text) => PROMPT.test(text.text) && overlap(text.box, box, 'x') > 0 && text.box.y > box.y && text.box.y - (box.y + box.height) < 30) ?? []);
  return [...below, ...named.filter(({ colour }) => colour.name === 'grey')].map(asField);
}

const PROMPT = /^(?:add|choose|select|pick|enter|type|write|your|e\.g\.|search)\b|^[mdy]{2,4}[-/.]/i;

/** "the date", "the number": words for what is entered and not for what is written beside the field. */
function isGeneric(field: Description): boolean {
  return field.texts.every((text) => /^(?:date|time|number|text|answer|value|name|response|result|input|field|box)$/i.test(text));
}

/** What a person logs in by: pages call it by any of these, and ask for one of them only. */
const LOGIN_NAME = /^(?:user ?name|user|login(?: name)?|e-?mail(?: address)?|account(?: name)?)$/i;
const LOGIN_NAMES = ['user name', 'username', 'login', 'e-mail', 'email', 'e-mail or user name', 'email or phone', 'email or username', 'e-mail address', 'account'];

/** Fields whose label, placeholder or neighbour says what the description says. */
function named_(field: Description, view: View, part: SubGoal, all: readonly Candidate[]): Candidate[] {
  if (field.texts.length === 0) return [];
  // "the check-in date" may be called "Check-in".
  const texts = [...new Set([...field.texts, ...field.texts.map((text) => text.replace(/\s+(?:date|time|day|number|address|code|field|box)$/i, ''))])];
  if (field.texts.some((text) => LOGIN_NAME.test(text))) texts.push(...LOGIN_NAMES);
  const own = candidatesFor(view, { ...field, texts, kind: 'input' }, part).filter(({ element }) => element.kind === 'text-input');
  const beside = all.flatMap((candidate) => {
    const label = labelBeside(candidate, view);
    const score = Math.max(0, ...texts.map((text) => textScore(text, label.replace(/[:*]\s*$/, ''))));
    return score >= 0.75 ? [{ ...candidate, score: 0.7 * score + 0.25, name: label }] : [];
  });
  const merged = [...own];
  for (const candidate of beside) if (!merged.some(({ element }) => element.number === candidate.element.number)) merged.push(candidate);
  return merged.sort((a, b) => b.score - a.score);
}

/** The text that names a field: to its left in the row, else right above it. */
export function labelBeside(candidate: Candidate, view: View): string {
  const { box } = candidate;
  const texts = view.screen.lines.filter((line) => line.text !== candidate.element.text);
  const left = texts.filter((line) => sameRow(line.box, box) && line.box.x + line.box.width <= box.x + 4).sort((a, b) => b.box.x - a.box.x)[0];
  if (left && gapBetween(left.box, box) < 160) return left.text;
  const above = texts.filter((line) => overlap(line.box, box, 'x') > 0 && line.box.y + line.box.height <= box.y + 3 && gapBetween(line.box, box) < 24).sort((a, b) => b.box.y - a.box.y)[0];
  return above?.text ?? candidate.element.label;
}

import { readAskedFacts } from './asked-facts.js';
import { placeOfField, sharedFieldWords, type Field, type FieldPlace } from './field-place.js';
import { saysNothingIsSaid } from './no-answer.js';
import { parseJsonText } from './shapes.js';

/** A value that was taken out, with what was asked for by it and where it stands. */
export interface PlacedField extends Field {
  readonly found: FieldPlace;
}

/** Lines "name: value"; a text that says that nothing was found has none. What is given twice is one. */
export function factsOf(text: string): Field[] {
  if (saysNothingIsSaid(text)) return [];
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '').map((line) => {
    const at = line.search(/:\s/);
    return at < 0 ? { name: '', value: line.trim() } : { name: line.slice(0, at), value: line.slice(at + 1).trim() };
  });
}

/** The plain values of data by their keys, from the outermost in; those of a list's items also by what each item is called. `undefined` for a text that is none. */
export function fieldsOfData(text: string): Field[] | undefined {
  const data = parseJsonText(text);
  return data === undefined ? undefined : fieldsIn(data, '');
}

function fieldsIn(value: unknown, name: string): Field[] {
  if (typeof value === 'string' || typeof value === 'number') return [{ name, value: String(value) }];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOfItem(item, name));
  return Object.entries(value).flatMap(([key, part]) => fieldsIn(part, name === '' ? key : `${name} ${key}`));
}

/** "Tea price": the other values of an item are looked up by what the item is called, which is its first text. */
function fieldsOfItem(item: unknown, name: string): Field[] {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return fieldsIn(item, name);
  const called = Object.entries(item).find((entry): entry is [string, string] => typeof entry[1] === 'string');
  const rest = Object.entries(item).filter(([key]) => key !== called?.[0]);
  return called === undefined || rest.length === 0 ? fieldsIn(item, name) : rest.flatMap(([key, part]) => fieldsIn(part, `${called[1]} ${key}`));
}

/** Where the values stand in their source. A field is looked up under what was asked for (`what`), where it can be told, else under its own name. */
export function placeFields(fields: readonly Field[], source: string, what?: string): PlacedField[] {
  const items = what === undefined ? [] : readAskedFacts(what).items;
  return fields.map(({ name, value }) => {
    const asked = items.length > 1 ? nearestItem(name, items) : undefined;
    const others = fields.filter((other) => other.name === name || items.length === 1).map((other) => other.value);
    const byName = placeOfField({ name: name === '' ? (what ?? '') : name, value }, source, others);
    // A name of the writer's own may say more or less than what was asked for: either may tell the place.
    const byAsked = asked === undefined || byName.place === 'in place' || byName.place === 'absent' ? byName : placeOfField({ name: asked, value }, source, others);
    return { name: asked ?? name, value, found: byAsked };
  });
}

/** The thing asked for whose name shares most with a field's; `undefined` where none does. */
function nearestItem(name: string, items: readonly string[]): string | undefined {
  const shared = items.map((item) => ({ item, words: sharedFieldWords(item, name) })).sort((one, other) => other.words - one.words);
  return shared[0] && shared[0].words > 0 ? shared[0].item : undefined;
}

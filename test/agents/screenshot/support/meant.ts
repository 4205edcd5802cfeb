import { parseGoal, type SubGoal } from '../../../../src/agents/screenshot/goal/index.js';
import type { Meant } from './everyday-goals.js';

/** Presses that are done by a deed of this name, or by a button that bears it. */
const DEEDS = new Set(['add', 'remove', 'save', 'delete', 'star', 'like', 'unfollow', 'download', 'book', 'mark']);

const less = (text: string): string => text.toLowerCase().replace(/^(?:the|a|an|my|your) /, '').replace(/[.]$/, '').trim();
const among = (texts: readonly string[], wanted: string): boolean => texts.map(less).some((text) => text === less(wanted) || text.split(' ').join('').replace(/s$/, '') === less(wanted).split(' ').join('').replace(/s$/, ''));
const namesOf = (target: { readonly texts: readonly string[]; readonly words: string; readonly ordinal?: number | undefined; readonly relation?: { readonly of: { readonly texts: readonly string[]; readonly words: string } } | undefined } | undefined): string[] => (target === undefined ? [] : [...target.texts, target.words, ...(target.relation?.of.texts ?? []), ...(target.relation === undefined ? [] : [target.relation.of.words]), ...(target.ordinal === undefined ? [] : [String(target.ordinal)])]);

/** Whether a part of a goal is the deed that is meant. */
function fits(part: SubGoal, [deed, what = '', where]: Meant): boolean {
  const named = (target: Parameters<typeof namesOf>[0], wanted: string): boolean => wanted === '' || among(namesOf(target), wanted);
  const within = (wanted: string | undefined): boolean => wanted === undefined;
  switch (deed) {
    case 'choose': return (part.kind === 'click' && where === undefined && part.target.colour === what) || part.kind === 'choose' && part.on && (what === 'max' ? part.share === 1 : part.items.some((item) => less(item) === less(what))) && (where === undefined || named(part.from, where));
    case 'untick': return part.kind === 'choose' && !part.on && part.items.some((item) => less(item) === less(what));
    case 'untick all': return part.kind === 'choose' && !part.on && part.every;
    case 'only': return part.kind === 'choose' && part.on && part.only === true && [what, where ?? ''].every((wanted) => part.items.some((item) => less(item) === less(wanted)));
    case 'enter': return part.kind === 'enter' && (what === '' || (part.value.from === 'goal' && less(part.value.text) === less(what))) && (where === undefined || named(part.field, where));
    case 'click': return (part.kind === 'click' || part.kind === 'open') && named(part.kind === 'click' ? part.target : part.target, what) && within(where);
    case 'open': return (part.kind === 'open' || part.kind === 'click') && named(part.target, what);
    case 'menu': return part.kind === 'menu' && part.items[0] === what && part.items.at(-1) === where;
    case 'rate': return part.kind === 'rate' && String(part.value) === what;
    case 'key': return part.kind === 'key' && part.chord === what;
    case 'sort': return part.kind === 'order-by' && named(part.column, what) && (where === undefined || part.descending === (where === 'descending'));
    case 'drag': return part.kind === 'drag' && named(part.target, what) && (where === undefined || ('thing' in part.to && named(part.to.thing, where)));
    case 'upload': return part.kind === 'upload' && part.file === what;
    case 'rename': return part.kind === 'rename' && named(part.target, what) && part.to === where;
    case 'format': return part.kind === 'format' && part.style === what;
    case 'work-out': return part.kind === 'work-out' && part.value.from === 'label' && named(part.value.of, what);
    case 'cut': return part.kind === 'edit-text' && part.find === what && part.put === '';
    case 'replace': return part.kind === 'edit-text' && part.find === what && part.put === where;
    case 'append': return part.kind === 'edit-text' && part.put === what && part.find === undefined;
    case 'appointment': return part.kind === 'click' || part.kind === 'enter';
    case 'free': return part.kind === 'free' || part.kind === 'answer';
    default: return DEEDS.has(deed) && part.kind === 'click' && part.deed !== undefined && named(part.target, what) && [...part.target.texts, part.deed].some((text) => less(text).startsWith(deed));
  }
}

/** Whether a goal is read as what it means, part by part. What is `free` in it is left to the model. */
export function isReadAs(goal: string, meant: readonly Meant[]): boolean {
  const parts = parseGoal(goal);
  return parts.length === meant.length && parts.every((part, index) => fits(part, meant[index] ?? ['free']));
}

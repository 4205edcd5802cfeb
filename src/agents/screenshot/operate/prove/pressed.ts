import type { Box } from '../../../../core/index.js';
import { overlap } from '../../ground/index.js';
import type { ScreenElement } from '../../../../tools/screen/index.js';
import { linesOf, type View } from '../view.js';

/** What can be read of the difference between two pictures. */
export interface Difference {
  readonly come: readonly string[];
  readonly gone: readonly string[];
  /** A dialog that opened or closed, a control with another state; in words. */
  readonly states: readonly string[];
}

/** Lines that came or went, dialogs that opened or closed, controls that have another state. */
export function differenceOf(before: View, after: View): Difference {
  const [had, has] = [linesOf(before), linesOf(after)].map((lines) => lines.map(({ text }) => text)) as [string[], string[]];
  const dialogs = (view: View): number => view.screen.elements.filter(({ kind }) => kind === 'dialog').length;
  const opened = dialogs(after) - dialogs(before);
  const states = before.screen.elements.flatMap((was) => {
    const is = after.screen.elements.find((one) => one.kind === was.kind && one.text === was.text && Math.abs(one.box.x - was.box.x) < 3 && Math.abs(one.box.y - was.box.y) < 3);
    return is ? changedStates(was, is) : [];
  });
  return {
    come: less(has, had), gone: less(had, has),
    states: [...(opened > 0 ? ['a dialog opened'] : opened < 0 ? ['a dialog closed'] : []), ...states],
  };
}

function changedStates(was: ScreenElement, is: ScreenElement): string[] {
  const name = is.text || is.label || is.kind;
  return (['checked', 'focused', 'selected', 'expanded', 'value'] as const).flatMap((key) => (is.state[key] !== undefined && was.state[key] !== is.state[key] ? [`${JSON.stringify(name)} is ${is.state[key] === false ? 'not ' : ''}${key === 'value' ? 'at another value' : key}`] : []));
}

/** What one list has more than the other, each as often. */
function less(all: readonly string[], without: readonly string[]): string[] {
  const left = [...without];
  return all.filter((text) => {
    const index = left.indexOf(text);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

/** Words that speak of failure: with one of them nothing is proved. */
const REFUSAL = /\b(?:error|fail(?:ed|ure)?|could ?n[o']t|cannot|can['’]t|unable|invalid|incorrect|wrong|denied|refused|rejected|not (?:\p{L}+ )?(?:allowed|available|possible|found|permitted|valid|saved|sent|right|correct|known|recogni[sz]ed|enough|selected|chosen)|nothing (?:is|was) \p{L}+|lost|sorry|sold out|out of stock|unavailable|required|missing|try again|(?:already|is|are) (?:taken|in use|full)|(?:already|fully) (?:booked|exists|gone)|expired|must (?:be|not|have|contain)|managed by|turned (?:on|off|back) again|went wrong|fehler|ungültig|erreur|invalide|errore|inválido)\b|\bplease (?:choose|select|pick|enter|fill|type|give|provide|check|correct|tick|complete|try)\b|^(?:choose|select|pick|enter|fill in|type|tick)\b.*\bfirst\b/iu;
/** By these a page says plainly that it did not do what was asked. */
const PLAIN = /\b(?:could ?n[o']t|cannot be|can['’]t be|failed|incorrect|invalid|denied|refused|rejected|not (?:\p{L}+ )?(?:allowed|available|possible|permitted|valid|saved|sent|right|correct|known|recogni[sz]ed)|nothing (?:is|was) (?:saved|sent|changed|selected)|sold out|out of stock|(?:is|are) (?:already )?(?:taken|full)|already (?:taken|in use|exists|booked)|fully booked|expired|turned (?:on|off|back) again|went wrong)\b|^(?:please )?(?:choose|select|pick|enter|fill in|type|tick)\b.*\bfirst\b/iu;

/** A question whether something is meant, and what it warns of: nothing has failed yet. */
const WARNS = /\b(?:do you (?:really |still )?want|are you sure|really|sure)\b.*\?|\b(?:cannot|can['’]t|can not) be (?:undone|reversed|brought back|recovered|restored|taken back|reverted)\b/i;

/** A line that came with a press, and that speaks of failure; `plain` where it leaves no doubt. */
export function refusalIn({ come }: Pick<Difference, 'come'>): { readonly text: string; readonly plain: boolean } | undefined {
  const said = come.filter((line) => !WARNS.test(line));
  const text = said.find((line) => PLAIN.test(line)) ?? said.find((line) => REFUSAL.test(line));
  return text === undefined ? undefined : { text, plain: PLAIN.test(text) };
}

/** What is taken away is not there afterwards. */
const TAKES_AWAY = /^(?:delete|remove|archive|dismiss|close|hide|clear|cancel|cut|block|reject|decline)$/;
/** What marks a thing looks otherwise afterwards. */
const MARKS = /^(?:star|like|pin|follow|mute|bookmark|flag|toggle|unstar|unlike|unpin|unfollow|unmute|play|pause|retweet|report|subscribe)$/;
/** What goes on or rests bears another name afterwards. */
const TURNS = /^(?:start|stop|begin|play|pause|resume|continue)$/;
/** What opens something shows more afterwards. */
const OPENS = /^(?:edit|reply|forward|rename|share|create|answer|download|filter|search|show|continue|go|move|navigate|return|log|login|sign|visit|follow|cancel|undo|refresh|switch)$/;

const IRREGULAR: Readonly<Record<string, string>> = { send: 'sent', pay: 'paid', buy: 'bought', make: 'made', cut: 'cut', put: 'put', read: 'read', write: 'written', take: 'taken', give: 'given', keep: 'kept', book: 'booked' };

function participle(verb: string): string {
  return IRREGULAR[verb] ?? (verb.endsWith('e') ? `${verb}d` : /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${verb}ed`);
}

/** Whether the pictures show that a deed was done, and how; undefined where they do not tell. */
export function showsDeed(deed: string, of: readonly string[], pressed: Box, changed: readonly Box[], difference: Difference, after: View): string | undefined {
  const { come, states } = difference;
  const said = come.find((text) => new RegExp(`\\b(?:${participle(deed)}|${deed}p?ed|success(?:ful(?:ly)?)?|done|thank(?:s| you)|in (?:the|your) (?:cart|basket|bag))\\b`, 'i').test(text));
  if (said !== undefined) return `the page says ${JSON.stringify(said)}`;
  if (TAKES_AWAY.test(deed) && of.length > 0 && !linesOf(after).some(({ text }) => of.some((name) => text.toLowerCase().includes(name.toLowerCase())))) return `${JSON.stringify(of[0])} is gone`;
  if (MARKS.test(deed) && changed.some((region) => overlap(region, pressed, 'x') > 0 && overlap(region, pressed, 'y') > 0)) return 'what was pressed looks otherwise';
  const renamed = TURNS.test(deed) ? linesOf(after).find(({ text, box }) => come.includes(text) && overlap(box, pressed, 'x') > 0 && overlap(box, pressed, 'y') > 0) : undefined;
  if (renamed !== undefined) return `what was pressed says ${JSON.stringify(renamed.text)} now`;
  if (OPENS.test(deed) && (come.length > 0 || states.length > 0)) return come.length > 0 ? `${come.length} lines came` : (states[0] ?? '');
  return undefined;
}

/** What stands there while a page is at work. */
const BUSY = /^[\s.…·•⋯]*$|^(?:(?:please )?wait|one moment|just a (?:moment|second)|loading|checking|saving|sending|working|processing|searching|booking|signing in|logging in)\b.{0,24}$|^\p{L}+ing(?:\s*\.{2,}|…)$/iu;

/** Whether nothing came with a press but a sign that the page is at work on it, or no words at all. */
export function isAtWork({ come, gone, states }: Difference): boolean {
  return come.every((text) => BUSY.test(text.trim())) && (come.length > 0 || gone.length === 0) && states.length === 0;
}

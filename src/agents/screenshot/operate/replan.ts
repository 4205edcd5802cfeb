import type { SubGoal } from '../goal/index.js';
import { labelOf, riskOf } from '../safety/index.js';
import type { Perception, ScreenElement } from '../../../tools/screen/index.js';
import { testClaim } from './prove/index.js';
import { optionsNamed } from './options-named.js';
import { claimNow, type Work } from './solve/index.js';
import type { View } from './view.js';

export interface Stuck {
  /** All parts of the goal as they were laid out first. */
  readonly parts: readonly SubGoal[];
  /** The part that cannot be reached, and why. */
  readonly failed: SubGoal;
  readonly reason: string;
  /** What was to follow. */
  readonly rest: readonly SubGoal[];
}

/** What is left of a goal, laid out from another screen than was foreseen. */
export interface NewPlan {
  readonly parts: readonly SubGoal[];
  /** Why, in words. */
  readonly because: string;
}

/**
 * Lays out anew, from the present screen, what is left of a goal: what was done and no longer holds comes first, then what
 * stands in the way; where neither is the case, the language model lays out the part that failed. Undefined where there is no other way.
 */
export async function layOutAnew(work: Work, stuck: Stuck): Promise<NewPlan | undefined> {
  const view = await work.session.look({ again: true });
  const undone = await undoneParts(work, stuck.parts.filter((part) => part !== stuck.failed), view);
  if (undone.length > 0) return { parts: [...undone, stuck.failed, ...stuck.rest], because: `${undone.map(({ words }) => words).join('; ')} does not hold any more` };
  const close = obstacle(stuck, view);
  if (close) return { parts: [close, stuck.failed, ...stuck.rest], because: 'something lies above the page' };
  const ordered = orderedBy(work, stuck.failed, view);
  if (ordered) return { parts: [...ordered, ...stuck.rest], because: 'the page asks for what it is to be by choices' };
  if (stuck.failed.kind === 'free' || stuck.failed.kind === 'answer' || !work.session.models.has('chat')) return undefined;
  return { parts: [{ kind: 'free', words: stuck.failed.words }, ...stuck.rest], because: `no rule found a way (${stuck.reason})` };
}

/** What nothing on the page is called by may be what the page has choices for. What it does not speak of stays unproved. */
function orderedBy(work: Work, failed: SubGoal, view: View): readonly SubGoal[] | undefined {
  const named = failed.kind === 'click' && failed.deed !== undefined ? optionsNamed(view, failed.words, failed.deed) : undefined;
  if (!named) return undefined;
  if (named.missing.length > 0) claimNow(work, failed.words, { is: 'open', reason: `The page says nothing of ${named.missing.map((word) => JSON.stringify(word)).join(', ')}.` }, view);
  return [...named.choices, named.pressed];
}

/** Parts whose claims are still to be seen on this page, and are not. */
async function undoneParts(work: Work, parts: readonly SubGoal[], view: View): Promise<SubGoal[]> {
  const undone = new Set<SubGoal>();
  for (const open of [...work.open]) {
    const finding = await testClaim(open.claim, { at: view, before: () => Promise.resolve(undefined), seen: () => Promise.resolve(undefined) });
    const part = finding.status === 'failed' ? parts.find(({ words }) => open.part.startsWith(words)) : undefined;
    if (!part) continue;
    undone.add(part);
    work.open.splice(work.open.indexOf(open), 1);
  }
  return parts.filter((part) => undone.has(part));
}

const CLOSES = /^(?:×|x|close|dismiss|no,? thanks|not now|later|skip|got it|ok(?:ay)?|cancel|decline|reject(?: all)?|continue)$/i;

/** A dialog that the goal does not speak of is closed by its most harmless button. */
function obstacle({ parts }: Stuck, { screen }: View): SubGoal | undefined {
  const speaksOfIt = parts.some((part) => ('target' in part && part.target && mentions(part.target)) || (part.within !== undefined && mentions(part.within)));
  if (speaksOfIt) return undefined;
  const consent = parts.some(({ words }) => CONSENT.test(words)) ? undefined : refusesConsent(screen);
  if (consent) return pressing(consent);
  for (const dialog of screen.elements.filter(({ kind }) => kind === 'dialog')) {
    const inside = screen.elements.filter(({ within, kind }) => within === dialog.number && (kind === 'button' || kind === 'link' || kind === 'icon'));
    const closer = inside.filter((element) => CLOSES.test(labelOf(element)) && riskOf(labelOf(element)) === undefined).sort((a, b) => rank(labelOf(a)) - rank(labelOf(b)))[0];
    if (closer) return pressing(closer);
  }
  return undefined;
}

function pressing(closer: ScreenElement): SubGoal {
  return { kind: 'click', words: `close what lies above the page by ${JSON.stringify(labelOf(closer))}`, target: { words: labelOf(closer), texts: [labelOf(closer)], quoted: true, sides: [], all: false }, count: 1, button: 'left' };
}

const CONSENT = /\bcookies?\b|\bprivacy\b|\bconsent\b|\bGDPR\b/i;
const REFUSES = /^(?:reject|decline|refuse|deny)(?: all| cookies| all cookies)?$|^(?:only |use |accept )?(?:strictly )?(?:necessary|essential|required)(?: cookies)?(?: only)?$|^continue without (?:accepting|agreeing)$/i;

/** The button of a banner about cookies that agrees to nothing. One that only lets agree is left to the user. */
function refusesConsent({ elements, lines }: Perception): ScreenElement | undefined {
  const asks = lines.filter(({ text }) => CONSENT.test(text));
  return elements.find((element) => (element.kind === 'button' || element.kind === 'link') && REFUSES.test(labelOf(element)) && asks.some(({ box }) => Math.abs(box.y - element.box.y) < 160));
}

/** A cross does nothing else; OK may agree to something. */
const rank = (label: string): number => (/^[×x]$/i.test(label) ? 0 : /close|dismiss|thanks|later|now|skip/i.test(label) ? 1 : /cancel|decline|reject/i.test(label) ? 2 : 3);

const mentions = ({ kind, relation }: { readonly kind?: string | undefined; readonly relation?: { readonly of: { readonly kind?: string | undefined } } | undefined }): boolean => kind === 'dialog' || relation?.of.kind === 'dialog';

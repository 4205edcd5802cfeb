/** The end of a run: each claim is tested on pictures that are read anew. */
import { sumOn } from '../sums.js';
import { totalOn } from '../totals.js';
import { countOf } from '../text-seen.js';
import { isMet } from '../numbers-seen.js';
import { textIn } from '../verdict.js';
import type { Claim } from '../claim.js';
import { chosenRecord, recordsOn } from '../records-seen.js';
import { linesOf, type View } from '../view.js';
import { provesChange, provesClick, provesMark, provesMove, provesOpen, provesOrder, provesPointer, provesScroll, provesSize } from './effects.js';
import { provesBeside, provesDay, provesStars } from './places.js';
import { provesFocus, provesKept, provesNoTick, provesNumber, provesOption, provesSlide, provesText, provesTick } from './fields.js';
import { provesEdit, provesSorted } from './edits.js';
import type { Finding, Pictures } from './finding.js';

export { isCutOff, listText } from './fields.js';
export { differenceOf, isAtWork, refusalIn } from './pressed.js';
export type { Finding, Pictures } from './finding.js';

/** Whether pictures show what a claim says. */
export async function testClaim(claim: Claim, pictures: Pictures): Promise<Finding> {
  const { at } = pictures;
  switch (claim.is) {
    case 'clicked': return provesClick(claim, pictures);
    case 'shows': return provesText(claim, pictures);
    case 'list': return provesOption(claim, pictures);
    case 'ticked': return provesTick(claim, pictures);
    case 'none ticked': return provesNoTick(pictures);
    case 'kept': return provesKept(claim, pictures);
    case 'number': return provesNumber(claim, pictures);
    case 'focused': return provesFocus(claim, pictures);
    case 'pointed at': return provesPointer(claim, pictures);
    case 'opened': return provesOpen(claim, pictures);
    case 'marked': return provesMark(claim, pictures);
    case 'moved': return provesMove(claim, pictures);
    case 'scrolled': return provesScroll(claim, pictures);
    case 'resized': return provesSize(claim, pictures);
    case 'ordered': return provesOrder(claim, pictures);
    case 'sorted': return provesSorted(claim, pictures);
    case 'edited': return provesEdit(claim, pictures);
    case 'met': return isMet(claim.holds, at) ? { status: 'proved', reason: 'The screen shows what was waited for.' } : { status: 'failed', reason: 'The screen does not show what was waited for.' };
    case 'fits': {
      const shown = textIn(claim.box, at.screen).toLowerCase();
      const fits = shown.startsWith(claim.starts.toLowerCase()) && shown.endsWith(claim.ends.toLowerCase());
      return { status: fits ? 'proved' : 'unproved', reason: `The field shows ${JSON.stringify(shown)}.` };
    }
    case 'changed': return provesChange(claim, pictures);
    case 'day': return provesDay(claim, pictures);
    case 'lit': return provesStars(claim, pictures);
    case 'beside': return provesBeside(claim, pictures);
    case 'counted': return again(countOf(at, claim.of), claim.text, 'Counted');
    case 'ranked': return provesRank(claim, at);
    case 'slid': return provesSlide(claim, pictures);
    case 'totalled': return again(totalOn(at, claim.of) ?? 'nothing', claim.text, 'Added up');
    case 'summed': return again(sumOn(linesOf(at)) ?? 'nothing', claim.text, 'Worked out');
    case 'read': {
      const stands = linesOf(at).map(({ text }) => text).join(' ').toLowerCase().replace(/\s+/g, ' ').includes(claim.text.toLowerCase().replace(/\s+/g, ' '));
      return stands ? { status: 'proved', reason: `The screen shows ${JSON.stringify(claim.text)}.` } : { status: 'unproved', reason: 'The answer does not stand on the screen word for word.' };
    }
    case 'open': return { status: 'unproved', reason: claim.reason };
    case 'missed': return { status: 'failed', reason: claim.reason };
  }
}

function again(value: number | string, text: string, how: string): Finding {
  return String(value) === text ? { status: 'proved', reason: `${how} twice: ${text}.` } : { status: 'unproved', reason: `${how} ${text}, and then ${value}.` };
}

/** The same is found again among the things that the picture compares. */
function provesRank({ ranking, nouns, name }: Extract<Claim, { is: 'ranked' }>, at: View): Finding {
  const seen = recordsOn(at, ranking);
  const chosen = seen ? chosenRecord(seen.records, seen.most, ranking, nouns) : undefined;
  const words = chosen ? `${JSON.stringify(chosen.name)} with ${JSON.stringify(chosen.shown)}, of ${seen?.records.length ?? 0}` : 'nothing';
  return { status: chosen?.name === name ? 'proved' : 'unproved', reason: `The comparison of what the screen shows comes to ${words}.` };
}

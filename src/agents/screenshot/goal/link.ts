import { verbOf } from './clauses.js';
import type { Description } from './description-schema.js';
import type { SubGoal } from './sub-goal.js';

/** "Sign in as Ada and stay signed in": what is ticked for a sign-in comes before its press. */
function pressedLast(parts: readonly SubGoal[]): SubGoal[] {
  const ordered = [...parts];
  for (let index = 0; index + 1 < ordered.length; index += 1) {
    const [part, next] = [ordered[index], ordered[index + 1]];
    if (part?.kind === 'click' && next?.kind === 'choose' && part.target.texts[0] === 'log in') [ordered[index], ordered[index + 1]] = [next, part];
  }
  return ordered;
}

/** What was worked out, as the goal points back at it. */
const ANSWER = /^(?:the |that |this |its |your )?(?:(?:right|correct|same|resulting|matching|fitting) )*(?:number|answer|result|sum|solution|total|count|value|button with (?:it|that number|the (?:answer|result)))$/i;

/** A sentence that tells something and asks for nothing: "I have archived a mail by mistake". */
const TOLD = /^(?:I|we|you|he|she|it|they|there|somebody|someone|nobody)\b|^(?:the|this|that|my|our|their|an?)\s+\S+\s+\S/i;

/** Whether words of a goal that no rule reads are told, and not asked for. */
export const isTold = (words: string): boolean => TOLD.test(words) && verbOf(words) === undefined;

/** What was found is where the next instructions hold; "it" in them is what was found; a sign-in is pressed when all of it is entered. */
export function linked(given: readonly SubGoal[]): SubGoal[] {
  const parts = pressedLast(given);
  let found: Description | undefined;
  let last: SubGoal | undefined;
  return parts.flatMap((part): SubGoal[] => {
    // "Press that number": giving an answer is part of working it out.
    if (part.kind === 'click' && last?.kind === 'work-out' && ANSWER.test(part.target.words)) return [];
    last = part;
    if (part.kind === 'find') {
      found = part.target;
      return [part];
    }
    // A message is opened before it is answered; what follows is about the answer.
    if (found && part.kind === 'click' && /^(?:reply|forward)$/.test(part.target.words)) {
      const message = found;
      found = undefined;
      return [{ kind: 'click', words: `open ${message.words}`, target: message.relation ? { ...message.relation.of, ordinal: message.ordinal } : message, count: 1, button: 'left' }, part];
    }
    if (part.kind === 'click' && /^(?:it|that|this|on it|them)$/i.test(part.target.words)) return found ? [{ ...part, target: found }] : [part];
    return found && part.within === undefined && part.kind !== 'answer' ? [{ ...part, within: found }] : [part];
  });
}

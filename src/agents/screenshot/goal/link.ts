import { verbOf } from './clauses.js';
import type { Description } from './description-schema.js';
import type { SubGoal } from './sub-goal.js';
import { askedIn } from './values.js';

/** What is filled in, chosen or ticked. */
const FILLS: ReadonlySet<SubGoal['kind']> = new Set(['enter', 'choose', 'rate', 'paste']);

/** "Sign in as Ada and stay signed in": what is filled in for a press comes before it, and two presses that end the same are one. */
function pressedLast(parts: readonly SubGoal[]): SubGoal[] {
  const ordered = [...parts];
  for (let index = 0; index + 1 < ordered.length; index += 1) {
    const [part, next] = [ordered[index], ordered[index + 1]];
    if (part?.kind !== 'click' || part.closes !== true || next === undefined) continue;
    if (FILLS.has(next.kind)) [ordered[index], ordered[index + 1]] = [next, part];
    else if (next.kind === 'click' && (next.closes === true || HANDS_IN.test(next.target.words))) {
      ordered.splice(index, 2, next.closes === true ? { ...next, target: { ...next.target, texts: [...new Set([...part.target.texts, ...next.target.texts])] } } : next);
      index -= 1;
    }
  }
  return ordered;
}

/** A press that is said by itself, of what was filled in: "send it", "submit the form". */
const HANDS_IN = /^(?:(?:click|press) )?(?:send|submit|post|save|sign|publish|log in|sign in)(?: (?:it|this|that|the form|the entry|the message))?$/i;

/** What was worked out, as the goal points back at it. */
const ANSWER = /^(?:the |that |this |its |your )?(?:(?:right|correct|same|resulting|matching|fitting) )*(?:number|answer|result|sum|solution|total|count|value|button with (?:it|that number|the (?:answer|result|(?:right|correct) (?:number|answer))))(?: below| above| in the list)?$/i;

/** A sentence that tells something and asks for nothing: "I have archived a mail by mistake". */
const TOLD = /^(?:I|we|you|he|she|it|they|there|somebody|someone|nobody)\b|^(?:the|this|that|my|our|their|an?)\s+\S+\s+\S/i;

/** Words for what was spoken of before. */
const PRONOUN = /^(?:it|that|this|them|these|those|him|her|me|us)$/i;

/** What is not to be done is done by doing nothing, as long as nothing else is meant by it. */
const FORBIDDEN = /^(?:do not|don['’]t|never|avoid|leave (?:out|alone)|without)\b(?!.*\b(?:until|till|unless|before|without|forget|leave|stop|any|un\w+|empty)\b)/i;

/** Whether words of a goal that no rule reads are told, and not asked for. */
export const isTold = (words: string): boolean => (TOLD.test(words) && verbOf(words) === undefined) || FORBIDDEN.test(words);

/** What is asked first and used then. */
function workedOut(part: Extract<SubGoal, { kind: 'answer' }>): SubGoal {
  const value = askedIn(part.question, []);
  return value === undefined ? part : { kind: 'work-out', words: part.words, value };
}

/** What leaves something behind that "it" may be. */
const REMEMBERS: ReadonlySet<SubGoal['kind']> = new Set(['copy', 'work-out', 'answer', 'extreme']);

/** What was found is where the next instructions hold; "it" in them is what was found; a sign-in is pressed when all of it is entered. */
export function linked(given: readonly SubGoal[]): SubGoal[] {
  const parts = pressedLast(given);
  let found: Description | undefined;
  let last: SubGoal | undefined;
  let emptied: Description | undefined;
  return parts.map((part, index) => (part.kind === 'answer' && index + 1 < parts.length ? workedOut(part) : part)).flatMap((part, index): SubGoal[] => {
    // "Press that number": giving an answer is part of working it out.
    if (part.kind === 'click' && last?.kind === 'work-out' && ANSWER.test(part.target.words)) return [];
    // "The title is ⟦0⟧; enter it": it is entered already.
    if (part.kind === 'enter' && part.value.from === 'memory' && part.field === undefined && (last?.kind === 'enter' || last?.kind === 'choose') && !parts.slice(0, index).some(({ kind }) => REMEMBERS.has(kind))) return [];
    // "I do not want it: untick it", "set it and switch it on".
    if (part.kind === 'choose' && part.items.length === 1 && PRONOUN.test(part.items[0] ?? '') && (last?.kind === 'choose' || (last?.kind === 'enter' && last.field))) {
      const of = last.kind === 'choose' ? last.from : last.field;
      if (last.kind === 'choose' && last.on === part.on && of === undefined) return [];
      return [(last = { ...part, items: of ? [of.texts[0] ?? of.words] : last.kind === 'choose' ? last.items : [] })];
    }
    // A field that is emptied for what is typed next.
    const next = parts[index + 1];
    if (part.kind === 'enter' && part.value.from === 'goal' && part.value.text === '' && next?.kind === 'enter' && next.field === undefined) {
      emptied = part.field;
      return [];
    }
    if (part.kind === 'enter' && part.field === undefined && emptied !== undefined) {
      const field = emptied;
      emptied = undefined;
      return [(last = { ...part, field })];
    }
    // "Mark the word and make it bold": that word, and not all of the text.
    if (part.kind === 'format' && part.text === undefined && (last?.kind === 'highlight' || last?.kind === 'find') && /\bit\b/i.test(part.words)) {
      const text = last.target.texts[0];
      return [(last = text === undefined ? part : { ...part, text })];
    }
    const before = last;
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
    // "Open the card of Ada and archive it": what was opened is what is shown. What was chosen is one of those that are shown.
    if (part.kind === 'click' && part.deed !== undefined && (before?.kind !== 'choose' || part.deed === 'add') && PRONOUN.test(part.target.relation?.of.words ?? '')) {
      return [{ ...part, target: { ...part.target, relation: undefined }, ...(found && part.within === undefined ? { within: found } : {}) }];
    }
    if ((part.kind === 'click' || part.kind === 'open') && /^(?:it|that|this|on it|them)$/i.test(part.target.words)) return found ? [{ ...part, target: found }] : [part];
    return found && part.within === undefined && part.kind !== 'answer' ? [{ ...part, within: found }] : [part];
  });
}

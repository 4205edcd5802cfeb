import { ACTION_VERBS } from './action-verbs.js';

/** A condition that the request states, taken out of its wording. */
export interface StatedCondition {
  /** Stands in the wording where the condition stood: `[if 1]`; work that is done otherwise begins with `[else 1]`. */
  readonly mark: string;
  readonly otherwise: string;
  /** What must hold, in the words of the request: "there is a person in it". */
  readonly words: string;
  /** True for "unless". */
  readonly negated: boolean;
}

/** How a clause depends on a condition. */
export interface ClauseCondition {
  readonly condition: StatedCondition;
  /** Done where the condition does not hold. */
  readonly otherwise: boolean;
}

const IF = String.raw`(?:only if|if|unless|in case|whenever|when|should|provided that|provided|as long as)`;
/** "if there is a dog in it, ...", at the start of a sentence or of a piece of work. */
const LEADING = new RegExp(String.raw`(^|[.!?;:]\s+|,\s*|\b(?:and|then|but|or),?\s+)(${IF})\s+([^.!?;]*?\S)(?:,\s*(?:then\s+)?|\s+then\s+)(?=\S)`, 'gi');
/** "describe it if there is a dog in it". */
const TRAILING = new RegExp(String.raw`\s+(${IF})\s+([^.!?;,]*[^.!?;,\s])(?=\s*(?:[.!?;,]|$))`, 'gi');
/** "only the pictures that show a dog". */
const CHOSEN = /\b(?:only|(?=(?:the )?(?:ones|those) (?:that|which|who|where|with|showing|containing)\b)) ?((?:around|in|on|of|from|for|to|with) )?(?:the |those |these )?(\w+) (?:(?:in|on) )?(?:that|which|who|where|with|showing|containing)\b ?(?=\S)([^.!?;,]*?)(?=\s+and\s+\w+ (?:it|them|the|each)\b|\s*(?:[.!?;,]|$))/gi;
const OTHERWISE = /(^|[.!?;:]\s+|,\s*|\b(?:and|but)\s+)(?:otherwise|or else|else|if not|if (?:it|there|this|that|they|he|she) (?:is|does|do|has|have|are)(?:n't| not))\b,?\s+(?=\S)/gi;
/** "Check if ...", "tell me whether ...": what follows is asked, not a condition. */
const ASKED = /\b(?:check|see|say|tell|tells|know|wonder|determine|decide|find out|ask|verify|sure|clear|detect|test|until|till|since)(?: (?:me|us|it|out|for me))?$/i;
/** "If possible", "if you need it": politeness, no condition. */
const POLITE = /^(?:possible|necessary|needed|required|appropriate|applicable|you (?:can|could|want|need|like|wish|have|know)\b(?! see)|(?:somebody|someone|anybody|anyone) (?:can|could|would|might)\b(?! (?:\w+ )?be\b)|i (?:may|might|can|could)|any|so|that(?:'s| is) (?:ok|fine|possible)|it(?:'s| is) (?:possible|ok|necessary|needed))\b|\b(?:done|ready|finished|complete|completed|through)$/i;
/** After "when" and "whenever" only what tells how a thing is can be a condition; "when I come home" tells a time. */
const STATE = /\b(?:is|are|isn't|aren't|has|have|hasn't|contains?|shows?|mentions?|lasts?|exceeds?|says?|speaks?)\b/i;
const SHOULD = /^(?:there|it|the|this|that|these|those|any|an?|my|our|your|his|her|their)\b/i;
/** "As if", "what if": no condition. */
const COMPARED = /\b(?:as|like|what|even)$/i;
/** "if there is a dog in it describe it": the condition ends where a verb that asks begins. */
const RUN_ON = new RegExp(String.raw`(^|[.!?;:]\s+|,\s*|\b(?:and|then|but|or),?\s+)(if|when|in case|should)\s+([^.!?;,]*?\S)\s+(?=(?:please\s+)?(?:${[...ACTION_VERBS].join('|')})\s+(?:(?:me|us|up|out|down)\s+)?(?:it|them|what|how|the|this|that|these|those|an?|all|every|each)\b)`, 'gi');
/** Where the words before a verb show that it goes with them: "can read it", "to see the". */
const GOES_WITH = /\b(?:to|can|could|will|would|shall|should|may|might|must|do|does|did|not|n't|i|you|we|they|he|she|it|who|that|which|and|or|the|an?|this|my|our|your|is|are|there)$/i;

/** "Is there a dog in it? If so, ...": the question, asked and then taken as what must hold. */
const ASKED_FIRST = /(?<=^|[.!?]\s+)(?=(is|are) there ([^.!?]+)\?)([^.!?]+\?)\s+(?:if so|if yes|in that case|then(?= \w+ (?:it|them|the|this|that|me)\b)|if (?:there is|there are|it does|it is))\b,?\s*(?:then\s+)?/gi;

const COUNTED = /\b(?:count|how many) (?:all )?(?:of )?(?:the )?((?:\p{L}+ ){0,2}?\p{L}+)(?=[.?!,]| (?:are|is|in|on|at|of|do|does|did|there|can|you|that|who|which|with|we|they|he|she|have|has|from|and|for)\b)[^.?!]*[.?!]\s+(?:and )?if (?:there(?:'s| is| are)|it(?:'s| is)|they are) (?:more|fewer|less) than (?:\d+|\p{L}+)(?=\s*,)/giu;

/** "Count the boats. If there are more than four, ...": with what was counted. */
function countedOf(masked: string): string {
  return masked.replace(COUNTED, (words, things: string) => `${words} ${things}`);
}

/** Takes the conditions out of a masked request: each becomes a mark, in its place. */
export function maskConditions(masked: string): { text: string; conditions: StatedCondition[] } {
  const conditions: StatedCondition[] = [];
  const take = (words: string, negated: boolean): StatedCondition => {
    const number = conditions.length + 1;
    const condition = { mark: `[if ${number}]`, otherwise: `[else ${number}]`, words: words.trim(), negated };
    conditions.push(condition);
    return condition;
  };
  const isCondition = (before: string, opener: string, words: string): boolean => {
    // "If not, ..." speaks of the condition before.
    if (/^not\b/i.test(words.trim()) || (conditions.length > 0 && /^(?:it|there|this|that|they|he|she) (?:is|are|does|do|has|have)(?:n't| not)$/i.test(words.trim())) || ASKED.test(before.trimEnd()) || COMPARED.test(before.trimEnd()) || POLITE.test(words.trim())) return false;
    // "And when is it due?" asks.
    if (/^when/i.test(opener)) return STATE.test(words) && !/^(?:i|we|you|is|are|was|were|do|does|did|will|can|has|have)\b/i.test(words);
    return !/^should/i.test(opener) || SHOULD.test(words);
  };
  let text = countedOf(masked).replace(ASKED_FIRST, (_, verb: string, words: string, question: string) => `${question} If there ${verb.toLowerCase()} ${words}, `).replace(CHOSEN, (_, preposition: string | undefined, things: string, words: string) => `${preposition ?? ''}each of the ${things} ${take(`the ${things} ${stated(words)}`, false).mark}`);
  text = text.replace(LEADING, (whole, start: string, opener: string, words: string, at: number) =>
    isCondition(text.slice(0, at), opener, words) ? `${start}${take(words, /unless/i.test(opener)).mark} ` : whole);
  const runOn = text;
  text = runOn.replace(RUN_ON, (whole, start: string, opener: string, words: string, at: number) =>
    !GOES_WITH.test(words) && isCondition(runOn.slice(0, at), opener, words) ? `${start}${take(words, false).mark} ` : whole);
  const leading = text;
  text = leading.replace(TRAILING, (whole, opener: string, words: string, at: number) =>
    !/^should/i.test(opener) && isCondition(leading.slice(0, at), opener, words) ? ` ${take(words, /unless/i.test(opener)).mark}` : whole);
  const open = text;
  text = open.replace(OTHERWISE, (whole, start: string, at: number) => {
    const last = [...open.slice(0, at).matchAll(/\[if (\d+)\]/g)].at(-1)?.[1];
    return last === undefined ? whole : `${start}[else ${last}] `;
  });
  return { text, conditions };
}

/** "a dog" of "with a dog" as a statement. */
function stated(words: string): string {
  return /^(?:an?|the|no|any|more|at|\d)\b/i.test(words.trim()) ? `show ${words}` : words;
}

const MARK = /\[(if|else) (\d+)\]/;

/** Where in a sentence work begins that depends on a condition: before each mark that is followed by words. */
export function splitAtMarks(sentence: string): string[] {
  return sentence.split(/(?=\[(?:if|else) \d+\] +\S)/).map((part) => part.replace(/[\s,;]+(?:and|but|then)?[\s,]*$/i, '')).filter((part) => part !== '');
}

/** The clause without its mark, and the condition that it depends on. */
export function conditionOf(clause: string, conditions: readonly StatedCondition[]): { text: string; on?: ClauseCondition } {
  const [mark = '', kind, number] = MARK.exec(clause) ?? [];
  const condition = conditions[Number(number) - 1];
  if (!condition) return { text: clause };
  return { text: clause.replace(mark, '').replace(/\s{2,}/g, ' ').trim(), on: { condition, otherwise: kind === 'else' } };
}

import type { ToolSpec } from '../../core/index.js';
import { ACTION_VERBS, baseForm, standsAsVerb } from './action-verbs.js';
import { withGathered, withLeaning, withManner } from './antecedents.js';
import { isAside, kindOf, LEADS, ON_PAGE, ordersBehindComma, PASSIVE, withoutGreeting, type ClauseKind } from './clause-kinds.js';
import { onlyReduces } from './reduce.js';
import { limitsPicture, statedLimits } from './stated-limits.js';
import { secondWishes } from './second-wishes.js';
import { spokenResults } from './spoken-results.js';
import { asOrder, isPurpose, purposeLast, wishAfterTold } from './wish-forms.js';
import { conditionOf, splitAtMarks, type ClauseCondition, type StatedCondition } from './conditions.js';

/** A part of a request that may ask for one piece of work. */
export interface Clause {
  readonly text: string;
  readonly kind: ClauseKind;
  /** Place among the clauses of the request; between two whole numbers where it only prepares the next one. */
  readonly place: number;
  /** What must hold for the work to be done. */
  readonly on?: ClauseCondition;
  /** One of several wishes of a sentence that names them beside each other: what comes of it is wanted, though more may be made of it. */
  readonly beside?: true;
}

/** Where one clause may end and another begin. */
const JOINT = /(?:\s*[,;]\s*(?:and then|and also|and finally|as well as|and|then|but|or|plus|so(?= (?:that )?\w+ (?:should|can|could|must)\b))?\s+|\s+(?:and then|and also|as well as|and|then|but|before|so that i can|so i can|in order to|to then)\s+)/gi;

/**
 * Splits a masked request at sentence ends, list numbers and joints ("..., then ...", "... and ...") where the next words
 * begin a new piece of work: a verb that asks or a phrase of asking. Joints between nouns ("tone, pitch and gender") stay.
 * Marks of `conditions` are taken out and said of each clause: one at the start holds up to the end of the sentence or the
 * next mark, one at the end for its own clause.
 */
export function splitClauses(masked: string, conditions: readonly StatedCondition[] = []): Clause[] {
  const told = sentences(masked.replace(/\s(?:->|=>|→)\s/g, ' into ').replace(/\b(can|could|would|will|did|have|thank|if) u\b/gi, '$1 you').replace(/ (?:n|'n'|&) (?=(?:also|then|make|cut|put|turn|give)\b)/gi, ' and ')).map(withoutGreeting).flatMap(wishAfterTold).map((sentence) => purposeLast(sentence, namesMaterial)).map(secondWishes);
  const beside = new Set(told.filter(({ length }) => length > 1).flat().map(withoutEnds));
  const parts = told.flat().flatMap(afterOpening).flatMap(splitAtMarks).flatMap(splitPart);
  return withManner(withLeaning(withGathered(/:\/\//.test(masked) ? operationsTogether(parts) : parts)))
    .flatMap((part, at, all) => spokenResults(part, all.slice(0, at), namesMaterial))
    .map((part) => {
      const { text, on } = conditionOf(part, conditions);
      return { text: withoutEnds(asOrder(text, namesMaterial)), ...(on ? { on } : {}), ...(beside.has(withoutEnds(text)) ? { beside: true as const } : {}) };
    })
    .filter(({ text }) => /\p{L}{2}/u.test(text) && !isFiller(text))
    .map((clause, place) => ({ ...clause, place, kind: onlyQuotes(clause.text) ? 'tells' : kindOf(clause.text) }));
}

function withoutEnds(text: string): string {
  return text.replace(/^[\s,;:.-]+|[\s,;:.!-]+$/g, '');
}

/**
 * The clauses that ask for work. Where one says outright that it asks, what is only told is none, and so are things that are named before it
 * ("Lecture attached. I need ...") unless they only bring things together ("both recordings in one file") or nothing was given that they could be; of a request that says it nowhere everything may be meant.
 */
export function wishesOf(clauses: readonly Clause[], { nothingGiven = false }: { readonly nothingGiven?: boolean } = {}): readonly Clause[] {
  const first = clauses.findIndex(({ kind }) => kind === 'asks');
  if (first >= 0) return clauses.filter(({ kind, place, text }) => kind === 'asks' || (kind === 'names' && (nothingGiven || place > (clauses[first]?.place ?? 0) || onlyReduces(text))));
  const meant = clauses.filter(({ kind }) => kind === 'names' || kind === 'tells');
  const limits = clauses.filter(({ kind }) => kind === 'limits');
  const ofPicture = limits.filter(({ text }) => limitsPicture(statedLimits(text)));
  if (ofPicture.length > 0 && meant.every(({ kind }) => kind === 'tells')) return ofPicture;
  return meant.length > 0 ? meant : clauses;
}

const QUESTION_WORD = /^(?:what|when|where|who|whom|whose|which|why|how)\b/i;

/** "From the call: who said it?" is asked of the call; "please help me with this: sum up the letter": what only opens a request stands for itself. */
function afterOpening(sentence: string): string[] {
  const [, place, question] = /^((?:from|in|of) (?:the|this|that|my|our) \w+):\s+(\S.*)$/i.exec(sentence) ?? [];
  if (place !== undefined && question !== undefined) return [`${question.replace(/[\s.!?]+$/, '')} ${place.toLowerCase()}${/\?/.test(question) || QUESTION_WORD.test(question) ? '?' : ''}`];
  const [, opening, rest] = /^([^:]{2,60}\b(?:this|following|favou?r|question|request|task|thing|help|problem)):\s+(\S.*)$/i.exec(sentence) ?? [];
  return opening === undefined || rest === undefined ? [sentence] : [opening, rest];
}

/** "Text: [text 1]", but not "say [text 1]". */
function onlyQuotes(text: string): boolean {
  const before = /^\W*(?:(\w+)\W+)?\[text \d+\]\W*$/.exec(text);
  return before !== null && !ACTION_VERBS.has((before[1] ?? '').toLowerCase());
}

const MARKS = /^\[(?:if|else) \d+\] */;

function splitPart(part: string): string[] {
  const mark = MARKS.exec(part)?.[0] ?? '';
  return inOrderOfWork(part.slice(mark.length)).flatMap(splitSentence).map((text) => mark + text);
}

/**
 * What a clause asks for, without what it asks it about: references to earlier results lose their participles ("the
 * simplified text" is a text), and `head` ends before the first complement ("create an image | based on the topics").
 */
export function focusOf(clause: string, earlier: readonly string[] = []): { whole: string; head: string } {
  const done = new Set(earlier.map((other) => prefixOf(other.replace(LEADS, ''))));
  const own = clause.replace(LEADS, '');
  const rest = own.replace(/\b(the|this|that|your) (\w{5,})\b/gi, (words, article: string, noun: string) => (done.has(prefixOf(noun)) ? `${article} result` : words));
  const whole = rest.replace(/\bstills\b/gi, 'still pictures').replace(/\b(the|this|that|these|those|its|my|your)((?:\s+\w+)?)\s+\w{3,}ed\b(?=\s+\w)/gi, '$1$2').trim();
  const head = /^(\S+\s+\S+.*?)\s+(?:based on|according to|related to|using|from|of the|for|with|about|in order|so that|that|which|inspired by|by)\b/i.exec(whole)?.[1] ?? whole;
  return { whole: whole === '' ? clause : whole, head };
}

function prefixOf(text: string): string {
  return /^\w{1,6}/.exec(text)?.[0].toLowerCase() ?? '';
}

/** Other words for what a clause asks, for ranking: questions want answers, and some everyday verbs have a plainer sense. */
export function glossOf(clause: string): string | undefined {
  const work = clause.replace(LEADS, '');
  if (/^(?:what|when|where|who|whom|whose|which|why|how|is|are|does|do|did|was|were|can)\b/i.test(work) && /\?\s*$/.test(work)) return `answer a question: ${work}`;
  const told = /^(?:tell|show) (?:me|us) (?=(?:what|when|where|who|whose|which|why|how|whether|if)\b)/i.exec(work);
  if (told) return `answer a question: ${work.slice(told[0].length)}`;
  const verb = /^(\w+)(?:\s+(up|out|for))?\b/i.exec(work);
  const plain = GLOSSES[`${verb?.[1] ?? ''} ${verb?.[2] ?? ''}`.trim().toLowerCase()] ?? GLOSSES[verb?.[1]?.toLowerCase() ?? ''];
  return plain === undefined ? undefined : `${plain} ${work.slice(verb?.[0].length ?? 0).trim()}`;
}

const MATERIAL = String.raw`(?:\S+:\/\/\S+|(?:(?:the|this|that|these|those|my|our|its?|a|an|both|all) )?(?:\w+ )?(?:page|site|website|web page|link|address|image|picture|photo|photograph|screenshot|scan|recording|audio|sound|speech|call|podcast|voice message|video|clip|movie|film|footage)s?)`;
const NAMES_MATERIAL = new RegExp(MATERIAL, 'i');

function namesMaterial(words: string): boolean {
  return NAMES_MATERIAL.test(words);
}

const OF_MATERIAL = new RegExp(String.raw`\s+(?:(?:what (?:is|was) (?:said|spoken|written|shown) )?(?:in|on|of|from|out of|at|to|about|inside|within|during) )${MATERIAL}(?=\W|$)|^(\w+) ${MATERIAL}(?= (?:into|to|in|as|down|up)\b)`, 'gi');

/** What is to be done, without the medium that it is to be done with ("when does the car come | in the video"); `undefined` where none is named. */
export function withoutMaterial(clause: string): string | undefined {
  const own = clause.replace(LEADS, '');
  const bare = own.replace(OF_MATERIAL, '$1').trim();
  return bare === own || !/\p{L}{2}/u.test(bare) ? undefined : bare;
}

const GLOSSES: Readonly<Record<string, string>> = {
  say: 'speak aloud, read aloud', tell: 'speak aloud, read aloud', voice: 'speak', find: 'search for', 'look up': 'search for', 'look for': 'search for', fix: 'correct', repair: 'correct', 'sum up': 'summarize', shorten: 'summarize',
  merge: 'join, combine', unite: 'join', append: 'join', trim: 'cut', clip: 'cut', grab: 'take', fetch: 'download', 'write down': 'transcribe', ensure: 'check', show: 'take a picture of', list: 'extract a list of', spot: 'detect', mark: 'draw boxes on', illustrate: 'generate an image of', reword: 'paraphrase',
};

const PROVIDING = /^(?:provide|give|create|make|show|get|return|send|generate|obtain|produce|have|see|need|like|present|save|output|use)\b/i;
const PLAIN_WORDS = /\b(?:me|us|a|an|the|my|your|its|it|this|that|them|these|is|are|and|as|in|to|for|with|final|new|unique|processed|resulting|result|results|output|outcome|combined|complete|finished|desired|modified|edited|enhanced|image|picture|photo|video|clip|audio|text|file|files|version|one|single|locally|please|task|process|device|computer)\b|\S+\.\w{2,4}\b/gi;

/** Handing over, unless a tool says that it does just that. */
const DOES = /^(?:send|save|present|output)/i;

/**
 * True for a clause that only hands over what an earlier one makes: "provide the processed audio file", "save it as x.jpg".
 * `tools`: what the tools do; where one says that it sends, "send it" is work.
 */
export function isRestatement(clause: string, tools: readonly Pick<ToolSpec, 'description'>[] = []): boolean {
  const work = clause.replace(LEADS, '');
  const verb = DOES.exec(work)?.[0].toLowerCase();
  if (verb !== undefined && tools.some(({ description }) => description.toLowerCase().startsWith(verb))) return false;
  return PROVIDING.test(work) && work.replace(PROVIDING, '').replace(/\b(the|this|that|your) (?:corrected|edited|finished|improved|fixed|revised|cleaned|translated|modified|changed|new)(?: (?:up|out))?(?= \w)/gi, '$1').replace(PLAIN_WORDS, '').replace(/[^\p{L}\d[]/gu, '') === '';
}

/** "Go to https://a.org": nothing that the work on the page does not do by itself. */
export function onlyGoes(clause: string): boolean {
  return /^(?:(?:(?:take|have) a (?:\w+ )?)?look at|see|check|here is) (?:the |this |that |my |our |these |those )(?:\w+ )?\w+(?: (?:(?:that |which )?(?:i|we)(?:'ve| have)? \w+|(?:you find )?(?:here|attached|below)))?$|^(?:go|head|navigate|browse|surf|open|visit|look|load|call)(?: (?:to|at|on|over|up|into|onto))*(?: (?:the|this|that|my|our))?(?: (?:web ?)?(?:page|site|link|address|url|homepage))?:?(?: \S+:\/\/\S+| \S+\.\w{2,}\S*)?$/i.test(clause.replace(LEADS, '').trim());
}

function sentences(text: string): string[] {
  return text
    .replace(/\b(e\.g|i\.e|etc|vs|Mr|Mrs|Ms|Dr|No|St|approx|max|min|sec|incl|excl|resp|ca|cf|fig|tel|nr|[ap]\.m)\.(?=[\s,])/gi, '$1\u2024')
    .split(/(?<=[.!?…])["')\]]*\s+(?=[\p{Lu}\d["'[(])|(?<=[\p{L}\p{N}\])]{2}[.!?…]+)\s+(?=\p{Ll})|\n+|;\s+|\s+(?=\d+[.)]\s+\p{L})|(?<=:)\s+(?=\d+[.)]\s)/u)
    .map((sentence) => sentence.replaceAll('\u2024', '.').trim())
    .filter((sentence) => sentence !== '');
}

/** "Read it aloud after summing it up": what comes after is told first. */
function inOrderOfWork(sentence: string): string[] {
  const match = /^(.*\S),?\s+after (\w+ing\b.*)$/i.exec(sentence);
  const [, late = '', early = ''] = match ?? [];
  return match && ACTION_VERBS.has(baseForm(/^\w+/.exec(early)?.[0] ?? '')) ? [early, late] : [sentence];
}

function splitSentence(sentence: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const joint of sentence.matchAll(JOINT)) {
    const next = joint.index + joint[0].length;
    const wish = sentence.slice(next);
    if (!/,|then/i.test(joint[0]) && isPurpose(sentence.slice(start, joint.index))) continue;
    if (joint.index <= start || !(beginsWork(wish, joint[0]) || (joint[0].includes(',') && (ordersBehindComma(wish, sentence.slice(start, joint.index)) || isAside(wish))) || isDoneThen(wish, joint[0]) || (/\bthen\b/i.test(joint[0]) && !ORDERS_THINGS.test(sentence.slice(start, joint.index)) && /^(?:an?|one|the) \w/i.test(wish)))) continue;
    parts.push(sentence.slice(start, joint.index));
    // "Then" is what makes an order of "that scaled down".
    start = isDoneThen(wish, joint[0]) ? joint.index + joint[0].search(/then\b/i) : next;
  }
  parts.push(sentence.slice(start));
  return joinBareVerbs(parts);
}

/** "First the jingle, then the talk": in which order things come. */
const ORDERS_THINGS = /^\W*first,? (?:the|my|our|this|that) (?:[\w-]+ ?){1,3}$/i;

/** "A shot of it and then that scaled down." */
function isDoneThen(words: string, joint: string): boolean {
  return /\bthen\b/i.test(joint) && asOrder(`then ${words}`, namesMaterial) !== `then ${words}`;
}

/** True when the words begin with a phrase of asking, a question, or a verb: a known one, or any word that stands where only a verb can. */
function beginsWork(words: string, joint: string): boolean {
  const lead = LEADS.exec(words)?.[0] ?? '';
  if (/\b(?:i|you|help|let)\b/i.test(lead)) return true;
  if (/\b(?:and|then)\b|,/.test(joint) && /^(?:what|when|where|who|whom|whose|which|why|how|is|are|does|do|did|can|will)\s+\w+/i.test(words) && words.includes('?')) return true;
  if (/\bso\b/i.test(joint) && /^(?:that )?\w+(?: \w+)? (?:should|can|could|must)\b.*\b(?:hear|listen)\b/i.test(words)) return true;
  if (/\band\b/i.test(joint) && /^(?:i|we)(?:'d| would) (?:also |really |just )?(?:like|love|prefer) (?!(?:it|them|that|those|these|this)\b)/i.test(words)) return true;
  const rest = words.slice(lead.length).replace(/^\w+ly\s+/i, (adverb) => (ACTION_VERBS.has(adverb.trim().toLowerCase()) ? adverb : ''));
  const verb = /^([\p{L}-]+)(?:\s+|$|[.,])(\S*)/u.exec(rest);
  if (!verb) return false;
  const word = (verb[1] ?? '').toLowerCase();
  if (standsAsVerb(rest) || PASSIVE.test(rest) || HAS_DONE.test(rest)) return true;
  return (ACTION_VERBS.has(word) || (/before/i.test(joint) && word.endsWith('ing'))) && !/^(?:of|is|are|was|from|in)$/.test(verb[2] ?? '');
}

/** "How long | and how loud is it?", "tell me, in two sentences, | what it shows": nothing by itself. */
const OPEN_END = /^(?:(?:how \w+|what|when|where|who|whose|which|why)|(?:tell|show|give|explain to) (?:me|us|her|him|them)(?:,? (?:in|with|as|using) [^.?!]*)?,?)$/i;

/** "A story, and have it read": somebody is to do it. */
const HAS_DONE = /^have (?:it|them|this|that|the \w+) (?:\w+ed|read|spoken|told|cut|put|sent|done|written|made)\b/i;

const OPERATES = /^(?:type|click|press|tick|enter|fill|log|sign|scroll|hit|submit|choose|select|pick|tap|search)\b/i;
const GOES_ON = /^(?:open|choose|select|pick|click|press|tick|enter|type|hit|submit|scroll|tap|go)\b(?! (?:to )?\S+:\/\/)/i;

/** "Type the name in the search box | and open the first hit": one piece of work on the page. */
function operationsTogether(parts: readonly string[]): string[] {
  const joined: string[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    const goesOn = before !== undefined && ((isOperation(before) && GOES_ON.test(part.replace(LEADS, ''))) || ((isOperation(before) || ON_PAGE.test(before.replace(LEADS, ''))) && ASKS_OUTCOME.test(part)));
    if (goesOn) joined[joined.length - 1] = `${(before ?? '').replace(/[\s.!]+$/, '')} and ${part.replace(/[\s?]+$/, '')}`;
    else joined.push(part);
  }
  return joined;
}

function isOperation(words: string): boolean {
  return OPERATES.test(words.replace(LEADS, '').replace(/^(?:on|at|in|go to|open|visit) \S+:\/\/\S+ (?:and )?/i, ''));
}

/** What can be known only on the page as the work has left it: "and tell me what it says afterwards", "What does it answer?" */
const ASKS_OUTCOME = /^what (?:does|did|do) (?:it|the (?:page|site))\b[^?]*\?|^what (?:happens|appears|comes)\b|^(?:then |and )?(?:tell|show|give|let) (?:me|us)\b.*\b(?:afterwards?|after (?:that|this|it)|in the end|then|next|now|happens|happened|appears|comes (?:up|out|back|of it)|the (?:result|outcome|confirmation|reply|response))\b/i;

/** "download and obtain the text": a verb without its object goes with the next one. */
function joinBareVerbs(parts: readonly string[]): string[] {
  const joined: string[] = [];
  let open = '';
  for (const part of parts) {
    const whole = open === '' ? part : `${open} and ${part}`;
    const words = whole.replace(LEADS, '').trim().split(/\s+/);
    const bare = (words.length === 1 && ACTION_VERBS.has((words[0] ?? '').toLowerCase())) || OPEN_END.test(part.replace(LEADS, '').trim());
    open = bare ? whole : '';
    if (!bare) joined.push(whole);
  }
  return open === '' ? joined : [...joined, open];
}

/** "... and tell me", "if not, just say so": an answer is told anyway. */
const ONLY_TELLS = /^(?:if (?:not|so)\b[\s,]*)?(?:just |simply |please )*(?:(?:tell|show|answer|inform) (?:me|us)|let (?:me|us) know|say (?:so|yes|no|that)|(?:tell|show|answer) (?:me|us) (?:so|that|about it))(?: (?:please|then|too))?\W*$/i;

/** True for what is only lead-in: "Then", "However", "Please help me with this task". */
function isFiller(text: string): boolean {
  return /^(?:(?:however|and|but|so|also|go|go on|go ahead|ready|dear \w+|thank you|thanks)\b[\s,]*)*$/i.test(text.replace(LEADS, '')) || ONLY_TELLS.test(text.replace(LEADS, '')) || /^do (?:that|this|so|it)(?: (?:with it|for (?:me|us)))?(?:,? please)?\W*$/i.test(text.replace(LEADS, '')) || /^(?:me |us )?(?:with|in) (?:this|it|that)(?: \w+)?$/i.test(text.replace(LEADS, ''));
}

import { accepts, Modality, type Given, type ToolSpec } from '../../core/index.js';
import { SUBJECTS } from './condition-reading.js';
import { asksFact, beginsWithVerb, LEADS } from './clause-kinds.js';
import { WORKED_NOUN } from './named-results.js';
import { requiredContent } from './type-paths.js';

/** Results of several steps or items as one: a table, an answer that follows from them, or one file with all of them in it. */
export interface Reduction {
  readonly to: 'table' | 'answer' | 'one';
  /** Of the one, where the words name it. */
  readonly modality?: string | undefined;
}

const ONE = String.raw`(?:a |an )?(?:one|single|common)`;
const TABLE = new RegExp(String.raw`\b(?:as|in|into|to|make|create|build|with) (?:a|an|the|one|a single|a common) (?:\w+ )?table\b`, 'i');
const AS_ONE = new RegExp(String.raw`\b(?:as|in|into|to|be|make|(?:need|want)(?=.* (?:with|of|from|out of) (?:all|both|everything|every)|[^.]* (?:in the end|together))) ${ONE} (?:(?!\w+ (?:of|from|with|and|as|for|please|pls|out|in the end)\b)\w+ )?(\w+)\b|^\W*${ONE} (\w+) (?:out )?of (?:all |both )?(?:these|those|them|the)\b`, 'i');
/** A verb that only brings together, and what it brings together: a pronoun or something made before. */
const ONLY_JOINS = /^\W*(?:(?:and|then|please|finally|also|now)\W+)*(?:(?:put|join|merge|combine|collect|gather|bring|unite|arrange|append|concatenate)\s+(?:all|both|each|everything|it|them|these|those|the|one (?:behind|after|below|under|beneath) (?:the other|another))\b|(?:(?:make|create|build) )?(?:one|a single) \w+ (?:out )?of (?:all |both )?(?:these|those|them|the|it|everything)\b|(?:make|create|build|give me|show me)\s+(?:a|one) (?:\w+ )?table (?:of|with|from|out of) (?:all |both )?(?:it|them|these|those|this|that|the results?|everything)\b)/i;
const JOINS = /^\W*(?:(?:and|then|please|finally|also|now)\W+)*(?:join|merge|combine|unite|append|concatenate)\s+(?:all |both |all of |both of )?(?:the (?:\w+ )?\w+s|them|these|those|everything)\W*(?:together)?\W*$/i;
/** A question whose answer lies between several things. */
const COMPARES = /\bwhich (?:one )?(?:of |is|has|lasts|sounds|looks|contains|shows)\b.*\?|\bwhich \w+ (?:is|are|has|have|lasts|sounds|looks) (?:the )?(?:more|most|less|least|fewer|fewest|\w+er|\w+est)\b|\b(?:more|less|fewer|\w+er) than\b.*\?|^\W*(?:do|are) (?:all|both|the|these|those|my)\b.*\b(?:same|alike|similar|different|identical)\b.*\?|\bwhat(?:'?s| is| has| have| was)? (?:been )?(?:new|changed|different|missing|added)\b|\b(?:do|does|are|can|could|where|how) (?:do )?(?:they|both|these|those|the two|the texts?)\b[^.]*\b(?:same|agree|disagree|differ|contradict|identical|alike)\b|\bthe one (?:with|that has|which has) the (?:\w+er|\w+est|more|most|less|least|better|best)\b/i;
const TEXTS = /^(?:text|file|document|note|list|transcript)s?$/i;
const ANYTHING = /^(?:file|piece|go|one)$/i;

/** What a clause says about its results together; `undefined` where each is meant, and where the one is to be worded anew ("one answer"). */
export function reductionIn(clause: string): Reduction | undefined {
  if (COMPARES.test(clause)) return { to: 'answer' };
  if (TABLE.test(clause)) return { to: 'table' };
  const noun = AS_ONE.exec(clause)?.slice(1).find((word) => word !== undefined);
  if (noun === undefined) return JOINS.test(clause) ? { to: 'one', modality: undefined } : undefined;
  if (ANYTHING.test(noun)) return { to: 'one', modality: undefined };
  const modality = TEXTS.test(noun) ? Modality.text : Object.entries(SUBJECTS).find(([, name]) => name.test(noun))?.[0];
  return modality === undefined ? undefined : { to: 'one', modality };
}

/** True for a clause that asks for nothing but that results be brought together. */
export function onlyReduces(clause: string): boolean {
  const reduction = reductionIn(clause);
  return reduction !== undefined && (reduction.to === 'answer' || ONLY_JOINS.test(clause) || JOINS.test(clause) || (reduction.to === 'one' && namesThings(clause)));
}

/** What comes out of work, by its name. */
const NAMES_WORK = new RegExp(String.raw`\b${WORKED_NOUN}\b`, 'i');

/** "Anna's letter, then Bo's, all in one text": things alone, and nothing that is worked out of them. */
function namesThings(clause: string): boolean {
  const work = clause.replace(LEADS, '');
  return !beginsWithVerb(work) && !asksFact(clause) && !NAMES_WORK.test(work);
}

/** The tool that makes one of several values of a modality; `undefined` where none does, or where the words want another modality. */
export function reducerFor(reduction: Reduction, modality: string, tools: readonly ToolSpec[]): ToolSpec | undefined {
  const lists = tools.filter((tool) => {
    const [port, ...others] = requiredContent(tool);
    return port?.list === true && others.length === 0 && accepts(port.modality, modality) && !tool.inputs.some((input) => input.role === 'parameter' && !input.optional);
  });
  if (reduction.to === 'table') return lists.find(({ description, outputs }) => outputs[0]?.modality === Modality.text && /\binto a table\b/i.test(description));
  if (reduction.to === 'answer') return lists.find(({ inputs, outputs }) => outputs[0]?.modality === Modality.text && requiredContent({ inputs })[0]?.modality === Modality.any && inputs.some(({ name }) => name === 'instruction'));
  if (reduction.modality !== undefined && reduction.modality !== modality) return undefined;
  return lists.find(({ inputs, outputs }) => outputs[0]?.modality === modality && requiredContent({ inputs })[0]?.modality === modality);
}

/** True where a tool is used on several things: given ones that it walks, or the list that an earlier tool makes. */
export function givesSeveral(tool: ToolSpec, walked: readonly string[] | undefined, earlier: readonly { tool: ToolSpec; several: boolean }[]): boolean {
  const [port] = requiredContent(tool);
  if (!port || port.list) return false;
  if ((walked?.length ?? 0) > 1) return true;
  return earlier.some((other) => other.tool.outputs.some((output) => (output.list || other.several) && accepts(port.modality, output.modality)));
}

/** Given texts, at least two, that a request wants brought together. */
export function severalTexts(givens: readonly Given[]): boolean {
  return givens.filter(({ modality }) => modality === Modality.text).length > 1;
}

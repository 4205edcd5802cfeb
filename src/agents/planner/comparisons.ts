import { accepts, Modality, type Given } from '../../core/index.js';
import { SUBJECTS } from './condition-reading.js';
import { NOUNS } from './given-words.js';

/** A question that is answered from what is found out about each of several things. */
export interface Comparison {
  /** What to find out of each: "measure how loud each of the recordings is". */
  readonly measure: string;
  /** The modality of what is compared. */
  readonly modality: string;
}

const LEAD = String.raw`^\W*(?:(?:and|then|please|also|finally|now|tell me|say|find out|check|can you tell me|i want to know)\W+)*`;
const DEGREE = String.raw`(?:more|most|less|least|fewer|fewest) [\w -]+?|\w+(?:er|est)`;
const WHICH_OF = new RegExp(String.raw`${LEAD}which (?:one )?(?:of )?(?:the |these |those |my |both )*(?:two |three |four |five |\d+ )?(\w+) (is|are|was|sounds|looks|lasts|runs|has|have|contains|shows) (?:the )?(${DEGREE})\b`, 'i');
const WHICH_IS = new RegExp(String.raw`${LEAD}which (?:one )?(is|has|lasts|sounds|looks|contains|shows) (?:the )?(${DEGREE})\b`, 'i');
const THAN = new RegExp(String.raw`${LEAD}(is|does|has) (.+?) (?:last |sound |look |have )?(${DEGREE}) than\b`, 'i');

/** "I want to keep the one with the higher resolution." */
const ONE_WITH = /\bthe one (?:with|that has|which has) the (\w+(?:er|est)|(?:more|most|less|least|better|best) \w+) (\w+(?: \w+)?)\b/i;

/** "What do the pictures have in common?", "how do these recordings differ?" */
const ALIKE = new RegExp(String.raw`${LEAD}(?:what (?:do|have) (?:the|these|those|my|all|both) (?:the |these )?(?:two |three |four |\d+ )?(\w+) (?:all |both )?(?:have |got )?(?:\w+ )?in common|how (?:do|are) (?:the|these|those|my) (?:two |three |four |\d+ )?(\w+) (?:differ|alike|similar|different)|(?:do|are) (?:all |both |the |these |those |my |of )+(?:two |three |four |five |\d+ )?(\w+) [^?]*\b(?:same|alike|similar|different|identical|agree|contradict)|(?:(?:where|how|in what) )?(?:do|are) (?:they|both|all)(?: of them| all| both)? (?:[^?]*\b)?(?:same|alike|similar|different|identical|agree|disagree|differ|contradict))\b`, 'i');

/** The comparison that a clause asks for among the things given, at least two of one kind; `undefined` where it asks for none. */
export function comparisonIn(clause: string, givens: readonly Given[]): Comparison | undefined {
  const alike = ALIKE.exec(clause);
  if (alike) {
    const noun = alike[1] ?? alike[2] ?? alike[3];
    const modality = modalityOf(noun, givens);
    const things = noun ?? `${NOUNS[modality ?? ''] ?? 'thing'}s`;
    return modality === undefined ? undefined : { modality, measure: modality === Modality.audio ? `write down what is said in each of the ${things}` : `describe each of the ${things}` };
  }
  const by = ONE_WITH.exec(clause);
  const kind = by ? modalityOf(undefined, givens) : undefined;
  if (by && kind !== undefined) return { modality: kind, measure: `measure the ${by[2] ?? ''} of each of the ${NOUNS[kind] ?? 'thing'}s` };
  const of = WHICH_OF.exec(clause);
  const is = of ? undefined : (WHICH_IS.exec(clause) ?? undefined);
  const than = of || is ? undefined : THAN.exec(clause);
  const [verb, degree] = of ? [of[2], of[3]] : is ? [is[1], is[2]] : than ? [than[1], than[3]] : [];
  const named = givens.filter(({ name }) => clause.includes(name));
  const modality = modalityOf(of?.[1], named.length > 1 ? named : givens);
  if (verb === undefined || degree === undefined || modality === undefined || (than && named.length < 2)) return undefined;
  const things = named.length > 1 ? named.map(({ name }) => name).join(' and ') : `each of the ${of?.[1] ?? modality}`;
  const counted = /^(?:has|have|contains|shows)$/i.test(verb) ? /^(?:more|most|less|least|fewer|fewest) (.+)$/i.exec(degree)?.[1] : undefined;
  return { modality, measure: counted === undefined ? `measure how ${baseOf(degree)} ${things} ${named.length > 1 ? 'are' : 'is'}` : `count the ${counted} in ${things}` };
}

/** The kind that the noun names, else the only one of which several things are there. */
function modalityOf(noun: string | undefined, givens: readonly Given[]): string | undefined {
  const several = [...new Set(givens.map(({ modality }) => modality))].filter((modality) => givens.filter((given) => accepts(modality, given.modality)).length > 1);
  const named = noun === undefined ? undefined : Object.entries(SUBJECTS).find(([, name]) => name.test(noun))?.[0];
  if (named !== undefined) return several.includes(named) ? named : undefined;
  return several.length === 1 ? several[0] : undefined;
}

/** "louder" → "loud", "most colourful" → "colourful". */
function baseOf(degree: string): string {
  const word = degree.replace(/^(?:more|most|less|least) /i, '');
  if (word !== degree) return word;
  const stem = word.toLowerCase().replace(/(?:er|est)$/, '');
  if (stem.endsWith('i')) return `${stem.slice(0, -1)}y`;
  if (/([bdgmnpt])\1$/.test(stem)) return stem.slice(0, -1);
  return /(?:[^aeiou]l|rg|id|os|at|ut|im)$/.test(stem) ? `${stem}e` : stem;
}

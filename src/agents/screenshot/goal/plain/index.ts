import { unframed } from './framing.js';
import { inOneNoun } from './nouns.js';
import { inOrder, verbFirst } from './order.js';
import { instructed } from './statements.js';
import { inOneVerb } from './verbs.js';

export { withReferents } from './referents.js';
export { valuesSpelledOut } from './told-values.js';

/** What parts the instructions of a sentence. */
const PARTS = /(\s*[,;]\s*(?:and\s+)?(?:then\s+)?|\s+(?:and\s+then|and|then|before)\s+)/i;

/** Said in passing, of what is not to be touched. */
const ASIDE = /\s*\((?:and )?(?:no others?|nothing (?:else|more)|only (?:these|those|this|that|it)|none (?:else|other)|just (?:these|those|this|it)|(?:answer|confirm) (?:it|this|that|the question|what it asks)(?: with yes)?)\)/gi;
const THEN = /,? (?:and )?(?:after that|after which|as the last step),? (?=\p{L}|⟦)/giu;

/**
 * A sentence of a goal in the words of a plain instruction, its quotations set aside: however politely, as a wish, as a statement of how things are to be, in whatever order
 * and with whichever verb something is said, the rules that read it see one and the same. What is in no way that is known stays as it is.
 */
export function inPlainWords(sentence: string): string {
  const [, body = '', end = ''] = /^(.*?)([.!?:]*)$/s.exec(sentence.trim()) ?? [];
  // What comes after a semicolon is a sentence of its own.
  const plain = body.replace(/\s+[-–—]\s+(?=(?:and |then )*\p{Ll})/gu, ', ').replace(ASIDE, '').replace(THEN, ', then ').split(/\s*;\s+/).map(plainly).join('; ');
  // A request in the form of a question is none any more.
  return plain === body ? sentence : `${plain}${/^\?/.test(end) && !/^(?:what|who|where|when|which|why|how|is|are|does|do)\b/i.test(plain) ? '.' : end}`;
}

function plainly(piece: string): string {
  const whole = inOneVerb(instructed(inOrder(inOneNoun(unframed(piece.trim())))));
  // Separators stay between what they part.
  return whole.split(PARTS).map((part, index) => (index % 2 === 1 ? part : inOneVerb(instructed(verbFirst(unframed(part)))))).join('');
}

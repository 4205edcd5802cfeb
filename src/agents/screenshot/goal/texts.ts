import { describe } from './description.js';
import type { Description } from './description-schema.js';
import { readBy, type Part, type Patterns } from './part.js';
import { withQuotes } from './quoted.js';

const PASSAGE = '(?:the |a |an |that |this )?(?:word|words|phrase|sentence|text|passage|name|letters?|characters?|number)';
const TEXT = '(?:the |this |that |my |your )?(?:[\\p{L}-]+ )?(?:text|sentence|paragraph|note|letter|message|notice|document|editor|passage|line|title|text ?area|text ?box|field)';
/** "the word count", "the letter spacing": something else of a text. */
const KIND = '(?:counts?|spacing|size|wrap|case|limit|style|colou?r|order|list|field|box|art)';
/** Quoted, or named as a word and without marks. */
const FOUND = `(?:${PASSAGE} )?(⟦\\d+⟧)|(?:the |a |an |that |this )?(?:word|words|phrase|letters?|characters?) (?!${KIND}\\b)([\\p{L}\\d'-]+)`;
const IN_TEXT = `(?:,? (?:in|from|of|out of|within|inside) (${TEXT}))`;

const fieldOf = (words: string | undefined, passages: readonly string[]): { readonly field?: Description } => (words === undefined || /^(?:the |this |that )?(?:text|sentence|paragraph|passage|line)$/i.test(words) ? {} : { field: describe(words, passages) });
const edit = (find: string | undefined, put: string, field: string | undefined, passages: readonly string[]): Part[] => [{ kind: 'edit-text', ...(find === undefined ? {} : { find: withQuotes(find, passages) }), put: withQuotes(put, passages), ...fieldOf(field, passages) }];

/** Instructions that change a part of a text and leave the rest as it is. */
const TEXTS: Patterns = [
  // What is said to be a word, or to stand in a text, is no entry of a list.
  [new RegExp(`^(?:remove|delete|cut(?: out)?|erase|take(?: out)?|strike(?: out)?) (?:${FOUND})(?: out| away)?${IN_TEXT}?$`, 'iu'), ([whole = '', quoted, bare, field], passages) => (quoted !== undefined && field === undefined && !new RegExp(`^\\p{L}+(?: out)? (?:the |that |this )?(?:word|phrase|sentence|passage|letter|character)s? `, 'iu').test(whole) ? undefined : edit(quoted ?? bare, '', field, passages))],
  [new RegExp(`^(?:replace|substitute|exchange|swap|change|correct|turn)${IN_TEXT}? (?:${FOUND}) (?:by|with|for|to|into) (?:${PASSAGE} )?(⟦\\d+⟧|[\\p{L}\\d'-]+)${IN_TEXT}?$`, 'iu'), ([, before, quoted, bare, put = '', after], passages) => edit(quoted ?? bare, put, after ?? before, passages)],
  [new RegExp(`^(?:add|append|insert|put|write|type|enter) (?:${PASSAGE} )?(⟦\\d+⟧) (?:at|to) the (?:very )?(end|beginning|start|front|top|bottom)(?: (?:of|in) (${TEXT}))?$`, 'iu'), ([, put = '', at = '', field], passages) => edit(undefined, put, field, passages).map((part): Part => (part.kind === 'edit-text' ? { ...part, at: /end|bottom/i.test(at) ? 'end' : 'start' } : part))],
];

/** What is changed in a text by an instruction. */
export const textChangeIn = (text: string, passages: readonly string[]): Part[] | undefined => readBy(TEXTS, text, passages);

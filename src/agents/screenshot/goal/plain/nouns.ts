import { VERBS } from '../vocabulary.js';
import { rewrittenAll, type Rewrite } from './rewrite.js';

/** A verb at the beginning of a sentence has a capital letter, and is no name. */
const NO_VERB = `(?!(?:${VERBS.map((verb) => verb.replace(/^./, (letter) => letter.toUpperCase())).join('|')})\\b)`;
const NAME = `${NO_VERB}(@?\\p{Lu}[\\p{L}\\d.-]*(?: \\p{Lu}[\\p{L}\\d.-]*)?|@[\\p{L}\\d._-]+|⟦\\d+⟧)`;
const THING = '(post|message|mail|e-?mail|letter|comment|tweet|photo|picture|review|reply|conversation|thread)';
const MADE = '(?:wrote|sent|posted|made|published|shared|left|has (?:written|sent|posted|made|published|shared|left))';

/** Things that belong to somebody, by one way of saying it: "the post by Ada". */
const NOUNS: readonly Rewrite[] = [
  [new RegExp(`\\b(?:the |an? |that )?${THING} (?:that |which )?${NAME} ${MADE}\\b`, 'u'), 'the $1 by $2'],
  [new RegExp(`\\bwhat ${NAME} ${MADE}\\b`, 'u'), 'the post by $1'],
  [new RegExp(`(?<![\\p{L}\\d])${NAME}['’]s (?:latest |last |newest )?${THING}\\b`, 'u'), 'the $2 by $1'],
  [new RegExp(`\\b${THING} (?:written|sent|posted|made|published|shared|left) (?:by|from) (?=@|\\p{Lu}|⟦)`, 'u'), '$1 by '],
  // A list that opens by itself is called by that.
  [/\b(list|menu|suggestions?|options?|results?|dialog|window|box|calendar|field) (?:that|which) (?:then )?(?:comes? up|appears?|opens?(?: up)?|shows? up|pops? up|drops? down|unfolds?|is (?:shown|offered)|are (?:shown|offered))\b/i, '$1'],
  [/\b(?:that|which) (?:are|is) (?:suggested|offered)\b/i, 'from the suggestions'],
];

export const inOneNoun = (text: string): string => rewrittenAll(NOUNS, text);

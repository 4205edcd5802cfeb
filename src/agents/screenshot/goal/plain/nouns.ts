import { rewrittenAll, type Rewrite } from './rewrite.js';

const NAME = '(@?\\p{Lu}[\\p{L}\\d.-]*(?: \\p{Lu}[\\p{L}\\d.-]*)?|@[\\p{L}\\d._-]+|⟦\\d+⟧)';
const THING = '(post|message|mail|e-?mail|letter|comment|tweet|photo|picture|review|reply|conversation|thread)';
const MADE = '(?:wrote|sent|posted|made|published|shared|left|has (?:written|sent|posted|made|published|shared|left))';

/** Things that belong to somebody, by one way of saying it: "the post by Ada". */
const NOUNS: readonly Rewrite[] = [
  [new RegExp(`\\b(?:the |an? |that )?${THING} (?:that |which )?${NAME} ${MADE}\\b`, 'u'), 'the $1 by $2'],
  [new RegExp(`\\bwhat ${NAME} ${MADE}\\b`, 'u'), 'the post by $1'],
  [new RegExp(`(?<![\\p{L}\\d])${NAME}['’]s (?:latest |last |newest )?${THING}\\b`, 'u'), 'the $2 by $1'],
  [new RegExp(`\\b${THING} (?:written|sent|posted|made|published|shared|left) (?:by|from) (?=@|\\p{Lu}|⟦)`, 'u'), '$1 by '],
];

export const inOneNoun = (text: string): string => rewrittenAll(NOUNS, text);

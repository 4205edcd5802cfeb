import { VERBS } from '../vocabulary.js';
import { rewrittenAll, type Rewrite } from './rewrite.js';

/** What forms ask for, by the last word of its name. */
export const ASKED_FOR = '(?:name|surname|user|username|login|e-?mail|mail|address|password|passcode|pin|phone|telephone|number|street|city|town|country|zip|postcode|code|age|date|birthday|day|month|year|time|subject|topic|title|heading|message|text|comment|note|amount|price|quantity|company|author|recipient|sender|reason|keyword|guests|persons|people|adults|children|nights|rooms|tickets|seats)';
const NAME_WORD = '[\\p{L}\\d\'’-]*(?:\\.[\\p{L}\\d\'’-]+)*';
/** A value that can be told from a description: quoted, a name, a number, an address. */
export const VALUE = `(?:⟦\\d+⟧|\\p{Lu}${NAME_WORD}(?: (?:\\p{Lu}|\\d|(?:de|van|von|der|the|of) \\p{Lu})${NAME_WORD})*|[^\\s@,;⟦:]+@[^\\s,;]*[^\\s,;.!?]|[+-]?\\d(?:[^\\s,;]*[^\\s,;.!?])?)`;
const LABEL = `(?:(?:the|my|your|our|his|her|their|an?) )?((?:\\p{Ll}[\\p{Ll}-]* ){0,2}?${ASKED_FOR})`;
/** The same at the beginning of a line, in small or capital letters; a value is told by its capitals, so that they count there. */
const LINE_LABEL = `(?:(?:[Tt]he|[Mm]y|[Yy]our|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?) )?((?:\\p{L}[\\p{Ll}-]* ){0,2}?${ASKED_FOR.replace(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`)})`;
const PAIR = new RegExp(`^${LABEL}(?: is| as| of| being|:| =)? (${VALUE})$`, 'u');
const APART = /\s*[,;]\s*(?:and\s+)?|\s+and\s+/;
/** Pairs one after the other, up to where an instruction follows. */
const PAIRS = `${LABEL}(?: is| as| of| being|:| =)? ${VALUE}(?:(?:\\s*[,;]\\s*(?:and\\s+)?|\\s+and\\s+)${LABEL}(?: is| as| of| being|:| =)? ${VALUE})*`;

const entered = (list: string): string | undefined => {
  const pairs = list.split(APART).map((piece) => PAIR.exec(piece.trim()));
  // What is quoted is read as it stands.
  return pairs.every((pair) => pair !== null) && !list.includes('⟦') ? pairs.map(([, label = '', value = '']) => `enter ${value} as the ${label}`).join(', ') : undefined;
};

/** "Fill in the form: name Ada Lovelace, age 36": what goes where, without quotation marks. Over the whole of a goal, before it is cut at its colons. */
const TOLD_VALUES: readonly Rewrite[] = [
  [new RegExp(`(?<=^|[.!?;]\\s+)(?:[Ff]ill|[Cc]omplete)(?: in| out| up)?(?: (?:the |this |that |my )?(?:[\\p{Ll}-]+ ){0,2}(?:form|fields?|details|data|blanks?|it))?(?: with| using| as follows)?:? (${PAIRS})(?=$|[.!?;]|,| and )`, 'u'), ([, list = '']) => entered(list)],
  [new RegExp(`(?<=^|[.!?;,]\\s+|\\band\\s+)(?:[Ee]nter|[Tt]ype|[Ww]rite|[Ii]nput|[Ii]nsert|[Gg]ive|[Uu]se|[Pp]ut|[Ss]et)(?: in)? (${PAIRS})(?=$|[.!?;](?:\\s|$)|,| and )`, 'u'), ([, list = '']) => entered(list)],
  [new RegExp(`(?<=^|[.!?;,]\\s+|\\n)${LINE_LABEL}: (${VALUE})(?=$|[.!?;](?:\\s|$)|,| and |\\n)`, 'u'), ([, label = '', value = '']) => (value.startsWith('⟦') && label === '' ? undefined : `enter ${value} as the ${label.toLowerCase()}`)],
];

/** "Size large, crust thin": what is to be of which kind, without a verb. */
const BARE = /^((?:\p{L}+ ){1,2}[\p{L}\d]+(?:, (?:and )?(?!then\b)(?:\p{L}+ ){1,2}[\p{L}\d]+)+)(?=$|[.!]?$|,? (?:and )?then )/u;
const BEGINS = new RegExp(`^(?:${VERBS.join('|')}|the|an?|please|I|we|you|in|on|from|with|no|not)\\b`, 'iu');

const ASKS = new RegExp(`^(?:\\p{L}+ )?${ASKED_FOR}$`, 'iu');

function kindsSpelledOut(goal: string): string {
  const [, list] = BARE.exec(goal) ?? [];
  const pieces = list?.split(/, (?:and )?/) ?? [];
  if (pieces.length < 2 || pieces.some((piece) => BEGINS.test(piece))) return goal;
  return pieces.map((piece) => piece.replace(/^(.+) (\S+)$/u, (_whole, label: string, value: string) => `${ASKS.test(label) ? 'enter' : 'choose'} ${value} as the ${label.toLowerCase()}`)).join(', ') + goal.slice(list?.length);
}

/** A whole goal with what goes where said in instructions; its sentences are still to be put into plain words. */
export const valuesSpelledOut = (goal: string): string => kindsSpelledOut(rewrittenAll(TOLD_VALUES, goal.replace(/\s+[-–—]\s+(?=(?:and |then )+\p{Ll})/gu, ', ')));

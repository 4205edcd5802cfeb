import { objectMentions } from '../image/index.js';
import { isPlural } from './found.js';

const QUESTION = /\b(?:how many|number of|count|(?:is|are) there|whether|what|which|where|who|whose|why|how|does|do you|can you|is (?:the|it|this)|are (?:the|they|these)|read)\b/;

/** How people call the picture, as part of a pattern. */
export const PICTURE = '(?:the|this|that|my|your) (?:attached )?(?:picture|image|photo|photograph|pic|shot|scene|frame)';
/** Words before a question that name nothing that `it` could mean but the picture. */
const FRAME = new Set('a an the this that these in on at of and is are there here do does did can could would will you i we me my your please now then so also look see seen find tell say describe know count how many what which if whether have has attached question picture pictures image photo photograph pic shot scene frame hello hi thanks any some all visible shown'.split(' '));
const POINTS = /\b(in|on|at|of|to|by|near|with|under|over|behind|beside|inside|have|has|does) (?:it|them|this one|that one|one|this|that|these|those)\b(?=$| (?:show|have|contain|is|are)\b|,)/;

/**
 * The questions of a sentence, in lower case and without marks. `they`, `it` and `of each` become the things that were asked for before, and so does
 * a number that is asked for with nothing behind it; where nothing was named that it could mean, `in it` becomes the picture.
 */
export function questionsIn(text: string): string[] {
  const sentences = text.toLowerCase().replace(/\bgray\b/g, 'grey').replace(/’/g, "'").split(/[?!;\n]+|\.(?=\s|$)/).map((part) => part.trim()).filter(Boolean);
  const parts = sentences.flatMap((sentence) => sentence.split(/,?\s+(?:and|but|or)(?: also| then)?\s+(?=(?:how|what|which|where|who|whose|why|is|are|does|do|can)\b)|,\s*(?=(?:how|what|which|where|who|whose|why)\b)/));
  const questions = parts.filter((part) => QUESTION.test(part) || /^(?:is|are|does|do|can)\b/.test(part));
  let last = '';
  return (questions.length === 0 ? sentences : questions).map((part) => {
    const own = listedIn(part);
    const isPicture = namesOnlyThePicture(parts.slice(0, parts.indexOf(part)).join(' '));
    const whole = own === '' ? (last === '' ? part : withThings(part, last)) : isPicture ? withPicture(part) : withThingsBehind(part, last);
    last = own === '' ? last : own;
    return whole;
  });
}

/** Whether `it` behind these words can be nothing but the picture: what else they name are many. */
function namesOnlyThePicture(before: string): boolean {
  const rest = objectMentions(before, { asked: true }).filter(({ word }) => isPlural(word)).reduceRight((text, { word, index }) => text.slice(0, index) + text.slice(index + word.length), before);
  return rest.split(/[^a-z]+/).every((word) => word === '' || FRAME.has(word));
}

/** A question for things that are in it, where `it` is the picture. */
function withPicture(part: string): string {
  return part.replace(/\b(in|on|at|of) (?:it|this one|that one|this|that|these|those)(?=$|,)/, '$1 the picture').replace(/\bdoes (?:it|this|that)(?= (?:show|contain|have)\b)/, 'does the picture');
}

/** A question for things with a pronoun behind them: `people are on it`. */
function withThingsBehind(part: string, things: string): string {
  return things === '' ? part : part.replace(POINTS, `$1 the ${things}`);
}

/** A question that points back, with the things that it means. */
function withThings(part: string, things: string): string {
  const counted = /^how many(?: (?:of (?:each|them|those|these)(?: (?:kinds?|sorts?|types?))?|(?:of )?each))?(?=$| (?:is|are|can|do)\b)/;
  return counted.test(part) ? part.replace(counted, `how many ${things}`) : part.replace(/\b(?:they|them|it|those|these)\b/, `the ${things}`);
}

/** The first things that a question names, as they are listed there: `cats and dogs`. */
function listedIn(part: string): string {
  const [first, ...others] = objectMentions(part, { asked: true });
  if (first === undefined) return '';
  const listed = [first];
  for (const mention of others) {
    const before = listed.at(-1) ?? first;
    if (!/^(?:,|\s+and|\s+or|,\s+and|,\s+or)(?:\s+(?:how many|an?|the|any))?\s+$/.test(part.slice(before.index + before.word.length, mention.index))) break;
    listed.push(mention);
  }
  return listed.map(({ word }) => word).join(' and ');
}

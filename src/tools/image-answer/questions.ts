import { objectMentions } from '../image/index.js';

const QUESTION = /\b(?:how many|number of|count|(?:is|are) there|whether|what|which|where|who|whose|why|how|does|do you|can you|is (?:the|it|this)|are (?:the|they|these)|read)\b/;

/**
 * The questions of a sentence, in lower case and without marks. `they`, `it` and `of each` become the things that were asked for before, and so does
 * a number that is asked for with nothing behind it.
 */
export function questionsIn(text: string): string[] {
  const sentences = text.toLowerCase().replace(/\bgray\b/g, 'grey').replace(/’/g, "'").split(/[?!;\n]+|\.(?=\s|$)/).map((part) => part.trim()).filter(Boolean);
  const parts = sentences.flatMap((sentence) => sentence.split(/,?\s+(?:and|but|or)(?: also| then)?\s+(?=(?:how|what|which|where|who|whose|why|is|are|does|do|can)\b)|,\s*(?=(?:how|what|which|where|who|whose|why)\b)/));
  const questions = parts.filter((part) => QUESTION.test(part) || /^(?:is|are|does|do|can)\b/.test(part));
  let last = '';
  return (questions.length === 0 ? sentences : questions).map((part) => {
    const own = listedIn(part);
    const whole = own !== '' || last === '' ? part : withThings(part, last);
    last = own === '' ? last : own;
    return whole;
  });
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
